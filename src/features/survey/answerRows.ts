import './collections'
import type { Day } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import type { AnswerRow } from './contract'
import type { Definition } from './definition'
import { maskedOf } from './member'
import { type Answer, questionsOf } from './model'
import { wordsOf } from './piping'
import type { Response } from './rules'
import { exportText } from './text'

/** Answers of one read, and reads of one call: whoever looks for few among many presses once more. */
const PAGE = 200
const PAGES = 5
const SHOWN = 50

export interface RowsAsked {
  survey: string
  version: number
  round: string
  question: string
  /** An option's key or a number as text; null: whatever was answered. */
  value: string | null
  from?: Day | undefined
  to?: Day | undefined
  after: string | null
}

/** The id of an answer holds the member's; staff read a mask. */
export function maskedId(id: string, memberId: string | null): string {
  return memberId === null ? id : id.replace(memberId, memberId.slice(-4))
}

/** The answers behind a number, in order of `_id`: at most a thousand documents and five wire calls. */
export async function listAnswers(
  store: Store,
  definition: Pick<Definition, 'pages'>,
  asked: RowsAsked,
): Promise<{ rows: AnswerRow[]; next: string | null }> {
  const { survey, version } = asked
  const question = questionsOf(definition).find(({ key }) => key === asked.question)
  const rows: AnswerRow[] = []
  let last = asked.after
  for (let page = 0; page < PAGES && question; page++) {
    const where = { survey, version, ...(last !== null && { _id: is.gt(last) }) }
    const found = await store.find('survey_responses', where, { sort: [['_id', 1]], limit: PAGE })
    for (const response of found) {
      last = response._id
      const given = answerBehind(response, asked)
      if (given === null) continue
      const { _id: id, memberId, day, via } = response
      const route = via ? exportText.routes[via.route] : ''
      rows.push({
        id: maskedId(id, memberId),
        member: maskedOf(memberId),
        day,
        route,
        answer: wordsOf(question, given),
      })
      if (rows.length === SHOWN) return { rows, next: last }
    }
    if (found.length < PAGE) return { rows, next: null }
  }
  return { rows, next: question ? last : null }
}

/** The answer that makes a response one of those asked for; null when it is none of them. */
export function answerBehind(
  { round, day, answers }: Pick<Response, 'round' | 'day' | 'answers'>,
  asked: Pick<RowsAsked, 'round' | 'question' | 'value' | 'from' | 'to'>,
): Answer | null {
  const { value, from, to } = asked
  if (round !== asked.round || (from !== undefined && day < from) || (to !== undefined && day > to)) return null
  const given = answers.find(({ question }) => question === asked.question)?.answer ?? null
  return given !== null && (value === null || valuesOf(given).includes(value)) ? given : null
}

/** What an answer counts as, by the rule of the rollups. */
function valuesOf(answer: Answer): string[] {
  if (answer.kind === 'picked') return answer.options
  if (answer.kind === 'number') return [String(answer.number)]
  if (answer.kind === 'cells') return answer.cells.map(({ row, column }) => `${row}.${column}`)
  return answer.kind === 'agreed' && answer.agreed ? ['agreed'] : []
}
