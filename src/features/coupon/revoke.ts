import './collections'
import type { Context } from '../../context'
import { is, type Store, to } from '../../kernel/store'
import { couponIdOf, slotOf } from './couponId'
import { finishGift } from './gift'
import { copyIdOf } from './offer'
import type { Coupon } from './rules'

/** Coupons may pass from hand to hand while they are taken back; each round takes what the last one saw. */
const ROUNDS = 3

/**
 * Takes back what was given for a cause and is not used; a coupon that was passed on is taken back from the friend. Their units
 * return to the stock. Running it again changes nothing and counts the same.
 *
 * @returns how many stand taken back, and how many were used before
 */
export async function revokeMany(
  { store, now, token }: Context,
  batch: string,
  memberIds: readonly string[],
  cause: string,
): Promise<{ revoked: number; used: number }> {
  const ids = memberIds.map((memberId) => couponIdOf(batch, { memberId, n: slotOf('g', cause) }))
  let hands = new Map<string, Coupon>()
  for (let round = 0; round < ROUNDS; round++) {
    hands = await lastHands(store, ids, token)
    const unused = [...hands.values()].filter(({ state }) => state === 'issued').map(({ _id }) => _id)
    if (unused.length === 0) break
    // The counter guards by `seq` and state, this by state: whichever comes first, the other finds it changed.
    await store.update(
      'coupons',
      { _id: is.in(unused), state: 'issued' },
      { state: 'revoked', seq: to.inc(1), gift: null },
    )
  }
  const last = [...hands]
  await returnUnits(
    store,
    last.filter(([, { state }]) => state === 'revoked').map(([id]) => id),
    now,
  )
  return {
    revoked: last.filter(([, { state }]) => state === 'revoked').length,
    used: last.filter(([, { state }]) => state === 'used').length,
  }
}

/** Each coupon as it stands with whoever has it now: itself, or the friend's. */
async function lastHands(store: Store, ids: readonly string[], token: () => string): Promise<Map<string, Coupon>> {
  const coupons = await store.find('coupons', { _id: is.in([...ids]) }, { limit: 1000 })
  const hands = new Map<string, Coupon>(coupons.map((coupon) => [coupon._id, coupon]))
  const gifted = coupons.filter(({ state }) => state === 'gifted')
  if (gifted.length === 0) return hands
  const copies = await store.find('coupons', { _id: is.in(gifted.map(copyIdOf)) }, { limit: 1000 })
  for (const coupon of gifted) {
    const copy = copies.find(({ _id }) => _id === copyIdOf(coupon)) ?? (await finishGift(store, coupon, token()))
    hands.set(coupon._id, copy)
  }
  return hands
}

/** The units of these coupons become free, each once: the coupon lets go of its shard only after the shard let go of it. */
async function returnUnits(store: Store, couponIds: readonly string[], now: number): Promise<void> {
  const holding = { _id: is.in([...couponIds]), stock: is.neq(null) }
  const coupons = await store.find('coupons', holding, { limit: 1000, fields: ['stock'] })
  if (coupons.length === 0) return
  const shards = await store.find(
    'stock',
    { _id: is.in([...new Set(coupons.map(({ stock }) => stock))]) },
    { limit: 1000, fields: ['taken'] },
  )
  for (const { _id, taken } of shards) {
    const there = new Set(taken)
    const ids = coupons.filter((coupon) => coupon.stock === _id && there.has(coupon._id)).map((coupon) => coupon._id)
    if (ids.length === 0) continue
    const done = await store.update(
      'stock',
      { _id, taken: is.and(...ids.map(is.eq)) },
      {
        n: to.inc(-ids.length),
        left: to.inc(ids.length),
        taken: to.pull(is.in(ids)),
        open: to.pull({ coupon: is.in(ids) }),
        dirtyAt: now,
      },
    )
    // Somebody returned some of them between our look and our hand: the next try sees which.
    if (done === 0) throw new Error(`the units of ${_id} kept changing`)
  }
  await store.update('coupons', { _id: is.in(coupons.map(({ _id }) => _id)) }, { stock: null })
}
