import './collections'
import { hash64 } from '../../kernel/hash'
import { type Doc, is, type Store, to, UnknownOutcome } from '../../kernel/store'
import { capOf, shardsFor } from './batch'
import type { CouponBatch, OpenUnit, Stock } from './rules'

/*
 * Open units are an array and not an object by coupon: CloudBase limits what a field may be called (length, dots), and
 * `{batch}:{member}:{n}` is neither short nor plain. Of an array an update can say "push unless it is there", "pull the one
 * of this coupon and this try", and, by the place where a read has just seen it and a guard on what stands there, "change
 * this one". A token (`by`) belongs to one try of one coupon, so `open.by` alone tells whose unit it is.
 */

/** A unit that a coupon holds in a shard. */
export interface HeldUnit {
  shard: string
  unit: OpenUnit
}

/** Other shards looked at on each side when the member's own is full. */
const NEIGHBOURS = 8
const ROUNDS = 3
/** Many taps on one coupon at once: each round one of them takes the unit over, so with so many rounds everybody has had it. */
const HANDS = 64

/**
 * Takes one unit for a coupon from the member's own shard: one guarded update.
 * @returns `missed` when the shard is full or the coupon holds one there already, `unknown` when no answer came
 */
export async function takeAtHome(
  store: Store,
  batch: CouponBatch,
  couponId: string,
  memberId: string,
  unit: OpenUnit,
): Promise<HeldUnit | 'missed' | 'unknown'> {
  const shard = shardOf(batch, memberId)
  try {
    return (await tryTake(store, shard, couponId, unit)) ? { shard, unit } : 'missed'
  } catch (error) {
    if (error instanceof UnknownOutcome) return 'unknown'
    throw error
  }
}

/**
 * When the own shard gave nothing: the unit that an earlier try of the same coupon left, else one from another shard, else
 * null for sold out.
 *
 * Two tries of one coupon that meet on a full shard may each take one elsewhere; the coupon names the shard it came from,
 * and whoever sees the other unit (its owner, or the sweep) frees it. That can hold one back, never sell one twice.
 */
export async function takeAnywhere(
  store: Store,
  batch: CouponBatch,
  couponId: string,
  memberId: string,
  unit: OpenUnit,
  home: 'missed' | 'unknown',
): Promise<HeldUnit | null> {
  let answered = home
  for (let round = 0; round < ROUNDS; round++) {
    const held = await adoptUnit(store, batch._id, couponId, unit)
    if (held) return held
    if (answered === 'unknown') {
      const again = await takeAtHome(store, batch, couponId, memberId, unit)
      if (typeof again === 'object') return again
      answered = again
      continue
    }
    const shard = await takeNeighbour(store, batch, shardOf(batch, memberId), couponId, unit)
    return shard === null ? null : { shard, unit }
  }
  throw new UnknownOutcome('update', 'stock', `no answer about the units of ${batch._id}`)
}

/**
 * Takes over a unit that an earlier try of the same coupon left: from here on only this try may free it. The price stays
 * the one that was agreed when it was taken. A unit that the sweep has closed already is opened again.
 */
export async function adoptUnit(
  store: Store,
  batchId: string,
  couponId: string,
  unit: OpenUnit,
): Promise<HeldUnit | null> {
  for (let round = 0; round < HANDS; round++) {
    const where = { batch: batchId, taken: is.eq(couponId) }
    const [found] = await store.find('stock', where, { limit: 1, fields: ['open'] })
    if (!found) return null
    const k = found.open.findIndex(({ coupon }) => coupon === couponId)
    const there = found.open[k]
    // An answer that was lost: it is this try's own, and writing the same again would count as changing nothing.
    if (there?.by === unit.by) return { shard: found._id, unit: there }
    const adopted = there ? { ...unit, at: there.at, price: there.price } : unit
    const done = there
      ? await store.update(
          'stock',
          { _id: found._id, [`open.${k}.coupon`]: couponId, [`open.${k}.by`]: there.by },
          { [`open.${k}.by`]: unit.by, dirtyAt: unit.at },
        )
      : await store.update(
          'stock',
          { _id: found._id, taken: is.eq(couponId), 'open.coupon': is.neq(couponId) },
          { open: to.push([{ ...unit, coupon: couponId }]), dirtyAt: unit.at },
        )
    if (done > 0) return { shard: found._id, unit: adopted }
    // The sweep closed a unit before it and it moved up, or another try of this coupon has it now: look again.
  }
  throw new UnknownOutcome('update', 'stock', `the units of ${batchId} kept changing`)
}

