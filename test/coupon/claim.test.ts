import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { BatchDay, BatchView, CouponView, IssuedRow, OfferView } from '../../src/features/coupon/contract'
import { accountOf, ledgerOf } from '../checkin/ledgerOf'
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
  newRequest,
  openCoupons,
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

test('a free claim is four wire calls at most, a repeat answers the same, and whoever is late costs two', async () => {
  const batch = await shop.running({ total: 1 })
  const first = await shop.claim(batch, 'o1')
  const { coupon } = (first.answer.data ?? {}) as Claimed
  assert.equal(first.wireCalls, 4)
  assert.deepEqual(
    [coupon.id, coupon.state, coupon.validFrom, coupon.validTo, coupon.why, coupon.source],
    [`${batch}:${memberOf('o1')}:1`, 'issued', '2026-11-23', '2026-12-22', null, 'claim'],
  )
  assert.deepEqual((await shop.claim(batch, 'o1')).answer.data, first.answer.data)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o2')), 'SOLD_OUT')
  await shop.later(5000)
  const late = await shop.claim(batch, 'o3')
  assert.deepEqual([codeOfAnswer(late), late.wireCalls], ['SOLD_OUT', 2])
  assert.deepEqual((await shop.claim(batch, 'o1')).answer.data, first.answer.data)
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('a claim for points pays once, and an instance that knows the batch needs four wire calls', async () => {
  const batch = await shop.running({ total: 5, price: 300, perMember: 2 })
  await shop.givePoints('o1', 700)
  const first = await shop.ask<Claimed>(shop.claim(batch, 'o1'))
  assert.deepEqual([first.points, first.coupon.source], [400, 'exchange'])
  const second = await shop.claim(batch, 'o1', 2)
  assert.deepEqual([codeOfAnswer(second), second.wireCalls], ['OK', 4])
  assert.equal((await shop.ask<Claimed>(shop.claim(batch, 'o1'))).points, 100)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1', 3)), 'LIMIT_REACHED')
  assert.equal((await accountOf(world, 'o1'))?.balances.points, 100)
  await shop.sweep()
  await holdsTogether(world, batch)
  assert.equal((await ledgerOf(world, 'o1')).filter(({ bizType }) => bizType === 'coupon').length, 2)
})

test('without enough points the unit goes back, and the next member gets it', async () => {
  const batch = await shop.running({ total: 1, price: 300 })
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'INSUFFICIENT_POINTS')
  assert.deepEqual((await stateOf(world, batch)).shards[0]?.taken, [])
  await shop.givePoints('o2', 300)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o2')), 'OK')
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('each reason not to give one has its code and a sentence', async () => {
  const from = Date.parse('2026-11-23T02:00:00Z')
  const batch = await shop.running({ claimFrom: from, claimUntil: from + 3_600_000 })
  const early = await shop.claim(batch, 'o1')
  assert.deepEqual([early.answer.code, early.answer.message], ['NOT_OPEN_YET', '10:00 开始领取，到点再来。'])
  await world.setClock('2026-11-23T02:59:59.999Z')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'OK')
  await world.setClock('2026-11-23T03:00:00Z')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o2')), 'CLAIM_OVER')
  const paused = await shop.running()
  await shop.ask(shop.staff('coupon.setState', { id: paused, state: 'paused' }))
  assert.equal(codeOfAnswer(await shop.claim(paused, 'o1')), 'CLAIM_PAUSED')
  await shop.ask(shop.staff('coupon.setState', { id: paused, state: 'stopped' }))
  await shop.later(5000)
  assert.equal(codeOfAnswer(await shop.claim(paused, 'o1')), 'CLAIM_OVER')
  assert.equal(codeOfAnswer(await shop.staff('coupon.setState', { id: paused, state: 'running' })), 'CANNOT_TURN')
  const draft = { request: newRequest(), batch: batchFields() }
  const { batch: made } = await shop.ask<{ batch: BatchView }>(shop.staff('coupon.createBatch', draft))
  assert.equal(codeOfAnswer(await shop.claim(made._id, 'o1')), 'NO_SUCH_BATCH')
})

test('the limit per day holds, a repeat on the next day takes no place, and tomorrow has its own', async () => {
  const batch = await shop.running({ perDay: 2, total: 10 })
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o2')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o3')), 'DAY_FULL')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'OK')
  await world.setClock('2026-11-23T16:00:00Z')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o3')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o4')), 'OK')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o5')), 'DAY_FULL')
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 4)
})

