import { hash64 } from '../../kernel/hash'

/** Stands in the id of a coupon that nobody claimed: `g` and 12 hex digits of its cause, `x` and 12 of the coupon it came from. */
export type GivenSlot = `g${string}` | `x${string}`

/** Who gets which coupon. */
export interface Claimant {
  memberId: string
  /** Place in the member's own limit, from 1; a coupon that was given stands outside of it. */
  n: number | GivenSlot
}

const ID = '[0-9a-z_]{1,24}:m[0-9a-f]{24}:(?:\\d{1,3}|[gx][0-9a-f]{12})'
/** What the id of a coupon looks like. */
export const COUPON_ID = new RegExp(`^${ID}$`)
/** A redemption's id: the coupon's, and which of its uses. */
export const REDEMPTION_ID = new RegExp(`^(${ID}):(\\d{1,6})$`)

export function couponIdOf(batch: string, { memberId, n }: Claimant): string {
  return `${batch}:${memberId}:${n}`
}

/** The parts of `{batch}:{member}:{n}`. */
export function readCouponId(id: string): { batch: string } & Claimant {
  const [batch = '', memberId = '', n = ''] = id.split(':')
  return { batch, memberId, n: isGiven(n) ? n : Number(n) }
}

/** The slot of what is given for a cause: one cause gives a member one coupon of a batch. */
export function slotOf<Kind extends 'g' | 'x'>(kind: Kind, cause: string): `${Kind}${string}` {
  return `${kind}${hash64(cause).slice(0, 12)}`
}

function isGiven(n: string): n is GivenSlot {
  return n.startsWith('g') || n.startsWith('x')
}
