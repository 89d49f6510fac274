import { type Day, dayOf, monthOf } from '../../kernel/day'
import { withEffects } from '../points/account'
import { viewAt } from '../points/expiry'
import { addGrowth, type Growth } from '../points/growth'
import type { Account, Effect, TierState } from '../points/rules'
import {
  closePeriods,
  growthIn,
  levelOf,
  type Outcome,
  type RiseGift,
  rise,
  type Step,
  type Tier,
  type TierRules,
  tierAt,
} from './rules'

/** A line of the append-only `tier_history`. */
export interface TierRecord {
  /** `{member}:{generation}:{seq of the change}:{n}`; set by hand, `{member}:set:{request}`. */
  _id: string
  schema: 1
  memberId: string
  from: string
  to: string
  /** The names as they were called then. */
  fromName: string
  toName: string
  day: Day
  why: Step['why']
  /** When it was written down (ms). */
  at: number
  /** Growth within the window that day. */
  growth: number
  /** Of a change by hand. */
  reason: string | null
  by: { staffId: string; name: string } | null
}

/** True when a change of an account can have moved its tier: growth moved, or a period is over. */
export function tierMayMove(before: Account, after: Account, now: number): boolean {
  const until = after.tier?.until ?? null
  return newGrowth(before, after).length > 0 || (until !== null && until < dayOf(now))
}

function newGrowth(before: Account, after: Account) {
  return after.outbox.slice(before.outbox.length).filter(({ asset }) => asset === 'growth')
}

/**
 * The account with the tier that its growth and the calendar give it, and with what that makes others do: history and gifts. Each
 * new entry is judged on its own day, in order, so a promise that came true last month counts as it would have then.
 *
 * @param before as it stood in the database: its outbox is the beginning of the other's
 */
export function withTier(before: Account, after: Account, rules: TierRules, now: number): Account {
  const steps: (Step & { growth: number })[] = []
  const gifts: RiseGift[] = []
  let state: TierState | null = after.tier
  let growth: Growth = { months: before.growth, total: before.balances.growth }
  const take = (outcome: Outcome, day: Day) => {
    state = outcome.state
    steps.push(...outcome.steps.map((step) => ({ ...step, growth: growthIn(growth, rules.window, monthOf(day)) })))
    gifts.push(...outcome.gifts)
  }
  for (const { day, delta, balanceAfter } of newGrowth(before, after)) {
    take(closePeriods(state, growth, rules, day), day)
    const grown = { months: addGrowth(growth.months, day, delta), total: balanceAfter }
    const outcome = rise(state, growth, grown, rules, day)
    growth = grown
    take(outcome, day)
  }
  const today = dayOf(now)
  take(closePeriods(state, growth, rules, today), today)
  take(rise(state, growth, growth, rules, today), today)
  if (state === after.tier) return after
  const records = steps.map(
    (step, n): TierRecord => ({
      ...recordOf(after, rules, step, step.growth, now),
      _id: `${after._id}:${after.generation}:${before.seq + 1}:${n}`,
    }),
  )
  return withEffects({ ...after, tier: state }, tierEffects(after._id, records, gifts, now), now)
}

/** A step in the words of its day. */
export function recordOf(
  { _id: memberId }: Account,
  { tiers }: TierRules,
  { from, to, day, why }: Step,
  growth: number,
  at: number,
): Omit<TierRecord, '_id'> {
  const nameOf = (id: string) => tiers.find((tier) => tier.id === id)?.name ?? id
  return {
    ...{ schema: 1, memberId, from, to, fromName: nameOf(from), toName: nameOf(to), day, why, at, growth },
    ...{ reason: null, by: null },
  }
}

/** What a move makes others do: `tier.record` writes the history, `coupon.give` gives a coupon once per cause. */
export function tierEffects(
  memberId: string,
  records: readonly TierRecord[],
  gifts: readonly RiseGift[],
  now: number,
): Effect[] {
  const [first] = records
  const history = first ? [{ _id: `tier.record:${first._id}`, kind: 'tier.record', at: now, payload: { records } }] : []
  return [...history, ...gifts.map((gift) => giveEffect(memberId, gift, now))]
}

export function giveEffect(memberId: string, { batch, cause }: RiseGift, now: number): Effect {
  return { _id: `coupon.give:${memberId}:${cause}`, kind: 'coupon.give', at: now, payload: { batch, memberId, cause } }
}

/** The account as a reader must see it at `now`, its tier included. For showing, not for writing. */
export function standingAt(account: Account, rules: TierRules, now: number): Account {
  return withTier(account, viewAt(account, now), rules, now)
}

/** The tier that a member has at `now`, whatever was written down yet. */
export function tierOn(account: Account, rules: TierRules, now: number): Tier {
  const { tier, growth, balances } = standingAt(account, rules, now)
  return tierAt(rules, levelOf(tier, rules, { months: growth, total: balances.growth }, dayOf(now)))
}
