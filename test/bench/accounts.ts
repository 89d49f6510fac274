import { memberIdOf } from '../../cloudfunctions/platform/identity'
import type { Coupon } from '../../src/features/coupon/rules'
import { newAccount } from '../../src/features/points/account'
import { openWorld, type World } from '../cloud/world'

/** The key that `openWorld` gives to its functions. */
const SECRET = 'test-secret'
/** Accounts per SQLite transaction: one per account would take minutes of disk syncs. */
const BATCH = 20_000

export const openidOf = (index: number) => `o-bench-${index}`

/**
 * A cloud with so many members. They are written through the store's own module, below the wire: a million calls would
 * take an hour and measure nothing. Their documents and index keys are what the calls would have written.
 *
 * @param withCoupons each member has two coupons as well
 */
export async function openPopulated(count: number, now: string, withCoupons = false): Promise<World> {
  const world = await openWorld({ now })
  const { store } = world.server.cloud.database
  const accounts = store.collection('accounts')
  if (accounts === undefined) throw new Error('the collection accounts is not declared')
  const coupons = store.collection('coupons')
  if (coupons === undefined) throw new Error('the collection coupons is not declared')
  const at = Date.parse(now)
  for (let first = 0; first < count; first += BATCH) {
    store.write(() => {
      for (let index = first; index < Math.min(count, first + BATCH); index++) {
        const account = newAccount(memberIdOf(SECRET, openidOf(index)), at)
        store.insert(accounts, { ...account, consent: { version: 1, at } })
        for (const n of withCoupons ? [1, 2] : []) store.insert(coupons, { ...couponOf(account._id, n, at) })
      }
    })
  }
  return world
}

function couponOf(memberId: string, n: number, at: number): Coupon {
  const value = { kind: 'threshold' as const, offCents: 2000, fromCents: 9900 }
  return {
    ...{ _id: `bench:${memberId}:${n}`, schema: 1, batch: 'bench', memberId, n, seq: 1, stock: 'bench:0' },
    short: `${memberId.slice(1, 9)}${n}`,
    terms: { title: '满 99 减 20', value, usable: { weekdays: [], parts: [] }, stores: [], note: '' },
    ...{ validFrom: '2026-11-20', validTo: '2026-12-20', state: 'issued', secret: '0'.repeat(32), useNo: 0 },
    ...{
      source: 'claim',
      friend: null,
      claimedAt: at + n,
      usedAt: null,
      use: null,
      codeStep: 0,
      outbox: [],
      dirtyAt: null,
    },
  }
}
