import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import type { Attempt } from '../faults/underFaults'
import { type FaultRuns, faultRuns, givesUp } from './faultRuns'
import {
  batchFields,
  type Claimed,
  type Counter,
  counterOf,
  holdsTogether,
  MONDAY,
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
  console.log(`claims: ${faults.points()} cut points`)
  await world.close()
})

/** Points left exactly once for each coupon held, whatever the account's own ledger is asked. */
async function paidExactly(openid: string, had: number, coupons: number) {
  const account = await accountOf(world, openid)
  const paid = (await ledgerOf(world, openid)).filter(({ bizType }) => bizType === 'coupon')
  assert.equal(paid.length, coupons, 'payments and coupons differ')
  assert.equal(account?.balances.points, had - 300 * coupons)
}

test('a free claim survives every fault at every wire call', async () => {
  const batch = await shop.running({ total: 2 })
  const check = async () => assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
  await run('free claim', () => claimAt(batch), check)
})

test('a claim with a limit per day by a member who never tries again leaves stock, day and coupons that agree', async () => {
  const batch = await shop.running({ total: 3, perDay: 3 })
  await claimAt(batch, 'o2')
  const agree = async (least: number) => {
    const { coupons } = await holdsTogether(world, batch)
    assert.ok(coupons.length >= least && coupons.length <= 2)
    const [day] = await storeOf(world).find('coupon_days', {})
    assert.ok(day && day.n >= coupons.length && day.n <= 3 && day.n === day.holders.length)
  }
  await run(
    'claim with a limit per day, given up',
    () => claimAt(batch),
    () => agree(1),
    givesUp,
  )
})

test('a claim for points survives every fault at every wire call', async () => {
  const batch = await shop.running({ total: 2, price: 300 })
  await shop.givePoints('o1', 1000)
  await run(
    'claim for points',
    () => claimAt(batch),
    async () => {
      assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
      await paidExactly('o1', 1000, 1)
    },
  )
})

test('a claim for points by a member who never tries again is paid for if and only if it is held', async () => {
  const batch = await shop.running({ total: 2, price: 300 })
  await shop.givePoints('o1', 1000)
  await run(
    'claim for points, given up',
    () => claimAt(batch),
    async () => paidExactly('o1', 1000, (await holdsTogether(world, batch)).coupons.length),
    givesUp,
  )
})

test('a price that changes between a crash and its repair is the one that was agreed', async () => {
  const batch = await shop.running({ total: 2, price: 300 })
  await shop.givePoints('o1', 1000)
  world.fault({ kind: 'kill', when: 'after', call: 4 })
  await claimAt(batch)
  await shop.ask(
    shop.staff('coupon.editBatch', { id: batch, revision: 0, batch: batchFields({ total: 2, price: 500 }) }),
  )
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
  await paidExactly('o1', 1000, 1)
})

test('a claim without enough points gives the unit back under every fault', async () => {
  const batch = await shop.running({ total: 1, price: 300 })
  await shop.givePoints('o1', 100)
  const refused = async (): Promise<Attempt> => {
    const result = await claimAt(batch)
    return { ...result, answer: { ok: result.answer.code === 'INSUFFICIENT_POINTS' } }
  }
  await run('claim refused', refused, async () => {
    const { coupons, shards } = await holdsTogether(world, batch)
    assert.deepEqual([coupons.length, shards[0]?.left], [0, 1])
    await paidExactly('o1', 100, 0)
  })
})

test('finding nothing left survives every fault', async () => {
  const batch = await shop.running({ total: 1 })
  await claimAt(batch, 'o2')
  const late = async (): Promise<Attempt> => {
    const result = await claimAt(batch)
    return { ...result, answer: { ok: result.answer.code === 'SOLD_OUT' } }
  }
  await run('sold out', late, async () => {
    assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
  })
})

test('the sweep survives every fault while it finishes what crashes left', async () => {
  const batch = await shop.running({ total: 4, price: 300 })
  for (const openid of ['o1', 'o3']) await shop.givePoints(openid, 1000)
  world.fault({ kind: 'kill', when: 'after', call: 2 })
  await claimAt(batch, 'o1')
  const { coupon } = await shop.ask<Claimed>(claimAt(batch, 'o3'))
  const code = await shop.codeOf(coupon.id, 'o3')
  await shop.ask(shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'))
  await shop.later(10 * 60_000)
  await run(
    'sweep',
    () => world.fireTimer('tick'),
    async () => {
      const { coupons, redemptions } = await holdsTogether(world, batch)
      assert.deepEqual([coupons.length, redemptions.length], [2, 1])
      for (const openid of ['o1', 'o3']) await paidExactly(openid, 1000, 1)
    },
  )
})
