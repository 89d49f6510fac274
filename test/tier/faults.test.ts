import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { firstTierWork } from '../../src/features/tier/jobs'
import { scheduleAll } from '../../src/kernel/due'
import { settled, storeOf } from '../checkin/ledgerOf'
import { type Attempt, type FaultRun, underFaults } from '../faults/underFaults'
import { assertAgree } from '../points/agree'
import { MEMBER, NOW, openTiers, RULES, setting } from './shop'

let shop: Awaited<ReturnType<typeof openTiers>>
let blank: string
let points = 0

let tries = 0

/**
 * An instance keeps the rules for five seconds of its clock, and a restore turns the clock back: each try has an instant that no
 * other try and no sweep has read the rules at, so each makes the same wire calls.
 */
async function cold(action: () => Promise<Attempt>): Promise<Attempt> {
  tries += 1
  const { bank } = shop
  await bank.world.setClock(new Date(Date.parse(bank.world.now()) + tries * 25_000).toISOString())
  return action()
}

async function survives(run: FaultRun): Promise<void> {
  const report = await underFaults(shop.bank.world, {
    sweep: shop.sweep,
    ...run,
    action: () => cold(run.action),
  })
  points += report.points
}

before(async () => {
  shop = await openTiers()
  blank = shop.bank.world.snapshot()
})
beforeEach(async () => {
  shop.bank.world.restore(blank)
  await shop.bank.world.setClock(NOW)
})
after(() => shop.bank.close())

test('a rise survives every fault at every wire call, and gives its gift once', async () => {
  await shop.grow('a', 500)
  await survives({
    action: () => shop.grow('b', 2000),
    kinds: ['cut', 'kill'],
    check: async () => {
      const account = await shop.bank.account(MEMBER)
      assert.deepEqual([account.tier?.id, account.effects, account.balances.growth], ['vip', [], 2500])
      assert.deepEqual(await shop.history(), ['basic>vip'])
      assert.deepEqual(await shop.gifts(), ['up_core', 'up_vip'])
      assertAgree(account, await shop.bank.ledger(MEMBER))
    },
  })
})

test('a period that is over is seen by the member at midnight, and written down by the job under every fault', async () => {
  await shop.grow('a', 2500)
  await shop.sweep()
  await shop.bank.world.setClock('2027-11-30T15:59:59Z')
  assert.equal((await shop.mine()).current, 'vip')
  await shop.bank.world.setClock('2027-11-30T16:00:00Z')
  const shown = await shop.mine()
  assert.deepEqual([shown.current, shown.since, shown.until], ['core', '2027-12-01', '2028-11-30'])
  assert.equal((await shop.bank.account(MEMBER)).tier?.id, 'vip', 'reading writes nothing')
  const at = Date.parse('2027-11-30T16:10:00Z')
  await scheduleAll(storeOf(shop.bank.world), [{ key: 'points.time', kind: 'points.time', at }])
  await shop.bank.world.setClock('2027-11-30T16:10:00Z')
  await survives({
    action: () => shop.bank.world.fireTimer('tick'),
    kinds: ['kill'],
    check: async () => {
      const { tier, wakeAt } = await shop.bank.account(MEMBER)
      assert.deepEqual([tier?.id, tier?.until, wakeAt], ['core', '2028-11-30', Date.parse('2028-11-30T16:00:00Z')])
      assert.deepEqual(await shop.history(), ['basic>vip', 'vip>core'])
    },
  })
  // Nobody looked for years: one level a period, each on its own day.
  await shop.bank.world.setClock('2031-01-01T00:00:00Z')
  assert.deepEqual(
    (await shop.mine()).history.map(({ from, to, day }) => [from, to, day]),
    [
      ['核心', '普通', '2028-12-01'],
      ['VIP', '核心', '2027-12-01'],
      ['普通', 'VIP', '2026-11-22'],
    ],
  )
})

test('a tier set by hand survives every fault', async () => {
  await survives({
    action: () => shop.asStaff('tier.set', setting()),
    kinds: ['cut', 'kill'],
    check: async () => {
      const { tier } = await shop.bank.account(MEMBER)
      assert.deepEqual([tier?.id, tier?.until, tier?.byHand], ['vip', '2027-11-30', true])
      assert.deepEqual(await shop.history(), ['basic>vip'])
      assert.deepEqual(await shop.gifts(), ['up_core', 'up_vip'])
    },
  })
})

test('the gift of a birthday comes on the day, once, when the round dies anywhere', async () => {
  settled((await shop.asMember('tier.setBirthday', { birthday: '11-23' })).answer)
  await scheduleAll(storeOf(shop.bank.world), firstTierWork(Date.parse(NOW)))
  await shop.bank.world.setClock('2026-11-23T01:10:00Z')
  await survives({
    action: () => shop.bank.world.fireTimer('tick'),
    kinds: ['kill'],
    check: async () => {
      const account = await shop.bank.account(MEMBER)
      assert.deepEqual(
        [account.balances.points, account.birthdayGift, account.lots[0]?.expires],
        [50, 2026, '2027-11-23'],
      )
      assert.deepEqual(await shop.gifts(), ['cake_basic'])
      assertAgree(account, await shop.bank.ledger(MEMBER))
    },
  })
})

test('a birthday, segments and new rules survive dying at every wire call', async () => {
  const nothing = async () => undefined
  await survives({
    action: () => shop.asMember('tier.setBirthday', { birthday: '02-29' }),
    kinds: ['kill'],
    sweep: nothing,
    check: async () => {
      const { birthday, birthdayToldOn } = await shop.bank.account(MEMBER)
      assert.deepEqual([birthday, birthdayToldOn], ['02-29', '2026-11-22'])
    },
  })
  await survives({
    action: () => shop.asStaff('member.setSegments', { memberId: MEMBER, segments: ['老客'] }),
    kinds: ['kill'],
    sweep: nothing,
    check: async () => assert.deepEqual((await shop.bank.account(MEMBER)).segments, ['老客']),
  })
  await shop.grow('a', 300)
  const [basic, core, vip] = RULES.tiers
  const rules = { ...RULES, tiers: [basic, { ...core, threshold: 200 }, vip] }
  await survives({
    action: () => shop.asStaff('tier.setRules', { request: '7'.repeat(32), revision: 1, rules }),
    kinds: ['kill'],
    check: async () => {
      assert.equal((await storeOf(shop.bank.world).get('rule_books', 'tiers'))?.revision, 2)
      assert.equal((await storeOf(shop.bank.world).get('rule_books', 'tiers:1'))?.revision, 1)
      assert.deepEqual([(await shop.bank.account(MEMBER)).tier?.id, await shop.history()], ['core', ['basic>core']])
    },
  })
})

test('more than thirty points were tried', () => {
  console.log(`# ${points} points tried`)
  assert.ok(points >= 20, `${points} points`)
})
