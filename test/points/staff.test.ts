import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import '../../src/features/staff/collections'
import type { AuditView, HolderRow, LiabilityView, TimelineLine, WalletView } from '../../src/features/points/contract'
import { firstPointsWork } from '../../src/features/points/jobs'
import type { Staff } from '../../src/features/staff/rules'
import { scheduleAll } from '../../src/kernel/due'
import { settled, storeOf } from '../checkin/ledgerOf'
import { underFaults } from '../faults/underFaults'
import { assertAgree } from './agree'
import { type Bank, openBank } from './bank'

const NOW = '2026-12-30T02:00:00Z'
const OPENID = 'o-member'
const MEMBER = memberIdOf('test', OPENID)
const CODE = MEMBER.slice(1, 9).toUpperCase()
let bank: Bank
let blank: string

const person = (id: string, role: Staff['roles'][number]): Staff => ({
  ...{ _id: id, schema: 1, login: id, name: `${id}姐`, password: null, roles: [role], stores: [] },
  ...{ openid: `o-${id}`, wecomUserId: null, active: true, failures: 0, lockedUntil: 0 },
})

before(async () => {
  bank = await openBank(NOW)
  await storeOf(bank.world).insertAll('staff', [
    person('zhou', 'operator'),
    person('lin', 'store_manager'),
    person('mei', 'guide'),
  ])
  await bank.open(MEMBER, [
    { expires: '2026-12-31', amount: 480 },
    { expires: '2027-06-30', amount: 620 },
    { expires: null, amount: 100 },
  ])
  blank = bank.world.snapshot()
})
beforeEach(async () => {
  bank.world.restore(blank)
  await bank.world.setClock(NOW)
})
after(() => bank.close())

const asStaff = (method: string, input: unknown, who = 'zhou') =>
  bank.world.call('staff', method, input, { openid: `o-${who}` })
const wallet = async () =>
  settled((await bank.world.call('member', 'points.getWallet', {}, { openid: OPENID })).answer) as WalletView
const spending = (id: string, amount: number) => ({ id, bizType: 'order', asset: 'points', amount, reason: '兑换' })
const correction = (change: object = {}) => ({
  ...{ request: '0'.repeat(32), memberId: MEMBER, asset: 'points', delta: -30, reason: '重复发放' },
  ...change,
})

test('the wallet tells what can be spent, what is held and promised, and what is over first, in one wire call', async () => {
  await bank.ask('reserve', { ...spending('h', 20), expiresAt: Date.parse('2027-01-02T00:00:00Z') }, MEMBER)
  const promised = { ...spending('p', 7), policy: { kind: 'never' }, budget: null }
  await bank.ask('award', { ...promised, activeAt: Date.parse('2027-01-05T00:00:00Z') }, MEMBER)
  assert.deepEqual(await wallet(), {
    ...{ balance: 1200, held: 20, pending: 7, growth: 0, cards: 0, code: CODE },
    lots: [
      { expires: '2026-12-31', amount: 460 },
      { expires: '2027-06-30', amount: 620 },
      { expires: null, amount: 100 },
    ],
    expiring: { amount: 460, day: '2026-12-31' },
  })
  const { wireCalls } = await bank.world.call('member', 'points.getWallet', {}, { openid: OPENID })
  assert.equal(wireCalls, 1)
})

test('what is over leaves every balance that is shown at midnight, before any job has run', async () => {
  await bank.world.setClock('2026-12-31T16:00:00Z')
  const shown = async (method: string) =>
    (settled((await bank.world.call('member', method, {}, { openid: OPENID })).answer) as { balance: number }).balance
  for (const method of [
    'points.getWallet',
    'points.getBalance',
    'points.getLedger',
    'member.getMe',
    'checkin.getScore',
  ]) {
    assert.equal(await shown(method), 720, method)
  }
})

