import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import { Refusal } from '../../../kernel/errors'
import type { ImportPreview } from '../contract'
import type { Grid } from '../grid'
import type { Fixes } from './importing'
import { readInWorker } from './readInWorker'

export interface Problem {
  code: string
  message: string
}

export interface Import {
  stage: 'choose' | 'reading' | 'check'
  fileName: string
  grid: Grid | null
  /** Of the newest fixes that the server answered; older while `judging`. */
  preview: ImportPreview | null
  judging: boolean
  problem: Problem | null
  fixes: Fixes
  leaveOut: ReadonlySet<string>
  canUndo: boolean
  open: (file: File) => Promise<void>
  fix: (fixes: Fixes) => void
  undo: () => void
  toggleRow: (row: string) => void
  judgeAgain: () => void
  close: () => void
  /** Writes; answers where, or null when it was refused (then `problem` says why). */
  commit: (sop: string | null) => Promise<{ sop: string; number: number; nodes: number } | null>
}

const nothing = { grid: null, preview: null, problem: null, fixes: {}, past: [], leaveOut: new Set<string>() }

interface State {
  grid: Grid | null
  preview: ImportPreview | null
  problem: Problem | null
  fixes: Fixes
  past: readonly Fixes[]
  leaveOut: ReadonlySet<string>
}

/** Steps that can be taken back. */
const UNDO = 100

/** One import from the file to the new version. The server judges after every change; what it said last is what is shown. */
export function useImport(): Import {
  const [state, setState] = useState<State>(nothing)
  const [fileName, setFileName] = useState('')
  const [reading, setReading] = useState(false)
  const [judging, setJudging] = useState(false)
  const turn = useRef(0)

  const judge = useCallback(async (grid: Grid, fixes: Fixes) => {
    const mine = ++turn.current
    setJudging(true)
    try {
      const preview = await call('sop.previewImport', { grid, fixes: { ...fixes } })
      if (mine === turn.current) setState((before) => ({ ...before, preview, problem: null }))
    } catch (error) {
      if (mine === turn.current) setState((before) => ({ ...before, problem: problemOf(error) }))
    } finally {
      if (mine === turn.current) setJudging(false)
    }
  }, [])

  const { grid, fixes } = state
  useEffect(() => {
    if (grid) void judge(grid, fixes)
  }, [grid, fixes, judge])

  const open = useCallback(async (file: File) => {
    setFileName(file.name)
    setReading(true)
    setState(nothing)
    try {
      const read = await readInWorker(await file.arrayBuffer(), file.name)
      setState({ ...nothing, grid: read })
    } catch (error) {
      setState({ ...nothing, problem: problemOf(error) })
    } finally {
      setReading(false)
    }
  }, [])

  const fix = useCallback(
    (next: Fixes) =>
      setState((before) => ({ ...before, fixes: next, past: [...before.past.slice(-UNDO + 1), before.fixes] })),
    [],
  )
  const undo = useCallback(
    () =>
      setState((before) => {
        const last = before.past.at(-1)
        return last ? { ...before, fixes: last, past: before.past.slice(0, -1) } : before
      }),
    [],
  )
  const toggleRow = useCallback(
    (row: string) =>
      setState((before) => {
        const leaveOut = new Set(before.leaveOut)
        if (!leaveOut.delete(row)) leaveOut.add(row)
        return { ...before, leaveOut }
      }),
    [],
  )

  async function commit(sop: string | null) {
    const { preview } = state
    if (!grid || !preview) return null
    const broken = new Set(preview.rows.filter((row) => row.node === null).map((row) => `${row.sheet}!${row.row}`))
    const leaveOut = [...state.leaveOut].filter((row) => broken.has(row))
    try {
      const input = { grid, fixes: { ...fixes }, digest: preview.digest, leaveOut }
      return await call('sop.commitImport', sop ? { ...input, sop } : input)
    } catch (error) {
      setState((before) => ({ ...before, problem: problemOf(error) }))
      return null
    }
  }

  return {
    stage: reading ? 'reading' : grid ? 'check' : 'choose',
    fileName,
    grid,
    preview: state.preview,
    judging,
    problem: state.problem,
    fixes,
    leaveOut: state.leaveOut,
    canUndo: state.past.length > 0,
    open,
    fix,
    undo,
    toggleRow,
    judgeAgain: () => grid && void judge(grid, fixes),
    close: () => setState(nothing),
    commit,
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof CallError || error instanceof Refusal) return { code: error.code, message: error.message }
  console.error(error)
  return { code: 'PAGE', message: '页面出了点问题，刷新后再导一次。' }
}
