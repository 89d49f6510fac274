import { addDays, type Day, daysInMonth, monthOf, weekdayOf } from '../../kernel/day'

/**
 * How often a group may get a 群发 (WD/92135): the number of days of the month in a natural month, or 7 in a natural week, or
 * once a day. The corporation's console decides which, so it is data; enterprise and personal 群发 share it.
 */
export type QuotaRule = 'days_of_month' | '7_per_week' | '1_per_day'

/** The natural month, week (from Monday) or day that holds a day: first and last day, and how many messages fit. */
export function quotaPeriod(rule: QuotaRule, day: Day): { from: Day; to: Day; limit: number } {
  if (rule === '1_per_day') return { from: day, to: day, limit: 1 }
  if (rule === '7_per_week') {
    const from = addDays(day, 1 - weekdayOf(day))
    return { from, to: addDays(from, 6), limit: 7 }
  }
  const month = monthOf(day)
  const limit = daysInMonth(month)
  return { from: `${month}-01`, to: `${month}-${String(limit).padStart(2, '0')}`, limit }
}

/**
 * How many messages a group can still get on a day.
 *
 * @param uses days of its messages that are planned, on their way or sent; one that was missed or skipped has released its place
 */
export function quotaLeft(rule: QuotaRule, day: Day, uses: readonly Day[]): number {
  const { from, to, limit } = quotaPeriod(rule, day)
  return Math.max(0, limit - uses.filter((use) => use >= from && use <= to).length)
}
