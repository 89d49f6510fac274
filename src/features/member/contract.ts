import * as v from 'valibot'
import { output, type StaffRole } from '../../kernel/rpc'
import { answering } from '../points/contract'
import { editors } from '../staff/contract'
import { type MemberCursor, SEEN } from './listPlan'

/** The privacy guide that is in force; a member who agreed to an older one is asked again. */
export const PRIVACY_VERSION = 1

export interface MemberView {
  consented: boolean
  /** ms, or null before consent. */
  memberSince: number | null
  balance: number
  streak: number
  /** The WeChat identity is bound to a member of staff: show the entry of the send queue. */
  isStaff: boolean
  /** What they may do there; empty for members. */
  staffRoles: StaffRole[]
  /** Everything of theirs is being let go of; nothing can be done until that has ended. */
  leaving: boolean
  /** The brand lets members share: pages and gifts show the entries for it. */
  sharing: boolean
}

/** One line of what is kept about a member, in words that they can read. */
export type HeldRow = Readonly<Record<string, string | number | null>>

/** A part of what is kept: `name` asks for it. */
export interface HeldPart {
  name: string
  words: string
}

/** One line of the list of members. No name: the brand knows none; the code is on the member's own page. */
export interface ListedMember {
  memberId: string
  code: string
  /** Name of the tier. */
  tier: string
  points: number
  streak: number
  /** Of the last check-in, or null. */
  lastDay: string | null
  /** Name of the channel of the first touch, or ''. */
  channel: string
  /** Names of the groups that they are in, as far as the caller sees those. */
  groups: string[]
  segments: readonly string[]
  /** ms */
  joinedAt: number
  /** `old`: agreed to an earlier guide. */
  consent: 'given' | 'old' | 'none'
}

export interface MemberPage {
  rows: ListedMember[]
  /** A page may be short and go on: only null is the end. */
  next: MemberCursor | null
}

export interface MemberChoices {
  tiers: { id: string; name: string }[]
  channels: { id: string; name: string }[]
  groups: { id: string; name: string }[]
  /** False: only people of the caller's own groups are listed. */
  wholeBrand: boolean
}

export const memberContract = {
  'member.giveConsent': {
    roles: ['visitor'],
    input: v.object({ version: v.literal(PRIVACY_VERSION) }),
    output: output<{ memberSince: number }>(),
  },
  /** All that is kept about the caller, part by part and page by page; the parts come with every answer. */
  'member.exportMine': {
    roles: ['visitor'],
    input: v.object({
      part: v.pipe(v.string(), v.maxLength(32)),
      after: v.nullable(v.pipe(v.string(), v.maxLength(200))),
    }),
    output: output<{ parts: HeldPart[]; rows: HeldRow[]; next: string | null }>(),
  },
  /** How many of each part there are, of those that can be counted; and the birthday, which is one or none. Six wire calls. */
  'member.countMine': {
    roles: ['visitor'],
    input: v.object({}),
    output: output<{ counts: { name: string; count: number }[]; birthday: string | null }>(),
  },
  /** Ends the membership: points and coupons are gone at once, everything else within minutes. */
  'member.leave': {
    roles: ['visitor'],
    input: v.object({ sure: v.literal('注销', '请输入「注销」两个字') }),
    output: output<{ done: true }>(),
  },
  'member.getMe': { roles: ['visitor'], input: v.object({}), output: output<MemberView>() },
} as const

/** Segments of one member at most. */
export const MOST_SEGMENTS = 32

const segment = v.pipe(v.string(), v.trim(), v.minLength(1, '标签不能是空的'), v.maxLength(20, '一个标签最多 20 个字'))
const memberId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从查找结果里选'))
const choice = (most: number) => v.optional(v.pipe(v.string(), v.trim(), v.maxLength(most)), '')
const listed = {
  filter: v.optional(
    v.object({
      code: v.optional(
        v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[0-9A-F]{0,24}$/, '会员码只有数字和字母 A 到 F')),
        '',
      ),
      tier: choice(16),
      segment: choice(40),
      channel: choice(30),
      group: choice(64),
      streak: v.optional(v.pipe(v.number(), v.integer('连续天数要是整数'), v.minValue(0), v.maxValue(9999)), 0),
      seen: v.optional(v.picklist(SEEN), ''),
    }),
    {},
  ),
  sort: v.optional(v.picklist(['joined', 'seen']), 'joined'),
  after: v.optional(
    v.nullable(
      v.object({
        at: v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w@.-]*$/)),
        id: v.pipe(v.string(), v.maxLength(200)),
      }),
    ),
    null,
  ),
  limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(400)), 200),
}

export const memberStaffContract = {
  /** Members as the caller may see them, newest first, page by page along indexes. */
  'member.list': { roles: answering, input: v.object(listed), output: output<MemberPage>() },
  'member.getChoices': { roles: answering, input: v.object({}), output: output<MemberChoices>() },
  /**
   * The same page for a file. The first one (`after` null) notes who takes which list; pages of a list that nobody noted are refused.
   * `request` is made by the page (32 hex digits) and kept for all pages.
   */
  'member.exportList': {
    roles: editors,
    input: v.object({ ...listed, request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) }),
    output: output<MemberPage>(),
  },
  /** Which members are meant by codes as somebody pasted them; at most 200. */
  'member.lookUp': {
    roles: editors,
    input: v.object({
      codes: v.pipe(
        v.array(
          v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[0-9A-F]{8,24}$/, '会员码是 8 位数字和字母 A 到 F')),
        ),
        v.maxLength(200, '一次最多查 200 个'),
      ),
    }),
    output: output<{ found: { code: string; memberId: string | null; why: 'none' | 'many' | null }[] }>(),
  },
  /** One tag put on or taken off; doing it again changes nothing, and the other way round undoes it. */
  'member.turnSegment': {
    roles: editors,
    input: v.object({ memberId, segment, on: v.boolean() }),
    output: output<{ segments: string[]; changed: boolean }>(),
  },
  /** The whole list, replaced; sending it again changes nothing. */
  'member.setSegments': {
    roles: editors,
    input: v.object({
      memberId,
      segments: v.pipe(v.array(segment), v.maxLength(MOST_SEGMENTS, `最多 ${MOST_SEGMENTS} 个标签`)),
    }),
    output: output<{ segments: string[] }>(),
  },
} as const
