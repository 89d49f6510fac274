import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { holidayOverride } from '../../kernel/holidayBook'
import type { HolidayOverride } from '../../kernel/holidays'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import type { GroupFacts } from './audience'
import type { VersionDiff } from './diff'
import type { BeatFate } from './fates'
import type { Grid } from './grid'
import { nodeInput } from './nodeInput'
import type { Sop, SopVersion, VersionStatus } from './rules'
import type { TemplateSummary } from './templates/template'

const sop = v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/))
const number = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const note = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(200)), '')
const reason = v.pipe(v.string(), v.trim(), v.minLength(1, '请写一句原因'), v.maxLength(100))
const day = v.pipe(v.string(), v.check(isDay, '没有这一天，日期要写成 2026-11-23 这样'))
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8e15))
/** The handing in that was read (ms); when given, a later one is not decided on. */
const submittedAt = v.optional(instant)
const readers = ['owner', 'operator', 'reviewer'] as const

const nodeChange = v.variant('do', [
  v.object({
    do: v.literal('put'),
    node: nodeInput,
    before: v.optional(nodeInput.entries.key),
    unscheduled: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(200)))),
    source: v.optional(
      v.nullable(
        v.object({
          sheet: v.pipe(v.string(), v.maxLength(64)),
          row: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
        }),
      ),
    ),
  }),
  v.object({ do: v.literal('remove'), key: nodeInput.entries.key }),
])
export type NodeChange = v.InferOutput<typeof nodeChange>

type Moved = { sop: string; number: number; status: VersionStatus }

/** A group that may hear a SOP. */
export interface Hearer extends GroupFacts {
  name: string
  ownerName: string
}

/** One beat on the calendar of a version, before it is addressed. */
export interface CalendarBeat {
  beat: string
  node: string
  column: string
  module: string
  date: Day
  /** The day that it stands for; another one than `date` when a day off moved it. */
  nominal: Day
  from: number
  until: number
}

