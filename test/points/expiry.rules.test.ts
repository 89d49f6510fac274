import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyMovements, joinLedger, newAccount, upcast } from '../../src/features/points/account'
import { accountDay, bringForward, hasOverdue, lastDayOf, viewAt, wakeAtOf } from '../../src/features/points/expiry'
import { addToTotals, driftsOf, liabilityOf, noTotals } from '../../src/features/points/liability'
import { fingerprintOf, requireAmount } from '../../src/features/points/operation'
import type { Account, ExpiryPolicy, Hold, Lot, Movement, PendingAward } from '../../src/features/points/rules'
import { memberCodeOf, memberIdRange, walletOf } from '../../src/features/points/wallet'
import { addDays, DAY, HOUR, startOf } from '../../src/kernel/day'
import { assertAgree } from './agree'

const DAY_0 = '2027-02-26'
const START = startOf(DAY_0)

function earn(expires: string | null, delta: number, id: string, asset: Lot['asset'] = 'points'): Movement {
  return { bizType: 'test', bizId: id, asset, delta, expires, reason: '测试' }
}

function rich(...lots: [expires: string | null, amount: number][]): Account {
  return applyMovements(
    newAccount('m1', START),
    lots.map(([expires, amount], i) => earn(expires, amount, String(i))),
    START,
  )
}

test('a policy names the last day on which something can be spent', () => {
  const cases: [ExpiryPolicy, string, string | null][] = [
    [{ kind: 'never' }, '2026-11-22', null],
    [{ kind: 'days', days: 0 }, '2026-11-22', '2026-11-22'],
    [{ kind: 'days', days: 30 }, '2026-02-01', '2026-03-03'],
    [{ kind: 'days', days: 1 }, '2028-02-28', '2028-02-29'],
    [{ kind: 'month_end', after: 0 }, '2026-11-22', '2026-11-30'],
    [{ kind: 'month_end', after: 0 }, '2026-11-30', '2026-11-30'],
    [{ kind: 'month_end', after: 0 }, '2028-02-01', '2028-02-29'],
    [{ kind: 'month_end', after: 3 }, '2026-11-30', '2027-02-28'],
    [{ kind: 'year_end', after: 0 }, '2026-12-31', '2026-12-31'],
    [{ kind: 'year_end', after: 1 }, '2027-01-01', '2028-12-31'],
    [{ kind: 'rolling_months', months: 1 }, '2027-01-31', '2027-02-28'],
    [{ kind: 'rolling_months', months: 12 }, '2028-02-29', '2029-02-28'],
    [{ kind: 'rolling_months', months: 48 }, '2028-02-29', '2032-02-29'],
    [{ kind: 'rolling_months', months: 12 }, '2026-11-22', '2027-11-22'],
  ]
  for (const [policy, day, expected] of cases) assert.equal(lastDayOf(policy, day), expected)
})

test('no policy ends before the day of earning, and a longer one never ends sooner', () => {
  const policy = fc.oneof(
    fc.record({ kind: fc.constant('days' as const), days: fc.nat(800) }),
    fc.record({ kind: fc.constant('month_end' as const), after: fc.nat(30) }),
    fc.record({ kind: fc.constant('year_end' as const), after: fc.nat(4) }),
    fc.record({ kind: fc.constant('rolling_months' as const), months: fc.nat(60) }),
  )
  fc.assert(
    fc.property(policy, fc.nat(4000), (each, n) => {
      const day = addDays('2024-01-01', n)
      const last = lastDayOf(each, day)
      assert.ok(last !== null && last >= day)
      assert.ok((lastDayOf(each, addDays(day, 1)) ?? '') >= last)
    }),
  )
})

test('a lot counts to the last millisecond of its last day in Shanghai, and not one longer', () => {
  const account = rich(['2027-02-28', 10], [null, 1])
  const midnight = startOf('2027-03-01')
  assert.equal(walletOf(account, 'm1', midnight - 1).balance, 11)
  assert.equal(walletOf(account, 'm1', midnight).balance, 1)
  assert.deepEqual(walletOf(account, 'm1', midnight - 1).expiring, { amount: 10, day: '2027-02-28' })
  assert.equal(walletOf(account, 'm1', midnight).expiring, null)
})

test('a member is warned of what ends within 45 days, not a year ahead', () => {
  const account = rich(['2027-02-28', 10], [null, 1])
  const warned = (day: string) => walletOf(account, 'm1', startOf(day)).expiring !== null
  assert.deepEqual(['2026-03-01', '2027-01-13', '2027-01-14', '2027-02-28'].map(warned), [false, false, true, true])
})

