import { memo } from 'react'
import { longDay } from '../../../admin/format'
import { timeOf } from '../../../kernel/day'
import { type Board, type BoardView, dayHeight, GUTTER, topOf } from './boardLayout'
import { DayOff } from './CalendarDays'
import { minuteOfDay } from './calendar'
import { yOf } from './calendarAxis'
import type { Calendar } from './useCalendar'

/** Behind the beats: hours at the left, lines, folded stretches, the name of each day, and now. */
export const BoardLines = memo(function BoardLines({
  calendar,
  board,
  view,
  isWeek,
}: {
  calendar: Calendar
  board: Board
  view: BoardView
  isWeek: boolean
}) {
  const { axis, strip, width } = board
  const { days, today, now } = calendar
  const height = dayHeight(board)
  const shown = Array.from({ length: Math.max(0, view.bottom - view.top) }, (_, step) => view.top + step)
  // Lines reach over what is drawn, not over a hundred thousand pixels.
  const across =
    width === null
      ? { left: GUTTER, right: 0 }
      : { left: GUTTER + view.first * width, width: (view.end - view.first) * width }
  const nowDay = isWeek ? (days.includes(today) ? 0 : -1) : days.indexOf(today)
  const nowColumn = isWeek ? days.indexOf(today) : null
  const nowTop = nowDay < 0 ? 0 : topOf(board, nowDay, minuteOfDay(now, today))
  return (
    <>
      {shown.flatMap((day) => [
        ...axis.stretches
          .filter((stretch) => stretch.folded)
          .map((stretch) => (
            <div
              key={`${day}:f${stretch.from}`}
              className="week-fold"
              style={{ top: day * height + strip + stretch.top + 12, height: stretch.height - 16, ...across }}
            />
          )),
        ...axis.hours.map((hour) => (
          <div key={`${day}:h${hour}`} className="week-hour" style={{ top: topOf(board, day, hour), ...across }} />
        )),
        strip > 0 ? (
          <div key={`${day}:s`} className="lane-strip" style={{ top: day * height, height: strip, ...across }} />
        ) : null,
      ])}
      {nowDay >= 0 && (
        <div className="week-now" style={{ top: nowTop, ...across }} aria-hidden="true">
          {nowColumn !== null && <i style={{ left: `calc(100% * ${nowColumn} / 7)`, width: 'calc(100% / 7)' }} />}
          {nowColumn === null && <i style={{ left: 0, right: 0 }} />}
        </div>
      )}
      <div className="lane-gutter" style={{ height: board.days * height }}>
        {shown.flatMap((day) => [
          strip > 0 ? (
            <div key={`${day}:d`} className="lane-day" style={{ top: day * height, height: strip }}>
              <b data-today={days[day] === today}>{longDay(days[day] ?? calendar.day)}</b>
              {days[day] === today && <span className="coral">今天</span>}
              <DayOff day={days[day] ?? calendar.day} calendar={calendar} />
            </div>
          ) : null,
          ...axis.hours.map((hour) => (
            <span key={`${day}:h${hour}`} aria-hidden="true" style={{ top: topOf(board, day, hour) - 9 }}>
              {Math.floor(hour / 60)}:00
            </span>
          )),
          ...axis.stretches
            .filter((stretch) => stretch.folded)
            .map(({ from, until }) => (
              <span
                key={`${day}:f${from}`}
                aria-hidden="true"
                style={{ top: day * height + strip + yOf(axis, from) + 10 }}
              >
                空 {Math.round((until - from) / 60)} 时
              </span>
            )),
        ])}
        {nowDay >= 0 && (
          <b className="lane-now" aria-hidden="true" style={{ top: nowTop - 8 }}>
            {timeOf(now)}
          </b>
        )}
      </div>
    </>
  )
})
