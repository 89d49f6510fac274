import { Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { MomentField } from '../../../admin/fields/MomentField'
import { DAY, dayOf, isClockTime, isDay, MINUTE, minutesOf, startOf, timeOf } from '../../../kernel/day'
import { useToday } from '../../delivery/admin/useToday'
import type { SopVersion } from '../rules'

/** Now, or by itself at a time; either way it says first what will happen from when. */
export function PublishDialog({
  version,
  live,
  later,
  onPublish,
  onSchedule,
  onClose,
}: {
  version: SopVersion
  /** The number that is live now, 0 for none. */
  live: number
  /** Opens with the time of publication to be chosen. */
  later: boolean
  onPublish: (note: string) => Promise<void>
  onSchedule: (at: number, note: string) => Promise<void>
  onClose: () => void
}) {
  const { data: board } = useToday()
  const [timed, setTimed] = useState(later)
  const [when, setWhen] = useState(tomorrow)
  const [note, setNote] = useState(version.note)
  const [busy, setBusy] = useState(false)
  const at = instantOf(when)
  const wrong = !timed ? null : at === null ? '选一个日期和时间。' : at <= serverNow() ? '这个时间已经过去了。' : null
  const groups = board?.groups.length ?? 0
  const { number } = version
  const ok = async () => {
    setBusy(true)
    await (timed && at !== null ? onSchedule(at, note) : onPublish(note))
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      open
      width={520}
      title={timed ? `定时发布 v${number}` : `发布 v${number}？`}
      okText={timed ? '定好时间' : `发布 v${number}`}
      cancelText="再看看"
      okButtonProps={{ disabled: wrong !== null, loading: busy }}
      onOk={() => void ok()}
      onCancel={onClose}
    >
      <div className="publish-ask">
        <Segmented
          aria-label="什么时候发布"
          value={timed ? 'later' : 'now'}
          onChange={(value) => setTimed(value === 'later')}
          options={[
            { value: 'now', label: '现在发布' },
            { value: 'later', label: '定时发布' },
          ]}
        />
        {timed && (
          <p className="publish-when">
            <label htmlFor="publish-at">到这个时间自动上线（北京时间）</label>
            <MomentField id="publish-at" value={when} onChange={(value) => setWhen(value)} clearable />
            {wrong && <small className="brick">{wrong}</small>}
          </p>
        )}
        <ul>
          <li>
            从{timed ? (at === null ? '那时' : ` ${when.replace('T', ' ')} `) : `现在（${timeOf(serverNow())}）`}起，
            {groups > 0 ? `${groups} 个群` : '适用的群'}按 v{number} 走。
          </li>
          <li>
            已经交给群主的不变；{timed ? '那一天' : '今天'}还没交出的拍换成 v{number} 的文案和时间。
          </li>
          {timed && <li>到时间之前它不能改；要改先取消定时。</li>}
          {version.from && version.from > dayOf(serverNow()) && <li>{version.from} 之前不会发。</li>}
          {version.to && <li>发到 {version.to} 为止。</li>}
          {live > 0 && <li>v{live} 转为历史，随时能回到它。</li>}
        </ul>
        <label htmlFor="publish-note">改了什么（给同事看，可以不写）</label>
        <Input
          id="publish-note"
          maxLength={200}
          placeholder="例如：加会员日，话题改成选择题"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Modal>
  )
}

/** Tomorrow before the first beat, as the field writes it. */
function tomorrow(): string {
  return `${dayOf(serverNow() + DAY)}T07:00`
}

/** ms of what the field holds, read as Shanghai's wall clock; null while it is no time yet. */
function instantOf(text: string): number | null {
  const [day = '', clock = ''] = text.split('T')
  const time = clock.slice(0, 5)
  return isDay(day) && isClockTime(time) ? startOf(day) + minutesOf(time) * MINUTE : null
}
