import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { weekdayName } from '../../../admin/format'
import { pressed } from '../../../admin/keys'
import { type Day, dayOfMonth, instantAt, minutesOf, timeOf, weekdayOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { BeatChip, beatLabel } from './BeatChip'
import type { Target } from './beatMove'
import { CalendarDays } from './CalendarDays'
import { CLASH, dayLabels, minuteOfDay } from './calendar'
import { axisOf, yOf } from './calendarAxis'
import type { Calendar } from './useCalendar'
import { useDrag } from './useDrag'

/** Height of a chip and of the margin above the first hour (px). */
const CHIP = 40

/** A week: days beside each other, hours downwards, empty stretches folded. */
export function CalendarWeek({
  calendar,
  editable,
  chosen,
  onOpen,
  onMove,
  onNudge,
}: {
  calendar: Calendar
  editable: boolean
  chosen: string | null
  onOpen: (beat: string) => void
  onMove: (beat: Occurrence, to: Target) => void
  onNudge: (beat: Occurrence, days: number, minutes: number) => void
}) {
  const { days, today, now, beats } = calendar
  const board = useRef<HTMLDivElement>(null)
  const here = useMemo(() => beats.filter(({ date }) => days.includes(date)), [beats, days])
  const axis = useMemo(
    () => axisOf((here.length > 0 ? here : beats).map(({ from }) => minutesOf(timeOf(from)))),
    [here, beats],
  )
  const labels = useMemo(() => dayLabels(days), [days])
  const drag = useDrag({ board, days, axis, onMove })
  const [focused, setFocused] = useState<string | null>(null)
  const entry = here.some(({ beat }) => beat === focused)
    ? focused
    : (here.find(({ beat }) => beat === chosen) ?? here[0])?.beat
  const wanted = useRef<string | null>(null)

  // A beat that was moved by keys keeps the focus at its new place.
  useEffect(() => {
    if (wanted.current === null) return
    const chip = board.current?.querySelector<HTMLElement>(`[data-beat="${wanted.current}"]`)
    wanted.current = null
    chip?.focus()
  })

  function onKey(event: KeyboardEvent<HTMLButtonElement>, beat: Occurrence) {
    const steps: Record<string, readonly [days: number, minutes: number]> = {
      ArrowUp: [0, -15],
      ArrowDown: [0, 15],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    }
    const step = steps[event.key]
    if (pressed(event.nativeEvent, 'openBeat')) return onOpen(beat.beat)
    if (step === undefined) return
    event.preventDefault()
    if (event.altKey) {
      if (editable) onNudge(beat, ...step)
      return
    }
    const next = neighbour(here, beat, step)
    if (next === null) return
    setFocused(next.beat)
    board.current?.querySelector<HTMLElement>(`[data-beat="${next.beat}"]`)?.focus()
  }

  return (
    <div className="week">
      <CalendarDays calendar={calendar} days={days} labels={labels} />
      <div className="week-scroll">
        <div className="week-board" ref={board} style={{ height: axis.height + CHIP }}>
          {axis.stretches
            .filter((stretch) => stretch.folded)
            .map((stretch) => (
              <div
                key={stretch.from}
                className="week-fold"
                style={{ top: stretch.top + 12, height: stretch.height - 16 }}
              >
                <span>空 {Math.round((stretch.until - stretch.from) / 60)} 时</span>
              </div>
            ))}
          {axis.hours.map((hour) => (
            <div key={hour} className="week-hour" style={{ top: yOf(axis, hour) }} aria-hidden="true">
              <span>{Math.floor(hour / 60)}:00</span>
            </div>
          ))}
          {days.map((day, column) => (
            <ol
              key={day}
              className="week-day"
              data-today={day === today}
              style={{ left: `calc(52px + (100% - 52px) * ${column} / 7)` }}
              aria-label={`${weekdayName(weekdayOf(day))} ${dayOfMonth(day)} 日`}
            >
              {lanesOf(here.filter(({ date }) => date === day)).map(({ beat, lane, lanes }) => (
                <li key={beat.beat}>
                  <BeatChip
                    beat={beat}
                    calendar={calendar}
                    label={beatLabel(beat, calendar, weekdayName(weekdayOf(day)))}
                    style={{
                      top: yOf(axis, minutesOf(timeOf(beat.from))),
                      left: `calc(4px + (100% - 8px) * ${lane} / ${lanes})`,
                      width: `calc((100% - 8px) / ${lanes} - ${lanes > 1 ? 3 : 0}px)`,
                    }}
                    narrow={lanes > 1}
                    chosen={beat.beat === chosen}
                    tabbable={beat.beat === entry}
                    movable={editable}
                    dragging={drag.beat === beat.beat}
                    onOpen={() => !drag.justDropped() && onOpen(beat.beat)}
                    onKeyDown={(event) => onKey(event, beat)}
                    onPointerDown={(event) => editable && drag.start(event, beat)}
                  />
                </li>
              ))}
            </ol>
          ))}
          <NowLine days={days} now={now} today={today} y={(minute) => yOf(axis, minute)} />
          {drag.ghost && (
            <div
              className="week-ghost"
              style={{
                top: yOf(axis, minutesOf(drag.ghost.to.from)),
                left: `calc(52px + (100% - 52px) * ${drag.ghost.column} / 7 + 4px)`,
              }}
            >
              {drag.ghost.dayName} {drag.ghost.to.from}
              <small className="ellipsis">{nearWords(here, drag.beat, drag.ghost.to)}</small>
            </div>
          )}
          {here.length === 0 && <p className="calendar-none">这一周没有内容。</p>}
        </div>
      </div>
    </div>
  )
}

function NowLine({
  days,
  now,
  today,
  y,
}: {
  days: readonly Day[]
  now: number
  today: Day
  y: (minute: number) => number
}) {
  const column = days.indexOf(today)
  if (column < 0) return null
  const top = y(minuteOfDay(now, today))
  return (
    <div className="week-now" style={{ top }} aria-hidden="true">
      <b>{timeOf(now)}</b>
      <i style={{ left: `calc(52px + (100% - 52px) * ${column} / 7)` }} />
    </div>
  )
}

/** Beats that would cover each other stand side by side. A chip is as high as half an hour. */
function lanesOf(beats: readonly Occurrence[]): { beat: Occurrence; lane: number; lanes: number }[] {
  const sorted = [...beats].sort((a, b) => a.from - b.from)
  const crowds: Occurrence[][] = []
  for (const beat of sorted) {
    const crowd = crowds.at(-1)
    const last = crowd?.at(-1)
    if (crowd && last && beat.from - last.from < 30 * 60_000) crowd.push(beat)
    else crowds.push([beat])
  }
  return crowds.flatMap((crowd) => crowd.map((beat, lane) => ({ beat, lane, lanes: crowd.length })))
}

/** What would stand within half an hour of the place where a beat is held. */
function nearWords(beats: readonly Occurrence[], held: string | null, to: Target): string {
  const at = instantAt(to.date, to.from)
  const near = beats.find((beat) => beat.beat !== held && beat.to === 'groups' && Math.abs(beat.from - at) < CLASH)
  return near ? `撞车：${near.node.column}` : '不撞车，Esc 取消'
}

/** Up and down within a day; left and right to the nearest hour of the next day that has something. */
function neighbour(
  beats: readonly Occurrence[],
  from: Occurrence,
  [days, minutes]: readonly [number, number],
): Occurrence | null {
  if (days === 0) {
    const same = beats.filter(({ date }) => date === from.date).sort((a, b) => a.from - b.from)
    return same[same.indexOf(from) + Math.sign(minutes)] ?? null
  }
  const side = beats.filter(({ date }) => (days < 0 ? date < from.date : date > from.date))
  const day =
    days < 0
      ? side
          .map(({ date }) => date)
          .sort()
          .at(-1)
      : side.map(({ date }) => date).sort()[0]
  const hour = minutesOf(timeOf(from.from))
  const distance = (beat: Occurrence) => Math.abs(minutesOf(timeOf(beat.from)) - hour)
  return side.filter(({ date }) => date === day).sort((a, b) => distance(a) - distance(b))[0] ?? null
}
