import { type Day, dayOf, monthOf } from '../../kernel/day'
import type { Account } from '../points/rules'
import { changeableFrom } from './birthday'
import type { StaffTierLine, StaffTierView, TierLevel, TierStanding, TierView } from './contract'
import { growthIn, levelOf, type TierRules, tierAt } from './rules'
import { standingAt, type TierRecord } from './standing'
import { birthdayGift, text } from './text'

/** Lines of history that a page shows. */
export const SHOWN = 20

/** Where an account stands at `now`, by the account alone. */
export function standingOf(account: Account, rules: TierRules, now: number): TierStanding {
  const view = standingAt(account, rules, now)
  const day = dayOf(now)
  const growth = { months: view.growth, total: view.balances.growth }
  const level = levelOf(view.tier, rules, growth, day)
  const counted = growthIn(growth, rules.window, monthOf(day))
  const tier = tierAt(rules, level)
  const next = rules.tiers[level + 1]
  const until = view.tier?.until ?? null
  return {
    current: tier.id,
    since: view.tier?.since ?? null,
    until,
    byHand: view.tier?.byHand ?? false,
    growth: counted,
    next: next ? { id: next.id, name: next.name, missing: Math.max(0, next.threshold - counted) } : null,
    keep: until === null || level === 0 ? null : keepOf(until),
  }

  function keepOf(last: Day) {
    const then = growthIn(growth, rules.window, monthOf(last))
    return { counted: then, missing: Math.max(0, tier.threshold - then), lower: tierAt(rules, level - 1).name }
  }
}

function levelsOf({ tiers }: TierRules): TierLevel[] {
  return tiers.map((tier) => ({ id: tier.id, name: tier.name, threshold: tier.threshold, gives: text.gives(tier) }))
}

/** History, newest first: what is written down, what waits in the account and what time alone has done by `now`. */
export function linesOf(
  account: Account,
  written: readonly TierRecord[],
  rules: TierRules,
  now: number,
): StaffTierLine[] {
  const waiting = standingAt(account, rules, now).effects.flatMap(({ kind, payload }) =>
    kind === 'tier.record' ? recordsIn(payload) : [],
  )
  const byId = new Map([...waiting, ...written].map((record) => [record._id, record]))
  return [...byId.values()]
    .sort((a, b) => (a.day === b.day ? b.at - a.at : a.day < b.day ? 1 : -1))
    .slice(0, SHOWN)
    .map(({ _id, fromName, toName, day, why, growth, reason, by }) => ({
      ...{ id: _id, from: fromName, to: toName, day, why, growth, reason },
      by: by?.name ?? null,
    }))
}

/** The records that an effect carries; whoever made it was `tierEffects`. */
export function recordsIn(payload: Record<string, unknown>): TierRecord[] {
  return Array.isArray(payload.records) ? (payload.records as TierRecord[]) : []
}

export function memberView(account: Account, written: readonly TierRecord[], rules: TierRules, now: number): TierView {
  const standing = standingOf(account, rules, now)
  const tier = rules.tiers.find(({ id }) => id === standing.current) ?? tierAt(rules, 0)
  const from = account.birthdayToldOn === null ? null : changeableFrom(account.birthdayToldOn)
  return {
    ...standing,
    tiers: levelsOf(rules),
    window: text.window(rules.window),
    history: linesOf(account, written, rules, now).map(({ id, from: left, to, day, why }) => ({
      ...{ id, from: left, to, day, why },
    })),
    birthday: {
      value: account.birthday,
      changeableFrom: from !== null && from > dayOf(now) ? from : null,
      gift: birthdayGift(tier.benefits),
    },
  }
}

export function staffView(
  account: Account,
  written: readonly TierRecord[],
  rules: TierRules,
  now: number,
): StaffTierView {
  const { birthday, segments, channel } = account
  return {
    ...standingOf(account, rules, now),
    tiers: levelsOf(rules),
    history: linesOf(account, written, rules, now),
    ...{ birthday, segments, channel },
  }
}
