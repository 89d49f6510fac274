import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { assertAgree } from './agree'
import { type Bank, MEMBER, openBank } from './bank'

const NOW = '2026-12-31T02:00:00Z'
/** The last millisecond of 31 December in Shanghai, and the first of the new year. */
const [EVE, NEW_YEAR] = ['2026-12-31T15:59:59.999Z', '2026-12-31T16:00:00.000Z']
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
const refunding = (id: string, of: string) => ({ id, bizType: 'order', of, reason: '退回' })
const awarding = (id: string, amount: number, change: object = {}) => ({
  ...{ id, bizType: 'game', asset: 'points', amount, reason: '奖励' },
  ...{ policy: { kind: 'days', days: 10 }, activeAt: null, budget: null, ...change },
})
const reserving = (id: string, amount: number, until = '2026-12-31T03:00:00Z') => ({
  ...spending(id, amount),
  expiresAt: Date.parse(until),
})
const orderEntry = (id: string) => `order:${MEMBER}:${id}`

async function agree() {
  assertAgree(await bank.account(), await bank.ledger())
}

test('a spend is two wire calls with 1, 10 and 64 open lots, takes the soonest and says from where', async () => {
  for (const count of [1, 10, 64]) {
    bank.world.restore(blank)
    const lots = Array.from({ length: count }, (_, i) => ({
      expires: `2027-${String((i % 12) + 1).padStart(2, '0')}-${String(Math.floor(i / 12) + 10)}`,
      amount: 3,
    }))
    lots.sort((a, b) => (a.expires < b.expires ? -1 : 1))
    await bank.open(MEMBER, lots)
    const { answer, wireCalls } = await bank.operate('spend', spending('1', count * 3 - 1))
    assert.equal(wireCalls, 2)
    const data = answer.data as { balance: number; entry: string; lots: { expires: string; amount: number }[] }
    assert.equal(data.balance, 1)
    assert.equal(data.entry, orderEntry('1'))
    assert.deepEqual(
      data.lots.map(({ expires }) => expires),
      lots.map(({ expires }) => expires),
    )
    assert.equal(data.lots.at(-1)?.amount, 2)
    await agree()
  }
})

test('the same id and body is answered the same: while it waits, when it was drained, and when the account has forgotten it', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 1000 }])
  const first = await bank.operate('spend', spending('1', 7))
  assert.deepEqual((await bank.operate('spend', spending('1', 7))).answer, first.answer)
  await bank.sweep()
  assert.deepEqual((await bank.account()).outbox, [])
  assert.deepEqual((await bank.operate('spend', spending('1', 7))).answer, first.answer)
  for (let i = 2; i <= 70; i++) await bank.ask('spend', spending(String(i), 1))
  await bank.sweep()
  const account = await bank.account()
  assert.equal(account.recent.length, 64)
  assert.ok(!account.recent.some(({ id }) => id === orderEntry('1')))
  assert.deepEqual((await bank.operate('spend', spending('1', 7))).answer, first.answer)
  assert.equal((await bank.account()).balances.points, 1000 - 7 - 69)
  const late = await bank.operate('spend', spending('new', 1))
  assert.equal(late.wireCalls, 3)
  await agree()
})

test('the same id with another body is refused: while it waits, when drained, when forgotten, and by another verb', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 1000 }])
  await bank.ask('spend', spending('1', 7))
  assert.equal(await bank.ask('spend', spending('1', 8)), 'ID_REUSED')
  assert.equal(await bank.ask('reserve', reserving('1', 7)), 'ID_REUSED')
  assert.equal(await bank.ask('award', { ...awarding('1', 7), bizType: 'order' }), 'ID_REUSED')
  await bank.sweep()
  assert.equal(await bank.ask('spend', { ...spending('1', 7), reason: '别的' }), 'ID_REUSED')
  for (let i = 2; i <= 70; i++) await bank.ask('spend', spending(String(i), 1))
  await bank.sweep()
  assert.equal(await bank.ask('spend', spending('1', 8)), 'ID_REUSED')
  assert.equal((await bank.account()).balances.points, 1000 - 7 - 69)
})

