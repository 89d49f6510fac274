import { addDays, type Day, instantAt, weekdayOf } from '../../kernel/day'
import { festivalDay } from './festivals'
import type { NodeTime, Occurrence, SopNode, SopVersion } from './rules'

/** First and last day of a range, both included. */
export interface DayRange {
  from: Day
  to: Day
}

/**
 * Every beat of a version in a range of days, in order of time: what calendar, planning and dry run show and do alike.
 * Days outside the version's own period and nodes that the timer does not send are left out.
 */
export function expand(version: Pick<SopVersion, 'sop' | 'from' | 'to' | 'nodes'>, range: DayRange): Occurrence[] {
  const first = version.from !== null && version.from > range.from ? version.from : range.from
  const last = version.to !== null && version.to < range.to ? version.to : range.to
  const found: Occurrence[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) {
    for (const node of version.nodes) {
      if (node.unscheduled !== null || !isHeardOn(node.time, date)) continue
      for (const [slot, window] of node.slots.entries()) {
        const from = instantAt(date, window.from)
        found.push({
          beat: beatId(version.sop, node, date, slot),
          node,
          date,
          slot,
          from,
          until: instantAt(date, window.until),
        })
      }
    }
  }
  return found.sort((a, b) => a.from - b.from || (a.beat < b.beat ? -1 : 1))
}

/** `{sop}:{nodeKey}:{date}:{slot}` */
export function beatId(sop: string, node: Pick<SopNode, 'key'>, date: Day, slot: number): string {
  return `${sop}:${node.key}:${date}:${slot}`
}

/** The pieces of a beat id; null for anything else. */
export function parseBeat(beat: string): { sop: string; node: string; date: Day; slot: number } | null {
  const match = /^([0-9a-z_]{1,24}):([0-9a-z_]{1,24}):(\d{4}-\d\d-\d\d):(\d{1,2})$/.exec(beat)
  if (match === null) return null
  const [, sop = '', node = '', date = '', slot = ''] = match
  return { sop, node, date, slot: Number(slot) }
}

/** Whether a time falls on a day. Joining has no day of its own: it differs from member to member. */
export function isHeardOn(time: NodeTime, date: Day): boolean {
  switch (time.on) {
    case 'daily':
      return true
    case 'weekdays':
      return time.weekdays.includes(weekdayOf(date))
    case 'date':
      return time.date === date
    case 'festival': {
      const festival = addDays(date, -time.offset)
      return festivalDay(time.name, Number(festival.slice(0, 4))) === festival
    }
    case 'join':
      return false
  }
}
