import { serverNow } from '../../../admin/clock'
import { moment, shortDay } from '../../../admin/format'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay } from '../../../kernel/day'
import { joinSceneWords, quitSceneWords } from './words'

/** Days that the chart above shows. */
const DAYS = 30

/** Who joined or left a group: on one day, or on all that the chart shows. */
export function MovesDrawer({
  chatId,
  which,
  on,
  onClose,
}: {
  chatId: string
  which: 'joins' | 'quits'
  on: Day | null
  onClose: () => void
}) {
  const today = dayOf(serverNow())
  const range = on !== null && isDay(on) ? { from: on, to: on } : { from: addDays(today, 1 - DAYS), to: today }
  const found = useQuery('funnel.groupMoves', { chatId, which, ...range })
  const rows = found.data?.rows ?? []
  const name = which === 'joins' ? '进群' : '退群'
  const scenes = which === 'joins' ? joinSceneWords : quitSceneWords
  return (
    <RowsDrawer
      title={`${on === null ? '近 30 天' : shortDay(on)}${name} ${rows.length} 人次`}
      hint="不写名字：只有企业微信里那位的编号末四位。"
      heads={['时间', '谁', which === 'joins' ? '怎么来' : '怎么走']}
      rows={rows.map(({ id, at, code, scene }) => ({
        key: id,
        cells: [moment(at, serverNow()), code, scene === null ? '不清楚' : (scenes[scene] ?? `方式 ${scene}`)],
      }))}
      file={`${name}-${range.from}-${range.to}`}
      metrics={[which]}
      loading={found.loading}
      error={found.error}
      onRetry={() => void found.reload()}
      onClose={onClose}
    />
  )
}
