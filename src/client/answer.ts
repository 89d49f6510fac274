import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type Answered, call, type Input, type Method, type Output } from './call'
import { mayKeep } from './consent'
import { asFailure, type CallFailure } from './failure'
import { forget, keep, kept } from './keep'

export interface Asked<T> {
  /** The last good answer, maybe from the phone's memory. */
  answer: Answered<T> | null
  /** True when `answer` is what the phone remembered, not yet confirmed by the server. */
  remembered: boolean
  /** Why the last try failed; null while all is well. */
  failure: CallFailure | null
  /** Asks again; resolves when it is settled, also after a failure. */
  again: () => Promise<void>
  /** Puts in what another call answered, so that the page need not ask again. */
  replace: (answer: Answered<T>) => void
}

/**
 * The answer to a reading method: first what the phone remembers, then what the server says, and again each time the page
 * shows. Only the newest question counts, so a slow old answer never overwrites a newer one.
 */
export function useAnswer<M extends Method>(method: M, input: Input<M>, ready = true): Asked<Output<M>> {
  const drawer = drawerOf(method, input)
  const [state, setState] = useState<Omit<Asked<Output<M>>, 'again' | 'replace'>>(() => fromMemory(drawer))
  const asking = useRef({ drawer: '', turn: 0, busy: false })

  const again = useCallback(async () => {
    const turn = asking.current.turn + 1
    asking.current = { drawer, turn, busy: true }
    try {
      const answer = await call(method, JSON.parse(drawer.slice(`answer.${method}.`.length)) as Input<M>)
      if (asking.current.turn !== turn) return
      setState({ answer, remembered: false, failure: null })
      if (mayKeep()) keep(drawer, answer)
    } catch (error) {
      if (asking.current.turn === turn) setState((before) => ({ ...before, failure: asFailure(error) }))
    } finally {
      if (asking.current.turn === turn) asking.current.busy = false
    }
  }, [method, drawer])

  useEffect(() => {
    if (!ready) return
    if (asking.current.drawer !== '' && asking.current.drawer !== drawer) setState(fromMemory(drawer))
    void again()
  }, [again, drawer, ready])

  useDidShow(() => {
    if (ready && !asking.current.busy && asking.current.turn > 0) void again()
  })

  const replace = useCallback(
    (answer: Answered<Output<M>>) => {
      asking.current.turn += 1
      asking.current.busy = false
      setState({ answer, remembered: false, failure: null })
      if (mayKeep()) keep(drawer, answer)
    },
    [drawer],
  )

  return { ...state, again, replace }
}

/** Takes an answer out of the phone's memory: what it held is over, or must not lie around. */
export function forgetAnswer<M extends Method>(method: M, input: Input<M>): void {
  forget(drawerOf(method, input))
}

function drawerOf(method: Method, input: object): string {
  return `answer.${method}.${JSON.stringify(input)}`
}

function fromMemory<T>(drawer: string): { answer: Answered<T> | null; remembered: boolean; failure: null } {
  const answer = kept<Answered<T>>(drawer)
  return { answer, remembered: answer !== null, failure: null }
}
