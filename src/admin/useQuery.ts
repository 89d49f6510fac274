import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError, type Data, type Input, type Method } from './call'
import { serverNow } from './clock'
import { call } from './desk'
import { beginWaiting, endWaiting } from './waiting'

export interface Query<T> {
  /** The newest answer; stays while a later one is on its way or failed. */
  data: T | null
  error: CallError | null
  /** The server's time of `data` (ms); 0 before. */
  at: number
  /** True while nothing has come back yet. */
  loading: boolean
  reload: () => Promise<void>
  /** Puts an answer in place that another call brought. */
  put: (data: T) => void
}

interface Held<T> {
  key: string | null
  data: T | null
  error: CallError | null
  at: number
}

/**
 * Asks one read method and keeps its answer. With `pollMs` it asks again while the page is visible, and at once when it comes
 * back to the front. `input` null asks nothing.
 */
export function useQuery<M extends Method>(method: M, input: Input<M> | null, pollMs = 0): Query<Data<M>> {
  const key = input === null ? null : JSON.stringify(input)
  const [held, setHeld] = useState<Held<Data<M>>>({ key: null, data: null, error: null, at: 0 })
  const latest = useRef(0)
  const answered = useRef(false)

  const reload = useCallback(async () => {
    if (key === null) return
    const turn = ++latest.current
    const first = !answered.current ? beginWaiting() : null
    try {
      const data = await call(method, JSON.parse(key) as Input<M>, first?.signal)
      answered.current = true
      if (turn === latest.current) setHeld({ key, data, error: null, at: serverNow() })
    } catch (error) {
      if (turn !== latest.current) return
      const cancelled = first?.signal.aborted === true
      const shown = cancelled
        ? new CallError('CANCELLED', '取消了，没有取。')
        : error instanceof CallError
          ? error
          : new CallError('PAGE', '页面出了点问题，刷新后再试。')
      if (!cancelled && !(error instanceof CallError)) console.error(error)
      setHeld((before) => (before.key === key ? { ...before, error: shown } : { key, data: null, error: shown, at: 0 }))
    } finally {
      if (first) endWaiting(first)
    }
  }, [method, key])

  useEffect(() => {
    void reload()
    if (pollMs === 0) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload()
    }, pollMs)
    const shown = () => {
      if (document.visibilityState === 'visible') void reload()
    }
    document.addEventListener('visibilitychange', shown)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', shown)
    }
  }, [reload, pollMs])

  const put = useCallback((data: Data<M>) => setHeld({ key, data, error: null, at: serverNow() }), [key])
  const current = held.key === key
  return {
    data: current ? held.data : null,
    error: current ? held.error : null,
    at: current ? held.at : 0,
    loading: key !== null && (!current || (held.data === null && held.error === null)),
    reload,
    put,
  }
}
