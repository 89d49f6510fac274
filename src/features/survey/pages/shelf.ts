import { mayKeep } from '../../../client/consent'
import { forget, keep, kept } from '../../../client/keep'
import { QUEUE } from './carry'
import type { Draft } from './draft'
import type { Waiting } from './handing'

/** The page of surveys: with `?s=` one of them, else the member's list. */
export const MINE = '/features/survey/pages/survey/index'

/** A draft of each survey; what waits for the network lies in `QUEUE`. */
const drawerOf = (survey: string) => `survey.draft.${survey}`

export function draftOf(survey: string): Draft | null {
  const draft = kept<Draft>(drawerOf(survey))
  return draft?.schema === 1 ? draft : null
}

export function keepDraft(draft: Draft): void {
  if (mayKeep()) keep(drawerOf(draft.open.survey), draft)
}

export function dropDraft(survey: string): void {
  forget(drawerOf(survey))
}

export function readQueue(): Waiting[] {
  return kept<Waiting[]>(QUEUE) ?? []
}

export function writeQueue(list: readonly Waiting[]): void {
  if (list.length === 0) forget(QUEUE)
  else keep(QUEUE, list)
}
