import { addDays, addMonths, type Day, dayOfMonth, type Month, monthOf } from '../../kernel/day'
import type { CheckinState, DayBits } from '../points/rules'

/** What the brand's rules say about the days between two check-ins. */
export interface DayRules {
  /** A rest neither breaks a streak nor advances it; checking in on one counts like any day. */
  isRest: (day: Day) => boolean
  /** Missed days of a month that are protected by themselves. */
  shield: number
}

/** What a day came to; a day without a mark was missed, or is still to come. */
export type Mark = 'done' | 'made' | 'shielded' | 'rest'

/** No rests and no protection: what holds where nobody set anything. */
export const plainDays: DayRules = { isRest: () => false, shield: 0 }

/** Months of days kept in the account; older ones live in the ledger and, while a streak goes on, in `carried`. */
const KEPT_MONTHS = 13
/** Days between two check-ins beyond which nothing is looked for: no run of rests is that long. */
const WIDEST_GAP = 62

export function hasDay(bits: DayBits, day: Day): boolean {
  return (((bits[monthOf(day)] ?? 0) >> (dayOfMonth(day) - 1)) & 1) === 1
}

function withDay(bits: DayBits, day: Day): DayBits {
  const month = monthOf(day)
  return { ...bits, [month]: (bits[month] ?? 0) | (1 << (dayOfMonth(day) - 1)) }
}

function countOf(bits: DayBits, month: Month): number {
  let left = bits[month] ?? 0
  let days = 0
  for (; left !== 0; left &= left - 1) days++
  return days
}

export function markOf(state: CheckinState, day: Day): Mark | null {
  if (hasDay(state.months, day)) return 'done'
  if (hasDay(state.made, day)) return 'made'
  if (hasDay(state.shielded, day)) return 'shielded'
  return hasDay(state.rested, day) ? 'rest' : null
}

/** True for a day that counts: checked in, or repaired. */
export function countsOn(state: CheckinState, day: Day): boolean {
  return hasDay(state.months, day) || hasDay(state.made, day)
}

/** Protections that a month has already given. */
export function shieldsUsed(state: CheckinState, month: Month): number {
  return countOf(state.shielded, month)
}

/** Days of a month that count, 1 to 31. */
export function daysOfMonth(state: CheckinState, month: Month): number[] {
  const bits = (state.months[month] ?? 0) | (state.made[month] ?? 0)
  return Array.from({ length: 31 }, (_, i) => i + 1).filter((day) => (bits >> (day - 1)) & 1)
}

/** The earliest kept day that counts, or null. */
export function firstDayOf(state: CheckinState): Day | null {
  const [month] = [...Object.keys(state.months), ...Object.keys(state.made)].sort()
  const [day] = month === undefined ? [] : daysOfMonth(state, month)
  return month === undefined || day === undefined ? null : `${month}-${String(day).padStart(2, '0')}`
}

/** The first day whose bits are kept while `lastDay` is the last one. */
function keptFrom(lastDay: Day): Day {
  return `${addMonths(monthOf(lastDay), 1 - KEPT_MONTHS)}-01`
}

export interface Run {
  /** Days that count. */
  days: number
  /** Its first day as far as days are kept, or null when it has none. */
  since: Day | null
  /** It goes back beyond the kept days; `days` has those too. */
  carried: boolean
}

/** The run of days that ends with `end`, read from the days themselves. */
export function runEnding(state: CheckinState, end: Day): Run {
  const run: Run = { days: 0, since: null, carried: false }
  if (state.lastDay === null) return run
  const from = keptFrom(state.lastDay)
  for (let day = end; day >= from; day = addDays(day, -1)) {
    const mark = markOf(state, day)
    if (mark === null) return run
    if (mark === 'done' || mark === 'made') {
      run.days++
      run.since = day
    }
  }
  return { days: run.days + state.carried, since: run.since, carried: state.carried > 0 }
}

/**
 * The streak counted from the days themselves. The cached one must equal it; the cache is what lets a page show it without
 * counting.
 */
export function recountStreak(state: CheckinState): number {
  return state.lastDay === null ? 0 : runEnding(state, state.lastDay).days
}

/** The last day before `day` that counts, or null within the widest gap. */
export function countedBefore(state: CheckinState, day: Day): Day | null {
  for (let i = 1; i <= WIDEST_GAP; i++) if (countsOn(state, addDays(day, -i))) return addDays(day, -i)
  return null
}

function countedAfter(state: CheckinState, day: Day): Day | null {
  for (let next = addDays(day, 1); state.lastDay !== null && next <= state.lastDay; next = addDays(next, 1)) {
    if (countsOn(state, next)) return next
  }
  return null
}

/**
 * Bridges the days strictly between two days that count, if rests and the months' protections suffice: all of them or none, so
 * no protection is spent on a streak that breaks all the same.
 */
