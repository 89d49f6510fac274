import { getDayDetail } from 'chinese-days'
import { type Day, weekdayOf } from './day'

/** A day that the brand sets itself: the official calendar of a new year, or days of its own. */
export interface DayOverride {
  day: Day
  kind: 'holiday' | 'workday'
  name: string
}

export interface DayKind {
  kind: 'holiday' | 'workday' | 'weekend'
  /** Of the festival, also on a weekend that is worked because of it (调休); null on an ordinary day. */
  name: string | null
}

/**
 * What a day is in the Chinese calendar of work and rest. The library knows the official arrangements up to the year of its
 * release; for days after it an ordinary week is assumed until the overrides say otherwise. For servers only: its tables are
 * some thirty kilobytes.
 */
export function holidayOf(day: Day, overrides: readonly DayOverride[]): DayKind {
  const own = overrides.find((one) => one.day === day)
  if (own) return { kind: own.kind, name: own.name }
  const { work, name } = getDayDetail(day)
  // A festival reads `Spring Festival,春节,4`, an ordinary day is the English name of its weekday.
  const festival = name.split(',')[1] ?? null
  if (festival !== null) return { kind: work ? 'workday' : 'holiday', name: festival }
  return { kind: weekdayOf(day) > 5 ? 'weekend' : 'workday', name: null }
}
