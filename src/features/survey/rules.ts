import { addDays, type Day, dayOf, weekdayOf } from '../../kernel/day'
import type { Definition, Rounds } from './definition'
import type { Given } from './model'

export type SurveyState = 'draft' | 'live' | 'paused' | 'closed'

/** `surveys/{id}`: what moves. What was asked stands in its versions. */
export interface Survey {
  _id: string
  schema: 1
  /** For operators; members read the title of the version. */
  name: string
  state: SurveyState
  /** Version that is asked; null before the first publication. */
  live: number | null
  /** Every publication, oldest first: a version counts from its instant to the next one's. */
  published: { version: number; at: number; by: string; request: string }[]
  draft: Definition | null
  hasDraft: boolean
  /** A copy of what the live version asks, so that one read tells all that an answer needs. */
  asked: Definition | null
  /** Of the draft, or of what is live. */
  anonymous: boolean
  /** Moves with every change; the guard of the next. */
  revision: number
  /** Key of the anonymous subjects, 32 hex; gone for good once it is closed. Null for identified surveys. */
  secret: string | null
  /** "You said – we did": shown to members, newest first. */
  notes: { id: string; text: string; at: number; by: string }[]
  createdAt: number
  updatedAt: number
  /** Name of who changed it last, and their request. */
  by: string
  request: string
}

/** `survey_versions/{survey}:{n}`, never changed. */
export interface SurveyVersion {
  _id: string
  schema: 1
  survey: string
  number: number
  definition: Definition
  at: number
  by: string
}

/** How the member came to it, as the page's address says. A claim of the phone: for statistics only. */
export interface Via {
  route: 'notice' | 'list' | 'group' | 'poster'
  /** WeCom group, store, and `{sop}:{version}` of the column that led here; null when unknown. */
  group: string | null
  store: string | null
  sop: string | null
}

/** What was known of the member when they answered; for cross tables. */
export interface MemberAtTime {
  tier: string
  channel: string | null
}

/**
 * `survey_responses/{survey}:{round}:{subject}`: one answer of one subject. Its answers never change.
 *
 * An anonymous one holds no member, no instant, no facts, no origin and no times, and its `day` is the Monday of its week.
 */
export interface Response {
  _id: string
  schema: 1
  survey: string
  version: number
  round: string
  /** Null: anonymous. */
  memberId: string | null
  /** Digests of the request and of what it said: the same one again is answered the same. */
  request: string
  answers: Given[]
  /** Given, then left behind by another branch; in no statistics. */
  unreached: Given[]
  /** Keys of the questions that were asked, in order. */
  path: string[]
  day: Day
  /** ms; null: anonymous. */
  at: number | null
  via: Via | null
  member: MemberAtTime | null
  /** Seconds in all and per question, as the phone measured. */
  seconds: number | null
  times: { question: string; seconds: number }[]
  flags: Flag[]
  /** A newer version had been published when it came. */
  old: boolean
  /** Counted in the rollups, with all that follows from it. */
  rolled: boolean
}

/** Faster than anybody reads; the same place on every scale. */
export type Flag = 'speeder' | 'straight'

/** A member's one follow-up: `followups/{survey}:{round}:{member}`. */
export interface FollowUp {
  _id: string
  schema: 1
  survey: string
  version: number
  round: string
  memberId: string
  /** What they were unhappy with. */
  question: string
  type: 'nps' | 'csat'
  score: number
  /** Their own words, if any. */
  words: string
  day: Day
  /** ms; to be done by then. */
  deadline: number
  state: 'open' | 'done'
  done: { at: number; by: string; note: string; request: string } | null
}

/** A survey's id as an operator may choose or the product makes it. */
export const SURVEY_ID = /^[a-z][0-9a-z_]{2,31}$/

export function versionId(survey: string, number: number): string {
  return `${survey}:${number}`
}

/** One answer per subject and round: the key is the rule. */
export function responseId(survey: string, round: string, subject: string): string {
  return `${survey}:${round}:${subject}`
}

/** '' | `2026-11` | `2026Q4`. */
export function roundOf(rounds: Rounds, day: Day): string {
  if (rounds === 'once') return ''
  if (rounds === 'month') return day.slice(0, 7)
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

/** Days for which an answer to an older version, or of the round before, is still taken: phones without network keep theirs so long. */
export const GRACE_DAYS = 7
const GRACE = GRACE_DAYS * 86_400_000

/** The rounds whose answers are taken now: this one, and the one before while its last answers travel. */
export function openRounds(rounds: Rounds, now: number): string[] {
  return [...new Set([roundOf(rounds, dayOf(now)), roundOf(rounds, dayOf(now - GRACE))])]
}

/** Whether answers of a version are taken now: the live one, or an older one whose successor came within the days of grace. */
export function isAnswerable({ live, published }: Pick<Survey, 'live' | 'published'>, version: number, now: number) {
  if (version === live) return true
  const place = published.findIndex((each) => each.version === version)
  const next = place < 0 ? undefined : published[place + 1]
  return next !== undefined && next.at > now - GRACE
}

/** Why nobody can answer now, or null: in the order in which a person would say it. */
export function standing(
  { state }: Pick<Survey, 'state'>,
  { opensAt, closesAt }: Pick<Definition, 'opensAt' | 'closesAt'>,
  now: number,
): 'open' | 'not_open' | 'paused' | 'closed' {
  if (state === 'closed' || state === 'draft') return 'closed'
  if (closesAt !== null && now >= closesAt) return 'closed'
  if (opensAt !== null && now < opensAt) return 'not_open'
  return state === 'paused' ? 'paused' : 'open'
}

/** Monday of a day's week. */
export function weekOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}
