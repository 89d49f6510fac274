import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conflicts, settleForms } from '../../src/admin/parts/merge'
import { blankQuestion, blankSurvey, retyped } from '../../src/features/survey/admin/blank'
import { alignedPieces, formOfPieces, type SurveyForm } from '../../src/features/survey/admin/draftForm'
import { duplicated, moved, stepped, withPage, withQuestion } from '../../src/features/survey/admin/outline'
import { tracesOf } from '../../src/features/survey/admin/paths'
import {
  columnsOf,
  crossOf,
  funnelOf,
  invitedOf,
  scoreWords,
  standsOut,
} from '../../src/features/survey/admin/resultForm'
import { sentenceOf, subjectsOf, whenOf, wordsOfWhen } from '../../src/features/survey/admin/sentence'
import { columnName, csvOf } from '../../src/features/survey/admin/tableFile'
import { QUESTION_TYPES } from '../../src/features/survey/admin/text'
import { reach } from '../../src/features/survey/branching'
import type { SurveyResults } from '../../src/features/survey/contract'
import { designProblems } from '../../src/features/survey/design'
import { type Given, questionsOf } from '../../src/features/survey/model'
import { counted, noCounts } from '../../src/features/survey/rollup'
import { TEMPLATES } from '../../src/features/survey/templates'
import { DEEPEST, type When } from '../../src/kernel/condition'

const template = (key: string) => {
  const found = TEMPLATES.find((each) => each.key === key)
  if (!found) throw new Error(key)
  return found.definition
}
const keys = (definition: { pages: { questions: { key: string }[] }[] }) =>
  definition.pages.map(({ questions }) => questions.map(({ key }) => key).join(' '))

test('a new question of any type can be published as it is, but for what only a person can fill in', () => {
  for (const type of QUESTION_TYPES) {
    const survey = blankSurvey()
    const [page] = survey.pages
    if (!page) throw new Error('no page')
    const problems = designProblems({ ...survey, pages: [{ ...page, questions: [blankQuestion(type, 'q1')] }] })
    assert.deepEqual(
      problems.map(({ message }) => message),
      type === 'picture' ? ['有一个选项没有图片'] : [],
      type,
    )
  }
  const turned = retyped(blankQuestion('multi', 'q1', '喜欢什么'), 'single')
  assert.equal('options' in turned && turned.options.length, 2)
  assert.equal('min' in turned, false)
})

test('questions are moved within and over pages, copied and added without losing one or taking a key twice', () => {
  const before = template('preference')
  assert.deepEqual(keys(before), ['notify quiet', 'activity games'])
  assert.deepEqual(keys(stepped(before, 'quiet', -1)), ['quiet notify', 'activity games'])
  assert.deepEqual(keys(stepped(before, 'quiet', 1)), ['notify', 'quiet activity games'])
  assert.deepEqual(keys(stepped(before, 'notify', -1)), keys(before))
  assert.deepEqual(keys(moved(before, 'notify', 'what', 1)), ['quiet', 'activity notify games'])
  const copy = duplicated(before, 'notify')
  assert.deepEqual(keys(copy.definition), ['notify q1 quiet', 'activity games'])
  const more = withQuestion(withPage(copy.definition, 'how').definition, 'p1', 'nps')
  assert.deepEqual(keys(more.definition), ['notify q1 quiet', more.key, 'activity games'])
  assert.equal(new Set(questionsOf(more.definition).map(({ key }) => key)).size, 6)
})

test('what dropdowns build is read back as the same condition, and what they cannot build is kept and read out', () => {
  const lines: When[] = [
    { fact: 'activity', eq: 'game' },
    { not: { fact: 'activity', eq: 'draw' } },
    { fact: 'activity', in: ['game', 'draw'] },
    { fact: 'nps', lte: 6 },
    { fact: 'nps', gt: 8 },
    { fact: 'nps', gte: 1 },
    { fact: 'nps', lt: 3 },
    { fact: 'nps', answered: false },
  ]
  for (const when of [...lines, { all: lines }, { any: lines.slice(0, 2) }]) {
    const sentence = sentenceOf(when)
    assert.deepEqual(sentence && whenOf(sentence), when)
  }
  const deep: When = { all: [{ any: lines.slice(0, 2) }, { fact: 'nps', lte: 6 }] }
  assert.equal(sentenceOf(deep), null)
  const subjects = subjectsOf(questionsOf(template('preference')))
  assert.equal(
    wordsOfWhen(deep, subjects),
    '（「您更喜欢什么样的社群活动？」选了 社群游戏，或者「您更喜欢什么样的社群活动？」没选 抽奖），并且「nps」不高于 6',
  )
  assert.ok(DEEPEST > 2)
})

