import { addDays, DAY, type Day, startOf } from '../../kernel/day'
import { type HolidayOverride, LONGEST_BREAK } from '../../kernel/holidays'
import { type DayRange, expand, isRelative } from './expand'
import type { Sop, SopNode, SopVersion } from './rules'
import { EVERYONE } from './upcast'

/** A beat that is said to members one by one, out of one version. */
export interface MemberBeat {
  beat: string
  version: number
  node: SopNode
  date: Day
  /** ms, window `[from, until)`. */
  from: number
  until: number
  /** Days of joining of those who hear it; null: members of all days. */
  joined: readonly Day[] | null
}

/** Whether the timer says it to members: one subscribe message each, or a task of each guide to their customers. */
export function isTold(node: Pick<SopNode, 'route' | 'unscheduled'>): boolean {
  return (node.route === 'subscribe' || node.route === 'single_task') && node.unscheduled === null
}

/**
 * What is said to members on these days: everything that the live version says and, to members who are on their way through an
 * earlier one, what that one says about their days since joining. In order of time.
 *
 * @param earlier versions that were live before
 */
export function memberBeats(
  live: SopVersion,
  earlier: readonly SopVersion[],
  range: DayRange,
  holidays: readonly HolidayOverride[],
): MemberBeat[] {
  return [...beatsIn(live, () => true), ...earlier.flatMap((version) => beatsIn(version, isRelative))].sort(
    (a, b) => a.from - b.from || b.version - a.version || (a.beat < b.beat ? -1 : 1),
  )

  function beatsIn(version: SopVersion, speaks: (time: SopNode['time']) => boolean): MemberBeat[] {
    const nodes = version.nodes.filter((node) => isTold(node) && speaks(node.time))
    if (nodes.length === 0) return []
    const originals = new Map(nodes.map((node) => [node.key, node]))
    // A day of joining stands for all who joined on it, so nobody has to be read before it is known who is asked for.
    const members = joinDays(nodes, range).map((day) => ({ ...ANYBODY, id: day, joinedOn: day }))
    const everybody = nodes.map((node) => ({ ...node, audience: EVERYONE }))
    return expand({ ...version, nodes: everybody }, range, { members, holidays }).flatMap((found): MemberBeat[] => {
      const original = originals.get(found.node.key)
      if (original === undefined) return []
      const { beat, date, from, until } = found
      const node = { ...found.node, audience: original.audience }
      const joined = isRelative(node.time) ? found.targets : null
      return [{ beat, version: version.number, node, date, from, until, joined }]
    })
  }
}

const ANYBODY = { tier: null, segments: [], preferences: [], version: null }

function joinDays(nodes: readonly SopNode[], range: DayRange): Day[] {
  const longest = Math.max(0, ...nodes.map(({ time }) => (time.on === 'join' ? time.day : 0)))
  const days: Day[] = []
  for (let day = addDays(range.from, -longest - LONGEST_BREAK); day <= range.to; day = addDays(day, 1)) days.push(day)
  return longest === 0 ? [] : days
}

/** A version that was published at some time. */
export interface Published {
  number: number
  publishedAt: number
}

/**
 * The version from which a member's days since joining are told: the one that was live when they joined, or the first one for
 * whoever was there before. No document holds it, so it cannot be forgotten and costs a million members nothing.
 *
 * @param joinedAt ms
 * @param moved what an operator decided for those who were on their way at that instant
 */
export function versionOfMember(
  published: readonly Published[],
  joinedAt: number,
  moved: Sop['membersMoved'],
): number | null {
  const inOrder = [...published].sort((a, b) => a.number - b.number)
  const own = inOrder.filter((version) => version.publishedAt <= joinedAt).at(-1) ?? inOrder[0]
  if (own === undefined) return null
  return moved != null && joinedAt <= moved.at ? Math.max(own.number, moved.version) : own.number
}

/** Until when a beat may be said (ms): the end of its window, or of its day when late is better than never. */
export function toldUntil({ node, date, until }: Pick<MemberBeat, 'node' | 'date' | 'until'>): number {
  return node.late === 'send' ? startOf(date) + DAY : until
}
