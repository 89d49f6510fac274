import { useRef, useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { longDay } from '../../../admin/format'
import type { NodeDraft } from '../nodeRules'
import type { Occurrence, SopNode, SopVersion } from '../rules'
import { draftOf, leftOut, movedNode, movedOnce, movesAlone, nudged, type Reach, type Target } from './beatMove'
import { begun, copied, dated, merged, nextFree, refusalAt, refusalOf } from './calendarChanges'
import { changeText } from './changeText'
import { calendarText } from './text'
import { type OnChanged, useSteps } from './useSteps'

/** A move that waits for an answer: how far it reaches, or whose change counts. */
export interface Asking {
  beat: Occurrence
  to: Target
  /** A colleague's draft, when it was saved in between. */
  theirs: SopVersion | null
}

/** Several presses in a row are one move; it goes when the keys rest (ms). */
const REST = 220

/** What a person does to the beats of a draft: each a step that can be taken back. */
export function useMove(version: SopVersion | null, put: (version: SopVersion) => void) {
  const steps = useSteps(version, put)
  const [asking, setAsking] = useState<Asking | null>(null)
  const pending = useRef<{ beat: Occurrence; days: number; minutes: number; timer: number } | null>(null)
  const where = (to: Target) => `${longDay(to.date)} ${to.from}`
  const keys = () => version?.nodes.map(({ key }) => key) ?? []

  /** A single date moves at once; what repeats is asked about first; nothing moves into the past or out of it. */
  function move(beat: Occurrence, to: Target, ask = false) {
    if (version === null) return
    const refused = refusalOf(beat, serverNow()) ?? (ask ? null : refusalAt(to, serverNow()))
    if (refused !== null) return steps.refuse(refused)
    steps.forget()
    const after = beat.exception === undefined ? movedNode(beat.node, beat, to) : null
    if (!ask && movesAlone(beat.node) && after !== null) void save(beat, to, 'series')
    else setAsking({ beat, to, theirs: null })
  }

  /** ⌥ and an arrow: presses add up, and the beat moves when they rest. Answers where it would go. */
  function nudge(beat: Occurrence, days: number, minutes: number): Target {
    const before = pending.current?.beat.beat === beat.beat ? pending.current : null
    if (pending.current) window.clearTimeout(pending.current.timer)
    const sum = { days: (before?.days ?? 0) + days, minutes: (before?.minutes ?? 0) + minutes }
    const to = nudged(beat, sum.days, sum.minutes)
    const timer = window.setTimeout(() => {
      pending.current = null
      move(beat, to)
    }, REST)
    pending.current = { beat, ...sum, timer }
    return to
  }

  async function save(beat: Occurrence, to: Target, reach: Reach, base = version) {
    if (base === null) return
    const before = base.nodes.find(({ key }) => key === beat.node.key) ?? null
    if (before === null) return steps.refuse(calendarText.notSaved)
    const after = reach === 'once' ? movedOnce(before, beat, to) : movedNode(before, beat, to)
    if (after === null) return
    const words = (reach === 'once' ? calendarText.movedOnce : calendarText.moved)(before.column, where(to))
    const compare: OnChanged = (theirs) => setAsking({ beat, to, theirs })
    if (await steps.run(base, words, [{ do: 'put', node: draftOf(after) }], compare)) setAsking(null)
  }

  /** One beat alone is left out, says something else or is as always. */
  async function change(key: string, words: string, changed: (node: SopNode) => SopNode): Promise<boolean> {
    const before = version?.nodes.find((node) => node.key === key)
    if (version === null || before === undefined) return false
    return steps.run(version, words, [{ do: 'put', node: draftOf(changed(before)) }])
  }

  /** What a person settled after a colleague's save: my time in their draft. */
  async function settle(node: SopNode, theirs: SopVersion) {
    if (!(await steps.run(theirs, calendarText.settled(node.column), [{ do: 'put', node: draftOf(node) }]))) put(theirs)
    setAsking(null)
  }

  /** A beat once more, on the next free quarter after it. Answers the new node's key and place. */
  async function copy(beat: Occurrence, beats: readonly Occurrence[]) {
    const own = { date: beat.date, from: nudged(beat, 0, 30).from }
    const to = nextFree(beats, own, serverNow())
    const key = await add(copied(beat, to, keys()), changeText.copied(beat.node.column, where(to)))
    return key === null ? null : { key, to }
  }

  /** A node that waited is heard at a time. */
  async function date(node: SopNode, to: Target): Promise<string | null> {
    const refused = refusalAt(to, serverNow())
    if (refused !== null) {
      steps.refuse(refused)
      return null
    }
    if (version === null) return null
    const put = { do: 'put' as const, node: dated(node, to), unscheduled: null }
    return (await steps.run(version, changeText.dated(node.column, where(to)), [put])) ? node.key : null
  }

  async function begin(to: Target, column: string, text: string): Promise<string | null> {
    const refused = refusalAt(to, serverNow())
    if (refused === null) return add(begun(to, column, text, keys()), changeText.begunAt(column, where(to)))
    steps.refuse(refused)
    return null
  }

  async function add(node: NodeDraft, words: string): Promise<string | null> {
    if (version === null) return null
    return (await steps.run(version, words, [{ do: 'put', node }])) ? node.key : null
  }

  /** Delete: a single date goes as a whole, of what repeats this one beat. */
  async function leave(beat: Occurrence): Promise<boolean> {
    const refused = refusalOf(beat, serverNow())
    if (version === null) return false
    if (refused !== null) {
      steps.refuse(refused)
      return false
    }
    const { key, column } = beat.node
    if (movesAlone(beat.node)) return steps.run(version, changeText.removed(column), [{ do: 'remove', key }])
    const day = longDay(beat.exception?.date ?? beat.date)
    return change(key, calendarText.skipped(column, day), (node) => leftOut(node, beat))
  }

  /** Two beats that clash become one message. */
  async function merge(first: Occurrence, second: Occurrence): Promise<boolean> {
    if (version === null) return false
    const one = merged(version.nodes, first, second)
    if (one === null) {
      steps.refuse(changeText.cannotMerge)
      return false
    }
    const words = changeText.merged(first.node.column, second.node.column, longDay(first.date))
    return steps.run(version, words, [
      { do: 'put', node: draftOf(one.first) },
      one.second === null ? { do: 'remove', key: second.node.key } : { do: 'put', node: draftOf(one.second) },
    ])
  }

  return {
    ...steps,
    ...{ move, nudge, save, change, settle, copy, date, begin, leave, merge },
    takeTheirs: (theirs: SopVersion) => {
      setAsking(null)
      put(theirs)
    },
    asking,
    cancel: () => setAsking(null),
    retarget: (to: Target) => setAsking((before) => before && { ...before, to }),
  }
}

export type Moving = ReturnType<typeof useMove>
