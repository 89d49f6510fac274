import { crc32, joined } from './bytes'

const METRES_PER_INCH = 0.0254
/** Signature and IHDR: what describes the picture comes after them and before its pixels. */
const HEAD = 8 + 25

/** Writes into a PNG how many dots make an inch (pHYs); a canvas knows pixels alone, and a printer would guess 72. */
export function withDpi(png: Uint8Array, dpi: number): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round(dpi / METRES_PER_INCH)
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set([0x70, 0x48, 0x59, 0x73], 4)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  // The unit is the metre.
  chunk[16] = 1
  view.setUint32(17, crc32(chunk.subarray(4, 17)))
  return joined([png.subarray(0, HEAD), chunk, png.subarray(HEAD)])
}
