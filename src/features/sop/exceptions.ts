import { type Day, daysBetween, instantAt } from '../../kernel/day'
import { readTopic } from './readTopic'
import type { BeatException, SopNode } from './rules'

/** A beat is moved no farther than this (days): planning and calendars look as far. */
export const FARTHEST_MOVE = 60

/** What a beat does differently from its node; null: nothing. */
export function exceptionOf(
  { exceptions }: Pick<SopNode, 'exceptions'>,
  date: Day,
  slot: number,
): BeatException | null {
  return exceptions?.find((each) => each.date === date && each.slot === slot) ?? null
}

/** One beat as it is heard. */
export interface HeardAs {
  /** With the words of that day. */
  node: SopNode
  date: Day
  /** ms, window `[from, until)`. */
  from: number
  until: number
  exception: BeatException | null
}

/**
 * How the beat of a day and window is heard: on its own day in its own window, or as its exception says. Null when it is left out,
 * or when the node has no such window. Whether the node has a beat on that day at all is `expand`'s to know.
 */
export function heardAs(node: SopNode, date: Day, slot: number): HeardAs | null {
  const window = node.slots[slot]
  const exception = exceptionOf(node, date, slot)
  if (window === undefined || exception?.skip === true) return null
  const { date: on, from, until } = exception?.to ?? { date, ...window }
  return {
    node: exception?.parts == null ? node : withParts(node, exception.parts),
    date: on,
    from: instantAt(on, from),
    until: instantAt(on, until),
    exception,
  }
}

/** Changed words bring their own choices along. */
function withParts(node: SopNode, parts: SopNode['parts']): SopNode {
  const text = parts.find((part) => part.type === 'text')
  const topic = node.time.on === 'join' ? null : readTopic(text?.type === 'text' ? text.text : '')
  return { ...node, parts, topic }
}

/** The node in all its words: its own, and those of single days. What is refused in one is refused in each. */
export function wordings(node: SopNode): SopNode[] {
  const changed = (node.exceptions ?? []).flatMap(({ parts }) => (parts === null ? [] : [withParts(node, parts)]))
  return [node, ...changed]
}

/** The node with another exception of that beat; one that changes nothing is left out. */
export function withException(node: SopNode, exception: BeatException): SopNode {
  const others = (node.exceptions ?? []).filter(({ date, slot }) => date !== exception.date || slot !== exception.slot)
  return withExceptions(node, [...others, exception])
}

/** The node with these exceptions, in order; none is the field's absence. */
export function withExceptions<N extends Pick<SopNode, 'exceptions'>>(
  node: N,
  exceptions: readonly BeatException[],
): N {
  const kept = exceptions
    .filter(({ skip, to, parts }) => skip || to !== null || parts !== null)
    .map((each) => (each.skip ? { ...each, to: null, parts: null } : each))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.slot - b.slot))
  const { exceptions: _before, ...rest } = node
  return (kept.length === 0 ? rest : { ...rest, exceptions: kept }) as N
}

/** Whether a beat stays within reach of its own day. */
export function isNear({ date, to }: { date: Day; to: { date: Day } | null }): boolean {
  return to === null || Math.abs(daysBetween(date, to.date)) <= FARTHEST_MOVE
}
