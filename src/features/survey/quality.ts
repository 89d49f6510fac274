import { findQuestion } from './branching'
import { type Given, type Page, scaleOf } from './model'
import type { Flag } from './rules'

/** Seconds below which nobody has read a question, beside the time for its letters. */
const LEAST_PER_QUESTION = 0.8
/** Chinese characters that a fast reader takes in a second. */
const CHARACTERS_PER_SECOND = 25
/** Scales all answered alike before that says anything. */
const STRAIGHT_FROM = 5

/** The least seconds in which these questions can be read and answered. */
export function leastSeconds(pages: { pages: readonly Page[] }, path: readonly string[]): number {
  return path.reduce((sum, key) => {
    const question = findQuestion(pages, key)
    return sum + LEAST_PER_QUESTION + [...(question?.title ?? '')].length / CHARACTERS_PER_SECOND
  }, 0)
}

/** What makes an answer doubtful. It is counted all the same; whoever looks may leave it out. */
export function flagsOf(
  pages: { pages: readonly Page[] },
  { path, answers, seconds }: { path: readonly string[]; answers: readonly Given[]; seconds: number | null },
): Flag[] {
  const speeder = seconds !== null && seconds < leastSeconds(pages, path)
  return [...(speeder ? ['speeder' as const] : []), ...(isStraight(pages, answers) ? ['straight' as const] : [])]
}

/** Always the same column of a matrix, or the same place on every scale (its lowest, highest or middle …). */
function isStraight(pages: { pages: readonly Page[] }, answers: readonly Given[]): boolean {
  const places = answers.flatMap(({ question: key, answer }) => {
    const question = findQuestion(pages, key)
    if (!question) return []
    if (answer.kind === 'cells' && question.type === 'matrix') {
      const { columns } = question
      const last = Math.max(1, columns.length - 1)
      return answer.cells.map(({ column }) => columns.findIndex((each) => each.key === column) / last)
    }
    const scale = scaleOf(question)
    if (!scale || answer.kind !== 'number') return []
    return [(answer.number - scale.least) / (scale.most - scale.least)]
  })
  return places.length >= STRAIGHT_FROM && places.every((place) => place === places[0])
}
