import { addDays, addMonths, type Day, daysInMonth, MINUTE, type Month, monthOf } from '../../kernel/day'
import { type Growth, growthBetween } from '../points/growth'
import type { TierState } from '../points/rules'

/** One level, as the brand set it; the list is ordered, lowest first. */
export interface Tier {
  id: string
  name: string
  /** Growth within the window; the lowest has 0. */
  threshold: number
  benefits: Benefits
}

export interface Benefits {
  /** Coupon batch that a rise to this tier gives. */
  upgradeBatch: string | null
  /** Points on the birthday; 0 is none. */
  birthdayPoints: number
  birthdayBatch: string | null
  /** Points of a check-in, in basis points: 10000 is once. */
  multiplier: number
  /** Flash sales and coupon batches open so many minutes earlier. */
  earlyMinutes: number
  /** What else there is, in the brand's words. */
  others: string[]
}

/** Whose growth counts. Months are calendar months, the running one is the last of them. */
export type GrowthWindow = { kind: 'rolling_months'; months: number } | { kind: 'calendar_year' } | { kind: 'forever' }

export interface TierRules {
  schema: 1
  tiers: Tier[]
  window: GrowthWindow
  /** A tier is kept for so many months, to the end of the last of them. */
  periodMonths: number
  /** A member who would fall is told so many days before. */
  warnDays: number[]
  /** Birthday points can be used for so many months. */
  giftMonths: number
}

/** A move from one tier to another, as history keeps it. */
export interface Step {
  from: string
  to: string
  day: Day
  why: 'growth' | 'period' | 'hand'
}

/** A gift of rising; `cause` names the tier and the day of the rise, and is given once. */
export interface RiseGift {
  batch: string
  cause: string
}

export interface Outcome {
  state: TierState | null
  steps: Step[]
  gifts: RiseGift[]
}

/** Growth that counts in a month: of the window that ends with it. */
export function growthIn({ months, total }: Growth, window: GrowthWindow, month: Month): number {
  if (window.kind === 'rolling_months') return growthBetween(months, addMonths(month, 1 - window.months), month)
  if (window.kind === 'calendar_year') return growthBetween(months, `${month.slice(0, 4)}-01`, month)
  return total - growthBetween(months, addMonths(month, 1), '9999-12')
}

/** Place of the tier that a growth reaches; 0 is the lowest. */
export function levelAt({ tiers }: TierRules, growth: number): number {
  // Thresholds rise, so those that are reached come first.
  return Math.max(0, tiers.filter(({ threshold }) => threshold <= growth).length - 1)
}

/** The tier of that place. */
export function tierAt({ tiers }: TierRules, level: number): Tier {
  const tier = tiers[Math.max(0, Math.min(level, tiers.length - 1))]
  if (!tier) throw new Error('there are no tiers')
  return tier
}

/** Last day of a tier that begins on `day`: the end of a month, so that growth by month tells exactly what counts. */
export function periodEnd(day: Day, { periodMonths }: TierRules): Day {
  const month = addMonths(monthOf(addDays(day, -1)), periodMonths)
  return `${month}-${daysInMonth(month)}`
}

/** Where a state stands; a tier that the rules no longer know stands where its growth would. */
export function levelOf(state: TierState | null, rules: TierRules, growth: Growth, day: Day): number {
  if (state === null) return 0
  const level = rules.tiers.findIndex(({ id }) => id === state.id)
  return level >= 0 ? level : levelAt(rules, growthIn(growth, rules.window, monthOf(day)))
}

/**
 * Periods that ended before `day`: a tier that is no longer earned goes down by one level, another period begins. Judged by the
 * growth up to each period's own last day, so it is the same whenever it is asked.
 */
export function closePeriods(given: TierState | null, growth: Growth, rules: TierRules, day: Day): Outcome {
  const steps: Step[] = []
  const gifts: RiseGift[] = []
  let state = given
  while (state !== null && state.until !== null && state.until < day) {
    const opens = addDays(state.until, 1)
    const level = levelOf(state, rules, growth, state.until)
    const earned = levelAt(rules, growthIn(growth, rules.window, monthOf(state.until)))
    const next = Math.max(earned, level - 1)
    const moved = withGifts(move(state, next, rules, opens), level, next, rules, opens)
    if (moved.state.id !== state.id) steps.push({ from: state.id, to: moved.state.id, day: opens, why: 'period' })
    gifts.push(...moved.gifts)
    state = moved.state
  }
  return { state, steps, gifts }
}

/**
 * A rise, at once, to whatever the growth reaches; a tier that was jumped over gives its gift too, so many small steps and a big one
 * come to the same. Set by hand, a tier moves only when growth crosses a higher threshold than it had reached `before`.
 */
export function rise(state: TierState | null, before: Growth, growth: Growth, rules: TierRules, day: Day): Outcome {
  const month = monthOf(day)
  const level = levelOf(state, rules, growth, day)
  const earned = levelAt(rules, growthIn(growth, rules.window, month))
  const crossed = levelAt(rules, growthIn(before, rules.window, month)) < earned
  if (earned <= level || (state?.byHand && !crossed)) return { state, steps: [], gifts: [] }
  const from = state?.id ?? tierAt(rules, 0).id
  const moved = withGifts(move(state, earned, rules, day), level, earned, rules, day)
  return { ...moved, steps: [{ from, to: moved.state.id, day, why: 'growth' }] }
}

/** Set by staff, to the end of a period that begins today. */
export function setByHand(state: TierState | null, id: string, growth: Growth, rules: TierRules, day: Day): Outcome {
  const level = levelOf(state, rules, growth, day)
  const wanted = rules.tiers.findIndex((tier) => tier.id === id)
  const from = state?.id ?? tierAt(rules, 0).id
  const moved = { ...move(state, wanted, rules, day), until: periodEnd(day, rules), byHand: true }
  return { ...withGifts(moved, level, wanted, rules, day), steps: [{ from, to: id, day, why: 'hand' }] }
}

function move(state: TierState | null, level: number, rules: TierRules, day: Day): TierState {
  const { id } = tierAt(rules, level)
  return {
    id,
    since: state?.id === id ? state.since : day,
    until: level === 0 ? null : periodEnd(day, rules),
    byHand: false,
    gifts: (state?.gifts ?? []).filter(({ until }) => until >= day),
  }
}

/** The gifts of the tiers passed from one level to another, noted in the state; one that is noted already is not given again. */
function withGifts(state: TierState, from: number, to: number, rules: TierRules, day: Day) {
  const given = new Set(state.gifts.map(({ tier }) => tier))
  const passed = rules.tiers.slice(from + 1, to + 1).filter(({ id }) => !given.has(id))
  const noted = passed.map(({ id }) => ({ tier: id, until: periodEnd(day, rules) }))
  const gifts = passed.flatMap(({ id, benefits: { upgradeBatch: batch } }): RiseGift[] =>
    batch === null ? [] : [{ batch, cause: `tier:${id}:${day}` }],
  )
  return { state: noted.length > 0 ? { ...state, gifts: [...state.gifts, ...noted] } : state, gifts }
}

/** Points times a tier's multiplier, rounded up: never to the member's loss. */
export function multiplied(points: number, basisPoints: number): number {
  return Math.ceil((points * basisPoints) / 10_000)
}

/** How much earlier a tier gets in (ms). */
export function earlyBy({ benefits }: Tier): number {
  return benefits.earlyMinutes * MINUTE
}