test('29 February is a last day like any other', () => {
  const account = applyMovements(newAccount('m1', 0), [earn('2028-02-29', 5, '1')], startOf('2028-02-01'))
  assert.equal(walletOf(account, 'm1', startOf('2028-03-01') - 1).balance, 5)
  assert.equal(walletOf(account, 'm1', startOf('2028-03-01')).balance, 0)
})

test('closing writes one entry for each asset and last day, under its natural key and its own midnight', () => {
  const account = applyMovements(
    rich(['2027-02-26', 3], ['2027-02-28', 4], [null, 1]),
    [earn('2027-02-28', 2, 'c', 'makeup_card')],
    START,
  )
  const closed = bringForward(account, startOf('2027-03-05'))
  assert.deepEqual(
    closed.outbox
      .slice(account.outbox.length)
      .map(({ _id, delta, at, balanceAfter }) => [_id, delta, at, balanceAfter]),
    [
      ['expire:m1:points:2027-02-26', -3, startOf('2027-02-27'), 5],
      ['expire:m1:points:2027-02-28', -4, startOf('2027-03-01'), 1],
      ['expire:m1:makeup_card:2027-02-28', -2, startOf('2027-03-01'), 0],
    ],
  )
  assertAgree(closed, joinLedger(closed, []))
})

const hold = (id: string, lots: Lot[], expiresAt: number): Hold => ({
  ...{ id, bizType: 'test', bizId: id, asset: 'points', amount: 0, lots, reason: '测试', expiresAt, body: id },
  amount: lots.reduce((sum, { amount }) => sum + amount, 0),
})
const promise = (id: string, amount: number, activeAt: number, days: number): PendingAward => ({
  ...{ id, bizType: 'test', bizId: `p${id}`, asset: 'points', amount, activeAt, reason: '测试', body: id },
  policy: { kind: 'days', days },
})

const story: fc.Arbitrary<Story> = fc.record({
  lots: fc.array(fc.tuple(fc.option(fc.nat(6)), fc.integer({ min: 1, max: 9 })), { maxLength: 8 }),
  held: fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 9 }), fc.nat(150)), { maxLength: 4 }),
  promises: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(150), fc.nat(3)), { maxLength: 4 }),
  stops: fc.array(fc.nat(240), { maxLength: 6 }),
})

/** Lots by days left, holds by days left and hours to run, promises by hours to come and days to live, hours of the looks. */
interface Story {
  lots: [days: number | null, amount: number][]
  held: [days: number, amount: number, hours: number][]
  promises: [amount: number, hours: number, days: number][]
  stops: number[]
}

/** An account on its first day with lots, holds and promises that end within ten days. */
function told({ lots, held, promises }: Omit<Story, 'stops'>): Account {
  const last = (days: number | null) => (days === null ? null : addDays(DAY_0, days))
  let account = rich(...lots.map(([days, amount]): [string | null, number] => [last(days), amount]))
  held.forEach(([days, amount, hours], i) => {
    const set: Lot = { asset: 'points', expires: last(days), amount }
    account = applyMovements(account, [{ ...earn(null, amount, `h${i}`), lots: [set] }], START)
    const lotsLeft = account.lots.flatMap((lot) => {
      if (lot.expires !== set.expires) return [lot]
      return lot.amount > amount ? [{ ...lot, amount: lot.amount - amount }] : []
    })
    account = {
      ...account,
      lots: lotsLeft,
      holds: [...account.holds, hold(`h${i}`, [set], START + (hours + 1) * HOUR)],
    }
  })
  const pending = promises.map(([amount, hours, days], i) =>
    promise(String(i), amount, START + (hours + 1) * HOUR, days),
  )
  return { ...account, pending }
}

test('however often time is let act, and however late, the ledger is the same', () => {
  fc.assert(
    fc.property(story, ({ stops, ...of }) => {
      const end = START + 12 * DAY
      const account = told(of)
      const late = bringForward(account, end)
      const often = [...stops.map((hours) => START + hours * HOUR).sort((a, b) => a - b), end].reduce(
        (current, at) => bringForward(bringForward(current, at), at),
        account,
      )
      const lines = (each: Account) =>
        each.outbox.map(({ _id, delta, at, day }) => ({ _id, delta, at, day })).sort((a, b) => (a._id < b._id ? -1 : 1))
      assert.deepEqual(lines(often), lines(late))
      assert.deepEqual(often.balances, late.balances)
      assert.deepEqual(often.lots, late.lots)
      assertAgree(often, joinLedger(often, []))
      assertAgree(late, joinLedger(late, []))
    }),
    { numRuns: 400 },
  )
})

