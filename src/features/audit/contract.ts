import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { editors } from '../staff/contract'
import type { AuditEntry } from './rules'

export type AuditLine = Omit<AuditEntry, '_id' | 'schema'> & {
  id: string
  /** What was done, in the operator's words. */
  deed: string
}

const day = v.pipe(v.string(), v.check(isDay, '日期写成 2026-11-23 这样'))
const short = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64))

export const auditContract = {
  /** What staff changed, newest first. `before` is `next` of the page above. */
  'audit.list': {
    roles: editors,
    input: v.object({
      from: day,
      to: day,
      staffId: v.optional(short),
      method: v.optional(short),
      /** `_id` of the thing whose history is asked for. */
      about: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
      before: v.optional(
        v.object({ at: v.pipe(v.number(), v.safeInteger()), id: v.pipe(v.string(), v.maxLength(64)) }),
      ),
    }),
    output: output<{ lines: AuditLine[]; next: { at: number; id: string } | null; from: Day }>(),
  },
} as const
