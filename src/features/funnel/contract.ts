import * as v from 'valibot'
import { type Day, daysBetween, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { IdentityKind, Step } from '../person/rules'
import { editors, everyStaff } from '../staff/contract'
import { bookSchema } from './book'
import { ATTRIBUTIONS, DIMENSIONS, FUNNEL_STEPS, type FunnelBook, type FunnelStepId } from './rules'

/** Days of one question: a year of cohorts. */
export const MOST_DAYS = 366

/** Some of the people of a step; the last four of the matched alone, because of the others nobody knows. */
export const PEOPLE_ONLY = ['unmatched', 'left', 'missed', 'active', 'checkedIn', 'used', 'leftMatched'] as const
export type PeopleOnly = (typeof PEOPLE_ONLY)[number]

const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const value = v.pipe(v.string(), v.maxLength(80, '筛选的值太长'))
const dimension = v.picklist(DIMENSIONS, '请选一种分法')
const attribution = v.optional(v.picklist(ATTRIBUTIONS), 'first')
const inRange = (from: Day, to: Day) => isDay(from) && isDay(to) && from <= to && daysBetween(from, to) < MOST_DAYS
const rangeWords = `开始日不能晚于结束日，最多看 ${MOST_DAYS} 天`
const chatId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, '群编号不对，请从名单里选'))

/** One step of a funnel. Shares are basis points; null when there is nothing to divide by. */
export interface StepView {
  step: FunnelStepId
  required: boolean
  windowDays: number
  people: number
  /** Of them those whose other faces nobody knows. */
  unmatched: number
  unmatchedShare: number | null
  /** The nearest required step before, which `ofPrevious` is a share of; null: all who came. */
  previous: FunnelStepId | null
  ofPrevious: number | null
  ofEntry: number | null
  /** Half of the people took no longer than this after `previous`. */
  medianMs: number | null
}

export interface FunnelView {
  /** Everybody who first came in these days. */
  people: number
  unmatched: number
  /** Left for good within seven days. */
  left: number
  leftShare: number | null
  steps: StepView[]
}

/** What became of the people of one source. Shares in basis points of the matched. */
export interface Quality {
  /** People of whom it is known who they are. */
  known: number
  /** Too few of them to draw a conclusion. */
  few: boolean
  retention7: number | null
  checkin: number | null
  coupon: number | null
  left7: number | null
  bought: number
  cents: number
  perBuyer: number | null
  /** Null where costs mean nothing, or none was entered. */
  costCents: number | null
  perJoined: number | null
  perActive: number | null
}

export interface BreakdownRow {
  /** '' is everybody whom nobody can place. */
  value: string
  name: string
  people: number
  /** People of each step. */
  steps: number[]
  quality: Quality
}

/** People of one cohort day, and what became of the matched among them. */
export interface CohortDay {
  day: Day
  people: number
  unmatched: number
  checkedIn: number
  used: number
  /** Did something after a week; null while the week is not over. */
  active: number | null
}

export interface FunnelAnswer {
  from: Day
  to: Day
  book: FunnelBook
  funnel: FunnelView
  compare: FunnelView | null
  compareName: string | null
  /** Largest first, 200 at most; empty without a dimension. */
  rows: BreakdownRow[]
  quality: Quality
  /** Every day that was asked about, oldest first. */
  days: CohortDay[]
  /** Cohort days that are being counted anew. */
  waiting: number
  /** ms; 0: nothing has been counted yet. */
  rolledAt: number
}

export interface QualityRow extends BreakdownRow {
  kind: string | null
  /** Who came today. */
  today: number
}

export interface QualityAnswer {
  rows: QualityRow[]
  /** People by cohort day and channel kind, for the chart; oldest day first. */
  days: { day: Day; people: number[] }[]
  /** What `days[].people` stand for: kinds, '' last. */
  kinds: { kind: string; name: string }[]
  least: number
  waiting: number
  rolledAt: number
}

export interface GroupRow {
  chatId: string
  name: string
  owner: string
  members: number
  gone: boolean
}

