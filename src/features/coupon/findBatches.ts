import './collections'
import { is, type Store } from '../../kernel/store'
import { best, type Fits } from '../../kernel/words'
import type { CouponBatch } from './rules'

/** Batches that one search looks at, the newest. */
const LOOKED_AT = 200

/** Coupon batches of the operator's list by title. One read by index. */
export function findBatches(
  store: Store,
  fits: Fits,
  limit: number,
): Promise<Pick<CouponBatch, '_id' | 'terms' | 'state' | 'total'>[]> {
  const fields = ['terms', 'state', 'total'] as const
  return store
    .find('coupon_batches', { heldBy: is.exists(false) }, { sort: [['createdAt', -1]], limit: LOOKED_AT, fields })
    .then((batches) => best(batches, ({ terms }) => fits(terms.title), limit))
}
