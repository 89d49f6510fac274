import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import type { Definition } from './definition'
import type { Page } from './model'
import type { Counts } from './rollup'
import { type Flag, type FollowUp, SURVEY_ID, type SurveyState } from './rules'
import { definitionSchema, givenSchema } from './schema'
import type { NpsScore, Score } from './scores'

/** A survey in the member's list. */
export interface SurveyCard {
  survey: string
  round: string
  title: string
  intro: string
  /** Pages and questions, for "约 2 分钟". */
  questions: number
  anonymous: boolean
  reward: { points: number | null; coupon: boolean }
  /** Last instant (ms), or null. */
  closesAt: number | null
}

export interface SurveyList {
  waiting: SurveyCard[]
  /** Answered by name, newest first: what the member can see again. Anonymous ones are nobody's. */
  done: { id: string; survey: string; title: string; day: Day; round: string }[]
  /** 你说的，我们做了. */
  notes: { id: string; title: string; text: string; at: number }[]
}

/** Everything that a phone needs to answer without network. */
export interface OpenSurvey {
  survey: string
  version: number
  round: string
  title: string
  intro: string
  thanks: string
  anonymous: boolean
  pages: Page[]
  reward: { points: number | null; coupon: boolean }
  closesAt: number | null
  /** Order of shuffled options: `shownOptions(question, seed)`. */
  seed: string
  standing: 'open' | 'not_open' | 'paused' | 'closed' | 'answered' | 'not_for_you'
  /** Why it cannot be answered (Chinese), or null. */
  why: string | null
  /** Names of quotas that are full: answers that count into them are refused. */
  full: string[]
  /** Folder in the cloud storage for pictures; null when no question asks for one. */
  uploadTo: string | null
}

export interface Submitted {
  /** Taken by this very request, now or before. */
  thanks: string
  reward: { points: number | null; coupon: boolean }
}

/** What surveys (and staff) have learned of the member. */
export interface PreferenceView {
  key: string
  name: string
  values: string[]
  /** What it may be changed to. */
  choices: string[]
}

export interface PreferencesView {
  preferences: PreferenceView[]
}

export interface AnswerView {
  id: string
  title: string
  day: Day
  /** Questions as they were asked then, with the answers in words. */
  lines: { question: string; answer: string }[]
}

export interface SurveyRow {
  id: string
  name: string
  state: SurveyState
  live: number | null
  anonymous: boolean
  hasDraft: boolean
  revision: number
  updatedAt: number
  by: string
}

export interface SurveyDetail extends SurveyRow {
  /** What the editor shows: the draft, or a copy of the live version to begin one. */
  draft: Definition
  versions: { version: number; at: number; by: string }[]
  notes: { id: string; text: string; at: number; by: string }[]
  /** What keeps the draft from being published. */
  problems: DesignProblem[]
}

/** A mistake of a draft and where it is. */
export interface DesignProblem {
  page: string | null
  question: string | null
  message: string
}

export interface QuestionResult {
  question: string
  title: string
  type: string
  asked: number
  answered: number
  /** People who saw it and left there: seen less those who handed in or went on. Loses some, counts none twice by intent. */
  seen: number
  left: number
  /** Average, or null when nothing was measured. */
  seconds: number | null
  options: { key: string; text: string; n: number }[]
  scale: number[]
  nps: NpsScore | null
  /** csat, ces and rating. */
  score: Score | null
  mean: number | null
  /** The most frequent words of a text question. */
  words: { word: string; n: number }[]
}

/** One value of a dimension: 等级 = 金卡. */
export interface Slice {
  dimension: 'week' | 'route' | 'tier' | 'channel' | 'group' | 'store' | 'sop'
  value: string
  counts: Counts
}

export interface SurveyResults {
  survey: string
  title: string
  anonymous: boolean
  version: number
  versions: number[]
  round: string
  rounds: string[]
  /** Of the version and round; `invited` are wishes handed to the gate, `started` opened it. */
  invited: number
  started: number
  counts: Counts
  questions: QuestionResult[]
  slices: Slice[]
  /** By how they came: answered of invited (notice) or without a known denominator. */
  routes: { route: string; invited: number | null; responses: number; rate: number | null }[]
  /** Who did not answer (Chinese), for whoever reads the numbers. */
  bias: string
  /** Everything up to here is counted (ms). */
  asOf: number
}

