import { memo } from 'react'
import { longDay, weekdayName } from '../../../admin/format'
import { clockTime, type Day, minutesOf, timeOf, weekdayOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { BeatChip } from './BeatChip'
import { beatFacts, beatLabel } from './beatFacts'
import { type Board, CHIP, type Cursor, dayHeight, GUTTER } from './boardLayout'
import { ClashMark } from './ClashMark'
import { yOf } from './calendarAxis'
import type { Column } from './calendarLens'
import { changeText } from './changeText'
import type { Calendar } from './useCalendar'
import type { Carry } from './useCarry'

/** One column of one day: its beats, and the empty place that is chosen in it. For the keys it is a row of the grid. */
export const CalendarCell = memo(function CalendarCell({
  calendar,
  board,
  column,
  day,
  of,
  date,
  beats,
  from,
  until,
  cursor,
  chosen,
  editable,
  carry,
  onOpen,
  onSelect,
}: {
  calendar: Calendar
  board: Board
  column: number
  day: number
  of: Column | null
  date: Day
  beats: (column: number, day: number) => Occurrence[]
  /** The part of it that is drawn (px from its top). */
  from: number
  until: number
  /** The chosen beat, or the chosen empty minute; null: chosen elsewhere. */
  cursor: string | number | null
  chosen: string | null
  editable: boolean
  carry: Carry
  onOpen: (beat: Occurrence) => void
  onSelect: (to: Cursor, focus: boolean) => void
}) {
  const { axis, strip } = board
  const height = dayHeight(board)
  const drawn = lanesOf(beats(column, day)).filter(({ beat }) => {
    const top = strip + yOf(axis, minutesOf(timeOf(beat.from)))
    return (top + CHIP >= from && top <= until) || beat.beat === cursor
  })
  const name = board.days > 1 ? longDay(date) : weekdayName(weekdayOf(date))
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid, which is no table
    // biome-ignore lint/a11y/useFocusableInteractive: the row is no stop of its own, its cells are
    <div
      role="row"
      className="week-day"
      data-today={date === calendar.today}
      data-past={date < calendar.today}
      data-column={column}
      data-day={day}
      aria-label={of === null ? longDay(date) : `${of.name}，${longDay(date)}`}
      aria-rowindex={day * board.columns + column + 1}
      style={{
        top: day * height,
        height,
        left:
          board.width === null
            ? `calc(${GUTTER}px + (100% - ${GUTTER}px) * ${column} / ${board.columns})`
            : GUTTER + column * board.width,
        width: board.width ?? `calc((100% - ${GUTTER}px) / ${board.columns})`,
      }}
    >
      {drawn.map(({ beat, lane, lanes }) => (
        <CellBeat
          key={beat.beat}
          {...{ calendar, board, column, day, of, beat, lane, lanes, name, editable, carry, onOpen, onSelect }}
          isCursor={cursor === beat.beat}
          isChosen={beat.beat === chosen}
        />
      ))}
      {typeof cursor === 'number' && (
        // biome-ignore lint/a11y/useSemanticElements: part of the grid, which is no table
        <div
          role="gridcell"
          className="lane-cursor"
          tabIndex={0}
          data-cursor="true"
          aria-selected="true"
          aria-label={`${of === null ? '' : `${of.name}，`}${changeText.here(name, clockTime(cursor))}`}
          style={{ top: strip + yOf(axis, cursor) }}
        >
          {clockTime(cursor)}
        </div>
      )}
    </div>
  )
})

/** One beat in its lane. Scrolling draws what comes into view and leaves the others alone. */
const CellBeat = memo(function CellBeat({
  calendar,
  board,
  column,
  day,
  of,
  beat,
  lane,
  lanes,
  name,
  isCursor,
  isChosen,
  editable,
  carry,
  onOpen,
  onSelect,
}: {
  calendar: Calendar
  board: Board
  column: number
  day: number
  of: Column | null
  beat: Occurrence
  lane: number
  lanes: number
  /** Of the day, as it is read aloud. */
  name: string
  isCursor: boolean
  isChosen: boolean
  editable: boolean
  carry: Carry
  onOpen: (beat: Occurrence) => void
  onSelect: (to: Cursor, focus: boolean) => void
}) {
  const facts = beatFacts(beat, calendar, of)
  const minute = minutesOf(timeOf(beat.from))
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid, which is no table
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside is the stop
    <div
      role="gridcell"
      className="chip-cell"
      aria-selected={isCursor}
      style={{
        top: board.strip + yOf(board.axis, minute),
        left: `calc(4px + (100% - 8px) * ${lane} / ${lanes})`,
        width: `calc((100% - 8px) / ${lanes} - ${lanes > 1 ? 3 : 0}px)`,
      }}
    >
      <BeatChip
        beat={beat}
        facts={facts}
        label={beatLabel(beat, facts, name, of)}
        narrow={lanes > 1}
        many={calendar.group === null && of?.groups?.length !== 1}
        chosen={isChosen}
        tabbable={isCursor}
        movable={editable && !facts.foreign && !facts.begun}
        onOpen={() => {
          if (carry.justDropped()) return
          onSelect({ column, day, minute, beat: beat.beat }, true)
          onOpen(beat)
        }}
        onPointerDown={(event) => {
          if (!editable || facts.foreign) return
          carry.start(event, { beat }, event.clientY - event.currentTarget.getBoundingClientRect().top)
        }}
      />
      {facts.clash && !facts.past && <ClashMark beat={beat} column={of} />}
    </div>
  )
})

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
