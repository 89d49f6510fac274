import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { neighbour, progress, reach } from '../../src/features/survey/branching'
import type { Definition } from '../../src/features/survey/definition'
import { designProblems } from '../../src/features/survey/design'
import { type Answer, END, type Given, type Page } from '../../src/features/survey/model'
import { definitionSchema, givenSchema } from '../../src/features/survey/schema'
import { submitView } from '../../src/features/survey/submission'
import { check, isEmpty } from '../../src/features/survey/validation'
import type { When } from '../../src/kernel/condition'
import { type Dice, diceOf, randomAnswer, randomSurvey, seeds, withAnswer } from './generate'

/** What a condition means, said a second time and without the product's functions. */
function means(when: When, met: Map<string, Answer>): boolean {
  if ('all' in when) return !when.all.some((each) => !means(each, met))
  if ('any' in when) return when.any.some((each) => means(each, met))
  if ('not' in when) return !means(when.not, met)
  const [key = '', row] = when.fact.split('.')
  const answer = met.get(key)
  const values: (string | number | boolean)[] = []
  if (answer?.kind === 'picked') values.push(...answer.options)
  if (answer?.kind === 'text' && answer.text.trim() !== '') values.push(answer.text.trim())
  if (answer?.kind === 'number') values.push(answer.number)
  if (answer?.kind === 'day') values.push(answer.day)
  if (answer?.kind === 'files') values.push(...answer.files)
  if (answer?.kind === 'agreed' && answer.agreed) values.push(true)
  if (answer?.kind === 'cells') {
    values.push(...answer.cells.filter((cell) => row === undefined || cell.row === row).map(({ column }) => column))
  }
  if ('answered' in when) return values.length > 0 === when.answered
  return values.some((value) => {
    if ('eq' in when) return value === when.eq
    if ('in' in when) return when.in.some((each) => each === value)
    if ('gt' in when) return typeof value === typeof when.gt && value > when.gt
    if ('gte' in when) return typeof value === typeof when.gte && value >= when.gte
    if ('lt' in when) return typeof value === typeof when.lt && value < when.lt
    return typeof value === typeof when.lte && value <= when.lte
  })
}

/** A phone that knows only the pages it has been on: it goes forth and back, and changes its mind. */
function walk(definition: Definition, dice: Dice) {
  const { pages } = definition
  let kept: Given[] = []
  const stack: { page: Page; shown: string[] }[] = []
  const factsOf = (until: number) => {
    const met = new Map<string, Answer>()
    for (const { shown } of stack.slice(0, until)) {
      for (const key of shown) {
        const given = kept.find(({ question }) => question === key)
        if (given) met.set(key, given.answer)
      }
    }
    return met
  }
  /** What of a page is in sight, question by question, as it is answered. */
  const shownOn = (page: Page, met: Map<string, Answer>) => {
    const shown: string[] = []
    for (const question of page.questions) {
      if (question.showIf !== null && !means(question.showIf, met)) continue
      shown.push(question.key)
      const given = kept.find((each) => each.question === question.key)
      if (given) met.set(question.key, given.answer)
    }
    return shown
  }
  const enter = (from: number): boolean => {
    let at = from
    while (at < pages.length) {
      const page = pages[at] as Page
      const met = factsOf(stack.length)
      if (page.showIf === null || means(page.showIf, met)) {
        const shown = shownOn(page, met)
        if (shown.length > 0) {
          stack.push({ page, shown })
          return true
        }
        const to = leave(page, met)
        if (to === null) return false
        at = to
      } else at += 1
    }
    return false
  }
  const leave = (page: Page, met: Map<string, Answer>): number | null => {
    const jump = page.jumps.find(({ when }) => means(when, met))
    if (jump?.to === END) return null
    return jump ? pages.findIndex(({ key }) => key === jump.to) : pages.indexOf(page) + 1
  }
  let moves = 0
  let open = enter(0)
  while (open) {
    const top = stack.at(-1)
    if (!top) break
    for (const key of top.page.questions.map((question) => question.key)) {
      const question = top.page.questions.find((each) => each.key === key)
      if (question && dice(3) > 0 && shownOn(top.page, factsOf(stack.length - 1)).includes(key)) {
        kept = withAnswer(kept, key, randomAnswer(dice, question))
      }
    }
    top.shown = shownOn(top.page, factsOf(stack.length - 1))
    if (top.shown.length === 0) stack.pop()
    moves += 1
    if (top.shown.length > 0) {
      const next = neighbour(definition, kept, top.page.key)
      const here = reach(definition, kept).findIndex(({ page }) => page === top.page.key)
      assert.equal(here, stack.length - 1, 'the page that is shown is not the one that is reached')
      assert.ok(progress(definition, kept, top.page.key) < 1)
      if (moves < 12 && stack.length > 1 && dice(4) === 0) {
        assert.equal(neighbour(definition, kept, top.page.key, true)?.page, stack.at(-2)?.page.key)
        stack.pop()
        continue
      }
      const to = leave(top.page, factsOf(stack.length))
      open = to !== null && enter(to)
      assert.equal(next?.page ?? null, open ? (stack.at(-1)?.page.key ?? null) : null)
    } else {
      const to = leave(top.page, factsOf(stack.length))
      open = to !== null && enter(to)
    }
  }
  return { kept, stack }
}

test('1,000 random surveys: a phone that goes page by page and a server that replays agree on what is reached and valid', () => {
  let branched = 0
  let left = 0
  let valid = 0
  fc.assert(
    fc.property(seeds, (seed) => {
      const dice = diceOf(seed)
      const definition = randomSurvey(dice)
      assert.deepEqual(designProblems(definition), [])
      const { kept, stack } = walk(definition, dice)
      // As the server gets it: through the schemas.
      const stored = v.parse(definitionSchema, JSON.parse(JSON.stringify(definition)))
      const sent = v.parse(givenSchema, JSON.parse(JSON.stringify(kept)))
      const view = submitView(stored, sent)
      assert.deepEqual(
        view.steps,
        stack.map(({ page, shown }) => ({ page: page.key, questions: shown })),
      )
      const wrong = stack.flatMap(({ page, shown }) =>
        page.questions
          .filter(({ key }) => shown.includes(key))
          .filter((question) => check(question, kept.find((each) => each.question === question.key)?.answer) !== null)
          .map(({ key }) => key),
      )
      assert.deepEqual(
        view.problems.map(({ question }) => question),
        wrong,
      )
      const told = [...view.answers, ...view.unreached].map(({ question }) => question).sort()
      assert.deepEqual(
        told,
        kept
          .filter(({ answer }) => !isEmpty(answer))
          .map(({ question }) => question)
          .sort(),
      )
      assert.deepEqual(submitView(stored, view.answers).path, view.path, 'what is kept apart changes the path')
      if (view.steps.length < definition.pages.length) branched += 1
      if (view.unreached.length > 0) left += 1
      if (wrong.length === 0) valid += 1
    }),
    { numRuns: 1000, seed: 20261122, includeErrorInReport: true },
  )
  // A generator that never branches would prove nothing.
  assert.ok(branched > 200 && left > 30 && valid > 50, `${branched} branched, ${left} left behind, ${valid} valid`)
})
