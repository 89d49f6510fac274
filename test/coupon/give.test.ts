import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { CouponView } from '../../src/features/coupon/contract'
import { schedule } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'
import {
  batchFields,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  memberOf,
  openCoupons,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string

before(async () => {
  world = await openCoupons({ maxRunning: 16 })
  shop = counterOf(world)
  // The sweep has just run, so it is not part of the ticks below.
  await world.fireTimer('tick')
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

const promise = (batch: string, openid: string, cause: string, key = cause) =>
  schedule(storeOf(world), {
    key: `coupon.give:${memberOf(openid)}:${key}`,
    kind: 'coupon.give',
    at: Date.parse(world.now()),
    payload: { batch, memberId: memberOf(openid), cause },
  })
const missed = () => storeOf(world).find('coupon_missed', {})

test('a cause gives a member one free coupon beside the own limit, and survives every fault', async () => {
  const batch = await shop.running({ total: 3, price: 300, perDay: 1 })
  await promise(batch, 'o1', 'tier:vip')
  const report = await underFaults(world, {
    action: () => world.fireTimer('tick'),
    kinds: ['cut', 'kill'],
    sweep: async () => {
      // The same promise under another key of the due list, as a second effect of the same rise would put it there.
      await promise(batch, 'o1', 'tier:vip', 'again')
      await shop.sweep()
    },
    async check() {
      const { coupons, shards } = await holdsTogether(world, batch)
      assert.deepEqual(
        coupons.map(({ source, n, state }) => [source, n, state]),
        [['grant', 0, 'issued']],
      )
      assert.equal(shards[0]?.left, 2)
      assert.deepEqual([await missed(), await storeOf(world).count('due', { kind: 'coupon.give' })], [[], 0])
    },
  })
  console.log(`gift: ${report.wireCalls} wire calls, ${report.points} cut points`)
})

test('what is given neither uses up the own limit nor needs points, and the member can show its code', async () => {
  const batch = await shop.running({ total: 5, perMember: 1 })
  for (const cause of ['birthday:2026', 'streak:7']) await promise(batch, 'o1', cause)
  await world.fireTimer('tick')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1', 2)), 'LIMIT_REACHED')
  const { offers } = await shop.ask<{ offers: { mine: number; status: string }[] }>(
    shop.member('coupon.getCentre', {}, 'o1'),
  )
  assert.deepEqual(
    offers.map(({ mine, status }) => [mine, status]),
    [[1, 'limit']],
  )
  const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, 'o1'))
  const given = coupons.filter(({ source }) => source === 'grant')
  assert.equal(given.length, 2)
  assert.ok(await shop.codeOf(given[0]?.id ?? '', 'o1'))
  assert.equal(codeOfAnswer(await shop.member('coupon.getCode', { id: given[0]?.id }, 'o2')), 'NO_SUCH_COUPON')
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('what cannot be given is put down with its reason, and given once an operator made room', async () => {
  const batch = await shop.running({ total: 1 })
  await shop.claim(batch, 'o1')
  await promise(batch, 'o2', 'tier:vip')
  await promise('bnosuch', 'o2', 'tier:vip', 'elsewhere')
  await world.fireTimer('tick')
  assert.deepEqual((await missed()).map(({ code, batch: of }) => [code, of]).sort(), [
    ['NO_SUCH_BATCH', 'bnosuch'],
    ['SOLD_OUT', batch],
  ])
  await shop.ask(shop.staff('coupon.editBatch', { id: batch, revision: 0, batch: batchFields({ total: 2 }) }))
  const { missed: listed } = await shop.ask<{ missed: { id: string; why: string }[] }>(
    shop.staff('coupon.listMissed', {}),
  )
  assert.equal(listed.length, 2)
  assert.deepEqual(await shop.ask(shop.staff('coupon.giveMissed', { batch })), { again: 1 })
  await shop.sweep()
  assert.deepEqual(
    (await missed()).map(({ code }) => code),
    ['NO_SUCH_BATCH'],
  )
  assert.equal((await holdsTogether(world, batch)).coupons.length, 2)
  assert.equal(codeOfAnswer(await shop.staff('coupon.giveMissed', { batch }, 'viewer')), 'FORBIDDEN')
})

test('paused, stopped and over batches give nothing, and whoever has the coupon already keeps it', async () => {
  const batch = await shop.running({ total: 5 })
  await promise(batch, 'o1', 'first')
  await world.fireTimer('tick')
  for (const [state, code] of [
    ['paused', 'CLAIM_PAUSED'],
    ['stopped', 'BATCH_STOPPED'],
  ]) {
    await shop.ask(shop.staff('coupon.setState', { id: batch, state }))
    await promise(batch, 'o1', 'first', `repeat-${state}`)
    await promise(batch, 'o2', state ?? '')
    await world.fireTimer('tick')
    assert.deepEqual(
      (await missed()).filter(({ cause }) => cause === state).map((each) => each.code),
      [code],
    )
  }
  assert.equal((await missed()).length, 2)
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
