import { weekdayName } from '../../../admin/format'
import { addDays, type Day, dayOfMonth, weekdayOf } from '../../../kernel/day'
import { dayInfo } from '../../../kernel/holidays'
import type { Calendar } from './useCalendar'

/** The heads of a week: day, lunar day or festival, days off, and how many group tasks the day takes. */
export function CalendarDays({
  calendar,
  days,
  labels,
}: {
  calendar: Calendar
  days: readonly Day[]
  labels: ReadonlyMap<Day, { text: string; festival: boolean }>
}) {
  const { today, holidays, budget, beats } = calendar
  return (
    <div className="week-head">
      <span />
      {days.map((day) => {
        const label = labels.get(day)
        const tasks = budget
          ? beats.filter((beat) => beat.date === day && budget.routes.get(beat.beat) === 'group_task').length
          : null
        return (
          <div key={day} data-today={day === today}>
            <b>
              {weekdayName(weekdayOf(day))} {dayOfMonth(day)}
            </b>
            {day === today && <span className="coral">今天</span>}
            <DayOff day={day} calendar={{ holidays }} />
            <p>
              <span data-festival={label?.festival}>{label?.text}</span>
              {tasks !== null && (
                <span className={tasks > 1 ? 'brick' : undefined} title="当天占用的群发条数">
                  {tasks} 条群发
                </span>
              )}
            </p>
          </div>
        )
      })}
    </div>
  )
}

/** 休 with the holiday's name, 收假 on its last day, 班 on a weekend day on which people work. */
export function DayOff({ day, calendar }: { day: Day; calendar: Pick<Calendar, 'holidays'> }) {
  const mark = dayOffOf(day, calendar.holidays)
  if (mark === null) return null
  return (
    <span className="tag day-off" data-kind={mark.work ? undefined : 'jade'} title={mark.title}>
      {mark.sign}
      <span className="sr">{mark.title}</span>
    </span>
  )
}

export function dayOffOf(
  day: Day,
  holidays: Calendar['holidays'],
): { sign: string; title: string; work: boolean } | null {
  const { kind, name } = dayInfo(day, holidays)
  if (kind === 'makeup') return { sign: '班', title: `${name ?? ''}调休，要上班`, work: true }
  if (kind !== 'holiday') return null
  const last = endsHere(day, holidays)
  return last
    ? { sign: '收假', title: `${name ?? ''}假期最后一天`, work: false }
    : { sign: '休', title: `${name ?? ''}放假`, work: false }
}

/** The last day before people work again. */
function endsHere(day: Day, holidays: Calendar['holidays']): boolean {
  const { kind } = dayInfo(addDays(day, 1), holidays)
  return kind === 'workday' || kind === 'makeup'
}