test('a member without points does not use up the day', async () => {
  const batch = await shop.running({ perDay: 1, price: 300 })
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o1')), 'INSUFFICIENT_POINTS')
  await shop.givePoints('o2', 300)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'o2')), 'OK')
})

test('an edit changes what comes later, never an issued coupon, and the total only grows', async () => {
  const request = newRequest()
  const { batch } = await shop.ask<{ batch: BatchView }>(
    shop.staff('coupon.createBatch', { request, batch: batchFields({ total: 1 }) }),
  )
  const id = batch._id
  await shop.ask(shop.staff('coupon.setState', { id, state: 'running' }))
  const { coupon } = await shop.ask<Claimed>(shop.claim(id, 'o1'))
  assert.equal(codeOfAnswer(await shop.claim(id, 'o2')), 'SOLD_OUT')
  const terms = { ...batchFields().terms, title: '新名字' }
  const wider = { id, revision: 0, batch: batchFields({ total: 1100, terms }) }
  const edited = await shop.ask<{ batch: BatchView }>(shop.staff('coupon.editBatch', wider))
  assert.deepEqual([edited.batch.total, edited.batch.revision, edited.batch.soldOut], [1100, 1, false])
  assert.deepEqual(await shop.ask(shop.staff('coupon.editBatch', wider)), edited)
  await shop.later(5000)
  assert.equal((await shop.ask<Claimed>(shop.claim(id, 'o2'))).coupon.terms.title, '新名字')
  const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, 'o1'))
  assert.deepEqual(coupons[0]?.terms, coupon.terms)
  const stale = { id, revision: 0, batch: batchFields({ total: 1200 }) }
  assert.equal(codeOfAnswer(await shop.staff('coupon.editBatch', stale)), 'REVISION_CONFLICT')
  const smaller = { id, revision: 1, batch: batchFields({ total: 500 }) }
  assert.equal(codeOfAnswer(await shop.staff('coupon.editBatch', smaller)), 'TOTAL_SHRINKS')
  await shop.sweep()
  const state = await holdsTogether(world, id)
  assert.deepEqual(state.shards.map(({ cap }) => cap).sort(), [100, 500, 500])
})

test('the same request makes one batch; with another body it is refused', async () => {
  const request = newRequest()
  const first = await shop.staff('coupon.createBatch', { request, batch: batchFields() })
  assert.deepEqual(
    (await shop.staff('coupon.createBatch', { request, batch: batchFields() })).answer.data,
    first.answer.data,
  )
  const other = await shop.staff('coupon.createBatch', { request, batch: batchFields({ total: 11 }) })
  assert.equal(codeOfAnswer(other), 'REQUEST_REUSED')
  const { batches } = await shop.ask<{ batches: BatchView[] }>(shop.staff('coupon.listBatches', {}))
  assert.equal(batches.length, 1)
})

test('the centre tells what is open, what is mine and why not, in four wire calls', async () => {
  const batch = await shop.running({ total: 4 })
  await shop.running({ total: 4, price: 100, claimFrom: Date.parse('2026-11-28T02:00:00Z') })
  await shop.claim(batch, 'o1')
  const centre = await shop.member('coupon.getCentre', {}, 'o1')
  assert.equal(centre.wireCalls, 4)
  const { offers, points } = centre.answer.data as { offers: OfferView[]; points: number }
  assert.equal(points, 0)
  const view = offers.map(({ status, why, mine, takenPercent }) => ({ status, why, mine, takenPercent }))
  const { days } = await shop.ask<{ days: BatchDay[] }>(shop.staff('coupon.getDays', { batch }))
  assert.deepEqual([days.length, days.at(-1)?.taken, days.at(-1)?.used], [30, 1, 0])
  const behind = (input: object) =>
    shop.ask<{ rows: IssuedRow[]; next: unknown }>(shop.staff('coupon.listIssued', { batch, ...input }))
  const taken = await behind({ what: 'taken' })
  assert.deepEqual([taken.rows.length, taken.next, taken.rows[0]?.usedAt], [1, null, null])
  assert.deepEqual((await behind({ what: 'unused', from: days.at(-1)?.day })).rows, taken.rows)
  assert.equal((await behind({ what: 'unused', to: days.at(-2)?.day })).rows.length, 0)
  assert.equal((await behind({ what: 'used' })).rows.length, 0)
  assert.deepEqual(
    view.sort((a, b) => b.mine - a.mine),
    [
      { status: 'limit', why: '每人最多领 1 张，你已经领满了。', mine: 1, takenPercent: 25 },
      { status: 'upcoming', why: '11-28 10:00 开始领取，到点再来。', mine: 0, takenPercent: 0 },
    ],
  )
  assert.equal((await shop.member('coupon.getMine', {}, 'o1')).wireCalls, 1)
})

