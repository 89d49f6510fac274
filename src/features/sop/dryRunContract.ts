import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { everyStaff } from '../staff/contract'
import type { Part, Route } from './rules'

/** Days of one dry run, groups that may be named, groups that one run looks at, and messages in one page of its answer. */
export const DRY_RUN_DAYS = 31
const NAMED_GROUPS = 200
export const DRY_RUN_GROUPS = 5000
const PAGE = 200

export type DryRunClashKind =
  /** Two messages of one group begin in the same hour. */
  | 'same_hour'
  /** A group reads the same words twice on one day. */
  | 'same_text'
  /** The node asks for a group task and there is none left: the owner sends it by hand. */
  | 'over_budget'
  /** Quiet hours put it off or end it. */
  | 'quiet'
  /** More messages than a group hears in a day. */
  | 'group_full'

export interface DryRunMessage {
  /** What the message's row is called when it is planned. */
  id: string
  date: Day
  /** The day that it stands for; another one than `date` when a day off moved it. */
  nominal: Day
  /** ms, window `[from, until)`. */
  from: number
  until: number
  group: string
  groupName: string
  ownerName: string
  node: string
  column: string
  module: string
  /** The version that this group hears it from: a group in its first days stays on the one on which it began. */
  version: number
  /** Its words with every variable filled; empty for a message without words. */
  text: string
  parts: Part[]
  /** What the node asks for, and what the day's budget leaves. */
  wanted: Route
  route: 'group_task' | 'staff_task'
  /** Chinese: why the owner sends it by hand; null where nothing stands in the way. */
  routeReason: string | null
  /** What the gate says at its time: goes out (`at`, ms), is left out, or waits for a person's decision. */
  verdict: { do: 'send' | 'skip' | 'ask'; at: number; reason: string | null }
  clashes: DryRunClashKind[]
  /** It is already handed over by the version that is live now, and stays as it is. */
  underWay: boolean
}

export interface DryRunClash {
  kind: DryRunClashKind
  date: Day
  group: string
  groupName: string
  /** Messages that it is about; those of other SOPs are named in the sentence only. */
  ids: string[]
  /** One Chinese sentence. */
  message: string
}

/** 群发 of one group in one quota period (month, week or day) that the dry run touches. */
export interface DryRunQuota {
  group: string
  groupName: string
  from: Day
  to: Day
  limit: number
  /** Used or held already by what is planned, sent and sent by others. */
  used: number
  /** What this version adds. */
  planned: number
  /** Messages of this version that the owner sends by hand. */
  byHand: number
}

/** A day on which a node would be heard but for its holiday policy. */
export interface DryRunShift {
  node: string
  column: string
  nominal: Day
  /** The day to which it moves; null: it is left out. */
  date: Day | null
  /** 春节, 周末 … */
  name: string
}

/** A beat that goes to single customers: how many each guide would send it to, and who is left out. */
export interface DryRunSingle {
  beat: string
  column: string
  date: Day
  /** ms, window `[from, until)`. */
  from: number
  until: number
  /** WeCom user id and members, in order of the ids. */
  guides: { guide: string; customers: number }[]
  /** Members who are told by subscribe message instead. */
  fallback: number
  /** Members who are not told, by reason (Chinese), the commonest first. */
  skipped: { reason: string; members: number }[]
}

/** A way in which messages come out. */
export interface DryRunFate {
  route: 'group_task' | 'staff_task'
  do: 'send' | 'skip' | 'ask'
  /** Chinese: why it is not simply sent as the node asks; null where nothing stands in the way. */
  reason: string | null
  clashes: DryRunClashKind[]
}

/** Every message of the run in little room: for each beat a number per group. */
export interface DryRunTable {
  groups: { id: string; name: string }[]
  fates: DryRunFate[]
  /** `by[i]` is of `groups[i]`: the place in `fates` plus one, or 0 where the group does not hear the beat. */
  beats: { beat: string; date: Day; by: number[] }[]
}

export interface DryRun {
  sop: string
  name: string
  version: number
  from: Day
  to: Day
  groups: {
    /** Groups that hear at least one message. */
    hearing: number
    /** Groups that were looked at. */
    looked: number
    total: number
  }
  /** Chinese sentences that hold for the whole of it: capped, nobody hears it, the SOP is paused, other SOPs were counted in. */
  remarks: string[]
  totals: { messages: number; groupTasks: number; byHand: number; skipped: number; asked: number; clashes: number }
  /** Messages by day, for the heads of the page. */
  days: { date: Day; messages: number; groupTasks: number; byHand: number; clashes: number }[]
  /** The page: in order of time and group. */
  messages: DryRunMessage[]
  /** Where the next page begins; null at the end. */
  next: number | null
  /** The worst first; at most 200 each, `totals.clashes` counts all. */
  clashes: DryRunClash[]
  quota: DryRunQuota[]
  shifts: DryRunShift[]
  /** What goes to single customers, in order of time. */
  singles: DryRunSingle[]
  /** Only when it was asked for. */
  table?: DryRunTable
}

const day = v.pipe(v.string(), v.check(isDay, '没有这一天，日期要写成 2026-11-23 这样'))

export const dryRunContract = {
  /**
   * What a version (a draft too) would say to groups on some days if it were live from now on, beside everything else that is
   * planned: the same planning and the same gate as the timer's. Writes nothing.
   */
  'sop.dryRun': {
    roles: everyStaff,
    input: v.object({
      sop: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
      version: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1e9)),
      /** chat_ids; every group when left out. */
      groups: v.optional(
        v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.minLength(1), v.maxLength(NAMED_GROUPS)),
      ),
      from: day,
      days: v.pipe(
        v.number(),
        v.safeInteger(),
        v.minValue(1),
        v.maxValue(DRY_RUN_DAYS, '一次最多试跑 31 天，请缩短范围'),
      ),
      /** Messages to leave out at the beginning: `next` of the page before. */
      offset: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000_000)), 0),
      limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(PAGE)), PAGE),
      /** All messages as a table of numbers beside the page, for a calendar to lay over its beats. */
      table: v.optional(v.boolean(), false),
    }),
    output: output<DryRun>(),
  },
} as const
