import { Button } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { timeOf } from '../../../kernel/day'
import type { BeatFate } from '../fates'
import { fateWords, tellingFates } from './versionWords'

export interface Published {
  number: number
  beats: BeatFate[]
  paused: boolean
}

/** What a publication did to the rest of today, beat by beat: the operator was told before, here is how it came out. */
export function PublishOutcome({ published, onClose }: { published: Published; onClose: () => void }) {
  const { number, beats, paused } = published
  const shown = tellingFates(beats)
  const same = beats.length - shown.length
  return (
    <section className="outcome" role="status" aria-label={`v${number} 发布后的今天`}>
      <header>
        <Icon name={paused ? 'pause' : 'check'} size={14} />
        <b>
          v{number} 已上线{paused ? '，但这份 SOP 还在暂停，恢复后才会发' : ''}。
        </b>
        <span>
          {shown.length === 0
            ? beats.length === 0
              ? '今天没有剩下的拍，从明天起按它走。'
              : '今天剩下的拍和上一版一样。'
            : `今天剩下 ${beats.length} 拍${same > 0 ? `，${same} 拍没有变化` : ''}：`}
        </span>
        <Button size="small" type="text" aria-label="知道了" icon={<Icon name="close" size={12} />} onClick={onClose} />
      </header>
      {shown.length > 0 && (
        <ul>
          {shown.map((beat) => (
            <li key={beat.beat}>
              <span>{timeOf(beat.from)}</span>
              <b>{beat.column}</b>
              <span>{fateWords(beat, number)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
