import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { designProblems } from '../../src/features/survey/design'
import { safeCell } from '../../src/features/survey/exportRow'
import { wordsIn } from '../../src/features/survey/keywords'
import { heldStill, movesAfter, segmentsAfter } from '../../src/features/survey/learned'
import type { Given, Question } from '../../src/features/survey/model'
import { piped } from '../../src/features/survey/piping'
import { flagsOf } from '../../src/features/survey/quality'
import { isAnswerable, openRounds, roundOf, weekOf } from '../../src/features/survey/rules'
import { definitionSchema } from '../../src/features/survey/schema'
import { csatOf, meanOf, npsOf } from '../../src/features/survey/scores'
import { shownOptions } from '../../src/features/survey/shuffle'
import { TEMPLATES } from '../../src/features/survey/templates'
import { isSampled, mayAsk, spanOf } from '../../src/features/survey/triggers'
import { holds } from '../../src/kernel/condition'
import { whenSchema } from '../../src/kernel/conditionSchema'
import { DAY } from '../../src/kernel/day'

const counts = (pairs: Record<number, number>) => Array.from({ length: 11 }, (_, at) => pairs[at] ?? 0)
const definitionOf = (key: string) => TEMPLATES.find((each) => each.key === key)?.definition ?? assert.fail(key)
const picked = (question: string, ...options: string[]): Given => ({
  question,
  answer: { kind: 'picked', options, other: null },
})
const number = (question: string, value: number): Given => ({ question, answer: { kind: 'number', number: value } })

test('NPS: 0 is a detractor, 7 and 8 are neither, nobody who skipped counts, and few answers give no number', () => {
  const score = npsOf(counts({ 0: 20, 7: 10, 8: 10, 9: 30, 10: 30 }))
  assert.deepEqual([score.n, score.detractors, score.passives, score.promoters, score.value], [100, 20, 20, 60, 40])
  // √((0.6 + 0.2 − 0.4²)/100) × 196
  assert.equal(score.margin, 15.7)
  assert.deepEqual(npsOf(counts({ 10: 29 })).value, null)
  assert.deepEqual(npsOf(counts({})).value, null)
  assert.equal(npsOf(counts({ 10: 30 })).margin, 0)
  assert.equal(npsOf([], 0).value, null)
})

test('CSAT is the share of 4 and 5 with a margin that stays sound at the ends, CES and rating are means', () => {
  const score = csatOf([0, 0, 10, 20, 40, 30])
  assert.deepEqual([score.n, score.value], [100, 70])
  assert.ok((csatOf([0, 0, 0, 0, 0, 40]).margin ?? 0) > 3)
  assert.deepEqual(meanOf([0, 10, 0, 30]), { n: 40, value: 2.5, margin: 0.3 })
  assert.equal(meanOf([0, 1]).value, null)
})

test('every template can be published, and is the same after a journey through a file', () => {
  for (const { name, definition } of TEMPLATES) {
    assert.deepEqual(designProblems(definition), [], name)
    assert.deepEqual(v.parse(definitionSchema, JSON.parse(JSON.stringify(definition))), definition, name)
  }
})

test('a design that could not work names its place: later questions, backward jumps, doubled keys, anonymous profiles', () => {
  const good = definitionOf('preference')
  const messages = (change: (draft: typeof good) => void) => {
    const draft = structuredClone(good)
    change(draft)
    return designProblems(draft).map(({ message }) => message)
  }
  const [first, second] = good.pages
  assert.ok(first && second)
  const later = { fact: 'activity', answered: true }
  assert.match(messages(({ pages }) => Object.assign(pages[0] ?? {}, { showIf: later })).join(), /不在这一题之前/)
  assert.match(messages(({ pages }) => pages[1]?.jumps.push({ when: later, to: 'how' })).join(), /只能往后跳/)
  assert.match(messages(({ pages }) => pages.push(structuredClone(first))).join(), /用了两次/)
  assert.match(messages((draft) => Object.assign(draft, { anonymous: true })).join(), /匿名问卷不能/)
  assert.match(
    messages(({ pages }) => Object.assign(pages[0]?.questions[0] ?? {}, { title: '{{activity}}' })).join(),
    /引用了/,
  )
})

test('conditions: unknown facts match nothing, and what comes in is neither too deep nor something else', () => {
  const facts = (name: string) => ({ a: 3, list: ['x', 'y'], day: '2026-11-22' })[name] ?? null
  const cases: [Parameters<typeof holds>[0], boolean][] = [
    [
      {
        all: [
          { fact: 'a', gte: 3 },
          { fact: 'list', eq: 'x' },
        ],
      },
      true,
    ],
    [
      {
        any: [
          { fact: 'none', lt: 5 },
          { fact: 'list', in: ['z', 'y'] },
        ],
      },
      true,
    ],
    [{ not: { fact: 'none', eq: 1 } }, true],
    [{ fact: 'none', answered: false }, true],
    [{ fact: 'a', gt: '2' }, false],
    [{ fact: 'day', lt: '2026-12-01' }, true],
  ]
  for (const [when, expected] of cases) assert.equal(holds(when, facts), expected, JSON.stringify(when))
  const deep = (levels: number): unknown => (levels === 0 ? { fact: 'a', eq: 1 } : { not: deep(levels - 1) })
  assert.ok(v.is(whenSchema, deep(6)))
  for (const bad of [deep(7), { fact: 'a', eq: 1, or: 2 }, { all: [] }, { fact: '__proto__', eq: 1 }, null]) {
    assert.ok(!v.is(whenSchema, bad), JSON.stringify(bad))
  }
})

