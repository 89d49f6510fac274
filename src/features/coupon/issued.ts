import './collections'
import { addDays, type Day, dayOf, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import { type Condition, is, type Store } from '../../kernel/store'
import { readAll } from '../delivery/readAll'
import { memberCodeOf } from '../points/wallet'
import type { BatchDay, IssuedRow } from './contract'
import type { Coupon, CouponState } from './rules'
import { text } from './text'

/** Days of the curve, the last one today. */
const CURVE = 30
/** Coupons that the curve looks at: twenty reads of a thousand. */
const MOST = 20_000
const PAGE = 50

/** One that was passed on is counted in the friend's hand, one that was taken back in nobody's: as the list of batches counts. */
const HELD = is.in(['issued', 'used'])

/**
 * What was taken and used on each of the last thirty days, and before them. A count, and one read by index for each thousand coupons
 * of the batch.
 */
export async function batchDays(
  store: Store,
  batch: string,
  now: number,
): Promise<{ before: Pick<BatchDay, 'taken' | 'used'>; days: BatchDay[] }> {
  if ((await store.count('coupons', { batch, state: HELD })) > MOST) refuse('TOO_MANY_ROWS', text.tooManyForDays(MOST))
  const coupons = await readAll(store, 'coupons', { batch, state: HELD }, ['claimedAt', 'usedAt', 'state'])
  return daysOfCoupons(coupons, dayOf(now))
}

/** @param today the last day; what came before the first is summed up in `before` */
export function daysOfCoupons(coupons: readonly Pick<Coupon, 'claimedAt' | 'usedAt' | 'state'>[], today: Day) {
  const first = addDays(today, 1 - CURVE)
  const days = Array.from({ length: CURVE }, (_, i): BatchDay => ({ day: addDays(first, i), taken: 0, used: 0 }))
  const byDay = new Map(days.map((one) => [one.day, one]))
  const before = { taken: 0, used: 0 }
  const note = (at: number, what: 'taken' | 'used') => {
    const day = dayOf(at)
    const place = day < first ? before : byDay.get(day)
    if (place) place[what] += 1
  }
  for (const { claimedAt, usedAt, state } of coupons) {
    note(claimedAt, 'taken')
    if (state === 'used' && usedAt !== null) note(usedAt, 'used')
  }
  return { before, days }
}

export interface IssuedAsked {
  batch: string
  what: 'taken' | 'used' | 'unused'
  from?: Day | undefined
  to?: Day | undefined
  after?: { at: number; id: string } | undefined
}

/** The coupons behind a number, the newest claim first; days are those of the claim, of used ones those of the use. One read by index. */
export async function listIssued(
  store: Store,
  { batch, what, from, to, after }: IssuedAsked,
): Promise<{ rows: IssuedRow[]; next: { at: number; id: string } | null }> {
  const between = [...(from ? [is.gte(startOf(from))] : []), ...(to ? [is.lt(startOf(addDays(to, 1)))] : [])]
  const state: CouponState | Condition = what === 'taken' ? HELD : what === 'used' ? 'used' : 'issued'
  const same = { batch, state }
  const dated = what === 'used' && between.length > 0 ? { ...same, usedAt: is.and(...between) } : same
  const claimed = what === 'used' ? [] : between
  const where =
    after === undefined
      ? { ...dated, ...(claimed.length > 0 && { claimedAt: is.and(...claimed) }) }
      : [
          { ...dated, claimedAt: is.and(...claimed, is.lt(after.at)) },
          { ...dated, claimedAt: after.at, _id: is.lt(after.id) },
        ]
  const found = await store.find('coupons', where, {
    sort: [
      ['claimedAt', -1],
      ['_id', -1],
    ],
    limit: PAGE,
    fields: ['memberId', 'claimedAt', 'usedAt', 'use', 'state', 'source', 'validTo'],
  })
  const last = found.at(-1)
  return {
    rows: found.map(({ _id: id, memberId, claimedAt, usedAt, use, state: is, source, validTo }) => ({
      ...{ id, code: memberCodeOf(memberId), claimedAt, source, validTo },
      usedAt: is === 'used' ? usedAt : null,
      store: is === 'used' ? (use?.store ?? null) : null,
      offCents: is === 'used' ? (use?.offCents ?? null) : null,
    })),
    next: last && found.length === PAGE ? { at: last.claimedAt, id: last._id } : null,
  }
}
