import { DAY, startOf } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { audienceOf, isEverybody } from './audience'
import type { BatchState, CouponBatch, Reason } from './rules'
import { text } from './text'

/** What an operator fills in. */
export type BatchFields = Pick<
  CouponBatch,
  'terms' | 'validity' | 'total' | 'perMember' | 'perDay' | 'claimFrom' | 'claimUntil' | 'price' | 'audience'
>

const SHARD = 500
/** The day's holders stand in one document; more would make every claim rewrite a large one. */
const MOST_PER_DAY = 2000

export function shardsFor(total: number): number {
  return Math.ceil(total / SHARD)
}

/** Units of shard `k`; all are full-size but the last. */
export function capOf(total: number, k: number): number {
  return Math.max(0, Math.min(SHARD, total - k * SHARD))
}

/** The same request always makes the same batch. 80 random bits are enough of a key. */
export function batchIdOf(request: string): string {
  return `b${request.slice(0, 20)}`
}

/** Tells a repeat of a request from another one under the same id. */
export function digestOf(fields: BatchFields): string {
  const { terms, validity, total, perMember, perDay, claimFrom, claimUntil, price } = fields
  const audience = audienceOf(fields)
  // Only when it says something: batches from before audiences keep their digest.
  const asked = isEverybody(audience) ? [] : [audience]
  const said = [terms, validity, total, perMember, perDay, claimFrom, claimUntil, price, ...asked]
  return hash64(JSON.stringify(said.map(sorted)))
}

/** Keys in one order: a document that went through the database need not keep them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, inner]) => [key, sorted(inner)])
}

/** What the schema of the contract cannot say about one field alone; null when all is well. */
export function whyNotBatch({ terms, validity, perDay, claimFrom, claimUntil }: BatchFields): Reason | null {
  const { value, usable } = terms
  const bad = (message: string): Reason => ({ code: 'BAD_INPUT', message })
  if (claimUntil <= claimFrom) return bad(text.claimWindow)
  if (validity.kind === 'fixed' && validity.to < validity.from) return bad(text.validityOrder)
  if (validity.kind === 'fixed' && claimUntil > startOf(validity.to) + DAY) return bad(text.bornExpired)
  if (usable.parts.some(({ from, until }) => from === until)) return bad(text.emptyPart)
  if (value.kind === 'threshold' && value.fromCents > 0 && value.offCents > value.fromCents) {
    return bad(text.offAboveThreshold)
  }
  if (perDay !== null && perDay > MOST_PER_DAY) return bad(text.perDayTooMany(MOST_PER_DAY))
  return null
}

const TURNS: Record<BatchState, readonly BatchState[]> = {
  draft: ['running', 'stopped'],
  running: ['paused', 'stopped'],
  paused: ['running', 'stopped'],
  stopped: [],
}

export function mayTurn(from: BatchState, to: BatchState): boolean {
  return TURNS[from].includes(to)
}
