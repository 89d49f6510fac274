import * as v from 'valibot'
import { type Day, isMonth, type Month } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { Reward } from '../points/rules'

export interface CheckInAnswer {
  day: Day
  streak: number
  awarded: number
  balance: number
  rewards: Reward[]
}

/** A milestone of the streak and where the member stands. */
export interface MilestoneView {
  days: number
  title: string
  /** Days still to go; 0 when it was reached in the running streak. */
  left: number
}

export interface ScoreView {
  /** The business day by the server's clock. */
  today: Day
  month: Month
  /** Days of the month with a check-in, as numbers 1 to 31. */
  days: number[]
  /** The last seven days up to Sunday of this week: Monday first. */
  week: { day: Day; done: boolean }[]
  streak: number
  longest: number
  doneToday: boolean
  awardedToday: number
  /** Points that checking in today would give (or gave). */
  todayReward: Reward[]
  balance: number
  next: MilestoneView | null
  milestones: MilestoneView[]
  /** First month with a check-in, or this one. */
  firstMonth: Month
  /** The member's first check-in, or today: nobody missed a day before it. */
  since: Day
}

export const checkinContract = {
  'checkin.checkIn': { roles: ['member'], input: v.object({}), output: output<CheckInAnswer>() },
  /** Week, month score and milestones: one read of the account. */
  'checkin.getScore': {
    roles: ['visitor'],
    input: v.object({ month: v.optional(v.pipe(v.string(), v.check(isMonth, '月份要写成 2026-11 这样'))) }),
    output: output<ScoreView>(),
  },
} as const
