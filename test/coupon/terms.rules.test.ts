import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { audienceOf, EVERYBODY, isInAudience } from '../../src/features/coupon/audience'
import { type BatchFields, batchIdOf, capOf, digestOf, shardsFor, whyNotBatch } from '../../src/features/coupon/batch'
import { CODE_STEP, codeOf, judgeMac, readCode, shortOf, stepAt } from '../../src/features/coupon/code'
import { whyNotClaim } from '../../src/features/coupon/eligibility'
import { newCoupon } from '../../src/features/coupon/issue'
import type { Audience, CouponBatch, CouponTerms, CouponValue, Validity } from '../../src/features/coupon/rules'
import { stateOn, validDays, whyNotUse } from '../../src/features/coupon/validity'
import { offCents } from '../../src/features/coupon/worth'
import { addDays, dayOf, daysBetween, startOf } from '../../src/kernel/day'

const at = (text: string) => Date.parse(text)
const terms: CouponTerms = {
  title: '满 99 减 20',
  value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
  usable: { weekdays: [], parts: [] },
  stores: [],
  note: '',
}

function batchOf(change: Partial<CouponBatch> = {}): CouponBatch {
  return {
    _id: 'b1',
    schema: 1,
    terms,
    validity: { kind: 'after_claim', startsAfterDays: 0, days: 7 },
    total: 10,
    shards: 1,
    perMember: 2,
    perDay: null,
    claimFrom: at('2026-11-23T02:00:00Z'),
    claimUntil: at('2026-11-24T02:00:00Z'),
    price: 0,
    state: 'running',
    soldOut: false,
    revision: 0,
    createdFrom: '',
    createdAt: 0,
    dirtyAt: null,
    ...change,
  }
}

function couponOf(
  change: { validity?: Validity; terms?: Partial<CouponTerms> } = {},
  claimedAt = '2026-11-23T01:00:00Z',
) {
  const batch = batchOf({ terms: { ...terms, ...change.terms }, ...(change.validity && { validity: change.validity }) })
  const unit = { at: at(claimedAt), by: 't', price: 0 }
  return newCoupon(batch, { memberId: `m${'0'.repeat(24)}`, n: 1 }, { shard: 'b1:0', unit }, 'secret')
}
const codeAt = (coupon: ReturnType<typeof couponOf>, now: string, store: string | null = null) =>
  whyNotUse(coupon, at(now), store)?.code ?? 'OK'

test('a coupon valid to 28 February counts that day whole, in Shanghai', () => {
  const coupon = couponOf({ validity: { kind: 'fixed', from: '2027-02-01', to: '2027-02-28' } })
  assert.equal(codeAt(coupon, '2027-01-31T15:59:59.999Z'), 'COUPON_NOT_YET')
  assert.equal(codeAt(coupon, '2027-01-31T16:00:00Z'), 'OK')
  assert.equal(codeAt(coupon, '2027-02-28T15:59:59.999Z'), 'OK')
  assert.equal(codeAt(coupon, '2027-02-28T16:00:00Z'), 'COUPON_EXPIRED')
})

test('in a leap year it ends on the 29th, and one that begins and ends today is valid today', () => {
  assert.deepEqual(validDays({ kind: 'after_claim', startsAfterDays: 0, days: 2 }, at('2028-02-28T04:00:00Z')), {
    from: '2028-02-28',
    to: '2028-02-29',
  })
  const today = couponOf({ validity: { kind: 'fixed', from: '2026-11-23', to: '2026-11-23' } })
  assert.equal(codeAt(today, '2026-11-22T16:00:00Z'), 'OK')
  assert.equal(codeAt(today, '2026-11-23T15:59:59.999Z'), 'OK')
  assert.equal(codeAt(today, '2026-11-23T16:00:00Z'), 'COUPON_EXPIRED')
})

test('days after claim are counted in business days, whenever on the day it was claimed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2032-01-01T00:00:00Z') }),
      fc.nat(90),
      fc.integer({ min: 1, max: 730 }),
      (claimedAt, startsAfterDays, days) => {
        const { from, to } = validDays({ kind: 'after_claim', startsAfterDays, days }, claimedAt)
        assert.equal(from, addDays(dayOf(claimedAt), startsAfterDays))
        assert.equal(daysBetween(from, to), days - 1)
        const coupon = { state: 'issued' as const, validFrom: from, validTo: to }
        assert.equal(stateOn(coupon, startOf(from)), 'issued')
        assert.equal(stateOn(coupon, startOf(from) - 1), 'not_yet')
        assert.equal(stateOn(coupon, startOf(addDays(to, 1)) - 1), 'issued')
        assert.equal(stateOn(coupon, startOf(addDays(to, 1))), 'expired')
      },
    ),
  )
})

