import { useMemo } from 'react'
import { Icon } from '../../../admin/parts/Icon'
import { hrefOf } from '../../../admin/place'
import { usePlace } from '../../../admin/router'
import { monthOf } from '../../../kernel/day'
import { BudgetMark } from './BoardHead'
import type { GroupBudget } from './groupBudget'
import type { Calendar } from './useCalendar'

/** Groups beside the calendar; the others are on the day view. */
const LISTED = 9

/** The 群发 of each group in the period: used, with the owner, planned, and what goes beyond; the tightest first. */
export function CalendarBudgets({ calendar }: { calendar: Calendar }) {
  const { quota, within, groups, budgetFor, budget, group } = calendar
  const { query } = usePlace()
  const data = quota.data
  const lines = useMemo(() => {
    if (data === null) return []
    const shown = group !== null ? groups : within
    const all = shown.slice(0, 200).flatMap(({ id, name }) => {
      const own = budgetFor(id)
      return own === null ? [] : [{ id, name, own }]
    })
    return all.length <= LISTED ? all : [...all].sort((a, b) => a.own.left - b.own.left).slice(0, LISTED)
  }, [data, groups, within, group, budgetFor])
  if (data === null || lines.length === 0) return null
  const month =
    monthOf(data.from) === monthOf(data.to) && data.from !== data.to ? `${Number(data.from.slice(5, 7))} 月` : ''
  const over = lines.filter(({ own }) => own.left < 0)
  return (
    <section className="side-budgets" aria-label="群发配额">
      <header>
        <h2>{month}群发配额</h2>
        <span className="hint" title="每群每期能收到的群发条数；建任务就占，错过不退">
          每群 {data.limit} 条
        </span>
      </header>
      <p className="meter-key" aria-hidden="true">
        {(['spent', 'waiting', 'planned', 'over'] as const).map((kind, place) => (
          <span key={kind}>
            <i data-kind={kind} /> {['已用', '待确认', '计划', '超出'][place]}
          </span>
        ))}
      </p>
      <ul>
        {lines.map(({ id, name, own }) => (
          <li key={id}>
            <a
              href={hrefOf('/calendar', { ...query, lens: null, group: id })}
              aria-current={id === group?.id ? 'true' : undefined}
              className="ellipsis"
              title={name}
            >
              {shortName(name)}
            </a>
            <Meter own={own} name={name} />
            <BudgetMark left={own.left} />
          </li>
        ))}
      </ul>
      {over.length > 0 && (
        <p className="note" data-kind="brick">
          <Icon name="warn" size={14} />
          <span>
            {over.map(({ name, own }) => `${name} 超 ${-own.left} 条`).join('、')}。不改的话，排在后面的会改走群主待办。
          </span>
        </p>
      )}
      {over.length === 0 && budget !== null && budget.diverted.size > 0 && (
        <p className="note" data-kind="amber">
          <Icon name="warn" size={14} />
          <span>{budget.diverted.size} 条想走群发，名额不够，会改走群主待办。</span>
        </p>
      )}
    </section>
  )
}

function Meter({ own: { limit, spent, waiting, planned, left }, name }: { own: GroupBudget; name: string }) {
  const over = Math.max(0, -left)
  const whole = Math.max(limit, limit + over, 1)
  const width = (part: number) => ({ width: `${(part / whole) * 100}%` })
  return (
    <span
      className="meter"
      role="img"
      aria-label={`${name}群发 ${limit} 条，已用 ${spent}，待确认 ${waiting}，计划 ${planned}${over > 0 ? `，超 ${over}` : ''}`}
    >
      <i data-kind="spent" style={width(Math.min(spent, limit))} />
      <i data-kind="waiting" style={width(waiting)} />
      <i data-kind="planned" style={width(Math.max(0, Math.min(planned, limit - spent - waiting)))} />
      {over > 0 && <i data-kind="over" style={width(over)} />}
    </span>
  )
}

/** 花间美妆·福利群1 → 福利群1: the brand's own name stands in front of all of them. */
function shortName(name: string): string {
  return name.split(/[·・]/).at(-1) ?? name
}
