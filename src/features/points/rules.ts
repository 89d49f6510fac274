import type { Day, Month } from '../../kernel/day'

/** A member is warned of points that end within so many days; what is further off only worries. */
export const EXPIRY_WARNING_DAYS = 45

/** What a member can hold. 积分 can be spent, 成长值 only grows (tiers), 补签卡 repairs a missed day. */
export type Asset = 'points' | 'growth' | 'makeup_card'

export const assets = ['points', 'growth', 'makeup_card'] as const satisfies readonly Asset[]

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
  /** The entry that this one gives back or takes back. */
  of?: string
  /** Fingerprint of the request that made it: the same id with another body is refused by this. */
  body?: string
  /** Who corrected by hand. */
  by?: Operator
  /** What a reversal could not take any more, because it was spent or over. */
  short?: number
}

/** A member of staff behind a correction. */
export interface Operator {
  staffId: string
  name: string
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
  /**
   * Earned: the lots that are filled, instead of one lot of `delta` until `expires`. Spent: the lots that were set aside for it
   * before (a hold, a lot that is over), so nothing is taken from the open ones.
   */
  lots?: readonly Lot[]
  of?: string
  body?: string
  by?: Operator
  short?: number
  /** When it happened, if not now (ms): a lot is over at its midnight, whenever that is written down. */
  at?: number
}

/** Set aside for something that is under way: leaves the open lots, stays in the balance until it is committed. */
export interface Hold {
  /** `{bizType}:{id}` of the request. */
  id: string
  bizType: string
  bizId: string
  asset: Asset
  amount: number
  lots: Lot[]
  reason: string
  /** From then on it is void by itself (ms). */
  expiresAt: number
  body: string
}

/** Promised, counts from `activeAt` on; its days begin to run then. */
export interface PendingAward {
  /** `{bizType}:{id}` of the request. */
  id: string
  bizType: string
  bizId: string
  asset: Asset
  amount: number
  /** ms. */
  activeAt: number
  policy: ExpiryPolicy
  reason: string
  body: string
}

/** How long what is earned can be spent; the last day counts whole. */
export type ExpiryPolicy =
  | { kind: 'never' }
  /** That many days after the day of earning; 0 is that day alone. */
  | { kind: 'days'; days: number }
  /** The last day of the month, so many months later; 0 is the running one. */
  | { kind: 'month_end'; after: number }
  /** 31 December, so many years later; 0 is the running year. */
  | { kind: 'year_end'; after: number }
  /** The same day of the month, so many months later, or that month's last day. */
  | { kind: 'rolling_months'; months: number }

/** An operation that was done: its `{bizType}:{id}`, the fingerprint of its body, when (ms). */
export interface Recent {
  id: string
  body: string
  at: number
}

/** What a campaign may give in one business day, over all members. */
export interface CampaignBudget {
  campaign: string
  perDay: number
  /** Whose day it is, when that is another than the award's own. */
  day?: Day
}

/** The counter of a campaign's day: `{campaign}:{day}`. */
export interface Budget {
  _id: string
  schema: 1
  campaign: string
  day: Day
  /** Moves with every write: the guard. */
  seq: number
  spent: number
  /** Ledger ids of awards that are counted and perhaps not given yet. */
  underWay: string[]
}

/** An account whose balance is not what its ledger adds up to, or not what its lots and holds add up to. */
export interface Drift {
  memberId: string
  asset: Asset
  balance: number
  ledger: number
  /** Open lots and what is held. */
  lots: number
}

/** What an audit has counted so far. */
export interface AuditTotals {
  accounts: number
  entries: number
  /** Accounts and assets with a drift: must be 0. */
  drift: number
  /** The first of them. */
  drifts: Drift[]
  /** Points that members hold, by the month of their last day (`YYYY-MM`) or `never`. */
  outstanding: Record<string, number>
  /** Points that are promised and not active yet. */
  promised: number
}

/** The nightly audit over all accounts: `audits/{day}`. */
export interface Audit extends AuditTotals {
  _id: Day
  schema: 1
  startedAt: number
  /** Null while it still runs. */
  finishedAt: number | null
}

/**
 * All that one member owns, in one document: each change is one update guarded by `seq`.
 * The ledger of a member is `outbox` ∪ the entries of `points_ledger` with `seq <= account.seq`, by `_id`.
 */
