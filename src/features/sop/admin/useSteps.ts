import { useReducer, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { useRights } from '../../../admin/rights'
import type { NodeChange } from '../lifeContract'
import type { SopVersion } from '../rules'
import {
  dropped,
  type History,
  NO_STEPS,
  nextStep,
  stepOf,
  stepped,
  turned as turnedHistory,
  turnOf,
  type Way,
} from './calendarSteps'
import { changeText } from './changeText'
import { calendarText } from './text'

/** Steps outlive the screen: whoever looks at a node and comes back can still undo. By person and draft. */
const histories = new Map<string, History>()

/** What a save answers when a colleague was there first. */
export type OnChanged = (theirs: SopVersion) => void

/** Saving one's own steps in a draft, and taking them back or doing them again. */
export function useSteps(version: SopVersion | null, put: (version: SopVersion) => void) {
  const { name } = useRights()
  const key = `${name}|${version?._id ?? ''}`
  const history = histories.get(key) ?? NO_STEPS
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const [words, setWords] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const busy = useRef(false)

  function keep(next: History) {
    histories.set(key, next)
    redraw()
  }

  function refuse(sentence: string) {
    setWords(null)
    setProblem(sentence)
  }

  /** One save at a time: what is pressed in between belongs to a picture that is no longer there. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (busy.current) return null
    busy.current = true
    setSaving(true)
    setProblem(null)
    try {
      return await work()
    } catch (error) {
      refuse(`${calendarText.notSaved}${error instanceof CallError ? error.message : ''}`)
      if (!(error instanceof CallError)) console.error(error)
      return null
    } finally {
      busy.current = false
      setSaving(false)
    }
  }

  const fresh = async ({ sop, number }: SopVersion) => (await call('sop.getVersion', { sop, number })).version

  function write({ sop, number, revision }: SopVersion, changes: readonly NodeChange[]) {
    return call('sop.changeNodes', { sop, number, revision, changes: [...changes] })
  }

  /**
   * Saves one step over `base`, the version that the page shows or that a colleague left. A colleague's save in between is shown and
   * nothing of the step is kept, or `onChanged` decides.
   */
  async function run(base: SopVersion, done: string, changes: readonly NodeChange[], onChanged?: OnChanged) {
    const kept = await alone(async () => {
      try {
        const { version: saved } = await write(base, changes)
        const keys = changes.map((change) => (change.do === 'put' ? change.node.key : change.key))
        keep(stepped(histories.get(key) ?? NO_STEPS, stepOf(done, base, saved, keys)))
        setWords(done)
        put(saved)
        return true
      } catch (error) {
        if (!(error instanceof CallError) || error.code !== 'CHANGED_BY_OTHER') throw error
        const theirs = await fresh(base)
        if (onChanged) onChanged(theirs)
        else {
          put(theirs)
          refuse(calendarText.changedMeanwhile)
        }
        return false
      }
    })
    return kept === true
  }

  async function turn(way: Way) {
    const step = nextStep(history, way)
    if (version === null) return
    if (step === null) return refuse(changeText.nothing[way])
    await alone(async () => {
      for (let look = 0; look < LOOKS; look++) {
        const theirs = await fresh(version)
        const answer = turnOf(step, way, theirs.nodes)
        if ('changed' in answer) {
          put(theirs)
          keep(dropped(history, way))
          return refuse(changeText.stale(answer.changed?.column ?? '', way))
        }
        try {
          const { version: saved } = await write(theirs, answer.changes)
          keep(turnedHistory(history, way))
          setWords((way === 'undo' ? changeText.undone : changeText.redone)(step.words))
          return put(saved)
        } catch (error) {
          // Somebody saved another node between our reading and writing: look again.
          if (!(error instanceof CallError) || error.code !== 'CHANGED_BY_OTHER' || look === LOOKS - 1) throw error
        }
      }
    })
  }

  return {
    run,
    undo: () => turn('undo'),
    redo: () => turn('redo'),
    refuse,
    words,
    problem,
    saving,
    canUndo: history.done.length > 0,
    canRedo: history.undone.length > 0,
    forget: () => {
      setWords(null)
      setProblem(null)
    },
  }
}

const LOOKS = 3

export type Steps = ReturnType<typeof useSteps>
