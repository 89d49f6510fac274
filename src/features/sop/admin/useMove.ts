import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { longDay } from '../../../admin/format'
import { instantAt } from '../../../kernel/day'
import type { Occurrence, SopNode, SopVersion } from '../rules'
import { draftOf, movedNode, movesAlone, onceNode, type Reach, type Target } from './beatMove'
import { calendarText } from './text'

/** A move that waits for an answer: how far it reaches, or whose change counts. */
export interface Asking {
  beat: Occurrence
  to: Target
  /** A colleague's draft, when it was saved in between. */
  theirs: SopVersion | null
}

interface Done {
  words: string
  /** The node as it was; null when the move added one. */
  before: SopNode | null
  key: string
  /** As I left it, to see whether somebody changed it since. */
  after: SopNode
}

/** Moving beats in a draft: asks where it must, saves, and takes the last one back. */
export function useMove(version: SopVersion | null, put: (version: SopVersion) => void) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)

  /** A single date moves at once; what repeats, or would move into the past, is asked about first. */
  function move(beat: Occurrence, to: Target, ask = false) {
    if (version === null) return
    setProblem(null)
    const after = movedNode(beat.node, beat, to)
    const past = instantAt(to.date, to.from) <= serverNow()
    if (!ask && !past && movesAlone(beat.node) && after !== null) void save(beat, to, 'series', version.revision)
    else setAsking({ beat, to, theirs: null })
  }

  async function save(beat: Occurrence, to: Target, reach: Reach, revision: number, base = version) {
    if (base === null) return
    const before = base.nodes.find(({ key }) => key === beat.node.key) ?? null
    if (before === null) return setProblem(calendarText.notSaved)
    const keys = base.nodes.map(({ key }) => key)
    const after = reach === 'once' ? onceNode(before, beat, to, keys) : movedNode(before, beat, to)
    if (after === null) return
    setSaving(true)
    try {
      const { version: saved } = await call('sop.putNode', {
        sop: base.sop,
        number: base.number,
        revision,
        node: draftOf(after),
        ...(reach === 'once' ? { before: before.key } : {}),
      })
      const where = `${longDay(to.date)} ${to.from}`
      const words =
        reach === 'once' ? calendarText.added(before.column, where) : calendarText.moved(before.column, where)
      const kept = saved.nodes.find(({ key }) => key === after.key) ?? after
      setDone({ words, before: reach === 'once' ? null : before, key: after.key, after: kept })
      setAsking(null)
      put(saved)
    } catch (error) {
      if (error instanceof CallError && error.code === 'CHANGED_BY_OTHER') await compare(beat, to)
      else setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
    } finally {
      setSaving(false)
    }
  }

  /** What a person settled after a colleague's save: my time in their draft. */
  async function settle(node: SopNode, theirs: SopVersion) {
    const before = theirs.nodes.find(({ key }) => key === node.key) ?? null
    setSaving(true)
    try {
      const at = { sop: theirs.sop, number: theirs.number, revision: theirs.revision }
      const { version: saved } = await call('sop.putNode', { ...at, node: draftOf(node) })
      const after = saved.nodes.find(({ key }) => key === node.key) ?? node
      setDone({ words: calendarText.settled(node.column), before, key: node.key, after })
      setAsking(null)
      put(saved)
    } catch (error) {
      setAsking(null)
      put(theirs)
      setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
    } finally {
      setSaving(false)
    }
  }

  function takeTheirs(theirs: SopVersion) {
    setAsking(null)
    put(theirs)
  }

  async function compare(beat: Occurrence, to: Target) {
    if (version === null) return
    try {
      const { version: theirs } = await call('sop.getVersion', { sop: version.sop, number: version.number })
      setAsking({ beat, to, theirs })
    } catch (error) {
      setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
    }
  }

  async function undo() {
    if (done === null || version === null) return
    setProblem(null)
    setSaving(true)
    const { sop, number } = version
    const { before, key, after } = done
    try {
      const { version: fresh } = await call('sop.getVersion', { sop, number })
      const there = fresh.nodes.find((node) => node.key === key)
      if (JSON.stringify(there) !== JSON.stringify(after)) {
        put(fresh)
        setDone(null)
        return setProblem(calendarText.undoChanged)
      }
      const at = { sop, number, revision: fresh.revision }
      const { version: saved } =
        before === null
          ? await call('sop.removeNode', { ...at, node: key })
          : await call('sop.putNode', { ...at, node: draftOf(before) })
      put(saved)
      setDone({ ...done, words: calendarText.undone(after.column), before: null, key: '' })
    } catch (error) {
      setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
    } finally {
      setSaving(false)
    }
  }

  return {
    move,
    save,
    undo,
    settle,
    takeTheirs,
    asking,
    problem,
    saving,
    words: done?.words ?? null,
    canUndo: done !== null && done.key !== '',
    cancel: () => setAsking(null),
    retarget: (to: Target) => setAsking((before) => before && { ...before, to }),
    forget: () => setDone(null),
  }
}

export type Moving = ReturnType<typeof useMove>
