import { Button } from 'antd'
import { useMemo } from 'react'
import { shortDay } from '../../../admin/format'
import { Icon } from '../../../admin/parts/Icon'
import { toneOf } from '../../../admin/parts/tone'
import { hrefOf } from '../../../admin/place'
import { usePlace } from '../../../admin/router'
import { type Budget, periodName } from '../../delivery/admin/monthBudget'
import type { SopSummary } from '../contract'
import { CalendarExceptions } from './CalendarExceptions'
import { type ComingFestival, comingFestivals } from './calendarFestivals'
import { timeWords } from './content'
import type { Calendar } from './useCalendar'
import type { Moving } from './useMove'

/** Beside the calendar: the group's budget, what has no day yet, and the festivals of the next 90 days. */
export function CalendarSide({
  calendar,
  sop,
  editable,
  moving,
}: {
  calendar: Calendar
  sop: SopSummary
  editable: boolean
  moving: Moving
}) {
  const { version, today, number, budget, group } = calendar
  const data = version.data?.version ?? null
  const festivals = useMemo(() => (today === '' ? [] : comingFestivals(data, today)), [data, today])
  const waiting = (data?.nodes ?? []).filter((node) => node.unscheduled !== null)
  const nodeHref = (query: Readonly<Record<string, string>>) =>
    hrefOf('/node', { sop: sop.sop, v: String(number), ...query })
  return (
    <aside className="calendar-side" aria-label="配额和节点">
      {budget && group && <BudgetBar budget={budget} name={group.name} />}
      {!group && <p className="hint calendar-pick">选一个群，看它的群发配额和每条怎么走。</p>}
      {data && today !== '' && <CalendarExceptions version={data} today={today} editable={editable} moving={moving} />}
      {waiting.length > 0 && (
        <section>
          <header>
            <h2>未排期 {waiting.length}</h2>
          </header>
          <ul className="side-nodes">
            {waiting.slice(0, 4).map((node) => (
              <li key={node.key}>
                <a href={nodeHref({ node: node.key })} data-tone={toneOf(node.column, node.module, true)}>
                  <i className="bar-mark" />
                  <span className="ellipsis">
                    {node.column}
                    <small className="ellipsis">{node.unscheduled}</small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {waiting.length > 4 && <p className="hint">还有 {waiting.length - 4} 条，在版本里看。</p>}
        </section>
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

/** Used, with the owner, planned, and what goes beyond, in one bar. */
function BudgetBar({ budget, name }: { budget: Budget; name: string }) {
  const { limit, spent, waiting, planned } = budget
  const total = spent + waiting + planned
  const whole = Math.max(limit, total, 1)
  const left = limit - total
  const width = (part: number) => ({ width: `${(part / whole) * 100}%` })
  return (
    <section className="side-budget">
      <header>
        <h2 className="ellipsis">{name}</h2>
        <span className={left < 0 ? 'brick' : left <= 4 ? 'amber' : 'hint'}>
          {left < 0 ? `超 ${-left} 条` : `余 ${left} 条`}
        </span>
      </header>
      <p
        className="meter"
        role="img"
        aria-label={`${periodName(budget)}群发配额 ${limit} 条，已用 ${spent}，待确认 ${waiting}，计划 ${planned}`}
      >
        <i data-kind="spent" style={width(Math.min(spent, limit))} />
        <i data-kind="waiting" style={width(waiting)} />
        <i data-kind="planned" style={width(Math.max(0, Math.min(planned, limit - spent - waiting)))} />
        {left < 0 && <i data-kind="over" style={width(-left)} />}
      </p>
      <p className="hint">
        {periodName(budget)}群发 {limit} · 已用 {spent} · 待确认 {waiting} · 计划 {planned}
      </p>
      {budget.diverted.size > 0 && (
        <p className="note" data-kind="amber">
          <Icon name="warn" size={14} />
          <span>{budget.diverted.size} 条想走群发，名额不够，会改走群主待办。</span>
        </p>
      )}
    </section>
  )
}
