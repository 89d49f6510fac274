import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { Refusal } from '../../kernel/errors'
import { is, to } from '../../kernel/store'
import { settleStock } from './batches'
import { drainRecords } from './counter'
import { readCouponId } from './couponId'
import { finishGift } from './gift'
import { issueHeld } from './issue'
import type { CouponBatch, Stock } from './rules'
import { adoptUnit, freeUnit } from './stock'

/** A claim's own function is stopped after 20 s; a unit that is older than this has nobody who works on it. */
const GRACE = 2 * MINUTE
const SHARDS_AT_ONCE = 20
const BATCHES_AT_ONCE = 20
const COUPONS_AT_ONCE = 100

/**
 * Mends what a crash left between stock, points and coupon or between a gift's two ends, and moves redemptions to where they stay. Three wire calls when
 * there is nothing to do. Everything is found by an index on `dirtyAt`, so it costs by what happened, not by what exists.
 *
 * @returns true when more is waiting than one run takes
 */
export async function sweepCoupons(context: Context): Promise<boolean> {
  const { store, now } = context
  const dirty = { dirtyAt: is.and(is.gt(0), is.lt(now)) }
  const oldest = [['dirtyAt', 1]] as const
  const shards = await store.find('stock', dirty, { sort: oldest, limit: SHARDS_AT_ONCE })
  for (const shard of shards) await sweepShard(context, shard)

  const batches = await store.find('coupon_batches', dirty, { sort: oldest, limit: BATCHES_AT_ONCE })
  for (const batch of batches) await settleStock(store, batch)

  const coupons = await store.find('coupons', dirty, {
    sort: oldest,
    limit: COUPONS_AT_ONCE,
    fields: ['seq', 'outbox', 'state'],
  })
  await finishGifts(
    context,
    coupons.filter(({ state }) => state === 'gifted').map(({ _id }) => _id),
  )
  await drainRecords(store, coupons)
  return shards.length === SHARDS_AT_ONCE || batches.length === BATCHES_AT_ONCE || coupons.length === COUPONS_AT_ONCE
}

/** Gifts that were accepted lately: the friend's coupon is there, or made now. */
async function finishGifts({ store, token }: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const coupon of await store.find('coupons', { _id: is.in(ids) }, { limit: COUPONS_AT_ONCE })) {
    await finishGift(store, coupon, token())
  }
}

/**
 * Compares the units that were taken lately with the coupons: one that has its coupon is closed, one whose coupon came from
 * another shard is freed, one without a coupon is finished as the claim would have, or freed when the points do not suffice.
 */
async function sweepShard(context: Context, shard: Stock): Promise<void> {
  const { store, now } = context
  const { open } = shard
  const coupons = open.length
    ? await store.find('coupons', { _id: is.in(open.map(({ coupon }) => coupon)) }, { limit: 1000, fields: ['stock'] })
    : []
  const stockOf = new Map(coupons.map(({ _id, stock }) => [_id, stock]))
  const closed: string[] = []
  let waiting = 0
  let freed = false
  for (const { coupon, at, by } of open) {
    const from = stockOf.get(coupon)
    if (from === shard._id) closed.push(coupon)
    else if (from !== undefined) {
      await freeUnit(store, shard._id, coupon, by, now)
      freed = true
    } else if (at + GRACE > now) waiting++
    else if (await finish(context, shard.batch, coupon)) waiting++
    else freed = true
  }
  const settled = waiting === 0 && !freed
  if (settled || closed.length > 0) {
    const guard = settled ? { dirtyAt: shard.dirtyAt, n: shard.n } : {}
    const change = {
      ...(closed.length > 0 && { open: to.pull({ coupon: is.in(closed) }) }),
      ...(settled && { dirtyAt: null }),
    }
    await store.update('stock', { _id: shard._id, ...guard }, change)
  }
  if (freed || shard.left > 0) {
    await store.update('coupon_batches', { _id: shard.batch, soldOut: true }, { soldOut: false })
  }
}

/** True when the unit became a coupon; it is closed by the next sweep. */
async function finish({ store, now, token }: Context, batchId: string, couponId: string): Promise<boolean> {
  const batch: CouponBatch | null = await store.get('coupon_batches', batchId)
  if (!batch) throw new Error(`${couponId} holds a unit of no batch`)
  const claimant = readCouponId(couponId)
  // What is given costs nothing, whatever its batch does.
  const mine = { at: now, by: token(), price: typeof claimant.n === 'number' ? batch.price : 0 }
  const held = await adoptUnit(store, batchId, couponId, mine)
  if (!held) return false
  try {
    const { coupon } = await issueHeld(store, batch, claimant, held, token(), now)
    return coupon.stock === held.shard
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await freeUnit(store, held.shard, couponId, held.unit.by, now)
    return false
  }
}
