/**
 * A fast, stable fingerprint of a text: FNV-1a over UTF-16 units in two independent lanes with a final mix, 64 bits in all.
 * For natural keys and "is it the same file" only: it keeps nobody out, so it never stands where a secret is needed.
 *
 * No BigInt: phones with old engines run the rules too.
 *
 * @returns 16 hexadecimal digits
 */
export function hash64(text: string): string {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x5bd1e995)
    b ^= b >>> 15
  }
  return lane(a ^ (b >>> 7)) + lane(b ^ Math.imul(a, 0x85ebca6b))
}

/** Spreads the last units over all bits (the finaliser of MurmurHash3). */
function lane(value: number): string {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0')
}
