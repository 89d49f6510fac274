import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findQuestion } from '../../src/features/survey/branching'
import type { OpenSurvey } from '../../src/features/survey/contract'
import type { Option, Question } from '../../src/features/survey/model'
import {
  begun,
  type Draft,
  handingOf,
  refreshed,
  wentTo,
  withAnswer,
  withTime,
} from '../../src/features/survey/pages/draft'
import { outcomeOf, pauseAfter, queued, settledBy, type Waiting } from '../../src/features/survey/pages/handing'
import { picked, ranked } from '../../src/features/survey/pages/picking'
import { placeOf, problemsOf, screensOf } from '../../src/features/survey/pages/screens'
import { submitView } from '../../src/features/survey/submission'
import { diceOf, randomAnswer, randomSurvey, seeds } from './generate'

const REQUEST = 'a'.repeat(32)
const via = { route: 'notice', group: null, store: null, sop: null } as const
const asked = { title: '题', help: '', required: true, showIf: null, prefers: null } as const
const option = (key: string, change: Partial<Option> = {}): Option => ({
  ...{ key, text: key, picture: null, instead: null, alone: false, last: false },
  ...change,
})
const multi = (change: object = {}): Question => ({
  ...{ ...asked, key: 'likes', type: 'multi', other: true, shuffle: false, min: 0, max: 2 },
  ...{ options: [option('draw'), option('game'), option('none', { alone: true })] },
  ...change,
})
const nps: Question = { ...asked, key: 'nps', type: 'nps', low: '', high: '' }
const why: Question = {
  ...{ ...asked, key: 'why', type: 'text', lines: 4, min: 0, max: 200, hint: '', required: false },
  showIf: { fact: 'nps', answered: true },
}

function survey(change: Partial<OpenSurvey> = {}, questions: Question[] = [multi(), nps, why]): OpenSurvey {
  return {
    ...{ survey: 'loop', version: 1, round: '', title: '问卷', intro: '', thanks: '', anonymous: false },
    ...{ pages: [{ key: 'p', title: '', showIf: null, questions, jumps: [] }] },
    ...{ reward: { points: 30, coupon: false }, closesAt: null, seed: 's', standing: 'open', why: null },
    ...{ full: [], uploadTo: null },
    ...change,
  }
}

const nine = (draft: Draft) => withAnswer(draft, 'nps', { kind: 'number', number: 9 })
const draws = (draft: Draft) => withAnswer(draft, 'likes', { kind: 'picked', options: ['draw'], other: null })

test('one question stands on a screen; the words that a scale asks for stand below it once it is answered', () => {
  const draft = begun(survey(), REQUEST, via)
  deepEqual(
    screensOf(draft.open, []).map(({ questions }) => questions),
    [['likes'], ['nps']],
  )
  const answered = nine(draft)
  deepEqual(screensOf(draft.open, answered.answers).at(-1)?.questions, ['nps', 'why'])
  equal(placeOf(draft.open, answered.answers, 'why'), 1)
  // Where the question is gone: the first screen that still wants an answer.
  equal(placeOf(draft.open, answered.answers, 'gone'), 0)
  equal(problemsOf(draft.open, [], { key: 'likes', page: 'p', questions: ['likes'] })[0]?.message, '这一题要回答')
})

test('a draft hands in what the server would believe, or names what is missing', () => {
  let draft = begun(survey(), REQUEST, via)
  deepEqual('missing' in handingOf(draft) && handingOf(draft), { missing: problemOf('likes') })
  draft = withTime(withTime(draws(nine(draft)), 'nps', 2.04), 'nps', 3)
  const view = handingOf(draft)
  ok('handing' in view)
  deepEqual(view.handing.path, ['p'])
  deepEqual(
    view.handing.answers.map(({ question }) => question),
    ['likes', 'nps'],
  )
  deepEqual([view.handing.seconds, view.handing.times], [5, [{ question: 'nps', seconds: 5 }]])
  equal(view.handing.request, REQUEST)
})

function problemOf(question: string) {
  return { question, page: 'p', message: '这一题要回答' }
}

