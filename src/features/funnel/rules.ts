import { DAY, type Day } from '../../kernel/day'
import type { Folded, Step, StepTaken } from '../person/rules'

/** What the funnel can count, in the order in which people mostly come by. */
export const FUNNEL_STEPS = ['follow', 'add', 'join', 'visit', 'checkin', 'claim', 'redeem', 'order'] as const
export type FunnelStepId = (typeof FUNNEL_STEPS)[number]

/**
 * A step of the brand's funnel. A required one is an anchor: later steps are counted only of those who passed it, and their window begins
 * there. An optional one may be left out on the way.
 */
export interface FunnelStep {
  step: FunnelStepId
  required: boolean
  /** Days after the anchor within which the step counts. */
  windowDays: number
}

export interface FunnelBook {
  schema: 1
  steps: FunnelStep[]
  /** Fewer people than this say nothing about a source. */
  least: number
}

export const standardBook: FunnelBook = {
  schema: 1,
  steps: [
    { step: 'follow', required: false, windowDays: 30 },
    { step: 'add', required: false, windowDays: 30 },
    { step: 'join', required: true, windowDays: 30 },
    { step: 'checkin', required: true, windowDays: 30 },
    { step: 'redeem', required: false, windowDays: 30 },
    { step: 'order', required: false, windowDays: 60 },
  ],
  least: 300,
}

export const ATTRIBUTIONS = ['first', 'last'] as const
export type Attribution = (typeof ATTRIBUTIONS)[number]

/** What the rollups are kept by. Kind is a property of the channel and asked when read; a store may be that of the channel. */
export const ROLLED = ['total', 'channel', 'guide', 'store', 'group', 'version'] as const
export type Rolled = (typeof ROLLED)[number]
export const DIMENSIONS = ['channel', 'kind', 'guide', 'store', 'group', 'version'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** One step of one person. */
export interface Reached {
  reached: boolean
  /** ms since the anchor; null when the step came first, or nobody can say. */
  waited: number | null
}

/** All that one person adds to the rollup of their day. */
export interface Contribution {
  day: Day
  /** Whether the platforms agree on who it is; only then is the way from step to step known. */
  matched: boolean
  /** As the book lists them. */
  steps: Reached[]
  /** Left for good within seven days of the deepest relation that they had entered. */
  left: boolean
  /** Did something seven days after they first came, or later. */
  active: boolean
  joined: boolean
  checkedIn: boolean
  used: boolean
  bought: boolean
  /** Orders less refunds. */
  cents: number
  /** Value of each dimension, '' when nobody knows. */
  origin: Record<Attribution, Record<Exclude<Rolled, 'total'>, string>>
}

export const WEEK = 7 * DAY
/** From the shallowest to the deepest; the deepest that was entered is the one that can be left. */
const RELATIONS = ['join', 'add', 'follow'] as const
const ENDINGS: ReadonlySet<Step> = new Set(['unfollow', 'remove', 'quit', 'refund'])
/** A store's row that stands for the store of a channel. */
const OF_CHANNEL = '@'

export type Counted = Pick<
  Folded,
  'links' | 'steps' | 'again' | 'exits' | 'first' | 'last' | 'cohortDay' | 'orderCents' | 'uses'
> & { _id: string }

/**
 * What a person adds. Only the earliest of each step is known, so an act that came before its anchor counts as well: whoever did both did both.
 * Of an unmatched person what happened elsewhere cannot be known, so no earlier step is asked for: a broken join must not look like people who
 * stopped.
 */
export function contributionOf(person: Counted, book: FunnelBook): Contribution | null {
  const { cohortDay, steps: taken } = person
  const entry = taken[0]?.at
  if (cohortDay === null || entry === undefined) return null
  const matched = isMatched(person._id)
  const at = (step: Step) => taken.find((one) => one.step === step)?.at ?? null
  return {
    day: cohortDay,
    matched,
    steps: reachedSteps(book, at, entry, matched),
    left: leftEarly(person),
    active: [...taken, person.last, person.again].some(
      (one) => one !== null && !ENDINGS.has(one.step) && one.at >= entry + WEEK,
    ),
    joined: at('join') !== null,
    checkedIn: at('checkin') !== null,
    used: person.uses > 0,
    bought: at('order') !== null,
    cents: person.orderCents,
    origin: { first: originOf(taken, person.first), last: originOf([...taken].reverse(), person.last) },
  }
}

/** A person whose identities share a unionid is named by it; one that stands alone by itself (`wxa:`, `mp:`, `ext:`). */
export function isMatched(person: string): boolean {
  return !person.includes(':')
}

function reachedSteps(book: FunnelBook, at: (step: Step) => number | null, entry: number, matched: boolean): Reached[] {
  let anchor: number | null = entry
  return book.steps.map(({ step, required, windowDays }) => {
    const when = at(step)
    const from: number | null = matched ? anchor : entry
    const reached = when !== null && from !== null && when - from <= windowDays * DAY
    if (required && matched) anchor = reached ? Math.max(when, from) : null
    return { reached, waited: reached && matched && when > from ? when - from : null }
  })
}

function leftEarly({ steps, exits }: Counted): boolean {
  for (const relation of RELATIONS) {
    const entered = steps.find(({ step }) => step === relation)
    if (entered === undefined) continue
    const exit = exits.find(({ step }) => step === relation)
    return exit !== undefined && exit.at - entered.at <= WEEK
  }
  return false
}

/** What the first of these steps that says anything says. */
function originOf(steps: readonly StepTaken[], touch: StepTaken | null) {
  const named = (field: 'guide' | 'store' | 'group' | 'version') =>
    steps.find((one) => one[field] !== null)?.[field] ?? ''
  const channel = touch?.channel ?? ''
  const store = named('store')
  return {
    channel,
    guide: named('guide'),
    store: store === '' ? (channel === '' ? '' : OF_CHANNEL + channel) : `=${store}`,
    group: named('group'),
    version: named('version'),
  }
}

/** What a row of the dimension `store` names: a store itself, or a channel whose store it is. */
export function readStoreValue(value: string): { store: string } | { channel: string } | null {
  if (value === '') return null
  return value.startsWith(OF_CHANNEL) ? { channel: value.slice(1) } : { store: value.slice(1) }
}
