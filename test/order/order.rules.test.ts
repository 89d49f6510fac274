import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOrders } from '../../src/features/order/readTable'
import { type Books, centsOf, instantOf, judge, type OrderLine, yuanOf } from '../../src/features/order/rules'
import { foldPerson } from '../../src/features/person/fold'
import { type Fact, factOf, type NewFact } from '../../src/features/person/rules'
import type { GridCell } from '../../src/features/sop/grid'
import { DAY } from '../../src/kernel/day'

const NOW = Date.parse('2026-11-22T09:00:00+08:00')

test('an amount is read by its digits: every cent there and back, and nothing that is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }), (cents) => {
      assert.equal(centsOf(yuanOf(cents)), cents)
      assert.equal(centsOf(String(Number(yuanOf(cents)))), cents)
    }),
    { numRuns: 300 },
  )
  const said = ['¥1,234.5', '12元', '１２．３０', '0.29', '4.350', '-8'].map(centsOf)
  assert.deepEqual(said, [123450, 1200, 1230, 29, 435, -800])
  for (const bad of ['', '1.005', '0.30000000000000004', '1e3', 'NaN', '十元', '1.2.3', '.5', '9999999999']) {
    assert.equal(centsOf(bad), null, bad)
  }
})

test('a time is read as spreadsheets and systems write it, in Shanghai unless it names a zone', () => {
  const nine = Date.parse('2026-11-22T09:05:00+08:00')
  for (const said of [
    46348.37847222222,
    '2026-11-22 9:05',
    '2026/11/22 09:05:00',
    '2026年11月22日 9:05',
    '2026-11-22T01:05:00Z',
  ]) {
    assert.equal(instantOf(said), nine, String(said))
  }
  assert.equal(instantOf('2026-11-22'), nine - (9 * 60 + 5) * 60_000)
  for (const bad of ['', '昨天', '2026-02-30', '2026-11-22 25:00', 3, '22-11-2026'])
    assert.equal(instantOf(bad), null, String(bad))
})

function tableOf(...rows: (string | number | null)[][]) {
  const cells = rows.flatMap((row, y) =>
    row.map((value, x): GridCell => ({ ref: `${String.fromCharCode(65 + x)}${y + 1}`, value })),
  )
  return readOrders({ fileName: 'a.csv', sheets: [{ name: '表1', cells, merges: [] }] }, 'pos', NOW)
}
const HEAD = ['订单编号', '支付时间', '实付金额（元）', '门店', '会员码', 'unionid', '退款单号', '原订单号']

test('a table is judged cell by cell: headers of any system, refunds, and what a spreadsheet spoils', () => {
  const { rows, problem } = tableOf(
    ['某店 11 月'],
    HEAD,
    ['A1', '2026-11-20 10:00', '128.50', '静安寺店', '1A2B3C4D', null, null, null],
    [null, '2026-11-21 10:00', '-28.5', null, null, null, 'R1', 'A1'],
    ['A2', 46347, 9.9, null, null, null, null, null],
    ['A3', '明天', 'x', null, 'zz', null, null, null],
    [1.2345678901234567e20, '2027-01-01', 5, null, null, 'short', null, null],
    ['A5', '2026-11-20', -5, null, null, null, null, null],
  )
  assert.equal(problem, null)
  assert.deepEqual(
    rows.map(({ line }) => line && [line.kind, line.no, line.refundNo, line.cents, line.buyer?.kind ?? null]),
    [
      ['order', 'A1', null, 12850, 'member'],
      ['refund', 'A1', 'R1', 2850, null],
      ['order', 'A2', null, 990, null],
      null,
      null,
      null,
    ],
  )
  assert.deepEqual(
    rows.slice(3).map(({ issues }) => issues.filter(({ level }) => level === 'error').map(({ cell }) => cell)),
    [['B6', 'C6', 'E6'], ['A7', 'B7', 'F7'], ['C8']],
  )
  assert.match(String(tableOf(['单号', '金额'], ['1', 2]).problem), /表头/)
})

test('a number again with another amount is wrong, in one list or in two; refunds never exceed their order', () => {
  const books: Books = { orders: new Map([['pos:old', { cents: 100 }]]), refunds: new Map(), back: new Map() }
  const line = (no: string, cents: number, refundNo: string | null = null): OrderLine => ({
    ...{ kind: refundNo === null ? 'order' : 'refund', no, refundNo, at: NOW, cents, store: null, buyer: null },
  })
  const lines = [
    ...[line('old', 100), line('old', 101), line('x', 5), line('x', 5), line('x', 6)],
    ...[line('old', 60, 'r1'), line('old', 60, 'r1'), line('old', 41, 'r2'), line('old', 40, 'r3'), line('x', 1, 'r1')],
    ...[line('later', 9, 'r9'), line('later', 8)],
  ]
  assert.deepEqual(
    lines.map((one) => judge(one, 'pos', books)),
    [
      ...['known', 'amount_differs', 'new', 'known', 'amount_differs'],
      ...['new', 'known', 'too_much_back', 'new', 'other_order', 'new', 'too_much_back'],
    ],
  )
})

test('an order that went back whole is no first one, in any order of hearing of it; its money is nothing', () => {
  const fact = (step: NewFact['step'], key: string, day: number, cents: number, of?: string) =>
    factOf({ step, key, who: 'wxa:m1', at: NOW + day * DAY, cents, ...(of !== undefined && { of }) })
  const facts = [
    fact('order', 'a', 0, 500),
    fact('refund', 'a1', 1, -200, 'order:a'),
    fact('order', 'b', 2, 700),
    fact('refund', 'a2', 3, -300, 'order:a'),
    fact('order', 'c', 4, 0),
    fact('refund', 'b1', 5, -1, 'order:b'),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(facts, { minLength: 6 }), (shuffled: Fact[]) => {
      const { steps, again, orderCents, cohortDay } = foldPerson({
        ...{ identities: [], ties: [] },
        facts: shuffled,
        channels: new Map(),
      })
      assert.equal(steps.find(({ step }) => step === 'order')?.at, NOW + 2 * DAY)
      assert.deepEqual([again?.at, orderCents, cohortDay], [NOW + 4 * DAY, 699, '2026-11-22'])
    }),
    { numRuns: 40 },
  )
})
