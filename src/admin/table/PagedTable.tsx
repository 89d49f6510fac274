import { useCallback, useRef } from 'react'
import type { CallError } from '../call'
import { count } from '../format'
import { Failure } from '../parts/states'
import { DataTable, type DataTableProps } from './DataTable'

/** What `usePages` answers, as far as a table needs it. */
interface Pages<Row, Cursor> {
  lines: readonly Row[]
  next: Cursor | null
  error: CallError | null
  busy: boolean
  more: (before: Cursor) => Promise<void>
}

/** A table of a list that goes on below: older pages come by themselves as somebody scrolls, what has come stays. */
export function PagedTable<Row, Cursor>({
  pages,
  rows = pages.lines,
  unit = '行',
  ...table
}: Omit<DataTableProps<Row>, 'rows' | 'onNearEnd' | 'end'> & {
  pages: Pages<Row, Cursor>
  /** The lines as they are to be shown, when that differs. */
  rows?: readonly Row[]
  unit?: string
}) {
  const now = useRef(pages)
  now.current = pages
  const more = useCallback(() => {
    const { next, busy, error } = now.current
    if (next !== null && !busy && error === null) void now.current.more(next)
  }, [])
  const { next, error, busy } = pages
  return (
    <>
      <DataTable
        {...table}
        rows={rows}
        onNearEnd={more}
        end={
          busy
            ? '正在取更早的…'
            : next === null
              ? `共 ${count(rows.length)} ${unit}`
              : `已列 ${count(rows.length)} ${unit}，往下滚继续取`
        }
      />
      {error && next !== null && (
        <Failure standing="上面的都在，更早的没有取到。" error={error} onRetry={() => void pages.more(next)} />
      )}
    </>
  )
}
