import type { CouponValue } from './rules'

/**
 * What a coupon takes off a bill, in cents; the only place where an amount is rounded. What remains to be paid is rounded
 * down to the cent, so the rounding is always in the member's favour, and nothing takes off more than the bill.
 *
 * @param billCents null when staff entered no bill: the amount that is certain without one
 * @returns null when the bill is below the threshold
 */
export function offCents(value: CouponValue, billCents: number | null): number | null {
  if (value.kind === 'exchange') return value.worthCents
  if (billCents !== null && billCents < value.fromCents) return null
  if (value.kind === 'threshold') return billCents === null ? value.offCents : Math.min(value.offCents, billCents)
  if (billCents === null) return 0
  const off = billCents - Math.floor((billCents * value.basisPoints) / 10_000)
  return value.maxOffCents === null ? off : Math.min(off, value.maxOffCents)
}

/** Cents as people read them: `20`, `9.9`, `0.05`. */
export function yuan(cents: number): string {
  return String(cents / 100)
}
