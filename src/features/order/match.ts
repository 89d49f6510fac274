import './collections'
import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import { type Job, schedule } from '../../kernel/due'
import { is, type Store, to } from '../../kernel/store'
import { observe, type Where } from '../person/identities'
import { identityIdOf, kindOfIdentity } from '../person/rules'
import type { Order, Refund } from './rules'

export const ORDER_MATCH = 'order.match'
/** As for the fold of persons: one look for all that comes in so many ms, after everybody who could rely on it has written. */
const SLOT = 2 * MINUTE
const GRACE = 90_000
const AT_ONCE = 100
const ROUNDS = 20

/** Puts the look on the list that finds what becomes dirty now. One wire call. */
export async function scheduleMatch(store: Store, now: number): Promise<void> {
  const slot = Math.floor(now / SLOT)
  await schedule(store, { key: `${ORDER_MATCH}:${slot}`, kind: ORDER_MATCH, at: (slot + 1) * SLOT + GRACE })
}

/** Looks for the buyers of orders that are new, or whose buyer became known; what is found becomes facts of the person. */
export const matchJob: Job<Context> = {
  kind: ORDER_MATCH,
  async process(_item, context) {
    for (let round = 0; round < ROUNDS; round++) if (!(await matchDirty(context))) return 'done'
    return { again: context.now }
  },
}

/**
 * One round: orders first, then refunds, which belong to whom the fact of their order belongs to.
 *
 * @returns whether there was anything to do
 */
export async function matchDirty(where: Where): Promise<boolean> {
  const { store } = where
  const page = { sort: [['dirtyAt', 1]] as const, limit: AT_ONCE }
  const orders = await store.find('orders', { dirtyAt: is.gt(0) }, page)
  if (orders.length > 0) await matchOrders(where, orders)
  const refunds = await store.find('refunds', { dirtyAt: is.gt(0) }, page)
  if (refunds.length > 0) await matchRefunds(where, refunds)
  return orders.length > 0 || refunds.length > 0
}

async function matchOrders(where: Where, orders: readonly Order[]): Promise<void> {
  const { store, now } = where
  const owners = await ownersOf(store, orders)
  const found = orders.filter(({ want }) => owners.has(want))
  if (found.length > 0) {
    await observe(
      where,
      found.map(({ _id, want, at, store: shop, cents }) => {
        return { step: 'order' as const, key: _id, who: owners.get(want) ?? want, at, store: shop, cents }
      }),
    )
    await store.update('orders', guards(found), { state: 'matched' })
    // After the state stands, before the flag goes: a refund that came meanwhile sees the one, or is seen by the other.
    const wake = { dirtyAt: now, revision: to.inc(1) }
    await store.update('refunds', { order: is.in(found.map(({ _id }) => _id)), state: 'waiting' }, wake)
  }
  await store.update('orders', guards(orders), { dirtyAt: null })
}

async function matchRefunds(where: Where, refunds: readonly Refund[]): Promise<void> {
  const { store } = where
  const facts = await store.find(
    'facts',
    { _id: is.in([...new Set(refunds.map(({ order }) => `order:${order}`))]) },
    { limit: 1000, fields: ['who'] },
  )
  const who = new Map(facts.map((fact) => [fact._id, fact.who]))
  const found = refunds.filter(({ order }) => who.has(`order:${order}`))
  if (found.length > 0) {
    await observe(
      where,
      found.map(({ _id, order, at, store: shop, cents }) => {
        const of = `order:${order}`
        return { step: 'refund' as const, key: _id, who: who.get(of) ?? '', at, store: shop, cents: -cents, of }
      }),
    )
    await store.update('refunds', guards(found), { state: 'matched' })
  }
  await store.update('refunds', guards(refunds), { dirtyAt: null })
}

function guards(told: readonly { _id: string; revision: number }[]) {
  return told.map(({ _id, revision }) => ({ _id, revision }))
}

/** The identity that stands for each wanted one; of one union the member, else the customer, else the follower. */
async function ownersOf(store: Store, orders: readonly Order[]): Promise<Map<string, string>> {
  const wants = [...new Set(orders.map(({ want }) => want))].filter((want) => want !== '')
  // A member's code was looked up in the accounts; whether they ever opened the mini-program does not matter.
  const owners = new Map(wants.filter((want) => want.startsWith('wxa:')).map((want) => [want, want]))
  const others = wants.filter((want) => !owners.has(want))
  if (others.length === 0) return owners
  const found = await store.find(
    'identities',
    [
      { _id: is.in(others), forgetting: null },
      { person: is.in(others), forgetting: null },
    ],
    { limit: 1000, fields: ['person'] },
  )
  const rank = (id: string) => ['wxa', 'ext', 'mp'].indexOf(kindOfIdentity(id))
  for (const { _id, person } of found.sort((a, b) => rank(a._id) - rank(b._id) || (a._id < b._id ? -1 : 1))) {
    for (const want of [_id, person]) if (others.includes(want) && !owners.has(want)) owners.set(want, _id)
  }
  return owners
}

/**
 * Identities were heard of, or linked: orders that wait for them are looked at again. One wire call, by index, for up to some hundred of them;
 * called by the fold before it clears its flags, so nobody who waits is passed over.
 */
export async function wakeOrders(store: Store, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  const wake = { dirtyAt: now, revision: to.inc(1) }
  if ((await store.update('orders', { want: is.in(ids), state: 'waiting' }, wake)) > 0) {
    await scheduleMatch(store, now)
  }
}

/** A member is forgotten: their orders stay as sums of the shop that lead to no one. A second time changes nothing. */
export async function forgetOrders(store: Store, memberId: string): Promise<void> {
  const want = identityIdOf('wxa', memberId)
  await store.update('orders', { want }, { want: '', state: 'forgotten', dirtyAt: null, revision: to.inc(1) })
}
