import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { everyStaff } from '../staff/contract'
import { DRY_RUN_DAYS } from './dryRunContract'

/** Members that one call looks at. */
export const MEMBERS_A_PAGE = 400

/** One beat that is said to members one by one, and what would become of it for the members of this page. */
export interface MemberForecast {
  beat: string
  node: string
  column: string
  module: string
  version: number
  date: Day
  /** ms, window `[from, until)`. */
  from: number
  until: number
  /** Its words before a member's own values are filled in. */
  text: string
  /** Members who are to hear it. */
  hears: number
  /** Of these: said to, and how many of them later because quiet hours or a cap put it off. */
  said: number
  putOff: number
  /** The others, by the sentence that is written down; the most frequent first. */
  dropped: { reason: string; count: number }[]
}

export interface MemberDryRun {
  sop: string
  version: number
  from: Day
  to: Day
  /** Members of this page. */
  members: number
  beats: MemberForecast[]
  remarks: string[]
  /** The next page begins after this member; null at the end. Figures of pages add up. */
  next: string | null
}

const day = v.pipe(v.string(), v.check(isDay, '没有这一天，日期要写成 2026-11-23 这样'))

export const memberDryRunContract = {
  /**
   * What a version (a draft too) would say to single members on some days, and what the gate would make of each message, beside what
   * all other SOPs say to them and what waits already: by the rule that emits and the rule that sends. Writes nothing.
   */
  'sop.dryRunMembers': {
    roles: everyStaff,
    input: v.object({
      sop: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
      version: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1e9)),
      from: day,
      days: v.pipe(
        v.number(),
        v.safeInteger(),
        v.minValue(1),
        v.maxValue(DRY_RUN_DAYS, '一次最多试跑 31 天，请缩短范围'),
      ),
      after: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
    }),
    output: output<MemberDryRun>(),
  },
} as const
