import * as v from 'valibot'
import { type Day, daysBetween, isDay, isMonth } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors } from '../staff/contract'
import type { Liability } from './liability'
import type { Asset, Audit, Lot, Operator } from './rules'

export interface LedgerLine {
  id: string
  asset: Asset
  delta: number
  balanceAfter: number
  reason: string
  at: number
  day: string
}

/** A line as its own member reads it. */
export interface OwnLine extends LedgerLine {
  /** What it put in or took out, by last day; null never ends. Soonest first. */
  touched: { expires: Day | null; amount: number }[]
}

/** What a member holds at this moment; nothing in it is over. */
export interface WalletView {
  /** Points, what is held included: `lots` and `held` add up to it. */
  balance: number
  /** Set aside for something under way. */
  held: number
  /** Promised, not yet in the balance. */
  pending: number
  /** Open lots of points, soonest first; null never expires. */
  lots: { expires: Day | null; amount: number }[]
  /** What is over within `EXPIRY_WARNING_DAYS`, and its last day; null when nothing is. */
  expiring: { amount: number; day: Day } | null
  growth: number
  cards: number
  /** The short member code that the member tells to staff: eight of 0-9A-F. */
  code: string
}

/** One line of a member's history as staff read it. */
export interface TimelineLine extends LedgerLine {
  /** What kind of reason: `checkin`, `expire`, `refund`, `reverse`, `correct`, or the feature's own. */
  bizType: string
  lots: Lot[]
  /** The entry that it gives back or takes back. */
  of: string | null
  /** Who did it by hand; null was the system or the member. */
  by: Operator | null
}

/** A line of the ledger across members; a member is named by the code on their page alone. */
export interface FoundLine extends TimelineLine {
  /** The short member code. */
  code: string
}

export interface LiabilityView extends Liability {
  /** When the audit that counted it ended (ms); null when none has ended yet. */
  at: number | null
  pointsPerYuan: number
}

/** A member with points of one month of expiry. */
export interface HolderRow {
  code: string
  points: number
  /** The first last day in that month; null never. */
  expires: Day | null
}

export type AuditView = Omit<Audit, '_id' | 'schema' | 'outstanding' | 'promised'> & { day: Day }

/** Whole numbers of a size that adds up exactly; the ledger itself refuses the rest again. */
const signedAmount = v.pipe(
  v.number('数量要是不为 0 的整数'),
  v.integer('数量要是不为 0 的整数'),
  v.minValue(-1_000_000_000, '一次不超过十亿'),
  v.maxValue(1_000_000_000, '一次不超过十亿'),
  v.check((amount) => amount !== 0, '数量要是不为 0 的整数'),
)
const memberId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从查找结果里选'))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
/** Those who answer a member's complaint; guides see a masked name at most. */
export const answering = ['owner', 'operator', 'store_manager'] as const
/** Those who answer for what the points cost. */
const accounting = [...editors, 'viewer'] as const

export const pointsContract = {
  'points.getBalance': { roles: ['member'], input: v.object({}), output: output<{ balance: number }>() },
  /** One read of the account, whatever its history. */
  'points.getWallet': { roles: ['member'], input: v.object({}), output: output<WalletView>() },
  /** The member's own history, newest first; `before` is the `seq` to continue below. */
  'points.getLedger': {
    roles: ['member'],
    input: v.object({
      before: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
      limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)), 30),
    }),
    output: output<{ balance: number; lines: OwnLine[]; next: number | null }>(),
  },
} as const

export const pointsStaffContract = {
  /** By the code on the member's page; more of it when two members share the first eight. */
  'points.findMember': {
    roles: answering,
    input: v.object({
      code: v.pipe(
        v.string(),
        v.trim(),
        v.toUpperCase(),
        v.regex(/^[0-9A-F]{8,24}$/, '会员码是 8 位数字和字母 A 到 F，在会员的积分页上'),
      ),
    }),
    output: output<{ memberId: string; memberSince: number; streak: number; wallet: WalletView }>(),
  },
  /** Everything that happened to one member's assets, newest first; `before` is the `seq` to continue below. */
  'points.getTimeline': {
    roles: answering,
    input: v.object({
      memberId,
      before: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
      limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100)), 50),
    }),
    output: output<{ lines: TimelineLine[]; next: number | null }>(),
  },
  /** `request` is made by the page (32 hex digits) and kept until answered: the same one again corrects nothing more. */
  'points.correct': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      memberId,
      asset: v.picklist(['points', 'growth', 'makeup_card']),
      delta: signedAmount,
      reason: v.pipe(v.string(), v.trim(), v.minLength(2, '写清楚为什么更正'), v.maxLength(100)),
    }),
    output: output<{ entry: string; balance: number }>(),
  },
  /** The ledger across members, newest first, at most 93 days at once; what is younger than a tick may be missing. */
  'points.searchLedger': {
    roles: accounting,
    input: v.pipe(
      v.object({
        from: day,
        to: day,
        bizType: v.optional(v.pipe(v.string(), v.regex(/^[a-z_]{2,24}$/))),
        asset: v.optional(v.picklist(['points', 'growth', 'makeup_card'])),
        byHand: v.optional(v.boolean(), false),
        before: v.optional(
          v.object({ at: v.pipe(v.number(), v.safeInteger()), id: v.pipe(v.string(), v.maxLength(200)) }),
        ),
        limit: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(200)), 50),
      }),
      v.check(({ from, to }) => from <= to, '开始那天要在结束那天之前'),
      v.check(({ from, to }) => daysBetween(from, to) <= 92, '一次最多查 93 天，请把时间缩短'),
    ),
    output: output<{ lines: FoundLine[]; next: { at: number; id: string } | null }>(),
  },
  /** As the last finished audit counted it. */
  'points.getLiability': { roles: accounting, input: v.object({}), output: output<LiabilityView>() },
  /**
   * Members who hold points that are over in a month (null: never), as their accounts stand now. A page may be short or empty and yet
   * have a `next`: so much was looked through.
   */
  'points.listHolders': {
    roles: accounting,
    input: v.object({
      month: v.nullable(v.pipe(v.string(), v.check(isMonth, '月份要写成 2026-11 这样'))),
      after: v.optional(v.pipe(v.string(), v.maxLength(40))),
    }),
    output: output<{ rows: HolderRow[]; next: string | null }>(),
  },
  /** The last audits, newest first. */
  'points.getAudit': { roles: accounting, input: v.object({}), output: output<{ audits: AuditView[] }>() },
} as const
