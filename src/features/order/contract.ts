import * as v from 'valibot'
import { isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { gridInput } from '../sop/contract'
import { editors } from '../staff/contract'
import type { TableIssue } from './readTable'
import { type Matching, type Order, SOURCE } from './rules'

/** Where a list goes on. */
export interface OrderCursor {
  at: number
  id: string
}

export interface OrderView {
  id: string
  kind: 'order' | 'refund'
  source: string
  no: string
  /** Of a refund the number of its order. */
  of: string | null
  at: number
  cents: number
  /** Cents that went back of an order. */
  back: number
  store: string | null
  state: Matching
  /** Opens the person's timeline; null while nobody is found, and for refunds. */
  person: string | null
  by: Order['by']
}

export interface OrderCounts {
  orders: number
  unmatched: number
  refunds: number
  unmatchedRefunds: number
}

export interface PreviewRow {
  row: number
  kind: 'order' | 'refund' | null
  no: string
  at: number | null
  cents: number | null
  store: string | null
  /** `new` is written, `known` is left alone, `broken` stands in the way. */
  state: 'new' | 'known' | 'broken'
  issues: TableIssue[]
}

export interface OrderPreview {
  digest: string
  rows: PreviewRow[]
  problem: string | null
  /** Of what would be written: rows, cents in, cents back. */
  fresh: { rows: number; cents: number; back: number }
}

const source = v.pipe(v.string(), v.trim(), v.regex(SOURCE, '来源用小写字母、数字、- 和 _，最多 20 个字，例如 pos'))
const day = v.pipe(v.string(), v.check(isDay, '日期不对'))

/** Money of the shop: for who answers for content and budgets, as with the ledger. */
export const orderContract = {
  'order.list': {
    roles: editors,
    input: v.object({
      show: v.picklist(['all', 'unmatched', 'refunds']),
      /** Beginning of a number. */
      no: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(64)), ''),
      from: v.optional(day),
      until: v.optional(day),
      before: v.optional(
        v.object({ at: v.pipe(v.number(), v.safeInteger()), id: v.pipe(v.string(), v.maxLength(100)) }),
      ),
    }),
    output: output<{ rows: OrderView[]; next: OrderCursor | null }>(),
  },
  'order.getCounts': { roles: editors, input: v.object({}), output: output<OrderCounts>() },
  /** What each row of a table would become, and what stands in its way; nothing is written. */
  'order.previewImport': {
    roles: editors,
    input: v.object({ grid: gridInput, source }),
    output: output<OrderPreview>(),
  },
  /** Writes the rows of the preview. The same table again writes nothing new. */
  'order.commitImport': {
    roles: editors,
    input: v.object({ grid: gridInput, source, digest: v.pipe(v.string(), v.maxLength(40)) }),
    output: output<{ orders: number; refunds: number; known: number; matched: number }>(),
  },
} as const
