import { useState } from 'react'
import { useAnswer } from '../../../client/answer'
import { call, type Output } from '../../../client/call'
import { asFailure } from '../../../client/failure'

type LedgerPage = Output<'points.getLedger'>
type Line = LedgerPage['lines'][number]

const PAGE = 20

/**
 * The ledger, page by page, newest first. The first page is asked anew each time the tab shows; older pages then start
 * again below it when a new line has come in, so none shows twice.
 */
export function useLedger() {
  const first = useAnswer('points.getLedger', { limit: PAGE })
  const [older, setOlder] = useState<{ top: string | undefined; lines: Line[]; next: number | null } | null>(null)
  const [loading, setLoading] = useState(false)
  const [troubled, setTroubled] = useState(false)
  const newest = first.answer?.data ?? null
  const belongs = older !== null && older.top === newest?.lines[0]?.id
  const next = belongs ? older.next : (newest?.next ?? null)

  async function more(): Promise<void> {
    if (newest === null || next === null || loading) return
    setLoading(true)
    setTroubled(false)
    try {
      const { data } = await call('points.getLedger', { limit: PAGE, before: next })
      const lines = [...(belongs ? older.lines : []), ...data.lines]
      setOlder({ top: newest.lines[0]?.id, lines, next: data.next })
    } catch (error) {
      setTroubled(true)
      console.warn('older ledger lines', asFailure(error).code)
    } finally {
      setLoading(false)
    }
  }

  const lines = newest === null ? [] : [...newest.lines, ...(belongs ? older.lines : [])]
  return { first, lines, next, loading, troubled, more: () => void more() }
}
