import { DAY } from '../../kernel/day'
import { findQuestion } from './branching'
import { textOf } from './fold'
import type { Page } from './model'
import type { FollowUp, Response } from './rules'

/** Days within which an unhappy member is to be called. */
export const FOLLOW_UP_DAYS = 3

/** What an unhappy answer makes somebody do; null: nothing. 0 to 6 of NPS, 1 and 2 of CSAT; the worst of several. */
export function followUpOf(pages: { pages: readonly Page[] }, response: Response): FollowUp | null {
  const { memberId, at, survey, version, round, answers, day } = response
  if (memberId === null || at === null) return null
  const unhappy = answers.flatMap(({ question: key, answer }) => {
    const type = findQuestion(pages, key)?.type
    if (answer.kind !== 'number' || (type !== 'nps' && type !== 'csat')) return []
    const most = type === 'nps' ? 6 : 2
    return answer.number <= most ? [{ question: key, type, score: answer.number, rank: answer.number / most }] : []
  })
  const [worst] = unhappy.sort((a, b) => a.rank - b.rank)
  if (!worst) return null
  const { question, type, score } = worst
  const words = answers
    .flatMap(textOf)
    .map(({ text }) => text)
    .join('；')
  return {
    _id: `${survey}:${round}:${memberId}`,
    schema: 1,
    ...{ survey, version, round, memberId, question, type, score },
    words: [...words].slice(0, 300).join(''),
    day,
    deadline: at + FOLLOW_UP_DAYS * DAY,
    state: 'open',
    done: null,
  }
}
