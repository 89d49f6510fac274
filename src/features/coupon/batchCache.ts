import './collections'
import type { Store } from '../../kernel/store'
import type { CouponBatch } from './rules'

/** ms. A pause takes hold within it; a new price, window or limit as well. */
const FRESH = 3000
const MOST = 200
const kept = new Map<string, { batch: CouponBatch; readAt: number }>()

/**
 * A batch as this instance read it within the last seconds: in a rush one read serves many claims. Only what may be late by
 * seconds hangs on it: terms, window, price, and `soldOut` as a first answer. Stock and limits per member are guarded where they
 * stand. Drafts and unknown ids are not kept.
 */
export async function readBatch(store: Store, id: string, now: number): Promise<CouponBatch | null> {
  const found = kept.get(id)
  if (found && now >= found.readAt && now - found.readAt < FRESH) return found.batch
  const batch = await store.get('coupon_batches', id)
  if (kept.size >= MOST) kept.clear()
  if (batch && batch.state !== 'draft') kept.set(id, { batch, readAt: now })
  else kept.delete(id)
  return batch
}

/** The next call of this instance answers "sold out" without looking at the stock. */
export function rememberSoldOut(batch: CouponBatch, now: number): void {
  kept.set(batch._id, { batch: { ...batch, soldOut: true }, readAt: now })
}

export function forgetBatch(id: string): void {
  kept.delete(id)
}
