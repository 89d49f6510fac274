import { serverNow } from '../../../admin/clock'
import { moment, stamp } from '../../../admin/format'
import type { MetricId } from '../../../admin/metrics/metrics'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { useQuery } from '../../../admin/useQuery'
import { type Day, isDay, timeOf } from '../../../kernel/day'
import { RATES, type Rate } from '../storeRates'
import { stateName } from './board'

const names: Record<Rate, { name: string; metrics: readonly MetricId[] }> = {
  planned: { name: '应发的', metrics: ['planned'] },
  onTime: { name: '准时发出的', metrics: ['onTime', 'onTimeRate'] },
  late: { name: '迟发的', metrics: ['late'] },
  missed: { name: '错过的', metrics: ['missed'] },
  unconfirmed: { name: '待核实的', metrics: ['unconfirmed'] },
  open: { name: '还没结论的', metrics: ['open'] },
  skipped: { name: '跳过的', metrics: ['skipped'] },
}

/** No store has this name: groups whose owner belongs to none. */
export const NO_STORE = '~'

/** The messages behind a number of the stores, as the address asks: which, of which days, store and group. */
export function SentRows({
  query,
  from,
  to,
  onClose,
}: {
  query: Readonly<Record<string, string>>
  from: Day
  to: Day
  onClose: () => void
}) {
  const which = RATES.find((rate) => rate === query.rows)
  const days = isDay(query.on ?? '') ? { from: query.on ?? from, to: query.on ?? to } : { from, to }
  const found = useQuery('delivery.listRows', {
    ...days,
    ...(which && { which }),
    ...(query.store && { store: query.store === NO_STORE ? null : query.store }),
    ...(query.chat && { chatId: query.chat }),
  })
  const { rows = [], cut = false } = found.data ?? {}
  const what = which ? names[which] : { name: '排过的', metrics: ['planned', 'skipped'] as const }
  const title = `${what.name} ${rows.length} 条`
  const whose = query.store ? (query.store === NO_STORE ? '没有归到门店' : query.store) : '全部门店'
  return (
    <RowsDrawer
      title={title}
      hint={`${days.from === days.to ? days.from : `${days.from} 到 ${days.to}`}，${query.chat ? (rows[0]?.groupName ?? '这个群') : whose}${cut ? `；只列最近 ${rows.length} 条，缩短时间能看全` : ''}`}
      heads={['时间', '群', '栏目', '状态', '说明']}
      rows={rows.map(({ id, date, from: at, beat, chatId, groupName, column, state, sentAt, reason }) => ({
        key: id,
        cells: [
          { words: moment(at, serverNow()), href: hrefOf('/today', { d: date, cell: `${chatId}|${beat}` }) },
          groupName,
          column,
          stateName(state),
          reason ?? (sentAt === null ? '' : `${timeOf(sentAt)} 发出`),
        ],
      }))}
      file={`消息-${title}-${days.from}-${days.to}`}
      fileHeads={['时间', '群', '栏目', '路线', '状态', '发出', '凭据', '说明', '编号']}
      fileRows={() =>
        Promise.resolve({
          rows: rows.map(({ id, from: at, groupName, column, route, state, sentAt, evidence, reason }) => [
            ...[stamp(at), groupName, column, route === 'group_task' ? '群发任务' : '群主待办', stateName(state)],
            ...[sentAt === null ? null : stamp(sentAt), evidence, reason, id],
          ]),
          cut,
        })
      }
      metrics={what.metrics}
      loading={found.loading}
      error={found.error}
      onRetry={() => void found.reload()}
      onClose={onClose}
    />
  )
}
