import { type DragEvent, type KeyboardEvent, useMemo, useState } from 'react'
import { longDay, weekdayName } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { toneOf } from '../../../admin/parts/tone'
import { type Day, dayOfMonth, monthOf, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { beatFacts, beatLabel } from './BeatChip'
import type { Target } from './beatMove'
import { DayOff } from './CalendarDays'
import { dayLabels, isEveryday } from './calendar'
import type { Calendar } from './useCalendar'

/** Named beats that a cell has room for. */
const NAMED = 3

/** A month: what happens every day as small bars, what does not by its name, and what is left of the quota. */
export function CalendarMonth({
  calendar,
  editable,
  chosen,
  onOpen,
  onDay,
  onMove,
  onNudge,
}: {
  calendar: Calendar
  editable: boolean
  chosen: string | null
  onOpen: (beat: string) => void
  onDay: (day: Day) => void
  onMove: (beat: Occurrence, to: Target) => void
  onNudge: (beat: Occurrence, days: number, minutes: number) => void
}) {
  const { days, beats } = calendar
  const labels = useMemo(() => dayLabels(days), [days])
  const [carried, setCarried] = useState<Occurrence | null>(null)
  const [over, setOver] = useState<Day | null>(null)
  const weeks = days.filter((_, index) => index % 7 === 0).map((_, week) => days.slice(week * 7, week * 7 + 7))
  const byDay = useMemo(() => byDate(beats), [beats])

  function drop(event: DragEvent, day: Day) {
    event.preventDefault()
    setOver(null)
    if (carried && carried.date !== day) onMove(carried, { date: day, from: timeOf(carried.from) })
    setCarried(null)
  }

  function onKey(event: KeyboardEvent, beat: Occurrence) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    if (step === undefined || !event.altKey || !editable) return
    event.preventDefault()
    onNudge(beat, step, 0)
  }

  return (
    <div className="month-scroll">
      <table className="month">
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
                  aria-label={longDay(day)}
                  data-today={day === calendar.today}
                  data-other={monthOf(day) !== monthOf(calendar.day)}
                  data-over={over === day}
                  onDragOver={(event) => {
                    if (carried === null) return
                    event.preventDefault()
                    setOver(day)
                  }}
                  onDragLeave={() => setOver(null)}
                  onDrop={(event) => drop(event, day)}
                >
                  <Cell
                    day={day}
                    beats={byDay.get(day) ?? []}
                    calendar={calendar}
                    label={labels.get(day)}
                    editable={editable}
                    chosen={chosen}
                    onOpen={onOpen}
                    onDay={onDay}
                    onCarry={setCarried}
                    onKey={onKey}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({
  day,
  beats,
  calendar,
  label,
  editable,
  chosen,
  onOpen,
  onDay,
  onCarry,
  onKey,
}: {
  day: Day
  beats: readonly Occurrence[]
  calendar: Calendar
  label: { text: string; festival: boolean } | undefined
  editable: boolean
  chosen: string | null
  onOpen: (beat: string) => void
  onDay: (day: Day) => void
  onCarry: (beat: Occurrence | null) => void
  onKey: (event: KeyboardEvent, beat: Occurrence) => void
}) {
  const { small, named } = sortedOut(beats)
  const sent = beats.filter((beat) => /^(sent|late)$/.test(calendar.rows.get(beat.beat)?.state ?? '')).length
  return (
    <>
      <p className="month-day">
        <button type="button" onClick={() => onDay(day)} aria-label={`${longDay(day)}，看这一周`}>
          {dayOfMonth(day) === 1 ? `${Number(day.slice(5, 7))}/1` : dayOfMonth(day)}
        </button>
        <span data-festival={label?.festival}>{label?.text}</span>
        <DayOff day={day} calendar={calendar} />
        <Left day={day} calendar={calendar} />
      </p>
      {small.length > 0 && (
        <p className="month-small">
          {small.map((beat) => (
            <i
              key={beat.beat}
              data-tone={toneOf(beat.node.column, beat.node.module, beat.node.kind === 'special')}
              data-look={lookOf(beat, calendar)}
              title={`${beat.node.column} ${timeOf(beat.from)}`}
            />
          ))}
          <span>
            {sent > 0 && `${sent}/`}
            {small.length}
            <span className="sr"> 条日常</span>
          </span>
        </p>
      )}
      <ul className="month-named">
        {named.slice(0, NAMED).map((beat) => {
          const { glyph, clash, diverted, missing, past } = beatFacts(beat, calendar)
          return (
            <li key={beat.beat}>
              <button
                type="button"
                draggable={editable}
                data-tone={toneOf(beat.node.column, beat.node.module, beat.node.kind === 'special')}
                data-past={past}
                aria-label={beatLabel(beat, calendar, longDay(day))}
                aria-current={beat.beat === chosen ? 'true' : undefined}
                onClick={() => onOpen(beat.beat)}
                onKeyDown={(event) => onKey(event, beat)}
                onDragStart={() => onCarry(beat)}
                onDragEnd={() => onCarry(null)}
              >
                <span className="ellipsis">{beat.node.column}</span>
                {glyph && <Glyph name={glyph} size={12} />}
                {!past && (clash || diverted || missing.length > 0) && (
                  <em>{diverted ? '改走待办' : clash ? '撞车' : `缺${missing.length} 个变量`}</em>
                )}
              </button>
            </li>
          )
        })}
        {named.length > NAMED && (
          <li>
            <button type="button" className="month-more" onClick={() => onDay(day)}>
              还有 {named.length - NAMED} 条
            </button>
          </li>
        )}
      </ul>
    </>
  )
}

function byDate(beats: readonly Occurrence[]): ReadonlyMap<Day, Occurrence[]> {
  const found = new Map<Day, Occurrence[]>()
  for (const beat of beats) {
    const there = found.get(beat.date)
    if (there === undefined) found.set(beat.date, [beat])
    else there.push(beat)
  }
  return found
}

/** What is left of the quota when the day is over; only inside the period that is counted. */
function Left({ day, calendar: { budget } }: { day: Day; calendar: Calendar }) {
  if (budget === null || day < budget.from || day > budget.to) return null
  const left = budget.leftAfter(day)
  return (
    <span
      className="month-left"
      data-kind={left < 0 ? 'brick' : left <= 4 ? 'amber' : undefined}
      title="当天结束后还剩的群发条数"
    >
      {left < 0 ? `超 ${-left}` : `余 ${left}`}
    </span>
  )
}

/** Hollow: still to come. Striped: missed. */
function lookOf(beat: Occurrence, calendar: Calendar): 'done' | 'missed' | 'coming' {
  const state = calendar.rows.get(beat.beat)?.state
  if (state === 'missed' || state === 'skipped') return 'missed'
  return state === 'sent' || state === 'late' ? 'done' : 'coming'
}

/** What is there nearly every day becomes a small bar; weekly ones too where they would fill the cell. */
function sortedOut(beats: readonly Occurrence[]): { small: Occurrence[]; named: Occurrence[] } {
  const others = beats.filter(({ node }) => !isEveryday(node))
  const crowded = others.length > NAMED
  const isSmall = ({ node }: Occurrence) => isEveryday(node) || (crowded && node.time.on === 'weekdays')
  return { small: beats.filter(isSmall), named: beats.filter((beat) => !isSmall(beat)) }
}
