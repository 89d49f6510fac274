import './collections'
import type { Day } from '../../kernel/day'
import type { HolidayOverride } from '../../kernel/holidays'
import { is, type Store } from '../../kernel/store'

/** What was entered for the years that a range touches, a break before it included. */
export async function readHolidays(store: Store, from: Day, to: Day): Promise<HolidayOverride[]> {
  const first = Number(from.slice(0, 4)) - (from.slice(5, 7) === '01' ? 1 : 0)
  const years = Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, step) => String(first + step))
  const found = await store.find('holidays', { _id: is.in(years) }, { limit: 100 })
  return found.flatMap((year) => year.days)
}
