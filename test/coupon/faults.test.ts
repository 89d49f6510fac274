import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { type Attempt, underFaults } from '../faults/underFaults'
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
let calls = 0
let points = 0

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(async () => {
  console.log(`coupon: ${points} cut points`)
  await world.close()
})

/** Each call has a clock of its own, so that no instance still knows the batch from another run. */
async function claimAt(batch: string, openid = 'o1') {
  calls += 1
  await world.setClock(new Date(Date.parse(MONDAY) + calls * 10_000).toISOString())
  return shop.claim(batch, openid)
}

/** A client that gives up: only timed work mends what is left. */
const givesUp = async (): Promise<Attempt> => ({ wireCalls: 0, actions: [], ok: true })

async function run(name: string, action: () => Promise<Attempt>, check: () => Promise<void>, retry?: typeof givesUp) {
  const report = await underFaults(world, { action, check, sweep: () => shop.sweep(), ...(retry && { retry }) })
  points += report.points
  console.log(`${name}: ${report.wireCalls} wire calls, ${report.points} cut points`)
}

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

test('a claim with a limit per day survives every fault, and by a member who never tries again stock and coupons agree', async () => {
  const batch = await shop.running({ total: 3, perDay: 3 })
  await claimAt(batch, 'o2')
  const agree = async (least: number) => {
    const { coupons } = await holdsTogether(world, batch)
    assert.ok(coupons.length >= least && coupons.length <= 2)
    const [day] = await storeOf(world).find('coupon_days', {})
    assert.ok(day && day.n >= coupons.length && day.n <= 3 && day.n === Object.keys(day.holders).length)
  }
  await run(
    'claim with a limit per day',
    () => claimAt(batch),
    () => agree(2),
  )
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
  for (const openid of ['o1', 'o2', 'o3']) await shop.givePoints(openid, 1000)
  for (const [openid, call] of [
    ['o1', 2],
    ['o2', 4],
  ] as const) {
    world.fault({ kind: 'kill', when: 'after', call })
    await claimAt(batch, openid)
  }
  const { coupon } = await shop.ask<Claimed>(claimAt(batch, 'o3'))
  const code = await shop.codeOf(coupon.id, 'o3')
  await shop.ask(shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'))
  await shop.later(10 * 60_000)
  await run(
    'sweep',
    () => world.fireTimer('tick'),
    async () => {
      const { coupons, redemptions } = await holdsTogether(world, batch)
      assert.deepEqual([coupons.length, redemptions.length], [3, 1])
      for (const openid of ['o1', 'o2', 'o3']) await paidExactly(openid, 1000, 1)
    },
  )
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
