import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldProblem, fitted } from '../../src/features/intent/fields'
import { composed, KINDS, templateProblem } from '../../src/features/intent/kinds'

/** [type, what fits, what WeChat answers 47003 for] */
const FIELDS: [field: string, good: string[], bad: string[]][] = [
  ['thing1', ['今天还没打卡', '字'.repeat(20), '😀'.repeat(20)], ['字'.repeat(21), '', '  ', '两\n行']],
  ['number2', ['6', '-3.5', '1'.repeat(32)], ['六', '1'.repeat(33), '1,000', '.']],
  ['letter1', ['VIP'], ['VIP1', 'A'.repeat(33)]],
  ['symbol1', ['+-'], ['ab', '！！！！！！']],
  ['character_string3', ['NO.2026-11'], ['编号1', '1'.repeat(33), 'a b']],
  [
    'time4',
    ['15:01', '2026年1月5日 15:01', '2026年1月5日', '15:01~16:00'],
    ['25:00', '下午三点', '2026-01-05', '2026年13月5日'],
  ],
  ['date5', ['2026年11月23日', '2026年11月23日 09:00'], ['09:00', '11月23日']],
  ['amount6', ['￥12.50', '12元', '0.5'], ['十元', '12345678901', '1.234']],
  ['phone_number7', ['+86-0755-1234567'], ['电话', '1'.repeat(18)]],
  ['car_number8', ['粤B12345'], ['粤B12345678']],
  ['name9', ['陈一诺', 'Anna Li'], ['陈一诺A', '名'.repeat(11), 'A'.repeat(21)]],
  ['phrase10', ['已完成'], ['已经全部完成', 'ok']],
]

for (const [field, good, bad] of FIELDS) {
  test(`${field}: what fits is sent, what does not is told before sending`, () => {
    for (const value of good) assert.equal(fieldProblem(field, value), null, value)
    for (const value of bad) assert.match(String(fieldProblem(field, value)), /[一-鿿]/, value)
  })
}

test('an unknown field is told, also one with the name of something built in', () => {
  for (const field of ['thing', 'Thing1', 'keyword1', 'constructor1', '__proto__']) {
    assert.match(String(fieldProblem(field, '好')), /不认识/)
  }
})

test('only a thing is shortened, to twenty characters that end in an ellipsis', () => {
  assert.equal(fitted('thing1', '字'.repeat(21)), `${'字'.repeat(19)}…`)
  assert.equal(fitted('thing1', '  两\n行 '), '两 行')
  assert.equal(fitted('phrase1', '已经全部完成'), '已经全部完成')
})

test('a message is filled in and checked; a missing variable is named, a value from outside stays data', () => {
  const kind = {
    fields: [
      { field: 'thing1', text: '{栏目}' },
      { field: 'number2', text: '{天数}' },
    ],
    page: 'a/b?x={栏目}',
  }
  assert.deepEqual(composed(kind, { 栏目: '早安 {天数}', 天数: '6' }), {
    page: `a/b?x=${encodeURIComponent('早安 {天数}')}`,
    data: [
      { field: 'thing1', value: '早安 {天数}' },
      { field: 'number2', value: '6' },
    ],
  })
  assert.match(JSON.stringify(composed(kind, { 栏目: '早安' })), /天数/)
  assert.match(JSON.stringify(composed(kind, { 栏目: '早安', 天数: '六' })), /number2/)
  assert.match(JSON.stringify(composed(kind, { 天数: '6', constructor: 'x' } as Record<string, string>)), /栏目/)
})

test('a template is tried with its kind’s own words before it is stored', () => {
  const [kind] = KINDS
  assert.ok(kind)
  const problem = (...fields: [field: string, text: string][]) =>
    templateProblem({ ...kind, fields: fields.map(([field, text]) => ({ field, text })) })
  assert.equal(problem(['thing1', '{栏目}'], ['number2', '{天数}'], ['time3', '{截止}']), null)
  assert.match(String(problem(['thing1', 'a'], ['thing1', 'b'])), /两次/)
  assert.match(String(problem(['phrase1', '全部都完成了'])), /phrase1/)
  assert.match(String(problem(['number1', '{栏目}'])), /number1/)
  assert.match(String(problem(['thing1', '{店名}'])), /店名/)
  assert.match(String(templateProblem({ ...kind, page: 'a?b={店名}' })), /店名/)
})