test('what is held or promised keeps its id for itself, however many operations come after it', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 1000 }])
  const held = reserving('h', 5, '2027-01-02T00:00:00Z')
  const promised = awarding('p', 20, { activeAt: Date.parse('2027-01-03T00:00:00Z') })
  const first = [await bank.ask('reserve', held), await bank.ask('award', promised)]
  for (let i = 0; i < 64; i++) await bank.ask('spend', spending(String(i), 1))
  assert.equal(await bank.ask('spend', spending('h', 5)), 'ID_REUSED')
  assert.equal(await bank.ask('spend', { ...spending('p', 5), bizType: 'game' }), 'ID_REUSED')
  assert.deepEqual([await bank.ask('reserve', held), await bank.ask('award', promised)], first)
  await bank.ask('commit', { id: 'h', bizType: 'order' })
  await bank.world.setClock('2027-01-03T00:00:00Z')
  await bank.sweep()
  await bank.ask('activatePending', {})
  await bank.sweep()
  assert.equal((await bank.account()).balances.points, 1000 - 64 - 5 + 20)
  await agree()
})

test('two members may use the same id', async () => {
  const other = `m${'0b'.repeat(12)}`
  for (const member of [MEMBER, other]) await bank.open(member, [{ expires: null, amount: 10 }])
  for (const member of [MEMBER, other]) await bank.ask('spend', spending('1', 4), member)
  await bank.sweep()
  for (const member of [MEMBER, other]) {
    assert.equal((await bank.account(member)).balances.points, 6)
    assertAgree(await bank.account(member), await bank.ledger(member))
  }
})

test('an overdraft is impossible: what is held, promised or over is not spent', async () => {
  await bank.open(MEMBER, [
    { expires: '2026-12-31', amount: 10 },
    { expires: null, amount: 10 },
  ])
  await bank.ask('reserve', reserving('h', 5, '2027-01-02T00:00:00Z'))
  await bank.ask('award', awarding('p', 100, { activeAt: Date.parse('2027-02-01T00:00:00Z') }))
  assert.equal(await bank.ask('spend', spending('1', 16)), 'INSUFFICIENT_POINTS')
  await bank.world.setClock(NEW_YEAR)
  assert.equal(await bank.ask('spend', spending('2', 11)), 'INSUFFICIENT_POINTS')
  assert.equal(((await bank.ask('spend', spending('3', 10))) as { balance: number }).balance, 5)
  await agree()
})

test('bad input is refused with a code and a Chinese sentence, and nothing is written', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 100 }])
  const before = await bank.account()
  const amounts = [-1, 0, 1.5, '5', 1e10, 2 ** 53, null, undefined, {}, [5], true]
  const wrong: [string, object, string][] = [
    ...amounts.flatMap((amount): [string, object, string][] => [
      ['spend', { ...spending('x', 1), amount }, 'BAD_AMOUNT'],
      ['award', { ...awarding('x', 1), amount }, 'BAD_AMOUNT'],
      ['reserve', { ...reserving('x', 1), amount }, 'BAD_AMOUNT'],
    ]),
    ['correct', { id: 'x', asset: 'points', delta: 0, reason: '更正', by: { staffId: 's', name: '周' } }, 'BAD_AMOUNT'],
    [
      'correct',
      { id: 'x', asset: 'points', delta: -0.5, reason: '更正', by: { staffId: 's', name: '周' } },
      'BAD_AMOUNT',
    ],
    ['spend', { ...spending('x', 1), asset: 'gold' }, 'BAD_ASSET'],
    ['spend', { ...spending('x', 1), asset: 'growth' }, 'BAD_ASSET'],
    ['spend', { ...spending('x', 1), id: '' }, 'BAD_OPERATION'],
    ['spend', { ...spending('x', 1), id: 7 }, 'BAD_OPERATION'],
    ['spend', { ...spending('x', 1), bizType: 'a:b' }, 'BAD_OPERATION'],
    ['spend', { ...spending('x', 1), bizType: 'refund' }, 'BAD_OPERATION'],
    ['spend', { ...spending('x', 1), reason: ' ' }, 'BAD_OPERATION'],
    ['award', awarding('x', 1, { activeAt: '2027' }), 'BAD_TIME'],
    ['reserve', { ...reserving('x', 1), expiresAt: Number.NaN }, 'BAD_TIME'],
    ['reserve', reserving('x', 1, NOW), 'BAD_TIME'],
    ['refund', refunding('x', 'order:nobody:1'), 'NO_SUCH_ENTRY'],
    ['refund', refunding('x', `opening:${MEMBER}`), 'NOT_REFUNDABLE'],
    ['commit', { id: 'x', bizType: 'order' }, 'NO_SUCH_ENTRY'],
    ['voidHold', { id: 'x', bizType: 'order' }, 'NO_SUCH_ENTRY'],
    ['reverse', { of: 'game:nobody:1', reason: '收回', by: null }, 'NO_SUCH_ENTRY'],
  ]
  for (const [verb, request, code] of wrong) {
    const { answer } = await bank.operate(verb, request)
    assert.equal(answer.code, code, `${verb} ${JSON.stringify(request)}`)
    assert.match(answer.message ?? '', /[一-鿿].*。$/)
  }
  assert.deepEqual(await bank.account(), before)
  assert.equal(await bank.ask('spend', spending('x', 1), `m${'ff'.repeat(12)}`), 'INSUFFICIENT_POINTS')
  assert.equal(await bank.ask('award', awarding('x', 1), `m${'ff'.repeat(12)}`), 'NO_SUCH_MEMBER')
  await assert.rejects(bank.account(`m${'ff'.repeat(12)}`), 'a refused operation opened an account')
})

