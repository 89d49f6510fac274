import * as v from 'valibot'
import { output } from '../../kernel/rpc'
import { editors, headquarters } from '../staff/contract'
import type { InboundSource, InboundState } from './rules'

/** An event as staff read it: never with what it holds of a person. */
export interface InboundView {
  id: string
  source: InboundSource
  kind: string
  state: InboundState
  reason: string | null
  /** Tries of the job that failed. */
  tries: number
  at: number
  endedAt: number | null
}

/** Where the next page begins: lines of one instant are told apart by their ids. */
export interface InboundCursor {
  at: number
  id: string
}

export interface InboundCount {
  source: InboundSource
  kind: string
  count: number
  /** Of them: not ended yet, and given up. */
  open: number
  dead: number
}

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

export const inboundContract = {
  /** Events that never took hold, newest first, 50 a page; `open` are those that are still being tried. */
  'inbound.dead': {
    roles: headquarters,
    input: v.object({
      show: v.optional(v.picklist(['dead', 'open']), 'dead'),
      before: v.optional(v.object({ at: v.pipe(v.number(), v.safeInteger()), id })),
    }),
    output: output<{ items: InboundView[]; next: InboundCursor | null }>(),
  },
  /** What came in the last 24 hours, by kind; `cut`: of the newest 1,000 only. */
  'inbound.getCounts': {
    roles: headquarters,
    input: v.object({}),
    output: output<{ counts: InboundCount[]; cut: boolean; dead: number; open: number }>(),
  },
  /** Tries one again, now; what does not succeed stays on the list of work. The same call twice does it once. */
  'inbound.retry': { roles: editors, input: v.object({ id }), output: output<{ event: InboundView }>() },
  /** Nobody tries it any more. */
  'inbound.ignore': { roles: editors, input: v.object({ id }), output: output<{ event: InboundView }>() },
} as const
