import type { Day } from '../../kernel/day'
import type { Delivery } from '../delivery/rules'
import { saysSame } from './diff'
import { expand } from './expand'
import type { SopVersion } from './rules'

/** What a publication did to one of today's beats. */
export interface BeatFate {
  beat: string
  column: string
  from: number
  until: number
  /**
   * `changed`: still unsent, now says what the new version says. `same`: both versions say the same. `added`, `removed`: only one of
   * them has it. `taken`: handed over before, it goes out as it was. `partly`: some groups' were taken, the others' are changed.
   */
  fate: 'changed' | 'same' | 'added' | 'removed' | 'taken' | 'partly'
  /** Messages that were handed over before, and messages that wait. */
  taken: number
  waiting: number
}

/**
 * Says of each of today's beats whether the publication still reached it, from the rows as they stand after it: a row that was
 * taken keeps its version, a planned one has the new one already. Beats that were over before are left out.
 */
export function beatFates(
  before: SopVersion | null,
  after: SopVersion,
  rows: readonly Pick<Delivery, 'beat' | 'state' | 'version'>[],
  today: Day,
  now: number,
): BeatFate[] {
  const range = { from: today, to: today }
  const old = new Map((before === null ? [] : expand(before, range)).map((beat) => [beat.beat, beat]))
  const fresh = new Map(expand(after, range).map((beat) => [beat.beat, beat]))
  const fates: BeatFate[] = []
  for (const id of new Set([...fresh.keys(), ...old.keys()])) {
    const beat = fresh.get(id) ?? old.get(id)
    const own = rows.filter((row) => row.beat === id)
    const waiting = own.filter((row) => row.state === 'planned' && row.version === after.number).length
    const taken = own.length - waiting
    if (beat === undefined || (beat.until <= now && waiting === 0)) continue
    const { column } = beat.node
    fates.push({
      beat: id,
      column,
      from: beat.from,
      until: beat.until,
      fate: fateOf(id, taken, waiting),
      taken,
      waiting,
    })
  }
  return fates.sort((a, b) => a.from - b.from || (a.beat < b.beat ? -1 : 1))

  function fateOf(id: string, taken: number, waiting: number): BeatFate['fate'] {
    const was = old.get(id)
    const is = fresh.get(id)
    if (was !== undefined && is !== undefined && saysSame(was.node, is.node)) return 'same'
    if (taken > 0) return waiting > 0 ? 'partly' : 'taken'
    if (is === undefined) return 'removed'
    return was === undefined ? 'added' : 'changed'
  }
}
