import { hmacSha256, sha256, utf8 } from '../../kernel/sha256'

/**
 * The rotating code of a coupon: `J`, ten characters that find the coupon by index, eight that prove that whoever shows
 * it holds the coupon's secret in this half minute. The phone makes it without network from what `getCode` gave it.
 * Crockford's base 32: no I, L, O or U, so a member of staff can also type it.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SHORT = 10
const MAC = 8

/** Length of one step in ms. */
export const CODE_STEP = 30_000
/** Phone and server may differ by one step. */
const TOLERANCE = 1
/** An older code is recognised as a screenshot for ten minutes; beyond that it is just unknown. */
const REMEMBERED = 20

/** The step an instant (server's clock) lies in. */
export function stepAt(now: number): number {
  return Math.floor(now / CODE_STEP)
}

/** What the phone shows during a step: 19 characters. */
export function codeOf(couponId: string, secret: string, step: number): string {
  return `J${shortOf(couponId)}${macOf(couponId, secret, step)}`
}

/** Stored in the coupon and indexed. 50 bits: two coupons may share it, their secrets tell them apart. */
export function shortOf(couponId: string): string {
  return base32(sha256(utf8(couponId)), SHORT)
}

function macOf(couponId: string, secret: string, step: number): string {
  return base32(hmacSha256(secret, `${couponId}:${step}`), MAC)
}

/** What was scanned or typed, in parts; spaces and hyphens do not matter, nor do the letters that look like digits. */
export function readCode(scanned: string): { short: string; mac: string } | null {
  const typed = scanned.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  const match = /^J([0-9A-HJKMNP-TV-Z]{10})([0-9A-HJKMNP-TV-Z]{8})$/.exec(typed)
  return match?.[1] && match[2] ? { short: match[1], mac: match[2] } : null
}

/** Whether a code is of this coupon and when it was made: the step, or nothing that we know. */
export function judgeMac(
  coupon: { _id: string; secret: string },
  mac: string,
  now: number,
): { verdict: 'fresh' | 'stale'; step: number } | { verdict: 'wrong' } {
  const current = stepAt(now)
  for (let step = current + TOLERANCE; step >= current - REMEMBERED; step--) {
    if (macOf(coupon._id, coupon.secret, step) === mac) {
      return { verdict: step >= current - TOLERANCE ? 'fresh' : 'stale', step }
    }
  }
  return { verdict: 'wrong' }
}

function base32(bytes: readonly number[], length: number): string {
  let out = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5 && out.length < length) {
      bits -= 5
      out += ALPHABET[(held >>> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return out
}
