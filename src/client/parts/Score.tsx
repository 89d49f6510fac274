import { View } from '@tarojs/components'
import { addDays, type Day, dayOfMonth, daysInMonth, type Month, weekdayOf } from '../../kernel/day'
import { silent, spoken } from '../spoken'
import { weekdayName } from '../when'
import { Beat, type BeatKind, beatWords } from './Beat'

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
 */
export function layOut(month: Month, done: readonly number[], today: Day, since: Day): ScoreWeek[] {
  const first = `${month}-01`
  const lead = weekdayOf(first) - 1
  const count = daysInMonth(month)
  const struck = new Set(done)
  const weeks: ScoreWeek[] = []
  for (let start = -lead; start < count; start += 7) {
    const days = Array.from({ length: 7 }, (_, column) => {
      const number = start + column + 1
      if (number < 1 || number > count) return null
      const day = addDays(first, number - 1)
      return { day, kind: kindOf(day, struck.has(number), today, since) }
    })
    weeks.push({ days, slurs: slursOf(days, struck, start) })
  }
  return weeks
}

function kindOf(day: Day, done: boolean, today: Day, since: Day): ScoreDay['kind'] {
  if (done) return 'done'
  if (day === today) return 'now'
  if (day > today) return 'next'
  return day < since ? 'before' : 'miss'
}

/** A run of one day has no arc, unless it goes on in the row before or after. */
function slursOf(days: readonly (ScoreDay | null)[], struck: ReadonlySet<number>, start: number): Slur[] {
  const slurs: Slur[] = []
  let column = 0
  while (column < 7) {
    if (days[column]?.kind !== 'done') {
      column++
      continue
    }
    let end = column
    while (end < 6 && days[end + 1]?.kind === 'done') end++
    const comesFrom = column === 0 && struck.has(start)
    const goesOn = end === 6 && struck.has(start + 8)
    if (end > column || comesFrom || goesOn)
      slurs.push({ from: comesFrom ? 0 : column + 0.5, to: goesOn ? 7 : end + 0.5 })
    column = end + 1
  }
  return slurs
}

/** A month as a score: a row of five lines per week, a full beat for each day that was struck. */
export function Score({
  month,
  done,
  today,
  since,
}: {
  month: Month
  done: readonly number[]
  today: Day
  since: Day
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
      {layOut(month, done, today, since).map(({ days, slurs }, row) => (
        <View key={days.find((day) => day !== null)?.day ?? row} className="score__week">
          <View className="score__staff" />
          {slurs.map((slur) => (
            <View key={slur.from} className="score__slur" style={place(slur)} {...silent} />
          ))}
          {days.map((day, column) =>
            day ? (
              <DayCell key={day.day} day={day.day} kind={day.kind} isToday={day.day === today} />
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

function DayCell({ day, kind, isToday }: ScoreDay & { isToday: boolean }) {
  const label = `${dayOfMonth(day)} 日，${isToday ? '今天，' : ''}${kind === 'before' ? '还没开始' : beatWords[kind]}`
  return (
    <View className={`score__day${isToday ? ' is-today' : ''}`} {...spoken('listitem', { label })}>
      <View className={`score__beat score__beat--${kind}`}>
        {kind !== 'before' && <Beat kind={kind} size={kind === 'next' ? 'xxs' : 's'} />}
      </View>
      <View>{dayOfMonth(day)}</View>
    </View>
  )
}

/** Percent of the row; an arc that goes on runs a little out of it. */
function place({ from, to }: Slur): { left: string; width: string } {
  const left = from === 0 ? -4 : (from / 7) * 100
  const right = to === 7 ? 104 : (to / 7) * 100
  return { left: `${left.toFixed(2)}%`, width: `${(right - left).toFixed(2)}%` }
}
