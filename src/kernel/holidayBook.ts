import * as v from 'valibot'
import { isDay } from './day'
import type { HolidayOverride } from './holidays'
import { readRules, type Subject } from './ruleBook'
import type { Store } from './store'

/** Days off and 调休 as a person entered them, of all years: stronger than the table of `holidays.ts`, for SOPs and check-in alike. */
export interface HolidayBook {
  schema: 1
  /** In order of their days; each once. */
  days: HolidayOverride[]
}

export const holidayOverride = v.object({
  day: v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样')),
  work: v.boolean(),
  name: v.pipe(v.string(), v.trim(), v.minLength(1, '名称要写'), v.maxLength(20, '名称最多 20 个字')),
})

const shape = v.object({ schema: v.literal(1), days: v.array(holidayOverride) }) satisfies v.GenericSchema<
  unknown,
  HolidayBook
>

export const holidayBook: Subject<HolidayBook> = {
  id: 'holidays',
  standard: { schema: 1, days: [] },
  read: (stored) => v.parse(shape, stored),
}

/** What was entered, as this instance read it within the last seconds: no wire call then, else one. */
export async function readHolidays(store: Store, now: number): Promise<readonly HolidayOverride[]> {
  return (await readRules(store, holidayBook, now)).days
}
