import type { ClockTime, Day } from '../../kernel/day'
import type { BatchState, CouponTerms, Validity } from '../coupon/rules'

/**
 * How a session gives its prizes: to the first who take one, or, without a race, to those who are drawn from everybody who
 * joined in time.
 */
export type FlashMode = 'first_come' | 'draw'

/** What is won: an exchange coupon, used at the counter. Nothing is paid here. */
export interface FlashPrize {
  item: string
  worthCents: number
  note: string
  /** Stores that hand it over; empty means all. */
  stores: string[]
  /** Days in which the coupon can be used, the day of winning included. */
  validDays: number
}

/** What an operator fills in. */
export interface FlashFields {
  title: string
  mode: FlashMode
  prize: FlashPrize
  /** 1 = Monday to 7 = Sunday. */
  weekdays: number[]
  /** When a session opens, on the clock in Shanghai. */
  time: ClockTime
  /** How long it can be taken from, or joined. */
  minutes: number
  /** First and last day on which a session may open. */
  from: Day
  until: Day
  /** Prizes of one session. */
  stock: number
  /** Points that a prize costs; 0 is free. A draw is always free. */
  price: number
}

/** A recurring sale. Its sessions are documents of their own, made some hours ahead. */
export interface FlashSale extends FlashFields {
  _id: string
  schema: 1
  state: BatchState
  /** Raised by every edit; a page that read an older one is refused. */
  revision: number
  /** Digest of what it was created from: the same request with another body is told apart from a repeat. */
  createdFrom: string
  createdAt: number
}

/**
 * One session: `{sale}_{yyyymmdd}`, which is also the id of the coupon batch that its prizes come from. It keeps the terms
 * it was made with; a later edit of the sale reaches the sessions that are not made yet.
 */
export interface FlashSession {
  _id: string
  schema: 1
  sale: string
  title: string
  mode: FlashMode
  prize: FlashPrize
  stock: number
  price: number
  day: Day
  /** ms, `[opensAt, closesAt)`. */
  opensAt: number
  closesAt: number
  /** Follows the sale's. */
  state: Exclude<BatchState, 'draft'>
  /** Only of a draw. */
  draw: FlashDraw | null
}

export interface FlashDraw {
  /** 32 hex digits, made with the session and told to nobody before the draw. */
  seed: string
  /** SHA-256 of the seed, shown from the first moment: whoever has it can tell that the seed was not chosen later. */
  commitment: string
  /** When it was drawn (ms); null before. What follows is written together with it. */
  drawnAt: number | null
  /** How many had joined. */
  entrants: number
  /** Members in the order of the draw. */
  winners: string[]
  /** Score of the last winner: whoever scored lower than or like it has won. */
  lastScore: string | null
}

/** A member in a draw: `{session}:{memberId}`. */
export interface FlashEntry {
  _id: string
  schema: 1
  session: string
  memberId: string
  /** Stands for the member in the list that everybody may read. */
  ticket: string
  at: number
}

/** How a session stands at an instant, as a member sees it. */
export type FlashStatus =
  | 'upcoming'
  | 'running'
  | 'paused'
  | 'sold_out'
  /** Joining is over, the winners are not known yet. */
  | 'drawing'
  | 'drawn'
  | 'over'
  | 'cancelled'

/** @param left prizes left, where that is known */
export function statusAt(session: FlashSession, now: number, left: number | null): FlashStatus {
  const { state, opensAt, closesAt, draw } = session
  if (draw !== null && draw.drawnAt !== null) return 'drawn'
  if (draw === null && left === 0) return 'sold_out'
  if (state === 'stopped') return draw !== null || now < closesAt ? 'cancelled' : 'over'
  if (now >= closesAt) return draw === null ? 'over' : 'drawing'
  if (state === 'paused') return 'paused'
  return now < opensAt ? 'upcoming' : 'running'
}

/** The prize as the terms of a coupon. */
export function termsOf({ item, worthCents, note, stores }: FlashPrize): CouponTerms {
  return {
    title: item,
    value: { kind: 'exchange', item, worthCents },
    usable: { weekdays: [], parts: [] },
    stores,
    note,
  }
}

export function validityOf({ validDays }: FlashPrize): Validity {
  return { kind: 'after_claim', startsAfterDays: 0, days: validDays }
}