test('another member cannot refund what is not theirs', async () => {
  const other = `m${'0b'.repeat(12)}`
  for (const member of [MEMBER, other]) await bank.open(member, [{ expires: null, amount: 10 }])
  await bank.ask('spend', spending('1', 4))
  await bank.sweep()
  assert.equal(await bank.ask('refund', refunding('r', orderEntry('1')), other), 'NO_SUCH_ENTRY')
})

test('a refund goes back to the lots it came from with their old expiry', async () => {
  const lots = [
    { expires: '2027-01-15', amount: 5 },
    { expires: '2027-06-30', amount: 5 },
    { expires: null, amount: 5 },
  ]
  await bank.open(MEMBER, lots)
  const before = (await bank.account()).lots
  await bank.ask('spend', spending('1', 12))
  const first = await bank.operate('refund', refunding('r', orderEntry('1')))
  assert.equal(first.wireCalls, 2)
  assert.deepEqual((await bank.account()).lots, before)
  assert.deepEqual((await bank.operate('refund', refunding('r', orderEntry('1')))).answer, first.answer)
  assert.equal(await bank.ask('refund', refunding('r2', orderEntry('1'))), 'ALREADY_REFUNDED')
  assert.equal(await bank.ask('refund', refunding('r', orderEntry('2'))), 'ID_REUSED')
  await bank.sweep()
  assert.deepEqual((await bank.operate('refund', refunding('r', orderEntry('1')))).answer, first.answer)
  assert.equal(await bank.ask('refund', refunding('r2', orderEntry('1'))), 'ALREADY_REFUNDED')
  assert.equal(await bank.ask('refund', refunding('r3', `refund:${orderEntry('1')}`)), 'NOT_REFUNDABLE')
  await agree()
})

test('a lot that is over when it is refunded lives seven days more, and only that lot', async () => {
  await bank.open(MEMBER, [
    { expires: '2026-12-31', amount: 5 },
    { expires: '2027-01-02', amount: 5 },
  ])
  await bank.ask('spend', spending('1', 10))
  await bank.world.setClock(NEW_YEAR)
  await bank.ask('refund', refunding('r', orderEntry('1')))
  assert.deepEqual((await bank.account()).lots, [
    { asset: 'points', expires: '2027-01-02', amount: 5 },
    { asset: 'points', expires: '2027-01-08', amount: 5 },
  ])
  await agree()
})

