import * as v from 'valibot'
import { type Day, isClockTime, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors, everyStaff, headquarters } from '../staff/contract'
import { EVERYBODY } from './audience'
import { COUPON_ID } from './couponId'
import type { GrantState } from './grant'
import type { Audience, BatchState, CouponBatch, CouponState, CouponTerms } from './rules'

/** Why a member cannot claim or use something now, as one sentence; null when they can. */
export type Why = string | null

/** A batch in the coupon centre, as one member sees it. */
export interface OfferView {
  batch: string
  terms: CouponTerms
  /** 12:00 today, days after claim … in words. */
  validity: string
  price: number
  /** Of the total, in whole percent; ranks and exact stock are not shown. */
  takenPercent: number
  mine: number
  perMember: number
  /** When it opens for this member (ms). */
  claimFrom: number
  claimUntil: number
  /** So much earlier than for everybody (ms). */
  early: number
  /** 核心、VIP会员; null when it is for everybody. */
  whom: string | null
  status: 'open' | 'upcoming' | 'sold_out' | 'over' | 'limit' | 'not_for_you'
  why: Why
}

export interface CouponView {
  id: string
  terms: CouponTerms
  validFrom: Day
  validTo: Day
  state: CouponState | 'expired' | 'not_yet'
  /** "周末和节假日不可用", "还没开始，11-28 起可用" …; null when it can be used right now. */
  why: Why
  usedAt: number | null
  usedStore: string | null
  source: 'claim' | 'exchange' | 'grant' | 'gift'
  /** Masked name of the friend it came from or went to. */
  friend: string | null
  /** When it came to the member (ms). */
  at: number
  /** The offer that stands, for its owner. */
  gift: { token: string; until: number } | null
  /** True when it can be given to a friend now. */
  giftable: boolean
}

/** What whoever opens a gift's link sees. */
export interface GiftView {
  terms: CouponTerms
  validFrom: Day
  validTo: Day
  /** Masked name of the giver. */
  from: string
  /** The link is good until then (ms). */
  until: number
  /** `own`: the giver looks at it; `received`: it was accepted by whoever looks; `closed`: `why` says it. */
  status: 'open' | 'own' | 'received' | 'closed'
  why: Why
  /** The looker's coupon: the received one, or the giver's own. */
  coupon: string | null
}

/** What the phone needs to show a code without network: the secret and the server's clock at this answer (`now`). */
export interface CouponCode {
  id: string
  secret: string
  /** Length of one step in ms. */
  step: number
}

/** What the scanning member of staff sees before confirming. */
export interface ScanView {
  coupon: string
  /** 林** : never the whole name. */
  memberName: string
  terms: CouponTerms
  validTo: Day
  verdict: 'ok' | 'refused'
  /** Refused: the reason and what to do, one sentence. */
  why: Why
  /** What staff and member may read to each other: `J` and ten signs. */
  number: string
  /** When and where it was used; null when it was not. */
  used: { at: number; store: string } | null
}

export interface ShiftView {
  store: string
  day: Day
  used: number
  offCents: number
  /** Newest first; those younger than ten minutes can be undone. */
  lines: {
    redemption: string
    title: string
    memberName: string
    at: number
    offCents: number
    undone: boolean
    canUndo: boolean
  }[]
}

/** A coupon that a rule promised to a member and that could not be given. */
export interface MissedView {
  id: string
  batch: string
  memberName: string
  why: string
  at: number
}

/** One bulk grant, with how far it is. */
export interface GrantView {
  id: string
  batch: string
  title: string
  note: string
  audience: Audience | null
  state: GrantState
  total: number
  done: number
  failed: number
  /** Taken back, and not taken back because they were used. */
  undone: number
  kept: number
  /** Listed codes that fit no member, or more than one. */
  unknown: string[]
  /** Units that the batch has left. */
  left: number
  /** The first of those who got nothing; only when one grant is read. */
  failures: { memberName: string; why: string }[]
  createdAt: number
  by: string
}

