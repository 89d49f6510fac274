import { addDays, type Day, weekdayOf } from './day'
import { festivalDay } from './festivals'

/**
 * Days off and 调休 of mainland China. The State Council announces a year in the November before; what is announced is the
 * table below (a test holds it against the library `chinese-days`, whose data ends with 2026). A later year has what the law
 * itself gives (days of 2025's decree: 13) until its overrides are entered.
 */
const ANNOUNCED: Readonly<Record<number, { off: string; work: string }>> = {
  2025: {
    off: '元旦 0101; 春节 0128-0204; 清明 0404-0406; 劳动节 0501-0505; 端午节 0531-0602; 国庆节 1001-1005; 中秋节 1006; 国庆节 1007-1008',
    work: '春节 0126 0208; 劳动节 0427; 国庆节 0928 1011',
  },
  2026: {
    off: '元旦 0101-0103; 春节 0215-0223; 清明 0404-0406; 劳动节 0501-0505; 端午节 0619-0621; 中秋节 0925-0927; 国庆节 1001-1007',
    work: '元旦 0104; 春节 0214 0228; 劳动节 0509; 国庆节 0920 1010',
  },
}

/** [festival, first day from it, days] that the law gives every year. */
const STATUTORY: readonly (readonly [name: string, from: number, days: number])[] = [
  ['元旦', 0, 1],
  ['春节', -1, 4],
  ['清明', 0, 1],
  ['劳动节', 0, 2],
  ['端午节', 0, 1],
  ['中秋节', 0, 1],
  ['国庆节', 0, 3],
]

/** What a person entered for one day: stronger than the table. */
export interface HolidayOverride {
  day: Day
  /** True: people work (调休). False: a day off. */
  work: boolean
  /** 春节, 店庆休息 … */
  name: string
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup'

export interface DayInfo {
  /** `holiday` is a day off beyond the weekend's own; `makeup` a weekend day on which people work. */
  kind: DayKind
  /** The holiday that it belongs to; null for ordinary days. */
  name: string | null
}

/** Everything about one day; overrides win over the table. */
export function dayInfo(day: Day, overrides: readonly HolidayOverride[] = []): DayInfo {
  const own = overrides.find((override) => override.day === day)
  const weekend = weekdayOf(day) >= 6
  if (own !== undefined) {
    if (!own.work) return { kind: 'holiday', name: own.name }
    return { kind: weekend ? 'makeup' : 'workday', name: own.name }
  }
  return tableOf(Number(day.slice(0, 4))).get(day) ?? { kind: weekend ? 'weekend' : 'workday', name: null }
}

export function isWorkday(day: Day, overrides: readonly HolidayOverride[] = []): boolean {
  const { kind } = dayInfo(day, overrides)
  return kind === 'workday' || kind === 'makeup'
}

/** A day off of a holiday; an ordinary weekend is none. */
export function isHoliday(day: Day, overrides: readonly HolidayOverride[] = []): boolean {
  return dayInfo(day, overrides).kind === 'holiday'
}

/** No row of days off is longer than this, makeup days beside it included; overrides may make it so, then the search ends. */
export const LONGEST_BREAK = 16

/** The day itself when people work on it, else the first workday after it. */
export function nextWorkday(day: Day, overrides: readonly HolidayOverride[] = []): Day {
  for (let step = 0; step <= LONGEST_BREAK; step++) {
    const candidate = addDays(day, step)
    if (isWorkday(candidate, overrides)) return candidate
  }
  return day
}

/** Whether the days off of a year were announced; else only the law's own days are known, without 调休. */
export function isAnnounced(year: number): boolean {
  return ANNOUNCED[year] !== undefined
}

const tables = new Map<number, ReadonlyMap<Day, DayInfo>>()

function tableOf(year: number): ReadonlyMap<Day, DayInfo> {
  const known = tables.get(year)
  if (known !== undefined) return known
  const table = new Map<Day, DayInfo>()
  const announced = ANNOUNCED[year]
  if (announced !== undefined) {
    for (const [name, day] of readList(year, announced.off)) table.set(day, { kind: 'holiday', name })
    for (const [name, day] of readList(year, announced.work)) table.set(day, { kind: 'makeup', name })
  } else {
    for (const [name, from, days] of STATUTORY) {
      const festival = festivalDay(name, year)
      if (festival === null) continue
      for (let step = 0; step < days; step++) table.set(addDays(festival, from + step), { kind: 'holiday', name })
    }
  }
  tables.set(year, table)
  return table
}

/** `春节 0126 0208; 国庆节 1001-1007` as pairs of name and day. */
function readList(year: number, list: string): [name: string, day: Day][] {
  return list.split('; ').flatMap((entry) => {
    const [name = '', ...spans] = entry.split(' ')
    return spans.flatMap((span) => {
      const [first = '', last = first] = span.split('-')
      const days: [string, Day][] = []
      const end = dayFrom(year, last)
      for (let day = dayFrom(year, first); day <= end; day = addDays(day, 1)) days.push([name, day])
      return days
    })
  })
}

function dayFrom(year: number, monthDay: string): Day {
  return `${year}-${monthDay.slice(0, 2)}-${monthDay.slice(2)}`
}
