import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors, headquarters } from '../staff/contract'
import type { Exit, IdentityKind, Step } from './rules'

/** Who answers a member's question or complaint. */
const answering = ['owner', 'operator', 'store_manager'] as const
const personId = v.pipe(
  v.string(),
  v.regex(/^((wxa|mp|ext):[\w@.-]{1,70}|u[0-9a-f]{24})$/, '编号不对，请从查找结果里选'),
)
const memberId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从查找结果里选'))

export interface PersonCard {
  person: string
  links: { id: string; kind: IdentityKind }[]
  /** Two platforms told different unionids. */
  conflict: boolean
  /** ms of the first thing that is known; null: nothing yet. */
  since: number | null
}

/** One line of what happened to a person. */
export interface PersonLine {
  at: number
  /** Nobody told the end; this is when it was noticed. */
  about: boolean
  what: Step
  /** Chinese, with names. */
  words: string
  channel: { id: string; name: string } | null
  guide: { id: string; name: string } | null
  group: { id: string; name: string } | null
  store: string | null
  cents: number | null
}

export interface PersonTimeline {
  card: PersonCard
  lines: PersonLine[]
  exits: Exit[]
}

export const personMemberContract = {
  /**
   * Once a launch, after consent: where the visit came from. Whatever is wrong with the channel the visit is noted; the group travels
   * beside the input as a `cloudID`, which only WeChat can open.
   */
  'member.enter': {
    roles: ['visitor'],
    input: v.object({
      /** `scene` or `channel` of the launch as it was decoded. */
      channel: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
      /** Chat id that a card of ours carries. */
      group: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
      /** `by` of a card that a member shared. */
      invitedBy: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
    }),
    output: output<{
      done: true
      /** The brand lets members share. */
      sharing: boolean
      /** What this member's shared cards carry as `by`; empty while nobody may share. */
      code: string
      /** To what there is an invitation for this member: not to what they are known to have. */
      invite: { advisor: boolean; group: boolean }
    }>(),
  },
} as const

export const personStaffContract = {
  /** By a member's code (at least eight letters), an external_userid, or an id as it stands in a list. */
  'person.find': {
    roles: answering,
    input: v.object({
      query: v.pipe(v.string(), v.trim(), v.minLength(4, '至少写四个字'), v.maxLength(80)),
    }),
    output: output<{ people: PersonCard[] }>(),
  },
  'person.timeline': {
    roles: answering,
    input: v.object({ id: personId }),
    output: output<PersonTimeline>(),
  },
  /** Identities whose unionid nobody has told: people whom we cannot join to their other faces. `after` goes on in a list. */
  'person.unmatched': {
    roles: headquarters,
    input: v.object({
      kind: v.picklist(['wxa', 'mp', 'ext']),
      after: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
    }),
    output: output<{
      counts: { kind: IdentityKind; all: number; unmatched: number }[]
      rows: { id: string; since: number }[]
      next: string | null
    }>(),
  },
  /**
   * Moves all that one account owns to another account of the same person, by counter-entries. `request` is made by the page (32 hex
   * digits) and kept until answered. To another person only an owner may, with `across`.
   */
  'person.move': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      from: memberId,
      to: memberId,
      reason: v.pipe(v.string(), v.trim(), v.minLength(2, '写清楚为什么转移'), v.maxLength(100)),
      across: v.optional(v.boolean(), false),
    }),
    output: output<{ moved: { asset: 'points' | 'growth' | 'makeup_card'; amount: number }[] }>(),
  },
} as const
