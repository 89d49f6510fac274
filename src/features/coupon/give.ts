import './collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { type Claimant, couponIdOf, slotOf } from './couponId'
import { issueHeld } from './issue'
import type { Coupon, CouponBatch, MissedGift, OpenUnit, Reason } from './rules'
import { freeUnit, takeAnywhere, takeAtHome } from './stock'
import { text } from './text'

/** One coupon of a batch for a member, because of something: the same cause again gives nothing more. */
export interface Gift {
  batch: string
  memberId: string
  /** Why, as a key of whoever asks: `tier:vip:2026-11-23`, `checkin:autumn:7`. Unique within batch and member. */
  cause: string
}

export type Given = { coupon: Coupon } | { missed: Reason }

/**
 * Gives a coupon for free and outside of the limits per member and day; it takes a unit of the stock like every other. Three
 * wire calls. It stands in the same order as a claim (unit, then coupon), so a crash in between is mended by the same sweep.
 *
 * @returns why nothing was given; nothing is written then
 */
export async function giveCoupon(
  { store, now, token }: Context,
  { batch: batchId, memberId, cause }: Gift,
): Promise<Given> {
  const claimant: Claimant = { memberId, n: slotOf('g', cause) }
  const id = couponIdOf(batchId, claimant)
  const batch = await store.get('coupon_batches', batchId)
  const reason = whyNotGive(batch, now)
  if (!batch || reason) return (await before(store, id)) ?? { missed: reason ?? noBatch }

  const unit: OpenUnit = { at: now, by: token(), price: 0 }
  const home = await takeAtHome(store, batch, id, memberId, unit)
  const held = typeof home === 'object' ? home : await takeAnywhere(store, batch, id, memberId, unit, home)
  if (!held) return (await before(store, id)) ?? { missed: { code: 'SOLD_OUT', message: text.giveSoldOut } }
  const { coupon } = await issueHeld(store, batch, claimant, held, token(), now)
  // An earlier try took its unit elsewhere, or the coupon was revoked and holds none.
  if (coupon.stock !== held.shard) await freeUnit(store, held.shard, id, held.unit.by, now)
  return { coupon }
}

async function before(store: Store, id: string): Promise<Given | null> {
  const coupon = await store.get('coupons', id)
  return coupon && { coupon }
}

const noBatch: Reason = { code: 'NO_SUCH_BATCH', message: text.giveNoBatch }

/**
 * Why nothing of a batch can be given now, for the operator. Its window, limits and price are for those who claim: a batch
 * whose window is over can still be given away.
 */
export function whyNotGive(
  batch: Pick<CouponBatch, 'state' | 'validity' | 'heldBy'> | null,
  now: number,
): Reason | null {
  if (!batch || batch.heldBy !== undefined) return noBatch
  if (batch.state === 'draft') return { code: 'BATCH_DRAFT', message: text.giveDraft }
  if (batch.state === 'paused') return { code: 'CLAIM_PAUSED', message: text.givePaused }
  if (batch.state === 'stopped') return { code: 'BATCH_STOPPED', message: text.giveStopped }
  const { validity } = batch
  const over = validity.kind === 'fixed' && dayOf(now) > validity.to
  return over ? { code: 'BORN_EXPIRED', message: text.giveExpired } : null
}

/** Puts down what could not be given, once per coupon; the latest reason stands. */
export async function recordMissed(store: Store, gift: Gift, { code, message }: Reason, now: number): Promise<void> {
  const { batch, memberId, cause } = gift
  const _id = couponIdOf(batch, { memberId, n: slotOf('g', cause) })
  const missed: MissedGift = { _id, schema: 1, batch, memberId, cause, code, message, at: now }
  if ((await store.insert('coupon_missed', missed)) === 'exists') {
    await store.update('coupon_missed', { _id, at: is.lt(now) }, { code, message, at: now })
  }
}

/**
 * What another feature asked for by an effect.
 * @throws when it is no such thing: a defect of whoever asked, seen in the tick's health
 */
export function readGift({ batch, memberId, cause }: Record<string, unknown>): Gift {
  if (typeof batch !== 'string' || typeof memberId !== 'string' || typeof cause !== 'string' || cause === '') {
    throw new Error('a gift names a batch, a member and a cause')
  }
  return { batch, memberId, cause }
}
