import { dayOf } from '../../kernel/day'
import type { Account } from '../points/rules'
import type { TierPreview } from './contract'
import { levelOf, rise, type TierRules, tierAt } from './rules'

/** Accounts of the sample: off by three percent of all at most, nineteen times in twenty. */
export const SAMPLE = 1000

/** How many members would stand where right after a change of the rules, by a random sample of accounts. */
export function previewOf(
  sample: readonly Pick<Account, 'growth' | 'balances' | 'tier'>[],
  total: number,
  current: TierRules,
  wanted: TierRules,
  now: number,
): TierPreview {
  const day = dayOf(now)
  const places = sample.map((account) => {
    const growth = { months: account.growth, total: account.balances.growth }
    const { state } = rise(account.tier, growth, growth, wanted, day)
    return {
      now: tierAt(current, levelOf(account.tier, current, growth, day)).id,
      after: tierAt(wanted, levelOf(state, wanted, growth, day)).id,
    }
  })
  const scaled = (count: number) => Math.round((count * total) / Math.max(1, sample.length))
  const names = new Map([...current.tiers, ...wanted.tiers].map(({ id, name }) => [id, name]))
  return {
    sampled: sample.length,
    total,
    lines: [...names].map(([tier, name]) => ({
      ...{ tier, name },
      now: scaled(places.filter((place) => place.now === tier).length),
      after: scaled(places.filter((place) => place.after === tier).length),
    })),
  }
}
