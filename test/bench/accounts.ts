import { memberIdOf } from '../../cloudfunctions/platform/identity'
import type { Coupon } from '../../src/features/coupon/rules'
import { newAccount } from '../../src/features/points/account'
import { openWorld, type World } from '../cloud/world'
import { insertCopies, NUMBER, writingMuch } from './bulk'

/** The key that `openWorld` gives to its functions. */
const SECRET = 'test-secret'
/** Members who are called; everybody else only has to be there. */
const CALLED = 1000
/** The called ones lie among the others in so many heaps. */
const HEAPS = 20

export const openidOf = (index: number) => `o-bench-${index % CALLED}`

/**
 * A cloud with so many members, of whom the first thousand have a real openid. They are written below the wire, the others as
 * copies by SQLite itself.
 *
 * @param withCoupons each member has two coupons as well
 */
export async function openPopulated(count: number, now: string, withCoupons = false): Promise<World> {
  const world = await openWorld({ now })
  const { store } = world.server.cloud.database
  const at = Date.parse(now)
  const copies = (name: 'accounts' | 'coupons', doc: { _id: string }, first: number, most: number) =>
    insertCopies(store, name, doc, first, most)
  const insert = (name: 'accounts' | 'coupons', doc: { _id: string }) => {
    const collection = store.collection(name)
    if (collection === undefined) throw new Error(`the collection ${name} is not declared`)
    store.insert(collection, { ...doc })
  }
  const called = Math.min(count, CALLED)
  writingMuch(store, () => {
    for (let heap = 0; heap < HEAPS; heap++) {
      const share = (of: number) => [Math.floor((of * heap) / HEAPS), Math.floor((of * (heap + 1)) / HEAPS)] as const
      const [first, next] = share(called)
      for (let index = first; index < next; index++) {
        const account = accountOf(memberIdOf(SECRET, openidOf(index)), at)
        insert('accounts', account)
        for (const n of withCoupons ? [1, 2] : []) insert('coupons', couponOf(account._id, n, at))
      }
      const [from, to] = share(count - called)
      const account = accountOf(`m${NUMBER}`, at)
      copies('accounts', account, from, to - from)
      for (const n of withCoupons ? [1, 2] : []) copies('coupons', couponOf(account._id, n, at), from, to - from)
    }
  })
  return world
}

function accountOf(memberId: string, at: number) {
  return { ...newAccount(memberId, at), consent: { version: 1, at } }
}

function couponOf(memberId: string, n: number, at: number): Coupon {
  const value = { kind: 'threshold' as const, offCents: 2000, fromCents: 9900 }
  return {
    ...{ _id: `bench:${memberId}:${n}`, schema: 1, batch: 'bench', memberId, n, seq: 1, stock: 'bench:0' },
    short: `${memberId.slice(1)}${n}`,
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
