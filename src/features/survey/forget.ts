import './collections'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import type { Store } from '../../kernel/store'
import type { Response } from './rules'

/**
 * An answer loses what its member wrote and photographed; what was merely picked stays counted and says nothing about a person. Texts
 * first: dying in between leaves an answer that still has its words, and the next try goes on.
 */
export async function forgetWords(store: Store, photos: Context['photos'], response: Response): Promise<void> {
  await store.remove('survey_texts', { response: response._id })
  await photos.drop(response.answers.flatMap(({ answer }) => (answer.kind === 'files' ? answer.files : [])))
  await settle(store, 'survey_responses', response._id, (found) => {
    if (!found || isForgotten(found)) return { answer: true }
    return { guard: { _id: response._id, request: found.request }, change: forgotten(found), answer: true }
  })
}

export function isForgotten({ answers, unreached }: Response): boolean {
  return unreached.length === 0 && !answers.some(isOwnWords)
}

function isOwnWords({ answer }: Response['answers'][number]): boolean {
  return answer.kind === 'text' || answer.kind === 'files' || (answer.kind === 'picked' && answer.other !== null)
}

function forgotten({ answers }: Response): Pick<Response, 'answers' | 'unreached'> {
  const kept = answers.flatMap((given): Response['answers'] => {
    if (!isOwnWords(given)) return [given]
    return given.answer.kind === 'picked' ? [{ ...given, answer: { ...given.answer, other: null } }] : []
  })
  return { answers: kept, unreached: [] }
}
