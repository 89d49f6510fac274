import './collections'
import type { Day } from '../../kernel/day'
import { is, type Store, to, UnknownOutcome } from '../../kernel/store'

const ROUNDS = 4

/**
 * Takes one of the day's coupons of a batch for a coupon: one guarded update, two more for the first of the day. The
 * same coupon again finds its place. A crash between here and the stock leaves a place that nobody else gets on that day: the
 * limit fails closed.
 *
 * The places are an array, as the units of a shard are, and are changed in the same way (see `stock.ts`).
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
  const place = { coupon: couponId, by }
  const free = { _id, n: is.lt(at.perDay), 'holders.coupon': is.neq(couponId) }
  let unknown: UnknownOutcome | undefined
  /** What a place under this try's own token says: it took a new one, unless it once took an older one over. */
  let own: 'new' | 'mine' = 'new'
  for (let round = 0; round < ROUNDS; round++) {
    try {
      if ((await store.update('coupon_days', free, { n: to.inc(1), holders: to.push([place]) })) > 0) return 'new'
      const day = await store.get('coupon_days', _id)
      if (!day) {
        const first = { _id, schema: 1 as const, n: 1, holders: [place] }
        if ((await store.insert('coupon_days', first)) === 'inserted') return 'new'
        // Somebody else opened the day this instant: once more.
        continue
      }
      const k = day.holders.findIndex(({ coupon }) => coupon === couponId)
      const there = day.holders[k]
      if (!there) return 'full'
      if (there.by === by) return own
      own = 'mine'
      const same = { _id, [`holders.${k}.coupon`]: couponId, [`holders.${k}.by`]: there.by }
      if ((await store.update('coupon_days', same, { [`holders.${k}.by`]: by })) > 0) return 'mine'
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
  const change = { n: to.inc(-1), holders: to.pull({ coupon: couponId, by }) }
  await store.update('coupon_days', { _id: `${batch}:${day}`, 'holders.by': by }, change)
}
