import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { CallError } from '../call'
import { type CsvCell, csvOf } from '../csv'
import { downloadCsv } from '../download'
import { count } from '../format'
import { type MetricId, notesOf } from '../metrics/metrics'
import type { PageOf } from '../usePages'
import { Icon } from './Icon'

/** Lines of one file: a hundred pages, a minute at most. */
const MOST = 5000

interface Lines {
  rows: readonly (readonly CsvCell[])[]
  /** There are more than the file holds. */
  cut: boolean
}

/** The table above or beside it as a file, with what the address filters; older pages are fetched first. */
export function ExportCsv({
  name,
  heads,
  rows,
  metrics = [],
}: {
  name: string
  heads: readonly string[]
  /** Whose definitions stand at the head of the file. */
  metrics?: readonly MetricId[]
  /** Told how many lines have come so far; once `stopped` answers true what is there becomes the file. */
  rows: (report: (lines: number) => void, stopped: () => boolean) => Promise<Lines | Lines['rows']>
}) {
  const [busy, setBusy] = useState(false)
  const [lines, setLines] = useState(0)
  const stop = useRef(false)
  const { message } = App.useApp()

  async function save() {
    setBusy(true)
    setLines(0)
    stop.current = false
    try {
      const got = await rows(setLines, () => stop.current)
      const { rows: lines, cut } = 'rows' in got ? got : { rows: got, cut: false }
      downloadCsv(name, csvOf(heads, lines, notesOf(metrics)))
      const words = `已导出 ${count(lines.length)} 行`
      if (stop.current) void message.warning(`${words}，后面的停下没取。`, 6)
      else if (cut) void message.warning(`${words}，一次最多 ${count(MOST)} 行；更早的请缩短时间再导。`, 6)
      else void message.success(`${words}。`)
    } catch (error) {
      if (!(error instanceof CallError)) console.error(error)
      void message.error(error instanceof CallError ? `没有导出：${error.message}` : '没有导出，请再试一次。')
    } finally {
      setBusy(false)
    }
  }

  if (busy && lines > 0) {
    return (
      <span className="export-progress" role="status">
        取了 {count(lines)} 行
        <Button
          size="small"
          onClick={() => {
            stop.current = true
          }}
        >
          停下
        </Button>
      </span>
    )
  }
  return (
    <Button size="small" loading={busy} icon={<Icon name="export" size={13} />} onClick={() => void save()}>
      导出 CSV
    </Button>
  )
}

/** The first page that the screen shows and all below it, up to the file's limit. */
export async function everyPage<Line, Cursor>(
  first: PageOf<Line, Cursor>,
  ask: (before: Cursor) => Promise<PageOf<Line, Cursor>>,
  cells: (line: Line) => CsvCell[],
  { most = MOST, report, stopped }: { most?: number; report?: (lines: number) => void; stopped?: () => boolean } = {},
): Promise<Lines> {
  const lines = [...first.lines]
  let next = first.next
  while (next !== null && lines.length < most && !stopped?.()) {
    const page: PageOf<Line, Cursor> = await ask(next)
    lines.push(...page.lines)
    next = page.next
    report?.(lines.length)
  }
  return { rows: lines.slice(0, most).map(cells), cut: next !== null || lines.length > most }
}
