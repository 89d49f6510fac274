import * as v from 'valibot'
import { type Day, isMonth } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import { dryRunContract } from './dryRunContract'
import { sopLifeContract } from './lifeContract'
import { memberDryRunContract } from './memberDryRunContract'
import { ROUTES } from './nodeInput'
import type { Sop, SopNode, SopVersion, Topic, VersionStatus } from './rules'

/** What a spreadsheet's cell can hold; a text that WeCom would not take is named by its cell, the table is not refused whole. */
const CELL_LENGTH = 32_767

const cell = v.object({
  ref: v.pipe(v.string(), v.regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/)),
  value: v.union([v.pipe(v.string(), v.maxLength(CELL_LENGTH)), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]),
  formula: v.optional(v.pipe(v.string(), v.maxLength(4000))),
  error: v.optional(v.pipe(v.string(), v.maxLength(32))),
  format: v.optional(v.pipe(v.string(), v.maxLength(64))),
})

export const gridInput = v.object({
  fileName: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  sheets: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
        cells: v.pipe(v.array(cell), v.maxLength(20_000)),
        merges: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{1,3}\d+:[A-Z]{1,3}\d+$/))), v.maxLength(2000)),
      }),
    ),
    v.minLength(1, '表里没有工作表'),
    v.maxLength(30),
  ),
})

/** One remark about one cell. */
export interface ImportIssue {
  sheet: string
  cell: string
  /** `error`: the row cannot be written as it stands. `later`: kept in the version, not sent by the timer yet. `tidied`: rewritten for you. `check`: written as it is, worth a look. */
  level: 'error' | 'later' | 'tidied' | 'check'
  code: string
  /** One calm Chinese sentence: what it is and what to do next. */
  message: string
  /** What the cell holds. */
  found: string
  /** A replacement for the cell's text that would mend it. */
  proposal: string | null
}

export interface ImportRow {
  sheet: string
  row: number
  /** The node as it would be written; null when an error stands in its way. */
  node: SopNode | null
  /** First days on which it would be heard, within 14 days after today. */
  nextDays: Day[]
}

export interface ImportPreview {
  digest: string
  name: string
  from: Day | null
  to: Day | null
  /** Stores that the table is for; empty: all. */
  stores: string[]
  rows: ImportRow[]
  issues: ImportIssue[]
  counts: { rows: number; writable: number; broken: number; tidied: number; later: number }
}

export interface SopSummary {
  sop: string
  name: string
  live: number
  latest: number
  paused: Sop['paused']
  retiredAt: number | null
  needsReview: boolean
  versions: {
    number: number
    parent: number | null
    status: VersionStatus
    note: string
    author: string
    publishedAt: number | null
    /** When it turns live by itself (ms). */
    publishAt: number | null
  }[]
}

const sopId = v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/))
const versionNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/** Cell (`日常栏目!E3`) → the text to read in its place. */
const fixes = v.optional(v.record(v.pipe(v.string(), v.maxLength(80)), v.pipe(v.string(), v.maxLength(4000))), {})

