import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import type { CallError } from '../call'
import type { CsvCell } from '../csv'
import { count } from '../format'
import type { MetricId } from '../metrics/metrics'
import { ExportCsv } from './ExportCsv'
import { Failure, Skeleton } from './states'
import './rowsDrawer.css'

export interface ShownRow {
  key: string
  /** Under the heads; one that leads on has an address. */
  cells: readonly (string | { words: string; href: string })[]
}

/** The rows behind a number, beside the screen that shows it; what is listed can be taken along as a file. */
export function RowsDrawer({
  title,
  hint,
  heads,
  rows,
  file,
  metrics,
  fileRows,
  fileHeads,
  loading = false,
  error = null,
  onRetry,
  more = null,
  empty = '没有这样的。刚变动的要几分钟后才列出来。',
  children,
  onClose,
}: {
  title: ReactNode
  hint?: ReactNode
  heads: readonly string[]
  rows: readonly ShownRow[]
  /** Name of the file, without its ending. */
  file: string
  metrics?: readonly MetricId[]
  /** All rows for the file, where only a page of them is shown. */
  fileRows?: () => Promise<{ rows: CsvCell[][]; cut: boolean }>
  fileHeads?: readonly string[]
  loading?: boolean
  error?: CallError | null
  onRetry?: () => void
  /** Brings the next page; null when all are there. */
  more?: { busy: boolean; go: () => void } | null
  empty?: string
  /** Above the rows. */
  children?: ReactNode
  onClose: () => void
}) {
  const shown = () => Promise.resolve(rows.map(({ cells }) => cells.map(wordsOf)))
  return (
    <Drawer
      open
      size={560}
      mask={false}
      onClose={onClose}
      title={title}
      classNames={{ body: 'rows-drawer' }}
      extra={
        rows.length > 0 && (
          <ExportCsv name={file} heads={fileHeads ?? heads} rows={fileRows ?? shown} metrics={metrics ?? []} />
        )
      }
    >
      {hint && <p className="hint">{hint}</p>}
      {children}
      {loading && <Skeleton rows={10} />}
      {error && <Failure standing="数没有变。" error={error} onRetry={() => onRetry?.()} />}
      {!loading && !error && rows.length === 0 && more === null && <p className="hint">{empty}</p>}
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under fixed heads
                  <td key={at}>{typeof cell === 'string' ? cell : <a href={cell.href}>{cell.words}</a>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more && (
        <Button loading={more.busy} onClick={more.go}>
          {rows.length === 0 ? '还没有找到，接着找' : `列了 ${count(rows.length)} 行，再往后看`}
        </Button>
      )}
    </Drawer>
  )
}

function wordsOf(cell: ShownRow['cells'][number]): string {
  return typeof cell === 'string' ? cell : cell.words
}
