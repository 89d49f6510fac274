import type { Day } from '../../../kernel/day'
import type { Hearer } from '../lifeContract'
import type { Occurrence } from '../rules'
import { CLASH, type View } from './calendar'

/** By what the calendar is divided: groups, stores, SOPs. */
export type Lens = 'group' | 'store' | 'sop'

/** What the address of a calendar says; everything that one chose stands in it, so that a reload shows the same picture. */
export interface CalendarPlace {
  view: View
  lens: Lens
  /** Group, store or SOP that is looked at alone; null: all. Undefined: nobody has chosen yet. */
  only: string | null | undefined
  dryrun: boolean
}

export function readPlace(query: Readonly<Record<string, string>>): CalendarPlace {
  const view: View = query.view === 'month' || query.view === 'day' ? query.view : 'week'
  const lens: Lens = query.lens === 'store' || query.lens === 'sop' ? query.lens : 'group'
  const named = { group: query.group, store: query.store, sop: query.of }[lens]
  return { view, lens, only: named === 'all' ? null : named, dryrun: query.dry === '1' }
}

/** The name under which an address keeps what is looked at alone. */
export const onlyKeys: Readonly<Record<Lens, 'group' | 'store' | 'of'>> = { group: 'group', store: 'store', sop: 'of' }

/** One column of the day: a group, the groups of a store, or a SOP. */
export interface Column {
  id: string
  name: string
  /** Beside the name: the owner, how many groups. */
  detail: string
  /** chat_ids; null: whoever hears it. */
  groups: readonly string[] | null
  /** Only what this SOP says; null: of every one that is shown. */
  sop: string | null
}

export function columnsOf(
  lens: Lens,
  groups: readonly Hearer[],
  sops: readonly { sop: string; name: string }[],
): Column[] {
  if (lens === 'group') {
    return groups.map(({ id, name, ownerName }) => ({ id, name, detail: ownerName, groups: [id], sop: null }))
  }
  if (lens === 'sop') {
    return sops.map(({ sop, name }) => ({ id: sop, name, detail: '', groups: null, sop }))
  }
  return storesOf(groups).map((store) => {
    const own = groups.filter(({ stores }) => stores.includes(store)).map(({ id }) => id)
    return { id: store, name: store, detail: `${own.length} 个群`, groups: own, sop: null }
  })
}

/** Stores that have a group, in order of their names. */
export function storesOf(groups: readonly Pick<Hearer, 'stores'>[]): string[] {
  return [...new Set(groups.flatMap(({ stores }) => stores))].sort((a, b) => (a < b ? -1 : 1))
}

/** Groups that are looked at: one, those of a store, or all. */
export function groupsWithin(place: Pick<CalendarPlace, 'lens' | 'only'>, groups: readonly Hearer[]): Hearer[] {
  const { lens, only } = place
  if (only == null || lens === 'sop') return [...groups]
  return groups.filter(({ id, stores }) => (lens === 'group' ? id === only : stores.includes(only)))
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

/** Many beats share one list of hearers; each list becomes a set once. */
export function hearersOf(beat: Pick<Occurrence, 'targets'>): ReadonlySet<string> {
  const known = sets.get(beat.targets)
  if (known !== undefined) return known
  const made = new Set(beat.targets)
  sets.set(beat.targets, made)
  return made
}

/** How many groups of a column hear a beat; what goes to members has no groups, and stands where all is shown. */
export function hearing(column: Column, beat: Pick<Occurrence, 'beat' | 'targets' | 'to'>): number {
  if (column.sop !== null && !beat.beat.startsWith(`${column.sop}:`)) return 0
  if (column.groups === null) return Math.max(1, beat.targets.length)
  if (beat.to === 'members') return 0
  const there = hearersOf(beat)
  let count = 0
  for (const group of column.groups) if (there.has(group)) count++
  return count
}

/** Beats of a day, in order of time. */
export function byDate(beats: readonly Occurrence[]): ReadonlyMap<Day, Occurrence[]> {
  const found = new Map<Day, Occurrence[]>()
  for (const beat of beats) {
    const there = found.get(beat.date)
    if (there === undefined) found.set(beat.date, [beat])
    else there.push(beat)
  }
  return found
}

/**
 * For each beat the others that ask an owner within half an hour of it: those that share a group with it.
 *
 * @param group only what this group hears; null: any group that hears both
 */
export function clashPartners(beats: readonly Occurrence[], group: string | null): ReadonlyMap<string, Occurrence[]> {
  const sorted = beats.filter((beat) => beat.to === 'groups').sort((a, b) => a.from - b.from)
  const found = new Map<string, Occurrence[]>()
  const add = (beat: Occurrence, other: Occurrence) => found.set(beat.beat, [...(found.get(beat.beat) ?? []), other])
  for (const [index, beat] of sorted.entries()) {
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next]
      if (other === undefined || other.from - beat.from >= CLASH || other.date !== beat.date) break
      if (!meet(beat, other, group)) continue
      add(beat, other)
      add(other, beat)
    }
  }
  return found
}

function meet(a: Occurrence, b: Occurrence, group: string | null): boolean {
  if (group !== null) return hearersOf(a).has(group) && hearersOf(b).has(group)
  const there = hearersOf(b)
  return a.targets.some((target) => there.has(target))
}
