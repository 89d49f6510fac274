import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { CouponView, ScanView, ShiftView } from '../../src/features/coupon/contract'
import type { World } from '../cloud/world'
import {
  batchFields,
  type Claimed,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  memberOf,
  OTHER,
  openCoupons,
  STORE,
  stateOf,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

interface Redeemed {
  redemption: string
  offCents: number
  memberName: string
  at: number
}

async function issued(change: Record<string, unknown> = {}, openid = 'o1') {
  const batch = await shop.running(change)
  const { coupon } = await shop.ask<Claimed>(shop.claim(batch, openid))
  return { batch, id: coupon.id }
}
const scan = (code: string, who = 'xiaomei', store = STORE) => shop.staff('coupon.scan', { code, store }, who)
const redeem = (code: string, who = 'xiaomei', store = STORE, billCents: number | null = null) =>
  shop.staff('coupon.redeem', { code, store, billCents }, who)
const undo = (redemption: string, who = 'xiaomei') => shop.staff('coupon.undo', { redemption }, who)

test('staff scan, see the terms and a masked name, confirm, and the shift counts it', async () => {
  const { batch, id } = await issued()
  const code = await shop.codeOf(id, 'o1')
  const seen = await shop.ask<ScanView>(scan(code))
  const tail = memberOf('o1').slice(-4).toUpperCase()
  assert.deepEqual([seen.verdict, seen.memberName, seen.terms.title], ['ok', `会员 ${tail}`, '满 99 减 20'])
  assert.equal((await stateOf(world, batch)).coupons[0]?.state, 'issued')
  const first = await redeem(code, 'xiaomei', STORE, 12_000)
  assert.ok(first.wireCalls <= 3, `${first.actions}`)
  assert.equal((first.answer.data as Redeemed).offCents, 2000)
  const before = await shop.ask<ShiftView>(shop.staff('coupon.getShift', { store: STORE }, 'aling'))
  assert.deepEqual([before.used, before.offCents, before.lines[0]?.canUndo], [1, 2000, true])
  const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, 'o1'))
  assert.deepEqual([coupons[0]?.state, coupons[0]?.usedStore], ['used', STORE])
  await shop.sweep()
  await holdsTogether(world, batch)
  const after = await shop.ask<ShiftView>(shop.staff('coupon.getShift', { store: STORE }, 'aling'))
  assert.deepEqual(
    after.lines.map(({ canUndo, ...line }) => line),
    before.lines.map(({ canUndo, ...line }) => line),
  )
})

test('the second scan hears where and when; the same tap again is answered the same', async () => {
  const { batch, id } = await issued()
  const code = await shop.codeOf(id, 'o1')
  const first = await redeem(code)
  assert.deepEqual((await redeem(code)).answer.data, first.answer.data)
  await shop.later(3 * 60_000)
  assert.deepEqual((await redeem(code)).answer.data, first.answer.data)
  const second = await redeem(code, 'aling')
  assert.deepEqual(
    [second.answer.code, second.answer.message],
    ['ALREADY_USED', `已在 ${STORE} 09:00 用过，要撤回请在 10 分钟内找这家店。`],
  )
  const seen = await shop.ask<ScanView>(scan(code, 'chen', OTHER))
  assert.deepEqual([seen.verdict, seen.why], ['refused', second.answer.message])
  assert.match(seen.number, /^J[0-9A-Z]{10}$/)
  assert.ok(seen.used !== null && seen.used.at > 0 && seen.used.store !== '')
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).redemptions.length, 1)
})

test('a code lives for its step and one to each side', async () => {
  const { id } = await issued()
  for (const [steps, code] of [
    [-2, 'CODE_STALE'],
    [-4, 'CODE_STALE'],
    [2, 'CODE_WRONG'],
    [-1, 'OK'],
    [0, 'OK'],
    [1, 'OK'],
  ] as const) {
    assert.equal(codeOfAnswer(await scan(await shop.codeOf(id, 'o1', steps))), code, String(steps))
  }
  const shown = await shop.codeOf(id, 'o1')
  await shop.later(120_000)
  assert.equal(codeOfAnswer(await redeem(shown)), 'CODE_STALE')
})

