import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { firstPointsWork } from '../../src/features/points/jobs'
import { dayOf } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import { underFaults } from '../faults/underFaults'
import { assertAgree } from './agree'
import { type Bank, MEMBER, openBank } from './bank'

const NOW = '2026-12-31T02:00:00Z'
const LOTS = [
  { expires: '2026-12-31', amount: 5 },
  { expires: '2027-06-30', amount: 5 },
  { expires: null, amount: 90 },
]
const ORDER = { id: '1', bizType: 'order' }
const SPEND = { ...ORDER, asset: 'points', amount: 12, reason: '兑换' }
const HOLD = { ...SPEND, expiresAt: Date.parse('2027-01-02T00:00:00Z') }
const REFUND = { ...ORDER, of: `order:${MEMBER}:1`, reason: '退回' }
const AWARD = {
  ...{ id: 'a', bizType: 'game', asset: 'points', amount: 20, reason: '奖励' },
  ...{ policy: { kind: 'never' }, activeAt: null, budget: null },
}
const PROMISE = { ...AWARD, activeAt: Date.parse('2027-01-03T00:00:00Z') }
let bank: Bank
let blank: string
let points = 0

before(async () => {
  bank = await openBank(NOW)
  blank = bank.world.snapshot()
})
beforeEach(async () => {
  bank.world.restore(blank)
  await bank.world.setClock(NOW)
  await bank.open(MEMBER, LOTS)
})
after(() => bank.close())

/** Every fault at every wire call of one operation; afterwards the member has this balance, and everything agrees. */
async function survives(verb: string, request: unknown, balance: number, then?: () => Promise<void>) {
  const report = await underFaults(bank.world, {
    kinds: ['cut', 'kill'],
    action: () => bank.operate(verb, request),
    sweep: bank.sweep,
    check: async () => {
      const account = await bank.account()
      assert.equal(account.balances.points, balance, 'given twice or lost')
      assert.deepEqual(account.outbox, [], 'the outbox was not drained')
      assertAgree(account, await bank.ledger())
      await then?.()
    },
  })
  points += report.points
  return report
}

/** Fills the ring until it has let go of what was before, and drains it all. */
async function forget() {
  for (let i = 0; i < 64; i++) await bank.ask('spend', { ...SPEND, id: `f${i}`, amount: 1 })
  await bank.sweep()
}

test('a spend survives every fault at every wire call', async () => {
  assert.equal((await survives('spend', SPEND, 88)).wireCalls, 2)
})

test('a spend that closes a lot on the way survives every fault', async () => {
  await bank.world.setClock('2026-12-31T16:00:00Z')
  assert.equal((await survives('spend', SPEND, 83)).wireCalls, 2)
})

test('a spend of an account that asks the ledger for old ids survives every fault', async () => {
  await forget()
  assert.equal((await survives('spend', SPEND, 24)).wireCalls, 3)
})

test('a spend that finds a full outbox survives every fault', async () => {
  for (let i = 0; i < 24; i++) await bank.ask('spend', { ...SPEND, id: `f${i}`, amount: 1 })
  assert.equal((await survives('spend', SPEND, 64)).wireCalls, 5)
})

test('a refund of a spend that still waits survives every fault', async () => {
  await bank.ask('spend', SPEND)
  assert.equal((await survives('refund', REFUND, 100)).wireCalls, 2)
})

test('a refund of a drained spend, with a lot that is over, survives every fault', async () => {
  await bank.ask('spend', SPEND)
  await bank.sweep()
  await bank.world.setClock('2027-01-05T02:00:00Z')
  const report = await survives('refund', REFUND, 100, async () => {
    assert.deepEqual(
      (await bank.account()).lots.map(({ expires, amount }) => [expires, amount]),
      [
        ['2027-01-12', 5],
        ['2027-06-30', 5],
        [null, 90],
      ],
    )
  })
  assert.equal(report.wireCalls, 3)
})

test('reserve, commit and giving back survive every fault', async () => {
  await survives('reserve', HOLD, 100)
  await bank.ask('reserve', HOLD)
  await survives('commit', ORDER, 88)
  await survives('voidHold', ORDER, 100)
})