test('a spend at the last millisecond of the year is given, at the next it is refused and the lot is closed by it', async () => {
  await bank.open(MEMBER, [
    { expires: '2026-12-31', amount: 5 },
    { expires: null, amount: 1 },
  ])
  await bank.world.setClock(EVE)
  assert.equal(((await bank.ask('spend', spending('1', 4))) as { balance: number }).balance, 2)
  await bank.world.setClock(NEW_YEAR)
  assert.equal(await bank.ask('spend', spending('2', 2)), 'INSUFFICIENT_POINTS')
  assert.equal(((await bank.ask('spend', spending('3', 1))) as { balance: number }).balance, 0)
  const ids = (await bank.ledger()).map(({ _id }) => _id)
  assert.ok(ids.includes(`expire:${MEMBER}:points:2026-12-31`))
  await agree()
})

test('a hold is committed once, from the very lots that were set aside', async () => {
  await bank.open(MEMBER, [
    { expires: '2027-01-31', amount: 5 },
    { expires: null, amount: 5 },
  ])
  const reserved = await bank.operate('reserve', reserving('h', 6))
  assert.equal(reserved.wireCalls, 2)
  assert.deepEqual((await bank.operate('reserve', reserving('h', 6))).answer, reserved.answer)
  assert.equal(await bank.ask('reserve', reserving('h', 7)), 'ID_REUSED')
  const first = await bank.operate('commit', { id: 'h', bizType: 'order' })
  assert.deepEqual((first.answer.data as { lots: unknown }).lots, [
    { asset: 'points', expires: '2027-01-31', amount: 5 },
    { asset: 'points', expires: null, amount: 1 },
  ])
  await bank.sweep()
  assert.deepEqual((await bank.operate('commit', { id: 'h', bizType: 'order' })).answer, first.answer)
  assert.equal(await bank.ask('voidHold', { id: 'h', bizType: 'order' }), 'HOLD_COMMITTED')
  assert.deepEqual((await bank.operate('reserve', reserving('h', 6))).answer, reserved.answer)
  assert.equal((await bank.account()).balances.points, 4)
  await agree()
})

test('a hold that is given back or runs out returns to its lots, and cannot be committed', async () => {
  await bank.open(MEMBER, [
    { expires: '2027-01-31', amount: 5 },
    { expires: null, amount: 5 },
  ])
  const before = (await bank.account()).lots
  await bank.ask('reserve', reserving('a', 6))
  assert.deepEqual(await bank.ask('voidHold', { id: 'a', bizType: 'order' }), { released: true })
  assert.deepEqual(await bank.ask('voidHold', { id: 'a', bizType: 'order' }), { released: true })
  assert.deepEqual((await bank.account()).lots, before)
  assert.equal(await bank.ask('commit', { id: 'a', bizType: 'order' }), 'HOLD_OVER')
  await bank.ask('reserve', reserving('b', 10))
  await bank.world.setClock('2026-12-31T02:59:59.999Z')
  assert.equal(await bank.ask('spend', spending('1', 1)), 'INSUFFICIENT_POINTS')
  await bank.world.setClock('2026-12-31T03:00:00.000Z')
  assert.equal(await bank.ask('commit', { id: 'b', bizType: 'order' }), 'HOLD_OVER')
  assert.equal(((await bank.ask('spend', spending('2', 1))) as { balance: number }).balance, 9)
  await agree()
})

test('a promise counts from its instant on, and its days begin then', async () => {
  await bank.open(MEMBER)
  const activeAt = Date.parse('2027-01-03T00:00:00Z')
  const first = await bank.operate('award', awarding('p', 20, { activeAt }))
  assert.equal(first.wireCalls, 2)
  assert.deepEqual((await bank.operate('award', awarding('p', 20, { activeAt }))).answer, first.answer)
  assert.equal(await bank.ask('award', awarding('p', 21, { activeAt })), 'ID_REUSED')
  assert.equal(await bank.ask('spend', spending('1', 1)), 'INSUFFICIENT_POINTS')
  await bank.world.setClock('2027-01-03T00:00:00Z')
  assert.deepEqual((await bank.operate('award', awarding('p', 20, { activeAt }))).answer, first.answer)
  await bank.ask('spend', spending('2', 1))
  assert.deepEqual((await bank.account()).lots, [{ asset: 'points', expires: '2027-01-13', amount: 19 }])
  await agree()
})

