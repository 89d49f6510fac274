import { factsIn, type When } from '../../kernel/condition'
import type { DesignProblem } from './contract'
import { type Definition, MEMBER_FACTS, PREFERENCES } from './definition'
import { END, OTHER, type Page, type Question } from './model'
import { pipesIn } from './piping'
import { designText } from './text'

/** What keeps a definition from being published, in the order of its pages; nothing: it can be. */
export function designProblems(definition: Definition): DesignProblem[] {
  const problems: DesignProblem[] = []
  const say = (page: string | null, question: string | null, message: string) =>
    problems.push({ page, question, message })
  const { pages } = definition
  if (definition.title.trim() === '') say(null, null, designText.noTitle)
  if (pages.every(({ questions }) => questions.length === 0)) say(null, null, designText.noPages)
  const all = new Set(pages.flatMap(({ questions }) => questions.map(({ key }) => key)))
  const before = new Set<string>()
  // Pages and questions have names of their own: a jump means a page, a condition a question.
  const seen = { pages: new Set<string>(), questions: new Set<string>() }
  pages.forEach((page, at) => {
    const once = (key: string, question: string | null) => {
      if (key === END || key === OTHER) say(page.key, question, designText.keyReserved(key))
      const names = question === null ? seen.pages : seen.questions
      if (names.has(key)) say(page.key, question, designText.keyTwice(key))
      names.add(key)
    }
    once(page.key, null)
    const judge = (when: When | null, question: string | null) => {
      for (const fact of when ? factsIn(when) : []) {
        const [key = ''] = fact.split('.')
        if (!all.has(key)) say(page.key, question, designText.conditionUnknown(key))
        else if (!before.has(key)) say(page.key, question, designText.conditionLater(key))
      }
    }
    judge(page.showIf, null)
    if (page.questions.length === 0) say(page.key, null, designText.emptyPage)
    for (const question of page.questions) {
      once(question.key, question.key)
      judge(question.showIf, question.key)
      for (const key of pipesIn(`${question.title}${question.help}`)) {
        if (!before.has(key)) say(page.key, question.key, designText.pipeLater(key))
      }
      for (const message of questionProblems(question, definition.anonymous)) say(page.key, question.key, message)
      before.add(question.key)
    }
    for (const { when, to } of page.jumps) {
      judge(when, null)
      const target = pages.findIndex(({ key }) => key === to)
      if (to !== END && target < 0) say(page.key, null, designText.jumpNowhere(to))
      else if (to !== END && target <= at) say(page.key, null, designText.jumpBack)
    }
  })
  for (const message of wholeProblems(definition, all)) say(null, null, message)
  return problems
}

function wholeProblems(definition: Definition, questions: ReadonlySet<string>): string[] {
  const { quotas, audience, opensAt, closesAt, triggers, rounds } = definition
  const problems: string[] = []
  const keys = quotas.map(({ key }) => key)
  for (const key of keys) if (keys.indexOf(key) !== keys.lastIndexOf(key)) problems.push(designText.keyTwice(key))
  for (const fact of quotas.flatMap(({ when }) => factsIn(when))) {
    const [key = ''] = fact.split('.')
    if (!questions.has(key)) problems.push(designText.quotaUnknown(key))
  }
  for (const fact of audience ? factsIn(audience) : []) {
    if (!MEMBER_FACTS.includes(fact)) problems.push(designText.audienceUnknown(fact))
  }
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) problems.push(designText.windowOrder)
  if (rounds === 'once' && triggers.some(({ on }) => on === 'round')) problems.push(designText.roundTrigger)
  return [...new Set(problems)]
}

function questionProblems(question: Question, anonymous: boolean): string[] {
  const problems: string[] = []
  if (question.title.trim() === '') problems.push(designText.noTitle)
  if (anonymous && question.type === 'image') problems.push(designText.anonymousPhoto)
  if (question.prefers !== null) problems.push(...preferenceProblems(question, question.prefers, anonymous))
  if (question.type === 'matrix')
    problems.push(...listProblems([...question.rows], 1), ...listProblems(question.columns, 2))
  if (question.type === 'text' && question.min > question.max) problems.push(designText.minOverMax)
  if (question.type === 'number' && question.min !== null && question.max !== null && question.min > question.max) {
    problems.push(designText.minOverMax)
  }
  if (question.type === 'date' && question.from !== null && question.to !== null && question.from > question.to) {
    problems.push(designText.minOverMax)
  }
  if (!('options' in question)) return problems
  problems.push(...listProblems(question.options, question.other ? 1 : 2))
  if (question.options.some(({ key }) => key === OTHER)) problems.push(designText.keyReserved(OTHER))
  if (question.type === 'picture' && question.options.some(({ picture }) => picture === null)) {
    problems.push(designText.noPicture)
  }
  if (question.type === 'multi' || question.type === 'picture') {
    const count = question.options.length + (question.other ? 1 : 0)
    if (question.max !== null && question.min > question.max) problems.push(designText.minOverMax)
    if (question.min > count) problems.push(designText.minOverOptions)
  }
  return problems
}

function listProblems(list: readonly { key: string; text: string }[], least: number): string[] {
  const keys = list.map(({ key }) => key)
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  return [
    ...(list.length < least ? [designText.fewOptions] : []),
    ...(twice === undefined ? [] : [designText.keyTwice(twice)]),
    ...(list.some(({ text }) => text.trim() === '') ? [designText.optionEmpty] : []),
  ]
}

function preferenceProblems(question: Question, prefers: string, anonymous: boolean): string[] {
  if (anonymous) return [designText.anonymousPrefers]
  const preference = PREFERENCES.find(({ key }) => key === prefers)
  if (!preference) return [designText.prefersUnknown]
  const choosing = question.type === 'single' || question.type === 'dropdown' || question.type === 'multi'
  if (!choosing || !('options' in question)) return [designText.prefersType]
  const shape = { nothing: /./, quiet: /^(q\d{4}_\d{4}|none)$/, perWeek: /^(w\d{1,2}|any)$/ }[preference.moves]
  const odd = question.options.find(({ key }) => !shape.test(key))
  return odd ? [designText.prefersKey(odd.key)] : []
}

/** Pages of a definition by key; for the editor's preview. */
export function pageOf({ pages }: Pick<Definition, 'pages'>, key: string): Page | null {
  return pages.find((page) => page.key === key) ?? null
}
