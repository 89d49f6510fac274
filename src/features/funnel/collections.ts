import type { Day } from '../../kernel/day'
import type { Row } from './rollup'
import type { Attribution, Rolled } from './rules'

/** One cohort day: whether its rollup is whole, and where a making anew stands. */
export interface FunnelHead {
  /** Day on which its people first came. */
  _id: Day
  schema: 1
  /** Since when (ms) somebody of it has changed; null when the rollup says all. */
  dirtyAt: number | null
  /** Raised whenever it becomes dirty: the guard of clearing. */
  turn: number
  /** Raised by every part of the work on it: of two that work on one day only one goes on. */
  step: number
  /** Name of the rows that count; null before the first. */
  run: string | null
  people: number
  /** Revision of the steps that they were counted by. */
  book: number
  /** ms of the last whole rollup. */
  rolledAt: number
  /** A making anew that is not finished: what it has counted stands in rows of its own name, up to the person `after`. */
  building: { run: string; after: string; turn: number; people: number; book: number } | null
}

/** Some rows of a day; `{day}:{dimension}:{attribution}:{run}:{part}`. */
export interface FunnelDay {
  _id: string
  schema: 1
  day: Day
  dimension: Rolled
  attribution: Attribution
  run: string
  rows: Row[]
  /** ms */
  at: number
}

declare module '../../kernel/store' {
  interface Collections {
    funnel_heads: FunnelHead
    funnel_days: FunnelDay
  }
}