test('forged, foreign and malformed codes are refused and write nothing', async () => {
  const { batch, id } = await issued({ total: 3 })
  const { coupon: other } = await shop.ask<Claimed>(shop.claim(batch, 'o2'))
  const code = await shop.codeOf(id, 'o1')
  const theirs = await shop.codeOf(other.id, 'o2')
  const crossed = theirs.slice(0, 11) + code.slice(11)
  for (const forged of [
    crossed,
    `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`,
    'J'.repeat(19),
    'x'.repeat(200),
    id,
  ]) {
    assert.equal(codeOfAnswer(await redeem(forged)), 'CODE_WRONG', forged)
  }
  for (const bad of [
    { code: 'J1', store: STORE },
    { code, store: '' },
    { code: 12345678, store: STORE },
  ]) {
    assert.equal(codeOfAnswer(await shop.staff('coupon.redeem', bad, 'xiaomei')), 'BAD_INPUT')
  }
  for (const billCents of [-1, 0.5, 1e12, '9900', Number.POSITIVE_INFINITY]) {
    const { answer } = await shop.staff('coupon.redeem', { code, store: STORE, billCents }, 'xiaomei')
    // JSON has no infinity: it arrives as null, which is no bill.
    if (billCents !== Number.POSITIVE_INFINITY) assert.equal(answer.code, 'BAD_INPUT', String(billCents))
  }
})

test('a typed code may have spaces, small letters and look-alike letters', async () => {
  const { id } = await issued()
  const code = await shop.codeOf(id, 'o1')
  const typed = code
    .toLowerCase()
    .replace(/0/g, 'o')
    .replace(/1/g, 'l')
    .replace(/(.{5})/g, '$1 - ')
  assert.equal(codeOfAnswer(await redeem(typed)), 'OK')
})

test("another store, another store's staff and a forged identity are refused with a reason", async () => {
  const terms = { ...batchFields().terms, stores: [STORE] }
  const { batch, id } = await issued({ terms })
  const code = await shop.codeOf(id, 'o1')
  const elsewhere = await redeem(code, 'chen', OTHER)
  assert.deepEqual(
    [elsewhere.answer.code, elsewhere.answer.message],
    ['WRONG_STORE', `只在 ${STORE} 可用，请到那里用。`],
  )
  assert.equal((await shop.ask<ScanView>(scan(code, 'chen', OTHER))).verdict, 'refused')
  assert.equal(codeOfAnswer(await redeem(code, 'chen', STORE)), 'NOT_YOUR_STORE')
  assert.equal(codeOfAnswer(await redeem(code, 'viewer', STORE)), 'NOT_YOUR_STORE')
  assert.equal(codeOfAnswer(await redeem(code, 'stranger', STORE)), 'NOT_STAFF')
  const forged = await world.call('staff', 'coupon.redeem', { code, store: STORE }, { token: '0'.repeat(32) })
  assert.equal(codeOfAnswer(forged), 'SESSION_EXPIRED')
  assert.equal(codeOfAnswer(await shop.member('coupon.redeem', { code, store: STORE }, 'o-xiaomei')), 'UNKNOWN_METHOD')
  assert.equal(codeOfAnswer(await shop.staff('coupon.getShift', { store: OTHER }, 'xiaomei')), 'NOT_YOUR_STORE')
  const { coupons, redemptions } = await stateOf(world, batch)
  assert.deepEqual([coupons[0]?.useNo, coupons[0]?.outbox, redemptions], [0, [], []])
})

test("a member cannot see another member's code", async () => {
  const { id } = await issued()
  assert.equal(codeOfAnswer(await shop.member('coupon.getCode', { id }, 'o2')), 'NO_SUCH_COUPON')
  const unknown = id.replace(/:1$/, ':9')
  assert.equal(codeOfAnswer(await shop.member('coupon.getCode', { id: unknown }, 'o1')), 'NO_SUCH_COUPON')
  assert.equal(codeOfAnswer(await shop.member('coupon.getCode', { id: 'x' }, 'o1')), 'BAD_INPUT')
  assert.equal((await shop.member('coupon.getCode', { id }, 'o1')).wireCalls, 1)
})

