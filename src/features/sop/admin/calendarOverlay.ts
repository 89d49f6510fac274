import { addDays, type Day } from '../../../kernel/day'
import type { DryRun, DryRunFate } from '../dryRunContract'
import type { Occurrence } from '../rules'
import { type Column, hearersOf } from './calendarLens'
import { overlayText } from './overlayText'

/** A dry run as a calendar asks it: what one beat is to one group. */
export interface Overlay {
  /** First and last day that were tried. */
  from: Day
  to: Day
  /** chat_ids that were looked at and hear something. */
  groups: readonly string[]
  fateOf: (beat: string, group: string) => DryRunFate | null
  names: ReadonlyMap<string, string>
  /** 群发 that a group has left when a day is over; null where the run tells nothing of it. */
  leftAfter: (group: string, day: Day) => number | null
}

export function overlayOf(run: DryRun): Overlay | null {
  const { table } = run
  if (table === undefined) return null
  const places = new Map(table.groups.map(({ id }, place) => [id, place]))
  const lines = new Map(table.beats.map((line) => [line.beat, line.by]))
  const fateOf = (beat: string, group: string) => {
    const place = places.get(group)
    const number = place === undefined ? 0 : (lines.get(beat)?.[place] ?? 0)
    return table.fates[number - 1] ?? null
  }
  const spent = tasksByGroup(table)
  return {
    from: run.from,
    to: run.to,
    groups: table.groups.map(({ id }) => id),
    fateOf,
    names: new Map(table.groups.map(({ id, name }) => [id, name])),
    leftAfter: (group, day) => {
      const period = run.quota.find((one) => one.group === group && one.from <= day && day <= one.to)
      if (period === undefined) return null
      const later = (spent.get(group) ?? []).filter((date) => date > day && date <= period.to).length
      return period.limit - period.used - period.planned + later
    },
  }
}

/** The days of a group's own group tasks. */
function tasksByGroup({ groups, fates, beats }: NonNullable<DryRun['table']>): ReadonlyMap<string, Day[]> {
  const days = new Map<string, Day[]>(groups.map(({ id }) => [id, []]))
  for (const { date, by } of beats) {
    for (const [place, number] of by.entries()) {
      const group = groups[place]
      if (group !== undefined && fates[number - 1]?.route === 'group_task') days.get(group.id)?.push(date)
    }
  }
  return days
}

/** How a beat comes out for the groups that are looked at. */
export interface BeatOutcome {
  /** Groups that hear it by each way. */
  ways: { route: 'group_task' | 'staff_task'; groups: number }[]
  /** Who is meant and does not hear it, by reason, the most first. */
  silent: { reason: string; names: string[] }[]
  /** Groups that it is not meant for. */
  notMeant: string[]
  /** Who hears it otherwise than the node asks, by reason. */
  otherwise: { reason: string; names: string[] }[]
  clashes: DryRunFate['clashes']
}

/**
 * What the dry run says of one beat. Null where it says nothing: days before it, beats of other SOPs, members.
 *
 * @param column the groups that are meant; null: every one that was tried
 */
export function outcomeOfBeat(overlay: Overlay, beat: Occurrence, column: Column | null): BeatOutcome | null {
  if (beat.to === 'members' || beat.date < overlay.from || beat.date > overlay.to) return null
  const tried = new Set(overlay.groups)
  const asked = (column?.groups ?? overlay.groups).filter((group) => tried.has(group) || hearersOf(beat).has(group))
  const ways = new Map<'group_task' | 'staff_task', number>()
  const silent = new Map<string, string[]>()
  const otherwise = new Map<string, string[]>()
  const notMeant: string[] = []
  const clashes = new Set<DryRunFate['clashes'][number]>()
  const note = (list: Map<string, string[]>, reason: string, group: string) =>
    list.set(reason, [...(list.get(reason) ?? []), overlay.names.get(group) ?? group])
  for (const group of asked) {
    const fate = overlay.fateOf(beat.beat, group)
    if (fate === null) {
      if (hearersOf(beat).has(group)) note(silent, overlayText.notTried, group)
      else notMeant.push(overlay.names.get(group) ?? group)
      continue
    }
    for (const kind of fate.clashes) clashes.add(kind)
    if (fate.do !== 'send') note(silent, fate.reason ?? overlayText.left[fate.do], group)
    else {
      ways.set(fate.route, (ways.get(fate.route) ?? 0) + 1)
      if (fate.reason !== null) note(otherwise, fate.reason, group)
    }
  }
  if (ways.size === 0 && silent.size === 0) return null
  const most = (list: Map<string, string[]>) =>
    [...list].map(([reason, names]) => ({ reason, names })).sort((a, b) => b.names.length - a.names.length)
  return {
    ways: [...ways].map(([route, groups]) => ({ route, groups })).sort((a, b) => b.groups - a.groups),
    silent: most(silent),
    notMeant,
    otherwise: most(otherwise),
    clashes: [...clashes],
  }
}

/** The days that a dry run can tell of within what is shown: from today on, at most 31. */
export function daysToTry(days: readonly Day[], today: Day): { from: Day; days: number } | null {
  const coming = days.filter((day) => day >= today)
  const [from] = coming
  const last = coming.at(-1)
  if (from === undefined || last === undefined) return null
  const length = coming.length
  return { from, days: Math.min(31, length, length > 0 && addDays(from, length - 1) === last ? length : 31) }
}
