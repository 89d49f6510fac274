import { useState } from 'react'
import { CallError } from './call'

/** One page of a list that goes on below. */
export interface PageOf<Line, Cursor> {
  lines: readonly Line[]
  /** Where the next page begins; null when there is none. */
  next: Cursor | null
}

/** A first page that a query brought, and the older ones that are added below it on demand. */
export function usePages<Line, Cursor>(
  first: PageOf<Line, Cursor> | null,
  ask: (before: Cursor) => Promise<PageOf<Line, Cursor>>,
) {
  const [older, setOlder] = useState<PageOf<Line, Cursor> | null>(null)
  const [error, setError] = useState<CallError | null>(null)
  const [busy, setBusy] = useState(false)

  async function more(before: Cursor): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      const page = await ask(before)
      setOlder((held) => ({ lines: [...(held?.lines ?? []), ...page.lines], next: page.next }))
    } catch (caught) {
      if (!(caught instanceof CallError)) console.error(caught)
      setError(caught instanceof CallError ? caught : new CallError('PAGE', '页面出了点问题，刷新后再试。'))
    } finally {
      setBusy(false)
    }
  }

  return {
    lines: [...(first?.lines ?? []), ...(older?.lines ?? [])],
    next: older ? older.next : (first?.next ?? null),
    error,
    busy,
    more,
  }
}
