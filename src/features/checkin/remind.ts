import { type Day, MINUTE, startOf } from '../../kernel/day'
import { timeValue } from '../intent/fields'
import type { Wish } from '../intent/rules'
import type { Account } from '../points/rules'
import { type CheckinBook, standardBook } from './book'
import { type DayRules, streakOn } from './rules'
import { text } from './text'

/** A shorter streak is soon there again; nobody is reminded for it. */
const WORTH_REMINDING = 3

/** When the reminders of a business day go out (ms); where there are none, when the book is looked at again. */
export function wakeOf({ remindAt, dayStart }: CheckinBook, day: Day): number {
  const minutes = remindAt ?? standardBook.remindAt ?? 0
  // An instant of the night before the day's start belongs to the calendar day after.
  return startOf(day) + (minutes < dayStart ? minutes + 1440 : minutes) * MINUTE
}

/** The wish for a member who would lose a streak today, or null. Whether and how it is said is decided where it is sent. */
export function reminderFor(
  { _id: memberId, checkin, today, consent }: Pick<Account, '_id' | 'checkin' | 'today' | 'consent'>,
  day: Day,
  rules: DayRules,
  { now, endOfDay }: { now: number; endOfDay: number },
): Wish | null {
  const came = today !== null && today.day >= day
  const streak = streakOn(checkin, day, rules)
  if (consent === null || came || streak < WORTH_REMINDING || now >= endOfDay) return null
  const vars = { 栏目: text.dailyBeat, 天数: String(streak), 打后: String(streak + 1), 截止: timeValue(endOfDay) }
  return { memberId, kind: 'checkin.reminder', what: day, dueAt: now, expiresAt: endOfDay, vars }
}