export interface Account {
  _id: string
  schema: 3
  generation: number
  seq: number
  balances: Record<Asset, number>
  /** At most 64: merged by asset and expiry day. With what is held they add up to the balance. */
  lots: Lot[]
  /** Ledger entries not yet drained into `points_ledger`; at most 32. */
  outbox: LedgerEntry[]
  /** Work for other features, not yet on the due list; at most 16. */
  effects: Effect[]
  /** When the outbox or the effects were last filled (ms), or null when both are empty: the sweep finds it by this. */
  dirtyAt: number | null
  /** At most 16. */
  holds: Hold[]
  /** At most 32. */
  pending: PendingAward[]
  /** The last 64 operations, oldest first. */
  recent: Recent[]
  /** The first day whose lots are not yet closed; the account's own day never goes back behind it. */
  openDay: Day | null
  /** When something changes by itself next (ms): a hold or a lot is over, an award becomes active. The job finds it by this. */
  wakeAt: number | null
  checkin: CheckinState
  today: TodayAward | null
  /** Growth by the month of its entries, oldest first, the last 25: changed by the movements themselves. */
  growth: MonthGrowth[]
  /** Null until a first rise: the lowest tier. */
  tier: TierState | null
  /** `MM-DD` as the member told it; null when not. */
  birthday: string | null
  /** When the birthday was told last: it is changed once a year. */
  birthdayToldOn: Day | null
  /** The last year whose birthday gift was given. */
  birthdayGift: number | null
  /** What staff (or a survey) sorted the member into, for audiences; at most 32. */
  segments: string[]
  /** The channel of the first touch, or null when unknown. */
  channel: string | null
  consent: Consent | null
  createdAt: number
  /** The member asked to be forgotten (ms); everything of theirs is on its way out, and nothing new comes in. */
  leaving?: number | null
}

/**
 * What a change of this account makes another feature do: the account names it in the same update, the drain puts it on the
 * due list under its key, the job of that kind does it. A job may meet it twice, so it knows its own earlier success by a
 * natural key.
 */
export interface Effect {
  /** Key of the due item, such as `coupon.give:{member}:{cause}`. */
  _id: string
  kind: string
  /** When it is due (ms). */
  at: number
  payload: Record<string, unknown>
}

/** Where a member stands in the tiers. */
export interface TierState {
  /** Id of the tier in the rule book. */
  id: string
  since: Day
  /** Last day of the running period: only after it can the tier go down. Null never ends (the lowest). */
  until: Day | null
  /** Set by hand: until `until` it only moves when growth crosses a higher threshold. */
  byHand: boolean
  /** Tiers whose gift of rising was given, and the last day on which it is not given again. */
  gifts: { tier: string; until: Day }[]
}

/** What a month brought and was not taken back; always above zero. */
export interface MonthGrowth {
  month: Month
  amount: number
}

type SinceSchema2 = 'holds' | 'pending' | 'recent' | 'openDay' | 'wakeAt'
type SinceSchema3 =
  | 'effects'
  | 'growth'
  | 'tier'
  | 'birthday'
  | 'birthdayToldOn'
  | 'birthdayGift'
  | 'segments'
  | 'channel'

/**
 * An account as it may stand in the database: schema 1 knows nothing of holds, promises and operations, schema 2 nothing of
 * effects and tiers.
 */
export type StoredAccount =
  | Account
  | (Omit<Account, 'schema' | 'checkin' | SinceSchema3> & { schema: 2; checkin: OldCheckin } & Missing<SinceSchema3>)
  | (Omit<Account, 'schema' | 'checkin' | SinceSchema2 | SinceSchema3> & {
      schema: 1
      checkin: OldCheckin
    } & Missing<SinceSchema2 | SinceSchema3>)

/** Named, so that a read may ask for the field of accounts that have it. */
type Missing<Fields extends string> = { [Field in Fields]?: undefined }

/** Before schema 3 a day counted or was missed. */
type OldCheckin = Pick<CheckinState, 'streak' | 'lastDay' | 'longest' | 'months'>

/** The member's agreement to the privacy guide; nothing of a member is stored before it. */
export interface Consent {
  version: number
  at: number
}

/** A bit per day (bit 0 = the 1st) by month `YYYY-MM`, the last 13 months. */
export type DayBits = Record<string, number>

/**
 * Days of checking in. The days are the truth, `streak` and `longest` are what they add up to: a day counts (checked in, or
 * made up for), or it is bridged (protected, or a rest), or it is missed.
 */
export interface CheckinState {
  /** Consecutive days up to and including `lastDay`. */
  streak: number
  /** The last day that counts. */
  lastDay: Day | null
  longest: number
  /** Checked in on the day itself. */
  months: DayBits
  /** Repaired later with a card. */
  made: DayBits
  /** Missed, and bridged by the month's protection. */
  shielded: DayBits
  /** Missed, and bridged because it was a day of rest. What bridged once stays, whatever the rules say later. */
  rested: DayBits
  /** Counting days of the run that reaches the beginning of the kept months: what those bits told before they were let go. */
  carried: number
  /** Rewards that a campaign gives once and gave: `{campaign}:{rule}`. */
  given: string[]
  /** Make-up cards used and bought in a month. */
  cardUse: { month: string; used: number; bought: number } | null
  /** The last reward that a campaign's budget of the day did not allow, for the member to read. */
  short?: { id: string; campaign: string; day: Day; amount: number }
  /** The last repair, so that its request is answered the same when it comes again. */
  repair: { request: string; day: Day; streak: number; awarded: number; rewards: Reward[] } | null
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
  /** What else came with it, in words: a card, a coupon. */
  gift?: string
}
