import { addDays, addMonths, type Day, dayOfMonth, monthOf } from '../../kernel/day'
import type { CheckinState, Movement, Reward } from '../points/rules'

/** What a check-in campaign gives. Rules are data; this is their shape. */
export interface CheckinPlan {
  /** Travels in the ledger's keys. */
  campaign: string
  /** Points of every day. */
  daily: number
  /** Points when the streak reaches these many days; the same steps come again in every `cycle`. */
  milestones: readonly { days: number; points: number }[]
  /**
   * Length of the reward cycle in days. It decides rewards only: the streak itself never restarts at the end of a cycle
   * (members of other products on day 100 were shown "2 days").
   */
  cycle: number
}

/** Months of check-in days kept in the account; older ones live in the ledger. */
const KEPT_MONTHS = 13

/** The streak as it stands on a day: unbroken while the last check-in is that day or the day before. */
export function streakOn(state: CheckinState, day: Day): number {
  return state.lastDay === day || state.lastDay === addDays(day, -1) ? state.streak : 0
}

/** The state after checking in on `day`; a day at or before the last one is refused by the caller. */
export function checkInOn(state: CheckinState, day: Day): CheckinState {
  const streak = streakOn(state, day) + 1
  const month = monthOf(day)
  const oldest = addMonths(month, 1 - KEPT_MONTHS)
  const months = Object.fromEntries(Object.entries(state.months).filter(([kept]) => kept >= oldest))
  months[month] = (months[month] ?? 0) | (1 << (dayOfMonth(day) - 1))
  return { streak, lastDay: day, longest: Math.max(state.longest, streak), months }
}

export function checkedInOn(state: CheckinState, day: Day): boolean {
  return (((state.months[monthOf(day)] ?? 0) >> (dayOfMonth(day) - 1)) & 1) === 1
}

/** Days of a month with a check-in, 1 to 31. */
export function daysOfMonth(state: CheckinState, month: string): number[] {
  const bits = state.months[month] ?? 0
  return Array.from({ length: 31 }, (_, i) => i + 1).filter((day) => (bits >> (day - 1)) & 1)
}

/** The earliest kept day with a check-in, or null. */
export function firstDayOf(state: CheckinState): Day | null {
  const [month] = Object.keys(state.months).sort()
  const [day] = month === undefined ? [] : daysOfMonth(state, month)
  return month === undefined || day === undefined ? null : `${month}-${String(day).padStart(2, '0')}`
}

/**
 * The streak counted from the days themselves, as far back as they are kept. The cached one must equal it; the cache is
 * what lets a check-in need one document.
 */
export function recountStreak(state: CheckinState): number {
  let streak = 0
  let day = state.lastDay
  while (day !== null && checkedInOn(state, day)) {
    streak++
    day = addDays(day, -1)
  }
  return streak
}

/** What reaching `streak` days earns, as ledger movements: the day's points first, then a milestone's. */
export function rewardsOf(plan: CheckinPlan, memberId: string, day: Day, streak: number): Movement[] {
  const key = `${plan.campaign}:${memberId}:${day}`
  const movements: Movement[] = [
    { bizType: 'checkin', bizId: key, asset: 'points', delta: plan.daily, expires: null, reason: '打卡' },
  ]
  const milestone = plan.milestones.find(({ days }) => days === placeInCycle(plan, streak))
  if (milestone) {
    movements.push({
      bizType: 'checkin',
      bizId: `${key}:streak${milestone.days}`,
      asset: 'points',
      delta: milestone.points,
      expires: null,
      reason: `连续 ${streak} 天`,
    })
  }
  return movements.filter(({ delta }) => delta > 0)
}

/** 1 to `cycle`: where a streak stands for rewards. */
function placeInCycle(plan: CheckinPlan, streak: number): number {
  return ((streak - 1) % plan.cycle) + 1
}

export function rewardViews(movements: readonly Movement[]): Reward[] {
  return movements.map(({ reason, delta }) => ({ title: reason, points: delta }))
}

/** The milestones of the running cycle, in days of the streak, with what is left to each. */
export function milestonesAt(plan: CheckinPlan, streak: number): { days: number; points: number; left: number }[] {
  const cycleStart = streak === 0 ? 0 : streak - placeInCycle(plan, streak)
  return plan.milestones.map(({ days, points }) => ({
    days: cycleStart + days,
    points,
    left: Math.max(0, cycleStart + days - streak),
  }))
}
