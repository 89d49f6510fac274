import {
  addDays,
  addMonths,
  type Day,
  daysInMonth,
  instantAt,
  type Month,
  monthOf,
  weekdayOf,
} from '../../../kernel/day'
import { festivalDay } from '../../../kernel/festivals'
import type { HolidayOverride } from '../../../kernel/holidays'
import { lunarName, lunarOf } from '../../../kernel/lunar'
import { type DayRange, expand } from '../expand'
import type { Hearer } from '../lifeContract'
import type { Occurrence, SopNode, SopVersion } from '../rules'

export type View = 'day' | 'week' | 'month'

/** Days that the day view goes on below the one that was asked for, that one included. */
export const DAYS_AHEAD = 30

/** Monday to Sunday of the week that holds a day. */
export function daysOfWeek(day: Day): Day[] {
  const monday = addDays(day, 1 - weekdayOf(day))
  return Array.from({ length: 7 }, (_, step) => addDays(monday, step))
}

/** Whole weeks that cover a month, from Monday. */
export function daysOfMonth(month: Month): Day[] {
  const first = daysOfWeek(`${month}-01`)[0] ?? `${month}-01`
  const last = `${month}-${String(daysInMonth(month)).padStart(2, '0')}`
  const days: Day[] = []
  for (let day = first; day <= last || days.length % 7 !== 0; day = addDays(day, 1)) days.push(day)
  return days
}

export function daysOfView(view: View, day: Day): Day[] {
  if (view === 'day') return Array.from({ length: DAYS_AHEAD }, (_, step) => addDays(day, step))
  return view === 'week' ? daysOfWeek(day) : daysOfMonth(monthOf(day))
}

/** The same place one day, week or month on or back. */
export function turned(view: View, day: Day, step: 1 | -1): Day {
  if (view === 'day') return addDays(day, step)
  return view === 'week' ? addDays(day, 7 * step) : `${addMonths(monthOf(day), step)}-01`
}

/** ISO week number, 1 to 53: the week that holds the year's first Thursday is the first. */
export function weekNumber(day: Day): number {
  const thursday = addDays(day, 4 - weekdayOf(day))
  let week = 1
  for (let other = addDays(thursday, -7); other.slice(0, 4) === thursday.slice(0, 4); other = addDays(other, -7)) week++
  return week
}

/**
 * What a version says in a range of days, by the same expansion that plans and sends. With a group only what that group hears;
 * without one everything that has a day of its own.
 */
export function beatsFor(
  version: SopVersion,
  range: DayRange,
  groups: readonly Hearer[],
  holidays: readonly HolidayOverride[],
  group: string | null,
): Occurrence[] {
  const there = group === null ? groups : groups.filter(({ id }) => id === group)
  return beatsWithin(version, range, there, holidays, group !== null)
}

/** The same of some groups: `narrow` leaves out what none of them hears. */
export function beatsWithin(
  version: SopVersion,
  range: DayRange,
  groups: readonly Hearer[],
  holidays: readonly HolidayOverride[],
  narrow: boolean,
): Occurrence[] {
  const beats = expand(version, range, { groups, holidays })
  return narrow ? beats.filter((beat) => beat.to === 'members' || beat.targets.length > 0) : beats
}

/** A version of one node alone, to ask when it is heard; its period stays. */
export function alone(version: Pick<SopVersion, 'sop' | 'number' | 'from' | 'to'>, node: SopNode) {
  return { sop: version.sop, number: version.number, from: version.from, to: version.to, nodes: [node] }
}

/** The next days on which a node is heard, from now on (ms), looking a year and two months ahead. */
export function nextBeats(
  version: Pick<SopVersion, 'sop' | 'number' | 'from' | 'to'>,
  node: SopNode,
  facts: { groups: readonly Hearer[]; holidays: readonly HolidayOverride[] },
  today: Day,
  now: number,
  most = 5,
): Occurrence[] {
  const range = { from: today, to: addDays(today, 425) }
  return expand(alone(version, node), range, facts)
    .filter((beat) => beat.until > now)
    .slice(0, most)
}

/** Two beats of one group closer than this ask its owner twice at once (ms). */
export const CLASH = 30 * 60_000

/** Days that a shop's calendar speaks of; the rest of the year's solar terms is left to the lunar line. */
export const FESTIVALS = [
  ...['元旦', '腊八节', '农历腊月廿三', '除夕', '春节', '元宵节', '情人节', '妇女节', '消费者权益日', '清明'],
  ...['劳动节', '520', '母亲节', '儿童节', '端午节', '618', '父亲节', '七夕', '教师节', '中秋节', '国庆节'],
  ...['重阳节', '万圣节', '双11', '感恩节', '双12', '冬至', '平安夜', '圣诞节'],
] as const

/** 小年 is kept as the lunar day that it is. */
export function festivalLabel(name: string): string {
  return name === '农历腊月廿三' ? '小年' : name
}

const TERMS =
  '小寒大寒立春雨水惊蛰春分谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪'.match(/../g) ?? []

/** What stands under a day's number: its festival, its solar term, else its lunar day. */
export function dayLabels(days: readonly Day[]): ReadonlyMap<Day, { text: string; festival: boolean }> {
  const named = new Map<Day, string>()
  for (const year of new Set(days.map((day) => Number(day.slice(0, 4))))) {
    for (const name of [...TERMS, ...FESTIVALS]) {
      const day = festivalDay(name, year)
      if (day !== null) named.set(day, festivalLabel(name))
    }
  }
  return new Map(
    days.map((day) => {
      const festival = named.get(day)
      return [day, { text: festival ?? lunarLabel(day), festival: festival !== undefined }] as const
    }),
  )
}

/** 初五; on the first day of a lunar month the month: 冬月. */
function lunarLabel(day: Day): string {
  const lunar = lunarOf(day)
  if (lunar === null) return ''
  const name = lunarName(lunar).replace('农历', '')
  const [month = '', rest = ''] = name.split('月')
  return lunar.day === 1 ? `${month}月` : rest
}

/** Whether a node is part of nearly every day: drawn as one small bar among others, not by its name. */
export function isEveryday(node: SopNode): boolean {
  return node.time.on === 'daily' || (node.time.on === 'weekdays' && node.time.weekdays.length >= 4)
}

/** ms of a time of day, for the line of now. */
export function minuteOfDay(instant: number, day: Day): number {
  return Math.floor((instant - instantAt(day, '00:00')) / 60_000)
}
