import { useState } from 'react'
import { CallError } from '../../../admin/call'
import { serverNow } from '../../../admin/clock'
import { call } from '../../../admin/desk'
import { longDay } from '../../../admin/format'
import { instantAt } from '../../../kernel/day'
import type { Occurrence, SopNode, SopVersion } from '../rules'
import { draftOf, movedNode, movedOnce, movesAlone, type Reach, type Target } from './beatMove'
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
  /** The node as it was. */
  before: SopNode
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
    const after = beat.exception === undefined ? movedNode(beat.node, beat, to) : null
    const past = instantAt(to.date, to.from) <= serverNow()
    if (!ask && !past && movesAlone(beat.node) && after !== null) void save(beat, to, 'series', version.revision)
    else setAsking({ beat, to, theirs: null })
  }

  async function save(beat: Occurrence, to: Target, reach: Reach, revision: number, base = version) {
    if (base === null) return
    const before = base.nodes.find(({ key }) => key === beat.node.key) ?? null
    if (before === null) return setProblem(calendarText.notSaved)
    const after = reach === 'once' ? movedOnce(before, beat, to) : movedNode(before, beat, to)
    if (after === null) return
    const where = `${longDay(to.date)} ${to.from}`
    const words =
      reach === 'once' ? calendarText.movedOnce(before.column, where) : calendarText.moved(before.column, where)
    await keep(base, revision, before, after, words, () => compare(beat, to))
  }

  /** One beat alone is left out, says something else or is as always; a colleague's save in between is shown and nothing is kept. */
  async function change(key: string, words: string, changed: (node: SopNode) => SopNode): Promise<boolean> {
    const before = version?.nodes.find((node) => node.key === key)
    if (version === null || before === undefined) return false
    setProblem(null)
    const fresh = { sop: version.sop, number: version.number }
    return keep(version, version.revision, before, changed(before), words, async () => {
      const { version: theirs } = await call('sop.getVersion', fresh)
      put(theirs)
      setProblem(calendarText.changedMeanwhile)
    })
  }

  async function keep(
    base: SopVersion,
    revision: number,
    before: SopNode,
    after: SopNode,
    words: string,
    onChanged: () => Promise<void>,
  ): Promise<boolean> {
    setSaving(true)
    try {
      const at = { sop: base.sop, number: base.number, revision }
      const { version: saved } = await call('sop.putNode', { ...at, node: draftOf(after) })
      const kept = saved.nodes.find(({ key }) => key === after.key) ?? after
      setDone({ words, before, key: after.key, after: kept })
      setAsking(null)
      put(saved)
      return true
    } catch (error) {
      if (error instanceof CallError && error.code === 'CHANGED_BY_OTHER') await onChanged()
      else setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
      return false
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
      if (before !== null) setDone({ words: calendarText.settled(node.column), before, key: node.key, after })
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
      const { version: saved } = await call('sop.putNode', { ...at, node: draftOf(before) })
      put(saved)
      setDone({ ...done, words: calendarText.undone(after.column), key: '' })
    } catch (error) {
      setProblem(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
    } finally {
      setSaving(false)
    }
  }

  return {
    move,
    save,
    change,
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
