import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { count, shortDay } from '../../../admin/format'
import { everyPage } from '../../../admin/parts/ExportCsv'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { dayOf, isMonth } from '../../../kernel/day'
import type { HolderRow } from '../contract'
import { monthName } from './lines'
import { NEVER } from './series'

/** Whose points are over in a month, as their accounts stand now. */
export function HoldersDrawer({ asked, onClose }: { asked: string; onClose: () => void }) {
  const month = asked === NEVER || !isMonth(asked) ? null : asked
  const { canAnswer } = useRights()
  const first = useQuery('points.listHolders', { month })
  const ask = async (after: string) => {
    const { rows, next } = await call('points.listHolders', { month, after })
    return { lines: rows, next }
  }
  const page = first.data && { lines: first.data.rows, next: first.data.next }
  const { lines, next, error, busy, more } = usePages(page, ask)
  const year = dayOf(serverNow()).slice(0, 4)
  const name = month === null ? '不过期' : `${monthName(month)}到期`
  return (
    <RowsDrawer
      title={`${name}的积分在谁手里`}
      hint="按现在的账户数；图里是凌晨对账时的数，两者差的是今天的进出。"
      heads={['会员码', '积分', '最早到期']}
      rows={lines.map(({ code, points, expires }) => ({
        key: code,
        cells: [
          canAnswer ? { words: code, href: hrefOf('/members', { code }) } : code,
          count(points),
          expires === null ? '不过期' : shortDay(expires, year),
        ],
      }))}
      file={`积分-${name}`}
      fileRows={async () => {
        const { rows, cut } = await everyPage(page ?? { lines: [], next: null }, ask, cellsOf)
        return { rows: rows.map((row) => [...row]), cut }
      }}
      metrics={['points']}
      loading={first.loading}
      error={first.error ?? error}
      onRetry={() => (first.error ? void first.reload() : next !== null && void more(next))}
      more={next === null || error ? null : { busy, go: () => void more(next) }}
      empty="没有会员持有这样的积分。"
      onClose={onClose}
    />
  )
}

function cellsOf({ code, points, expires }: HolderRow): CsvCell[] {
  return [code, points, expires ?? '不过期']
}
