import type { Day } from '../../kernel/day'

/** What a member can hold. 积分 can be spent, 成长值 only grows (tiers), 补签卡 repairs a missed day. */
export type Asset = 'points' | 'growth' | 'makeup_card'

/** An amount that leaves together. `expires` is the last day on which it can be spent; null never expires. */
export interface Lot {
  asset: Asset
  expires: Day | null
  amount: number
}

/**
 * One line of the ledger, append only; a correction is a counter-entry.
 * `_id` is `{bizType}:{bizId}`: the reason itself is the key, so the same reason can never pay twice.
 */
export interface LedgerEntry {
  _id: string
  schema: 1
  memberId: string
  /** Raised when a deleted member starts anew, so old entries never count for the new account. */
  generation: number
  /** Position in the member's history; an entry counts when `seq <= account.seq`. */
  seq: number
  asset: Asset
  /** Signed whole units. */
  delta: number
  /** Balance of that asset right after this entry. */
  balanceAfter: number
  /** Which lots it filled or took from; the sum of `amount` is the size of `delta`. */
  lots: Lot[]
  bizType: string
  bizId: string
  /** What the member reads, in Chinese. */
  reason: string
  /** ms since 1970, UTC. */
  at: number
  day: Day
}

/** The wanted movement, before it has a place in the history. */
export interface Movement {
  bizType: string
  bizId: string
  asset: Asset
  delta: number
  /** Last day of validity for what is earned. */
  expires: Day | null
  reason: string
}

/**
 * All that one member owns, in one document: each change is one update guarded by `seq`.
 * The ledger of a member is `outbox` ∪ the entries of `points_ledger` with `seq <= account.seq`, by `_id`.
 */
export interface Account {
  _id: string
  schema: 1
  generation: number
  seq: number
  balances: Record<Asset, number>
  /** At most 64: merged by asset and expiry day. */
  lots: Lot[]
  /** Ledger entries not yet drained into `points_ledger`; at most 32. */
  outbox: LedgerEntry[]
  /** When the outbox was last filled (ms), or null when it is empty: the sweep finds it by this. */
  dirtyAt: number | null
  checkin: CheckinState
  today: TodayAward | null
  consent: Consent | null
  createdAt: number
}

/** The member's agreement to the privacy guide; nothing of a member is stored before it. */
export interface Consent {
  version: number
  at: number
}

/** Days of checking in. `months` holds a bit per day (bit 0 = the 1st), the last 13 months. */
export interface CheckinState {
  /** Consecutive days up to and including `lastDay`. */
  streak: number
  lastDay: Day | null
  longest: number
  months: Record<string, number>
}

/** The answer of the day's check-in, kept so that a repeat needs one read. */
export interface TodayAward {
  day: Day
  streak: number
  awarded: number
  rewards: Reward[]
  at: number
}

/** A reward as the member reads it. */
export interface Reward {
  title: string
  points: number
}