test('weekdays, parts of the day and stores each say what to do', () => {
  const weekend = couponOf({ terms: { usable: { weekdays: [6, 7], parts: [] } } })
  assert.equal(whyNotUse(weekend, at('2026-11-23T04:00:00Z'), null)?.message, '只在周六、周日可用，换一天来。')
  assert.equal(codeAt(weekend, '2026-11-27T16:00:00Z'), 'OK')
  const parts = couponOf({ terms: { usable: { weekdays: [], parts: [{ from: '10:00', until: '12:00' }] } } })
  assert.equal(codeAt(parts, '2026-11-23T01:59:59Z'), 'WRONG_TIME')
  assert.equal(codeAt(parts, '2026-11-23T02:00:00Z'), 'OK')
  assert.equal(codeAt(parts, '2026-11-23T03:59:59Z'), 'OK')
  assert.equal(codeAt(parts, '2026-11-23T04:00:00Z'), 'WRONG_TIME')
  const night = couponOf({ terms: { usable: { weekdays: [], parts: [{ from: '22:00', until: '02:00' }] } } })
  assert.deepEqual(
    ['2026-11-23T13:59:00Z', '2026-11-23T14:00:00Z', '2026-11-23T17:59:00Z', '2026-11-23T18:00:00Z'].map((now) =>
      codeAt(night, now),
    ),
    ['WRONG_TIME', 'OK', 'OK', 'WRONG_TIME'],
  )
  const local = couponOf({ terms: { stores: ['南京西路店'] } })
  assert.deepEqual(
    [codeAt(local, '2026-11-23T04:00:00Z', '静安寺店'), codeAt(local, '2026-11-23T04:00:00Z', '南京西路店')],
    ['WRONG_STORE', 'OK'],
  )
})

test('what is taken off is whole cents, never more than the bill, rounded for the member, and grows with the bill', () => {
  const values = fc.oneof(
    fc.record({ kind: fc.constant('threshold' as const), offCents: fc.nat(50_000), fromCents: fc.nat(100_000) }),
    fc.record({
      kind: fc.constant('discount' as const),
      basisPoints: fc.integer({ min: 100, max: 9900 }),
      fromCents: fc.nat(100_000),
      maxOffCents: fc.option(fc.nat(50_000)),
    }),
  )
  fc.assert(
    fc.property(values, fc.nat(100_000_000), fc.nat(10_000), (value: CouponValue, bill, more) => {
      const off = offCents(value, bill)
      if (value.kind === 'exchange') return
      assert.equal(off === null, bill < value.fromCents)
      if (off === null) return
      assert.ok(Number.isSafeInteger(off) && off >= 0 && off <= bill)
      assert.ok((offCents(value, bill + more) ?? -1) >= off)
      if (value.kind === 'discount' && value.maxOffCents === null) {
        assert.ok((bill - off) * 10_000 <= bill * value.basisPoints, 'rounded against the member')
        assert.ok((bill - off + 1) * 10_000 > bill * value.basisPoints, 'more than a cent was given')
      }
    }),
  )
  assert.equal(offCents({ kind: 'discount', basisPoints: 8500, fromCents: 0, maxOffCents: null }, 999), 150)
  assert.equal(offCents({ kind: 'exchange', item: '护手霜', worthCents: 3900 }, null), 3900)
})

