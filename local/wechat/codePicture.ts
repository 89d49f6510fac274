import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import qrcode from 'qrcode-generator'

const SIZE = 280

/**
 * A PNG that stands for a mini-program code: rays around a centre, drawn from a hash, so two scenes never look alike.
 * It cannot be scanned; the page opens its path instead.
 */
export function codePicture(content: string): Buffer {
  const bits = createHash('sha512').update(content).digest()
  return png(SIZE, (x, y) => isInk(bits, x - SIZE / 2, y - SIZE / 2))
}

/** Pixels of a module, and modules of white around a QR code. */
const MODULE = 10
const QUIET = 2

/** A real QR code of an address, as 企业微信 draws its codes. */
export function qrPicture(content: string): Buffer {
  const code = qrcode(0, 'M')
  code.addData(content)
  code.make()
  const modules = code.getModuleCount()
  const inside = (at: number) => at >= 0 && at < modules
  return png((modules + 2 * QUIET) * MODULE, (x, y) => {
    const column = Math.floor(x / MODULE) - QUIET
    const row = Math.floor(y / MODULE) - QUIET
    return inside(column) && inside(row) && code.isDark(row, column)
  })
}

function png(size: number, ink: (x: number, y: number) => boolean): Buffer {
  const rows = Buffer.alloc((size + 1) * size)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) rows[y * (size + 1) + 1 + x] = ink(x, y) ? 40 : 255
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.writeUInt8(8, 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function isInk(bits: Buffer, dx: number, dy: number): boolean {
  const radius = Math.hypot(dx, dy)
  if (radius < 34) return radius > 28 || radius < 12
  if (radius < 46 || radius > 132) return false
  const ray = Math.floor(((Math.atan2(dy, dx) + Math.PI) / (2 * Math.PI)) * 54)
  const ring = Math.floor((radius - 46) / 9)
  const bit = ray * 9 + ring
  return (((bits[(bit >> 3) % bits.length] ?? 0) >> (bit & 7)) & 1) === 1
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** CRC-32 as PNG wants it; the one of node:zlib is missing in early releases of Node 20. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
