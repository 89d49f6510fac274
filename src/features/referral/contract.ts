import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors } from '../staff/contract'
import { ruleFields } from './book'
import type { Referral, ReferralBook } from './rules'

export interface ReferralView extends Omit<Referral, '_id' | 'schema' | 'revision' | 'by'> {
  /** The member who was invited. */
  id: string
  /** Null once they were forgotten. */
  by: string | null
}

export interface ReferralRules {
  rules: ReferralBook
  revision: number
  by: string | null
  at: number | null
}

const memberId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}$/, '会员编号不对，请从列表里选'))

export const referralContract = {
  'referral.getRules': { roles: editors, input: v.object({}), output: output<ReferralRules>() },
  /** `request` is made by the page (32 hex digits) and kept until answered. */
  'referral.setRules': {
    roles: editors,
    input: v.object({
      request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      rules: ruleFields,
    }),
    output: output<ReferralRules>(),
  },
  'referral.list': {
    roles: editors,
    input: v.object({
      show: v.picklist(['all', 'review', 'paid']),
      /** All friends of one member. */
      by: v.optional(memberId),
      before: v.optional(
        v.object({ at: v.pipe(v.number(), v.safeInteger()), id: v.pipe(v.string(), v.maxLength(40)) }),
      ),
    }),
    output: output<{
      rows: ReferralView[]
      next: { at: number; id: string } | null
      waiting: number
      review: number
    }>(),
  },
  /** Staff's word on one that looked odd; nothing is given before it. The same word again answers the same. */
  'referral.decide': {
    roles: editors,
    input: v.object({
      id: memberId,
      approve: v.boolean(),
      note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
    }),
    output: output<{ referral: ReferralView }>(),
  },
} as const
