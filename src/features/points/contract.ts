import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import type { Asset } from './rules'

export interface LedgerLine {
  id: string
  asset: Asset
  delta: number
  balanceAfter: number
  reason: string
  at: number
  day: string
}

export const pointsContract = {
  'points.getBalance': { roles: ['member'], input: v.object({}), output: output<{ balance: number }>() },
  /** The member's own history, newest first; `before` is the `seq` to continue below. */
  'points.getLedger': {
    roles: ['member'],
    input: v.object({
      before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 30),
    }),
    output: output<{ balance: number; lines: LedgerLine[]; next: number | null }>(),
  },
} as const
