import { addDays, dayOf, daysBetween, startOf } from '../../kernel/day'
import { dateValue } from '../intent/fields'
import type { Wish } from '../intent/rules'
import type { Account } from '../points/rules'
import type { Round } from './rounds'
import type { TierRules } from './rules'
import { standingOf } from './views'

/** What a member is told who would fall after the end of this round's period; null when they stay. */
export function warningOf(account: Account, { value: until }: Round, rules: TierRules, now: number): Wish | null {
  const { current, until: ends, keep } = standingOf(account, rules, now)
  if (ends !== until || keep === null || keep.missing === 0) return null
  const left = daysBetween(dayOf(now), until)
  // The warning that this one counts as: made up a day later it is still the one of 30 days.
  const ahead = [...rules.warnDays].sort((a, b) => a - b).find((days) => left <= days) ?? left
  const name = rules.tiers.find(({ id }) => id === current)?.name ?? current
  return {
    memberId: account._id,
    kind: 'tier.warning',
    what: `${until}:${ahead}`,
    dueAt: now,
    expiresAt: startOf(addDays(until, 1)),
    vars: {
      等级: name,
      下级: keep.lower,
      到期: dateValue(until),
      还差: String(keep.missing),
      天数: String(left),
    },
  }
}