export interface GroupHealth {
  chatId: string
  name: string
  owner: string
  size: number
  bigEnough: boolean
  /** Members who checked in within the last seven days, of those who can be matched. */
  active: number
  matched: number
  activeShare: number | null
  lively: boolean | null
  days: { day: Day; joins: number; quits: number }[]
  joinScenes: { scene: number | null; people: number }[]
  quitScenes: { scene: number | null; people: number }[]
  /** ms; null: none in the last ninety days. */
  lastPostAt: number | null
  quietDays: number | null
  /** What became of the SOP's messages of the last fourteen days. */
  messages: { planned: number; sent: number; late: number; missed: number; skipped: number; open: number }
  /** People who came by this group, as a funnel of the last ninety days. */
  funnel: FunnelView
}

/** One coming or going; the person for the timeline, null while nobody has been made of the face. */
export interface MoveRow {
  id: string
  at: number
  scene: number | null
  person: string | null
  code: string
}

export interface PersonRow {
  /** Id for the timeline. */
  person: string
  code: string
  kinds: IdentityKind[]
  since: number
  channel: string | null
  steps: Step[]
  left: boolean
}

const filter = {
  from: day,
  to: day,
  attribution,
  dimension: v.optional(dimension),
  value: v.optional(value),
}

export const funnelContract = {
  /**
   * Steps of the people who first came from `from` to `to`, whatever happened to them later; by `dimension`, or of one `value` of it alone.
   * `compare` sets other days or another value beside it.
   */
  'funnel.get': {
    roles: everyStaff,
    input: v.pipe(
      v.object({
        ...filter,
        compare: v.optional(
          v.union([
            v.pipe(
              v.object({ from: day, to: day }),
              v.check(({ from, to }) => inRange(from, to), rangeWords),
            ),
            v.object({ value }),
          ]),
        ),
      }),
      v.check(({ from, to }) => inRange(from, to), rangeWords),
      v.check(({ dimension, value }) => value === undefined || dimension !== undefined, '先选一种分法，再选其中一个'),
      v.check(
        ({ compare, dimension }) => compare === undefined || 'from' in compare || dimension !== undefined,
        '先选一种分法，再选和谁比',
      ),
    ),
    output: output<FunnelAnswer>(),
  },
  /** Quantity and quality of each channel that somebody came by. */
  'funnel.quality': {
    roles: everyStaff,
    input: v.pipe(
      v.object({ from: day, to: day, attribution }),
      v.check(({ from, to }) => inRange(from, to), rangeWords),
    ),
    output: output<QualityAnswer>(),
  },
  'funnel.groups': { roles: everyStaff, input: v.object({}), output: output<{ groups: GroupRow[] }>() },
  'funnel.group': { roles: everyStaff, input: v.object({ chatId }), output: output<{ group: GroupHealth }>() },
  /** Who joined or left a group on some days, newest first; a thousand at most. */
  'funnel.groupMoves': {
    roles: editors,
    input: v.pipe(
      v.object({ chatId, which: v.picklist(['joins', 'quits']), from: day, to: day }),
      v.check(({ from, to }) => inRange(from, to), rangeWords),
    ),
    output: output<{ rows: MoveRow[] }>(),
  },
  /** The people behind a number, oldest day first. A page may be short or empty and yet have a `next`: so much was looked through. */
  'funnel.people': {
    roles: editors,
    input: v.pipe(
      v.object({
        ...filter,
        /** Who reached this step; without it everybody. */
        step: v.optional(v.picklist(FUNNEL_STEPS)),
        only: v.optional(v.picklist(PEOPLE_ONLY)),
        after: v.optional(v.object({ day, id: v.pipe(v.string(), v.maxLength(80)) })),
      }),
      v.check(({ from, to }) => inRange(from, to), rangeWords),
    ),
    output: output<{ rows: PersonRow[]; next: { day: Day; id: string } | null }>(),
  },
  'funnel.book': { roles: everyStaff, input: v.object({}), output: output<BookView>() },
  /** Other steps: all days are counted anew, some minutes. `request` is made by the page and kept until answered. */
  'funnel.saveBook': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      book: bookSchema,
    }),
    output: output<BookView>(),
  },
  /** Counts everything anew: `people` from the people as they are folded, `facts` folds them first. Goes on by itself. */
  'funnel.rebuild': {
    roles: ['owner'],
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
      from: v.optional(v.picklist(['people', 'facts']), 'people'),
    }),
    output: output<{ started: true }>(),
  },
} as const

export interface BookView {
  book: FunnelBook
  revision: number
  at: number | null
  by: string | null
  /** Cohort days that are being counted anew. */
  waiting: number
}
