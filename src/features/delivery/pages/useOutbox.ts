import { useCallback, useRef, useState } from 'react'
import { type Answered, call } from '../../../client/call'
import { mayKeep } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { keep, kept } from '../../../client/keep'
import { serverNow } from '../../../client/serverClock'
import type { ActResult, OwnerAct } from '../ownerContract'
import { toSend, type Waiting } from './outbox'

const DRAWER = 'queue.outbox'

interface Listener {
  onResults: (results: ActResult[], now: number) => void
  /** The server said no to all of it, or met something unexpected: nothing will come of trying again. */
  onFailure: (message: string) => void
}

/**
 * What the owner did, in order, until the server has answered: kept on the phone, sent one after the other, tried again when the
 * network is back. A lost answer is asked for under the same id.
 */
export function useOutbox({ onResults, onFailure }: Listener) {
  const list = useRef<Waiting[] | null>(null)
  list.current ??= kept<Waiting[]>(DRAWER) ?? []
  const [waiting, setWaiting] = useState<Waiting[]>(list.current)
  const sending = useRef<Promise<boolean> | null>(null)
  const listener = useRef({ onResults, onFailure })
  listener.current = { onResults, onFailure }

  const put = useCallback((next: Waiting[]) => {
    list.current = next
    setWaiting(next)
    if (mayKeep()) keep(DRAWER, next)
  }, [])

  const drain = useCallback(async (): Promise<boolean> => {
    for (let first = list.current?.[0]; first !== undefined; first = list.current?.[0]) {
      const { request } = first
      let answer: Answered<{ results: ActResult[] }> | null = null
      try {
        answer = await call('delivery.actOnMany', first)
      } catch (error) {
        const failure = asFailure(error)
        if (failure.kind === 'offline') return false
        listener.current.onFailure(failure.message)
      }
      put((list.current ?? []).filter((each) => each.request !== request))
      if (answer) listener.current.onResults(answer.data.results, answer.now)
    }
    return true
  }, [put])

  /** Sends what waits; false when the network did not answer. A second caller waits for the first one's end and goes on. */
  const flush = useCallback(async (): Promise<boolean> => {
    if (sending.current) await sending.current
    if ((list.current ?? []).length === 0) return true
    sending.current = drain()
    try {
      return await sending.current
    } finally {
      sending.current = null
    }
  }, [drain])

  const add = useCallback(
    (ids: readonly string[], act: OwnerAct): Promise<boolean> => {
      const before = list.current ?? []
      put([...before, ...toSend(ids, act, serverNow(), before.length)])
      return flush()
    },
    [put, flush],
  )

  return { waiting, add, flush }
}
