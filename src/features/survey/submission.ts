import { findQuestion, reach, type Step } from './branching'
import type { Given, Page } from './model'
import { check, isEmpty } from './validation'

/** What a survey's answers come to when they are handed in. */
export interface Submission {
  steps: Step[]
  /** Keys of the questions that are asked, in order. */
  path: string[]
  /** Of questions that are asked; empty ones left out, in the order of the path. */
  answers: Given[]
  /** Of questions that another branch left behind. */
  unreached: Given[]
  /** Sentences by question, in the order of the path; empty: it can be handed in. */
  problems: { question: string; page: string; message: string }[]
  /** Questions that do not exist, or stand there twice: no phone of ours sends that. */
  unknown: string[]
}

/** Replays branching and validation. The phone asks it before it sends and the server before it believes. */
export function submitView(pages: { pages: readonly Page[] }, given: readonly Given[]): Submission {
  const steps = reach(pages, given)
  const path = steps.flatMap(({ questions }) => questions)
  const asked = new Set(path)
  const byKey = new Map(given.map((each) => [each.question, each]))
  const problems = steps.flatMap(({ page, questions }) =>
    questions.flatMap((key) => {
      const question = findQuestion(pages, key)
      const message = question && check(question, byKey.get(key)?.answer)
      return message ? [{ question: key, page, message }] : []
    }),
  )
  const counted = new Set<string>()
  const unknown = given
    .map(({ question }) => question)
    .filter((key) => {
      const again = counted.has(key)
      counted.add(key)
      return again || findQuestion(pages, key) === null
    })
  return {
    steps,
    path,
    answers: path.flatMap((key) => {
      const each = byKey.get(key)
      return each && !isEmpty(each.answer) ? [each] : []
    }),
    unreached: given.filter(({ question, answer }) => !asked.has(question) && !isEmpty(answer)),
    problems,
    unknown,
  }
}