export interface BatchView extends CouponBatch {
  audience: Audience
  taken: number
  used: number
}

/** What became of a batch on one day. */
export interface BatchDay {
  day: Day
  taken: number
  used: number
}

/** One coupon of a batch; its owner is named by the short code alone. */
export interface IssuedRow {
  id: string
  code: string
  source: CouponView['source']
  claimedAt: number
  validTo: Day
  usedAt: number | null
  store: string | null
  offCents: number | null
}

const id = v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/))
const couponId = v.pipe(v.string(), v.regex(COUPON_ID))
const giftToken = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{10}[0-9a-f]{32}$/, '链接不完整'))
const grantId = v.pipe(v.string(), v.regex(/^g[0-9a-f]{15}$/))
const cents = v.pipe(v.number('金额要是整数分'), v.integer('金额要是整数分'), v.minValue(0), v.maxValue(100_000_000))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const clock = v.pipe(v.string(), v.check(isClockTime, '时间要写成 09:30 这样'))

const terms = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1, '券要有名字'), v.maxLength(24)),
  value: v.variant('kind', [
    v.object({ kind: v.literal('threshold'), offCents: v.pipe(cents, v.minValue(1)), fromCents: cents }),
    v.object({
      kind: v.literal('discount'),
      basisPoints: v.pipe(v.number(), v.safeInteger(), v.minValue(100), v.maxValue(9900)),
      fromCents: cents,
      maxOffCents: v.nullable(cents),
    }),
    v.object({
      kind: v.literal('exchange'),
      item: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
      worthCents: cents,
    }),
  ]),
  usable: v.object({
    weekdays: v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(7))), v.maxLength(7)),
    parts: v.pipe(v.array(v.object({ from: clock, until: clock })), v.maxLength(6)),
  }),
  stores: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(40))), v.maxLength(200)),
  note: v.pipe(v.string(), v.maxLength(200)),
})

const names = (most: number) =>
  v.pipe(v.array(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))), v.maxLength(20, '一次最多选 20 个'))
const audience = v.object({ tiers: names(16), segments: names(20), channels: names(64) })

const batchInput = v.object({
  terms,
  validity: v.variant('kind', [
    v.object({ kind: v.literal('fixed'), from: day, to: day }),
    v.object({
      kind: v.literal('after_claim'),
      startsAfterDays: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(90)),
      days: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(730)),
    }),
  ]),
  total: count,
  perMember: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)),
  perDay: v.nullable(count),
  claimFrom: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  claimUntil: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  price: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000_000)),
  audience: v.optional(audience, EVERYBODY),
})

export const couponMemberContract = {
  'coupon.getCentre': {
    roles: ['visitor'],
    input: v.object({}),
    output: output<{ offers: OfferView[]; points: number }>(),
  },
  /** Takes the next free place of the member's own limit; a repeat with the same `n` answers the same. */
  'coupon.claim': {
    roles: ['member'],
    input: v.object({ batch: id, n: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)) }),
    output: output<{ coupon: CouponView; points: number }>(),
  },
  'coupon.getMine': { roles: ['visitor'], input: v.object({}), output: output<{ coupons: CouponView[] }>() },
  'coupon.getCode': {
    roles: ['member'],
    input: v.object({ id: couponId }),
    output: output<{ coupon: CouponView; code: CouponCode }>(),
  },
  /** Makes a link for one friend; nothing is given for sharing. The same coupon again answers the link that stands. */
  'coupon.offerGift': {
    roles: ['member'],
    input: v.object({ id: couponId }),
    output: output<{ gift: { token: string; until: number } }>(),
  },
  'coupon.withdrawGift': { roles: ['member'], input: v.object({ id: couponId }), output: output<{ id: string }>() },
  'coupon.getGift': { roles: ['visitor'], input: v.object({ token: giftToken }), output: output<{ gift: GiftView }>() },
  'coupon.acceptGift': {
    roles: ['member'],
    input: v.object({ token: giftToken }),
    output: output<{ coupon: CouponView }>(),
  },
} as const

