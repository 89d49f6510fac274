import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  byDay,
  correctionOf,
  kindName,
  lotWords,
  memberCode,
  monthName,
  signed,
} from '../../src/features/points/admin/lines'
import type { TimelineLine } from '../../src/features/points/contract'

function line(id: string, day: string): TimelineLine {
  return {
    ...{ id, day, asset: 'points', delta: 5, balanceAfter: 5, reason: '打卡', at: 0 },
    ...{ bizType: 'checkin', lots: [], of: null, by: null },
  }
}

test('a member code is read as people say it', () => {
  assert.equal(memberCode(' 3f9a 01bc '), '3F9A01BC')
  assert.equal(memberCode('３Ｆ９Ａ０１ＢＣ'), '3F9A01BC')
  for (const typed of ['', '3F9A', '3G9A01BC', '3F9A01BC3F9A01BC3F9A01BC0'])
    assert.equal(memberCode(typed), null, typed)
})

test('a correction is a signed whole number with a reason', () => {
  const form = { asset: 'points' as const, delta: '', reason: '补当天打卡' }
  const cases: [string, number | null][] = [
    ['100', 100],
    ['+100', 100],
    ['-30', -30],
    ['−30', -30],
    ['1,000', 1000],
    ['0', null],
    ['1.5', null],
    ['abc', null],
    ['2000000000', null],
    ['', null],
  ]
  for (const [delta, expected] of cases) {
    const read = correctionOf({ ...form, delta })
    assert.equal('problem' in read ? null : read.delta, expected, delta)
  }
  assert.ok('problem' in correctionOf({ ...form, delta: '5', reason: ' 补 ' }))
  assert.ok('problem' in correctionOf({ ...form, delta: '5', reason: '补'.repeat(101) }))
})

test('lines stand under their days in the order they came', () => {
  const days = byDay([line('c', '2026-12-09'), line('b', '2026-12-09'), line('a', '2026-12-01')])
  assert.deepEqual(
    days.map(({ day, lines }) => [day, lines.map(({ id }) => id)]),
    [
      ['2026-12-09', ['c', 'b']],
      ['2026-12-01', ['a']],
    ],
  )
})

test('amounts, lots and kinds are said in words', () => {
  assert.deepEqual([1200, -30].map(signed), ['+1,200', '−30'])
  assert.equal(lotWords([{ asset: 'points', expires: '2027-12-09', amount: 5 }], '2026'), '2027/12/9 到期 5')
  assert.equal(lotWords([{ asset: 'growth', expires: null, amount: 5 }], '2026'), '不过期')
  assert.equal(kindName('correct'), '更正')
  assert.equal(kindName('something'), '其他')
  assert.equal(monthName('2026-03'), '2026年3月')
})
