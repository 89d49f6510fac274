import * as v from 'valibot'
import { tierRulesSchema } from '../book'
import type { GrowthWindow, Tier, TierRules } from '../rules'

/** The rules that a draft says, or the first thing that is wrong with it, in the schema's own words. */
export function rulesOf(draft: TierRules): { rules: TierRules } | { problem: string } {
  const read = v.safeParse(tierRulesSchema, draft)
  if (read.success) return { rules: read.output }
  const [issue] = read.issues
  const path = issue.path ?? []
  const index = path[0]?.key === 'tiers' ? path[1]?.key : undefined
  const name = typeof index === 'number' ? draft.tiers[index]?.name : undefined
  return { problem: name ? `「${name}」：${issue.message}` : issue.message }
}

/** What is emptied stands as NaN until a number is typed; the schema refuses it with a sentence. */
export function typed(value: number | null): number {
  return value ?? Number.NaN
}

/** For a field that shows an empty NaN as empty. */
export function shown(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

export function changeTier(draft: TierRules, id: string, change: Partial<Tier>): TierRules {
  return { ...draft, tiers: draft.tiers.map((tier) => (tier.id === id ? { ...tier, ...change } : tier)) }
}

export function changeBenefits(draft: TierRules, id: string, change: Partial<Tier['benefits']>): TierRules {
  const tier = draft.tiers.find((each) => each.id === id)
  return tier ? changeTier(draft, id, { benefits: { ...tier.benefits, ...change } }) : draft
}

/** One more tier on top, with what the highest gives and an id that none has had. */
export function addTier(draft: TierRules): TierRules {
  const top = draft.tiers.at(-1)
  if (!top) return draft
  const used = new Set(draft.tiers.map(({ id }) => id))
  let n = draft.tiers.length + 1
  while (used.has(`level${n}`)) n += 1
  const added: Tier = {
    ...top,
    id: `level${n}`,
    name: `第 ${draft.tiers.length + 1} 级`,
    threshold: Math.max(100, (top.threshold || 0) * 2),
    benefits: { ...top.benefits, upgradeBatch: null },
  }
  return { ...draft, tiers: [...draft.tiers, added] }
}

export function dropTier(draft: TierRules, id: string): TierRules {
  return { ...draft, tiers: draft.tiers.filter((tier) => tier.id !== id) }
}

/** Another window; the number of months is kept where there is one. */
export function windowOf(kind: GrowthWindow['kind'], before: GrowthWindow): GrowthWindow {
  if (kind !== 'rolling_months') return { kind }
  return { kind, months: before.kind === 'rolling_months' ? before.months : 12 }
}

/** `30、7` as people type it; null when something in it is no number. */
export function daysIn(words: string): number[] | null {
  const parts = words
    .normalize('NFKC')
    .split(/[、,，\s]+/)
    .filter(Boolean)
  const days = parts.map(Number)
  return days.every((day) => Number.isInteger(day)) ? [...new Set(days)].sort((a, b) => b - a) : null
}