/** The life of a SOP and its versions, and what is made from them. */
export const sopLifeContract = {
  /**
   * Makes a draft (or what was approved) live from now on; what is already handed over stays on its version. `beats` says of each
   * of today's beats whether the new version still reached it.
   */
  'sop.publish': {
    roles: editors,
    input: v.object({ sop, number, note }),
    output: output<{ sop: string; number: number; publishedAt: number; beats: BeatFate[]; paused: boolean }>(),
  },
  /** Replaces a node of a draft, or adds it (before `before`, else at the end). */
  'sop.putNode': {
    roles: editors,
    input: v.object({ sop, number, revision, node: nodeInput, before: v.optional(nodeInput.entries.key) }),
    output: output<{ version: SopVersion }>(),
  },
  /** Which stores hear a draft; none named: all of them. */
  'sop.setStores': {
    roles: editors,
    input: v.object({
      ...{ sop, number, revision },
      stores: v.pipe(
        v.array(v.pipe(v.string(), v.trim(), v.minLength(1, '门店不能是空的'), v.maxLength(32))),
        v.maxLength(200, '最多 200 家门店'),
      ),
    }),
    output: output<{ version: SopVersion }>(),
  },
  'sop.removeNode': {
    roles: editors,
    input: v.object({ sop, number, revision, node: nodeInput.entries.key }),
    output: output<{ version: SopVersion }>(),
  },
  /**
   * Several nodes of a draft at once, all of them or none: what takes one step of a page to do, and to undo. A node put back may say
   * where it stood (`before`), that it waits without a date, and the row that it came from.
   */
  'sop.changeNodes': {
    roles: editors,
    input: v.object({ sop, number, revision, changes: v.pipe(v.array(nodeChange), v.minLength(1), v.maxLength(20)) }),
    output: output<{ version: SopVersion }>(),
  },
  /** What version `to` says differently from `from`, in the operator's words. */
  'sop.diff': {
    roles: everyStaff,
    input: v.object({ sop, from: number, to: number }),
    output: output<{ diff: VersionDiff }>(),
  },
  'sop.submit': { roles: editors, input: v.object({ sop, number, note }), output: output<Moved>() },
  'sop.sendBack': {
    roles: readers,
    input: v.object({ sop, number, note: reason, submittedAt }),
    output: output<Moved>(),
  },
  'sop.approve': { roles: readers, input: v.object({ sop, number, note, submittedAt }), output: output<Moved>() },
  /** Turns live by itself at an instant (ms); until then it cannot be edited. */
  'sop.schedulePublish': {
    roles: editors,
    input: v.object({ sop, number, at: instant, note }),
    output: output<{ sop: string; number: number; publishAt: number }>(),
  },
  'sop.cancelSchedule': {
    roles: editors,
    input: v.object({ sop, number }),
    output: output<{ sop: string; number: number }>(),
  },
  /** A new version with the nodes of an old one, live at once. `live` is the number that the page showed as live. */
  'sop.rollBack': {
    roles: editors,
    input: v.object({ sop, live: number, to: number, note: reason }),
    output: output<{ sop: string; number: number; publishedAt: number; beats: BeatFate[]; paused: boolean }>(),
  },
  /** Nothing of it goes out until it is resumed; what is planned stays, and is skipped with a reason when its window ends. */
  'sop.pause': {
    roles: editors,
    input: v.object({ sop, reason }),
    output: output<{ sop: string; paused: Sop['paused'] }>(),
  },
  /** `send`: what is still inside its window goes out. `skip`: what began during the pause is dropped. */
  'sop.resume': {
    roles: editors,
    input: v.object({ sop, rows: v.picklist(['send', 'skip']) }),
    output: output<{ sop: string; skipped: number }>(),
  },
  /** Ends it for good. */
  'sop.retire': { roles: editors, input: v.object({ sop, reason }), output: output<{ sop: string }>() },
  'sop.setReview': {
    roles: ['owner'],
    input: v.object({ sop, required: v.boolean() }),
    output: output<{ sop: string; required: boolean }>(),
  },
  /** Groups in their first days and the version that each of them is on. */
  'sop.listRuns': {
    roles: everyStaff,
    input: v.object({ sop }),
    output: output<{ runs: { target: string; version: number; startedOn: Day }[] }>(),
  },
  /** Moves groups on their way (all, or those named) to the live version. */
  'sop.switch': {
    roles: editors,
    input: v.object({
      sop,
      number,
      targets: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.minLength(1), v.maxLength(500))),
    }),
    output: output<{ sop: string; switched: number }>(),
  },
  /** The beats of a version on at most 62 days, whether it is live or not. */
  'sop.getCalendar': {
    roles: everyStaff,
    input: v.object({ sop, number, from: day, to: day }),
    output: output<{ beats: CalendarBeat[]; daysOff: { day: Day; name: string | null; work: boolean }[] }>(),
  },
  /** Groups with what the SOP asks of them, and the days that a person entered beyond the table: with both, a page expands a version by itself. */
  'sop.getHearers': {
    roles: everyStaff,
    input: v.object({ sop }),
    output: output<{ groups: Hearer[]; holidays: HolidayOverride[] }>(),
  },
  'sop.listTemplates': { roles: everyStaff, input: v.object({}), output: output<{ templates: TemplateSummary[] }>() },
  /** A new SOP with a first draft. The same template under the same name again answers the SOP that it made. */
  'sop.createFromTemplate': {
    roles: editors,
    input: v.object({
      template: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
      name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))),
      from: v.optional(day),
      to: v.optional(day),
    }),
    output: output<{ sop: string; number: number; nodes: number }>(),
  },
  /** A version as a table that the import reads back without loss. */
  'sop.exportVersion': {
    roles: everyStaff,
    input: v.object({ sop, number }),
    output: output<{ fileName: string; grid: Grid }>(),
  },
  'sop.getHolidays': {
    roles: everyStaff,
    input: v.object({ year: v.pipe(v.number(), v.safeInteger(), v.minValue(2025), v.maxValue(2045)) }),
    /** `announced`: the table knows the year's 调休; `days` is what a person entered beyond it; `revision` is of all years. */
    output: output<{ year: number; announced: boolean; days: HolidayOverride[]; revision: number }>(),
  },
  /** The whole year at once, over the book that the page had read: RULES_CHANGED when a colleague saved since. */
  'sop.setHolidays': {
    roles: editors,
    input: v.object({
      year: v.pipe(v.number(), v.safeInteger(), v.minValue(2025), v.maxValue(2045)),
      days: v.pipe(
        v.array(holidayOverride),
        v.maxLength(100),
        v.check((list) => new Set(list.map((each) => each.day)).size === list.length, '同一天写了两次，请留下一条'),
      ),
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1e9)),
      /** Made by the page and kept until answered: the same one again is answered the same. */
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    }),
    output: output<{ year: number; days: HolidayOverride[]; revision: number }>(),
  },
} as const
