import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money } from '../../src/admin/format'
import { changedFields, conflicts, settleForms } from '../../src/admin/parts/merge'
import { basisPointsOf, centsOf, wholeOf, yuanText, zheText } from '../../src/features/coupon/admin/amount'
import { effectsOf, exposureOf, lastUseDay, passes, phaseOf, turnsOf } from '../../src/features/coupon/admin/batches'
import { type BatchForm, batchOf, formOf, newForm } from '../../src/features/coupon/admin/batchForm'
import { kinds, readValue, textsOf } from '../../src/features/coupon/admin/shapes'
import { faceOf, shownField, usableWords, valueWords } from '../../src/features/coupon/admin/words'
import type { BatchView } from '../../src/features/coupon/contract'
import type { CouponValue } from '../../src/features/coupon/rules'
import { HOUR, instantAt } from '../../src/kernel/day'

const noon = instantAt('2026-12-09', '12:00')

function batch(change: Partial<BatchView> = {}): BatchView {
  return {
    _id: 'b1',
    schema: 1,
    terms: {
      title: '周五福利',
      value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
      usable: { weekdays: [], parts: [] },
      stores: [],
      note: '',
    },
    validity: { kind: 'after_claim', startsAfterDays: 0, days: 7 },
    audience: { tiers: [], segments: [], channels: [] },
    total: 800,
    shards: 2,
    perMember: 1,
    perDay: null,
    claimFrom: noon - HOUR,
    claimUntil: instantAt('2026-12-11', '24:00'),
    price: 0,
    state: 'running',
    soldOut: false,
    revision: 0,
    createdFrom: 'd',
    dirtyAt: null,
    createdAt: noon - HOUR,
    taken: 0,
    used: 0,
    ...change,
  }
}

test('typed yuan become integer cents without a float between', () => {
  const cases: [string, number | null][] = [
    ['19.9', 1990],
    ['0.29', 29],
    ['1.1', 110],
    ['4.35', 435],
    ['20', 2000],
    ['¥99', 9900],
    ['99 元', 9900],
    ['１９．９', 1990],
    ['19。9', 1990],
    ['0', 0],
    ['1000000', 100_000_000],
    ['1000000.01', null],
    ['19.999', null],
    ['-1', null],
    ['1e3', null],
    ['.5', null],
    ['', null],
    ['二十', null],
    ['NaN', null],
  ]
  for (const [typed, cents] of cases) assert.equal(centsOf(typed), cents, typed)
})

test('every amount survives being shown and typed again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => centsOf(yuanText(cents)) === cents),
    { numRuns: 2000 },
  )
  for (let points = 100; points <= 9900; points += 10) assert.equal(basisPointsOf(zheText(points)), points)
})

test('money to read has thousands, and two decimals only when there are cents', () => {
  assert.deepEqual([912_000, 2_000, 5, 1_990, 100_000_050].map(money), [
    '¥9,120',
    '¥20',
    '¥0.05',
    '¥19.90',
    '¥1,000,000.50',
  ])
})

test('折 say what remains to be paid; 85 is no 折', () => {
  const cases: [string, number | null][] = [
    ['8.5', 8500],
    ['9', 9000],
    ['9.9', 9900],
    ['6.66', 6660],
    ['8.5折', 8500],
    ['0.1', 100],
    ['85', null],
    ['10', null],
    ['0', null],
    ['9.95', null],
    ['0.05', null],
  ]
  for (const [typed, points] of cases) assert.equal(basisPointsOf(typed), points, typed)
})

test('whole numbers may have separators, nothing else', () => {
  assert.equal(wholeOf('1,000', 1, 9999), 1000)
  for (const typed of ['0', '1.5', '-3', 'a', '', '10000']) assert.equal(wholeOf(typed, 1, 9999), null, typed)
})

const values: CouponValue[] = [
  { kind: 'threshold', offCents: 500, fromCents: 0 },
  { kind: 'threshold', offCents: 2000, fromCents: 9900 },
  { kind: 'discount', basisPoints: 8500, fromCents: 0, maxOffCents: null },
  { kind: 'discount', basisPoints: 9200, fromCents: 5900, maxOffCents: 5000 },
  { kind: 'exchange', item: '卸妆膏', worthCents: 2900 },
]

