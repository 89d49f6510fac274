import type { When } from '../../kernel/condition'
import type { Page } from './model'

/** Points and a coupon for an answered survey; null and null: a thank you. */
export interface Reward {
  points: number | null
  /** A batch of the coupon feature. */
  batch: string | null
}

/** Counts answers to which `when` applies; full means that no further one is taken. */
export interface Quota {
  key: string
  name: string
  when: When
  /** At most 2,000. */
  cap: number
}

/** When members are asked of themselves. `days` after it; the others at once (within minutes). */
export type Trigger =
  | { on: 'redeemed' }
  /** Took part in a column: `{sop}:{node}` of its beats; null: in any. */
  | { on: 'participated'; column: string | null }
  | { on: 'joined'; days: number }
  | { on: 'left' }
  | { on: 'tier' }
  /** Once a round, of so many percent of the members, chosen by hash: another part of them each round. */
  | { on: 'round'; percent: number }

/** How often one member may answer: once, or once in each month or quarter. */
export type Rounds = 'once' | 'month' | 'quarter'

/** Everything about a survey that an operator edits; a version is an immutable copy of it. */
export interface Definition {
  title: string
  intro: string
  /** Shown after the answer was taken. */
  thanks: string
  /** No answer is stored with whose it is; cannot be changed once something was published. */
  anonymous: boolean
  pages: Page[]
  quotas: Quota[]
  reward: Reward
  rounds: Rounds
  /** Over the member's facts `tier`, `segments`, `channel`, `days` (since joining); null: everybody. */
  audience: When | null
  triggers: Trigger[]
  /** Members find it in their list without being asked. */
  listed: boolean
  /** ms; null: open from the publication, and until it is closed. */
  opensAt: number | null
  closesAt: number | null
}

/** Facts of a member that an audience may ask for. */
export const MEMBER_FACTS: readonly string[] = ['tier', 'segments', 'channel', 'days']

export interface Preference {
  /** What a question's `prefers` names. */
  key: string
  /** The member reads it; segments are `{name}·{the option's text}`. */
  name: string
  /** What else it moves beside the segments: nothing, the member's quiet hours, or how often they are told things. */
  moves: 'nothing' | 'quiet' | 'perWeek'
}

/**
 * What surveys can learn for good. Options of a question with `quiet` are keyed `q2200_0800` (from_until) or `none`, with `perWeek`
 * `w3` or `any`: the key says what it does, the text what the member reads.
 */
export const PREFERENCES: readonly Preference[] = [
  { key: 'notify', name: '通知方式', moves: 'nothing' },
  { key: 'activity', name: '喜欢的活动', moves: 'nothing' },
  { key: 'topic', name: '感兴趣的内容', moves: 'nothing' },
  { key: 'quiet', name: '免打扰时段', moves: 'quiet' },
  { key: 'often', name: '通知频率', moves: 'perWeek' },
]
