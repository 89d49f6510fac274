import { weekdayName } from '../../../admin/format'
import {
  addDays,
  type ClockTime,
  clockTime,
  type Day,
  dayOfMonth,
  daysBetween,
  minutesOf,
  timeOf,
  weekdayOf,
} from '../../../kernel/day'
import { exceptionOf, withException } from '../exceptions'
import type { NodeDraft } from '../nodeRules'
import type { BeatException, NodeTime, Occurrence, Part, Slot, SopNode } from '../rules'
import { calendarText } from './text'

/** Where a beat is put. */
export interface Target {
  date: Day
  from: ClockTime
}

/** `series`: the node's own time changes, for every time it is heard. `once`: this beat alone, as an exception of its node. */
export type Reach = 'series' | 'once'

/** What an editor sends of a node. */
export function draftOf(node: SopNode): NodeDraft {
  const { topic: _topic, unscheduled: _unscheduled, source: _source, ...draft } = node
  return draft
}

/** The window moved to another beginning, as long as before; it never crosses midnight. */
export function movedSlot(slot: Slot, from: ClockTime): Slot {
  const length = minutesOf(slot.until) - minutesOf(slot.from)
  const begin = Math.min(minutesOf(from), LAST_MINUTE - Math.min(length, LAST_MINUTE))
  return { from: clockTime(begin), until: clockTime(Math.min(begin + length, LAST_MINUTE)) }
}

/** 23:59; a window ends on its own day. */
const LAST_MINUTE = 24 * 60 - 1

/**
 * The node after one of its beats was put elsewhere: a date moves, a weekday or a day of the month becomes another one for all
 * weeks or months, a festival's node keeps another distance. Null when its time knows no such day (a daily node on another day).
 */
export function movedNode(
  node: SopNode,
  beat: Pick<Occurrence, 'date' | 'nominal' | 'slot'>,
  to: Target,
): SopNode | null {
  const days = daysBetween(beat.date, to.date)
  const time = days === 0 ? node.time : movedTime(node.time, beat.nominal, days)
  if (time === null) return null
  const slots = node.slots.map((slot, index) => (index === beat.slot ? movedSlot(slot, to.from) : slot))
  return { ...node, time, slots: [...slots].sort((a, b) => minutesOf(a.from) - minutesOf(b.from)) }
}

function movedTime(time: NodeTime, nominal: Day, days: number): NodeTime | null {
  const target = addDays(nominal, days)
  switch (time.on) {
    case 'daily':
      return null
    case 'date':
      return { on: 'date', date: target }
    case 'weekdays': {
      const kept = time.weekdays.filter((weekday) => weekday !== weekdayOf(nominal))
      return { on: 'weekdays', weekdays: inOrder([...kept, weekdayOf(target)]) }
    }
    case 'monthdays': {
      const own = time.days.find((day) => day === dayOfMonth(nominal)) ?? (time.days.includes(-1) ? -1 : time.days[0])
      const kept = time.days.filter((day) => day !== own)
      return { on: 'monthdays', days: inOrder([...kept, dayOfMonth(target)]) }
    }
    case 'festival': {
      const offset = time.offset + days
      return Math.abs(offset) > 99 ? null : { ...time, offset }
    }
    case 'group':
    case 'join': {
      const day = time.day + days
      return day < 1 || day > 365 ? null : { ...time, day }
    }
  }
}

function inOrder(days: readonly number[]): number[] {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  return [...sorted.filter((day) => day > 0), ...sorted.filter((day) => day < 0)]
}

/** The node of which this beat alone is heard elsewhere, as long as before; put back to its own place it is as always. */
export function movedOnce(node: SopNode, beat: Occurrence, to: Target): SopNode {
  const own = ownPlace(node, beat)
  const window = movedSlot({ from: timeOf(beat.from), until: endOf(beat.until) }, to.from)
  const isBack = own !== null && own.date === to.date && own.from === window.from && own.until === window.until
  return withException(node, { ...exceptionIn(node, beat), to: isBack ? null : { date: to.date, ...window } })
}

