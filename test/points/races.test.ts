import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { assertAgree } from './agree'
import { type Bank, MEMBER, openBank } from './bank'

const NOW = '2026-12-31T02:00:00Z'
let bank: Bank
let blank: string

before(async () => {
  bank = await openBank(NOW)
  blank = bank.world.snapshot()
})
beforeEach(async () => {
  bank.world.restore(blank)
  await bank.world.setClock(NOW)
})
after(() => bank.close())

const spending = (id: string, amount: number) => ({ id, bizType: 'order', asset: 'points', amount, reason: '兑换' })
const refunding = (id: string, of: string) => ({ id, bizType: 'order', of: `order:${MEMBER}:${of}`, reason: '退回' })
const times = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const refused = (answers: readonly unknown[], code: string) => answers.filter((answer) => answer === code).length

async function agree() {
  assertAgree(await bank.account(), await bank.ledger())
}

test('sixteen spends at once on points for ten: ten are given, six are refused', async () => {
  await bank.open(MEMBER, [
    { expires: '2027-01-01', amount: 35 },
    { expires: null, amount: 15 },
  ])
  const answers = await times(16, (i) => bank.ask('spend', spending(String(i), 5)))
  assert.equal(refused(answers, 'INSUFFICIENT_POINTS'), 6)
  assert.equal((await bank.account()).balances.points, 0)
  await agree()
})

test('sixteen times the same spend at once is one spend with one answer', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 100 }])
  const answers = await times(16, () => bank.ask('spend', spending('1', 5)))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal((await bank.account()).balances.points, 95)
  await agree()
})

test('sixteen refunds of one spend under eight ids: it comes back once', async () => {
  await bank.open(MEMBER, [{ expires: '2027-01-01', amount: 100 }])
  await bank.ask('spend', spending('1', 60))
  const answers = await times(16, (i) => bank.ask('refund', refunding(`r${i % 8}`, '1')))
  assert.equal(refused(answers, 'ALREADY_REFUNDED'), 14)
  assert.equal((await bank.account()).balances.points, 100)
  await agree()
})

test('spends beside refunds: what comes back can be spent, and no point twice', async () => {
  await bank.open(MEMBER, [{ expires: '2027-01-01', amount: 50 }])
  await times(10, (i) => bank.ask('spend', spending(`s${i}`, 5)))
  const [, spent] = await Promise.all([
    times(10, (i) => bank.ask('refund', refunding(`r${i}`, `s${i}`))),
    times(16, (i) => bank.ask('spend', spending(`n${i}`, 5))),
  ])
  const given = 16 - refused(spent, 'INSUFFICIENT_POINTS')
  assert.ok(given <= 10)
  assert.equal((await bank.account()).balances.points, 50 - given * 5)
  await agree()
})

test('spends beside the job that closes lots: points that are over are spent by nobody and closed once', async () => {
  await bank.open(MEMBER, [
    { expires: '2026-12-31', amount: 40 },
    { expires: null, amount: 20 },
  ])
  await bank.world.setClock('2026-12-31T16:00:00Z')
  const [answers] = await Promise.all([
    times(16, (i) => bank.ask('spend', spending(String(i), 5))),
    times(8, () => bank.ask('activatePending', {})),
  ])
  assert.equal(refused(answers, 'INSUFFICIENT_POINTS'), 12)
  const closed = (await bank.ledger()).filter(({ bizType }) => bizType === 'expire')
  assert.deepEqual(
    closed.map(({ _id, delta }) => [_id, delta]),
    [[`expire:${MEMBER}:points:2026-12-31`, -40]],
  )
  await agree()
})

test('committing beside giving back: one of them wins, and both then say so', async () => {
  for (let round = 0; round < 4; round++) {
    bank.world.restore(blank)
    await bank.open(MEMBER, [{ expires: null, amount: 10 }])
    await bank.ask('reserve', { ...spending('h', 6), expiresAt: Date.parse('2027-01-01T00:00:00Z') })
    const key = { id: 'h', bizType: 'order' }
    const answers = await times(16, (i) => bank.ask(i % 2 === round % 2 ? 'commit' : 'voidHold', key))
    const left = (await bank.account()).balances.points
    assert.equal(refused(answers, left === 4 ? 'HOLD_COMMITTED' : 'HOLD_OVER'), 8)
    assert.ok(left === 4 || left === 10)
    await agree()
  }
})

test('sixteen awards at once out of a budget for ten, over four members: ten are given', async () => {
  const members = Array.from({ length: 4 }, (_, i) => `m${String(i).repeat(24)}`)
  for (const member of members) await bank.open(member)
  const budget = { campaign: 'summer', perDay: 100 }
  const answers = await times(16, (i) =>
    bank.ask(
      'award',
      {
        ...{ id: String(i), bizType: 'game', asset: 'points', amount: 10, reason: '奖励' },
        ...{ policy: { kind: 'never' }, activeAt: null, budget },
      },
      members[i % 4],
    ),
  )
  assert.equal(refused(answers, 'OVER_BUDGET'), 6)
  let given = 0
  for (const member of members) {
    given += (await bank.account(member)).balances.points
    assertAgree(await bank.account(member), await bank.ledger(member))
  }
  assert.equal(given, 100)
  const { data } = await bank.world.db.collection('budgets').get()
  assert.deepEqual(
    (data as { spent: number; underWay: string[] }[]).map(({ spent, underWay }) => [spent, underWay]),
    [[100, []]],
  )
})

test('drains beside spends lose nothing', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 500 }])
  await bank.world.setClock('2026-12-31T02:05:00Z')
  for (let round = 0; round < 4; round++) {
    await Promise.all([times(12, (i) => bank.ask('spend', spending(`${round}-${i}`, 1))), bank.world.fireTimer('tick')])
  }
  assert.equal((await bank.account()).balances.points, 452)
  await bank.sweep()
  await agree()
  assert.equal((await bank.ledger()).length, 49)
})
