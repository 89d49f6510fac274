import * as v from 'valibot'
import type { Day } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors } from '../staff/contract'
import { isBirthday } from './birthday'
import { tierRulesSchema } from './book'
import type { Step, TierRules } from './rules'

/** One move as the member reads it. */
export interface TierLine {
  id: string
  from: string
  to: string
  day: Day
  why: Step['why']
}

/** The same for staff. */
export interface StaffTierLine extends TierLine {
  growth: number
  reason: string | null
  by: string | null
}

export interface TierStanding {
  /** Id of the tier. */
  current: string
  since: Day | null
  /** Last day of the running period; null has none. */
  until: Day | null
  byHand: boolean
  /** Growth that counts today. */
  growth: number
  /** The next tier up, and what is missing to it. */
  next: { id: string; name: string; missing: number } | null
  /** To stay after `until`: so much growth counts by then, so much is missing, and where it would go otherwise. */
  keep: { counted: number; missing: number; lower: string } | null
}

export interface TierLevel {
  id: string
  name: string
  threshold: number
  /** Line by line, in the member's words. */
  gives: string[]
}

export interface TierView extends TierStanding {
  tiers: TierLevel[]
  /** 近 12 个月 … */
  window: string
  history: TierLine[]
  birthday: {
    value: string | null
    /** Null: it may be told or changed now. */
    changeableFrom: Day | null
    /** What this tier gives on the day. */
    gift: string | null
  }
}

export interface StaffTierView extends TierStanding {
  tiers: TierLevel[]
  history: StaffTierLine[]
  birthday: string | null
  segments: string[]
  channel: string | null
}

export interface TierEdition {
  rules: TierRules
  revision: number
  at: number | null
  by: string | null
  /** Members of each tier as it was written down last. */
  members: { tier: string; count: number }[]
}

/** How many members would stand where, told by a random sample. */
export interface TierPreview {
  sampled: number
  total: number
  lines: { tier: string; name: string; now: number; after: number }[]
}

const memberId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从查找结果里选'))
const request = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const answering = ['owner', 'operator', 'store_manager'] as const

export const tierMemberContract = {
  /** The account, the rules while fresh, a page of history. */
  'tier.getMine': { roles: ['member'], input: v.object({}), output: output<TierView>() },
  /** Told by the member; changed once a year. */
  'tier.setBirthday': {
    roles: ['member'],
    input: v.object({ birthday: v.pipe(v.string(), v.check(isBirthday, '生日要写成 05-20 这样的月和日')) }),
    output: output<{ birthday: string; changeableFrom: Day }>(),
  },
} as const

export const tierStaffContract = {
  'tier.getRules': { roles: [...editors, 'viewer'], input: v.object({}), output: output<TierEdition>() },
  /** `revision` is the one that the page had read; `request` is kept until answered. */
  'tier.setRules': {
    roles: editors,
    input: v.object({ request, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), rules: tierRulesSchema }),
    output: output<TierEdition>(),
  },
  'tier.preview': { roles: editors, input: v.object({ rules: tierRulesSchema }), output: output<TierPreview>() },
  'tier.getOf': { roles: answering, input: v.object({ memberId }), output: output<StaffTierView>() },
  /** Holds to the end of a period that begins today. The same `request` again sets nothing more. */
  'tier.set': {
    roles: editors,
    input: v.object({
      request,
      memberId,
      tier: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,15}$/)),
      reason: v.pipe(v.string(), v.trim(), v.minLength(2, '写清楚为什么调整'), v.maxLength(100)),
    }),
    output: output<{ tier: string; until: Day | null }>(),
  },
} as const