/** One answer behind a number, masked. */
export interface AnswerRow {
  id: string
  member: string
  day: Day
  route: string
  answer: string
}

export interface TextAnswer {
  id: string
  question: string
  text: string
  day: Day
  flags: Flag[]
  /** Masked, or 匿名. */
  member: string
}

/** Pictures of one answer; those that WeChat has not let pass (yet) are only counted. */
export interface PhotoAnswer {
  id: string
  question: string
  urls: string[]
  hidden: number
  day: Day
  member: string
}

const id = v.pipe(v.string(), v.regex(SURVEY_ID, '问卷编号不对'))
const request = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, '请求编号不对'))
const round = v.pipe(v.string(), v.regex(/^(\d{4}(-\d{2}|Q[1-4]))?$/, '期数不对'))
const number = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000))
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const key = v.pipe(v.string(), v.regex(/^[a-z][0-9a-z_]{0,23}$/, '题目编号不对'))
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(86_400))
const words = (most: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, '不能为空'), v.maxLength(most, `最多 ${most} 个字`))
const origin = v.nullable(v.pipe(v.string(), v.regex(/^[\w:@.-]{1,64}$/)))
const via = v.object({
  route: v.picklist(['notice', 'list', 'group', 'poster']),
  group: v.optional(origin, null),
  store: v.optional(origin, null),
  sop: v.optional(origin, null),
})
const preference = v.pipe(v.string(), v.regex(/^[a-z]{1,24}$/, '没有这一项偏好'))
const responseKey = v.pipe(v.string(), v.regex(/^[a-z][0-9a-z_]{2,31}:[0-9Q-]{0,7}:m[0-9a-f]{24}$/, '编号不对'))
const page = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(200))), null)

export const surveyMemberContract = {
  'survey.list': { roles: ['visitor'], input: v.object({}), output: output<SurveyList>() },
  /** Also when it cannot be answered: `standing` and `why` say so, `pages` are empty then. */
  'survey.open': { roles: ['visitor'], input: v.object({ survey: id }), output: output<OpenSurvey>() },
  /**
   * Questions that came into sight since the last such call, `first` with the first of a draft. For drop-off only: may be lost, is
   * never repeated by the phone.
   */
  'survey.started': {
    roles: ['member'],
    input: v.object({
      survey: id,
      version: number,
      round,
      first: v.boolean(),
      seen: v.pipe(v.array(key), v.maxLength(60)),
    }),
    output: output<{ done: true }>(),
  },
  /** `request` is made with the draft and kept until answered. `path`: the pages that were shown, in order. */
  'survey.submit': {
    roles: ['member'],
    input: v.object({
      survey: id,
      version: number,
      round,
      request,
      path: v.pipe(v.array(key), v.minLength(1), v.maxLength(30)),
      answers: givenSchema,
      via,
      /** Seconds in sight, in all and per question. */
      seconds: v.nullable(seconds),
      times: v.pipe(v.array(v.object({ question: key, seconds })), v.maxLength(200)),
    }),
    output: output<Submitted>(),
  },
  /** Takes over an upload under `uploadTo` and has it checked; the answer carries the fileID that it answers. */
  'survey.photo': {
    roles: ['member'],
    input: v.object({ survey: id, version: number, question: key, file: v.pipe(v.string(), v.maxLength(300)) }),
    output: output<{ file: string; url: string }>(),
  },
  'survey.myAnswers': {
    roles: ['visitor'],
    input: v.object({ id: responseKey }),
    output: output<AnswerView>(),
  },
  'survey.myPreferences': { roles: ['visitor'], input: v.object({}), output: output<PreferencesView>() },
  /** Replaces one preference by some of its `choices`; an empty list deletes it. */
  'survey.setPreference': {
    roles: ['member'],
    input: v.object({
      key: preference,
      values: v.pipe(v.array(v.pipe(v.string(), v.maxLength(60))), v.maxLength(20)),
    }),
    output: output<PreferencesView>(),
  },
  /** Own words and pictures of an answer go, its numbers stay counted. */
  'survey.forgetAnswer': {
    roles: ['member'],
    input: v.object({ id: responseKey }),
    output: output<{ done: true }>(),
  },
} as const