/** The node without this one beat. */
export function leftOut(node: SopNode, beat: Occurrence): SopNode {
  return withException(node, { ...exceptionIn(node, beat), skip: true })
}

/** The node that says something else in this one beat; its own words again make no exception. */
export function saidOnce(node: SopNode, beat: Occurrence, parts: Part[]): SopNode {
  const own = JSON.stringify(parts) === JSON.stringify(node.parts)
  return withException(node, { ...exceptionIn(node, beat), parts: own ? null : parts })
}

/** The node as if nothing had been said of that beat. */
export function asAlways(node: SopNode, { date, slot }: Pick<BeatException, 'date' | 'slot'>): SopNode {
  return withException(node, { date, slot, skip: false, to: null, parts: null })
}

/** What stands of the beat in the node as it is now; the page's beat may be older. */
function exceptionIn(node: SopNode, { exception, date, slot }: Occurrence): BeatException {
  const own = exception?.date ?? date
  return exceptionOf(node, own, slot) ?? { date: own, slot, skip: false, to: null, parts: null }
}

function ownPlace(node: SopNode, { exception, date, slot }: Occurrence): ({ date: Day } & Slot) | null {
  const window = node.slots[slot]
  return window === undefined ? null : { date: exception?.date ?? date, ...window }
}

/** The end of a window on its own day: midnight is 24:00. */
export function endOf(until: number): ClockTime {
  const time = timeOf(until)
  return time === '00:00' ? '24:00' : time
}

/** A key that the version does not have yet: `wanted`, else with a number behind it. */
export function freeKey(wanted: string, keys: readonly string[]): string {
  const taken = new Set(keys)
  if (!taken.has(wanted)) return wanted
  for (let count = 2; ; count++) {
    const key = `${wanted.slice(0, 21)}${count}`
    if (!taken.has(key)) return key
  }
}

/** Some days and minutes on or back, on its own day's clock. */
export function nudged(beat: Pick<Occurrence, 'date' | 'from'>, days: number, minutes: number): Target {
  const minute = minutesOf(timeOf(beat.from)) + minutes
  return { date: addDays(beat.date, days), from: clockTime(Math.min(LAST_MINUTE - 15, Math.max(0, minute))) }
}

/** Whether only one beat hangs on this time: it moves without a question. */
export function movesAlone(node: SopNode): boolean {
  return node.time.on === 'date' && node.slots.length === 1 && node.exceptions === undefined
}

/** What the move changes, said of the whole series: a weekly node moves in all weeks. */
export function seriesWords(node: SopNode, beat: Pick<Occurrence, 'date' | 'nominal' | 'slot'>, to: Target): string {
  const { time } = node
  const was = node.slots[beat.slot]?.from ?? ''
  const hour = was === to.from ? '' : `，${was} → ${to.from}`
  if (daysBetween(beat.date, to.date) === 0) return calendarText.movesHour(ofSeries(time), was, to.from)
  const days = daysBetween(beat.date, to.date)
  switch (time.on) {
    case 'weekdays':
      return calendarText.movesWeekly(
        weekdayName(weekdayOf(beat.nominal)),
        weekdayName(weekdayOf(addDays(beat.nominal, days))),
        hour,
      )
    case 'monthdays':
      return calendarText.movesMonthly(dayOfMonth(beat.nominal), dayOfMonth(addDays(beat.nominal, days)), hour)
    case 'festival':
      return calendarText.movesFestival(time.name, time.offset, time.offset + days, hour)
    case 'group':
    case 'join':
      return calendarText.movesRun(time.on === 'group', time.day, time.day + days, hour)
    default:
      return calendarText.movesDate(to.date, to.from)
  }
}

function ofSeries(time: NodeTime): string {
  return time.on === 'daily' ? '每天' : time.on === 'date' ? '这一天' : '每次'
}
