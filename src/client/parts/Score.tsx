import { View } from '@tarojs/components'
import { addDays, type Day, dayOfMonth, daysInMonth, type Month, weekdayOf } from '../../kernel/day'
import { silent, spoken } from '../spoken'
import { weekdayName } from '../when'
import { Beat, type BeatKind, beatWords } from './Beat'

/** What a day came to beyond being struck: repaired, protected, a rest. */
export interface ScoreMark {
  /** 1 to 31. */
  day: number
  mark: 'done' | 'made' | 'shielded' | 'rest'
}

export interface ScoreDay {
  day: Day
  /** `before` the member's first check-in: nothing to draw, nothing was missed. */
  kind: BeatKind | 'before'
}

/** An arc over the unbroken days of one row, in columns 0 to 7; it runs out of the row where the days go on. */
export interface Slur {
  from: number
  to: number
}

export interface ScoreWeek {
  /** Monday first; null outside the month. */
  days: (ScoreDay | null)[]
  slurs: Slur[]
}

/**
 * Lays a month out in weeks, Monday first.
 *
 * @param done days of the month with a check-in, 1 to 31
 * @param since the member's first day
 * @param repairable missed days that can still be repaired
 */
export function layOut(
  month: Month,
  done: readonly number[],
  today: Day,
  since: Day,
  marks: readonly ScoreMark[] = [],
  repairable: readonly Day[] = [],
): ScoreWeek[] {
  const first = `${month}-01`
  const lead = weekdayOf(first) - 1
  const count = daysInMonth(month)
  const struck = new Set(done)
  const marked = new Map(marks.map(({ day, mark }) => [day, mark]))
  const bridged = marks.filter(({ day, mark }) => mark !== 'rest' || `${month}-${String(day).padStart(2, '0')}` < today)
  const joined = new Set([...done, ...bridged.map(({ day }) => day)])
  const weeks: ScoreWeek[] = []
  for (let start = -lead; start < count; start += 7) {
    const days = Array.from({ length: 7 }, (_, column) => {
      const number = start + column + 1
      if (number < 1 || number > count) return null
      const day = addDays(first, number - 1)
      const mark = marked.get(number) ?? (struck.has(number) ? 'done' : null)
      const kind = kindOf(day, mark, today, since)
      return { day, kind: kind === 'miss' && repairable.includes(day) ? 'repair' : kind }
    })
    weeks.push({ days, slurs: slursOf(days, joined, start) })
  }
  return weeks
}

function kindOf(day: Day, mark: ScoreMark['mark'] | null, today: Day, since: Day): ScoreDay['kind'] {
  if (mark !== null && mark !== 'rest') return mark
  if (day === today) return 'now'
  if (mark === 'rest') return 'rest'
  if (day > today) return 'next'
  return day < since ? 'before' : 'miss'
}

/** A run of one day has no arc, unless it goes on in the row before or after. Bridged days carry an arc, but none begins or ends there. */
function slursOf(days: readonly (ScoreDay | null)[], joined: ReadonlySet<number>, start: number): Slur[] {
  const slurs: Slur[] = []
  const isJoined = (column: number) => days[column] != null && joined.has(start + column + 1)
  const counts = (column: number) => ['done', 'made'].includes(days[column]?.kind ?? '')
  let column = 0
  while (column < 7) {
    if (!isJoined(column)) {
      column++
      continue
    }
    let end = column
    while (end < 6 && isJoined(end + 1)) end++
    const next = end + 1
    const comesFrom = column === 0 && joined.has(start)
    const goesOn = end === 6 && joined.has(start + 8)
    if (!comesFrom) while (column <= end && !counts(column)) column++
    if (!goesOn) while (end >= column && !counts(end)) end--
    if (end > column || (end === column && (comesFrom || goesOn)))
      slurs.push({ from: comesFrom ? 0 : column + 0.5, to: goesOn ? 7 : end + 0.5 })
    column = next
  }
  return slurs
}

/** A month as a score: a row of five lines per week, a full beat for each day that was struck. */
export function Score({
  month,
  done,
  today,
  since,
  marks,
  repairable,
  pitch,
  onPick,
}: {
  month: Month
  done: readonly number[]
  today: Day
  since: Day
  marks?: readonly ScoreMark[]
  repairable?: readonly Day[]
  /** How many columns a day of the month (1 to 31) was part of: the more, the higher its beat stands. */
  pitch?: ReadonlyMap<number, number>
  /** A day that is not still to come was pressed; `repair` when it was missed and can be repaired. */
  onPick?: (day: Day, kind: ScoreDay['kind']) => void
}) {
  return (
    <View {...spoken('list', { label: `${Number(month.slice(5))} 月打卡记录` })}>
      <View className="score__head" {...silent}>
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <View key={weekday} className="score__name">
            {weekdayName(weekday)}
          </View>
        ))}
      </View>
      {layOut(month, done, today, since, marks, repairable).map(({ days, slurs }, row) => (
        <View key={days.find((day) => day !== null)?.day ?? row} className="score__week">
          <View className="score__staff" />
          {slurs.map((slur) => (
            <View key={slur.from} className="score__slur" style={place(slur)} {...silent} />
          ))}
          {days.map((day, column) =>
            day ? (
              <DayCell
                key={day.day}
                day={day.day}
                kind={day.kind}
                isToday={day.day === today}
                joined={pitch?.get(dayOfMonth(day.day)) ?? 0}
                onPick={onPick}
              />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty column is known by its place alone
              <View key={column} className="score__day" />
            ),
          )}
        </View>
      ))}
    </View>
  )
}

/** Steps of the staff from its lowest line to its highest. */
const HIGHEST = 4

interface CellProps extends ScoreDay {
  isToday: boolean
  joined: number
  onPick: ((day: Day, kind: ScoreDay['kind']) => void) | undefined
}

function DayCell({ day, kind, isToday, joined, onPick }: CellProps) {
  const words = kind === 'before' ? '还没开始' : beatWords[kind]
  const label = `${dayOfMonth(day)} 日，${isToday ? '今天，' : ''}${words}${joined > 0 ? `，参加 ${joined} 档` : ''}`
  const pick = onPick && kind !== 'before' && kind !== 'next' ? () => onPick(day, kind) : undefined
  const size = kind === 'next' ? 'xxs' : kind === 'repair' ? 'm' : 's'
  return (
    <View
      className={`score__day${isToday ? ' is-today' : ''}${kind === 'repair' ? ' is-open' : ''}`}
      {...spoken('listitem', pick ? {} : { label })}
    >
      <View
        className={`score__beat score__beat--${kind} score__beat--up${Math.min(joined, HIGHEST)}`}
        {...(pick && { onClick: pick, ...spoken('button', { label }) })}
      >
        {kind !== 'before' && <Beat kind={kind} size={size} />}
      </View>
      <View {...silent}>{dayOfMonth(day)}</View>
    </View>
  )
}

/** Percent of the row; an arc that goes on runs a little out of it. */
function place({ from, to }: Slur): { left: string; width: string } {
  const left = from === 0 ? -4 : (from / 7) * 100
  const right = to === 7 ? 104 : (to / 7) * 100
  return { left: `${left.toFixed(2)}%`, width: `${(right - left).toFixed(2)}%` }
}
