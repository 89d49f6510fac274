import { CallError, type Data, type Input, type Method } from '../../../admin/call'
import type { About, MaterialView } from '../contract'
import { formatOf, HEAD, LARGEST, SMALLEST } from '../formats'
import { CHUNK, chunksOf } from '../rules'
import { kindNames, refusalText } from '../text'

export interface SendPorts {
  call: <M extends Method>(method: M, input: Input<M>, signal?: AbortSignal) => Promise<Data<M>>
  /** SHA-256 as 64 hex digits. */
  digest: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
  wait: (ms: number) => Promise<void>
}

/** A piece that got no answer is sent again, after so many ms each. */
const PAUSES = [500, 2000, 5000]

/** Why a file cannot be sent, in the server's words, before anything of it is; null when it can. */
export function problemOf(name: string, bytes: Uint8Array): string | null {
  if (bytes.length < SMALLEST) return '文件是空的，请换一个。'
  const format = formatOf(bytes.subarray(0, HEAD), name)
  if (format === null) return refusalText.wrongType
  const most = LARGEST[format.kind]
  return bytes.length > most ? refusalText.tooLarge(kindNames[format.kind], most / 1024 / 1024) : null
}

/**
 * Sends a file in pieces and has it put together; goes on where an earlier try stopped. Rejects with `CallError`.
 *
 * @param progress called with the part that has arrived, 0 to 1
 */
export async function sendFile(
  ports: SendPorts,
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
  about: About,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<{ material: MaterialView; known: boolean }> {
  const { bytes, name } = file
  const digest = await ports.digest(bytes)
  const { material, have } = await ports.call('material.begin', { digest, size: bytes.length }, signal)
  if (material !== null) return { material, known: true }
  const pieces = chunksOf(bytes.length)
  let arrived = have.length
  progress(arrived / pieces)
  for (let index = 0; index < pieces; index++) {
    if (have.includes(index)) continue
    const data = base64Of(bytes.subarray(index * CHUNK, (index + 1) * CHUNK))
    await patiently(ports, signal, () => ports.call('material.putChunk', { digest, index, name, data }, signal))
    arrived += 1
    progress(arrived / pieces)
  }
  return patiently(ports, signal, () => ports.call('material.finish', { digest, ...about }, signal))
}

/** Again while nothing came back: every step is harmless to repeat. */
async function patiently<T>(ports: SendPorts, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await act()
    } catch (error) {
      if (signal.aborted || !(error instanceof CallError) || error.code !== 'OFFLINE') throw error
      await ports.wait(pause)
    }
  }
  return act()
}

/** In steps, because a call takes only so many arguments; a multiple of three keeps the pieces whole. */
function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 24_576) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 24_576)))
  }
  return text
}