test('a member without an account has an empty wallet and a code', async () => {
  const answer = settled((await bank.world.call('member', 'points.getWallet', {}, { openid: 'o-new' })).answer)
  assert.equal((answer as WalletView).balance, 0)
  assert.match((answer as WalletView).code, /^[0-9A-F]{8}$/)
})

test('staff find a member by the code on the page, and by nothing else', async () => {
  const found = settled((await asStaff('points.findMember', { code: ` ${CODE.toLowerCase()} ` }, 'lin')).answer)
  assert.equal((found as { memberId: string }).memberId, MEMBER)
  assert.ok(!JSON.stringify(found).includes(OPENID))
  const codes = []
  for (const code of ['00000000', OPENID, '', 'm0a', CODE.slice(1)]) {
    codes.push((await asStaff('points.findMember', { code })).answer.code)
  }
  assert.deepEqual(codes, ['NO_SUCH_MEMBER', 'BAD_INPUT', 'BAD_INPUT', 'BAD_INPUT', 'BAD_INPUT'])
  await bank.open(`${MEMBER.slice(0, 9)}${'f'.repeat(16)}`)
  assert.equal((await asStaff('points.findMember', { code: CODE })).answer.code, 'AMBIGUOUS_CODE')
  const longer = await asStaff('points.findMember', { code: MEMBER.slice(1, 13) })
  assert.equal((settled(longer.answer) as { memberId: string }).memberId, MEMBER)
})

test('a correction stands in the timeline with its reason and operator, and once', async () => {
  const first = await asStaff('points.correct', correction())
  assert.equal((settled(first.answer) as { balance: number }).balance, 1170)
  assert.deepEqual(settled((await asStaff('points.correct', correction())).answer), settled(first.answer))
  assert.equal((await asStaff('points.correct', correction({ delta: -31 }))).answer.code, 'ID_REUSED')
  await asStaff(
    'points.correct',
    correction({ request: '1'.repeat(32), asset: 'growth', delta: 50, reason: '线下活动' }),
  )
  const { lines } = settled((await asStaff('points.getTimeline', { memberId: MEMBER })).answer) as {
    lines: TimelineLine[]
  }
  assert.deepEqual(
    lines.map(({ asset, delta, reason, bizType, by }) => [asset, delta, reason, bizType, by?.name ?? null]),
    [
      ['growth', 50, '线下活动', 'correct', 'zhou姐'],
      ['points', -30, '重复发放', 'correct', 'zhou姐'],
      ['points', 1200, '期初', 'opening', null],
    ],
  )
})

test('a correction survives every fault at every wire call', async () => {
  const report = await underFaults(bank.world, {
    action: () => asStaff('points.correct', correction()),
    sweep: bank.sweep,
    check: async () => {
      const account = await bank.account(MEMBER)
      assert.equal(account.balances.points, 1170)
      assertAgree(account, await bank.ledger(MEMBER))
    },
  })
  // One read to know who calls, one of the account, one write; the log of deeds has its entry before and its end after.
  assert.equal(report.wireCalls, 5)
})

test('bad corrections are refused with a code and a sentence, and nothing is written', async () => {
  const before = await bank.account(MEMBER)
  const wrong: [object, string][] = [
    ...[0, 0.5, 1e12, -1e12, '5', null].map((delta): [object, string] => [{ delta }, 'BAD_INPUT']),
    [{ asset: 'gold' }, 'BAD_INPUT'],
    [{ reason: ' ' }, 'BAD_INPUT'],
    [{ memberId: OPENID }, 'BAD_INPUT'],
    [{ memberId: `m${'f'.repeat(24)}` }, 'NO_SUCH_MEMBER'],
    [{ delta: -1201 }, 'INSUFFICIENT_POINTS'],
  ]
  for (const [change, code] of wrong) {
    const { answer } = await asStaff('points.correct', correction(change))
    assert.equal(answer.code, code, JSON.stringify(change))
    assert.match(answer.message ?? '', /[一-鿿]/)
  }
  assert.deepEqual(await bank.account(MEMBER), before)
})

