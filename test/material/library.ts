import { createHash } from 'node:crypto'
import type { MaterialView } from '../../src/features/material/contract'
import { CHUNK, chunksOf } from '../../src/features/material/rules'
import type { Shop } from '../delivery/shop'

/** The smallest files of each kind, told apart by `mark`. */
export const bytesOf = {
  image: (mark: string) => join([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], mark),
  video: (mark: string) => join([0, 0, 0, 24, ...letters('ftypisom')], mark),
  voice: (mark: string) => join(letters('#!AMR\n'), mark),
  file: (mark: string) => join(letters('%PDF-1.7\n'), mark),
}

function letters(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0))
}

function join(head: number[], mark: string): Buffer {
  return Buffer.concat([Buffer.from(head), Buffer.from(mark)])
}

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function chunkOf(bytes: Buffer, index: number): string {
  return bytes.subarray(index * CHUNK, (index + 1) * CHUNK).toString('base64')
}

export const ABOUT = { purpose: 'product' as const, tags: ['气垫'], consent: false }

/** Uploads as the page does. */
export async function upload(shop: Pick<Shop, 'staff'>, name: string, bytes: Buffer): Promise<MaterialView> {
  const digest = digestOf(bytes)
  await shop.staff('material.begin', { digest, size: bytes.length })
  for (let index = 0; index < chunksOf(bytes.length); index++) {
    await shop.staff('material.putChunk', { digest, index, name, data: chunkOf(bytes, index) })
  }
  const answer = await shop.staff<{ material: MaterialView }>('material.finish', { digest, name, ...ABOUT })
  return answer.material
}
