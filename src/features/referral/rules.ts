import { DAY, HOUR } from '../../kernel/day'

/** What the friend does on their own, later, before anybody is thanked for having brought them. */
export type Deed = { kind: 'checkins'; days: number } | { kind: 'redeem' }

/** The rule book `referral`. */
export interface ReferralBook {
  schema: 1
  /** Off from the start: then invitations are only noted. */
  on: boolean
  /** ms of the last switching on; who was invited before it brings nothing. */
  since: number
  deed: Deed
  /** Points for the one who invited. */
  points: number
  /** Friends that one member is thanked for in a calendar month. */
  monthCap: number
  /** Days after joining within which the deed counts. */
  withinDays: number
  /** So many friends of one member within an hour, and staff look at it first. */
  crowd: number
}

/**
 * `waiting` for the deed · `review` by staff · `approved` by staff · `paying`: sum and month stand, points are on their way · the rest are ends.
 */
export type ReferralState =
  | 'waiting'
  | 'review'
  | 'approved'
  | 'paying'
  | 'paid'
  /** The month's cap was reached. */
  | 'capped'
  /** The time was over, or the rule was not on when they came. */
  | 'over'
  | 'rejected'
  /** Known before after all, or one of the two accounts is gone. */
  | 'void'

/** States that the watch still looks at. */
export const OPEN: readonly ReferralState[] = ['waiting', 'approved', 'paying']

/** Who brought a member, once for ever: `referrals/{invited memberId}`. */
export interface Referral {
  /** The member who was invited. */
  _id: string
  schema: 1
  /** memberId of the one who invited; empty once they were forgotten. */
  by: string
  /** ms, the first visit. */
  at: number
  channel: string | null
  state: ReferralState
  /** Friends of the same member within an hour of this one, itself included, as far as they are known when it is judged. */
  crowd: number
  /** When the deed was seen (ms). */
  reachedAt: number | null
  /** What was or is being given. */
  points: number | null
  /** Member of staff who decided, and what they wrote. */
  decidedBy: string | null
  note: string
  /** Moves with every change. */
  revision: number
}

/** Whom a member was thanked for in a month: `{memberId}:{YYYY-MM}`. */
export interface ReferralMonth {
  _id: string
  schema: 1
  /** Digests of friends. */
  taken: string[]
  revision: number
}

/** An account is new when it was made at most so long (ms) before the first visit. */
export const NEW_FOR = HOUR
/** How far up the line of inviters is looked for the friend themselves. */
export const LINE = 20

export interface Newcomer {
  memberId: string
  createdAt: number
  /** 1; higher for a deleted member who came back. */
  generation: number
}

/**
 * Whether somebody counts as brought by another: new here, not themselves, and brought by someone who was here before them.
 *
 * @param knownSince ms; the first that is known of the person under any face, null when nothing is
 */
export function isInvited(friend: Newcomer, by: Newcomer, at: number, knownSince: number | null): boolean {
  if (friend.memberId === by.memberId || friend.generation > 1) return false
  if (friend.createdAt < at - NEW_FOR || by.createdAt >= friend.createdAt) return false
  return knownSince === null || knownSince >= at - NEW_FOR
}

/** What a friend has done by now. */
export interface Done {
  /** Days checked in on the day itself. */
  checkins: number
  /** Uses at the counter that stand. */
  uses: number
}

export type Fate = 'wait' | 'over' | 'review' | 'pay'

/** What becomes of a referral that waits. */
export function fateOf(referral: Pick<Referral, 'at' | 'crowd'>, done: Done, book: ReferralBook, now: number): Fate {
  if (referral.at < book.since) return 'over'
  const reached = book.deed.kind === 'redeem' ? done.uses > 0 : done.checkins >= book.deed.days
  if (reached) return referral.crowd >= book.crowd ? 'review' : 'pay'
  return now > referral.at + book.withinDays * DAY ? 'over' : 'wait'
}

/** Days checked in on the day itself, of an account's bits by month. */
export function checkedIn(months: Readonly<Record<string, number>>): number {
  let days = 0
  for (const bits of Object.values(months)) for (let left = bits; left !== 0; left &= left - 1) days++
  return days
}