test('a rule of every kind survives the form that its shape draws', () => {
  for (const value of values) assert.deepEqual(readValue(value.kind, textsOf(value)), { value })
  assert.deepEqual(new Set(values.map(({ kind }) => kind)), new Set(kinds))
})

test('an empty threshold is none, an empty amount is a question', () => {
  assert.deepEqual(readValue('threshold', { offCents: '5' }), { value: values[0] })
  assert.deepEqual(readValue('threshold', { fromCents: '99' }), {
    field: 'offCents',
    problem: '「减」写金额，例如 20 或 9.9，要大于 0。',
  })
  assert.ok('problem' in readValue('threshold', { offCents: '0' }))
  assert.ok('problem' in readValue('discount', { basisPoints: '85' }))
  assert.ok('problem' in readValue('exchange', { worthCents: '29' }))
})

test('rules are said in one line and as a face', () => {
  assert.deepEqual(values.map(valueWords), [
    '无门槛 减 5',
    '满 99 减 20',
    '8.5 折',
    '满 59 9.2 折，最多减 50',
    '兑换 卸妆膏',
  ])
  assert.equal(faceOf(values[3]!).figure + faceOf(values[3]!).after, '9.2折')
  assert.equal(faceOf(values[0]!).condition, '无门槛')
})

test('a batch survives being opened and saved without a change', () => {
  const held = [
    batch(),
    batch({ validity: { kind: 'fixed', from: '2026-12-09', to: '2026-12-31' }, perDay: 200, price: 480 }),
    batch({ audience: { tiers: ['vip'], segments: ['敏感肌'], channels: [] } }),
    batch({
      terms: {
        ...batch().terms,
        value: values[3]!,
        usable: { weekdays: [3, 5], parts: [{ from: '14:00', until: '17:00' }] },
        stores: ['静安店'],
        note: '礼盒除外',
      },
    }),
  ]
  for (const one of held) {
    const { terms, validity, total, perMember, perDay, claimFrom, claimUntil, price, audience } = one
    const fields = { terms, validity, total, perMember, perDay, claimFrom, claimUntil, price, audience }
    assert.deepEqual(batchOf(formOf(one)), { batch: fields })
  }
})

test('the last minute of claiming is included, on the clock of Shanghai', () => {
  const read = batchOf({ ...formOf(batch()), claimFrom: '2026-12-04T10:00', claimUntil: '2026-12-11T23:59' })
  assert.ok('batch' in read)
  assert.equal(read.batch.claimFrom, instantAt('2026-12-04', '10:00'))
  assert.equal(read.batch.claimUntil, instantAt('2026-12-11', '24:00'))
  assert.deepEqual(batchOf({ ...formOf(batch()), claimFrom: '2026-12-04T10:00', claimUntil: '2026-12-11T24:00' }), read)
})

test('what is wrong is named with its field, and nothing is guessed', () => {
  const form = formOf(batch())
  const cases: [Partial<BatchForm>, string | null][] = [
    [{ title: ' ' }, 'title'],
    [{ value: { kind: 'threshold', texts: { offCents: '一' } } }, 'value'],
    [{ total: '0' }, 'total'],
    [{ total: '799' }, 'total'],
    [{ perMember: '101' }, 'perMember'],
    [{ perDay: '1.5' }, 'perDay'],
    [{ claimFrom: '' }, 'claimFrom'],
    [{ claimUntil: '2026-02-30T10:00' }, 'claimUntil'],
    [{ price: '-1' }, 'price'],
    [{ validity: { ...form.validity, days: '0' } }, 'validity'],
    [{ validity: { ...form.validity, kind: 'fixed', to: '' } }, 'validity'],
    [{ parts: [{ from: '14:00', until: '' }] }, 'parts'],
    [{ claimUntil: '2026-12-01T10:00' }, null],
    [{ value: { kind: 'threshold', texts: { offCents: '100', fromCents: '99' } } }, null],
  ]
  for (const [change, field] of cases) {
    const read = batchOf({ ...form, ...change }, 800)
    assert.ok('problem' in read, JSON.stringify(change))
    assert.equal(read.field, field, JSON.stringify(change))
    assert.match(read.problem, /。$/)
  }
})

