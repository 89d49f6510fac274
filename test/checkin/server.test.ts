import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openWorld, type World } from '../cloud/world'
import { accountOf, ledgerOf, settled } from './ledgerOf'

const MONDAY = '2026-11-23T01:00:00Z'
let world: World
let blank: string

before(async () => {
  world = await openWorld({ timers: false, now: MONDAY, env: { JIEPAI_SECRET: 'test', JIEPAI_DEMO: '' } })
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

const checkIn = (openid: string) => world.call('member', 'checkin.checkIn', {}, { openid })
const consent = (openid: string) => world.call('member', 'member.giveConsent', { version: 1 }, { openid })

test('the first check-in of a day is two wire calls under rules just read, a repeat one, and both answer the same', async () => {
  for (const openid of ['o1', 'o2']) await consent(openid)
  // An instance that has not read the brand's rules for some seconds reads them first.
  await world.setClock('2026-11-23T01:00:10Z')
  assert.equal((await checkIn('o2')).wireCalls, 3)
  const first = await checkIn('o1')
  assert.deepEqual(settled(first.answer), {
    day: '2026-11-23',
    streak: 1,
    awarded: 10,
    balance: 10,
    rewards: [{ title: '打卡', points: 10 }],
  })
  assert.equal(first.wireCalls, 2)
  const repeat = await checkIn('o1')
  assert.deepEqual(settled(repeat.answer), settled(first.answer))
  assert.equal(repeat.wireCalls, 1)
})

test('before consent nothing of a member is stored', async () => {
  const refused = await checkIn('o1')
  assert.equal(refused.answer.ok ? '' : refused.answer.code, 'CONSENT_REQUIRED')
  assert.equal(await accountOf(world, 'o1'), null)
})

test('consent is given once and kept; giving it again keeps the first date', async () => {
  const first = await consent('o1')
  await world.setClock('2026-11-24T01:00:00Z')
  assert.deepEqual(settled((await consent('o1')).answer), settled(first.answer))
  const older = await world.call('member', 'member.giveConsent', { version: 7 }, { openid: 'o1' })
  assert.equal(older.answer.ok ? '' : older.answer.code, 'BAD_INPUT')
})

test('eight taps at once give one check-in and one entry', async () => {
  await consent('o1')
  const answers = await Promise.all(Array.from({ length: 8 }, () => checkIn('o1')))
  for (const { answer } of answers) assert.deepEqual(settled(answer), settled(answers[0]?.answer))
  assert.equal((await ledgerOf(world, 'o1')).length, 1)
  assert.equal((await accountOf(world, 'o1'))?.balances.points, 10)
})

test('the streak grows over midnight in Shanghai and the third day pays its milestone', async () => {
  await consent('o1')
  for (const now of ['2026-11-23T15:59:59Z', '2026-11-23T16:00:00Z', '2026-11-25T01:00:00Z']) {
    await world.setClock(now)
    await checkIn('o1')
  }
  const account = await accountOf(world, 'o1')
  assert.equal(account?.checkin.streak, 3)
  assert.equal(account?.balances.points, 50)
  assert.deepEqual(
    (await ledgerOf(world, 'o1')).map(({ delta }) => delta),
    [20, 10, 10, 10],
  )
})

test('a clock that jumps back gives nothing twice', async () => {
  await consent('o1')
  await world.setClock('2026-11-24T01:00:00Z')
  await checkIn('o1')
  await world.setClock(MONDAY)
  assert.equal((settled((await checkIn('o1')).answer) as { day: string }).day, '2026-11-24')
  assert.equal((await accountOf(world, 'o1'))?.balances.points, 10)
})

test('the ledger reads the same before, while and after it is drained', async () => {
  await consent('o1')
  await checkIn('o1')
  const read = async () => settled((await world.call('member', 'points.getLedger', {}, { openid: 'o1' })).answer)
  const waiting = await read()
  await world.setClock('2026-11-23T01:01:00Z')
  await world.fireTimer('tick')
  assert.deepEqual((await accountOf(world, 'o1'))?.outbox, [])
  assert.equal((await accountOf(world, 'o1'))?.dirtyAt, null)
  assert.deepEqual(await read(), waiting)
})

test('a full outbox is drained before more is accepted', async () => {
  await consent('o1')
  for (let day = 1; day <= 40; day++) {
    await world.setClock(new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString())
    settled((await checkIn('o1')).answer)
  }
  const account = await accountOf(world, 'o1')
  assert.ok(account && account.outbox.length <= 32)
  const ledger = await ledgerOf(world, 'o1')
  assert.equal(ledger.length, account.seq)
  assert.equal(
    ledger.reduce((sum, { delta }) => sum + delta, 0),
    account.balances.points,
  )
})

test('the ledger is paged newest first and every entry appears once', async () => {
  await consent('o1')
  for (let day = 1; day <= 12; day++) {
    await world.setClock(new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString())
    await checkIn('o1')
  }
  const seen: string[] = []
  let before: number | undefined
  do {
    const input = before === undefined ? { limit: 4 } : { limit: 4, before }
    const page = settled((await world.call('member', 'points.getLedger', input, { openid: 'o1' })).answer) as {
      lines: { id: string }[]
      next: number | null
    }
    seen.push(...page.lines.map(({ id }) => id))
    before = page.next ?? undefined
  } while (before !== undefined)
  const all = await ledgerOf(world, 'o1')
  assert.deepEqual(
    seen,
    all.map(({ _id }) => _id),
  )
})

test('malformed calls are refused with a code and a sentence and write nothing', async () => {
  const codes: [unknown, string][] = []
  const send = async (method: string, input: unknown, as: { openid?: string; token?: string }) => {
    const { answer } = await world.call('member', method, input, as)
    assert.ok(!answer.ok && /[一-鿿]/.test(answer.message ?? ''))
    codes.push([method, answer.code ?? ''])
  }
  await send('checkin.checkIn', {}, {})
  await send('checkin.cheat', {}, { openid: 'o1' })
  await send('constructor', {}, { openid: 'o1' })
  await send('points.getLedger', { limit: 0 }, { openid: 'o1' })
  await send('points.getLedger', 'all', { openid: 'o1' })
  await send('checkin.getScore', { month: '2026-13' }, { openid: 'o1' })
  assert.deepEqual(
    codes.map(([, code]) => code),
    ['UNAUTHENTICATED', 'UNKNOWN_METHOD', 'UNKNOWN_METHOD', 'BAD_INPUT', 'BAD_INPUT', 'BAD_INPUT'],
  )
  assert.equal(await accountOf(world, 'o1'), null)
})

test('an openid never stands in any key or document', async () => {
  await consent('o-secret-person')
  await checkIn('o-secret-person')
  await world.setClock('2026-11-23T01:10:00Z')
  await world.fireTimer('tick')
  const { data: accounts } = await world.db.collection('accounts').get()
  const { data: ledger } = await world.db.collection('points_ledger').get()
  assert.ok(accounts.length === 1 && ledger.length === 1)
  assert.ok(!JSON.stringify([accounts, ledger]).includes('o-secret-person'))
})
