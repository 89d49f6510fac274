import { type Day, dayOf } from '../../kernel/day'
import { readRules } from '../../kernel/ruleBook'
import type { Store } from '../../kernel/store'
import { checkinSubject } from '../checkin/bookSchema'

/** The brand's day: the same one that a check-in at this moment counts for. */
export async function postDay(store: Store, now: number): Promise<Day> {
  return dayOf(now, (await readRules(store, checkinSubject, now)).dayStart)
}
