import { addDays, type Day, dayOf, instantAt, MINUTE, weekdayOf } from '../../kernel/day'
import type { FlashFields } from './rules'

export type Recurrence = Pick<FlashFields, 'weekdays' | 'time' | 'minutes' | 'from' | 'until'>

/** One opening of a sale; it may close on the next day. */
export interface Opening {
  day: Day
  /** ms, `[opensAt, closesAt)`. */
  opensAt: number
  closesAt: number
}

/** Openings that are not over at `from` and begin before `until` (ms), in order. */
export function openingsBetween(sale: Recurrence, from: number, until: number): Opening[] {
  const openings: Opening[] = []
  // A session that opened yesterday may still run: it is shorter than a day.
  let day = addDays(dayOf(from), -1)
  if (day < sale.from) day = sale.from
  for (; day <= sale.until; day = addDays(day, 1)) {
    const opensAt = instantAt(day, sale.time)
    if (opensAt >= until) break
    const closesAt = opensAt + sale.minutes * MINUTE
    if (closesAt > from && sale.weekdays.includes(weekdayOf(day))) openings.push({ day, opensAt, closesAt })
  }
  return openings
}

/** The next opening after an instant, or null when the sale has none left. */
export function nextOpening(sale: Recurrence, after: number): Opening | null {
  let day = dayOf(after)
  if (day < sale.from) day = sale.from
  // Weekdays repeat after seven days, and today's may be past.
  for (let ahead = 0; ahead <= 7 && day <= sale.until; ahead++, day = addDays(day, 1)) {
    const opensAt = instantAt(day, sale.time)
    if (opensAt > after && sale.weekdays.includes(weekdayOf(day))) {
      return { day, opensAt, closesAt: opensAt + sale.minutes * MINUTE }
    }
  }
  return null
}
