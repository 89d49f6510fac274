import { isSame } from '../isSame'
import type { NodeChange } from '../lifeContract'
import type { SopNode, SopVersion } from '../rules'
import { draftOf } from './beatMove'

/** One node before and after a step; null: it was not there. */
export interface NodeStep {
  key: string
  before: SopNode | null
  after: SopNode | null
  /** The node that stood behind it, to put it back where it was; null: it was the last one. */
  next: string | null
}

export interface Step {
  /** What was done, as one sentence. */
  words: string
  nodes: readonly NodeStep[]
}

/** One person's own steps in one draft; the newest last. */
export interface History {
  done: readonly Step[]
  undone: readonly Step[]
}

export type Way = 'undo' | 'redo'

export const NO_STEPS: History = { done: [], undone: [] }
/** Older steps are let go of. */
export const MOST_STEPS = 100

/** A new step ends what could have been done again. */
export function stepped({ done }: History, step: Step): History {
  return { done: [...done, step].slice(-MOST_STEPS), undone: [] }
}

/** What would be taken back, or done again, next. */
export function nextStep({ done, undone }: History, way: Way): Step | null {
  return (way === 'undo' ? done : undone).at(-1) ?? null
}

/** The step stands on the other side. */
export function turned(history: History, way: Way): History {
  const step = nextStep(history, way)
  if (step === null) return history
  return way === 'undo'
    ? { done: history.done.slice(0, -1), undone: [...history.undone, step] }
    : { done: [...history.done, step], undone: history.undone.slice(0, -1) }
}

/** A step that can no longer be taken is let go of; what stands before and behind it stays. */
export function dropped(history: History, way: Way): History {
  return way === 'undo'
    ? { ...history, done: history.done.slice(0, -1) }
    : { ...history, undone: history.undone.slice(0, -1) }
}

/** What a save changed, by the nodes that it named. */
export function stepOf(
  words: string,
  before: Pick<SopVersion, 'nodes'>,
  after: Pick<SopVersion, 'nodes'>,
  keys: readonly string[],
): Step {
  const find = (nodes: readonly SopNode[], key: string) => nodes.find((node) => node.key === key) ?? null
  return {
    words,
    nodes: keys.map((key) => {
      const holder = find(before.nodes, key) ? before.nodes : after.nodes
      const place = holder.findIndex((node) => node.key === key)
      return {
        key,
        before: find(before.nodes, key),
        after: find(after.nodes, key),
        next: holder[place + 1]?.key ?? null,
      }
    }),
  }
}

/**
 * What to write so that a step is taken back or done again. Refused (`changed`: the node) when one of its nodes does not stand as
 * the step left it: then somebody has changed it since, and nothing is written over.
 */
export function turnOf(
  step: Step,
  way: Way,
  nodes: readonly SopNode[],
): { changes: NodeChange[] } | { changed: SopNode | null } {
  const changes: NodeChange[] = []
  for (const { key, before, after, next } of step.nodes) {
    const [from, to] = way === 'undo' ? [after, before] : [before, after]
    const there = nodes.find((node) => node.key === key) ?? null
    if (!isSame(there, from)) return { changed: there ?? from }
    changes.push(to === null ? { do: 'remove', key } : putBack(to, next))
  }
  return { changes }
}

function putBack(node: SopNode, next: string | null): NodeChange {
  const { unscheduled, source } = node
  return { do: 'put', node: draftOf(node), ...(next === null ? {} : { before: next }), unscheduled, source }
}