test('a newer version keeps the answers that still fit it, and the request; another round takes a new one', () => {
  const first = wentTo(nine(draws(begun(survey(), REQUEST, via))), { key: 'nps', questions: ['nps', 'why'] })
  deepEqual(refreshed(first, survey({ full: ['满了'] }), 'b'.repeat(32)).changed, false)
  const narrower = survey({ version: 2 }, [multi({ options: [option('game'), option('new')] }), nps])
  const { draft, changed } = refreshed(first, narrower, 'b'.repeat(32))
  deepEqual(
    [changed, draft.answers.map(({ question }) => question), draft.request, draft.seen],
    [true, ['nps'], REQUEST, ['nps']],
  )
  equal(refreshed(first, survey({ round: '2026Q4' }), 'b'.repeat(32)).draft.request, 'b'.repeat(32))
})

test('taps obey at most so many, excluding options, and the words beside 其它', () => {
  const question = multi()
  const two = { kind: 'picked', options: ['draw', 'game'], other: null } as const
  equal(picked(question, { ...two, options: [...two.options] }, 'other'), 'full')
  deepEqual(picked(question, { ...two, options: ['draw', 'game'] }, 'none'), {
    ...{ kind: 'picked', options: ['none'], other: null },
  })
  deepEqual(picked(question, { kind: 'picked', options: ['none'], other: null }, 'draw'), {
    ...{ kind: 'picked', options: ['draw'], other: null },
  })
  const own = { kind: 'picked' as const, options: ['other'], other: '旅行' }
  deepEqual(picked(question, own, 'other'), { kind: 'picked', options: [], other: null })
  deepEqual(ranked({ kind: 'picked', options: ['a', 'b'], other: null }, 'a').options, ['b'])
})

test('pauses grow to half a minute; what the server wants later stays, what it refuses goes', () => {
  deepEqual([0, 1, 2, 3, 4, 5, 99].map(pauseAfter), [1000, 2000, 4000, 8000, 16000, 30000, 30000])
  const draft = nine(draws(begun(survey(), REQUEST, via)))
  const view = handingOf(draft)
  ok('handing' in view)
  const entry: Waiting = { handing: view.handing, title: '问卷', points: 30, later: null }
  const list = queued(queued([], entry), entry)
  equal(list.length, 1)
  const failed = (kind: string, code: string) => outcomeOf({ kind, code, message: '话' })
  equal(settledBy(list, REQUEST, failed('refused', 'SURVEY_PAUSED'))[0]?.later, '话')
  equal(settledBy(list, REQUEST, failed('offline', 'OFFLINE'))[0]?.later, null)
  equal(settledBy(list, REQUEST, failed('fault', 'INTERNAL')).length, 1)
  equal(settledBy(list, REQUEST, failed('refused', 'QUOTA_FULL')).length, 0)
  equal(settledBy(list, 'another', failed('refused', 'QUOTA_FULL')).length, 1)
})

test('whoever walks any survey screen by screen, back and forth, hands in what a server replays the same', () => {
  const walk = (seed: number) => {
    const dice = diceOf(seed)
    const { pages } = randomSurvey(dice)
    let draft = begun(survey({ pages }), REQUEST, via)
    for (let move = 0; move < 40; move += 1) {
      const screens = screensOf(draft.open, draft.answers)
      deepEqual(
        screens.flatMap(({ questions }) => questions),
        submitView(draft.open, draft.answers).path,
      )
      const at = draft.at === null ? 0 : placeOf(draft.open, draft.answers, draft.at)
      const screen = screens[dice(4) === 0 ? Math.max(0, at - 1) : at]
      if (!screen) return
      for (const key of screen.questions) {
        const question = findQuestion(draft.open, key)
        if (question) draft = withAnswer(draft, key, randomAnswer(dice, question))
      }
      const now = screensOf(draft.open, draft.answers)
      const place = placeOf(draft.open, draft.answers, screen.key)
      const next =
        problemsOf(draft.open, draft.answers, now[place] ?? screen).length === 0 ? now[place + 1] : now[place]
      draft = wentTo(draft, next ?? screen)
    }
    const view = handingOf(draft)
    if ('missing' in view) {
      ok(submitView(draft.open, draft.answers).problems.some(({ question }) => question === view.missing.question))
      return
    }
    const replayed = submitView(draft.open, view.handing.answers)
    deepEqual([replayed.problems, replayed.unknown], [[], []])
    deepEqual(
      replayed.steps.map(({ page }) => page),
      view.handing.path,
    )
    // Nothing that was answered is lost on the way, on the path or beside it.
    deepEqual(view.handing.answers.map(({ question }) => question).sort(), draft.answers.map((a) => a.question).sort())
  }
  fc.assert(fc.property(seeds, walk), { numRuns: 60 })
})