test('nothing changes before the instant at which the account asks to be looked at, and something does at it', () => {
  fc.assert(
    fc.property(story, (of) => {
      const account = told(of)
      const wakeAt = wakeAtOf(account)
      if (wakeAt === null) return assert.equal(bringForward(account, START + 99 * DAY), account)
      assert.equal(bringForward(account, wakeAt - 1), account)
      assert.notEqual(bringForward(account, wakeAt), account)
    }),
  )
})

test('an account that slept for years closes its lots in several steps, and is shown empty at once', () => {
  const account = rich(...Array.from({ length: 60 }, (_, i): [string, number] => [addDays(DAY_0, i), 2]))
  const later = START + 400 * DAY
  const first = bringForward(account, later)
  assert.ok(hasOverdue(first, later))
  assert.equal(walletOf(account, 'm1', later).balance, 0)
  const view = viewAt(account, later)
  assert.equal(hasOverdue(view, later), false)
  assert.equal(new Set(view.outbox.map(({ _id }) => _id)).size, 120)
  assertAgree(view, joinLedger(view, []))
})

test('a clock that jumps back opens no day whose lots are closed', () => {
  const closed = bringForward(rich(['2027-02-27', 5]), startOf('2027-03-02'))
  assert.equal(accountDay(closed, START), '2027-02-28')
})

test('an account of the first schema is read as one without holds and promises', () => {
  const { holds: _h, pending: _p, recent: _r, openDay: _o, wakeAt: _w, effects: _e, ...second } = rich([null, 7])
  const { growth: _g, tier: _t, birthday: _b, birthdayToldOn: _d, birthdayGift: _f, ...unsorted } = second
  const { segments: _s, channel: _c, ...old } = unsorted
  const account = upcast({ ...old, schema: 1 })
  assert.deepEqual(account, rich([null, 7]))
  assert.equal(upcast(account), account)
  assert.equal(walletOf(account, 'm1', START).balance, 7)
})

test('the liability is counted by month and in yuan, rounded up, and a drift is named', () => {
  const account = {
    ...rich(['2027-03-01', 150], ['2027-03-31', 1], [null, 99]),
    pending: [promise('1', 7, START + DAY, 1)],
  }
  assert.deepEqual(driftsOf(account, account.outbox), [])
  const totals = addToTotals(noTotals, account, [], 3)
  assert.deepEqual(liabilityOf(totals, 100), {
    lines: [
      { month: '2027-03', points: 151, cents: 151 },
      { month: null, points: 99, cents: 99 },
    ],
    points: 250,
    cents: 250,
    promised: 7,
  })
  assert.equal(liabilityOf({ outstanding: { never: 1 }, promised: 0 }, 300).cents, 1)
  assert.deepEqual(driftsOf(account, account.outbox.slice(1)), [
    { memberId: 'm1', asset: 'points', balance: 250, ledger: 100, lots: 250 },
  ])
})

test('an amount is a positive whole number that adds up exactly', () => {
  for (const amount of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    0,
    -1,
    0.1,
    1e9 + 1,
    Number.MAX_SAFE_INTEGER,
    '1',
    1n,
    null,
  ]) {
    assert.throws(() => requireAmount(amount), { code: 'BAD_AMOUNT' })
  }
  for (const amount of [1, 1e9]) requireAmount(amount)
})

test('a fingerprint says the same whatever the order of the fields, and something else for anything else', () => {
  const body = { id: '1', amount: 5, policy: { kind: 'never' } }
  const same = { policy: { kind: 'never' }, amount: 5, id: '1', by: undefined }
  assert.equal(fingerprintOf('spend', body), fingerprintOf('spend', same))
  for (const other of [
    { ...body, amount: 6 },
    { ...body, id: '2' },
    { ...body, amount: '5' },
  ]) {
    assert.notEqual(fingerprintOf('spend', body), fingerprintOf('spend', other))
  }
  assert.notEqual(fingerprintOf('spend', body), fingerprintOf('award', body))
})

test('a member code finds the ids that begin with it and no others', () => {
  const id = 'm0123456789abcdef01234567'
  assert.equal(memberCodeOf(id), '01234567')
  const { from, until } = memberIdRange('01234567')
  assert.ok(id >= from && id < until)
  for (const other of ['m0123456689abcdef01234567', 'm0123456889abcdef01234567']) {
    assert.ok(!(other >= from && other < until))
  }
})