test('malformed claims are refused with a code and a sentence and write nothing', async () => {
  const batch = await shop.running()
  const bad: [input: unknown, code: string][] = [
    [{ batch, n: -1 }, 'BAD_INPUT'],
    [{ batch, n: 0 }, 'BAD_INPUT'],
    [{ batch, n: 1.5 }, 'BAD_INPUT'],
    [{ batch, n: Number.NaN }, 'BAD_INPUT'],
    [{ batch, n: 1e9 }, 'BAD_INPUT'],
    [{ batch, n: '1' }, 'BAD_INPUT'],
    [{ batch, n: 2 }, 'LIMIT_REACHED'],
    [{ batch: 'b404', n: 1 }, 'NO_SUCH_BATCH'],
    [{ batch: { $ne: '' }, n: 1 }, 'BAD_INPUT'],
    [{ batch: '__proto__', n: 1 }, 'NO_SUCH_BATCH'],
    [{ n: 1 }, 'BAD_INPUT'],
  ]
  for (const [input, code] of bad) {
    const { answer } = await shop.member('coupon.claim', input, 'o1')
    assert.equal(answer.code, code, JSON.stringify(input))
    assert.match(answer.message ?? '', /[一-鿿].*。$/)
  }
  const { shards, coupons } = await stateOf(world, batch)
  assert.deepEqual([shards[0]?.taken, coupons], [[], []])
})

test('malformed batches are refused and write nothing', async () => {
  const bad: Record<string, unknown>[] = [
    { total: -1 },
    { total: 0 },
    { total: 1.5 },
    { total: 1e12 },
    { total: '10' },
    { perMember: 0 },
    { price: -300 },
    { price: 0.5 },
    { price: Number.NaN },
    { perDay: 100_000 },
    { claimUntil: 0 },
    { validity: { kind: 'fixed', from: '2026-02-30', to: '2026-03-01' } },
    { validity: { kind: 'fixed', from: '2026-12-02', to: '2026-12-01' } },
    { validity: { kind: 'fixed', from: '2026-12-01', to: '2026-12-02' } },
    { terms: { ...batchFields().terms, value: { kind: 'threshold', offCents: 10_000, fromCents: 9900 } } },
    { terms: { ...batchFields().terms, value: { kind: 'threshold', offCents: -1, fromCents: 9900 } } },
    {
      terms: {
        ...batchFields().terms,
        value: { kind: 'discount', basisPoints: 85.5, fromCents: 0, maxOffCents: null },
      },
    },
    { terms: { ...batchFields().terms, usable: { weekdays: [8], parts: [] } } },
    { terms: { ...batchFields().terms, usable: { weekdays: [], parts: [{ from: '10:00', until: '10:00' }] } } },
  ]
  for (const change of bad) {
    const { answer } = await shop.staff('coupon.createBatch', { request: newRequest(), batch: batchFields(change) })
    assert.equal(answer.code, 'BAD_INPUT', JSON.stringify(change))
    assert.match(answer.message ?? '', /[一-鿿].*。$/)
  }
  const by = (who: string) => shop.staff('coupon.createBatch', { request: newRequest(), batch: batchFields() }, who)
  assert.equal(codeOfAnswer(await by('xiaomei')), 'FORBIDDEN')
  assert.equal(codeOfAnswer(await by('stranger')), 'NOT_STAFF')
  const forged = await world.call('staff', 'coupon.listBatches', {}, { token: 'f'.repeat(32) })
  assert.equal(codeOfAnswer(forged), 'SESSION_EXPIRED')
  const { batches } = await shop.ask<{ batches: BatchView[] }>(shop.staff('coupon.listBatches', {}))
  assert.deepEqual(batches, [])
})
