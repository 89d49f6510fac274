import './collections'
import type { Day } from '../../kernel/day'
import { is, type Store, to, UnknownOutcome } from '../../kernel/store'

const ROUNDS = 4

/**
 * Takes one of the day's coupons of a batch for a coupon: one guarded update, three more for the first of the day. The
 * same coupon again finds its place. A crash between here and the stock leaves a place that nobody else gets on that day: the
 * limit fails closed.
 *
 * @param by token of this try; only the try that touched a place last may give it back
 * @returns `mine` when an earlier try of this coupon has the place already
 */
export async function takeOfDay(
  store: Store,
  at: { batch: string; day: Day; perDay: number },
  couponId: string,
  by: string,
): Promise<'new' | 'mine' | 'full'> {
  const _id = `${at.batch}:${at.day}`
  const holder = `holders.${couponId}`
  let unknown: UnknownOutcome | undefined
  for (let round = 0; round < ROUNDS; round++) {
    try {
      const free = { _id, n: is.lt(at.perDay), [holder]: is.exists(false) }
      if ((await store.update('coupon_days', free, { n: to.inc(1), [holder]: by })) > 0) return 'new'
      if ((await store.update('coupon_days', { _id, [holder]: is.exists(true) }, { [holder]: by })) > 0) return 'mine'
      if (await store.get('coupon_days', _id)) return 'full'
      const first = { _id, schema: 1 as const, n: 1, holders: { [couponId]: by } }
      if ((await store.insert('coupon_days', first)) === 'inserted') return 'new'
      // Somebody else opened the day this instant: once more.
    } catch (error) {
      if (!(error instanceof UnknownOutcome)) throw error
      unknown = error
    }
  }
  if (unknown) throw unknown
  return 'full'
}

/** Gives the place back, unless another try of the same coupon has taken it over. */
export async function freeOfDay(store: Store, batch: string, day: Day, couponId: string, by: string): Promise<void> {
  const holder = `holders.${couponId}`
  await store.update('coupon_days', { _id: `${batch}:${day}`, [holder]: by }, { n: to.inc(-1), [holder]: to.unset() })
}
