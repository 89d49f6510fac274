import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { drawSession } from '../../src/features/flash/drawing'
import { accountOf, storeOf } from '../checkin/ledgerOf'
import type { CallResult, World } from '../cloud/world'
import { codeOfAnswer, holdsTogether } from '../coupon/shopCoupons'
import { DRAWN, drawHolds, EARLY, type FlashShop, flashShopOf, NINE, openFlash, saleFields } from './flashShop'

const INSTANCES = 16
let world: World
let shop: FlashShop
let blank: string

before(async () => {
  world = await openFlash({ maxRunning: INSTANCES })
  shop = flashShopOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(EARLY)
})
after(() => world.close())

async function together(count: number, call: (i: number) => Promise<CallResult>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const result of await Promise.all(Array.from({ length: count }, (_, i) => call(i)))) {
    const code = codeOfAnswer(result) ?? ''
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

test('64 members at nine for a single prize: one has it, 63 clean refusals', async () => {
  const session = await shop.opened({ stock: 1 })
  await world.setClock(NINE)
  assert.deepEqual(await together(64, (i) => shop.grab(session, `o${i}`)), { OK: 1, SOLD_OUT: 63 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, session)).coupons.length, 1)
})

test('500 members for 100 prizes: exactly 100, ranks 1 to 100, each once', async () => {
  const session = await shop.opened({ stock: 100 })
  await world.setClock(NINE)
  assert.deepEqual(await together(500, (i) => shop.grab(session, `o${i}`)), { OK: 100, SOLD_OUT: 400 })
  await shop.sweep()
  const { coupons, shards } = await holdsTogether(world, session)
  assert.equal(coupons.length, 100)
  assert.deepEqual(
    shards.map(({ n, left }) => [n, left]),
    [[100, 0]],
  )
  const view = await shop.look(session, 'o0')
  assert.deepEqual([view.status, view.left], ['sold_out', 0])
})

test('16 taps of one member for points: one payment, one prize, every tap is answered with it', async () => {
  const session = await shop.opened({ stock: 3, price: 300 })
  await shop.givePoints('o1', 1000)
  await world.setClock(NINE)
  assert.deepEqual(await together(16, () => shop.grab(session, 'o1')), { OK: 16 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, session)).coupons.length, 1)
  assert.equal((await accountOf(world, 'o1'))?.balances.points, 700)
})

test('120 members join a draw, twice each; two runs that draw at once agree', async () => {
  const session = await shop.opened({ mode: 'draw', stock: 30 })
  await world.setClock(NINE)
  assert.deepEqual(await together(240, (i) => shop.join(session, `o${i % 120}`)), { OK: 240 })
  await world.setClock(DRAWN)
  const context = { store: storeOf(world), now: Date.parse(DRAWN), token: () => 'a'.repeat(32) }
  // Two ticks never run at once; a lease that ends too soon would make them.
  await Promise.all([drawSession(context, session), drawSession({ ...context, now: context.now + 1 }, session)])
  assert.ok((await world.fireTimer('tick')).ok)
  await drawHolds(world, session)
})

test('two operators who start and pause at once, and the job beside them, make each session once', async () => {
  const { sale } = await shop.ask<{ sale: { _id: string } }>(shop.create(saleFields()))
  const turn = (state: string) => shop.staff('flash.setState', { id: sale._id, state })
  await shop.ask(turn('running'))
  await Promise.all([turn('paused'), turn('running'), turn('paused'), world.fireTimer('tick')])
  await shop.later(11 * 60_000)
  assert.ok((await world.fireTimer('tick')).ok)
  const store = storeOf(world)
  const [now] = await store.find('flash_sales', {})
  const sessions = await store.find('flash_sessions', {})
  assert.deepEqual(
    sessions.map(({ state }) => state),
    [now?.state],
  )
  const { batch, shards } = await holdsTogether(world, sessions[0]?._id ?? '')
  assert.deepEqual([batch.state, shards.length], [now?.state, 1])
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