test('a new form asks only for what nobody can know', () => {
  const read = batchOf({ ...newForm('threshold', noon), title: '周五', total: '30', value: values0() })
  assert.ok('batch' in read)
  assert.equal(read.batch.perMember, 1)
  assert.equal(read.batch.claimFrom, noon)
})

function values0(): BatchForm['value'] {
  return { kind: 'threshold', texts: { offCents: '5' } }
}

test('where a batch stands follows state, time and stock', () => {
  assert.equal(phaseOf(batch({ state: 'draft' }), noon), 'draft')
  assert.equal(phaseOf(batch(), noon), 'open')
  assert.equal(phaseOf(batch(), noon - 2 * HOUR), 'upcoming')
  assert.equal(phaseOf(batch(), instantAt('2026-12-11', '24:00')), 'over')
  assert.equal(phaseOf(batch({ state: 'paused' }), noon), 'paused')
  assert.equal(phaseOf(batch({ state: 'stopped' }), noon), 'stopped')
  assert.equal(phaseOf(batch({ taken: 800 }), noon), 'gone')
  assert.equal(phaseOf(batch({ soldOut: true }), noon), 'gone')
})

test('each phase is found under one filter besides all', () => {
  for (const phase of ['draft', 'upcoming', 'open', 'gone', 'paused', 'over', 'stopped'] as const) {
    const found = (['live', 'draft', 'ended'] as const).filter((filter) => passes(filter, phase))
    assert.equal(found.length, 1, phase)
    assert.ok(passes('all', phase))
  }
})

test('a draft starts or is given up, a running batch pauses, a stopped one does nothing more', () => {
  assert.deepEqual(turnsOf('draft'), ['running', 'stopped'])
  assert.deepEqual(turnsOf('running'), ['paused', 'stopped'])
  assert.deepEqual(turnsOf('paused'), ['running', 'stopped'])
  assert.deepEqual(turnsOf('stopped'), [])
})

test('what may still be owed is unused times face, nothing after the last day, unknown without a cap', () => {
  const taken = { taken: 742, used: 286 }
  assert.equal(lastUseDay(batch()), '2026-12-17')
  assert.equal(exposureOf(batch(taken), '2026-12-17'), 456 * 2000)
  assert.equal(exposureOf(batch(taken), '2026-12-18'), 0)
  const uncapped = { ...batch().terms, value: values[2]! }
  assert.equal(exposureOf(batch({ ...taken, terms: uncapped }), '2026-12-17'), null)
  assert.equal(exposureOf(batch({ terms: uncapped }), '2026-12-17'), 0)
})

test('an edit says that issued coupons stay and that the total only grows', () => {
  const words = effectsOf(batch({ taken: 38 }))
  assert.match(words[0]!, /已发出的 38 张不变/)
  assert.ok(words.some((one) => one.includes('总量只能加，现在 800 张，还剩 762 张')))
  assert.match(effectsOf(batch({ state: 'draft' }))[0]!, /还没有人领/)
})

test('changes of two people merge by field; the same field is asked about', () => {
  const base = formOf(batch())
  const mine = { ...base, title: '我的', note: '我写的' }
  const theirs = { ...base, title: '对方的', total: '900' }
  assert.deepEqual(changedFields(base, mine), ['title', 'note'])
  assert.deepEqual(conflicts(base, mine, theirs), ['title'])
  assert.deepEqual(settleForms(base, mine, theirs, []), { ...theirs, note: '我写的' })
  assert.deepEqual(settleForms(base, mine, theirs, ['title']), { ...theirs, note: '我写的', title: '我的' })
})

test('fields in question are shown as people say them', () => {
  const form = formOf(batch())
  assert.equal(shownField(form, 'value'), '满 99 减 20')
  assert.equal(shownField(form, 'validity'), '领取当天起 7 天内')
  assert.equal(shownField(form, 'stores'), '全部门店')
  assert.equal(shownField(form, 'claimUntil'), '2026-12-11 23:59')
  assert.equal(usableWords({ weekdays: [3, 5], parts: [{ from: '14:00', until: '17:00' }] }), '周三、周五 14:00–17:00')
})
