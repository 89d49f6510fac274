import { shortDay } from '../../../admin/format'
import type { ChartModel, SeriesTone } from '../../../admin/parts/chartModel'
import { hrefOf } from '../../../admin/place'
import { type Day, daysBetween, timeOf, weekdayOf } from '../../../kernel/day'
import type { CohortDay, GroupHealth, QualityAnswer } from '../contract'
import { type Asked, addressOf, writeValue } from './view'

/** Kinds with a tone of their own; what is left is one series, 其他. */
const KINDS = 4
/** From so many days on a line is drawn by weeks: a day has too few people to be judged. */
const BY_WEEK = 14

/** The day that is still going on, for a chart of days. */
function openDay(days: readonly { day: Day }[], today: Day, now: number): ChartModel['open'] {
  const at = days.findIndex(({ day }) => day === today)
  return at < 0 ? null : { at, words: `到 ${timeOf(now)}` }
}

/** Who first came on each of the last days, by the kind of their channel: the four that brought most, and the others. */
export function channelDaysModel({ kinds, days }: QualityAnswer, today: Day, now: number): ChartModel {
  const sums = kinds.map((kind, at) => ({
    ...kind,
    at,
    sum: days.reduce((all, { people }) => all + (people[at] ?? 0), 0),
  }))
  const ranked = sums.filter(({ sum }) => sum > 0).sort((a, b) => b.sum - a.sum || a.at - b.at)
  const own = ranked.length <= KINDS + 1 ? ranked : ranked.slice(0, KINDS)
  const others = ranked.slice(own.length)
  const of = (at: readonly number[]) => days.map(({ people }) => at.reduce((all, one) => all + (people[one] ?? 0), 0))
  const tone = (n: number) => Math.min(5, n + 1) as SeriesTone
  const stacked = { as: 'bar', stack: 'people' } as const
  return {
    along: '日期',
    points: days.map(({ day }) => shortDay(day)),
    series: [
      ...own.map(({ name, at }, n) => ({ ...stacked, name, tone: tone(n), values: of([at]) })),
      ...(others.length > 0
        ? [{ ...stacked, name: '其他', tone: 5 as const, values: of(others.map(({ at }) => at)) }]
        : []),
    ],
    open: openDay(days, today, now),
    rowsOf: (point, series) => {
      const day = days[point]?.day
      const kind = own[series]
      if (day === undefined) return null
      return hrefOf('/funnel', {
        ...{ from: day, to: day, by: 'kind', people: 'all' },
        value: kind === undefined ? null : writeValue(kind.kind),
      })
    },
  }
}

/** Who joined and who left a group, day by day. @param chatId the group whose moves a bar leads to */
export function movesModel(days: GroupHealth['days'], chatId: string, today: Day, now: number): ChartModel {
  return {
    along: '日期',
    points: days.map(({ day }) => shortDay(day)),
    series: [
      { name: '进群', as: 'bar', stack: 'moves', tone: 1, values: days.map(({ joins }) => joins) },
      { name: '退群', as: 'bar', stack: 'moves', tone: 4, down: true, values: days.map(({ quits }) => quits) },
    ],
    open: openDay(days, today, now),
    rowsOf: (point, series) =>
      hrefOf('/groups', { group: chatId, moves: series === 0 ? 'joins' : 'quits', on: days[point]?.day }),
  }
}

/** Who first came on each day; hatched nowhere, but the unmatched stand apart on top. A bar leads to its people. */
export function entryModel(days: readonly CohortDay[], asked: Asked, today: Day, now: number): ChartModel {
  const known = { as: 'bar', stack: 'people' } as const
  return {
    along: '第一次来的日子',
    points: days.map(({ day }) => shortDay(day)),
    series: [
      { ...known, name: '对得上是谁', tone: 1, values: days.map(({ people, unmatched }) => people - unmatched) },
      { ...known, name: '对不上', tone: 5, values: days.map(({ unmatched }) => unmatched) },
    ],
    open: openDay(days, today, now),
    rowsOf: (point, series) => {
      const day = days[point]?.day
      if (day === undefined) return null
      const only = series === 1 ? 'unmatched' : null
      return hrefOf('/funnel', { ...addressOf({ ...asked, from: day, to: day, versus: null }), people: 'all', only })
    },
  }
}

export interface Cohort {
  from: Day
  to: Day
  known: number
  checkedIn: number
  used: number
  /** Null while a week is not over for all of them. */
  active: number | null
}

/** Days put together to weeks from Monday on, where there are many of them. */
export function cohortsOf(days: readonly CohortDay[]): Cohort[] {
  const weekly = days.length > BY_WEEK
  const cohorts: Cohort[] = []
  for (const { day, people, unmatched, checkedIn, used, active } of days) {
    const last = cohorts.at(-1)
    const one = { from: day, to: day, known: people - unmatched, checkedIn, used, active }
    if (!weekly || last === undefined || weekdayOf(day) === 1) {
      cohorts.push(one)
      continue
    }
    last.to = day
    last.known += one.known
    last.checkedIn += checkedIn
    last.used += used
    last.active = last.active === null || active === null ? null : last.active + active
  }
  return cohorts
}

/** A cohort below this says more than is known; it has no point. */
const LEAST = 5

/** What became of those who came at the same time: still there after a week, checked in, redeemed, in percent of the matched. */
export function cohortModel(days: readonly CohortDay[], asked: Asked): ChartModel {
  const cohorts = cohortsOf(days)
  const line = (name: string, tone: SeriesTone, of: (cohort: Cohort) => number | null) => ({
    ...{ name, tone, as: 'line' as const, shown: (value: number) => `${value.toFixed(1).replace('.0', '')}%` },
    values: cohorts.map((cohort) => {
      const part = of(cohort)
      return part === null || cohort.known < LEAST ? null : (part * 100) / cohort.known
    }),
  })
  return {
    along:
      daysBetween(days[0]?.day ?? asked.from, days.at(-1)?.day ?? asked.to) >= BY_WEEK ? '来的那一周' : '来的那一天',
    points: cohorts.map(({ from, to }) => (from === to ? shortDay(from) : `${shortDay(from)}–${shortDay(to)}`)),
    series: [
      line('7 日还在', 1, ({ active }) => active),
      line('打卡率', 2, ({ checkedIn }) => checkedIn),
      line('核销率', 4, ({ used }) => used),
    ],
    rowsOf: (point, series) => {
      const cohort = cohorts[point]
      if (cohort === undefined) return null
      const { from, to } = cohort
      const only = (['active', 'checkedIn', 'used'] as const)[series] ?? null
      return hrefOf('/funnel', { ...addressOf({ ...asked, from, to, versus: null }), people: 'all', only })
    },
  }
}