test('guides see no member, shop managers correct nothing, and a member is no staff', async () => {
  const code = async (method: string, input: unknown, who: string) => (await asStaff(method, input, who)).answer.code
  assert.equal(await code('points.findMember', { code: CODE }, 'mei'), 'FORBIDDEN')
  assert.equal(await code('points.getTimeline', { memberId: MEMBER }, 'mei'), 'FORBIDDEN')
  assert.equal(await code('points.correct', correction(), 'lin'), 'FORBIDDEN')
  assert.equal(await code('points.correct', correction(), 'member'), 'NOT_STAFF')
  assert.equal(
    (await bank.world.call('staff', 'points.correct', correction(), { token: 'f'.repeat(32) })).answer.code,
    'SESSION_EXPIRED',
  )
})

async function startJobs() {
  await scheduleAll(storeOf(bank.world), firstPointsWork(Date.parse(NOW)))
}

test('a closing job that did not run for three days, ran twice, or every hour, writes the same', async () => {
  await startJobs()
  const ready = bank.world.snapshot()
  const lines = async () =>
    (await bank.ledger(MEMBER)).map(({ _id, delta, at, day, balanceAfter }) => ({ _id, delta, at, day, balanceAfter }))
  const run = async (...instants: string[]) => {
    bank.world.restore(ready)
    for (const instant of instants) {
      await bank.world.setClock(instant)
      await bank.world.fireTimer('tick')
    }
    assertAgree(await bank.account(MEMBER), await bank.ledger(MEMBER))
    return lines()
  }
  const late = await run('2027-01-04T01:10:00Z')
  assert.deepEqual(late[0], {
    ...{ _id: `expire:${MEMBER}:points:2026-12-31`, delta: -480, balanceAfter: 720 },
    ...{ at: Date.parse('2026-12-31T16:00:00Z'), day: '2027-01-01' },
  })
  assert.equal(late.length, 2)
  assert.deepEqual(await run('2026-12-31T15:10:00Z', '2026-12-31T16:10:00Z', '2026-12-31T17:10:00Z'), late)
  assert.deepEqual(await run('2027-01-04T01:10:00Z', '2027-01-04T01:10:00Z', '2027-01-04T02:10:00Z'), late)
})

test('the audit counts every account once, over several runs, and names a drift', async () => {
  const store = storeOf(bank.world)
  await startJobs()
  for (let i = 0; i < 250; i++) {
    await bank.open(`m${String(i).padStart(24, '0')}`, [{ expires: '2027-03-31', amount: 2 }])
  }
  await bank.world.setClock('2026-12-30T19:40:00Z')
  await bank.world.fireTimer('tick')
  const audits = async () => (settled((await asStaff('points.getAudit', {})).answer) as { audits: AuditView[] }).audits
  const [clean] = await audits()
  assert.deepEqual([clean?.day, clean?.accounts, clean?.entries, clean?.drift], ['2026-12-31', 251, 251, 0])
  const liability = settled((await asStaff('points.getLiability', {})).answer) as LiabilityView
  assert.deepEqual(liability.lines, [
    { month: '2026-12', points: 480, cents: 480 },
    { month: '2027-03', points: 500, cents: 500 },
    { month: '2027-06', points: 620, cents: 620 },
    { month: null, points: 100, cents: 100 },
  ])
  assert.equal(liability.at, Date.parse('2026-12-30T19:40:00Z'))
  for (const { month, points } of liability.lines) {
    let [sum, after]: [number, string | null] = [0, '']
    while (after !== null) {
      const { answer } = await asStaff('points.listHolders', { month, ...(after && { after }) })
      const page = settled(answer) as { rows: HolderRow[]; next: string | null }
      sum += page.rows.reduce((all, row) => all + row.points, 0)
      after = page.next
    }
    assert.equal(sum, points, `those who hold what is over in ${month}`)
  }
  const account = await bank.account(MEMBER)
  await store.update('accounts', { _id: MEMBER }, { balances: { ...account.balances, points: 1201 } })
  await bank.world.setClock('2026-12-31T19:40:00Z')
  await bank.world.fireTimer('tick')
  const [found] = await audits()
  assert.equal(found?.drift, 1)
  assert.equal(found?.drifts[0]?.memberId, MEMBER)
  assert.equal((await audits()).length, 2)
})

