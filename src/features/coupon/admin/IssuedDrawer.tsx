import { serverNow } from '../../../admin/clock'
import type { CsvCell } from '../../../admin/csv'
import { call } from '../../../admin/desk'
import { moment, money, shortDay, stamp } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { everyPage } from '../../../admin/parts/ExportCsv'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { useRights } from '../../../admin/rights'
import { usePages } from '../../../admin/usePages'
import { useQuery } from '../../../admin/useQuery'
import { type Day, isDay } from '../../../kernel/day'
import type { BatchView, IssuedRow } from '../contract'
import { type IssuedOf, sourceNames } from './series'

const names: Record<IssuedOf, { name: string; metrics: readonly MetricId[] }> = {
  taken: { name: '领到的', metrics: ['taken'] },
  used: { name: '核销的', metrics: ['used', 'usedRate'] },
  unused: { name: '领了没用的', metrics: ['exposure'] },
}

/** The coupons behind a number of a batch, the newest claim first. */
export function IssuedDrawer({
  batch,
  what,
  on,
  onClose,
}: {
  batch: BatchView
  what: IssuedOf
  on: Day | null
  onClose: () => void
}) {
  const { canAnswer } = useRights()
  const day = on !== null && isDay(on) ? on : null
  const input = { batch: batch._id, what, ...(day && { from: day, to: day }) }
  const first = useQuery('coupon.listIssued', input)
  const ask = async (after: { at: number; id: string }) => {
    const { rows, next } = await call('coupon.listIssued', { ...input, after })
    return { lines: rows, next }
  }
  const page = first.data && { lines: first.data.rows, next: first.data.next }
  const { lines, next, error, busy, more } = usePages(page, ask)
  const { name, metrics } = names[what]
  const now = serverNow()
  return (
    <RowsDrawer
      title={`${batch.terms.title} ${name}`}
      hint={day === null ? '新领的在上' : `${shortDay(day)} ${what === 'used' ? '用掉的' : '领的'}`}
      heads={['会员码', '来路', '领取', '到期', '核销']}
      rows={lines.map(({ id, code, source, claimedAt, validTo, usedAt, store, offCents }) => ({
        key: id,
        cells: [
          canAnswer ? { words: code, href: hrefOf('/members', { code }) } : code,
          sourceNames[source],
          moment(claimedAt, now),
          shortDay(validTo),
          usedAt === null
            ? '—'
            : [moment(usedAt, now), store, offCents && `减 ${money(offCents)}`].filter(Boolean).join(' '),
        ],
      }))}
      file={`券-${batch.terms.title}-${name}${day ?? ''}`}
      fileHeads={['会员码', '来路', '领取', '到期', '核销', '门店', '减（元）', '编号']}
      fileRows={async () => {
        const { rows, cut } = await everyPage(page ?? { lines: [], next: null }, ask, cellsOf)
        return { rows: rows.map((row) => [...row]), cut }
      }}
      metrics={metrics}
      loading={first.loading}
      error={first.error ?? error}
      onRetry={() => (first.error ? void first.reload() : next !== null && void more(next))}
      more={next === null || error ? null : { busy, go: () => void more(next) }}
      onClose={onClose}
    />
  )
}

function cellsOf({ id, code, source, claimedAt, validTo, usedAt, store, offCents }: IssuedRow): CsvCell[] {
  return [
    ...[code, sourceNames[source], stamp(claimedAt), validTo, usedAt === null ? null : stamp(usedAt), store],
    ...[offCents === null ? null : offCents / 100, id],
  ]
}
