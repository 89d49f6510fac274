import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import '../../src/features/checkin/collections'
import type { CampaignToday, CheckInAnswer, ScoreView } from '../../src/features/checkin/contract'
import type { World } from '../cloud/world'
import { batchFields, MONDAY, newRequest, openCoupons } from '../coupon/shopCoupons'
import { underFaults } from '../faults/underFaults'
import { brandOf } from './brand'
import { accountOf, ledgerOf, settled, storeOf } from './ledgerOf'

let world: World
let blank: string
let brand: ReturnType<typeof brandOf>

/** Two members' rewards fit into a day, the third's does not. */
const winter = {
  ...{ id: 'winter', title: '暖冬', from: '2026-11-23', until: '2026-11-30', consecutive: [], cycle: null },
  cumulative: [{ days: 1, gifts: [{ kind: 'points' as const, amount: 30 }] }],
  ...{ calendar: [], budgetPerDay: 70 },
}
const people = ['o1', 'o2', 'o3'] as const

before(async () => {
  world = await openCoupons()
  brand = brandOf(world)
  await world.setClock(MONDAY)
  settled((await brand.setBook({ campaigns: [winter] })).answer)
  for (const openid of people) await world.call('member', 'member.giveConsent', { version: 1 }, { openid })
  blank = world.snapshot()
})
beforeEach(() => world.restore(blank))
after(() => world.close())

async function today(): Promise<CampaignToday[]> {
  const { answer } = await brand.staff('checkin.getCampaigns', {})
  return (settled(answer) as { campaigns: CampaignToday[] }).campaigns
}
const balanceOf = async (openid: string) => (await accountOf(world, openid))?.balances.points
const noteOf = async (openid: string) => (await brand.score<ScoreView>(openid)).campaigns[0]?.note

test('points of a budget come with the next beat, the day stops at it, and both sides read why', async () => {
  // The rules are just read.
  await noteOf('o1')
  const first = await brand.checkIn('o1')
  assert.equal(first.wireCalls, 2)
  const { awarded, rewards } = settled(first.answer) as CheckInAnswer
  assert.equal(awarded, 10)
  assert.deepEqual(rewards[1], { title: '暖冬：累计 1 天', points: 0, gift: '30 积分（几分钟内到账）' })
  // The last minute of the day: the beat comes after midnight and still counts for the day before.
  await world.setClock('2026-11-23T15:59:00Z')
  for (const openid of ['o2', 'o3']) settled((await brand.checkIn(openid)).answer)
  await world.setClock('2026-11-23T15:59:50Z')
  await world.fireTimer('tick')
  const balances = await Promise.all(people.map(balanceOf))
  assert.deepEqual(balances.sort(), [10, 40, 40])
  assert.deepEqual(await today(), [{ id: 'winter', came: 3, budget: { perDay: 70, given: 60, left: 10, short: 1 } }])
  const notes = await Promise.all(people.map(noteOf))
  const short = '今天「暖冬」的积分已经发完，这次的 30 积分没有发。打卡天数照算，明天早点来。'
  assert.deepEqual(notes.filter((note) => note === short).length, 1)
  assert.deepEqual(notes.filter((note) => note === '积分几分钟内到账；每天的总量有限，发完为止。').length, 2)
  // Neither a later beat nor the next day gives what was said to be short.
  await world.setClock('2026-11-24T01:00:00Z')
  await brand.sweep()
  assert.deepEqual((await Promise.all(people.map(balanceOf))).sort(), [10, 40, 40])
  assert.deepEqual(await today(), [{ id: 'winter', came: 0, budget: { perDay: 70, given: 0, left: 70, short: 0 } }])
})

test('a beat after midnight takes from the budget of the day of the check-in', async () => {
  await world.setClock('2026-11-23T15:59:00Z')
  settled((await brand.checkIn('o1')).answer)
  await world.setClock('2026-11-23T16:04:00Z')
  await world.fireTimer('tick')
  assert.equal(await balanceOf('o1'), 40)
  assert.equal((await storeOf(world).get('budgets', 'checkin.winter:2026-11-23'))?.spent, 30)
  assert.equal((await today())[0]?.budget?.given, 0)
})

test('five coupons of one day leave as one effect, and all of them come', async () => {
  const created = await brand.staff('coupon.createBatch', { request: newRequest(), batch: batchFields() })
  const { _id: batch } = (settled(created.answer) as { batch: { _id: string } }).batch
  settled((await brand.staff('coupon.setState', { id: batch, state: 'running' })).answer)
  const gifts = [{ kind: 'coupon' as const, batch, title: '满 99 减 20' }]
  const once = [{ days: 1, gifts }]
  const calendar = [{ day: '2026-11-23', gifts }]
  const campaign = { ...winter, consecutive: once, cumulative: once, calendar, budgetPerDay: null }
  settled((await brand.setBook({ daily: gifts, steps: once, cycle: 1, campaigns: [campaign] })).answer)
  settled((await brand.checkIn('o1')).answer)
  assert.equal((await accountOf(world, 'o1'))?.effects.length, 2)
  for (let i = 0; i < 2; i++) await brand.sweep()
  assert.equal(await storeOf(world).count('coupons', { batch }), 5)
})

test('a budget below its own reward, and one that is no number, are refused', async () => {
  for (const [budgetPerDay, code] of [
    [29, 'BUDGET_TOO_SMALL'],
    [-1, 'BAD_INPUT'],
    [1.5, 'BAD_INPUT'],
    ['70', 'BAD_INPUT'],
  ] as const) {
    const { answer } = await brand.setBook({ campaigns: [{ ...winter, budgetPerDay: budgetPerDay as number }] })
    assert.equal(answer.ok ? 'OK' : answer.code, code)
  }
})

test('a beat that finds the budget used up survives a kill at every wire call: written down once, told once', async () => {
  // No instance still holds the rules of a test before.
  await brand.later(3_600_000)
  settled((await brand.setBook({ campaigns: [{ ...winter, budgetPerDay: 50 }] })).answer)
  settled((await brand.checkIn('o1')).answer)
  await brand.sweep()
  settled((await brand.checkIn('o2')).answer)
  await brand.later(1000)
  await underFaults(world, {
    action: () => world.fireTimer('tick'),
    // Awards out of a budget are proven under every fault where they are made.
    kinds: ['kill'],
    sweep: brand.sweep,
    async check() {
      assert.deepEqual((await today())[0]?.budget, { perDay: 50, given: 30, left: 20, short: 1 })
      const account = await accountOf(world, 'o2')
      assert.deepEqual([account?.balances.points, account?.checkin.short?.amount], [10, 30])
      assert.equal((await ledgerOf(world, 'o2')).length, 1)
    },
  })
})
