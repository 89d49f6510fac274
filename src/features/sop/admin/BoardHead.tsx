import { useMemo } from 'react'
import { type Board, type BoardView, GUTTER } from './boardLayout'
import { CalendarDays } from './CalendarDays'
import { dayLabels } from './calendar'
import type { Column } from './calendarLens'
import type { Calendar } from './useCalendar'

/** Above the columns: the days of a week, or the groups, stores or SOPs of a day with what is left of their budget. */
export function BoardHead({
  calendar,
  board,
  view,
  width,
}: {
  calendar: Calendar
  board: Board
  view: BoardView
  width: number | string
}) {
  const labels = useMemo(() => dayLabels(calendar.days.slice(0, 7)), [calendar.days])
  if (calendar.view === 'week') return <CalendarDays calendar={calendar} days={calendar.days} labels={labels} />
  const { columns } = calendar
  return (
    <div className="lane-head" style={{ width }}>
      <span className="lane-corner">{columns.length} 列</span>
      {columns.slice(view.first, view.end).map((column, step) => {
        const index = view.first + step
        return (
          <div
            key={column.id}
            className="lane-column"
            title={column.name}
            style={
              board.width === null
                ? {
                    left: `calc(${GUTTER}px + (100% - ${GUTTER}px) * ${index} / ${board.columns})`,
                    width: `calc((100% - ${GUTTER}px) / ${board.columns})`,
                  }
                : { left: GUTTER + index * board.width, width: board.width }
            }
          >
            <b className="ellipsis">{column.name}</b>
            <p>
              <span className="ellipsis">{column.detail}</span>
              <ColumnBudget column={column} calendar={calendar} />
            </p>
          </div>
        )
      })}
    </div>
  )
}

/** 余 N of one group; amber when it runs out, 超 N with a hatch when more is asked than there is. */
function ColumnBudget({ column, calendar }: { column: Column; calendar: Calendar }) {
  const [group, ...others] = column.groups ?? []
  if (group === undefined || others.length > 0) return null
  const budget = calendar.budgetFor(group)
  const { day, dryrun, overlaid } = calendar
  const tried = dryrun ? overlaid.overlay?.leftAfter(group, day) : null
  const left = tried ?? budget?.leftAfter(day) ?? budget?.left
  if (left === undefined) return null
  return <BudgetMark left={left} />
}

export function BudgetMark({ left }: { left: number }) {
  return (
    <span className="budget-mark" data-kind={left < 0 ? 'brick' : left <= 4 ? 'amber' : undefined}>
      {left < 0 ? `超 ${-left}` : `余 ${left}`}
    </span>
  )
}
