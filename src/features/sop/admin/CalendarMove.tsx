import { Modal, Radio } from 'antd'
import { useMemo, useState } from 'react'
import { DateField } from '../../../admin/fields/DateField'
import { TimeField } from '../../../admin/fields/TimeField'
import { longDay } from '../../../admin/format'
import { ConflictNote } from '../../../admin/parts/ConflictNote'
import { Icon } from '../../../admin/parts/Icon'
import { isClockTime, isDay, timeOf } from '../../../kernel/day'
import { isNear } from '../exceptions'
import type { NodeTime, Slot, SopNode, SopVersion } from '../rules'
import { cycleWords } from '../words'
import { movedNode, movedOnce, type Reach, seriesWords, type Target } from './beatMove'
import { nextBeats } from './calendar'
import { refusalAt } from './calendarChanges'
import { calendarText } from './text'
import type { Calendar } from './useCalendar'
import type { Asking, Moving } from './useMove'

/** Where to, and how far the change reaches: the whole series, or this one beat. */
export function CalendarMove({
  moving,
  asking: { beat, to, theirs },
  version,
  calendar,
}: {
  moving: Moving
  asking: Asking
  version: SopVersion
  calendar: Calendar
}) {
  const base = theirs ?? version
  const node = base.nodes.find(({ key }) => key === beat.node.key) ?? beat.node
  const series = beat.exception === undefined ? movedNode(beat.node, beat, to) : null
  const [reach, setReach] = useState<Reach>(series === null ? 'once' : 'series')
  const chosen = series === null ? 'once' : reach
  const ownDay = beat.exception?.date ?? beat.date
  const stayed = to.date === beat.date && to.from === timeOf(beat.from)
  const wrong = !isDay(to.date) || !isClockTime(to.from)
  const after = useMemo(
    () => (wrong ? null : chosen === 'once' ? movedOnce(node, beat, to) : movedNode(node, beat, to)),
    [wrong, chosen, node, beat, to],
  )
  // Whose time counts is asked about the series alone; a single day goes on top of whatever a colleague saved.
  const far = chosen === 'once' && !wrong && !isNear({ date: ownDay, to })
  const past = wrong ? null : refusalAt(to, calendar.now)
  const blocked = far || past !== null || (theirs !== null && chosen === 'series')
  const next = after ? nextBeats(base, after, calendar, calendar.today, calendar.now) : []
  const set = (change: Partial<Target>) => moving.retarget({ ...to, ...change })
  const save = () => void moving.save(beat, to, chosen, base)
  return (
    <Modal
      open
      width={500}
      title={`移动「${beat.node.column}」`}
      okText={chosen === 'once' ? '只挪这一条' : '移过去'}
      cancelText="不移了"
      okButtonProps={{ disabled: wrong || stayed || after === null || blocked, loading: moving.saving }}
      onOk={save}
      onCancel={moving.cancel}
      destroyOnHidden
    >
      <div className="move-form">
        {theirs && series && (
          <ConflictNote
            what="这个草稿"
            base={timing(beat.node)}
            mine={timing(series)}
            theirs={timing(node)}
            names={{ time: '哪一天', slots: '几点' }}
            shown={(form, field) =>
              field === 'time'
                ? cycleWords(form.time)
                : form.slots.map((slot) => `${slot.from}–${slot.until}`).join('、')
            }
            onSettle={(settled) => {
              const mine = JSON.stringify(settled) !== JSON.stringify(timing(node))
              if (mine) void moving.settle({ ...node, ...settled }, theirs)
              else moving.takeTheirs(theirs)
            }}
          />
        )}
        <div className="move-to">
          <label htmlFor="move-date">移到</label>
          <DateField id="move-date" value={to.date} onChange={(value) => value !== '' && set({ date: value })} />
          <label htmlFor="move-from" className="sr">
            几点
          </label>
          <TimeField id="move-from" value={to.from} onChange={(value) => value !== '' && set({ from: value })} />
        </div>
        <Radio.Group
          aria-label="改多少"
          value={chosen}
          onChange={(event) => setReach(event.target.value as Reach)}
          options={[
            {
              value: 'series',
              disabled: series === null,
              label:
                series === null
                  ? beat.exception !== undefined
                    ? calendarText.isSingle
                    : beat.node.time.on === 'daily'
                      ? calendarText.cannotSeries
                      : calendarText.outOfReach
                  : stayed
                    ? '整个系列一起移'
                    : seriesWords(beat.node, beat, to),
            },
            {
              value: 'once',
              label: calendarText.onceMoves(
                `${longDay(beat.date)} ${timeOf(beat.from)}`,
                `${longDay(to.date)} ${to.from}`,
              ),
            },
          ]}
        />
        {past !== null && (
          <p className="hint brick" role="alert">
            {past}
          </p>
        )}
        {far && <p className="hint brick">{calendarText.tooFar}</p>}
        {stayed && <p className="hint">{calendarText.same}</p>}
        {after && !stayed && (
          <p className="note" data-kind={next.length === 0 ? 'amber' : undefined}>
            <Icon name="clock" size={14} />
            <span>
              {next.length === 0
                ? '这样以后不会再发：日子已经过去，或不在这一版的执行期里。'
                : `之后会在：${next.map(({ date, from }) => `${longDay(date)} ${timeOf(from)}`).join('；')}`}
            </span>
          </p>
        )}
      </div>
    </Modal>
  )
}

interface Timing {
  time: NodeTime
  slots: Slot[]
}

function timing(node: SopNode): Timing {
  return { time: node.time, slots: node.slots }
}
