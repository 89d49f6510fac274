import { addDays, type Day } from '../../kernel/day'
import type { CheckinState, Reward } from '../points/rules'
import { type Campaign, type CheckinBook, EVERYDAY, type Gift, type Step } from './book'
import { countBetween, endOfRun, longestIn, runEnding } from './rules'
import { text } from './text'

/** Why something is given, and what. */
export interface Grant {
  campaign: string
  /** `streak7`, `total5`, `date`; null is the day itself. */
  rule: string | null
  gifts: readonly Gift[]
  /** What the member reads. */
  reason: string
  /** Given once in the campaign, so the account remembers it. */
  once: boolean
  /** Points that its campaign gives in a day; its own come later then. */
  budget: number | null
}

/**
 * What a day brings that has just begun to count. A repaired day brings no daily gift and no gift of its date, but what the
 * longer streak and the larger total reach.
 *
 * @param before the days without it
 */
export function grantsOf(
  book: CheckinBook,
  before: CheckinState,
  after: CheckinState,
  day: Day,
  how: 'done' | 'made',
): Grant[] {
  const grants: Grant[] = []
  if (how === 'done') {
    grants.push({ campaign: EVERYDAY, rule: null, gifts: book.daily, reason: text.daily, once: false, budget: null })
  }
  for (const value of reachedOn(before, after, day, null)) {
    const step = stepAt(book.steps, book.cycle, value)
    if (!step) continue
    const [rule, reason] = [`streak${value}`, text.streak(value)]
    grants.push({ campaign: EVERYDAY, rule, gifts: step.gifts, reason, once: false, budget: null })
  }
  const running = book.campaigns.find(({ from, until }) => from <= day && day <= until)
  if (running) grants.push(...campaignGrants(running, before, after, day, how))
  return grants.filter(({ gifts }) => gifts.length > 0)
}

function campaignGrants(
  campaign: Campaign,
  before: CheckinState,
  after: CheckinState,
  day: Day,
  how: 'done' | 'made',
): Grant[] {
  const { id, title, cycle, budgetPerDay: budget } = campaign
  const fresh = ({ rule, once }: Grant) => !once || !before.given.includes(`${id}:${rule}`)
  const consecutive = reachedOn(before, after, day, campaign).flatMap((value): Grant[] => {
    const step = stepAt(campaign.consecutive, cycle, value)
    if (!step) return []
    const reason = text.inCampaign(title, text.streak(value))
    return [{ campaign: id, rule: `streak${value}`, gifts: step.gifts, reason, once: cycle === null, budget }]
  })
  const total = countBetween(after, campaign.from, campaign.until)
  const cumulative = campaign.cumulative.flatMap(({ days, gifts }): Grant[] => {
    const reason = text.inCampaign(title, text.total(days))
    return days > total ? [] : [{ campaign: id, rule: `total${days}`, gifts, reason, once: true, budget }]
  })
  const date = how === 'done' ? campaign.calendar.filter((one) => one.day === day) : []
  const calendar = date.map(({ gifts }): Grant => {
    const reason = text.inCampaign(title, text.date(day))
    return { campaign: id, rule: 'date', gifts, reason, once: false, budget }
  })
  return [...consecutive, ...cumulative, ...calendar].filter(fresh)
}

/**
 * The lengths that a streak passes because `day` begins to count: above the longest that any part of it had reached before, up to
 * what it is now. So a repair that joins two runs gives what neither had, and a length is paid once in a run.
 *
 * @param within only days of this span count; null is the whole run
 */
function reachedOn(
  before: CheckinState,
  after: CheckinState,
  day: Day,
  within: Pick<Campaign, 'from' | 'until'> | null,
): number[] {
  const end = endOfRun(after, day)
  const run = runEnding(after, end)
  if (run.since === null) return []
  // Beyond the kept days a run is only a number; a campaign is never that long.
  const carried = run.carried && (within === null || within.from < run.since) ? after.carried : 0
  const from = within !== null && within.from > run.since ? within.from : run.since
  const until = within !== null && within.until < end ? within.until : end
  const reached = Math.max(
    longestIn(before, from, addDays(day, -1), carried),
    longestIn(before, addDays(day, 1), until, 0),
  )
  const length = longestIn(after, from, until, carried)
  return Array.from({ length: Math.max(0, length - reached) }, (_, i) => reached + i + 1)
}

function stepAt(steps: readonly Step[], cycle: number | null, value: number): Step | undefined {
  const place = cycle === null ? value : placeInCycle(cycle, value)
  return steps.find(({ days }) => days === place)
}

/** 1 to `cycle`: where a streak stands for rewards. */
function placeInCycle(cycle: number, streak: number): number {
  return ((streak - 1) % cycle) + 1
}

/** Points of one day under a member's tier. */
export type Multiply = (points: number) => number

/** The daily gifts with the points of a member's tier. */
export function withMultiplier(book: CheckinBook, multiply: Multiply): CheckinBook {
  const daily = book.daily.map((gift) => (gift.kind === 'points' ? { ...gift, amount: multiply(gift.amount) } : gift))
  return { ...book, daily }
}

export function rewardViews(grants: readonly Grant[]): Reward[] {
  return grants.map(({ reason, gifts, budget }) => {
    const now = (gift: Gift) => gift.kind === 'points' && budget === null
    const points = gifts.reduce((sum, gift) => (gift.kind === 'points' && now(gift) ? sum + gift.amount : sum), 0)
    const others = gifts
      .filter((gift) => !now(gift))
      .map((gift) => (gift.kind === 'points' ? text.later(giftWords(gift)) : giftWords(gift)))
    return { title: reason, points, ...(others.length > 0 && { gift: others.join('、') }) }
  })
}

/** A gift as a member reads it. */
export function giftWords(gift: Gift): string {
  return gift.kind === 'coupon' ? gift.title : text.gift[gift.kind](gift.amount)
}

/** The everyday steps of the running cycle, in days of the streak, with what is left to each. */
export function milestonesAt(
  { steps, cycle }: Pick<CheckinBook, 'steps' | 'cycle'>,
  streak: number,
): { days: number; gifts: readonly Gift[]; left: number }[] {
  const cycleStart = streak === 0 ? 0 : streak - placeInCycle(cycle, streak)
  return steps.map(({ days, gifts }) => ({
    days: cycleStart + days,
    gifts,
    left: Math.max(0, cycleStart + days - streak),
  }))
}
