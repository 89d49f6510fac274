import { addDays, type Day, dayOfMonth, daysInMonth, monthOf, weekdayOf } from '../../kernel/day'
import { isFestival } from '../../kernel/festivals'
import { dayInfo, type HolidayOverride, LONGEST_BREAK, nextWorkday } from '../../kernel/holidays'
import { dependsOnDay, type GroupFacts, type MemberFacts, matchesGroup, matchesMember, speaksTo } from './audience'
import { heardAs } from './exceptions'
import type { NodeTime, Occurrence, Route, SopNode, SopVersion } from './rules'

/** First and last day of a range, both included. */
export interface DayRange {
  from: Day
  to: Day
}

/** Who is there to hear it, and which days are days off. */
export interface ExpandFacts {
  groups?: readonly GroupFacts[]
  members?: readonly MemberFacts[]
  holidays?: readonly HolidayOverride[]
}

type Expandable = Pick<SopVersion, 'sop' | 'from' | 'to' | 'nodes'> & Partial<Pick<SopVersion, 'number' | 'stores'>>

/**
 * Every beat of a version in a range of days, in order of time, with everybody who hears it: what calendar, planning and dry
 * run show and do alike. Days outside the version's own period and nodes that the timer does not send are left out; so are
 * days that count from a beginning (of a group, of a membership) when nobody in `facts` has that day.
 *
 * A group or member whose run is pinned to another version does not hear this one's nodes that count from a beginning.
 */
