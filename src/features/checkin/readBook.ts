import { readHolidays } from '../../kernel/holidayBook'
import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import type { CheckinBook } from './book'
import { checkinSubject } from './bookSchema'
import { dayRulesOf } from './rest'
import type { DayRules } from './rules'

/** The brand's check-in, and which days count by it. No wire call while this instance's books are fresh; days off only where they rest. */
export async function readBook(store: Store, now: number): Promise<{ book: CheckinBook; rules: DayRules }> {
  const book = await readRules(store, checkinSubject, now)
  const holidays = book.rest.holidays ? await readHolidays(store, now) : []
  return { book, rules: dayRulesOf(book, holidays) }
}
