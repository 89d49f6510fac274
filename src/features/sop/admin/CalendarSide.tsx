import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { usePlace } from '../../../admin/router'
import type { SopSummary } from '../contract'
import type { SopNode } from '../rules'
import { CalendarBudgets } from './CalendarBudgets'
import { CalendarExceptions } from './CalendarExceptions'
import { CalendarTray } from './CalendarTray'
import { waitingOf } from './calendarChanges'
import { type ComingFestival, comingFestivals } from './calendarFestivals'
import { timeWords } from './content'
import type { Calendar } from './useCalendar'
import type { Carry } from './useCarry'
import type { Moving } from './useMove'

/** Beside the calendar: the groups' budgets, what has no day yet, and the festivals of the next 90 days. */
export function CalendarSide({
  calendar,
  sop,
  editable,
  moving,
  carry,
  onFill,
  onNew,
}: {
  calendar: Calendar
  sop: SopSummary
  editable: boolean
  moving: Moving
  carry: Carry
  onFill: (node: SopNode) => void
  onNew: () => void
}) {
  const { version, today, number } = calendar
  const [all, setAll] = useState(false)
  const data = version.data?.version ?? null
  const festivals = useMemo(() => (today === '' ? [] : comingFestivals(data, today)), [data, today])
  const nodeHref = (query: Readonly<Record<string, string>>) =>
    hrefOf('/node', { sop: sop.sop, v: String(number), ...query })
  return (
    <aside className="calendar-side" aria-label="配额和节点">
      <CalendarBudgets calendar={calendar} />
      {data && today !== '' && <CalendarExceptions version={data} today={today} editable={editable} moving={moving} />}
      {data && (
        <CalendarTray
          waiting={waitingOf(data)}
          all={all}
          onAll={() => setAll(true)}
          {...{ editable, carry, onFill, onNew }}
          hrefOfNode={nodeHref}
        />
      )}
      <section className="side-festivals">
        <header>
          <h2>节点日历</h2>
          <span className="hint">未来 90 天 · {festivals.length} 个</span>
          {editable && (
            <Button size="small" icon={<Icon name="plus" size={12} />} href={nodeHref({ node: 'new' })}>
              加节点
            </Button>
          )}
        </header>
        <ul>
          {festivals.map((festival) => (
            <Festival key={festival.name} festival={festival} editable={editable} hrefOfNode={nodeHref} />
          ))}
        </ul>
      </section>
    </aside>
  )
}

function Festival({
  festival: { name, label, day, inDays, nodes, done, steps, missing },
  editable,
  hrefOfNode,
}: {
  festival: ComingFestival
  editable: boolean
  hrefOfNode: (query: Readonly<Record<string, string>>) => string
}) {
  const [first] = nodes
  const { query } = usePlace()
  return (
    <li>
      <a href={hrefOf('/calendar', { ...query, d: day, sel: null })}>{shortDay(day)}</a>
      <div>
        <b>{label}</b>
        <span className="hint">{inDays === 0 ? '今天' : `${inDays} 天`}</span>
        <p>
          {steps > 0 && (
            <>
              <span className="side-steps" aria-hidden="true">
                {Array.from({ length: steps > 9 ? 9 : steps }, (_, step) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity
                  <i key={step} data-done={step < Math.round((done / steps) * Math.min(9, steps))} />
                ))}
              </span>
              {done}/{steps}
            </>
          )}
          {first ? (
            <a className="linkish" href={hrefOfNode({ node: first.key })}>
              {nodes.length > 1
                ? `${first.column} 等 ${nodes.length} 条`
                : `${first.column}（${timeWords(first.time)}）`}
            </a>
          ) : editable ? (
            <a className="linkish" href={hrefOfNode({ node: 'new', festival: name })}>
              还没有内容，加一条
            </a>
          ) : (
            '还没有内容'
          )}
        </p>
        {missing.length > 0 && <p className="amber">缺：{missing.join('、')}</p>}
      </div>
    </li>
  )
}