test('the claim window is half open and every state has its answer', () => {
  const ask = (change: Partial<CouponBatch>, n: number, now: string) =>
    whyNotClaim(batchOf(change), n, at(now))?.code ?? 'OK'
  assert.equal(ask({}, 1, '2026-11-23T01:59:59.999Z'), 'NOT_OPEN_YET')
  assert.equal(ask({}, 2, '2026-11-23T02:00:00Z'), 'OK')
  assert.equal(ask({}, 3, '2026-11-23T02:00:00Z'), 'LIMIT_REACHED')
  assert.equal(ask({}, 1, '2026-11-24T01:59:59.999Z'), 'OK')
  assert.equal(ask({}, 1, '2026-11-24T02:00:00Z'), 'CLAIM_OVER')
  assert.equal(ask({ soldOut: true }, 1, '2026-11-23T02:00:00Z'), 'SOLD_OUT')
  assert.equal(ask({ state: 'paused' }, 1, '2026-11-23T02:00:00Z'), 'CLAIM_PAUSED')
  assert.equal(ask({ state: 'stopped' }, 1, '2026-11-23T02:00:00Z'), 'CLAIM_OVER')
  assert.equal(ask({ state: 'draft' }, 1, '2026-11-23T02:00:00Z'), 'NO_SUCH_BATCH')
})

test('shards hold the total exactly, at most 500 each, and none shrinks when the total grows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(5000), (total, more) => {
      const caps = Array.from({ length: shardsFor(total) }, (_, k) => capOf(total, k))
      assert.equal(
        caps.reduce((sum, cap) => sum + cap, 0),
        total,
      )
      assert.ok(caps.every((cap, k) => cap > 0 && cap <= 500 && capOf(total + more, k) >= cap))
    }),
    { numRuns: 50 },
  )
})

test('a code counts for its step and one to each side, and only for its own coupon and secret', () => {
  fc.assert(
    fc.property(fc.nat(4_000_000_000_000), fc.integer({ min: -30, max: 3 }), fc.string(), (now, away, secret) => {
      const id = `b1:m${'a'.repeat(24)}:1`
      const code = codeOf(id, secret, stepAt(now) + away)
      assert.match(code, /^J[0-9A-HJKMNP-TV-Z]{18}$/)
      const read = readCode(code)
      assert.equal(read?.short, shortOf(id))
      const judged = judgeMac({ _id: id, secret }, read?.mac ?? '', now).verdict
      assert.equal(judged, away > 1 || away < -20 ? 'wrong' : away < -1 ? 'stale' : 'fresh')
      assert.equal(judgeMac({ _id: id, secret: `${secret}x` }, read?.mac ?? '', now).verdict, 'wrong')
    }),
    { numRuns: 60 },
  )
  assert.equal(stepAt(CODE_STEP * 7 - 1), 6)
})

test('the digest of a batch does not depend on the order of its fields, and sees every change', () => {
  const fields: BatchFields = batchOf()
  const turned = Object.fromEntries(Object.entries(fields).reverse()) as unknown as BatchFields
  assert.equal(digestOf(turned), digestOf(fields))
  assert.notEqual(digestOf({ ...fields, price: 1 }), digestOf(fields))
  assert.notEqual(digestOf({ ...fields, terms: { ...terms, note: 'x' } }), digestOf(fields))
  assert.equal(whyNotBatch(fields), null)
  assert.match(batchIdOf('0123456789abcdef0123456789abcdef'), /^[0-9a-z_]{1,24}$/)
})

test('an audience asks every list that says something, and one match within a list is enough', () => {
  const core = { tier: 'core', segments: ['敏感肌', '油皮'], channel: 'ch-1' }
  const nobody = { tier: 'basic', segments: [], channel: null }
  const cases: [audience: Partial<Audience>, core: boolean, nobody: boolean][] = [
    [{}, true, true],
    [{ tiers: ['core'] }, true, false],
    [{ tiers: ['vip', 'core'] }, true, false],
    [{ tiers: ['basic'] }, false, true],
    [{ segments: ['油皮', '干皮'] }, true, false],
    [{ segments: ['干皮'] }, false, false],
    [{ channels: ['ch-1'] }, true, false],
    [{ channels: ['ch-2'] }, false, false],
    [{ tiers: ['core'], segments: ['敏感肌'], channels: ['ch-1'] }, true, false],
    [{ tiers: ['core'], segments: ['敏感肌'], channels: ['ch-2'] }, false, false],
    [{ tiers: ['core'], segments: ['干皮'] }, false, false],
  ]
  for (const [change, forCore, forNobody] of cases) {
    const audience = { ...EVERYBODY, ...change }
    const found = [isInAudience(audience, core), isInAudience(audience, nobody)]
    assert.deepEqual(found, [forCore, forNobody], JSON.stringify(change))
  }
  assert.deepEqual(audienceOf({}), EVERYBODY)
})
