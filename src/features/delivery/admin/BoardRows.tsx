import { count, moment } from '../../../admin/format'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { navigate } from '../../../admin/router'
import { useQuery } from '../../../admin/useQuery'
import { type Day, timeOf } from '../../../kernel/day'
import type { Board } from '../contract'
import { cellFileHeads, cellHeads, cellLines, cellRows, isCounted, metricsOfRows, titleOfRows } from './cellRows'
import { duration } from './health'

/** What stands behind a number of the board, as the address asks: messages, columns that were opened, runs of the timer. */
export function BoardRows({
  asked,
  board,
  day,
  now,
}: {
  asked: string
  board: Board
  /** Null: today. */
  day: Day | null
  now: number
}) {
  const close = () => navigate(hrefOf('/today', { d: day }), true)
  if (asked === 'opened') return <Opened board={board} close={close} />
  if (asked === 'ticks' || asked === 'backlog') return <Ticks which={asked} now={now} close={close} />
  if (!isCounted(asked)) return null
  const rows = cellRows(board, asked, now, day)
  return (
    <RowsDrawer
      title={titleOfRows(asked, rows.length)}
      heads={cellHeads}
      rows={rows}
      file={`拍子-${titleOfRows(asked, rows.length)}-${board.date}`}
      fileRows={() => Promise.resolve({ rows: cellLines(board, asked, now), cut: false })}
      fileHeads={cellFileHeads}
      metrics={metricsOfRows(asked)}
      empty="现在没有这样的。"
      onClose={close}
    />
  )
}

function Opened({ board, close }: { board: Board; close: () => void }) {
  const beats = board.beats.filter(({ opened, answered }) => opened + answered > 0)
  return (
    <RowsDrawer
      title="打开栏目的人次"
      heads={['时间', '栏目', '打开', '回答']}
      rows={beats.map(({ beat, from, column, opened, answered }) => ({
        key: beat,
        cells: [timeOf(from), column, count(opened), count(answered)],
      }))}
      file={`打开栏目-${board.date}`}
      metrics={['opened']}
      empty="这一天还没有人打开过。"
      onClose={close}
    />
  )
}

function Ticks({ which, now, close }: { which: 'ticks' | 'backlog'; now: number; close: () => void }) {
  const found = useQuery('delivery.getTick', {})
  const { runs = [], waiting = [] } = found.data ?? {}
  const state = { loading: found.loading, error: found.error, onRetry: () => void found.reload(), onClose: close }
  if (which === 'ticks') {
    return (
      <RowsDrawer
        {...state}
        title={`节拍器最近 ${runs.length} 次`}
        heads={['时间', '用时', '做完', '没做成']}
        rows={runs.map(({ at, ms, done, failed }) => ({
          key: String(at),
          cells: [moment(at, now), duration(ms), count(done), count(failed)],
        }))}
        file="节拍器"
        metrics={['tickRun', 'tickSlow']}
      />
    )
  }
  return (
    <RowsDrawer
      {...state}
      title={`待执行 ${waiting.length} 件`}
      heads={['该在', '做什么', '试过', '上次为什么没成']}
      rows={waiting.map(({ id, kind, at, attempts, lastError }) => ({
        key: id,
        cells: [moment(at, now), kind, `${attempts} 次`, lastError ?? ''],
      }))}
      file="节拍器-待执行"
      metrics={['backlog']}
      empty="到点的都做完了。"
    />
  )
}