test('two editors: apart they merge by themselves, on the same question a person chooses', () => {
  const base: SurveyForm = { name: '偏好', draft: template('preference') }
  const titled = (form: SurveyForm, key: string, title: string): SurveyForm => ({
    ...form,
    draft: {
      ...form.draft,
      pages: form.draft.pages.map((page) => ({
        ...page,
        questions: page.questions.map((question) => (question.key === key ? { ...question, title } : question)),
      })),
    },
  })
  const mine = titled({ ...base, draft: withQuestion(base.draft, 'how', 'nps').definition }, 'quiet', '我的')
  const theirs = titled({ ...base, name: '偏好两问' }, 'activity', '他们的')
  const [a = {}, b = {}, c = {}] = alignedPieces([base, mine, theirs])
  assert.deepEqual(conflicts(a, b, c), [])
  const both = formOfPieces(settleForms(a, b, c, []), theirs)
  assert.equal(both.name, '偏好两问')
  assert.deepEqual(keys(both.draft), ['notify quiet q1', 'activity games'])
  assert.deepEqual(
    questionsOf(both.draft)
      .map(({ title }) => title)
      .filter((title) => title.endsWith('的')),
    ['我的', '他们的'],
  )
  const [d = {}, e = {}, f = {}] = alignedPieces([base, mine, titled(base, 'quiet', '他们的')])
  assert.deepEqual(conflicts(d, e, f), ['question quiet'])
  assert.deepEqual(questionsOf(formOfPieces(settleForms(d, e, f, ['question quiet']), base).draft)[1]?.title, '我的')
  assert.deepEqual(formOfPieces(a, base), base)
})

test('the test run shows exactly what branching shows, with the reason', () => {
  const definition = template('preference')
  for (const options of [['game'], ['draw'], []]) {
    const answers: Given[] = [{ question: 'activity', answer: { kind: 'picked', options, other: null } }]
    const shown = tracesOf(definition, answers).filter((trace) => trace.shown)
    assert.deepEqual(
      shown.map(({ question }) => question),
      reach(definition, answers).flatMap(({ questions }) => questions),
    )
  }
  const [, , , games] = tracesOf(definition, [])
  assert.equal(games?.why, '还不满足：「您更喜欢什么样的社群活动？」选了 社群游戏')
})

test('shares and scores need thirty answers; what differs by ten points stands out', () => {
  const definition = template('nps_quarter')
  const response = (number: number) => ({
    ...{ path: ['nps', 'why'], flags: [], seconds: 9, times: [] },
    answers: [{ question: 'nps', answer: { kind: 'number' as const, number } }],
  })
  const counts = (numbers: number[]) =>
    numbers.reduce((sum, each) => counted(sum, definition, response(each)), noCounts)
  const many = Array.from({ length: 30 }, (_, at) => (at < 12 ? 3 : 10))
  const question = {
    ...{ question: 'nps', title: '推荐', type: 'nps', asked: 34, answered: 34, seen: 40, left: 6 },
    ...{ seconds: 4, options: [], scale: [], nps: null, score: null, mean: null, words: [] },
  }
  const results = {
    counts: counts([...many, 10, 10, 10, 10]),
    slices: [
      { dimension: 'tier', value: 'basic', counts: counts(many) },
      { dimension: 'tier', value: 'vip', counts: counts([10, 10, 10, 10]) },
    ],
  } satisfies Pick<SurveyResults, 'counts' | 'slices'>
  const rows = crossOf(results, 'tier', question, question)
  assert.deepEqual(
    rows.map(({ value, n, shares }) => [value, n, ...shares]),
    [
      ['basic', 30, 40, 0, 60],
      ['vip', 4, null, null, null],
      ['合计', 34, 35, 0, 65],
    ],
  )
  assert.equal(rows[1]?.score, '样本太小，暂无结论')
  assert.match(rows[0]?.score ?? '', /^20 ± /)
  assert.equal(columnsOf(question).length, 3)
  assert.deepEqual([standsOut(40, 31), standsOut(40, 30), standsOut(null, 30)], [false, true, false])
  assert.equal(scoreWords('csat', { n: 40, value: 82.5, margin: 4 }), '82.5% ± 4')
  // Ten never handed in: four saw no question, two left at the first, four at the second.
  const funnel = funnelOf({
    ...results,
    started: 44,
    questions: [question, { ...question, question: 'why', seen: 38, left: 4 }],
  } as unknown as SurveyResults)
  assert.deepEqual(
    funnel.map(({ reached, left }) => [reached, left]),
    [
      [44, 4],
      [40, 2],
      [38, 4],
      [34, 0],
    ],
  )
})

test('who came without an invitation is in no response rate', () => {
  const routes = [
    { route: 'notice', invited: 10, responses: 3, rate: 0.3 },
    { route: 'list', invited: null, responses: 9, rate: null },
  ]
  const counts = { ...noCounts, responses: 12 }
  assert.deepEqual(invitedOf({ invited: 10, counts, routes }), { invited: 10, answered: 3, waiting: 7, percent: 30 })
  assert.equal(invitedOf({ invited: 0, counts, routes: [] }).percent, null)
})

test('no cell of a csv breaks out of its place', () => {
  assert.equal(csvOf([['甲', '说"好",\n真好']]), '\uFEFF"甲","说""好"",\n真好"\r\n')
  assert.deepEqual(
    [columnName(0), columnName(25), columnName(26), columnName(701), columnName(702)],
    ['A', 'Z', 'AA', 'ZZ', 'AAA'],
  )
})
