import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { longDay, weekdayName } from '../../../admin/format'
import { addDays, type Day, monthOf, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import type { Target } from './beatMove'
import { CarriedTarget } from './CarriedTarget'
import { dayLabels } from './calendar'
import { MonthCell } from './MonthCell'
import type { Calendar } from './useCalendar'
import type { Carry } from './useCarry'
import type { Selecting } from './useSelecting'

/** Where something new begins on a day that says no hour. */
export const USUAL_HOUR = '10:00'

/** A month: what happens every day as small bars, what does not by its name, and what is left of the quota. */
export function CalendarMonth({
  calendar,
  editable,
  chosen,
  carry,
  selecting,
  onOpen,
  onDay,
  onNudge,
  onNew,
}: {
  calendar: Calendar
  editable: boolean
  chosen: string | null
  carry: Carry
  selecting: Selecting
  onOpen: (beat: Occurrence) => void
  onDay: (day: Day) => void
  onNudge: (beat: Occurrence, days: number, minutes: number) => void
  onNew: (to: Target) => void
}) {
  const { days, byDate } = calendar
  const labels = useMemo(() => dayLabels(days), [days])
  const grid = useRef<HTMLTableElement>(null)
  const weeks = days.filter((_, index) => index % 7 === 0).map((_, week) => days.slice(week * 7, week * 7 + 7))
  const at = selecting.chosenAt !== null && days.includes(selecting.chosenAt.date) ? selecting.chosenAt : null
  const entry = at?.date ?? (days.includes(calendar.today) ? calendar.today : (days[0] ?? ''))

  const isDrawn = days.length > 0
  useEffect(() => {
    if (!isDrawn) return
    carry.setView((x, y, _grip, held) => {
      const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-date]')
      const date = cell?.dataset.date
      if (!cell || date === undefined || !grid.current?.contains(cell)) return null
      if ('beat' in held && held.beat.date === date) return null
      const from = 'beat' in held ? timeOf(held.beat.from) : (held.node.slots[0]?.from ?? USUAL_HOUR)
      return { to: { date, from }, column: 0, day: days.indexOf(date) }
    })
    return () => carry.setView(null)
  }, [carry, days, isDrawn])

  useEffect(() => {
    if (at === null || !selecting.takesFocus()) return
    const cell = grid.current?.querySelector<HTMLElement>(`[data-date="${at.date}"]`)
    const beat = at.beat === null ? null : cell?.querySelector<HTMLElement>(`[data-beat="${at.beat}"]`)
    const target = beat ?? cell
    target?.focus()
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || event.shiftKey) return
    const step = steps[event.key]
    if (event.key === 'Enter' && event.target === event.currentTarget.querySelector(`[data-date="${entry}"]`)) {
      const [first] = byDate.get(entry) ?? []
      event.preventDefault()
      return first ? onOpen(first) : onNew({ date: entry, from: USUAL_HOUR })
    }
    if (step === undefined) return
    event.preventDefault()
    if (event.altKey) {
      const held = event.target instanceof HTMLElement ? event.target.dataset.beat : undefined
      const beat = (byDate.get(entry) ?? []).find((one) => one.beat === (held ?? at?.beat))
      if (beat) onNudge(beat, step, 0)
      return
    }
    const date = addDays(entry, step)
    if (days.includes(date)) selecting.select({ date, from: at?.from ?? USUAL_HOUR, beat: null, column: null }, true)
  }

  return (
    <div className="month-scroll">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern on a real table
        role="grid"
        className="month"
        ref={grid}
        aria-label="这个月的拍"
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
              <th key={weekday} scope="col">
                {weekdayName(weekday)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td
                  key={day}
                  // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of the grid above
                  role="gridcell"
                  aria-label={longDay(day)}
                  aria-selected={day === at?.date}
                  tabIndex={day === entry ? 0 : -1}
                  data-date={day}
                  data-today={day === calendar.today}
                  data-past={day < calendar.today}
                  data-other={monthOf(day) !== monthOf(calendar.day)}
                  onFocus={(event) => {
                    if (event.target === event.currentTarget && at?.date !== day)
                      selecting.select({ date: day, from: USUAL_HOUR, beat: null, column: null })
                  }}
                >
                  <MonthCell
                    day={day}
                    beats={byDate.get(day) ?? []}
                    calendar={calendar}
                    label={labels.get(day)}
                    current={day === entry}
                    editable={editable}
                    chosen={chosen}
                    carry={carry}
                    selecting={selecting}
                    onOpen={onOpen}
                    onDay={onDay}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <CarriedTarget carry={carry} />
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
