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

/** Whom a batch is for: in each list that is not empty a member must find one of their own. */
export interface Audience {
  /** Ids of tiers. */
  tiers: string[]
  segments: string[]
  /** Channels of the first touch. */
  channels: string[]
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
  /** Missing in a batch from before audiences: everybody. */
  audience?: Audience
  state: BatchState
  /** Set when the last shard was found full; a cheap read answers everybody who comes later. */
  soldOut: boolean
  /** Raised by every edit; a page that read an older one is refused. */
  revision: number
  /** Digest of what it was created from: the same request with another body is told apart from a repeat. */
  createdFrom: string
  /**
   * Another feature hands it out by its own rules; the coupon centre and the operator's list leave it alone. `flash` is taken
   * first come, `flash_draw` is only given to those who were drawn.
   */
  heldBy?: 'flash' | 'flash_draw'
  /** Shards may not hold what `total` promises, or `soldOut` may be out of date (ms); the sweep looks. Null when settled. */
  dirtyAt: number | null
  createdAt: number
}

/** One shard of a batch's stock: `{batch}:{k}`. Guard: `n < cap` and the coupon's id not yet in `taken`. */
export interface Stock {
  _id: string
  schema: 1
  batch: string
  /** Units taken, always `taken.length`. */
  n: number
  cap: number
  /** Units free, always `cap - n`: a guard cannot compare two fields. */
  left: number
  /** Ids of the coupons that hold a unit; the index is the rank. */
  taken: string[]
  /** Taken units whose coupon the sweep has not seen yet; one per coupon. */
  open: ShardUnit[]
  /** Last time a unit was taken (ms), for the sweep that finishes what a crash left. */
  dirtyAt: number | null
}

/** A taken unit on its way to becoming a coupon. */
export interface OpenUnit {
  at: number
  /** Token of the try that touched it last; only that one may free it. */
  by: string
  /** Points agreed when it was taken: a later edit of the price does not change it. */
  price: number
}

/** An open unit as it stands in its shard. */
export interface ShardUnit extends OpenUnit {
  coupon: string
}

/** How many of a batch were begun on one day: `{batch}:{day}`. */
export interface CouponDay {
  _id: string
  schema: 1
  n: number
  /** One place per coupon; always `n` of them. */
  holders: DayPlace[]
}

/** A place in a day's limit; `by` is the token of the try that touched it last. */
export interface DayPlace {
  coupon: string
  by: string
}

/** Job that gives a member a coupon; what other features name in their effects, with the payload `{batch, memberId, cause}`. */
export const COUPON_GIVE = 'coupon.give'

/** Job that works on a grant (see `grantWork.ts`). */
export const COUPON_GRANT = 'coupon.grant'

/** A coupon that was promised to a member and could not be given: the id that it would have. */
export interface MissedGift {
  _id: string
  schema: 1
  batch: string
  memberId: string
  /** Key of what it was for. */
  cause: string
  code: string
  /** Why, for the operator. */
  message: string
  /** The last try (ms). */
  at: number
}

export type CouponState = 'issued' | 'used' | 'gifted' | 'revoked'

/**
 * One coupon of one member: `{batch}:{memberId}:{n}`, n from 1 to `perMember`; for one that was given or came from a friend
 * the last part is a name instead (see `couponId.ts`).
 */
export interface Coupon {
  _id: string
  schema: 1
  batch: string
  memberId: string
  /** 0 for one that nobody claimed: it is outside of the limit. */
  n: number
  /** Raised by every change; the guard of each of them. */
  seq: number
  /** Ten characters that stand in its code and find it by index. */
  short: string
  /** Shard that its unit was taken from; null when the unit went back, or stays with the coupon that it came from. */
  stock: string | null
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
  /** The link by which it is, or was, given away; missing or null when it is not. */
  gift?: GiftOffer | null
  claimedAt: number
  usedAt: number | null
  /** The redemption that stands; null after an undo. */
  use: CouponUse | null
  /** Step of the last code that was redeemed: an older code is a replay. */
  codeStep: number
  /** Records not yet in `redemptions`; the account's outbox in small. */
  outbox: Redemption[]
  /** When the outbox was last filled (ms), or null when it is empty. */
  dirtyAt: number | null
}

/** An offer to a friend. Whoever opens the link first gets it. */
export interface GiftOffer {
  /** The coupon's `short` and 32 random hex digits. */
  token: string
  at: number
  /** The link is good until then (ms). */
  until: number
  acceptedAt: number | null
}

export interface CouponUse {
  useNo: number
  store: string
  staffId: string
  at: number
  offCents: number
  /** The code as it was scanned: the same scan again is answered the same. */
  mac: string
}

/** A redemption at the counter: `{coupon}:{useNo}`. An undo is a second record `{coupon}:{useNo}:undo`. */
export interface Redemption {
  _id: string
  schema: 1
  coupon: string
  title: string
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
  /** Negative in an undo. */
  offCents: number
}

/** Why not: a code for programs and one calm sentence for people. */
export interface Reason {
  code: string
  message: string
}
