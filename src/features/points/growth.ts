import { addMonths, type Day, type Month, monthOf } from '../../kernel/day'
import type { LedgerEntry, MonthGrowth } from './rules'

/** Months of growth kept in an account: a window of two years and the running month. Older ones count in the balance alone. */
export const KEPT_MONTHS = 25

/** What was earned month by month, and all that was ever earned: everything a tier is decided by. */
export interface Growth {
  months: readonly MonthGrowth[]
  total: number
}

/**
 * The months with one more movement of growth, oldest first. What is taken back leaves the newest months first and none below
 * zero: a negative month would lift a member by itself, on the day on which it leaves the window.
 */
export function addGrowth(months: readonly MonthGrowth[], day: Day, delta: number): MonthGrowth[] {
  return delta < 0 ? takeBack(months, -delta) : kept(addTo(months, monthOf(day), delta))
}

function addTo(months: readonly MonthGrowth[], month: Month, amount: number): MonthGrowth[] {
  const there = months.some((each) => each.month === month)
  if (there) return months.map((each) => (each.month === month ? { month, amount: each.amount + amount } : each))
  return [...months, { month, amount }].sort((a, b) => (a.month < b.month ? -1 : 1))
}

function kept(months: readonly MonthGrowth[]): MonthGrowth[] {
  const oldest = addMonths(months.at(-1)?.month ?? '0000-01', 1 - KEPT_MONTHS)
  return months.filter(({ month }) => month >= oldest)
}

function takeBack(months: readonly MonthGrowth[], amount: number): MonthGrowth[] {
  let left = amount
  const rest: MonthGrowth[] = []
  for (const each of [...months].reverse()) {
    const taken = Math.min(left, each.amount)
    left -= taken
    if (each.amount > taken) rest.unshift({ month: each.month, amount: each.amount - taken })
  }
  return rest
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