export const sopStaffContract = {
  'sop.previewImport': {
    roles: editors,
    input: v.object({ grid: gridInput, fixes }),
    output: output<ImportPreview>(),
  },
  /**
   * Writes what the operator confirmed as a new draft version. Rows with errors are refused unless they are named in `leaveOut`
   * (`日常栏目!3`). `digest` is the preview's: another file or other fixes since then is refused, the same one again answers the same.
   */
  'sop.commitImport': {
    roles: editors,
    input: v.object({
      grid: gridInput,
      fixes,
      digest: v.pipe(v.string(), v.minLength(8), v.maxLength(80)),
      leaveOut: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(80))), v.maxLength(5000)), []),
      /** The SOP that gets a new version; a new SOP when absent. */
      sop: v.optional(sopId),
    }),
    output: output<{ sop: string; number: number; nodes: number }>(),
  },
  'sop.list': { roles: everyStaff, input: v.object({}), output: output<{ sops: SopSummary[] }>() },
  'sop.getVersion': {
    roles: everyStaff,
    input: v.object({ sop: sopId, number: versionNumber }),
    output: output<{ version: SopVersion }>(),
  },
  /** A draft that starts as a copy of the newest version. Answers the open draft when there is one. */
  'sop.startDraft': {
    roles: editors,
    input: v.object({ sop: sopId }),
    output: output<{ sop: string; number: number }>(),
  },
  /** Changes the words of one node in a draft. `revision` is what the page read: a colleague's change in between is refused. */
  'sop.saveNode': {
    roles: editors,
    input: v.object({
      sop: sopId,
      number: versionNumber,
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      node: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
      text: v.optional(v.pipe(v.string(), v.minLength(1, '文案不能空着'), v.maxLength(2000))),
      cardTitle: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(32))),
      variables: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.string(), v.maxLength(100)))),
      slots: v.optional(
        v.pipe(
          v.array(
            v.object({
              from: v.pipe(v.string(), v.regex(/^\d\d:\d\d$/)),
              until: v.pipe(v.string(), v.regex(/^\d\d:\d\d$/)),
            }),
          ),
          v.maxLength(24),
        ),
      ),
      route: v.optional(v.picklist(ROUTES)),
    }),
    output: output<{ version: SopVersion }>(),
  },
  ...sopLifeContract,
  ...dryRunContract,
  ...memberDryRunContract,
} as const

/** A column of today as a member sees it. */
export interface BeatView {
  beat: string
  column: string
  title: string
  module: string
  from: number
  until: number
  when: 'past' | 'now' | 'next'
  /** What the member did: opened the page, or chose an answer. */
  opened: boolean
  choice: string | null
  choiceText: string | null
  hasTopic: boolean
  /** It is the daily check-in: the page is the check-in itself. */
  isCheckin: boolean
}

/** A part of a message beside words and card, one line for each picture. */
export interface MediaView {
  type: 'image' | 'video' | 'voice' | 'file' | 'questionnaire' | 'link' | 'coupon' | 'game'
  /** Its name or address in the material library, or its title. */
  material: string
  /** Of a link: where it leads, and what stands under its title. */
  url?: string
  note?: string
  /** Of a game: the page that it opens. */
  page?: string
}

export interface BeatPage extends BeatView {
  /** The version whose words these are; what is answered goes back with it. */
  version: number
  text: string
  cover: string
  media: MediaView[]
  topic: Topic | null
  /** Option key → how many chose it; only after the member chose, so nobody is led. */
  tally: Record<string, number> | null
  participants: number
}

const beatId = v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}:[0-9a-z_]{1,24}:\d{4}-\d\d-\d\d:\d{1,2}$/))
/** The group a card was opened from, when the card says so. */
const group = v.optional(v.pipe(v.string(), v.maxLength(64)))
/** The version that a card was made from, when it says so. */
const ownVersion = v.optional(versionNumber)

export const sopMemberContract = {
  'sop.getToday': {
    roles: ['visitor'],
    input: v.object({ group }),
    output: output<{ date: Day; groupName: string | null; beats: BeatView[]; nextBeatAt: number | null }>(),
  },
  /** On how many columns the member took part, by day of a month (1 to 31); days without one are left out. One wire call. */
  'sop.getMonth': {
    roles: ['visitor'],
    input: v.object({ month: v.pipe(v.string(), v.check(isMonth, '月份要写成 2026-11 这样')) }),
    output: output<{ days: { day: number; joined: number }[] }>(),
  },
  /** Opens a column's page and remembers (for a member) that it was opened. */
  'sop.openBeat': {
    roles: ['visitor'],
    input: v.object({ beat: beatId, group, version: ownVersion }),
    output: output<BeatPage>(),
  },
  /** Answers the column's question: once; the first answer stands. */
  'sop.choose': {
    roles: ['member'],
    input: v.object({
      beat: beatId,
      choice: v.pipe(v.string(), v.minLength(1), v.maxLength(8)),
      version: ownVersion,
    }),
    output: output<BeatPage>(),
  },
} as const
