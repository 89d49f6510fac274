import { addMonths, type Day, type Month, monthOf } from '../../kernel/day'
import type { LedgerEntry, MonthGrowth } from './rules'

/** Months of growth kept in an account: a window of two years and the running month. Older ones count in the balance alone. */
export const KEPT_MONTHS = 25

/** What was earned month by month, and all that was ever earned: everything a tier is decided by. */
export interface Growth {
  months: readonly MonthGrowth[]
  total: number
}

/** The months with one more movement of growth, oldest first. */
export function addGrowth(months: readonly MonthGrowth[], day: Day, delta: number): MonthGrowth[] {
  const month = monthOf(day)
  const there = months.some((each) => each.month === month)
  const added = there
    ? months.map((each) => (each.month === month ? { month, amount: each.amount + delta } : each))
    : [...months, { month, amount: delta }].sort((a, b) => (a.month < b.month ? -1 : 1))
  const newest = added.at(-1)?.month ?? month
  const oldest = addMonths(newest, 1 - KEPT_MONTHS)
  return added.filter((each) => each.month >= oldest)
}

/** Growth of the months `from` to `to`, both included. */
export function growthBetween(months: readonly MonthGrowth[], from: Month, to: Month): number {
  return months.reduce((sum, { month, amount }) => (month >= from && month <= to ? sum + amount : sum), 0)
}

/** The months as a ledger has them, oldest first: what an audit compares. */
export function growthOf(ledger: readonly LedgerEntry[]): MonthGrowth[] {
  return [...ledger]
    .filter(({ asset }) => asset === 'growth')
    .sort((a, b) => a.seq - b.seq)
    .reduce<MonthGrowth[]>((months, { day, delta }) => addGrowth(months, day, delta), [])
}
