import type { DesignProblem } from '../contract'
import { questionsOf } from '../model'
import type { Outline } from './outline'

/** A place of the editor, as its address says: a part of the whole, a page, a question. */
export type Spot =
  | { at: 'whole' }
  | { at: 'asking' }
  | { at: 'quotas' }
  | { at: 'page'; key: string }
  | { at: 'question'; key: string }

export function spotOf(text: string | undefined, definition: Outline): Spot {
  const [kind, key = ''] = (text ?? '').split(':')
  if (kind === 'q' && questionsOf(definition).some((question) => question.key === key)) return { at: 'question', key }
  if (kind === 'p' && definition.pages.some((page) => page.key === key)) return { at: 'page', key }
  if (kind === 'asking' || kind === 'quotas') return { at: kind }
  return { at: 'whole' }
}

export function addressOf(spot: Spot): string {
  if (spot.at === 'question') return `q:${spot.key}`
  return spot.at === 'page' ? `p:${spot.key}` : spot.at
}

/** Where a problem is mended. */
export function spotOfProblem({ page, question, message }: DesignProblem): Spot {
  if (question !== null) return { at: 'question', key: question }
  if (page !== null) return { at: 'page', key: page }
  if (message.includes('名额')) return { at: 'quotas' }
  return /对象|邀请|开始时间/.test(message) ? { at: 'asking' } : { at: 'whole' }
}
