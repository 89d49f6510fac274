import { crc32, joined } from './bytes'

export interface ZipEntry {
  /** UTF-8; a `/` makes a folder. */
  name: string
  bytes: Uint8Array
}

/** 2026-01-01: the same posters make the same file. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1
const UTF8 = 0x0800

/** A ZIP file without compression: what goes into it is PNG, which does not get smaller (APPNOTE 4.3). */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const named = new TextEncoder().encode(name)
    const crc = crc32(bytes)
    parts.push(header(0x04034b50, named, crc, bytes.length, null), bytes)
    directory.push(header(0x02014b50, named, crc, bytes.length, at))
    at += 30 + named.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, entries.length, true)
  end.setUint16(10, entries.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, at, true)
  return joined([...parts, ...directory, new Uint8Array(end.buffer)])
}

/** The header before a file's bytes, or with `offset` its line in the directory. */
function header(signature: number, name: Uint8Array, crc: number, size: number, offset: number | null): Uint8Array {
  const central = offset !== null
  const fixed = central ? 46 : 30
  const view = new DataView(new ArrayBuffer(fixed + name.length))
  const base = central ? 6 : 4
  view.setUint32(0, signature, true)
  if (central) view.setUint16(4, 20, true)
  view.setUint16(base, 20, true)
  view.setUint16(base + 2, UTF8, true)
  view.setUint16(base + 8, DATE, true)
  view.setUint32(base + 10, crc, true)
  view.setUint32(base + 14, size, true)
  view.setUint32(base + 18, size, true)
  view.setUint16(base + 22, name.length, true)
  if (central) view.setUint32(42, offset, true)
  const bytes = new Uint8Array(view.buffer)
  bytes.set(name, fixed)
  return bytes
}

/** Names for files: no characters that a system refuses, and none twice. */
export function fileNames(names: readonly string[], ending: string): string[] {
  const used = new Map<string, number>()
  return names.map((name) => {
    const plain = name.replace(/[\\/:*?"<>|\s]+/g, ' ').trim() || '未命名'
    const times = (used.get(plain) ?? 0) + 1
    used.set(plain, times)
    return `${plain}${times === 1 ? '' : ` ${times}`}${ending}`
  })
}
