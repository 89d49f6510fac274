/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) over texts, by arithmetic alone: the mini-program has no `crypto`, and a phone
 * must make the same code as the server without network. On the server passwords and ids use Node's own; this is for what
 * both sides must compute.
 */

/** HMAC-SHA-256 of a text; both are taken as UTF-8. 32 bytes. */
export function hmacSha256(key: string, message: string): number[] {
  return hmacSha256Bytes(utf8(key), utf8(message))
}

export function hmacSha256Bytes(key: readonly number[], message: readonly number[]): number[] {
  const short = key.length > BLOCK ? sha256(key) : key
  const padded = Array.from({ length: BLOCK }, (_, i) => short[i] ?? 0)
  const inner = sha256([...padded.map((byte) => byte ^ 0x36), ...message])
  return sha256([...padded.map((byte) => byte ^ 0x5c), ...inner])
}

/** Bytes in, 32 bytes out. */
export function sha256(bytes: readonly number[]): number[] {
  const words = paddedWords(bytes)
  const state = [...START]
  for (let at = 0; at < words.length; at += 16) compress(state, words.slice(at, at + 16))
  return state.flatMap((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255])
}

/** The bytes of a text; lone surrogates become U+FFFD, as TextEncoder does (phones may lack it). */
export function utf8(text: string): number[] {
  return [...text].flatMap((character) => {
    const raw = character.codePointAt(0) ?? 0
    const point = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw
    if (point < 0x80) return [point]
    if (point < 0x800) return [0xc0 | (point >> 6), tail(point)]
    if (point < 0x10000) return [0xe0 | (point >> 12), tail(point >> 6), tail(point)]
    return [0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point)]
  })
}

function tail(bits: number): number {
  return 0x80 | (bits & 63)
}

const BLOCK = 64
const START = fractions(8, 1 / 2)
const ROUND = fractions(64, 1 / 3)

/** The first 32 bits of the fractional parts of roots of the first primes: the constants of FIPS 180-4 §4.2.2 and §5.3.3. */
function fractions(count: number, power: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes.map((prime) => {
    const root = prime ** power
    return ((root - Math.floor(root)) * 0x100000000) | 0
  })
}

/** The message, a one bit, zeros and its length in bits, as big-endian words: whole blocks of 16. */
function paddedWords(bytes: readonly number[]): number[] {
  const blocks = Math.ceil((bytes.length + 9) / BLOCK)
  const words: number[] = Array.from({ length: blocks * 16 }, () => 0)
  const marked = [...bytes, 0x80]
  for (const [i, byte] of marked.entries()) words[i >> 2] = (words[i >> 2] ?? 0) | (byte << (24 - (i % 4) * 8))
  words[words.length - 2] = Math.floor(bytes.length / 0x20000000)
  words[words.length - 1] = (bytes.length * 8) | 0
  return words
}

function compress(state: number[], block: readonly number[]): void {
  const w = [...block]
  for (let i = 16; i < 64; i++) {
    const [a, b] = [w[i - 15] ?? 0, w[i - 2] ?? 0]
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    w.push(((w[i - 16] ?? 0) + s0 + (w[i - 7] ?? 0) + s1) | 0)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] ?? 0) + (w[i] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g]
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}