export const couponStaffContract = {
  'coupon.listBatches': { roles: everyStaff, input: v.object({}), output: output<{ batches: BatchView[] }>() },
  /** `request` is made by the page (32 hex digits) and kept until answered: the same one again makes no second batch. */
  'coupon.createBatch': {
    roles: editors,
    input: v.object({ request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), batch: batchInput }),
    output: output<{ batch: BatchView }>(),
  },
  /** Issued coupons keep their terms; `total` can only grow. */
  'coupon.editBatch': {
    roles: editors,
    input: v.object({ id, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), batch: batchInput }),
    output: output<{ batch: BatchView }>(),
  },
  'coupon.setState': {
    roles: editors,
    input: v.object({ id, state: v.picklist(['running', 'paused', 'stopped']) }),
    output: output<{ id: string; state: BatchState }>(),
  },
  /** Reads a code that staff scanned or typed; writes nothing. */
  'coupon.scan': {
    roles: everyStaff,
    input: v.object({
      code: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
      store: v.pipe(v.string(), v.maxLength(40)),
    }),
    output: output<ScanView>(),
  },
  /** Redeems it: once, whoever else scans the same code. */
  'coupon.redeem': {
    roles: everyStaff,
    input: v.object({
      code: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
      store: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
      billCents: v.optional(v.nullable(cents), null),
    }),
    output: output<{ redemption: string; title: string; memberName: string; offCents: number; at: number }>(),
  },
  /** Within ten minutes, by a counter-record; the coupon can be used again. */
  'coupon.undo': {
    roles: everyStaff,
    input: v.object({ redemption: v.pipe(v.string(), v.maxLength(80)) }),
    output: output<{ redemption: string }>(),
  },
  /** What was promised and could not be given, newest first. */
  'coupon.listMissed': { roles: headquarters, input: v.object({}), output: output<{ missed: MissedView[] }>() },
  /** Tries those of one batch again; the next tick gives them. */
  'coupon.giveMissed': { roles: editors, input: v.object({ batch: id }), output: output<{ again: number }>() },
  /** Whom a batch is to be given to, counted; nobody gets anything before it is started. */
  'coupon.createGrant': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      batch: id,
      /** Null: those who are listed. */
      audience: v.nullable(audience),
      /** Member codes or ids, as pasted. */
      members: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(20_000)), []),
      note: v.pipe(v.string(), v.trim(), v.maxLength(60)),
    }),
    output: output<{ grant: GrantView }>(),
  },
  'coupon.turnGrant': {
    roles: editors,
    input: v.object({ id: grantId, to: v.picklist(['running', 'paused', 'undoing']) }),
    output: output<{ grant: GrantView }>(),
  },
  'coupon.listGrants': { roles: headquarters, input: v.object({}), output: output<{ grants: GrantView[] }>() },
  'coupon.getGrant': {
    roles: headquarters,
    input: v.object({ id: grantId }),
    output: output<{ grant: GrantView }>(),
  },
  /** Taken and used by day on the last thirty days, and what came before them. */
  'coupon.getDays': {
    roles: everyStaff,
    input: v.object({ batch: id }),
    output: output<{ before: { taken: number; used: number }; days: BatchDay[] }>(),
  },
  /** The coupons behind a number: in members' hands or used, used, or not used; of some days. `next` is given back as `after`. */
  'coupon.listIssued': {
    roles: everyStaff,
    input: v.object({
      batch: id,
      what: v.picklist(['taken', 'used', 'unused']),
      from: v.optional(day),
      to: v.optional(day),
      after: v.optional(
        v.object({ at: v.pipe(v.number(), v.safeInteger()), id: v.pipe(v.string(), v.maxLength(200)) }),
      ),
    }),
    output: output<{ rows: IssuedRow[]; next: { at: number; id: string } | null }>(),
  },
  'coupon.getShift': {
    roles: everyStaff,
    input: v.object({ store: v.pipe(v.string(), v.minLength(1), v.maxLength(40)) }),
    output: output<ShiftView>(),
  },
} as const
