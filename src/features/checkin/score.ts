import { addDays, type Day, dayOf, daysInMonth, type Month, monthOf, weekdayOf } from '../../kernel/day'
import { newAccount } from '../points/account'
import type { Account, CheckinState } from '../points/rules'
import type { Campaign, CheckinBook } from './book'
import type { CampaignStepView, CampaignView, ScoreView } from './contract'
import { brokeView, cardsView, repairableDays } from './repairs'
import { giftWords, grantsOf, milestonesAt, rewardViews } from './rewards'
import {
  checkInOn,
  countBetween,
  countsOn,
  type DayRules,
  daysOfMonth,
  daysOn,
  firstDayOf,
  longestIn,
  markOf,
  runEnding,
  shieldsUsed,
} from './rules'
import { text } from './text'

/** What the member's pages show of the check-in, from the account alone. */
export function scoreView(
  stored: Account | null,
  book: CheckinBook,
  rules: DayRules,
  now: number,
  wantedMonth: Month | undefined,
): ScoreView {
  const today = dayOf(now, book.dayStart)
  const month = wantedMonth ?? monthOf(today)
  const account = stored ?? newAccount('nobody', now)
  const days = daysOn(account.checkin, today, rules)
  const award = account.today?.day === today ? account.today : null
  const firstDay = firstDayOf(days)
  const since = firstDay ?? today
  const milestones = milestonesAt(book, days.streak).map(({ days: at, gifts, left }) => ({
    days: at,
    title: gifts.map(giftWords).join('、'),
    left,
  }))
  const cards = cardsView(account, today, book)
  const monday = addDays(today, 1 - weekdayOf(today))
  return {
    today,
    month,
    days: daysOfMonth(days, month),
    marks: marksOf(days, month, since, rules),
    week: Array.from({ length: 7 }, (_, i) => {
      const day = addDays(monday, i)
      return { day, done: countsOn(days, day), mark: shownMark(days, day, since, rules) }
    }),
    streak: days.streak,
    longest: days.longest,
    doneToday: award !== null,
    awardedToday: award?.awarded ?? 0,
    todayReward:
      award?.rewards ?? rewardViews(grantsOf(book, account.checkin, struck(days, today, rules), today, 'done')),
    balance: account.balances.points,
    next: milestones.find(({ left }) => left > 0) ?? null,
    milestones,
    firstMonth: monthOf(since),
    since,
    dayStart: book.dayStart,
    restToday: rules.isRest(today),
    shield: { perMonth: book.shield, left: Math.max(0, book.shield - shieldsUsed(days, monthOf(today))) },
    cards,
    repairable: repairableDays(days, today, book, rules),
    broke: brokeView(days, today, book, rules, cards),
    campaigns: book.campaigns
      .filter(({ from, until }) => from <= today && today <= until)
      .map((campaign) => campaignView(campaign, days, today)),
    ruleLines: ruleLines(book),
  }
}

function struck(days: CheckinState, today: Day, rules: DayRules): CheckinState {
  return days.lastDay !== null && days.lastDay >= today ? days : checkInOn(days, today, rules)
}

function marksOf(days: CheckinState, month: Month, since: Day, rules: DayRules): ScoreView['marks'] {
  return Array.from({ length: daysInMonth(month) }, (_, i) => i + 1).flatMap((number) => {
    const mark = shownMark(days, `${month}-${String(number).padStart(2, '0')}`, since, rules)
    return mark === null ? [] : [{ day: number, mark }]
  })
}

/** Rests still to come are marked too: nobody has to come then. */
function shownMark(days: CheckinState, day: Day, since: Day, { isRest }: DayRules) {
  return markOf(days, day) ?? (day >= since && isRest(day) ? ('rest' as const) : null)
}

function campaignView(campaign: Campaign, days: CheckinState, today: Day): CampaignView {
  const { id, title, from, until, consecutive, cumulative, calendar } = campaign
  const total = countBetween(days, from, until)
  const run = days.streak > 0 && days.lastDay !== null ? runEnding(days, days.lastDay).since : null
  const streak = run === null ? 0 : countBetween(days, run > from ? run : from, until)
  const longest = longestIn(days, from, until, 0)
  const steps: CampaignStepView[] = [
    ...consecutive.map((step) => {
      const reached = campaign.cycle === null ? longest >= step.days : streak >= step.days
      return stepView(text.streak(step.days), step.gifts, reached, Math.max(0, step.days - streak))
    }),
    ...cumulative.map((step) =>
      stepView(text.total(step.days), step.gifts, total >= step.days, Math.max(0, step.days - total)),
    ),
    ...calendar
      .filter((one) => one.day >= today || markOf(days, one.day) === 'done')
      .map((one) => stepView(text.date(one.day), one.gifts, markOf(days, one.day) === 'done', null)),
  ]
  const short = days.short?.campaign === id && days.short.day === today ? days.short : null
  const limited = campaign.budgetPerDay === null ? null : text.limited
  return { id, title, from, until, total, steps, note: short ? text.short(title, short.amount) : limited }
}

function stepView(
  title: string,
  gifts: Campaign['calendar'][number]['gifts'],
  reached: boolean,
  left: number | null,
): CampaignStepView {
  return { title, gift: gifts.map(giftWords).join('、'), reached, left }
}

/** The brand's rules as its members read them. */
function ruleLines({ dayStart, shield, rest, cards }: CheckinBook): string[] {
  return [
    text.ruleDay(dayStart),
    text.ruleMiss,
    ...(rest.weekdays.length > 0 || rest.holidays ? [text.ruleRest(rest.weekdays, rest.holidays)] : []),
    ...(shield > 0 ? [text.ruleShield(shield)] : []),
    ...(cards.windowDays > 0 && cards.perMonth > 0 ? [text.ruleCards(cards.windowDays, cards.perMonth)] : []),
    text.ruleOffline,
    text.ruleShare,
  ]
}
