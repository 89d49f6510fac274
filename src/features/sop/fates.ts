import type { Day } from '../../kernel/day'
import { saysSame } from './diff'
import { expand } from './expand'
import type { Occurrence, SopVersion } from './rules'

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
  /** Messages that were handed over before, and messages that say what the new version says. */
  taken: number
  waiting: number
}

/** The same words in the same window. */
function isSame(was: Occurrence, is: Occurrence): boolean {
  return was.from === is.from && was.until === is.until && saysSame(was.node, is.node)
}

/** Today's beats of the version before and of the one after, in the form that the answer is made of. */
export interface DayBeats {
  old: ReadonlyMap<string, Occurrence>
  fresh: ReadonlyMap<string, Occurrence>
  ids: string[]
}

export function beatsOfBoth(before: SopVersion | null, after: SopVersion, today: Day): DayBeats {
  const range = { from: today, to: today }
  const old = new Map((before === null ? [] : expand(before, range)).map((beat) => [beat.beat, beat]))
  const fresh = new Map(expand(after, range).map((beat) => [beat.beat, beat]))
  return { old, fresh, ids: [...new Set([...fresh.keys(), ...old.keys()])] }
}

/**
 * Says of each of today's beats whether the publication still reached it, from the messages as they stand after it: one that was
 * taken keeps its version, a planned one has the new one already. Beats that were over before are left out.
 *
 * @param counts by beat: all messages, and those that say what the new version says
 */
export function beatFates(
  { old, fresh, ids }: DayBeats,
  counts: ReadonlyMap<string, { all: number; reached: number }>,
  now: number,
): BeatFate[] {
  const fates: BeatFate[] = []
  for (const id of ids) {
    const beat = fresh.get(id) ?? old.get(id)
    const { all, reached: waiting } = counts.get(id) ?? { all: 0, reached: 0 }
    const taken = all - waiting
    if (beat === undefined || (beat.until <= now && waiting === 0)) continue
    const { column } = beat.node
    const fate = fateOf(id, taken, waiting)
    fates.push({ beat: id, column, from: beat.from, until: beat.until, fate, taken, waiting })
  }
  return fates.sort((a, b) => a.from - b.from || (a.beat < b.beat ? -1 : 1))

  function fateOf(id: string, taken: number, waiting: number): BeatFate['fate'] {
    const was = old.get(id)
    const is = fresh.get(id)
    if (was !== undefined && is !== undefined && isSame(was, is)) return 'same'
    if (taken > 0) return waiting > 0 ? 'partly' : 'taken'
    if (is === undefined) return 'removed'
    return was === undefined ? 'added' : 'changed'
  }
}
