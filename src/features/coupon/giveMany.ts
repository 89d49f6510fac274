import './collections'
import type { Context } from '../../context'
import { is, type Store, to } from '../../kernel/store'
import { couponIdOf, slotOf } from './couponId'
import { whyNotGive } from './give'
import type { GrantFailure } from './grant'
import { newCoupon } from './issue'
import type { CouponBatch, OpenUnit, Reason } from './rules'
import type { HeldUnit } from './stock'
import { text } from './text'

const SHARDS_AT_ONCE = 20
/** A rush on the same batch changes shards between our look and our hand; more rounds than this end in a later try. */
const ROUNDS = 8

/**
 * Gives one coupon each for the same cause: units in one guarded update a shard, then the coupons in one insert. Six wire calls
 * for a hundred members. Dying anywhere leaves open units, which the same call again or the sweep makes coupons of.
 *
 * @param memberIds each once, at most a hundred or so
 * @returns those who got nothing and why; everybody else has theirs
 */
export async function giveMany(
  { store, now, token }: Context,
  batchId: string,
  memberIds: readonly string[],
  cause: string,
): Promise<GrantFailure[]> {
  const memberOf = new Map(
    memberIds.map((memberId) => [couponIdOf(batchId, { memberId, n: slotOf('g', cause) }), memberId]),
  )
  const batch = await store.get('coupon_batches', batchId)
  const there = await store.find('coupons', { _id: is.in([...memberOf.keys()]) }, { limit: 1000, fields: ['stock'] })
  const have = new Set(there.map(({ _id }) => _id))
  const missing = [...memberOf.keys()].filter((id) => !have.has(id))
  const failedFor = (ids: readonly string[], { code, message }: Reason) =>
    ids.map((id) => ({ memberId: memberOf.get(id) ?? '', code, message }))
  const reason = whyNotGive(batch, now)
  if (!batch || reason) return failedFor(missing, reason ?? { code: 'NO_SUCH_BATCH', message: text.giveNoBatch })
  if (missing.length === 0) return []

  const unit: OpenUnit = { at: now, by: token(), price: 0 }
  const held = await heldUnits(store, batchId, missing, unit)
  const empty = await takeMany(
    store,
    batch,
    missing.filter((id) => !held.has(id)),
    unit,
    held,
  )
  await store.insertAll(
    'coupons',
    [...held].map(([id, from]) =>
      newCoupon(batch, { memberId: memberOf.get(id) ?? '', n: slotOf('g', cause) }, from, token()),
    ),
  )
  return failedFor(empty, { code: 'SOLD_OUT', message: text.giveSoldOut })
}

/** Units that an earlier try of the same coupons left. */
async function heldUnits(
  store: Store,
  batch: string,
  couponIds: readonly string[],
  unit: OpenUnit,
): Promise<Map<string, HeldUnit>> {
  const held = new Map<string, HeldUnit>()
  const shards = await store.find(
    'stock',
    { batch, taken: is.in([...couponIds]) },
    { limit: 1000, fields: ['taken', 'open'] },
  )
  for (const { _id, taken, open } of shards) {
    const here = new Set(taken)
    for (const id of couponIds) {
      if (!here.has(id)) continue
      const there = open.find(({ coupon }) => coupon === id)
      held.set(id, { shard: _id, unit: { ...unit, at: there?.at ?? unit.at } })
    }
  }
  return held
}

/** Takes what the shards have, adds it to `held`, and answers whom nothing was left for. */
async function takeMany(
  store: Store,
  batch: CouponBatch,
  couponIds: readonly string[],
  unit: OpenUnit,
  held: Map<string, HeldUnit>,
): Promise<string[]> {
  const waiting = [...couponIds]
  for (let round = 0; round < ROUNDS && waiting.length > 0; round++) {
    const free = { batch: batch._id, left: is.gt(0) }
    const shards = await store.find('stock', free, { sort: [['_id', 1]], limit: SHARDS_AT_ONCE, fields: ['left'] })
    if (shards.length === 0) return waiting
    for (const { _id, left } of shards) {
      const ids = waiting.slice(0, left)
      if (ids.length === 0) break
      const taken = await store.update(
        'stock',
        { _id, left: is.gte(ids.length), taken: is.nin(ids) },
        {
          n: to.inc(ids.length),
          left: to.inc(-ids.length),
          taken: to.push(ids),
          open: to.push(ids.map((coupon) => ({ ...unit, coupon }))),
          dirtyAt: unit.at,
        },
      )
      if (taken === 0) continue
      for (const id of ids) held.set(id, { shard: _id, unit })
      waiting.splice(0, ids.length)
    }
  }
  if (waiting.length > 0) throw new Error(`the units of ${batch._id} kept changing`)
  return []
}
