import '../points/collections'
import type { Context } from '../../context'
import { dayOf } from '../../kernel/day'
import { Refusal, refuse } from '../../kernel/errors'
import { type Store, UnknownOutcome } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { upcast } from '../points/account'
import { viewAt } from '../points/expiry'
import type { StoredAccount } from '../points/rules'
import { admit } from './admission'
import { forgetBatch, readBatch, rememberSoldOut } from './batchCache'
import { type Claimant, couponIdOf } from './couponId'
import { freeOfDay, takeOfDay } from './dayQuota'
import type { ClaimWords } from './eligibility'
import { issueHeld } from './issue'
import type { Coupon, CouponBatch, OpenUnit } from './rules'
import { freeUnit, type HeldUnit, takeAnywhere, takeAtHome } from './stock'
import { text } from './text'

/** Who gives a batch out, and in which words it refuses. */
export interface Giver {
  heldBy: CouponBatch['heldBy']
  words: ClaimWords
}
const CENTRE: Giver = { heldBy: undefined, words: text }

/**
 * A member claims their `n`-th coupon of a batch: stock, then points, then the coupon, each under the coupon's own id.
 * Dying anywhere in between leaves a unit that the next try or the sweep finishes or frees.
 *
 * Wire calls: with a batch read by this instance a moment ago free 3, for points 4; else one more. With a limit per day one
 * more; one that asks who it is and costs points one more. Whoever comes after the last one costs 2: the batch, and whether it is their own repeat.
 */
export async function claim(
  input: { batch: string; n: number },
  context: Context,
  { heldBy, words }: Giver = CENTRE,
): Promise<{ coupon: Coupon; balance: number }> {
  const { store, now, settings } = context
  const claimant = { memberId: requireMember(context.caller), n: input.n }
  const id = couponIdOf(input.batch, claimant)
  const batch = await readBatch(store, input.batch, now)
  if (!batch || batch.heldBy !== heldBy) return refuse('NO_SUCH_BATCH', words.noSuchBatch)
  const { reason, account } = await admit(store, batch, claimant, now, words)
  if (reason) {
    const before = await store.get('coupons', id)
    return before ? repeated(store, before, now) : refuse(reason.code, reason.message)
  }
  // Points stand in an account, and an account begins with consent; a free one asks for it here.
  if (batch.price === 0) requireConsent(account, settings)

  const unit: OpenUnit = { at: now, by: context.token(), price: batch.price }
  const place = await placeOfDay(store, batch, id, unit)
  const home = await takeAtHome(store, batch, id, claimant.memberId, unit)
  const before = typeof home === 'object' ? null : await store.get('coupons', id)
  if (before) {
    if (place === 'new') await freeOfDay(store, batch._id, dayOf(now), id, unit.by)
    return repeated(store, before, now)
  }
  const held = typeof home === 'object' ? home : await takeAnywhere(store, batch, id, claimant.memberId, unit, home)
  if (!held) return noneLeft(store, batch, now, words)
  const { coupon, balance } = await payAndIssue(context, batch, claimant, held, unit)
  return { coupon, balance: balance ?? balanceOf(account, now) }
}

async function placeOfDay(store: Store, batch: CouponBatch, couponId: string, unit: OpenUnit) {
  const { _id, perDay } = batch
  if (perDay === null) return 'unlimited'
  const place = await takeOfDay(store, { batch: _id, day: dayOf(unit.at), perDay }, couponId, unit.by)
  return place === 'full' ? refuse('DAY_FULL', text.dayFull) : place
}

/** The unit becomes a coupon; a refused payment gives unit and place back first. */
async function payAndIssue(
  { store, now, token }: Context,
  batch: CouponBatch,
  claimant: Claimant,
  held: HeldUnit,
  mine: OpenUnit,
): Promise<{ coupon: Coupon; balance: number | null }> {
  const id = couponIdOf(batch._id, claimant)
  try {
    const issued = await issueHeld(store, batch, claimant, held, token(), now)
    if (issued.coupon.stock !== held.shard) await freeUnit(store, held.shard, id, held.unit.by, now)
    return issued
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await freeUnit(store, held.shard, id, held.unit.by, now)
    if (batch.perDay !== null) await freeOfDay(store, batch._id, dayOf(mine.at), id, mine.by)
    // Somebody may have found the stock empty while this unit was held.
    await store.update('coupon_batches', { _id: batch._id, soldOut: true }, { soldOut: false })
    forgetBatch(batch._id)
    throw error
  }
}

async function repeated(store: Store, coupon: Coupon, now: number): Promise<{ coupon: Coupon; balance: number }> {
  // Had by the same person before they left: it is void, and another one would be a second.
  if (coupon.state === 'revoked') return refuse('HAD_BEFORE', text.hadBefore)
  return { coupon, balance: balanceOf(await store.get('accounts', coupon.memberId), now) }
}

/** Says so in the batch, where everybody who comes later reads it; the sweep looks whether it is still true. */
async function noneLeft(store: Store, batch: CouponBatch, now: number, words: ClaimWords): Promise<never> {
  rememberSoldOut(batch, now)
  try {
    const guard = { _id: batch._id, revision: batch.revision, soldOut: false }
    await store.update('coupon_batches', guard, { soldOut: true, dirtyAt: now })
  } catch (error) {
    // Only a shortcut for those who come later; the next of them writes it.
    if (!(error instanceof UnknownOutcome)) throw error
  }
  return refuse('SOLD_OUT', words.soldOut)
}

/** What a member can show for points, nothing in it over. */
export function balanceOf(account: StoredAccount | null, now: number): number {
  return account ? viewAt(upcast(account), now).balances.points : 0
}
