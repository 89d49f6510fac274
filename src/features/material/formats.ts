/** What a file is, by its bytes. The platform looks at them too, so a name alone would only fail later. */
export type FileKind = 'image' | 'video' | 'voice' | 'file'

export interface Format {
  kind: FileKind
  /** Ending under which it is stored: png, mp4, pdf … */
  ending: string
}

/** Bytes that WeCom takes of each kind (WD/90253). */
export const LARGEST: Readonly<Record<FileKind, number>> = {
  image: 10 * 1024 * 1024,
  video: 10 * 1024 * 1024,
  voice: 2 * 1024 * 1024,
  file: 20 * 1024 * 1024,
}

/** WeCom refuses what is not longer than this. */
export const SMALLEST = 6

/** So many first bytes tell the format. */
export const HEAD = 32

const PACKED = /\.(docx|xlsx|pptx)$/i
const OLE = /\.(doc|xls|ppt)$/i
/** Brands of an MP4 container; `qt  ` (MOV) and pictures (heic, avif) are none that WeCom plays. */
const MP4 = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |dash|mmp4|MSNV|3gp[4-6])$/

/**
 * The format, or null for what no message can carry: pages, programs, other pictures and films.
 *
 * @param head the first bytes, at least `HEAD` unless the file is shorter
 * @param name decides between the office formats alone, which begin alike
 */
export function formatOf(head: Uint8Array, name: string): Format | null {
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { kind: 'image', ending: 'png' }
  if (starts(head, [0xff, 0xd8, 0xff])) return { kind: 'image', ending: 'jpg' }
  if (latin(head, 4, 8) === 'ftyp' && MP4.test(latin(head, 8, 12))) return { kind: 'video', ending: 'mp4' }
  if (latin(head, 0, 5) === '#!AMR') return { kind: 'voice', ending: 'amr' }
  if (latin(head, 0, 5) === '%PDF-') return { kind: 'file', ending: 'pdf' }
  const packed = PACKED.exec(name)?.[1]
  if (packed && starts(head, [0x50, 0x4b, 0x03, 0x04])) return { kind: 'file', ending: packed.toLowerCase() }
  const old = OLE.exec(name)?.[1]
  if (old && starts(head, [0xd0, 0xcf, 0x11, 0xe0])) return { kind: 'file', ending: old.toLowerCase() }
  return null
}

function starts(bytes: Uint8Array, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte)
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to))
}
