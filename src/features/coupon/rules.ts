import type { ClockTime, Day } from '../../kernel/day'

/**
 * What a coupon does at the counter. Money is integer cents, percentages are basis points (8500 = 八五折).
 * `exchange` takes goods home without paying.
 */
export type CouponValue =
  | { kind: 'threshold'; offCents: number; fromCents: number }
  | { kind: 'discount'; basisPoints: number; fromCents: number; maxOffCents: number | null }
  | { kind: 'exchange'; item: string; worthCents: number }

/** When a claimed coupon is valid; days are business days, both ends included. */
export type Validity =
  | { kind: 'fixed'; from: Day; to: Day }
  | { kind: 'after_claim'; startsAfterDays: number; days: number }

/** On which weekdays (1 = Monday) and parts of the day it is taken at the counter; empty lists mean always. */
export interface UsableTimes {
  weekdays: number[]
  parts: { from: ClockTime; until: ClockTime }[]
}

/** The terms of one coupon. They are copied into the coupon at claim, so a later edit of the batch never changes it. */
export interface CouponTerms {
  title: string
  value: CouponValue
  usable: UsableTimes
  /** Stores that take it; empty means all. */
  stores: string[]
  /** What the member reads below the title. */
  note: string
}

export type BatchState = 'draft' | 'running' | 'paused' | 'stopped'

/** A batch: so many coupons under the same terms. Stock lives in `stock/{batch}:{k}`; nothing here is counted down. */
export interface CouponBatch {
  _id: string
  schema: 1
  terms: CouponTerms
  validity: Validity
  /** Coupons in all; it can be raised, never below what the shards already hold. */
  total: number
  /** Shards of at most 500 coupons each: `ceil(total / 500)`. */
  shards: number
  perMember: number
  /** Coupons a day over all members; null is no limit. */
  perDay: number | null
  /** ms, `[from, until)`. */
  claimFrom: number
  claimUntil: number
  /** Points that one costs; 0 is free. */
  price: number
  state: BatchState
  /** Set when the last shard was found full; a cheap read answers everybody who comes later. */
  soldOut: boolean
  /** Raised by every edit; a page that read an older one is refused. */
  revision: number
  createdAt: number
}

/** One shard of a batch's stock: `{batch}:{k}`. Guard: `n < cap` and the coupon's id not yet in `taken`. */
export interface Stock {
  _id: string
  schema: 1
  batch: string
  n: number
  cap: number
  /** Ids of the coupons that hold a unit; the index is the rank. */
  taken: string[]
  /** Last time a unit was taken (ms), for the sweep that finishes what a crash left. */
  dirtyAt: number | null
}

export type CouponState = 'issued' | 'used' | 'gifted' | 'revoked'

/** One coupon of one member: `{batch}:{memberId}:{n}`, n from 1 to `perMember`. */
export interface Coupon {
  _id: string
  schema: 1
  batch: string
  memberId: string
  n: number
  terms: CouponTerms
  /** First and last day of validity. */
  validFrom: Day
  validTo: Day
  state: CouponState
  /** Key of its rotating code (32 hex digits); known to its owner's phone and the server alone. */
  secret: string
  /** How often it was redeemed and undone: the next redemption is `useNo + 1`. */
  useNo: number
  /** `claim`, `exchange` (paid with points), `grant` (by staff), `gift` (from a friend). */
  source: 'claim' | 'exchange' | 'grant' | 'gift'
  /** memberId of the friend it came from or went to. */
  friend: string | null
  claimedAt: number
  usedAt: number | null
}

/** A redemption at the counter: `{coupon}:{useNo}`. An undo is a second record `{coupon}:{useNo}:undo`. */
export interface Redemption {
  _id: string
  schema: 1
  coupon: string
  batch: string
  memberId: string
  kind: 'use' | 'undo'
  useNo: number
  store: string
  staffId: string
  staffName: string
  at: number
  day: Day
  /** What the bill was, when staff entered it. */
  billCents: number | null
  offCents: number
}