export const surveyStaffContract = {
  'survey.surveys': { roles: everyStaff, input: v.object({}), output: output<{ surveys: SurveyRow[] }>() },
  'survey.one': { roles: everyStaff, input: v.object({ survey: id }), output: output<SurveyDetail>() },
  /**
   * Makes the survey when `revision` is 0, else writes its draft over what was read at `revision`: a live one gets a draft beside it.
   * CHANGED_MEANWHILE: read again, ask per field, save on the new revision.
   */
  'survey.saveDraft': {
    roles: editors,
    input: v.object({ survey: id, revision, request, name: words(40), draft: definitionSchema }),
    output: output<SurveyDetail>(),
  },
  'survey.publish': {
    roles: editors,
    input: v.object({ survey: id, revision, request }),
    output: output<SurveyDetail>(),
  },
  /** `close` of an anonymous survey destroys its secret: it cannot be opened again. */
  'survey.turn': {
    roles: editors,
    input: v.object({ survey: id, to: v.picklist(['pause', 'close', 'reopen']), request }),
    output: output<SurveyDetail>(),
  },
  /** The texts as they were asked in one version. */
  'survey.version': {
    roles: everyStaff,
    input: v.object({ survey: id, version: number }),
    output: output<{ version: number; at: number; by: string; definition: Definition }>(),
  },
  /** Judges a file without storing anything; saving it is `saveDraft`. */
  'survey.importJson': {
    roles: editors,
    input: v.object({ json: v.pipe(v.string(), v.maxLength(400_000, '文件太大了，最多 40 万字')) }),
    output: output<{ definition: Definition; problems: DesignProblem[] }>(),
  },
  'survey.exportJson': {
    roles: everyStaff,
    input: v.object({ survey: id, version: v.optional(v.nullable(number), null) }),
    output: output<{ fileName: string; json: string }>(),
  },
  /** Latest version and round unless told. */
  'survey.results': {
    roles: everyStaff,
    input: v.object({
      survey: id,
      version: v.optional(v.nullable(number), null),
      round: v.optional(v.nullable(round), null),
    }),
    output: output<SurveyResults>(),
  },
  /** Text answers of a question, newest first; `search`: all of its words. `next` is given back as `after`. */
  'survey.answers': {
    roles: everyStaff,
    input: v.object({
      survey: id,
      question: v.optional(v.nullable(key), null),
      search: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40, '最多 40 个字')), ''),
      after: page,
    }),
    output: output<{ answers: TextAnswer[]; next: string | null }>(),
  },
  /** Answers with pictures; a page may be empty and still have a next one. */
  'survey.photos': {
    roles: everyStaff,
    input: v.object({ survey: id, version: number, after: page }),
    output: output<{ photos: PhotoAnswer[]; next: string | null }>(),
  },
  /**
   * The answers behind a number: to one question, of one value (an option's key, a number as text), of some days. A page may be short or
   * empty and yet have a `next`: so many were looked through.
   */
  'survey.listRows': {
    roles: everyStaff,
    input: v.object({
      survey: id,
      version: number,
      round,
      question: key,
      value: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(130))), null),
      from: v.optional(v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))),
      to: v.optional(v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))),
      after: page,
    }),
    output: output<{ rows: AnswerRow[]; next: string | null }>(),
  },
  /** A page of rows for a spreadsheet: masked, and safe to open. `header` with the first page. */
  'survey.exportRows': {
    roles: editors,
    input: v.object({ survey: id, version: number, after: page }),
    output: output<{ header: string[]; rows: string[][]; next: string | null }>(),
  },
  'survey.followUps': {
    roles: everyStaff,
    input: v.object({
      state: v.optional(v.picklist(['open', 'done']), 'open'),
      survey: v.optional(v.nullable(id), null),
    }),
    output: output<{ followUps: FollowUp[] }>(),
  },
  'survey.closeFollowUp': {
    roles: ['owner', 'operator', 'store_manager', 'guide'],
    input: v.object({ id: v.pipe(v.string(), v.maxLength(100)), note: words(300), request }),
    output: output<{ followUp: FollowUp }>(),
  },
  /** A note to members on what the answers changed; the same `request` again adds nothing. */
  'survey.youSaidWeDid': {
    roles: editors,
    input: v.object({ survey: id, text: words(200), request }),
    output: output<SurveyDetail>(),
  },
  /** Asks its whole audience from now on, within caps and cool-down like any trigger. */
  'survey.ask': {
    roles: editors,
    input: v.object({ survey: id, request }),
    output: output<{ scheduled: true }>(),
  },
} as const
