import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { World } from '../cloud/world'
import { type FaultRuns, faultRuns, givesUp } from './faultRuns'
import {
  batchFields,
  type Claimed,
  type Counter,
  counterOf,
  holdsTogether,
  MONDAY,
  newRequest,
  openCoupons,
  STORE,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string
let faults: FaultRuns
const run: FaultRuns['run'] = (...args) => faults.run(...args)
const claimAt: FaultRuns['claimAt'] = (...args) => faults.claimAt(...args)

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  faults = faultRuns(world, shop)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(async () => {
  console.log(`counter and batches: ${faults.points()} cut points`)
  await world.close()
})

test('a redemption survives every fault at every wire call', async () => {
  const batch = await shop.running({ total: 2 })
  const { coupon } = await shop.ask<Claimed>(claimAt(batch))
  const code = await shop.codeOf(coupon.id, 'o1')
  const redeem = () => shop.staff('coupon.redeem', { code, store: STORE, billCents: 10_000 }, 'xiaomei')
  await run('redeem', redeem, async () => {
    const { redemptions, coupons } = await holdsTogether(world, batch)
    assert.deepEqual([coupons[0]?.state, coupons[0]?.useNo, redemptions.length], ['used', 1, 1])
  })
  await run(
    'redeem, given up',
    redeem,
    async () => assert.ok((await holdsTogether(world, batch)).redemptions.length <= 1),
    givesUp,
  )
})

test('an undo survives every fault at every wire call', async () => {
  const batch = await shop.running({ total: 2 })
  const { coupon } = await shop.ask<Claimed>(claimAt(batch))
  const code = await shop.codeOf(coupon.id, 'o1')
  const redeemed = shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')
  const { redemption } = await shop.ask<{ redemption: string }>(redeemed)
  await run(
    'undo',
    () => shop.staff('coupon.undo', { redemption }, 'xiaomei'),
    async () => {
      const { redemptions, coupons } = await holdsTogether(world, batch)
      assert.deepEqual([coupons[0]?.state, coupons[0]?.useNo, redemptions.length], ['issued', 1, 2])
    },
  )
})

test('a redemption whose records fill the coupon drains them under every fault', async () => {
  const batch = await shop.running({ total: 2 })
  const { coupon } = await shop.ask<Claimed>(claimAt(batch))
  for (let times = 0; times < 4; times++) {
    const code = await shop.codeOf(coupon.id, 'o1')
    const redeemed = shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')
    const { redemption } = await shop.ask<{ redemption: string }>(redeemed)
    await shop.ask(shop.staff('coupon.undo', { redemption }, 'xiaomei'))
    await shop.later(30_000)
  }
  const code = await shop.codeOf(coupon.id, 'o1')
  const redeem = () => shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')
  await run('redeem with a full outbox', redeem, async () => {
    assert.equal((await holdsTogether(world, batch)).redemptions.length, 9)
  })
})

test('creating a batch survives every fault at every wire call', async () => {
  const request = newRequest()
  const create = () => shop.staff('coupon.createBatch', { request, batch: batchFields({ total: 1200 }) })
  const id = `b${request.slice(0, 20)}`
  await run('create', create, async () => {
    const { shards } = await holdsTogether(world, id)
    assert.deepEqual(shards.map(({ cap, left }) => [cap, left]).sort(), [
      [200, 200],
      [500, 500],
      [500, 500],
    ])
  })
})

test('an edit that raises the total survives every fault, with or without a second try', async () => {
  const batch = await shop.running({ total: 700 })
  await claimAt(batch)
  const edit = () => shop.staff('coupon.editBatch', { id: batch, revision: 0, batch: batchFields({ total: 1200 }) })
  const raised = async () => {
    const { shards, coupons } = await holdsTogether(world, batch)
    assert.equal(
      shards.reduce((sum, { left }) => sum + left, 0),
      1199,
    )
    assert.equal(coupons.length, 1)
  }
  await run('edit', edit, raised)
  const either = async () => void (await holdsTogether(world, batch))
  await run('edit, given up', edit, either, givesUp)
})

test('turning a batch on survives every fault', async () => {
  const batch = await shop.running()
  await shop.ask(shop.staff('coupon.setState', { id: batch, state: 'paused' }))
  const on = () => shop.staff('coupon.setState', { id: batch, state: 'running' })
  await run('state', on, async () => assert.equal((await holdsTogether(world, batch)).batch.state, 'running'))
})