test('a coupon valid to 28 February is used at 23:59:59 and refused at 00:00:00', async () => {
  await world.setClock('2027-02-01T01:00:00Z')
  const change = {
    validity: { kind: 'fixed', from: '2027-02-01', to: '2027-02-28' },
    claimUntil: Date.parse('2027-02-28T00:00:00Z'),
  }
  const first = await issued(change)
  const second = await issued(change)
  await world.setClock('2027-02-28T15:59:59Z')
  assert.equal(codeOfAnswer(await redeem(await shop.codeOf(first.id, 'o1'))), 'OK')
  await world.setClock('2027-02-28T16:00:00Z')
  assert.equal(codeOfAnswer(await redeem(await shop.codeOf(second.id, 'o1'))), 'COUPON_EXPIRED')
})

test('an undo after expiry leaves an expired coupon', async () => {
  const { batch, id } = await issued({
    validity: { kind: 'fixed', from: '2026-11-23', to: '2026-11-23' },
    claimUntil: Date.parse('2026-11-23T12:00:00Z'),
  })
  await world.setClock('2026-11-23T15:59:30Z')
  const { redemption } = await shop.ask<Redeemed>(redeem(await shop.codeOf(id, 'o1')))
  await world.setClock('2026-11-23T16:00:00Z')
  assert.equal(codeOfAnswer(await undo(redemption)), 'OK')
  const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, 'o1'))
  assert.equal(coupons[0]?.state, 'expired')
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('an undo within ten minutes is a counter-record, the old code is a replay, the next one works', async () => {
  const { batch, id } = await issued()
  const code = await shop.codeOf(id, 'o1')
  const { redemption } = await shop.ask<Redeemed>(redeem(code))
  assert.equal(codeOfAnswer(await undo(redemption, 'chen')), 'NOT_YOUR_STORE')
  assert.equal(codeOfAnswer(await undo(`${id}:2`)), 'NO_SUCH_REDEMPTION')
  assert.equal(codeOfAnswer(await undo('nonsense')), 'NO_SUCH_REDEMPTION')
  assert.equal(codeOfAnswer(await undo(redemption, 'aling')), 'OK')
  assert.equal(codeOfAnswer(await undo(redemption)), 'OK')
  assert.equal(codeOfAnswer(await redeem(code)), 'CODE_REPLAYED')
  await shop.later(30_000)
  const again = await shop.ask<Redeemed>(redeem(await shop.codeOf(id, 'o1')))
  assert.equal(again.redemption, `${id}:2`)
  assert.equal(codeOfAnswer(await undo(redemption)), 'OK')
  const shift = await shop.ask<ShiftView>(shop.staff('coupon.getShift', { store: STORE }, 'xiaomei'))
  assert.deepEqual([shift.used, shift.offCents, shift.lines.map(({ undone }) => undone)], [1, 2000, [false, true]])
  await shop.later(10 * 60_000)
  assert.equal(codeOfAnswer(await undo(again.redemption)), 'UNDO_TOO_LATE')
  await shop.sweep()
  const state = await holdsTogether(world, batch)
  assert.deepEqual(state.redemptions.map(({ _id }) => _id).sort(), [`${id}:1`, `${id}:1:undo`, `${id}:2`])
})

test('many redemptions and undos of one coupon keep every record and a small document', async () => {
  const { batch, id } = await issued()
  for (let times = 0; times < 12; times++) {
    const { redemption } = await shop.ask<Redeemed>(redeem(await shop.codeOf(id, 'o1')))
    assert.equal(codeOfAnswer(await undo(redemption)), 'OK')
    await shop.later(30_000)
  }
  const { coupons } = await stateOf(world, batch)
  assert.ok((coupons[0]?.outbox.length ?? 99) <= 9)
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).redemptions.length, 24)
})

test('below the threshold the bill is named, and a discount takes what it should', async () => {
  const { id } = await issued()
  const low = await redeem(await shop.codeOf(id, 'o1'), 'xiaomei', STORE, 3910)
  assert.deepEqual(
    [low.answer.code, low.answer.message],
    ['BELOW_THRESHOLD', '还差 59.9 元才能用这张券，可以再选一件。'],
  )
  const value = { kind: 'discount', basisPoints: 8500, fromCents: 0, maxOffCents: 1500 }
  const discount = await issued({ terms: { ...batchFields().terms, value } })
  const done = await shop.ask<Redeemed>(redeem(await shop.codeOf(discount.id, 'o1'), 'xiaomei', STORE, 9999))
  assert.equal(done.offCents, 1500)
})
