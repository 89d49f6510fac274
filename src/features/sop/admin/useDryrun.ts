import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError } from '../../../admin/call'
import { call } from '../../../admin/desk'
import type { DryRun, DryRunMessage } from '../dryRunContract'

export interface DryrunInput {
  sop: string
  version: number
  from: string
  days: number
  groups?: string[]
}

interface Held {
  key: string
  run: DryRun | null
  messages: DryRunMessage[]
  error: CallError | null
  /** How long the first page took (ms). */
  ms: number | null
}

/** A dry run and its messages, page after page. A new question forgets the answer of the one before. */
export function useDryrun(input: DryrunInput) {
  const key = JSON.stringify(input)
  const [held, setHeld] = useState<Held | null>(null)
  const [loadingMore, setLoadingMore] = useState(false)
  const turn = useRef(0)

  const load = useCallback(async () => {
    const mine = ++turn.current
    const began = performance.now()
    try {
      const run = await call('sop.dryRun', JSON.parse(key) as DryrunInput)
      if (mine !== turn.current) return
      setHeld({ key, run, messages: run.messages, error: null, ms: performance.now() - began })
    } catch (error) {
      if (mine === turn.current) setHeld({ key, run: null, messages: [], error: told(error), ms: null })
    }
  }, [key])

  useEffect(() => {
    void load()
  }, [load])

  const more = useCallback(async () => {
    if (!held?.run || held.run.next === null) return
    const mine = turn.current
    setLoadingMore(true)
    try {
      const page = await call('sop.dryRun', { ...(JSON.parse(key) as DryrunInput), offset: held.run.next })
      if (mine !== turn.current) return
      setHeld((before) => {
        if (!before?.run || before.run.next !== held.run?.next) return before
        const run = { ...before.run, next: page.next }
        return { ...before, run, messages: [...before.messages, ...page.messages], error: null }
      })
    } catch (error) {
      if (mine === turn.current) setHeld((before) => before && { ...before, error: told(error) })
    } finally {
      setLoadingMore(false)
    }
  }, [held, key])

  const current = held?.key === key ? held : null
  return {
    run: current?.run ?? null,
    messages: current?.messages ?? [],
    error: current?.error ?? null,
    ms: current?.ms ?? null,
    loading: current === null,
    loadingMore,
    more: () => void more(),
    reload: () => void load(),
  }
}

function told(error: unknown): CallError {
  if (error instanceof CallError) return error
  console.error(error)
  return new CallError('PAGE', '页面出了点问题，刷新后再试。')
}
