import { serverNow } from '../../../admin/clock'
import { moment, shortDay } from '../../../admin/format'
import { RowsDrawer } from '../../../admin/parts/RowsDrawer'
import { hrefOf } from '../../../admin/place'
import { useQuery } from '../../../admin/useQuery'
import { addDays, type Day, dayOf, isDay } from '../../../kernel/day'
import { PersonTimeline } from '../../person/admin/PersonTimeline'
import { joinSceneWords, quitSceneWords } from './words'

/** Days that the chart above shows. */
const DAYS = 30

/** Who joined or left a group: on one day, or on all that the chart shows. */
export function MovesDrawer({
  chatId,
  which,
  on,
  who,
  onClose,
}: {
  chatId: string
  which: 'joins' | 'quits'
  on: Day | null
  /** Whose way is shown above the rows. */
  who: string | null
  onClose: () => void
}) {
  const today = dayOf(serverNow())
  const range = on !== null && isDay(on) ? { from: on, to: on } : { from: addDays(today, 1 - DAYS), to: today }
  const found = useQuery('funnel.groupMoves', { chatId, which, ...range })
  const rows = found.data?.rows ?? []
  const name = which === 'joins' ? '进群' : '退群'
  const scenes = which === 'joins' ? joinSceneWords : quitSceneWords
  const wayOf = (person: string | null, code: string) =>
    person === null ? code : { words: code, href: hrefOf('/groups', { group: chatId, moves: which, on, who: person }) }
  return (
    <RowsDrawer
      title={`${on === null ? '近 30 天' : shortDay(on)}${name} ${rows.length} 人次`}
      hint="不写名字：只有企业微信里那位的编号末四位。"
      heads={['时间', '谁', which === 'joins' ? '怎么来' : '怎么走']}
      rows={rows.map(({ id, at, person, code, scene }) => ({
        key: id,
        cells: [
          moment(at, serverNow()),
          wayOf(person, code),
          scene === null ? '不清楚' : (scenes[scene] ?? `方式 ${scene}`),
        ],
      }))}
      file={`${name}-${range.from}-${range.to}`}
      metrics={[which]}
      loading={found.loading}
      error={found.error}
      onRetry={() => void found.reload()}
      onClose={onClose}
    >
      {who && <PersonTimeline id={who} />}
    </RowsDrawer>
  )
}
