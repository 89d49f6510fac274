import * as v from 'valibot'
import { output, type StaffRole } from '../../kernel/rpc'
import { editors } from '../staff/contract'

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
  /** Ends the membership: points and coupons are gone at once, everything else within minutes. */
  'member.leave': {
    roles: ['visitor'],
    input: v.object({ sure: v.literal('注销', '请输入「注销」两个字') }),
    output: output<{ done: true }>(),
  },
  'member.getMe': { roles: ['visitor'], input: v.object({}), output: output<MemberView>() },
} as const

/** Segments of one member at most. */
const MOST_SEGMENTS = 32

export const memberStaffContract = {
  /** The whole list, replaced; sending it again changes nothing. */
  'member.setSegments': {
    roles: editors,
    input: v.object({
      memberId: v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从查找结果里选')),
      segments: v.pipe(
        v.array(
          v.pipe(v.string(), v.trim(), v.minLength(1, '标签不能是空的'), v.maxLength(20, '一个标签最多 20 个字')),
        ),
        v.maxLength(MOST_SEGMENTS, `最多 ${MOST_SEGMENTS} 个标签`),
      ),
    }),
    output: output<{ segments: string[] }>(),
  },
} as const
