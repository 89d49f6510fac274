import './collections'
import { sha256Of } from '../../../cloudfunctions/platform/files'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import { type Job, schedule } from '../../kernel/due'
import { refuse } from '../../kernel/errors'
import { settle } from '../../kernel/settle'
import { is, to } from '../../kernel/store'
import type { About } from './contract'
import { type FileKind, type Format, formatOf, HEAD, LARGEST } from './formats'
import { CHUNK, chunksOf, idOfDigest, type Material, type Upload } from './rules'
import { kindNames, refusalText } from './text'

/** The due item that deletes what an upload left behind. */
export const MATERIAL_SWEEP = 'material.sweep'
/** An upload that nobody went on with for so long is forgotten. */
const KEPT = DAY
/** Files deleted in one call; the platform takes 50. */
const DROP = 50

/** Begins an upload, or finds out how far it came. The sweep is on the list before anything is stored. */
export async function beginUpload(context: Context, digest: string, size: number): Promise<number[]> {
  const { store, now } = context
  await schedule(store, {
    key: `${MATERIAL_SWEEP}:${digest}`,
    kind: MATERIAL_SWEEP,
    at: now + KEPT,
    payload: { digest, size },
  })
  return settle(store, 'material_uploads', digest, (found) => {
    // Another size under the same digest is a client that counts wrongly; what it sent before is no use.
    if (found !== null && found.size === size) return { answer: found.chunks.map(({ index }) => index) }
    const fresh: Upload = { _id: digest, schema: 1, size, chunks: [], touchedAt: now }
    if (found === null) return { insert: fresh, answer: [] }
    return { guard: { _id: digest, size: found.size }, change: { size, chunks: [], touchedAt: now }, answer: [] }
  })
}

/** Stores one piece under its place, then notes it: the same piece again writes the same file. */
export async function putChunk(
  { store, files, now }: Context,
  { digest, index, name, data }: { digest: string; index: number; name: string; data: string },
): Promise<number> {
  const upload = (await store.get('material_uploads', digest)) ?? refuse('NOT_BEGUN', refusalText.notBegun)
  const bytes = Buffer.from(data, 'base64')
  const last = chunksOf(upload.size) - 1
  if (index > last || bytes.length !== (index < last ? CHUNK : upload.size - last * CHUNK)) {
    return refuse('WRONG_CHUNK', refusalText.wrongChunk)
  }
  // Before 20 MB were sent in vain.
  if (index === 0) checkFormat(bytes, name, upload.size)
  const known = upload.chunks.some((chunk) => chunk.index === index)
  if (known) return upload.chunks.length
  const file = await files.put(placeOf(digest, index), bytes)
  await store.update(
    'material_uploads',
    { _id: digest, size: upload.size, 'chunks.index': is.neq(index) },
    { chunks: to.push([{ index, file }]), touchedAt: now },
  )
  return upload.chunks.length + 1
}

/** The format, or a refusal that says what is wrong with the file. */
function checkFormat(head: Uint8Array, name: string, size: number): Format {
  const format = formatOf(head.subarray(0, HEAD), name)
  if (format === null) return refuse('WRONG_TYPE', refusalText.wrongType)
  const { kind } = format
  if (size > LARGEST[kind]) refuse('TOO_LARGE', refusalText.tooLarge(kindNames[kind], LARGEST[kind] / 1024 / 1024))
  return format
}

/**
 * Puts the pieces together, checks that they are the file that was promised and one that can be sent, and keeps it. Whoever dies in between
 * begins here again: all places are named by the content.
 */
export async function finishUpload(context: Context, digest: string, about: About, by: string): Promise<Material> {
  const { store, files, now, requestId } = context
  const upload = (await store.get('material_uploads', digest)) ?? refuse('NOT_BEGUN', refusalText.notBegun)
  const bytes = await assemble(context, upload)
  if (sha256Of(bytes) !== digest) {
    await forgetUpload(context, upload)
    return refuse('FILE_DIFFERS', refusalText.differs)
  }
  const { kind, ending } = checkFormat(bytes, about.name, bytes.length)
  const id = idOfDigest(digest)
  const file = await files.put(`materials/${id}.${ending}`, bytes)
  const { name, purpose, tags } = about
  const fresh: Material = {
    ...{
      _id: id,
      schema: 1,
      kind,
      name,
      purpose,
      tags,
      size: bytes.length,
      digest,
      ending,
      file,
      text: '',
      link: null,
    },
    ...{ by, at: now, revision: 0, request: requestId, archived: false },
  }
  const kept = await settle(store, 'materials', id, (found) =>
    found === null ? { insert: fresh, answer: fresh } : { answer: found },
  )
  await forgetUpload(context, upload)
  return kept
}

/** Pieces in order; those whose file is gone are taken off the list, so that they are sent again. */
async function assemble({ store, files }: Context, upload: Upload): Promise<Uint8Array> {
  const bytes = new Uint8Array(upload.size)
  const places = new Map(upload.chunks.map((chunk) => [chunk.index, chunk]))
  const lost: number[] = []
  let missing = 0
  for (let index = 0; index < chunksOf(upload.size); index++) {
    const chunk = places.get(index)
    const piece = chunk === undefined ? null : await files.read(chunk.file)
    if (piece !== null) bytes.set(piece.subarray(0, upload.size - index * CHUNK), index * CHUNK)
    else if (chunk !== undefined) lost.push(index)
    if (piece === null) missing += 1
  }
  if (lost.length > 0) {
    await store.update('material_uploads', { _id: upload._id }, { chunks: to.pull({ index: is.in(lost) }) })
  }
  if (missing > 0) refuse('CHUNKS_MISSING', refusalText.chunksMissing)
  return bytes
}

/** Deletes every piece, also one whose note was lost, then the note of the whole unless somebody went on with it meanwhile. */
async function forgetUpload({ store, files, photos }: Context, upload: Upload): Promise<void> {
  const [known] = upload.chunks
  const first = known ?? { index: 0, file: await files.put(placeOf(upload._id, 0), new Uint8Array(1)) }
  const folder = first.file.slice(0, first.file.length - String(first.index).length)
  const pieces = Array.from({ length: chunksOf(upload.size) }, (_, index) => `${folder}${index}`)
  for (let at = 0; at < pieces.length; at += DROP) await photos.drop(pieces.slice(at, at + DROP))
  await store.remove('material_uploads', { _id: upload._id, touchedAt: upload.touchedAt })
}

function placeOf(digest: string, index: number): string {
  return `uploads/${digest}/${index}`
}

const sweep: Job<Context> = {
  kind: MATERIAL_SWEEP,
  async process({ payload }, context) {
    const { store, now } = context
    const digest = String(payload.digest)
    const there = await store.get('material_uploads', digest)
    // Also after the end: a piece that was held up in the network may have been written since.
    const upload = there ?? { _id: digest, schema: 1, size: Number(payload.size), chunks: [], touchedAt: 0 }
    if (upload.touchedAt > now - KEPT) return { again: upload.touchedAt + KEPT }
    await forgetUpload(context, upload)
    return (await store.get('material_uploads', digest)) === null ? 'done' : { again: now + KEPT }
  },
}

export const materialJobs: readonly Job<Context>[] = [sweep]

export function isFile(kind: Material['kind']): kind is FileKind {
  return kind !== 'link' && kind !== 'script'
}
