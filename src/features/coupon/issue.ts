import './collections'
import { type Store, UnknownOutcome } from '../../kernel/store'
import { spend } from '../points/operations'
import { shortOf } from './code'
import { type Claimant, couponIdOf } from './couponId'
import type { Coupon, CouponBatch } from './rules'
import type { HeldUnit } from './stock'
import { text } from './text'
import { validDays } from './validity'

/**
 * From a held unit to the coupon: pays the price that was agreed with the unit, then inserts. Both have natural keys, so
 * the claim, its repeat and the sweep may all do this, in any order, and there is one payment and one coupon.
 *
 * @returns the coupon as it stands; its `stock` names another shard when another try of the same coupon was first
 * @throws INSUFFICIENT_POINTS; the unit is then still held
 */
export async function issueHeld(
  store: Store,
  batch: CouponBatch,
  claimant: Claimant,
  held: HeldUnit,
  secret: string,
  now: number,
): Promise<{ coupon: Coupon; balance: number | null }> {
  const id = couponIdOf(batch._id, claimant)
  const { price } = held.unit
  const paid =
    price === 0
      ? null
      : await spend(
          store,
          claimant.memberId,
          { id, bizType: 'coupon', asset: 'points', amount: price, reason: text.spend },
          now,
        )
  const coupon = newCoupon(batch, claimant, held, secret)
  return { coupon: await insertCoupon(store, coupon), balance: paid?.balance ?? null }
}

/** The coupon with the batch's terms as they are now; later edits of the batch do not reach it. */
export function newCoupon(batch: CouponBatch, { memberId, n }: Claimant, held: HeldUnit, secret: string): Coupon {
  const _id = couponIdOf(batch._id, { memberId, n })
  const { at, price } = held.unit
  const { from, to } = validDays(batch.validity, at)
  return {
    _id,
    schema: 1,
    batch: batch._id,
    memberId,
    n: typeof n === 'number' ? n : 0,
    seq: 1,
    short: shortOf(_id),
    stock: held.shard,
    terms: batch.terms,
    validFrom: from,
    validTo: to,
    state: 'issued',
    secret,
    useNo: 0,
    source: typeof n === 'string' ? 'grant' : price > 0 ? 'exchange' : 'claim',
    friend: null,
    claimedAt: at,
    usedAt: null,
    use: null,
    codeStep: 0,
    outbox: [],
    dirtyAt: null,
  }
}

/** The coupon under its key, mine or whoever was first. One wire call when nobody was here before. */
export async function insertCoupon(store: Store, coupon: Coupon): Promise<Coupon> {
  try {
    if ((await store.insert('coupons', coupon)) === 'inserted') return coupon
  } catch (error) {
    if (!(error instanceof UnknownOutcome)) throw error
  }
  const there = await store.get('coupons', coupon._id)
  if (there) return there
  // The first write was lost, or lands late and then meets the key that this one takes.
  await store.insert('coupons', coupon)
  return (await store.get('coupons', coupon._id)) ?? coupon
}
