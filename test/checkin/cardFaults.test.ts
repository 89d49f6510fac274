import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { BookView } from '../../src/features/checkin/contract'
import { recountStreak } from '../../src/features/checkin/rules'
import { balancesOf, lotsTotal } from '../../src/features/points/account'
import type { World } from '../cloud/world'
import { batchFields, newRequest, openCoupons } from '../coupon/shopCoupons'
import { underFaults } from '../faults/underFaults'
import { brandOf } from './brand'
import { accountOf, ledgerOf, settled, storeOf } from './ledgerOf'

let world: World
let blank: string
let brand: ReturnType<typeof brandOf>

before(async () => {
  world = await openCoupons()
  brand = brandOf(world)
  blank = world.snapshot()
})
beforeEach(() => world.restore(blank))
after(() => world.close())

let turns = 0
/** Each at an instant of its own, so that every try reads the brand's rules: the same wire calls in each run. */
async function apart<A>(action: () => Promise<A>): Promise<A> {
  await brand.later(++turns * 10_000)
  return action()
}

/** Everything that tells of the member's assets says the same, and this. */
async function holds(expected: { streak: number; points: number; cards: number; entries: number }) {
  const account = await accountOf(world, 'o1')
  assert.ok(account, 'the account is missing')
  const ledger = await ledgerOf(world, 'o1')
  const { checkin, balances } = account
  assert.deepEqual(
    { streak: checkin.streak, points: balances.points, cards: balances.makeup_card, entries: ledger.length },
    expected,
    'given twice or lost',
  )
  assert.equal(recountStreak(checkin), checkin.streak, 'the streak is not what its days tell')
  assert.deepEqual(balancesOf(ledger), balances, 'ledger and balance disagree')
  assert.deepEqual([account.outbox, account.effects], [[], []], 'something was not drained')
  for (const asset of ['points', 'makeup_card'] as const) assert.equal(lotsTotal(account, asset), balances[asset])
}

test('a repair that reaches a milestone survives every fault at every wire call', async () => {
  const cards = { windowDays: 7, perMonth: 2, price: 10, life: { kind: 'never' as const } }
  await brand.setBook({ cards })
  await brand.comeOn('o1', '2026-11-23', '2026-11-24', '2026-11-26')
  settled((await brand.buyCard('o1')).answer)
  await brand.sweep()
  const request = newRequest()
  const report = await underFaults(world, {
    action: () => apart(() => brand.makeUp('o1', '2026-11-25', request)),
    sweep: brand.sweep,
    // Three days, twenty points for the third, ten paid for the card.
    check: () => holds({ streak: 4, points: 40, cards: 0, entries: 7 }),
  })
  assert.equal(report.wireCalls, 3)
})

test('buying a card survives every fault at every wire call', async () => {
  await brand.setBook({ cards: { windowDays: 7, perMonth: 2, price: 10, life: { kind: 'never' } } })
  await brand.comeOn('o1', '2026-11-23')
  const request = newRequest()
  await underFaults(world, {
    action: () => apart(() => brand.buyCard('o1', request)),
    sweep: brand.sweep,
    check: () => holds({ streak: 1, points: 0, cards: 1, entries: 3 }),
  })
})

test('a check-in whose reward is a coupon survives every fault at every wire call, and gives one', async () => {
  const { batch } = settled(
    (await brand.staff('coupon.createBatch', { request: newRequest(), batch: batchFields() })).answer,
  ) as { batch: { _id: string } }
  settled((await brand.staff('coupon.setState', { id: batch._id, state: 'running' })).answer)
  await brand.setBook({ steps: [{ days: 2, gifts: [{ kind: 'coupon', batch: batch._id, title: '满 99 减 20' }] }] })
  await brand.comeOn('o1', '2026-11-23')
  await brand.sweep()
  await world.setClock('2026-11-24T01:00:00Z')
  await underFaults(world, {
    action: () => apart(() => brand.checkIn('o1')),
    sweep: brand.sweep,
    check: async () => {
      await holds({ streak: 2, points: 20, cards: 0, entries: 2 })
      assert.equal((await storeOf(world).find('coupons', {})).length, 1, 'not exactly one coupon')
    },
  })
})

test('setting the rules survives every cut and kill', async () => {
  await brand.setBook({ shield: 1 })
  const { revision, book } = settled((await brand.staff('checkin.getRules', {})).answer) as BookView
  const input = { request: newRequest(), revision, book: { ...book, shield: 2 } }
  await underFaults(world, {
    action: () => brand.staff('checkin.setRules', input),
    check: async () => {
      const now = settled((await brand.staff('checkin.getRules', {})).answer) as BookView
      assert.deepEqual([now.revision, now.book.shield], [2, 2])
      assert.ok(await storeOf(world).get('rule_books', 'checkin:1'), 'the past revision is lost')
    },
    kinds: ['cut', 'kill'],
  })
})
