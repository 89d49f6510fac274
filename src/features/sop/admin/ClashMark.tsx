import { Button, Popover } from 'antd'
import { createContext, useContext, useState } from 'react'
import { serverNow } from '../../../admin/clock'
import { longDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { MINUTE, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { clashesIn } from './beatFacts'
import { movesAlone } from './beatMove'
import { nextFree } from './calendarChanges'
import type { Column } from './calendarLens'
import type { Calendar } from './useCalendar'
import type { Moving } from './useMove'

/** What a clash may do to the draft; the marks stand deep in a board that is drawn rarely. */
export const ClashContext = createContext<{ calendar: Calendar; moving: Moving; editable: boolean } | null>(null)

/** On a beat that clashes: what it is about, and two ways out. */
export function ClashMark({ beat, column }: { beat: Occurrence; column: Column | null }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topRight"
      destroyOnHidden
      content={<ClashHelp beat={beat} column={column} onDone={() => setOpen(false)} />}
    >
      <button type="button" className="clash-mark" tabIndex={-1} aria-label={`${beat.node.column} 撞车，看怎么改`}>
        <Icon name="warn" size={12} />
      </button>
    </Popover>
  )
}

/** Why it is a clash, and the two ways out: half an hour apart, or one message. */
export function ClashHelp({ beat, column, onDone }: { beat: Occurrence; column: Column | null; onDone: () => void }) {
  const context = useContext(ClashContext)
  if (context === null) return null
  const { calendar, moving, editable } = context
  const near = clashesIn(beat, calendar, column)
  const all = [beat, ...near].sort((a, b) => a.from - b.from)
  const [first, second] = [all[0], all.at(-1)]
  if (first === undefined || second === undefined || near.length === 0) return null
  const others = (calendar.byDate.get(beat.date) ?? []).filter((one) => one.beat !== second.beat)
  const to = nextFree(others, { date: second.date, from: timeOf(second.from) }, serverNow())
  const apart = Math.round((second.from - first.from) / MINUTE)
  const tasks = all.filter((one) => calendar.budget?.routes.get(one.beat) === 'group_task').length
  const owner = calendar.group?.ownerName
  const mine = (one: Occurrence) => one.beat.startsWith(`${calendar.sop}:`)
  const act = (work: Promise<unknown> | undefined) => {
    onDone()
    void work
  }
  return (
    <section className="clash-help" aria-label="撞车">
      <h3>
        撞车：{longDay(first.date).split(' ')[1]} {timeOf(first.from)} 有 {all.length} 条
      </h3>
      <p>
        {calendar.group ? `${calendar.group.name} 的群主${owner ?? ''}` : '群主'}要在 {Math.max(10, apart)} 分钟内确认{' '}
        {all.length} 次：{all.map((one) => `${timeOf(one.from)} ${one.node.column}`).join('、')}。
        {tasks > 1 ? `这天还会占 ${tasks} 条群发。` : ''}
      </p>
      {editable && mine(second) ? (
        <div className="actions">
          <Button
            size="small"
            type="primary"
            className="ink"
            onClick={() => act(moving.save(second, to, movesAlone(second.node) ? 'series' : 'once'))}
          >
            {second.node.column}移到 {to.date === second.date ? to.from : `${longDay(to.date)} ${to.from}`}
          </Button>
          {mine(first) && (
            <Button size="small" onClick={() => act(moving.merge(first, second))}>
              并成一条
            </Button>
          )}
          <Button size="small" type="text" onClick={onDone}>
            就这样
          </Button>
        </div>
      ) : (
        <p className="hint">挪开半小时，或并成一条；要改先到草稿里。</p>
      )}
    </section>
  )
}
