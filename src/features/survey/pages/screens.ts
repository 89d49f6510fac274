import { findQuestion, reach } from '../branching'
import { type Given, type Page, scaleOf } from '../model'
import { check } from '../validation'

type Pages = { pages: readonly Page[] }

/** What is shown at once: one question, and the words that a scale asks for below it. */
export interface Screen {
  /** Key of its first question. */
  key: string
  page: string
  questions: string[]
}

/** The screens that a person with these answers meets, in order. */
export function screensOf(pages: Pages, answers: readonly Given[]): Screen[] {
  const screens: Screen[] = []
  for (const { page, questions } of reach(pages, answers)) {
    for (const key of questions) {
      const before = screens.at(-1)
      if (before?.page === page && joins(pages, before, key)) before.questions.push(key)
      else screens.push({ key, page, questions: [key] })
    }
  }
  return screens
}

/** "Why this number?" stands below its scale: on a screen of its own nobody would know what it means. */
function joins(pages: Pages, { questions }: Screen, key: string): boolean {
  const [first = ''] = questions
  const scale = findQuestion(pages, first)
  const words = findQuestion(pages, key)
  if (questions.length > 1 || !scale || words?.type !== 'text') return false
  return scaleOf(scale) !== null && !words.required
}

/** Place of the screen with this question; where it is gone, the first that still wants an answer, or the last. */
export function placeOf(pages: Pages, answers: readonly Given[], at: string): number {
  const screens = screensOf(pages, answers)
  const there = screens.findIndex(({ questions }) => questions.includes(at))
  if (there >= 0) return there
  const open = screens.findIndex((screen) => problemsOf(pages, answers, screen).length > 0)
  return open >= 0 ? open : Math.max(0, screens.length - 1)
}

/** What keeps a screen from being left, by question. */
export function problemsOf(
  pages: Pages,
  answers: readonly Given[],
  { questions }: Screen,
): { question: string; message: string }[] {
  return questions.flatMap((key) => {
    const question = findQuestion(pages, key)
    const message = question && check(question, answers.find((given) => given.question === key)?.answer)
    return message ? [{ question: key, message }] : []
  })
}
