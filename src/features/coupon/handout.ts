import './collections'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { digestOf, shardsFor } from './batch'
import { setState, settleStock } from './batches'
import { type Claimant, couponIdOf } from './couponId'
import { newCoupon } from './issue'
import type { Coupon, CouponBatch, Stock } from './rules'

/** What another feature says about a batch that it hands out itself; one coupon a member. */
export type HeldBatch = Pick<
  CouponBatch,
  '_id' | 'terms' | 'validity' | 'total' | 'price' | 'claimFrom' | 'claimUntil' | 'createdAt'
> & { heldBy: NonNullable<CouponBatch['heldBy']> }

/** A running batch with its stock, under the caller's own key; the same key again finds it and finishes what a crash left. */
export async function openHeldBatch(store: Store, held: HeldBatch): Promise<void> {
  const fields = { ...held, perMember: 1, perDay: null }
  const batch: CouponBatch = {
    ...fields,
    schema: 1,
    shards: shardsFor(held.total),
    state: 'running',
    soldOut: false,
    revision: 0,
    createdFrom: digestOf(fields),
    dirtyAt: held.createdAt,
  }
  const there = await settle<'coupon_batches', CouponBatch>(store, 'coupon_batches', batch._id, (found) =>
    found ? { answer: found } : { insert: batch, answer: batch },
  )
  await settleStock(store, there)
}

export async function turnHeldBatch(
  store: Store,
  id: string,
  state: Exclude<CouponBatch['state'], 'draft'>,
): Promise<void> {
  await setState(store, id, state)
}

/** Coupons in one insert-many; about half a kilobyte each. */
const AT_ONCE = 100

/**
 * Gives a batch that nobody can claim from to all of these members at once: their units in one guarded update of its only
 * shard, in this order, then the coupons. The same list again, also after a crash anywhere, gives nothing twice.
 *
 * @param memberIds at most the batch's total, which is one shard
 * @param at the instant of the claim (ms), the same at every repeat
 */
export async function giveAll(
  { store, token }: Pick<Context, 'store' | 'token'>,
  batchId: string,
  memberIds: readonly string[],
  at: number,
): Promise<void> {
  if (memberIds.length === 0) return
  const batch = await store.get('coupon_batches', batchId)
  if (!batch) throw new Error(`${batchId} is no batch`)
  const shard = `${batchId}:0`
  const claimants = memberIds.map((memberId): Claimant => ({ memberId, n: 1 }))
  const taken = claimants.map((claimant) => couponIdOf(batchId, claimant))
  await settle<'stock', true>(store, 'stock', shard, (there) => {
    if (there?.n === taken.length && there.taken.join() === taken.join()) return { answer: true }
    if (there?.n !== 0 || there.cap < taken.length) throw new Error(`${shard} cannot give ${taken.length}`)
    const change = { n: taken.length, left: there.cap - taken.length, taken }
    return { guard: { _id: shard, n: 0 }, change, answer: true }
  })
  const held = { shard, unit: { at, by: '', price: batch.price } }
  const coupons = claimants.map((claimant): Coupon => newCoupon(batch, claimant, held, token()))
  for (let from = 0; from < coupons.length; from += AT_ONCE) {
    await store.insertAll('coupons', coupons.slice(from, from + AT_ONCE))
  }
}

/** Units of batches: one wire call. */
export async function unitsOf(
  store: Store,
  batches: readonly string[],
): Promise<Map<string, Pick<Stock, 'n' | 'left' | 'cap'>>> {
  const units = new Map<string, { n: number; left: number; cap: number }>()
  if (batches.length === 0) return units
  const shards = await store.find(
    'stock',
    { batch: is.in([...batches]) },
    { limit: 1000, fields: ['batch', 'n', 'left', 'cap'] },
  )
  for (const { batch, n, left, cap } of shards) {
    const sum = units.get(batch) ?? { n: 0, left: 0, cap: 0 }
    units.set(batch, { n: sum.n + n, left: sum.left + left, cap: sum.cap + cap })
  }
  return units
}

/** The member's own coupons of these batches (one each): one wire call. */
export async function ownCoupons(
  store: Store,
  batches: readonly string[],
  memberId: string,
): Promise<Map<string, Pick<Coupon, '_id' | 'stock' | 'claimedAt'>>> {
  if (batches.length === 0) return new Map()
  const ids = batches.map((batch) => couponIdOf(batch, { memberId, n: 1 }))
  const coupons = await store.find(
    'coupons',
    { _id: is.in(ids) },
    { limit: 1000, fields: ['batch', 'stock', 'claimedAt'] },
  )
  return new Map(coupons.map((coupon) => [coupon.batch, coupon]))
}

/** When the last unit of a batch went (ms); null when none did. One wire call that reads the batch's coupons. */
export async function lastGivenAt(store: Store, batch: string): Promise<number | null> {
  const [last] = await store.find('coupons', { batch }, { sort: [['claimedAt', -1]], limit: 1, fields: ['claimedAt'] })
  return last?.claimedAt ?? null
}

/** The place of a coupon among those that hold a unit of its shard, from 1; it moves up when one before it was given back. */
export async function rankOf(store: Store, coupon: Pick<Coupon, '_id' | 'stock'>): Promise<number | null> {
  if (coupon.stock === null) return null
  const shard = await store.get('stock', coupon.stock)
  const index = shard?.taken.indexOf(coupon._id) ?? -1
  return index < 0 ? null : index + 1
}

/** Coupons of a batch that were used at a counter: one wire call. */
export function usedOf(store: Store, batch: string): Promise<number> {
  return store.count('coupons', { batch, state: 'used' })
}
