import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFields, conflicts, settleForms } from '../../src/admin/parts/merge'
import { toneOf } from '../../src/admin/parts/tone'
import {
  changesOf,
  missingVariables,
  pieces,
  sectionsOf,
  timeWords,
  variablesToFill,
  weekOf,
} from '../../src/features/sop/admin/content'
import { changeInput, formOf, formProblem } from '../../src/features/sop/admin/nodeForm'
import type { SopNode } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'

function node(key: string, change: Partial<SopNode> = {}): SopNode {
  return upcastNode({
    key,
    kind: 'column',
    time: { on: 'daily' },
    slots: [{ from: '09:00', until: '10:00' }],
    module: '互动',
    column: key,
    tone: '',
    parts: [
      { type: 'text', text: '早上好' },
      { type: 'card', title: '打卡', cover: 'daka' },
    ],
    topic: null,
    variables: {},
    audience: {},
    route: 'auto',
    late: 'skip',
    owner: '',
    note: '',
    unscheduled: null,
    source: null,
    ...change,
  })
}

test('nodes stand under daily, weekly, festivals and welcome, in the order of the day', () => {
  const sections = sectionsOf([
    node('晚', { slots: [{ from: '20:00', until: '21:00' }] }),
    node('早'),
    node('周五', { time: { on: 'weekdays', weekdays: [5] } }),
    node('周三', { time: { on: 'weekdays', weekdays: [3] } }),
    node('冬至', { kind: 'special', time: { on: 'date', date: '2026-12-22' } }),
    node('欢迎', { kind: 'welcome', time: { on: 'join', day: 0 }, slots: [] }),
  ])
  assert.deepEqual(
    sections.map((one) => [one.section, one.nodes.map((each) => each.key)]),
    [
      ['daily', ['早', '晚']],
      ['weekly', ['周三', '周五']],
      ['special', ['冬至']],
      ['welcome', ['欢迎']],
    ],
  )
})

test('times are said as people say them', () => {
  assert.equal(timeWords({ on: 'weekdays', weekdays: [3, 5] }), '每周三、周五')
  assert.equal(timeWords({ on: 'date', date: '2026-12-02' }), '12月2日')
  assert.equal(timeWords({ on: 'festival', name: '妇女节', offset: -3 }), '妇女节前 3 天')
  assert.equal(timeWords({ on: 'festival', name: '春节', offset: 0 }), '春节')
  assert.equal(timeWords({ on: 'join', day: 0 }), '入群即刻')
  assert.equal(timeWords({ on: 'join', day: 2 }), '入群第 2 天')
})

test('variables without a value are named; what the time tells by itself is not asked for', () => {
  const parts = [{ type: 'text' as const, text: '{产品} 倒计时 {天数} 天' }]
  const open = node('a', { parts, time: { on: 'festival', name: '妇女节', offset: -3 } })
  assert.deepEqual(missingVariables(open), ['产品'])
  assert.deepEqual(variablesToFill(open, '{产品} 倒计时 {天数} 天', ''), ['产品'])
  assert.deepEqual(missingVariables({ ...open, variables: { 产品: '气垫' } }), [])
  assert.deepEqual(missingVariables({ ...open, unscheduled: '先留着' }), [])
  assert.deepEqual(pieces('{产品} 好用'), [
    { text: '{产品}', variable: true },
    { text: ' 好用', variable: false },
  ])
})

test('a draft shows what it adds, changes and stops against the live version', () => {
  const live = [node('a'), node('b'), node('c')]
  const draft = [node('a'), node('b', { variables: { 产品: '气垫' } }), node('d')]
  const changes = changesOf(live, draft)
  assert.deepEqual(
    [...changes.kinds],
    [
      ['b', 'changed'],
      ['d', 'added'],
    ],
  )
  assert.deepEqual(
    changes.removed.map((one) => one.key),
    ['c'],
  )
  assert.equal(changesOf(live, [node('a', { note: '只是备注' }), node('b'), node('c')]).kinds.size, 0)
})

test('an ordinary week lets a certain weekday stand before every day, and leaves festivals out', () => {
  const rows = weekOf([
    node('会员日', { time: { on: 'weekdays', weekdays: [3] } }),
    node('每天'),
    node('福利', { time: { on: 'weekdays', weekdays: [5] } }),
    node('冬至', { time: { on: 'date', date: '2026-12-22' } }),
    node('留着', { unscheduled: '先留着' }),
  ])
  assert.equal(rows.length, 1)
  assert.deepEqual(
    rows[0]?.days.map((one) => one?.key),
    ['每天', '每天', '会员日', '每天', '福利', '每天', '每天'],
  )
})

test('only changed fields travel, and each rule of the form has its sentence', () => {
  const before = formOf(node('a'))
  assert.deepEqual(before.text, '早上好')
  const after = { ...before, text: '晚上好' }
  assert.deepEqual(changedFields(before, after), ['text'])
  assert.deepEqual(changeInput(before, after), { text: '晚上好' })
  assert.equal(formProblem(before, true), null)
  assert.match(formProblem({ ...before, text: '  ' }, true) ?? '', /不能空着/)
  assert.match(formProblem({ ...before, text: '长'.repeat(2001) }, true) ?? '', /2001 字/)
  assert.match(formProblem({ ...before, slots: [{ from: '9点', until: '10:00' }] }, true) ?? '', /09:00/)
  assert.match(formProblem({ ...before, slots: [{ from: '21:00', until: '20:00' }] }, true) ?? '', /晚于/)
  assert.equal(formProblem({ ...before, cardTitle: '' }, false), null)
})

test('two people: different fields merge, the same field is a question, and the answer counts', () => {
  const base = formOf(node('a'))
  const mine = { ...base, text: '我的', route: 'staff_task' as const }
  const theirs = { ...base, text: '对方的', cardTitle: '对方的卡' }
  assert.deepEqual(conflicts(base, mine, theirs), ['text'])
  assert.deepEqual(settleForms(base, mine, theirs, []), { ...theirs, route: 'staff_task' })
  assert.deepEqual(settleForms(base, mine, theirs, ['text']), { ...theirs, text: '我的', route: 'staff_task' })
  assert.deepEqual(conflicts(base, mine, { ...base, text: '我的' }), [])
})

test('a column keeps its colour by name first, by module second; festivals have their own', () => {
  assert.equal(toneOf('打卡签到', '互动'), 'daka')
  assert.equal(toneOf('话题讨论', '互动'), 'topic')
  assert.equal(toneOf('午间好物', '种草'), 'goods')
  assert.equal(toneOf('游戏互动', '互动'), 'game')
  assert.equal(toneOf('用户反馈', '通知'), 'voice')
  assert.equal(toneOf('九点秒杀', '促销转化'), 'promo')
  assert.equal(toneOf('新栏目', '促销转化'), 'promo')
  assert.equal(toneOf('双12返场', '促销转化', true), 'node')
})
