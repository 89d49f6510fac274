import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { longDay } from '../../../admin/format'
import { minutesOf, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { BoardGhost } from './BoardGhost'
import { BoardHead } from './BoardHead'
import { BoardLines } from './BoardLines'
import type { Target } from './beatMove'
import {
  type Board,
  type BoardView,
  COLUMN,
  type Cursor,
  dayHeight,
  GUTTER,
  nextCursor,
  placeAt,
  sameView,
  stopsOf,
  targetOf,
  topOf,
  viewOf,
} from './boardLayout'
import { CalendarCell } from './CalendarCell'
import { axisOf } from './calendarAxis'
import { type Column, hearing } from './calendarLens'
import { changeText } from './changeText'
import type { Calendar } from './useCalendar'
import type { Carry } from './useCarry'
import type { Selecting } from './useSelecting'

/** So many columns share the room; more are of one width and scroll. */
const FIT = 5
/** The strip that names a day where several stand below each other (px). */
const STRIP = 30

/**
 * Week and day: columns beside each other, hours downwards, empty stretches folded. A week has a day in each column; a day has a group,
 * store or SOP in each and goes on with the days after it. Only what is in view is drawn, in both directions.
 */
export function CalendarBoard({
  calendar,
  editable,
  chosen,
  carry,
  selecting,
  onOpen,
  onNudge,
  onNew,
}: {
  calendar: Calendar
  editable: boolean
  chosen: string | null
  carry: Carry
  selecting: Selecting
  onOpen: (beat: Occurrence) => void
  onNudge: (beat: Occurrence, days: number, minutes: number) => void
  onNew: (to: Target) => void
}) {
  const { days, columns, byDate, beats } = calendar
  const isWeek = calendar.view === 'week'
  const scroller = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const here = useMemo(() => days.flatMap((day) => byDate.get(day) ?? []), [days, byDate])
  const axis = useMemo(
    () => axisOf((here.length > 0 ? here : beats).map(({ from }) => minutesOf(timeOf(from)))),
    [here, beats],
  )
  const board: Board = useMemo(
    () =>
      isWeek
        ? { axis, columns: days.length, width: null, days: 1, strip: 0 }
        : {
            axis,
            columns: columns.length,
            width: columns.length > FIT ? COLUMN : null,
            days: days.length,
            strip: STRIP,
          },
    [isWeek, axis, days, columns],
  )
  const columnOf = useCallback(
    (index: number): Column | null => (isWeek ? null : (columns[index] ?? null)),
    [isWeek, columns],
  )
  const dateOf = useCallback(
    (column: number, day: number) => (isWeek ? days[column] : days[day]) ?? calendar.day,
    [isWeek, days, calendar.day],
  )
  const beatsAt = useCallback(
    (column: number, day: number): Occurrence[] => {
      const of = columnOf(column)
      const all = byDate.get(dateOf(column, day)) ?? []
      return of === null ? all : all.filter((beat) => hearing(of, beat) > 0)
    },
    [columnOf, dateOf, byDate],
  )
  const stopsAt = useCallback(
    (column: number, day: number) => stopsOf(beatsAt(column, day), axis.hours),
    [beatsAt, axis],
  )
  const view = useBoardView(scroller, board)

  const { chosenAt, takesFocus, select: choose } = selecting
  const at = useMemo((): Cursor | null => {
    if (chosenAt === null) return null
    const { date, from, beat, column: id } = chosenAt
    const column = isWeek
      ? days.indexOf(date)
      : Math.max(
          0,
          columns.findIndex((one) => one.id === id),
        )
    const day = isWeek ? 0 : days.indexOf(date)
    if (column < 0 || day < 0) return null
    const there = beat !== null && beatsAt(column, day).some((one) => one.beat === beat)
    return { column, day, minute: minutesOf(from), beat: there ? beat : null }
  }, [chosenAt, isWeek, days, columns, beatsAt])
  const entry = at ?? entryOf(board, stopsAt, Math.max(0, days.indexOf(calendar.today)), isWeek)

  const select = useCallback(
    (to: Cursor, focus: boolean) => {
      const { date, from } = targetOf(dateOf(to.column, to.day), to.minute)
      choose({ date, from, beat: to.beat, column: columnOf(to.column)?.id ?? null }, focus)
    },
    [choose, dateOf, columnOf],
  )

  // What the keys chose is brought into view and takes the focus, also after its beat was moved.
  useEffect(() => {
    if (at === null || !takesFocus()) return
    const element = scroller.current
    if (element !== null) reveal(element, board, at)
    const focus = () => grid.current?.querySelector<HTMLElement>('[data-cursor="true"]')?.focus({ preventScroll: true })
    focus()
    const frame = requestAnimationFrame(focus)
    return () => cancelAnimationFrame(frame)
  })

  useEffect(() => {
    carry.setView((x, y, grip, held) => {
      const rect = grid.current?.getBoundingClientRect()
      const window = scroller.current?.getBoundingClientRect()
      if (rect === undefined || window === undefined || x > window.right || y > window.bottom) return null
      const place = placeAt(board, rect, x - rect.left, y - rect.top - grip)
      if (place === null) return null
      const to = targetOf(dateOf(place.column, place.day), place.minute)
      return 'beat' in held && to.date === held.beat.date && to.from === timeOf(held.beat.from)
        ? null
        : { to, column: place.column, day: place.day }
    })
    return () => carry.setView(null)
  }, [carry, board, dateOf])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || event.shiftKey) return
    const step = arrows[event.key]
    const from = cursorAt(event.target, entry)
    if (event.altKey) {
      const beat = beatsAt(from.column, from.day).find((one) => one.beat === from.beat)
      if (step === undefined) return
      event.preventDefault()
      if (beat) onNudge(beat, ...step)
      return
    }
    if (event.key === 'Enter' && from.beat === null) {
      event.preventDefault()
      return onNew(targetOf(dateOf(from.column, from.day), from.minute))
    }
    const next = nextCursor(from, event.key, board, stopsAt)
    if (next === null) {
      if (step !== undefined) event.preventDefault()
      return
    }
    event.preventDefault()
    select(next, true)
  }

  /** A press on empty ground chooses that quarter of an hour. */
  function onPress(event: PointerEvent) {
    const rect = grid.current?.getBoundingClientRect()
    if (rect === undefined || (event.target instanceof Element && event.target.closest('button'))) return
    const place = placeAt(board, rect, event.clientX - rect.left, event.clientY - rect.top)
    if (place !== null) select({ ...place, beat: null }, true)
  }

  const width = board.width === null ? '100%' : GUTTER + board.columns * board.width
  const shown = range(view.first, view.end)
  return (
    <div className="week-scroll" ref={scroller} data-day-view={!isWeek}>
      <BoardHead calendar={calendar} board={board} view={view} width={width} />
      <div className="week-board" style={{ width, height: board.days * dayHeight(board) }}>
        <BoardLines calendar={calendar} board={board} view={view} isWeek={isWeek} />
        {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be laid out by px in two directions */}
        <div
          ref={grid}
          role="grid"
          tabIndex={-1}
          className="lane-cells"
          aria-label={isWeek ? '这一周的拍' : `${longDay(calendar.day)} 起每一列的拍`}
          aria-rowcount={board.columns * board.days}
          onKeyDown={onKeyDown}
          onPointerDown={onPress}
        >
          {range(view.top, view.bottom).flatMap((day) =>
            shown.map((column) => (
              <CalendarCell
                key={`${dateOf(column, day)}:${columnOf(column)?.id ?? ''}`}
                calendar={calendar}
                board={board}
                column={column}
                day={day}
                of={columnOf(column)}
                date={dateOf(column, day)}
                beats={beatsAt}
                from={Math.max(0, view.from - day * dayHeight(board))}
                until={Math.min(dayHeight(board), view.until - day * dayHeight(board))}
                cursor={entry.column === column && entry.day === day ? (entry.beat ?? entry.minute) : null}
                chosen={chosen}
                editable={editable}
                carry={carry}
                onOpen={onOpen}
                onSelect={select}
              />
            )),
          )}
        </div>
        <BoardGhost calendar={calendar} board={board} carry={carry} beatsAt={beatsAt} />
        {here.length === 0 && <p className="calendar-none">{isWeek ? '这一周没有内容。' : '这些天没有内容。'}</p>}
        {!isWeek && columns.length === 0 && <p className="calendar-none">{changeText.noColumns}</p>}
      </div>
    </div>
  )
}

