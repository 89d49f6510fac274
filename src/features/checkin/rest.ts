import { type Day, weekdayOf } from '../../kernel/day'
import { dayInfo } from '../../kernel/holidays'
import type { CheckinBook } from './book'
import type { DayRules } from './rules'

type Calendar = Pick<CheckinBook, 'rest' | 'overrides'>

/** Whether a day is a rest by the brand's rules: its own days first, then the official calendar, then the week. */
export function isRest({ rest, overrides }: Calendar, day: Day): boolean {
  const own = overrides.find((one) => one.day === day)
  if (own) return own.kind === 'holiday'
  const ofWeek = rest.weekdays.includes(weekdayOf(day))
  if (!rest.holidays) return ofWeek
  const { kind } = dayInfo(day)
  if (kind === 'holiday') return true
  return ofWeek && kind !== 'makeup'
}

/** The book as the days see it. */
export function dayRulesOf(book: Calendar & Pick<CheckinBook, 'shield'>): DayRules {
  return { isRest: (day) => isRest(book, day), shield: book.shield }
}
