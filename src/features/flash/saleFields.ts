import { startOf } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import type { Reason } from '../coupon/rules'
import { nextOpening } from './calendar'
import type { FlashFields } from './rules'
import { text } from './text'

/** Short, because ids of sessions, batches and coupons begin with it; a request that happens to meet another's is refused. */
export function saleIdOf(request: string): string {
  return `f${request.slice(0, 12)}`
}

/** Tells a repeat of a request from another one under the same id. */
export function digestOf({ prize, ...fields }: FlashFields): string {
  const { title, mode, weekdays, time, minutes, from, until, stock, price } = fields
  const { item, worthCents, note, stores, validDays } = prize
  const all = [
    title,
    mode,
    weekdays,
    time,
    minutes,
    from,
    until,
    stock,
    price,
    item,
    worthCents,
    note,
    stores,
    validDays,
  ]
  return hash64(JSON.stringify(all))
}

export function tidy(fields: FlashFields): FlashFields {
  return { ...fields, weekdays: [...new Set(fields.weekdays)].sort((a, b) => a - b) }
}

/** What the schema of the contract cannot say about one field alone; null when all is well. */
export function whyNotSale(fields: FlashFields): Reason | null {
  const bad = (message: string): Reason => ({ code: 'BAD_INPUT', message })
  if (fields.until < fields.from) return bad(text.dayOrder)
  if (fields.mode === 'draw' && fields.price > 0) return bad(text.freeDraw)
  // From just before the first day: a sale that is over by now still had days.
  return nextOpening(fields, startOf(fields.from) - 1) === null ? bad(text.noSession) : null
}
