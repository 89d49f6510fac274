import { type Fact, type Facts, holds } from '../../kernel/condition'
import type { Answer, Given, Page, Question } from './model'
import { END } from './model'
import { isEmpty } from './validation'

/** A page that is shown, with the questions of it that are. */
export interface Step {
  page: string
  questions: string[]
}

type Pages = Pick<{ pages: readonly Page[] }, 'pages'>

/**
 * The pages and questions that a person with these answers meets, in order. Phone, editor and server ask this one function, so
 * they cannot disagree.
 *
 * A condition knows only answers of questions that were met before it: what was answered on a branch and then left behind counts
 * no more, whatever the phone still keeps. An empty answer is none.
 */
export function reach({ pages }: Pages, answers: readonly Given[]): Step[] {
  const met = new Map<string, Answer>()
  const facts = factsOf(met)
  const byKey = new Map(answers.map((given) => [given.question, given.answer]))
  const steps: Step[] = []
  for (let at = 0; at < pages.length; ) {
    const page = pages[at]
    if (page === undefined) break
    if (page.showIf !== null && !holds(page.showIf, facts)) {
      at += 1
      continue
    }
    const questions: string[] = []
    for (const { key, showIf } of page.questions) {
      if (showIf !== null && !holds(showIf, facts)) continue
      questions.push(key)
      const answer = byKey.get(key)
      if (answer !== undefined && !isEmpty(answer)) met.set(key, answer)
    }
    // A page on which nothing is to be seen is none, but its jumps count.
    if (questions.length > 0) steps.push({ page: page.key, questions })
    const jump = page.jumps.find(({ when }) => holds(when, facts))
    if (jump?.to === END) break
    const target = jump === undefined ? -1 : pages.findIndex(({ key }) => key === jump.to)
    // Forward only, whatever the data says: a survey that goes round never ends.
    at = target > at ? target : at + 1
  }
  return steps
}

/** The page after (or, `back`, before) this one by the answers so far; null at either end. */
export function neighbour(pages: Pages, answers: readonly Given[], page: string, back = false): Step | null {
  const steps = reach(pages, answers)
  const at = steps.findIndex((step) => step.page === page)
  return (at < 0 ? undefined : steps[back ? at - 1 : at + 1]) ?? null
}

/**
 * How far along somebody is on a page, 0 to 1: pages before it of all that are met by the answers so far. It may step back a little
 * when an answer opens a branch.
 */
export function progress(pages: Pages, answers: readonly Given[], page: string): number {
  const steps = reach(pages, answers)
  const at = steps.findIndex((step) => step.page === page)
  return steps.length === 0 || at < 0 ? 0 : at / steps.length
}

export function findQuestion({ pages }: Pages, key: string): Question | null {
  for (const { questions } of pages) {
    const found = questions.find((question) => question.key === key)
    if (found) return found
  }
  return null
}

/** What conditions know: `q` is the answer of question q, `m.row` the column picked in a row of the matrix m. */
export function factsOf(answers: ReadonlyMap<string, Answer>): Facts {
  return (name) => {
    const [key = '', row] = name.split('.')
    const answer = answers.get(key)
    if (answer === undefined) return null
    if (row === undefined) return factOf(answer)
    return answer.kind === 'cells' ? (answer.cells.find((cell) => cell.row === row)?.column ?? null) : null
  }
}

function factOf(answer: Answer): Fact {
  switch (answer.kind) {
    case 'picked':
      return answer.options
    case 'text':
      return answer.text.trim()
    case 'number':
      return answer.number
    case 'day':
      return answer.day
    case 'files':
      return answer.files
    case 'agreed':
      return answer.agreed
    case 'cells':
      return answer.cells.map(({ column }) => column)
  }
}
