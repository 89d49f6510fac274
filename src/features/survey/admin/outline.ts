import type { Definition } from '../definition'
import { type Page, type Question, type QuestionType, questionsOf } from '../model'
import { blankPage, blankQuestion, freeKey } from './blank'

/** Changes of a definition's structure. None of them touches what it is given. */
export type Outline = Pick<Definition, 'pages'>

export function pageOfQuestion({ pages }: Outline, key: string): Page | null {
  return pages.find(({ questions }) => questions.some((question) => question.key === key)) ?? null
}

/** A new page at the end or behind another one; its key comes with it. */
export function withPage<D extends Outline>(definition: D, behind: string | null): { definition: D; key: string } {
  const key = freeKey('p', keysOf(definition))
  const at = definition.pages.findIndex((page) => page.key === behind)
  const place = at < 0 ? definition.pages.length : at + 1
  return { definition: { ...definition, pages: inserted(definition.pages, place, blankPage(key)) }, key }
}

/** A new question at the end of a page, or behind one of its questions. */
export function withQuestion<D extends Outline>(
  definition: D,
  page: string,
  type: QuestionType,
  behind: string | null = null,
): { definition: D; key: string } {
  const question = blankQuestion(type, freeKey('q', keysOf(definition)))
  return { definition: placed(definition, page, question, behind), key: question.key }
}

/** The same question again, right behind itself, under a key of its own. */
export function duplicated<D extends Outline>(definition: D, key: string): { definition: D; key: string } {
  const page = pageOfQuestion(definition, key)
  const question = page?.questions.find((each) => each.key === key)
  if (!page || !question) return { definition, key }
  const copy = { ...question, key: freeKey('q', keysOf(definition)) }
  return { definition: placed(definition, page.key, copy, key), key: copy.key }
}

/** One step up or down; over the edge of its page into the next one. */
export function stepped<D extends Outline>(definition: D, key: string, by: 1 | -1): D {
  const { pages } = definition
  const from = pages.findIndex(({ questions }) => questions.some((question) => question.key === key))
  const page = pages[from]
  if (!page) return definition
  const at = page.questions.findIndex((question) => question.key === key)
  const inside = at + by
  if (inside >= 0 && inside < page.questions.length) return moved(definition, key, page.key, inside)
  const next = pages[from + by]
  return next ? moved(definition, key, next.key, by < 0 ? next.questions.length : 0) : definition
}

/** Takes a question out and puts it at a place of a page, counted without it. */
export function moved<D extends Outline>(definition: D, key: string, page: string, at: number): D {
  const question = questionsOf(definition).find((each) => each.key === key)
  if (!question || !definition.pages.some((each) => each.key === page)) return definition
  const pages = without(definition, key).pages.map((each) =>
    each.key === page ? { ...each, questions: inserted(each.questions, at, question) } : each,
  )
  return { ...definition, pages }
}

export function steppedPage<D extends Outline>(definition: D, key: string, by: 1 | -1): D {
  const at = definition.pages.findIndex((page) => page.key === key)
  const page = definition.pages[at]
  const place = at + by
  if (!page || place < 0 || place >= definition.pages.length) return definition
  const rest = definition.pages.filter((each) => each.key !== key)
  return { ...definition, pages: inserted(rest, place, page) }
}

export function without<D extends Outline>(definition: D, question: string): D {
  const pages = definition.pages.map((page) => ({
    ...page,
    questions: page.questions.filter(({ key }) => key !== question),
  }))
  return { ...definition, pages }
}

export function withoutPage<D extends Outline>(definition: D, key: string): D {
  return { ...definition, pages: definition.pages.filter((page) => page.key !== key) }
}

export function withQuestionChanged<D extends Outline>(definition: D, question: Question): D {
  const pages = definition.pages.map((page) => ({
    ...page,
    questions: page.questions.map((each) => (each.key === question.key ? question : each)),
  }))
  return { ...definition, pages }
}

export function withPageChanged<D extends Outline>(definition: D, page: Page): D {
  return { ...definition, pages: definition.pages.map((each) => (each.key === page.key ? page : each)) }
}

/** Questions that come before a question, or before and on a page (`question` null): what conditions may ask. */
export function earlier({ pages }: Outline, page: string, question: string | null, withPage = false): Question[] {
  const at = pages.findIndex((each) => each.key === page)
  const before = pages.slice(0, Math.max(0, at)).flatMap(({ questions }) => questions)
  const own = pages[at]?.questions ?? []
  const end = question === null ? (withPage ? own.length : 0) : own.findIndex(({ key }) => key === question)
  return [...before, ...own.slice(0, Math.max(0, end))]
}

function keysOf(definition: Outline): string[] {
  return [...definition.pages.map(({ key }) => key), ...questionsOf(definition).map(({ key }) => key)]
}

function placed<D extends Outline>(definition: D, page: string, question: Question, behind: string | null): D {
  const pages = definition.pages.map((each) => {
    if (each.key !== page) return each
    const at = each.questions.findIndex(({ key }) => key === behind)
    return { ...each, questions: inserted(each.questions, at < 0 ? each.questions.length : at + 1, question) }
  })
  return { ...definition, pages }
}

function inserted<T>(list: readonly T[], at: number, item: T): T[] {
  return [...list.slice(0, at), item, ...list.slice(at)]
}
