import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFields, fieldsOf, formOf, newSale, type SaleForm } from '../../src/features/flash/admin/saleForm'
import { resultWords, rhythmWords } from '../../src/features/flash/admin/words'
import type { SessionRow } from '../../src/features/flash/contract'

const now = Date.parse('2026-11-23T01:00:00Z')
const form = (change: Partial<SaleForm> = {}): SaleForm => ({ ...newSale(now), item: '护手霜', ...change })
const problem = (change: Partial<SaleForm>) => {
  const read = fieldsOf(form(change))
  return 'problem' in read ? [read.field, read.problem] : null
}

test('what is typed becomes a sale and back, also from a Chinese keyboard', () => {
  const read = fieldsOf(form({ worth: '３９．９', time: '20：00', stock: '５０', weekdays: [7, 1], price: '300' }))
  assert.ok('sale' in read)
  const { sale } = read
  assert.deepEqual([sale.prize.worthCents, sale.time, sale.stock, sale.weekdays], [3990, '20:00', 50, [1, 7]])
  assert.deepEqual(fieldsOf(formOf(sale)), { sale })
  assert.deepEqual(changedFields(formOf(sale), { ...formOf(sale), stock: '60' }), ['stock'])
  const draw = fieldsOf(form({ mode: 'draw', price: '300' }))
  assert.equal('sale' in draw && draw.sale.price, 0, 'a draw is free, whatever was typed before')
})

test('the first thing that is wrong is named in one sentence', () => {
  assert.deepEqual(problem({}), null)
  assert.deepEqual(problem({ item: ' ' }), ['item', '写清楚到店换什么，24 字以内。'])
  assert.deepEqual(problem({ stock: '501' }), ['stock', '每场写 1 到 500 份。'])
  assert.deepEqual(problem({ stock: '-1' })?.[0], 'stock')
  assert.deepEqual(problem({ price: '1.5' })?.[0], 'price')
  assert.deepEqual(problem({ time: '24:00' })?.[0], 'time')
  assert.deepEqual(problem({ weekdays: [] })?.[0], 'weekdays')
  assert.deepEqual(problem({ from: '2026-11-23', until: '2026-11-22' }), [null, '结束日要不早于开始日，请改好再试。'])
  assert.match(problem({ from: '2026-11-23', until: '2026-11-23', weekdays: [2] })?.[1] ?? '', /没有要开的场次/)
})

test('a session says what came of it', () => {
  const opensAt = now
  const row: SessionRow = {
    ...{ session: 's', day: '2026-11-23', mode: 'first_come', opensAt, closesAt: opensAt + 60_000, status: 'sold_out' },
    ...{ stock: 50, given: 50, used: 3, entrants: null, soldOutAt: opensAt + 2100 },
  }
  assert.equal(resultWords(row), '50 份，2.1 秒抢完')
  assert.equal(resultWords({ ...row, soldOutAt: opensAt + 3_900_000 }), '50 份，1 小时 5 分钟抢完')
  assert.equal(resultWords({ ...row, status: 'over', soldOutAt: null, given: 7 }), '送出 7 / 50 份')
  assert.equal(resultWords({ ...row, mode: 'draw', entrants: 128, given: 5 }), '128 人参加，中 5 人')
  assert.equal(rhythmWords({ weekdays: [1, 5], time: '09:00', minutes: 60 }), '周一、周五 09:00，60 分钟')
})
