import { MINUTE } from '../../kernel/day'

export type InboundSource = 'wecom' | 'mp' | 'weapp'

/** `new` (and `waiting` of the mini-program's push): it has not taken hold yet. `dead`: it never did, a person decides. */
export type InboundState = 'new' | 'waiting' | 'done' | 'ignored' | 'dead'

/** What goes back to the person in the answer to a message of 公众号. */
export type PassiveReply =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaId: string }
  | { type: 'news'; title: string; description: string; url: string; picture: string }

/**
 * What a platform told us, as it came, kept before anything is made of it. `_id` is `{source}:{digest of the raw event}`, so the platform's
 * repeats are one document and two events of one second are two.
 */
export interface InboundEvent {
  _id: string
  schema: 1
  source: InboundSource
  /** `subscribe`, `change_external_contact.add_external_contact` …; missing in what was stored before it was. */
  kind?: string
  /** Decrypted XML of 企业微信 and 公众号, JSON of the mini-program's push. Once it took hold no openid stands in it. */
  raw: string
  state: InboundState
  /** Why it was ignored, failed last or is dead. */
  reason?: string | null
  /** Answered again to a repeat. */
  reply?: PassiveReply | null
  /** Tries of the job that failed. */
  tries?: number
  /** ms; when it came, and when it ended. */
  at: number
  endedAt?: number | null
}

export type Outcome =
  | { did: 'taken'; reply?: PassiveReply | null; raw?: string }
  /** Not yet: the platform and the job try again. */
  | { did: 'again'; reason?: string }
  | { did: 'ignored'; reason: string; raw?: string }

/** The states in which an event still has to take hold. */
export const OPEN_STATES: readonly InboundState[] = ['new', 'waiting']

export function isOpen({ state }: Pick<InboundEvent, 'state'>): boolean {
  return OPEN_STATES.includes(state)
}

/** Waits before the tries of the job (ms): the callback itself and the platform's repeats come before the first. */
export const BACK_OFF: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 180 * MINUTE]
/** An item that was taken so often without an end kills whoever works on it. */
export const MOST_DEATHS = 4

/** What follows a failed try of the job; `tries` counts it. */
export function afterFailure(tries: number): { state: 'new'; wait: number } | { state: 'dead' } {
  const wait = BACK_OFF[tries]
  return wait === undefined ? { state: 'dead' } : { state: 'new', wait }
}
