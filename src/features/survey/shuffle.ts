import { hash64 } from '../../kernel/hash'
import type { Option, Question } from './model'

/**
 * A question's options in the order in which one person sees them: the same after closing and on every device. Those that are
 * `last` or `alone` keep their places at the end.
 *
 * @param seed `survey.open` answers it; one per person and survey
 */
export function shownOptions(question: Question, seed: string): Option[] {
  if (!('options' in question)) return []
  if (!question.shuffle) return question.options
  const fixed = (option: Option) => option.last || option.alone
  const drawn = question.options
    .filter((option) => !fixed(option))
    .map((option) => ({ option, draw: hash64(`${seed}:${question.key}:${option.key}`) }))
    .sort((a, b) => (a.draw < b.draw ? -1 : a.draw > b.draw ? 1 : 0))
  return [...drawn.map(({ option }) => option), ...question.options.filter(fixed)]
}
