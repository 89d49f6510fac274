import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { drainRecords } from '../../src/features/coupon/counter'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import {
  type Claimed,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  openCoupons,
  STORE,
  stateOf,
} from './shopCoupons'

const INSTANCES = 16
let world: World
let shop: Counter
let blank: string

before(async () => {
  world = await openCoupons({ maxRunning: INSTANCES })
  shop = counterOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

function tally(codes: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const code of codes) counts[code ?? ''] = (counts[code ?? ''] ?? 0) + 1
  return counts
}
const together = async (count: number, call: (i: number) => ReturnType<Counter['claim']>) =>
  tally((await Promise.all(Array.from({ length: count }, (_, i) => call(i)))).map(codeOfAnswer))

test('64 members at once for a stock of one: one coupon, 63 clean refusals', async () => {
  const batch = await shop.running({ total: 1 })
  assert.deepEqual(await together(64, (i) => shop.claim(batch, `o${i}`)), { OK: 1, SOLD_OUT: 63 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
})

test('64 taps of one member: one coupon, and every tap is answered with it', async () => {
  const batch = await shop.running({ total: 1 })
  assert.deepEqual(await together(64, () => shop.claim(batch, 'o1')), { OK: 64 })
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('16 taps of one member who pays with points: one payment, one coupon', async () => {
  const batch = await shop.running({ total: 3, price: 300 })
  await shop.givePoints('o1', 1000)
  assert.deepEqual(await together(16, () => shop.claim(batch, 'o1')), { OK: 16 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
  assert.equal((await accountOf(world, 'o1'))?.balances.points, 700)
  assert.equal((await ledgerOf(world, 'o1')).filter(({ bizType }) => bizType === 'coupon').length, 1)
})

test('500 members for a stock of 100: exactly 100', async () => {
  const batch = await shop.running({ total: 100 })
  assert.deepEqual(await together(500, (i) => shop.claim(batch, `o${i}`)), { OK: 100, SOLD_OUT: 400 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 100)
})

test('a stock of several shards is given out to the last unit, whoever hashes where', async () => {
  const batch = await shop.running({ total: 520 })
  // The second shard has 20 places and half of the members call it home.
  assert.deepEqual(await together(120, (i) => shop.claim(batch, `o${i}`)), { OK: 120 })
  await shop.sweep()
  const { shards } = await holdsTogether(world, batch)
  assert.deepEqual(
    shards.map(({ cap, n }) => [cap, n]).find(([cap]) => cap === 20),
    [20, 20],
  )
})

test('a limit per day of 5 gives 5 to 60 members at once', async () => {
  const batch = await shop.running({ total: 100, perDay: 5 })
  assert.deepEqual(await together(60, (i) => shop.claim(batch, `o${i}`)), { OK: 5, DAY_FULL: 55 })
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 5)
})

test('members without points do not keep the last unit from one who has them', async () => {
  const batch = await shop.running({ total: 1, price: 300 })
  await shop.givePoints('o0', 300)
  const outcome = await together(24, (i) => shop.claim(batch, `o${i % 8}`))
  await shop.sweep()
  if (!outcome.OK) assert.equal(codeOfAnswer(await shop.claim(batch, 'o0')), 'OK')
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 1)
  assert.equal((await accountOf(world, 'o0'))?.balances.points, 0)
})

test('two staff who scan one code at once: one redemption, the other hears where and when', async () => {
  const batch = await shop.running({ total: 16 })
  for (let i = 0; i < 8; i++) {
    const { coupon } = await shop.ask<Claimed>(shop.claim(batch, `o${i}`))
    const code = await shop.codeOf(coupon.id, `o${i}`)
    const scanned = ['xiaomei', 'aling'].map((who) => shop.staff('coupon.redeem', { code, store: STORE }, who))
    const answers = await Promise.all(scanned)
    assert.deepEqual(tally(answers.map(codeOfAnswer)), { OK: 1, ALREADY_USED: 1 })
    const second = answers.find(({ answer }) => !answer.ok)
    assert.match(second?.answer.message ?? '', /已在 南京西路店 09:00 用过/)
  }
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).redemptions.length, 8)
})

test('a redemption and its undo that race with the sweep lose no record', async () => {
  const batch = await shop.running({ total: 4 })
  const { coupon } = await shop.ask<Claimed>(shop.claim(batch, 'o1'))
  for (let round = 0; round < 6; round++) {
    await shop.later(31_000)
    const code = await shop.codeOf(coupon.id, 'o1')
    const { redemption } = await shop.ask<{ redemption: string }>(
      shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'),
    )
    await shop.later(10)
    const [undone] = await Promise.all([shop.staff('coupon.undo', { redemption }, 'aling'), world.fireTimer('tick')])
    assert.equal(codeOfAnswer(undone), 'OK')
  }
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).redemptions.length, 12)
})

test('a drain that read a coupon before its undo leaves the undo to the next one', async () => {
  const batch = await shop.running({ total: 4 })
  const { coupon } = await shop.ask<Claimed>(shop.claim(batch, 'o1'))
  const code = await shop.codeOf(coupon.id, 'o1')
  const redeemed = shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')
  const { redemption } = await shop.ask<{ redemption: string }>(redeemed)
  const { coupons: before } = await stateOf(world, batch)
  await shop.ask(shop.staff('coupon.undo', { redemption }, 'xiaomei'))
  await drainRecords(storeOf(world), before)
  const [after] = (await stateOf(world, batch)).coupons
  assert.ok(after?.dirtyAt !== null && after?.outbox.some(({ kind }) => kind === 'undo'))
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).redemptions.length, 2)
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
