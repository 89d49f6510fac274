import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { balancesOf, lotsTotal } from '../../src/features/points/account'
import { openWorld, type World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'
import { accountOf, ledgerOf, settled } from './ledgerOf'

const MONDAY = '2026-11-23T01:00:00Z'
let world: World
let blank: string

before(async () => {
  world = await openWorld({ timers: false, now: MONDAY, env: { JIEPAI_SECRET: 'test', JIEPAI_DEMO: '1' } })
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

let turns = 0
/** Each at an instant of its own, so that every try reads the brand's rules: the same wire calls in each run. */
async function checkIn(openid: string) {
  await world.setClock(new Date(Date.parse(world.now()) + ++turns * 10_000).toISOString())
  return world.call('member', 'checkin.checkIn', {}, { openid })
}

async function sweep() {
  // A sweep takes what became dirty before its own instant, and a lease of a killed tick has to end first.
  await world.setClock(new Date(Date.parse(world.now()) + 120_000).toISOString())
  await world.fireTimer('tick')
}

/** One check-in was given, once, and everything that tells of it says the same. */
async function checkedInOnce(openid: string, expected: { points: number; entries: number }) {
  const account = await accountOf(world, openid)
  assert.ok(account, 'the account is missing')
  const ledger = await ledgerOf(world, openid)
  assert.equal(account.balances.points, expected.points, 'given twice or lost')
  assert.equal(ledger.length, expected.entries, 'the ledger has another number of entries')
  assert.deepEqual(balancesOf(ledger), account.balances, 'ledger and balance disagree')
  assert.equal(lotsTotal(account, 'points'), account.balances.points, 'lots and balance disagree')
  assert.deepEqual(account.outbox, [], 'the outbox was not drained')
}

test('a check-in survives every fault at every wire call', async () => {
  settled((await checkIn('o1')).answer)
  await world.setClock('2026-11-24T01:00:00Z')
  const report = await underFaults(world, {
    action: () => checkIn('o1'),
    sweep,
    check: () => checkedInOnce('o1', { points: 20, entries: 2 }),
  })
  assert.equal(report.wireCalls, 3)
})

test("a new member's first check-in survives every fault at every wire call", async () => {
  const report = await underFaults(world, {
    action: () => checkIn('o2'),
    sweep,
    check: () => checkedInOnce('o2', { points: 10, entries: 1 }),
  })
  assert.equal(report.wireCalls, 3)
})

test('giving consent survives every fault at every wire call', async () => {
  await underFaults(world, {
    action: () => world.call('member', 'member.giveConsent', { version: 1 }, { openid: 'o3' }),
    check: async () => assert.equal((await accountOf(world, 'o3'))?.consent?.version, 1),
  })
})

test('the drain survives every fault at every wire call of the tick', async () => {
  for (const openid of ['o1', 'o2', 'o3']) settled((await checkIn(openid)).answer)
  await world.setClock('2026-11-23T04:05:00Z')
  await underFaults(world, {
    action: () => world.fireTimer('tick'),
    sweep,
    check: async () => {
      for (const openid of ['o1', 'o2', 'o3']) await checkedInOnce(openid, { points: 10, entries: 1 })
    },
  })
})

test('a drain in the middle of a check-in that overflows the outbox survives every fault', async () => {
  for (let day = 0; day < 22; day++) {
    await world.setClock(new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString())
    settled((await checkIn('o1')).answer)
  }
  const full = await accountOf(world, 'o1')
  assert.equal(full?.outbox.length, 25)
  await world.setClock(new Date(Date.parse(MONDAY) + 22 * 86_400_000).toISOString())
  const points = full.balances.points + 10
  await underFaults(world, {
    action: () => checkIn('o1'),
    sweep,
    check: () => checkedInOnce('o1', { points, entries: 26 }),
  })
})
