import type { Day } from '../../kernel/day'
import type { ExpiryPolicy } from '../points/rules'

/** Something that a check-in gives. Each kind stands at most once in a list, so a rule's coupon has one cause. */
export type Gift =
  | { kind: 'points' | 'growth' | 'makeup_card'; amount: number }
  /** `title` is the batch's when the rule was made, for the member to read. */
  | { kind: 'coupon'; batch: string; title: string }

/**
 * A day that is otherwise for checking in alone: a rest after an outage, an event on a day off. Days off and 调休 stand in the
 * book `holidays`, which SOPs go by too.
 */
export interface DayOverride {
  day: Day
  kind: 'holiday' | 'workday'
  name: string
}

/** Gifts at a number of days. */
export interface Step {
  days: number
  gifts: Gift[]
}

/** What lasts a limited time and comes on top of the everyday rewards. Two of them never run on one day. */
export interface Campaign {
  /** Travels in the ledger's keys. */
  id: string
  title: string
  from: Day
  /** The last day. */
  until: Day
  /** Unbroken days within the campaign. */
  consecutive: Step[]
  /** The consecutive steps come again every so many days and after a break; null gives each once. */
  cycle: number | null
  /** Days within the campaign, unbroken or not; each once. */
  cumulative: Step[]
  /** For checking in on the very day. */
  calendar: { day: Day; gifts: Gift[] }[]
  /** Points that it gives in one business day over all members; then they come some minutes later. Null has no limit. */
  budgetPerDay: number | null
}

/** All that the brand decides about checking in. */
export interface CheckinBook {
  schema: 1
  /** Minutes after midnight at which the day begins: night people check in at 00:30 for the day before. */
  dayStart: number
  rest: {
    /** 1 = Monday to 7 = Sunday. */
    weekdays: number[]
    /** Public holidays are rests, and a weekday of rest that is worked because of them (调休) is none. */
    holidays: boolean
  }
  /** Days that are otherwise than the calendar says, for checking in alone: `holiday` is a rest, `workday` is none. */
  overrides: DayOverride[]
  /** Missed days a month that are protected by themselves. */
  shield: number
  cards: {
    /** Days back that can be repaired. */
    windowDays: number
    /** Repairs in a calendar month, and cards bought in one. */
    perMonth: number
    /** Points for one; null is not for sale. */
    price: number | null
    life: ExpiryPolicy
  }
  /** How long points of a check-in can be spent. */
  pointsLife: ExpiryPolicy
  /** Each day's gifts. */
  daily: Gift[]
  /** The everyday rewards of a streak; they come again in every `cycle` and after a break. */
  steps: Step[]
  cycle: number
  campaigns: Campaign[]
  /** Minutes after midnight at which those who may lose a streak are reminded; null does not. */
  remindAt: number | null
}

/** Under this name the everyday rewards stand in the ledger's keys. */
export const EVERYDAY = 'daily'

/** What holds until the brand sets its own. The daily ten points stand in the shop's own SOP table (日常栏目, row 3). */
export const standardBook: CheckinBook = {
  schema: 1,
  dayStart: 0,
  rest: { weekdays: [], holidays: false },
  overrides: [],
  shield: 0,
  cards: { windowDays: 7, perMonth: 2, price: 100, life: { kind: 'rolling_months', months: 3 } },
  pointsLife: { kind: 'year_end', after: 1 },
  daily: [{ kind: 'points', amount: 10 }],
  steps: [
    { days: 3, gifts: [{ kind: 'points', amount: 20 }] },
    { days: 7, gifts: [{ kind: 'points', amount: 50 }] },
    { days: 14, gifts: [{ kind: 'points', amount: 100 }] },
    { days: 30, gifts: [{ kind: 'points', amount: 200 }] },
  ],
  cycle: 30,
  campaigns: [],
  remindAt: 20 * 60 + 10,
}

/**
 * What cannot be meant in a book whose fields are each sound: a code and a sentence, or null. The page asks it before it sends,
 * the server before it writes.
 */
export function problemOf({
  steps,
  cycle,
  campaigns,
  overrides,
}: CheckinBook): { code: string; message: string } | null {
  const problem = (code: string, message: string) => ({ code, message })
  if (!ascending(steps, cycle)) return problem('BAD_STEPS', '连续奖励的天数要从小到大、不重复，也不能超过一轮的天数。')
  if (new Set(overrides.map(({ day }) => day)).size < overrides.length) {
    return problem('DAY_TWICE', '同一天在特别日期里写了两次，请留下一条。')
  }
  if (new Set(campaigns.map(({ id }) => id)).size < campaigns.length || campaigns.some(({ id }) => id === EVERYDAY)) {
    return problem('CAMPAIGN_ID_TWICE', '两个活动用了同一个编号，请换一个。')
  }
  for (const one of campaigns) {
    if (one.until < one.from) return problem('ENDS_BEFORE_START', `「${one.title}」的结束日早于开始日，请改好日期。`)
    if (addYear(one.from) < one.until) return problem('CAMPAIGN_TOO_LONG', `「${one.title}」超过一年，请缩短。`)
    if (!ascending(one.consecutive, one.cycle) || !ascending(one.cumulative, null)) {
      return problem('BAD_STEPS', `「${one.title}」的天数要从小到大、不重复，也不能超过一轮的天数。`)
    }
    const days = one.calendar.map(({ day }) => day)
    if (days.some((day) => day < one.from || day > one.until) || new Set(days).size < days.length) {
      return problem('BAD_CALENDAR_DAY', `「${one.title}」的指定日期要在活动期间内，且不重复。`)
    }
    if (one.budgetPerDay !== null && one.budgetPerDay < mostPoints(one)) {
      return problem(
        'BUDGET_TOO_SMALL',
        `「${one.title}」每天的积分预算连一份奖励都不够，请至少写 ${mostPoints(one)}。`,
      )
    }
  }
  const inOrder = [...campaigns].sort((a, b) => (a.from < b.from ? -1 : 1))
  const clash = inOrder.findIndex((one, i) => i > 0 && one.from <= (inOrder[i - 1]?.until ?? ''))
  if (clash < 0) return null
  const names = `「${inOrder[clash - 1]?.title}」和「${inOrder[clash]?.title}」`
  return problem('CAMPAIGNS_OVERLAP', `${names}的日期重叠了。同一天只能有一个活动，请错开。`)
}

/** The largest reward in points: a smaller budget would never give it. */
function mostPoints({ consecutive, cumulative, calendar }: Campaign): number {
  const gifts = [...consecutive, ...cumulative, ...calendar].flatMap((each) => each.gifts)
  return Math.max(0, ...gifts.map((gift) => (gift.kind === 'points' ? gift.amount : 0)))
}

function ascending(steps: readonly Step[], most: number | null): boolean {
  return steps.every(({ days }, i) => days > (steps[i - 1]?.days ?? 0) && days <= (most ?? days))
}

function addYear(day: Day): Day {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
}