export function expand(version: Expandable, range: DayRange, given: ExpandFacts = {}): Occurrence[] {
  const facts = { ...given, groups: (given.groups ?? []).filter((group) => speaksTo(version, group)) }
  const first = version.from !== null && version.from > range.from ? version.from : range.from
  const last = version.to !== null && version.to < range.to ? version.to : range.to
  const found: Occurrence[] = []
  for (const node of version.nodes) {
    if (node.unscheduled !== null || isOnJoining(node.time)) continue
    const hearers = hearersOf(node, version.number ?? null, facts)
    for (const { date, nominals } of daysWithMoved(node, version, first, last, facts.holidays ?? [])) {
      const targets = hearers(date, nominals)
      if (isRelative(node.time) && targets.length === 0) continue
      for (const slot of node.slots.keys()) {
        const heard = heardAs(node, date, slot)
        if (heard === null || heard.date < first || heard.date > last) continue
        found.push({
          beat: beatId(version.sop, node, date, slot),
          node: heard.node,
          date: heard.date,
          nominal: nominals[0] ?? date,
          to: isForMembers(node.route) ? 'members' : 'groups',
          targets,
          slot,
          from: heard.from,
          until: heard.until,
          ...(heard.exception === null ? {} : { exception: heard.exception }),
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

/** Counts from the beginning of a group or a membership: its day differs from one to the next. */
export function isRelative(time: NodeTime): boolean {
  return time.on === 'group' || time.on === 'join'
}

/** At the moment of joining: the callback sends it, no timer. */
export function isOnJoining(time: NodeTime): boolean {
  return time.on === 'join' && time.day === 0
}

/** Goes to one member at a time, not to a group. */
export function isForMembers(route: Route): boolean {
  return route === 'single_task' || route === 'subscribe' || route === 'welcome'
}

/** Whether a time falls on a day. What counts from a beginning has no day of its own. */
export function isHeardOn(time: NodeTime, date: Day): boolean {
  switch (time.on) {
    case 'daily':
      return true
    case 'weekdays':
      return time.weekdays.includes(weekdayOf(date))
    case 'monthdays': {
      const day = dayOfMonth(date)
      const last = daysInMonth(monthOf(date))
      return time.days.some((wanted) => (wanted === -1 ? last : Math.min(wanted, last)) === day)
    }
    case 'date':
      return time.date === date
    case 'festival':
      return isFestival(time.name, addDays(date, -time.offset))
    case 'group':
    case 'join':
      return false
  }
}

/** The node's days in the range, and those outside it from which a beat was moved in here. */
function daysWithMoved(
  node: SopNode,
  version: Expandable,
  first: Day,
  last: Day,
  holidays: readonly HolidayOverride[],
): { date: Day; nominals: Day[] }[] {
  const own = daysOf(node, version, first, last, holidays)
  const away = (node.exceptions ?? []).filter(
    ({ date, to }) => to !== null && to.date >= first && to.date <= last && (date < first || date > last),
  )
  const inPeriod = (day: Day) =>
    (version.from === null || day >= version.from) && (version.to === null || day <= version.to)
  const days = [...new Set(away.map(({ date }) => date))].filter(inPeriod)
  return [...own, ...days.flatMap((day) => daysOf(node, version, day, day, holidays))]
}

/** Days on which a node is heard, each with the days that it stands for: several when days off moved them together. */
function daysOf(
  node: SopNode,
  version: Expandable,
  first: Day,
  last: Day,
  holidays: readonly HolidayOverride[],
): { date: Day; nominals: Day[] }[] {
  const shifts = node.holiday === 'shift' || node.weekend === 'shift'
  const earliest = shifts ? addDays(first, -LONGEST_BREAK) : first
  const start = version.from !== null && version.from > earliest ? version.from : earliest
  const days = new Map<Day, Day[]>()
  for (let nominal = start; nominal <= last; nominal = addDays(nominal, 1)) {
    if (!isRelative(node.time) && !isHeardOn(node.time, nominal)) continue
    const date = afterPolicy(node, nominal, holidays)
    if (date === null || date < first || date > last) continue
    const there = days.get(date)
    if (there === undefined) days.set(date, [nominal])
    // A day that is heard for its own sake names itself first.
    else if (nominal === date) there.unshift(nominal)
    else there.push(nominal)
  }
  return [...days].map(([date, nominals]) => ({ date, nominals }))
}

/** The day on which a node is heard instead of its nominal one; null when it is skipped. */
export function afterPolicy(node: SopNode, nominal: Day, holidays: readonly HolidayOverride[]): Day | null {
  if (node.holiday === 'keep' && node.weekend === 'keep') return nominal
  const { kind } = dayInfo(nominal, holidays)
  const policy = kind === 'holiday' ? node.holiday : kind === 'weekend' ? node.weekend : 'keep'
  if (policy === 'keep') return nominal
  return policy === 'skip' ? null : nextWorkday(nominal, holidays)
}

/** Who hears a node on a day; lists are shared between days wherever they are the same. */
function hearersOf(
  node: SopNode,
  version: number | null,
  { groups = [], members = [] }: ExpandFacts,
): (date: Day, nominals: readonly Day[]) => readonly string[] {
  const { time, audience } = node
  const pinned = (each: { version: number | null }) =>
    each.version === null || version === null || each.version === version
  if (isForMembers(node.route)) {
    const fitting = members.filter((member) => matchesMember(audience, member))
    if (!isRelative(time)) return always(fitting.map(({ id }) => id))
    return byStart(
      fitting.filter(pinned).flatMap(({ id, joinedOn }) => (joinedOn === null ? [] : [[joinedOn, id] as const])),
      time,
    )
  }
  if (isRelative(time)) {
    const starts = groups
      .filter(pinned)
      .flatMap(({ id, startedOn, joinDays }) =>
        (time.on === 'join' ? joinDays : startedOn === null ? [] : [startedOn]).map((day) => [day, id] as const),
      )
    const of = byStart(starts, time)
    const byId = new Map(groups.map((group) => [group.id, group]))
    return (date, nominals) =>
      of(date, nominals).filter((id) => {
        const group = byId.get(id)
        return group !== undefined && matchesGroup(audience, group, date)
      })
  }
  if (!dependsOnDay(audience))
    return always(groups.filter((group) => matchesGroup(audience, group, '')).map(({ id }) => id))
  return (date) => groups.filter((group) => matchesGroup(audience, group, date)).map(({ id }) => id)
}

function always(ids: readonly string[]): () => readonly string[] {
  return () => ids
}

/** Those whose beginning lies so many days before one of the nominal days that this is their day N. */
function byStart(
  starts: readonly (readonly [day: Day, id: string])[],
  time: NodeTime,
): (date: Day, nominals: readonly Day[]) => string[] {
  const day = time.on === 'group' || time.on === 'join' ? Math.max(time.day, 1) : 1
  const byDay = new Map<Day, string[]>()
  for (const [start, id] of starts) {
    const there = byDay.get(start)
    if (there === undefined) byDay.set(start, [id])
    else there.push(id)
  }
  return (_date, nominals) => [...new Set(nominals.flatMap((nominal) => byDay.get(addDays(nominal, 1 - day)) ?? []))]
}