export function bridge(state: CheckinState, from: Day, to: Day, rules: DayRules): CheckinState | null {
  let { shielded, rested } = state
  let steps = 0
  for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
    if (++steps > WIDEST_GAP) return null
    if (markOf(state, day) !== null) continue
    if (rules.isRest(day)) rested = withDay(rested, day)
    else if (countOf(shielded, monthOf(day)) < rules.shield) shielded = withDay(shielded, day)
    else return null
  }
  return shielded === state.shielded && rested === state.rested ? state : { ...state, shielded, rested }
}

/** Joins what the brand declared a rest afterwards: a day on which its service was down breaks nobody's streak. */
export function mend(state: CheckinState, rules: DayRules): CheckinState {
  if (state.lastDay === null) return state
  const { since, carried } = runEnding(state, state.lastDay)
  const before = since === null || carried ? null : countedBefore(state, since)
  const joined = since && before && bridge(state, before, since, { isRest: rules.isRest, shield: 0 })
  return joined && joined !== state ? mend(joined, rules) : state
}

/** The days as they stand on `day`: what time and rules alone have bridged by then, with the streak that they add up to. */
export function daysOn(state: CheckinState, day: Day, rules: DayRules): CheckinState {
  const mended = mend(state, rules)
  if (mended.lastDay === null || mended.lastDay >= day) return counted(mended)
  const open = bridge(mended, mended.lastDay, day, rules)
  return open ? counted(open) : { ...mended, streak: 0 }
}

/** The streak as it stands on a day, which may still be struck. */
export function streakOn(state: CheckinState, day: Day, rules: DayRules): number {
  return daysOn(state, day, rules).streak
}

function counted(state: CheckinState): CheckinState {
  const streak = recountStreak(state)
  const longest = Math.max(state.longest, streak)
  return streak === state.streak && longest === state.longest ? state : { ...state, streak, longest }
}

/** The state after checking in on `day`; a day at or before the last one is refused by the caller. */
export function checkInOn(state: CheckinState, day: Day, rules: DayRules): CheckinState {
  const mended = mend(state, rules)
  const ready = mended.lastDay === null ? mended : (bridge(mended, mended.lastDay, day, rules) ?? mended)
  const moved = movedTo(ready, day)
  return counted({ ...moved, months: withDay(moved.months, day) })
}

/** The state after repairing `day`, which was missed. Protections that suffice now join what they could not join before. */
export function makeUpOn(state: CheckinState, day: Day, rules: DayRules): CheckinState {
  const moved = state.lastDay === null || day > state.lastDay ? movedTo(state, day) : state
  let made: CheckinState = { ...moved, made: withDay(moved.made, day) }
  const [before, after] = [countedBefore(made, day), countedAfter(made, day)]
  if (before) made = bridge(made, before, day, rules) ?? made
  if (after) made = bridge(made, day, after, rules) ?? made
  const around = runEnding(made, endOfRun(made, day)).days
  return counted(mend({ ...made, longest: Math.max(made.longest, around) }, rules))
}

/** The last day of the run that `day` belongs to. */
export function endOfRun(state: CheckinState, day: Day): Day {
  let end = day
  for (let next = addDays(day, 1); state.lastDay !== null && next <= state.lastDay; next = addDays(next, 1)) {
    const mark = markOf(state, next)
    if (mark === null) return end
    if (mark === 'done' || mark === 'made') end = next
  }
  return end
}

/** Makes `day` the last one and lets go of months that are too old, with what their days told of the running streak. */
function movedTo(state: CheckinState, day: Day): CheckinState {
  const from = keptFrom(day)
  const moved = { ...state, lastDay: day }
  if (state.lastDay === null || from <= keptFrom(state.lastDay)) return moved
  const oldest = monthOf(from)
  const kept = (bits: DayBits) => Object.fromEntries(Object.entries(bits).filter(([month]) => month >= oldest))
  return {
    ...moved,
    months: kept(state.months),
    made: kept(state.made),
    shielded: kept(state.shielded),
    rested: kept(state.rested),
    carried: runEnding(state, addDays(from, -1)).days,
  }
}

/** Days of `[from, until]` that count. */
export function countBetween(state: CheckinState, from: Day, until: Day): number {
  let days = 0
  for (let day = from; day <= until; day = addDays(day, 1)) if (countsOn(state, day)) days++
  return days
}

/** The longest run of days within `[from, until]`; `carried` days already run into its first one. */
export function longestIn(state: CheckinState, from: Day, until: Day, carried: number): number {
  let longest = carried
  let run = carried
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const mark = markOf(state, day)
    if (mark === null) run = 0
    else if (mark === 'done' || mark === 'made') longest = Math.max(longest, ++run)
  }
  return longest
}
