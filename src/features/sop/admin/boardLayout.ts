import { rowsInView } from '../../../admin/parts/rows'
import { clockTime, type Day, minutesOf, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import type { Target } from './beatMove'
import { type Axis, minuteAt, yOf } from './calendarAxis'

/** Height of a chip, of the strip that names a day, and width of the hours at the left (px). */
export const CHIP = 40
export const GUTTER = 52
/** Width of a column where there are many (px), how many are kept ready beside the view, and how finely the view is followed (px). */
export const COLUMN = 164
const SPARE = 2
const BLOCK = 240

/** A board: columns beside each other, one or more days below each other, hours downwards in each. */
export interface Board {
  axis: Axis
  /** Columns of `width` px, or as wide as there is room (null). */
  columns: number
  width: number | null
  /** Days below each other, and the strip above each (px; 0 where there is one). */
  days: number
  strip: number
}

export function dayHeight({ axis, strip }: Board): number {
  return strip + axis.height + CHIP
}

/** What of a board is worth drawing: columns `[first, end)`, days `[top, bottom)`, and the strip of px between them. */
export interface BoardView {
  first: number
  end: number
  top: number
  bottom: number
  from: number
  until: number
}

/** Follows the scrolled part by steps: between two of them the same is drawn. */
export function viewOf(board: Board, scroll: { left: number; top: number; width: number; height: number }): BoardView {
  const { columns, width, days } = board
  const across =
    width === null ? { first: 0, end: columns } : rowsInView(scroll.left, scroll.width - GUTTER, width, columns, SPARE)
  const height = dayHeight(board)
  const from = Math.max(0, Math.floor(scroll.top / BLOCK) * BLOCK - BLOCK)
  const until = Math.ceil((scroll.top + scroll.height) / BLOCK) * BLOCK + BLOCK
  const top = Math.max(0, Math.min(days, Math.floor(from / height)))
  return { ...across, top, bottom: Math.max(top, Math.min(days, Math.ceil(until / height))), from, until }
}

export function sameView(a: BoardView, b: BoardView): boolean {
  return a.first === b.first && a.end === b.end && a.from === b.from && a.until === b.until && a.bottom === b.bottom
}

/** The place at a point of the board (px from its own corner), to the quarter of an hour; null outside. */
export function placeAt(
  board: Board,
  size: { width: number },
  x: number,
  y: number,
): { column: number; day: number; minute: number } | null {
  if (x < GUTTER || y < 0) return null
  const column = Math.floor(((x - GUTTER) / (size.width - GUTTER)) * board.columns)
  const day = Math.floor(y / dayHeight(board))
  if (column >= board.columns || day >= board.days) return null
  const minute = minuteAt(board.axis, Math.max(0, y - day * dayHeight(board) - board.strip))
  return { column, day, minute }
}

/** Where a minute of a day stands (px from the top of the board). */
export function topOf(board: Board, day: number, minute: number): number {
  return day * dayHeight(board) + board.strip + yOf(board.axis, minute)
}

/** One place that the keys reach: a beat, or an hour in which none begins. */
export interface Stop {
  minute: number
  beat: string | null
}

/** The stops of one column on one day, downwards. */
export function stopsOf(beats: readonly Pick<Occurrence, 'beat' | 'from'>[], hours: readonly number[]): Stop[] {
  const taken = beats.map(({ beat, from }) => ({ beat, minute: minutesOf(timeOf(from)) }))
  const free = hours.filter((hour) => !taken.some(({ minute }) => minute >= hour && minute < hour + 60))
  return [...taken, ...free.map((minute) => ({ minute, beat: null }))].sort((a, b) => a.minute - b.minute)
}

/** A place of the board that is chosen. */
export interface Cursor extends Stop {
  column: number
  day: number
}

/**
 * The next place in a direction. Down from the last stop of a day leads to the first of the day below; sideways to the nearest
 * hour of the next column. Null at the edge.
 */
export function nextCursor(
  at: Cursor,
  key: string,
  { columns, days }: Pick<Board, 'columns' | 'days'>,
  stopsAt: (column: number, day: number) => readonly Stop[],
): Cursor | null {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const column = at.column + (key === 'ArrowLeft' ? -1 : 1)
    if (column < 0 || column >= columns) return null
    return near(at.minute, column, at.day, stopsAt(column, at.day))
  }
  if (key === 'Home' || key === 'End') {
    const column = key === 'Home' ? 0 : columns - 1
    return near(at.minute, column, at.day, stopsAt(column, at.day))
  }
  if (key === 'PageUp' || key === 'PageDown') {
    const day = at.day + (key === 'PageUp' ? -1 : 1)
    return day < 0 || day >= days ? null : near(at.minute, at.column, day, stopsAt(at.column, day))
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
  const step = key === 'ArrowUp' ? -1 : 1
  const stops = stopsAt(at.column, at.day)
  const here = indexOf(stops, at)
  const next = stops[here + step]
  if (next !== undefined) return { ...next, column: at.column, day: at.day }
  const day = at.day + step
  if (day < 0 || day >= days) return null
  const others = stopsAt(at.column, day)
  const there = step < 0 ? others.at(-1) : others[0]
  return there === undefined ? null : { ...there, column: at.column, day }
}

function indexOf(stops: readonly Stop[], { beat, minute }: Stop): number {
  const exact = stops.findIndex((stop) => (beat === null ? stop.minute === minute : stop.beat === beat))
  if (exact >= 0) return exact
  // Between two stops: the one above it, so that a step down reaches the one below.
  return stops.filter((stop) => stop.minute < minute).length - 1
}

function near(minute: number, column: number, day: number, stops: readonly Stop[]): Cursor | null {
  const [first] = [...stops].sort((a, b) => Math.abs(a.minute - minute) - Math.abs(b.minute - minute))
  return first === undefined ? null : { ...first, column, day }
}

export function targetOf(date: Day, minute: number): Target {
  return { date, from: clockTime(minute) }
}