test('earlier answers stand in later texts, an unanswered one has a word instead', () => {
  const definition = definitionOf('nps_quarter')
  const [why] = definition.pages[1]?.questions ?? []
  assert.equal(piped(why?.title ?? '', definition, [number('nps', 0)]), '您打了 0 分，主要原因是什么？')
  assert.equal(piped(why?.title ?? '', definition, []), '您打了 这个分数 分，主要原因是什么？')
  const notify = definitionOf('preference')
  assert.equal(piped('选了{{notify}}', notify, [picked('notify', 'sms', 'group')]), '选了短信、社群通知')
})

test('shuffled options are the same for one person, others for others, and what comes last stays there', () => {
  const [reason] = definitionOf('leaving').pages[0]?.questions ?? []
  const order = (seed: string) => shownOptions(reason as Question, seed).map(({ key }) => key)
  assert.deepEqual(order('a'), order('a'))
  const orders = new Set(Array.from({ length: 30 }, (_, seed) => order(String(seed)).join()))
  assert.ok(orders.size > 8)
  assert.ok([...orders].every((each) => each.endsWith('none')))
})

test('rounds, weeks and days of grace', () => {
  assert.deepEqual(
    [roundOf('quarter', '2026-11-22'), roundOf('month', '2026-11-22'), roundOf('once', '2026-11-22')],
    ['2026Q4', '2026-11', ''],
  )
  assert.deepEqual(openRounds('quarter', Date.parse('2027-01-03T00:00:00Z')), ['2027Q1', '2026Q4'])
  assert.deepEqual(openRounds('quarter', Date.parse('2027-01-10T00:00:00Z')), ['2027Q1'])
  assert.equal(weekOf('2026-11-22'), '2026-11-16')
  const published = [1, 2].map((version) => ({ version, at: version * 10 * DAY, by: '', request: '' }))
  const answerable = (version: number, days: number) => isAnswerable({ live: 2, published }, version, days * DAY)
  assert.deepEqual(
    [answerable(2, 99), answerable(1, 26), answerable(1, 28), answerable(3, 20)],
    [true, true, false, false],
  )
})

test('speeders and straight lines are seen, honest answers are not', () => {
  const scales = Array.from(
    { length: 6 },
    (_, at): Question => ({
      ...{ key: `s${at}`, title: '您觉得怎么样？', help: '', required: true, showIf: null, prefers: null },
      ...{ type: 'csat', low: '', high: '' },
    }),
  )
  const pages = { pages: [{ key: 'p', title: '', showIf: null, questions: scales, jumps: [] }] }
  const path = scales.map(({ key }) => key)
  const flags = (values: number[], seconds: number) =>
    flagsOf(pages, { path, seconds, answers: values.map((value, at) => number(`s${at}`, value)) })
  assert.deepEqual(flags([4, 4, 4, 4, 4, 4], 3), ['speeder', 'straight'])
  assert.deepEqual(flags([4, 4, 5, 4, 4, 4], 30), [])
  assert.deepEqual(flags([4, 4, 4, 4], 30), [])
})

test('answers teach: old values of a preference go, other segments stay, a correction is not overruled', () => {
  const definition = definitionOf('preference')
  const answers = [picked('notify', 'sms'), picked('quiet', 'q2200_0800'), picked('activity', 'draw')]
  const after = segmentsAfter(['老客', '喜欢的活动·秒杀'], definition, answers)
  assert.deepEqual(after, ['免打扰时段·晚上十点到早上八点', '喜欢的活动·抽奖', '老客', '通知方式·短信'].sort())
  assert.deepEqual(movesAfter(definition, answers), { quiet: { from: '22:00', until: '08:00' } })
  assert.deepEqual(movesAfter(definition, heldStill(definition, answers, ['老客'])), null)
})

test('samples follow their share and change with the round, the cool-down is over all surveys, occasions are not lost', () => {
  const members = Array.from({ length: 2000 }, (_, at) => `m${at}`)
  const sample = (round: string) => members.filter((member) => isSampled('nps', round, member, 25))
  assert.ok(Math.abs(sample('2026Q4').length - 500) < 80)
  const again = sample('2027Q1').filter((member) => sample('2026Q4').includes(member))
  assert.ok(again.length < 200)
  assert.deepEqual([mayAsk(null, 0), mayAsk(0, 13 * DAY), mayAsk(0, 14 * DAY)], [true, false, true])
  assert.deepEqual(spanOf({ on: 'joined', days: 7 }, 20 * DAY, 21 * DAY), { from: 13 * DAY, to: 14 * DAY })
  assert.deepEqual(spanOf({ on: 'redeemed' }, 0, 30 * DAY), { from: 23 * DAY, to: 30 * DAY })
})

test('words are cut as people read them, and no cell is a formula', () => {
  const words = wordsIn('气垫小样太好用了，希望秒杀多一点！VIP 客服')
  for (const word of ['气垫', '秒杀', '小样', 'vip', '客服']) assert.ok(words.includes(word), `${word} of ${words}`)
  assert.ok(!words.includes('希望'))
  for (const bad of ['=1+1', '+1', '-1', '@a', '\t=1']) assert.ok(safeCell(bad).startsWith("'"), bad)
  assert.equal(safeCell('好 = 好'), '好 = 好')
})
