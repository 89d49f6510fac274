import { type Day, weekdayOf } from '../../kernel/day'
import { dayInfo, type HolidayOverride } from '../../kernel/holidays'
import type { CheckinBook } from './book'
import type { DayRules } from './rules'

type Calendar = Pick<CheckinBook, 'rest' | 'overrides'>

/**
 * Whether a day is a rest by the brand's rules: the check-in's own days first, then days off as they were entered for the whole brand
 * and as they were announced, then the week.
 */
export function isRest({ rest, overrides }: Calendar, holidays: readonly HolidayOverride[], day: Day): boolean {
  const own = overrides.find((one) => one.day === day)
  if (own) return own.kind === 'holiday'
  const ofWeek = rest.weekdays.includes(weekdayOf(day))
  if (!rest.holidays) return ofWeek
  const { kind } = dayInfo(day, holidays)
  if (kind === 'holiday') return true
  return ofWeek && kind !== 'makeup'
}

/** The book as the days see it. */
export function dayRulesOf(
  book: Calendar & Pick<CheckinBook, 'shield'>,
  holidays: readonly HolidayOverride[],
): DayRules {
  return { isRest: (day) => isRest(book, holidays, day), shield: book.shield }
}