test('an award is taken back once, from its own lot first, and never more than there is', async () => {
  await bank.open(MEMBER, [{ expires: '2027-01-01', amount: 5 }])
  await bank.ask('award', awarding('a', 20))
  const entry = `game:${MEMBER}:a`
  const request = { of: entry, reason: '活动取消', by: null }
  await bank.ask('spend', spending('1', 7))
  const first = await bank.operate('reverse', request)
  assert.deepEqual(first.answer.data, { entry: `reverse:${entry}`, taken: 18, short: 2 })
  await bank.sweep()
  assert.deepEqual((await bank.operate('reverse', request)).answer, first.answer)
  assert.equal(await bank.ask('reverse', { ...request, reason: '再收一次' }), 'ALREADY_REVERSED')
  assert.equal((await bank.account()).balances.points, 0)
  await bank.ask('award', awarding('b', 3))
  await bank.ask('spend', spending('2', 3))
  assert.equal(await bank.ask('reverse', { ...request, of: `game:${MEMBER}:b` }), 'NOTHING_LEFT')
  assert.equal(await bank.ask('reverse', { ...request, of: orderEntry('2') }), 'NOT_REVERSIBLE')
  await agree()
})

test('a promise that is taken back never becomes active, and its id stays used', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 5 }])
  const promised = awarding('p', 20, { activeAt: Date.parse('2027-01-03T00:00:00Z') })
  await bank.ask('award', promised)
  const request = { of: `game:${MEMBER}:p`, reason: '活动取消', by: null }
  const first = await bank.operate('reverse', request)
  assert.deepEqual(first.answer.data, { entry: `reverse:game:${MEMBER}:p`, taken: 20, short: 0 })
  assert.deepEqual((await bank.operate('reverse', request)).answer, first.answer)
  await bank.world.setClock('2027-01-04T00:00:00Z')
  await bank.ask('award', promised)
  await bank.ask('activatePending', {})
  assert.deepEqual((await bank.account()).lots, [{ asset: 'points', expires: null, amount: 5 }])
  await agree()
})

test('a correction says who did it and why, and cannot overdraw', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 5 }])
  const by = { staffId: 'zhou', name: '周晴' }
  const request = { id: 'c', asset: 'points', delta: -3, reason: '重复发放', by }
  const first = await bank.operate('correct', request)
  assert.deepEqual((await bank.operate('correct', request)).answer, first.answer)
  assert.equal(await bank.ask('correct', { ...request, delta: -2 }), 'ID_REUSED')
  assert.equal(await bank.ask('correct', { ...request, id: 'd' }), 'INSUFFICIENT_POINTS')
  const [entry] = await bank.ledger()
  assert.deepEqual([entry?.by, entry?.reason, entry?.delta], [by, '重复发放', -3])
  await bank.ask('correct', { ...request, id: 'e', asset: 'growth', delta: 12 })
  assert.equal((await bank.account()).balances.growth, 12)
  await agree()
})

test('an account of the first schema can do everything and is kept in the new one', async () => {
  await bank.open(MEMBER, [{ expires: null, amount: 5 }])
  const { holds: _h, pending: _p, recent: _r, openDay: _o, wakeAt: _w, ...old } = await bank.account()
  const collection = bank.world.db.collection('accounts')
  const { _id, ...data } = { ...old, schema: 1 }
  await collection.doc(MEMBER).set({ data })
  await bank.ask('spend', spending('1', 2))
  const account = await bank.account()
  assert.equal(account.schema, 3)
  assert.deepEqual(account.effects, [])
  assert.equal(account.recent.length, 1)
  assert.equal(account._id, _id)
  await agree()
})

test('an account with years of closed days keeps its outbox within bounds', async () => {
  const lots = Array.from({ length: 60 }, (_, i) => ({
    expires: `2026-${String((i % 12) + 1).padStart(2, '0')}-${String(Math.floor(i / 12) + 10)}`,
    amount: 2,
  }))
  lots.sort((a, b) => (a.expires < b.expires ? -1 : 1))
  await bank.open(MEMBER, [...lots, { expires: null, amount: 9 }])
  await bank.world.setClock('2028-02-29T02:00:00Z')
  assert.equal(((await bank.ask('spend', spending('1', 9))) as { balance: number }).balance, 0)
  assert.ok((await bank.account()).outbox.length <= 32)
  assert.equal((await bank.ledger()).length, 62)
  await agree()
})
