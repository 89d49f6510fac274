import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardTitle, utf8Length } from '../../src/features/sop/readParts'
import { tonesOf, wordedFor } from '../../src/features/sop/tones'
import {
  filledParts,
  fillIn,
  groupAddress,
  proposeGroupText,
  unresolvedVariables,
  variablesIn,
} from '../../src/features/sop/variables'

test('variables are found in half-width, full-width and doubled braces', () => {
  assert.deepEqual(variablesIn('{产品}和｛昵称｝还有{{天数}}，{产品}'), ['产品', '昵称', '天数'])
})

test('a value fills its variable, a missing or empty one leaves it as written', () => {
  assert.equal(fillIn('{产品} {天数}', { 产品: '气垫', 天数: '' }), '气垫 {天数}')
})

test('a text to one member becomes a text to the group', () => {
  assert.equal(proposeGroupText('早上好呀 {昵称} ☀️ 你有 {积分} 分', '宝宝们'), '早上好呀 宝宝们 ☀️ 你有 分')
  assert.equal(groupAddress(['姐妹看这里', '好']), '姐妹们')
  assert.equal(groupAddress(['各位好']), '大家')
})

test('a node is unresolved as long as one variable of text or card has no value', () => {
  const parts = [
    { type: 'text' as const, text: '{产品} 倒计时{天数}天' },
    { type: 'card' as const, title: '{产品}', cover: 'goods' },
  ]
  const time = { on: 'festival' as const, name: '妇女节', offset: -3 }
  assert.deepEqual(unresolvedVariables({ parts, time, variables: {} }), ['产品'])
  assert.deepEqual(unresolvedVariables({ parts, time, variables: { 产品: '气垫' } }), [])
})

test('a group hears the tone of its tag; the groups of an owner without one take turns through all tones together', () => {
  const text = { type: 'text' as const, text: '亲爱的', tones: [{ tone: '简洁', text: '到点了' }] }
  const more = { type: 'text' as const, text: '{产品}', tones: [{ tone: '活泼', text: '冲{品牌}' }] }
  const node = { tone: '亲切', parts: [text, more], time: { on: 'daily' as const }, variables: {} }
  assert.deepEqual(tonesOf(node), ['亲切', '简洁', '活泼'])
  const words = (owner: string, tags: string[], day: number, slot = 0) =>
    filledParts(wordedFor(node, { owner, tags }, `daily:topic:2026-11-${day}:${slot}`)).map((part) =>
      part.type === 'text' ? part.text : '',
    )
  for (const day of [23, 24, 25]) assert.deepEqual(words('lin', ['福利群', '简洁'], day), ['到点了', '{产品}'])
  assert.deepEqual(words('lin', ['亲切'], 23), ['亲爱的', '{产品}'])
  const turns = [23, 24, 25].map((day) => words('lin', [], day).join())
  assert.equal(new Set(turns).size, 3)
  assert.deepEqual(
    turns,
    [23, 24, 25].map((day) => words('lin', ['福利群'], day).join()),
  )
  assert.equal(words('lin', [], 26).join(), turns[0])
  assert.equal(words('lin', [], 23, 1).join(), turns[1])
  const owners = ['lin', 'wu', 'chen', 'zhao', 'qian'].map((owner) => words(owner, [], 23).join())
  assert.ok(new Set(owners).size > 1)
  // Who is not asked hears the first wording, and no other one leaves with it; each of them needs its variables.
  assert.deepEqual(filledParts(node), [
    { type: 'text', text: '亲爱的' },
    { type: 'text', text: '{产品}' },
  ])
  assert.deepEqual(unresolvedVariables(node), ['产品', '品牌'])
})

test('a card title never passes 64 bytes and never cuts a character', () => {
  const title = cardTitle('一个特别特别特别长的栏目名称', '一句不太长的开头话，后面还有')
  assert.ok(utf8Length(title) <= 64)
  assert.equal(utf8Length(title), new TextEncoder().encode(title).length)
  assert.equal(cardTitle('打卡签到', '早上好呀 {昵称} ☀️ 点下方小程序打卡'), '打卡签到 · 早上好呀')
})
