import { MINUTE } from '../../kernel/day'

/** A WelcomeCode is good for 20 seconds from the event (WD/92137); one is left for the way there. */
export const CODE_LIFE = 19_000
/** When nobody can be working on a welcome any more (ms after the event): then its end is written down. */
export const SETTLED_AFTER = MINUTE

/**
 * `waiting` surely not sent, a next try may do it; `sending` a run is at it. The others are ends: `none` nothing was to be sent,
 * `late`, `refused` and `unknown` are missed: a person has to greet.
 */
export type WelcomeState = 'waiting' | 'sending' | 'sent' | 'none' | 'late' | 'refused' | 'unknown'

export const MISSED_WELCOMES: readonly WelcomeState[] = ['late', 'refused', 'unknown']

/** One new friend of one member of staff, and what became of the welcome. */
export interface WelcomeDoc {
  /** `{user}:{externalUserid}:{CreateTime}`: the event's natural key. */
  _id: string
  schema: 1
  /** WeCom user id. */
  user: string
  externalUserid: string
  /** As WeChat shows it; null while nobody asked. */
  customer: string | null
  /** `State` of the code that was scanned; empty without one. */
  channel: string
  /** ms, the event's own time. */
  at: number
  state: WelcomeState
  /** Chinese; why nothing was sent. */
  reason: string | null
  sop: string | null
  version: number | null
  /** As it was sent, or was about to be. */
  text: string
  attachments: number
  /** Request that holds it, or held it last. */
  by: string
  sentAt: number | null
  /** ms, when the member of staff was told that a greeting by hand is due. */
  toldAt: number | null
  updatedAt: number
}

/** The template that WeCom sends to who joins a group, made from one version of a SOP. */
export interface GroupWelcomeDoc {
  /** `{sop}:{version}` */
  _id: string
  schema: 1
  sop: string
  version: number
  /** `making` until an answer came; after its minute without one nobody knows whether there is a template. */
  state: 'making' | 'ready' | 'refused'
  templateId: string | null
  text: string
  problems: string[]
  reason: string | null
  by: string
  madeBy: string
  at: number
}