/** Gives a unit back, unless another try has taken it over meanwhile. */
export async function freeUnit(store: Store, shard: string, couponId: string, by: string, now: number): Promise<void> {
  await store.update(
    'stock',
    { _id: shard, taken: is.eq(couponId), 'open.by': by },
    {
      n: to.inc(-1),
      left: to.inc(1),
      taken: to.pull(couponId),
      open: to.pull({ coupon: couponId, by }),
      dirtyAt: now,
    },
  )
}

/**
 * Brings the shards up to what the batch promises: missing ones are made, smaller ones are raised by a guarded update. What
 * was taken stays taken, so running it again, or after a crash, changes nothing.
 */
export async function ensureStock(store: Store, batch: CouponBatch): Promise<void> {
  const wanted = Array.from({ length: shardsFor(batch.total) }, (_, k) => newShard(batch, k))
  for (let from = 0; from < wanted.length; from += NEVER_MORE) {
    const part = wanted.slice(from, from + NEVER_MORE)
    const ids = part.map(({ _id }) => _id)
    const there = await store.find('stock', { _id: is.in(ids) }, { limit: NEVER_MORE, fields: ['cap'] })
    const caps = new Map(there.map(({ _id, cap }) => [_id, cap]))
    await store.insertAll(
      'stock',
      part.filter(({ _id }) => !caps.has(_id)),
    )
    for (const { _id, cap } of part) {
      const old = caps.get(_id)
      if (old === undefined || old >= cap) continue
      await store.update('stock', { _id, cap: old }, { cap, left: to.inc(cap - old) })
    }
  }
}

/** What one request reads or writes of small documents. */
const NEVER_MORE = 500

function newShard(batch: CouponBatch, k: number): Doc<'stock'> {
  const cap = capOf(batch.total, k)
  const empty = { n: 0, left: cap, taken: [], open: [], dirtyAt: null }
  return { _id: `${batch._id}:${k}`, schema: 1, batch: batch._id, cap, ...empty } satisfies Stock
}

/** Spreads members over shards, so that no document is everybody's. */
function shardOf(batch: CouponBatch, memberId: string): string {
  return `${batch._id}:${Number.parseInt(hash64(memberId).slice(0, 8), 16) % shardsFor(batch.total)}`
}

async function tryTake(store: Store, shard: string, couponId: string, unit: OpenUnit): Promise<boolean> {
  const taken = await store.update(
    'stock',
    { _id: shard, left: is.gt(0), taken: is.neq(couponId) },
    {
      n: to.inc(1),
      left: to.inc(-1),
      taken: to.push([couponId]),
      open: to.push([{ ...unit, coupon: couponId }]),
      dirtyAt: unit.at,
    },
  )
  return taken > 0
}

async function takeNeighbour(
  store: Store,
  batch: CouponBatch,
  home: string,
  couponId: string,
  unit: OpenUnit,
): Promise<string | null> {
  if (shardsFor(batch.total) === 1) return null
  const next = async (from: 'gt' | 'lt') =>
    store.find(
      'stock',
      { batch: batch._id, left: is.gt(0), _id: from === 'gt' ? is.gt(home) : is.lt(home) },
      { limit: NEIGHBOURS, sort: [['_id', 1]], fields: ['_id'] },
    )
  for (const side of ['gt', 'lt'] as const) {
    for (const { _id } of await next(side)) {
      if (await tryTake(store, _id, couponId, unit)) return _id
    }
  }
  return null
}
