import { type Answer, OTHER, type Question } from '../model'

export type Picked = Extract<Answer, { kind: 'picked' }>

/** The answer after a tap on an option; `full` when no more may be picked, which has to be said. */
export function picked(question: Question, before: Picked | null, key: string): Picked | 'full' {
  const on = before?.options ?? []
  const other = before?.other ?? null
  const many = question.type === 'multi' || question.type === 'picture'
  if (on.includes(key)) {
    // A single choice that is not required can be taken back by a second tap.
    if (!many && question.required) return answerOf(on, other)
    return answerOf(
      on.filter((each) => each !== key),
      other,
    )
  }
  if (!many) return answerOf([key], other)
  const alone = (each: string) => 'options' in question && question.options.some((o) => o.key === each && o.alone)
  if (alone(key)) return answerOf([key], other)
  const rest = on.filter((each) => !alone(each))
  if (question.max !== null && rest.length >= question.max) return 'full'
  return answerOf([...rest, key], other)
}

/** The order after a tap: the next place, or out of it again. */
export function ranked(before: Picked | null, key: string): Picked {
  const on = before?.options ?? []
  return answerOf(on.includes(key) ? on.filter((each) => each !== key) : [...on, key], before?.other ?? null)
}

function answerOf(options: string[], other: string | null): Picked {
  return { kind: 'picked', options, other: options.includes(OTHER) ? other : null }
}
