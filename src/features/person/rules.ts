import type { Day } from '../../kernel/day'
import type { Tie } from './ties'

/** What a person passes on the way from a first sight to a use at the counter. Some are acts that may come again. */
export const steps = [
  'touch',
  'follow',
  'unfollow',
  'add',
  'remove',
  'join',
  'quit',
  'visit',
  'checkin',
  'back',
  'claim',
  'redeem',
  'order',
  'refund',
  'invite',
] as const
export type Step = (typeof steps)[number]

/** Where an identity lives: `wxa` the mini-program, `mp` the 公众号, `ext` 企业微信's external contact. */
export type IdentityKind = 'wxa' | 'mp' | 'ext'

/**
 * One face of somebody: `{kind}:{id}`, where id is the memberId, the key of a follower, or the external_userid. Its person is a function
 * of its union alone, so nothing is ever merged: a union that is found late only names another person to be folded.
 */
export interface Identity {
  _id: string
  schema: 1
  kind: IdentityKind
  /** HMAC of the unionid; null while nobody told it. */
  union: string | null
  /** Two platforms told different unionids: the smaller key counts, staff see it. */
  conflict: boolean
  /** `union`, or its own id. */
  person: string
  /** Persons that it belonged to before: they are folded once more. */
  was: string[]
  /** ms; when we first heard of it. */
  createdAt: number
  /** Since when (ms) its person is to be folded; null when all is folded. */
  dirtyAt: number | null
  /** Since when (ms) WeCom is to be asked about this customer; null when not. */
  askAt: number | null
  /** When a member first came through the door (ms); null while only other things told of them. */
  visitedAt: number | null
  /** Random name and salt of somebody who is being forgotten; null else. */
  forgetting: string | null
  /** Moves whenever it becomes dirty: the guard of the fold. */
  revision: number
}

/** Something that was observed once, append only: `{step}:{natural key}`. */
export interface Fact {
  _id: string
  schema: 1
  /** Identity. */
  who: string
  step: Step
  /** ms, when it happened as far as the platform tells. */
  at: number
  /** Channel as it was carried; whether there is such a channel is asked when it is folded. */
  channel: string | null
  /** What stood in its place and cannot be a channel's id; at most 30 characters. */
  odd?: string
  /** WeCom user id. */
  guide: string | null
  /** chat_id */
  group: string | null
  store: string | null
  /** SOP version that was heard, `{sop}:{number}`. */
  version: string | null
  /** The platform's own number for how it came about. */
  scene?: number
  /** Money of a use or an order, signed integer cents. */
  cents?: number
  /** The fact that this one takes back. */
  of?: string
}

/** A fact as features tell it. `key` is the natural key of the observation within its step. */
export interface NewFact {
  step: Exclude<Step, 'join' | 'quit' | 'add' | 'remove'>
  key: string
  who: string
  at: number
  channel?: string | null
  guide?: string | null
  group?: string | null
  store?: string | null
  version?: string | null
  scene?: number
  cents?: number
  of?: string
}

/** What every step of a person says of its origin. */
export interface Origin {
  channel: string | null
  guide: string | null
  group: string | null
  store: string | null
  version: string | null
}

export interface StepTaken extends Origin {
  step: Step
  /** ms */
  at: number
}

/** A kind of relation that has ended everywhere: since when, and whether that is only known roughly. */
export interface Exit {
  step: 'follow' | 'add' | 'join'
  at: number
  about: boolean
}

/** All that is shown of a person, a pure fold of identities, facts and ties; thrown away and made again. */
export interface Folded {
  /** Identities, sorted. Empty: everybody moved to another person. */
  links: string[]
  conflict: boolean
  /** The earliest of each step, in order of time. */
  steps: StepTaken[]
  /** The second order (复购), or null. */
  again: StepTaken | null
  exits: Exit[]
  /** First and last touch that named a channel. */
  first: StepTaken | null
  last: StepTaken | null
  /** Business day of the very first step. */
  cohortDay: Day | null
  /** Sum of orders and refunds, and of bills at the counter; integer cents. */
  orderCents: number
  billCents: number
  uses: number
}

export interface Person extends Folded {
  _id: string
  schema: 1
  revision: number
  /** Since when it is not in the rollups (ms); null when it is. */
  dirtyAt: number | null
  /** Cohort days whose rollup counts it. */
  rolledDays: Day[]
}

/** What a fold reads. */
export interface Sources {
  identities: readonly Pick<Identity, '_id' | 'conflict'>[]
  facts: readonly Fact[]
  ties: readonly Tie[]
  /** Channels as they stand: since when one is stopped (ms), or null; what is not in it is unknown. */
  channels: ReadonlyMap<string, number | null>
}

const CHANNEL = /^[0-9A-Za-z_-]{1,30}$/

/** A channel's id as it came from outside: a well-formed one, nothing, or something odd. */
export function readChannel(given: string | null | undefined): { channel: string | null; odd?: string } {
  if (given === null || given === undefined || given === '') return { channel: null }
  if (CHANNEL.test(given)) return { channel: given }
  return { channel: null, odd: [...given].slice(0, 30).join('') }
}

export function identityIdOf(kind: IdentityKind, id: string): string {
  return `${kind}:${id}`
}

export function kindOfIdentity(id: string): IdentityKind {
  if (id.startsWith('wxa:')) return 'wxa'
  return id.startsWith('mp:') ? 'mp' : 'ext'
}

/** What is left of an identity's id without its kind. */
export function bareId(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}

/** The document of a fact; the same fact is the same document whoever tells it. */
export function factOf({ step, key, who, at, ...more }: NewFact): Fact {
  const { channel, guide = null, group = null, store = null, version = null, scene, cents, of } = more
  return {
    _id: `${step}:${key}`,
    schema: 1,
    who,
    step,
    at,
    ...readChannel(channel),
    guide,
    group,
    store,
    version,
    ...(scene !== undefined && { scene }),
    ...(cents !== undefined && { cents }),
    ...(of !== undefined && { of }),
  }
}

export const PERSON_STEP = 'person.step'

/**
 * The effect with which an account tells of its first check-in, or of its first one a week after it began: it leaves with the very update
 * that makes it the first.
 */
export function firstCheckin(memberId: string, at: number, step: 'checkin' | 'back' = 'checkin') {
  const payload = { step, memberId, at }
  return { _id: `${PERSON_STEP}:${step}:${memberId}`, kind: PERSON_STEP, at, payload }
}