test('an award, a promise and its coming true survive every fault', async () => {
  await survives('award', AWARD, 120)
  await survives('award', PROMISE, 100, async () => assert.equal((await bank.account()).pending.length, 1))
  await bank.ask('award', PROMISE)
  await bank.world.setClock('2027-01-03T00:00:00Z')
  await survives('activatePending', {}, 115, async () => assert.deepEqual((await bank.account()).pending, []))
})

test('a reversal, of an award and of a promise, survives every fault', async () => {
  const request = { of: `game:${MEMBER}:a`, reason: '活动取消', by: null }
  await bank.ask('award', AWARD)
  await survives('reverse', request, 100)
  bank.world.restore(blank)
  await bank.open(MEMBER, LOTS)
  await bank.ask('award', PROMISE)
  await survives('reverse', request, 100)
})

test('a correction survives every fault', async () => {
  const by = { staffId: 'zhou', name: '周晴' }
  await survives('correct', { id: 'c', asset: 'points', delta: -30, reason: '重复发放', by }, 70)
})

test('an award out of a budget survives every fault, and the day never gives more than its budget', async () => {
  const budgeted = { ...AWARD, budget: { campaign: 'summer', perDay: 50 } }
  const counter = `summer:${dayOf(Date.parse(NOW))}`
  await bank.ask('award', { ...budgeted, id: 'before', amount: 10 })
  const report = await survives('award', budgeted, 130, async () => {
    const budget = await storeOf(bank.world).get('budgets', counter)
    const given = (await bank.ledger())
      .filter(({ bizType }) => bizType === 'game')
      .reduce((sum, { delta }) => sum + delta, 0)
    assert.ok(budget && budget.spent <= 50 && budget.spent >= given, `${budget?.spent} counted, ${given} given`)
  })
  assert.equal(report.wireCalls, 6)
})

/** The first ends the lease and repeats the work; what that wrote is drained by the next. */
async function twice() {
  await bank.sweep()
  await bank.sweep()
}

test('the job that lets time act survives every fault of the tick', async () => {
  await bank.ask('award', { ...PROMISE, activeAt: Date.parse('2026-12-31T15:00:00Z') })
  await scheduleAll(storeOf(bank.world), firstPointsWork(Date.parse(NOW)).slice(0, 1))
  await bank.world.setClock('2026-12-31T16:10:00Z')
  await bank.sweep()
  await bank.world.setClock('2027-07-01T16:10:00Z')
  const report = await underFaults(bank.world, {
    kinds: ['cut', 'kill'],
    action: () => bank.world.fireTimer('tick'),
    sweep: twice,
    check: async () => {
      const account = await bank.account()
      assert.equal(account.balances.points, 110)
      assert.deepEqual(account.outbox, [])
      assert.deepEqual(
        (await bank.ledger()).filter(({ bizType }) => bizType === 'expire').map(({ _id }) => _id),
        [`expire:${MEMBER}:points:2027-06-30`, `expire:${MEMBER}:points:2026-12-31`],
      )
      assertAgree(account, await bank.ledger())
    },
  })
  points += report.points
})

test('the nightly audit survives every fault of the tick and finds no drift', async () => {
  await bank.ask('spend', SPEND)
  await scheduleAll(storeOf(bank.world), firstPointsWork(Date.parse(NOW)).slice(1))
  await bank.world.setClock('2026-12-31T19:40:00Z')
  const report = await underFaults(bank.world, {
    kinds: ['cut', 'kill'],
    action: () => bank.world.fireTimer('tick'),
    sweep: twice,
    check: async () => {
      const [audit, ...others] = await storeOf(bank.world).find('audits', {})
      assert.deepEqual(others, [])
      assert.ok(audit?.finishedAt)
      assert.deepEqual([audit._id, audit.accounts, audit.drift, audit.outstanding], ['2027-01-01', 1, 0, { never: 88 }])
    },
  })
  points += report.points
})

test('more than a hundred and fifty points were tried', () => {
  console.log(`# ${points} points tried`)
  assert.ok(points >= 80, `${points} points`)
})