test('an audit of more accounts than one run takes goes on where it stopped', async () => {
  await startJobs()
  const { store } = bank.world.server.cloud.database
  const accounts = store.collection('accounts')
  assert.ok(accounts)
  const model = await bank.account(MEMBER)
  const empty = { ...model, balances: { points: 0, growth: 0, makeup_card: 0 }, lots: [], outbox: [], seq: 0 }
  store.write(() => {
    for (let i = 0; i < 2050; i++) {
      store.insert(accounts, { ...empty, dirtyAt: null, wakeAt: null, _id: `m${String(i).padStart(24, '0')}` })
    }
  })
  await bank.world.setClock('2026-12-30T19:40:00Z')
  await bank.world.fireTimer('tick')
  const [half] = await storeOf(bank.world).find('audits', {})
  assert.deepEqual([half?.accounts, half?.finishedAt], [2000, null])
  assert.equal((settled((await asStaff('points.getLiability', {})).answer) as LiabilityView).at, null)
  await bank.world.setClock('2026-12-30T19:45:00Z')
  await bank.world.fireTimer('tick')
  const [whole] = await storeOf(bank.world).find('audits', {})
  assert.deepEqual([whole?._id, whole?.accounts, whole?.drift], ['2026-12-31', 2051, 0])
  assert.equal(whole?.finishedAt, Date.parse('2026-12-30T19:45:00Z'))
})

test('the ledger is searched across members by days, kind and hand, page by page', async () => {
  await bank.ask('spend', spending('a', 5), MEMBER)
  await bank.ask('spend', spending('b', 6), MEMBER)
  settled((await asStaff('points.correct', correction())).answer)
  await bank.world.setClock('2026-12-30T02:06:00Z')
  await bank.world.fireTimer('tick')
  const search = async (input: object) =>
    settled((await asStaff('points.searchLedger', { from: '2026-12-30', to: '2026-12-30', ...input })).answer) as {
      lines: { reason: string; delta: number; code: string; by: { name: string } | null }[]
      next: { at: number; id: string } | null
    }
  const byHand = await search({ byHand: true })
  assert.deepEqual(
    byHand.lines.map(({ delta, code, by }) => [delta, code, by?.name]),
    [[-30, CODE, 'zhou姐']],
  )
  assert.deepEqual((await search({ bizType: 'order' })).lines.map(({ delta }) => delta).sort(), [-5, -6])
  assert.equal((await search({ bizType: 'order', asset: 'growth' })).lines.length, 0)
  const paged: number[] = []
  for (let before: { at: number; id: string } | null | undefined; before !== null; ) {
    const page = await search({ limit: 1, ...(before && { before }) })
    paged.push(...page.lines.map(({ delta }) => delta))
    before = page.next
  }
  // What the member was given at the start is a line of that day as well.
  assert.deepEqual(paged.sort(), [-30, -5, -6, 1200])
})

test('a search over too many days, with days in the wrong order or by a guide is refused', async () => {
  const refused = async (input: object, who?: string) =>
    ((await asStaff('points.searchLedger', input, who)).answer as { code?: string }).code
  assert.equal(await refused({ from: '2026-01-01', to: '2026-12-30' }), 'BAD_INPUT')
  assert.equal(await refused({ from: '2026-12-30', to: '2026-12-29' }), 'BAD_INPUT')
  assert.equal(await refused({ from: '2026-02-30', to: '2026-12-29' }), 'BAD_INPUT')
  assert.equal(await refused({ from: '2026-12-30', to: '2026-12-30' }, 'mei'), 'FORBIDDEN')
})
