import * as v from 'valibot'
import { type Day, isDay, isMonth, type Month } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { Reward } from '../points/rules'
import { editors, everyStaff } from '../staff/contract'
import type { CheckinBook } from './book'
import { bookSchema } from './bookSchema'
import type { Mark } from './rules'

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

export interface CardsView {
  /** Usable now. */
  held: number
  /** Points for one more; null is not for sale. */
  price: number | null
  /** Bought this month, and how many more may be. */
  bought: number
  toBuy: number
  /** Days back that can be repaired. */
  windowDays: number
  /** Repairs that this month still allows. */
  repairsLeft: number
}

/** Why the streak does not reach further back. */
export interface BrokeView {
  /** One sentence: which day, and what could still repair it. */
  sentence: string
  missed: Day[]
  /** Cards that would join it again, and the streak then; null when nothing can. */
  repair: { cards: number; streak: number } | null
}

/** A reward of a campaign and where the member stands. */
export interface CampaignStepView {
  title: string
  gift: string
  reached: boolean
  /** Days still to go; null for a date. */
  left: number | null
}

export interface CampaignView {
  id: string
  title: string
  from: Day
  until: Day
  /** Days of the campaign that count so far. */
  total: number
  steps: CampaignStepView[]
  /** Its points are limited, or today's were used up, in one sentence. */
  note: string | null
}

export interface ScoreView {
  /** The business day by the server's clock. */
  today: Day
  month: Month
  /** Days of the month that count, as numbers 1 to 31. */
  days: number[]
  /** What each marked day of the month came to; days of rest still to come are marked too. */
  marks: { day: number; mark: Mark }[]
  /** This week, Monday first. `mark` is what a day came to; a rest still to come is marked too. */
  week: { day: Day; done: boolean; mark: Mark | null }[]
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
  /** Minutes after midnight at which a day begins. */
  dayStart: number
  restToday: boolean
  shield: { perMonth: number; left: number }
  cards: CardsView
  /** Missed days that a card could repair now, latest first. */
  repairable: Day[]
  broke: BrokeView | null
  /** What is running. */
  campaigns: CampaignView[]
  /** The brand's rules in sentences. */
  ruleLines: string[]
}

export interface MakeUpAnswer {
  day: Day
  streak: number
  awarded: number
  rewards: Reward[]
  balance: number
  cards: number
}

export interface BookView {
  book: CheckinBook
  revision: number
  /** When and by whom it was set; null is what the product comes with. */
  at: number | null
  by: string | null
}

/** What the running campaign came to today. */
export interface CampaignToday {
  id: string
  /** Members who checked in today: while it runs they all take part. */
  came: number
  /** Points under the budget of the day; null when it has none and they are not counted. */
  budget: { perDay: number; given: number; left: number; short: number } | null
}

const request = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

export const checkinContract = {
  'checkin.checkIn': { roles: ['member'], input: v.object({}), output: output<CheckInAnswer>() },
  /** Week, month score and milestones: one read of the account. */
  'checkin.getScore': {
    roles: ['visitor'],
    input: v.object({ month: v.optional(v.pipe(v.string(), v.check(isMonth, '月份要写成 2026-11 这样'))) }),
    output: output<ScoreView>(),
  },
  /** Repairs a missed day with one card. `request` is made by the page and kept until answered. */
  'checkin.makeUp': {
    roles: ['member'],
    input: v.object({ day: v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样')), request }),
    output: output<MakeUpAnswer>(),
  },
  /** Points for one make-up card. */
  'checkin.buyCard': {
    roles: ['member'],
    input: v.object({ request }),
    output: output<{ cards: number; balance: number; expires: Day | null }>(),
  },
} as const

export const checkinStaffContract = {
  'checkin.getRules': { roles: everyStaff, input: v.object({}), output: output<BookView>() },
  /** Campaigns of this business day, at most one: who came, and how far its budget is. Five wire calls at most. */
  'checkin.getCampaigns': {
    roles: everyStaff,
    input: v.object({}),
    output: output<{ day: Day; campaigns: CampaignToday[] }>(),
  },
  /** Writes the whole book over the revision that the page had read. */
  'checkin.setRules': {
    roles: editors,
    input: v.object({ request, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), book: bookSchema }),
    output: output<BookView>(),
  },
} as const
