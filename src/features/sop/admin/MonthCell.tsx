import { longDay } from '../../../admin/format'
import { Glyph } from '../../../admin/parts/Glyph'
import { toneOf } from '../../../admin/parts/tone'
import { type Day, dayOfMonth, timeOf } from '../../../kernel/day'
import type { Occurrence } from '../rules'
import { fateOf } from './BeatChip'
import { BudgetMark } from './BoardHead'
import { type BeatFacts, beatFacts, beatLabel, outcomeWords } from './beatFacts'
import { DayOff } from './CalendarDays'
import { isEveryday } from './calendar'
import type { Calendar } from './useCalendar'
import type { Carry } from './useCarry'
import type { Selecting } from './useSelecting'

/** Named beats that a cell has room for. */
const NAMED = 3

/** One day of the month. */
export function MonthCell({
  day,
  beats,
  calendar,
  label,
  current,
  editable,
  chosen,
  carry,
  selecting,
  onOpen,
  onDay,
}: {
  day: Day
  beats: readonly Occurrence[]
  calendar: Calendar
  label: { text: string; festival: boolean } | undefined
  /** The keys are here: its buttons can be reached by Tab. */
  current: boolean
  editable: boolean
  chosen: string | null
  carry: Carry
  selecting: Selecting
  onOpen: (beat: Occurrence) => void
  onDay: (day: Day) => void
}) {
  const { small, named } = sortedOut(beats)
  const sent = beats.filter((beat) => /^(sent|late)$/.test(calendar.rows.get(beat.beat)?.state ?? '')).length
  const stop = current ? 0 : -1
  const silent = small.filter((beat) => fateOf(beatFacts(beat, calendar)) === 'silent').length
  return (
    <>
      <p className="month-day">
        <button type="button" tabIndex={stop} onClick={() => onDay(day)} aria-label={`${longDay(day)}，看这一周`}>
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
              title={[`${beat.node.column} ${timeOf(beat.from)}`, outcomeWords(beatFacts(beat, calendar).outcome)]
                .filter((word) => word !== null)
                .join('，')}
            />
          ))}
          <span>
            {sent > 0 && `${sent}/`}
            {small.length}
            <span className="sr"> 条日常</span>
            {silent > 0 && <em> · {silent} 条不发</em>}
          </span>
        </p>
      )}
      <ul className="month-named">
        {named.slice(0, NAMED).map((beat) => {
          const facts = beatFacts(beat, calendar)
          const { glyph, past, foreign } = facts
          return (
            <li key={beat.beat}>
              <button
                type="button"
                tabIndex={stop}
                data-tone={toneOf(beat.node.column, beat.node.module, beat.node.kind === 'special')}
                data-past={past}
                data-fate={fateOf(facts)}
                data-beat={beat.beat}
                data-movable={editable && !foreign}
                aria-label={beatLabel(beat, facts, longDay(day))}
                aria-current={beat.beat === chosen ? 'true' : undefined}
                onFocus={() => selecting.select({ date: day, from: timeOf(beat.from), beat: beat.beat, column: null })}
                onClick={() => !carry.justDropped() && onOpen(beat)}
                onPointerDown={(event) => editable && !foreign && carry.start(event, { beat })}
              >
                <span className="ellipsis">{beat.node.column}</span>
                {glyph && <Glyph name={glyph} size={12} />}
                <Trouble facts={facts} />
              </button>
            </li>
          )
        })}
        {named.length > NAMED && (
          <li>
            <button type="button" tabIndex={stop} className="month-more" onClick={() => onDay(day)}>
              还有 {named.length - NAMED} 条
            </button>
          </li>
        )}
      </ul>
    </>
  )
}

function Trouble({ facts }: { facts: BeatFacts }) {
  const { past, clash, diverted, missing, outcome } = facts
  if (past) return null
  const fate = fateOf(facts)
  if (fate === 'silent') return <em>不发</em>
  if (fate === 'some') return <em>{outcome?.silent.reduce((sum, { names }) => sum + names.length, 0)} 个群听不到</em>
  if (diverted || fate === 'byhand') return <em>改走待办</em>
  if (clash) return <em>撞车</em>
  return missing.length > 0 ? <em>缺{missing.length} 个变量</em> : null
}

/** What is left of the quota when the day is over; only inside the period that is counted. */
function Left({ day, calendar }: { day: Day; calendar: Calendar }) {
  const { budget, group, dryrun, overlaid } = calendar
  const tried = dryrun && group !== null ? (overlaid.overlay?.leftAfter(group.id, day) ?? null) : null
  const left = tried ?? (budget !== null && day >= budget.from && day <= budget.to ? budget.leftAfter(day) : null)
  if (left === null) return null
  return (
    <span className="month-left" title="当天结束后还剩的群发条数">
      <BudgetMark left={left} />
    </span>
  )
}

/** Hollow: still to come. Striped: missed. Crossed: the dry run says that it will not be heard. */
function lookOf(beat: Occurrence, calendar: Calendar): 'done' | 'missed' | 'coming' | 'silent' {
  const state = calendar.rows.get(beat.beat)?.state
  if (state === 'missed' || state === 'skipped') return 'missed'
  if (state === 'sent' || state === 'late') return 'done'
  return fateOf(beatFacts(beat, calendar)) === 'silent' ? 'silent' : 'coming'
}

/** What is there nearly every day becomes a small bar; weekly ones too where they would fill the cell. */
function sortedOut(beats: readonly Occurrence[]): { small: Occurrence[]; named: Occurrence[] } {
  const others = beats.filter(({ node }) => !isEveryday(node))
  const crowded = others.length > NAMED
  const isSmall = ({ node }: Occurrence) => isEveryday(node) || (crowded && node.time.on === 'weekdays')
  return { small: beats.filter(isSmall), named: beats.filter((beat) => !isSmall(beat)) }
}