const arrows: Readonly<Record<string, readonly [days: number, minutes: number]>> = {
  ArrowUp: [0, -15],
  ArrowDown: [0, 15],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

function range(first: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step)
}

/** Where the keys come in when nothing is chosen: the first beat, else the first hour, of today's column or the first. */
function entryOf(
  board: Board,
  stopsAt: (column: number, day: number) => readonly { minute: number; beat: string | null }[],
  today: number,
  isWeek: boolean,
): Cursor {
  const column = isWeek ? today : 0
  const stops = board.columns > 0 ? stopsAt(column, 0) : []
  const stop = stops.find(({ beat }) => beat !== null) ?? stops[0] ?? { minute: 0, beat: null }
  return { ...stop, column, day: 0 }
}

/** The beat that has the focus, also when it was reached otherwise than by the keys; else what is chosen. */
function cursorAt(target: EventTarget, chosen: Cursor): Cursor {
  const chip = target instanceof Element ? target.closest<HTMLElement>('[data-beat]') : null
  const row = chip?.closest<HTMLElement>('[data-column]')
  const { beat } = chip?.dataset ?? {}
  if (!row || beat === undefined || beat === chosen.beat) return chosen
  const { column, day, minute } = { ...row.dataset, ...chip?.dataset }
  return { column: Number(column), day: Number(day), minute: Number(minute), beat }
}

/** Follows the scrolling of the board by steps. */
function useBoardView(scroller: { current: HTMLDivElement | null }, board: Board): BoardView {
  const [scroll, setScroll] = useState({ left: 0, top: 0, width: 1200, height: 900 })
  const view = useMemo(() => viewOf(board, scroll), [board, scroll])
  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = element
      const next = { left, top, width: clientWidth || 1200, height: clientHeight || 900 }
      if (!sameView(latest.current, viewOf(board, next))) setScroll(next)
    }
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [scroller, board])
  return view
}

/** Scrolls so that a place is wholly visible beside the hours and below the head. */
function reveal(element: HTMLElement, board: Board, at: Cursor): void {
  const top = topOf(board, at.day, at.minute)
  const [above, below] = [60, 120]
  if (top - above < element.scrollTop) element.scrollTop = Math.max(0, top - above)
  else if (top + below > element.scrollTop + element.clientHeight)
    element.scrollTop = top + below - element.clientHeight
  if (board.width === null) return
  const left = at.column * board.width
  const room = element.clientWidth - GUTTER
  if (left < element.scrollLeft) element.scrollLeft = left
  else if (left + board.width > element.scrollLeft + room) element.scrollLeft = left + board.width - room
}
