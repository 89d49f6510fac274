import type { Day } from '../../kernel/day'
import type { Flag } from './rules'

/** `survey_reached/{survey}:{version}:{round}`: how many came how far. Reported by phones, may lose some. */
export interface Reached {
  _id: string
  schema: 1
  started: number
  /** In the order of the version's questions. */
  seen: { question: string; n: number }[]
}

/**
 * `survey_batches/now`: what is being counted into the rollups. A batch is written down before anything of it is counted and closed
 * after all of it was, and each rollup keeps the number of its last batch: so every answer counts once, whoever dies when.
 */
export interface Batch {
  _id: string
  schema: 1
  seq: number
  responses: string[]
  invites: string[]
}

/** `survey_texts/{response}:{question}`: words of one's own, to be searched. */
export interface TextRecord {
  _id: string
  schema: 1
  /** `_id` of the answer. */
  response: string
  survey: string
  version: number
  question: string
  text: string
  words: string[]
  day: Day
  flags: Flag[]
  /** Null: anonymous. */
  memberId: string | null
}

/** `survey_photos/{hash of the upload}`: a picture and what WeChat said of it. */
export interface PhotoRecord {
  _id: string
  schema: 1
  file: string
  memberId: string
  survey: string
  question: string
  /** Null: WeChat could not be asked; a person looks at it before it is shown. */
  traceId: string | null
  at: number
}

/** `survey_invites/{survey}:{round}:{member}`: was asked by itself. */
export interface Invite {
  _id: string
  schema: 1
  survey: string
  version: number
  round: string
  memberId: string
  at: number
  rolled: boolean
}

/** `survey_asks/{member}`: when a member was asked last by any survey; the cool-down is over all of them. */
export interface AskedMember {
  _id: string
  schema: 1
  lastAt: number
  /** The last 20: `{survey}:{round}`. */
  asked: string[]
}

/** `survey_rounds/{survey}:{round}`: the round's sample was begun. */
export interface RoundRecord {
  _id: string
  schema: 1
  survey: string
  round: string
  at: number
}
