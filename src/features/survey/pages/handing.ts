import type { Submitted } from '../contract'
import type { Handing, Stop } from './draft'

/** An answer that was handed in on the phone and that the server has not confirmed. */
export interface Waiting {
  handing: Handing
  title: string
  /** Reward as it was offered, for the sentence that it will still come. */
  points: number | null
  /** The server wants it later (paused); null: the network is missing. */
  later: string | null
}

/** What a try came to. */
export type Outcome =
  | { kind: 'taken'; submitted: Submitted }
  | { kind: 'stopped'; stop: Stop }
  | { kind: 'later'; message: string }
  /** Nothing is known: it may have arrived. The same request again finds out. */
  | { kind: 'again' }

/** Not now, but nothing is wrong with the answer. */
const LATER: ReadonlySet<string> = new Set(['SURVEY_PAUSED', 'SURVEY_NOT_OPEN'])
/** Nothing will come of opening it again: the person may put the draft away. */
const FINAL: ReadonlySet<string> = new Set([
  'ALREADY_ANSWERED',
  'SURVEY_CLOSED',
  'QUOTA_FULL',
  'NOT_FOR_YOU',
  'NO_SUCH_SURVEY',
])

export function isFinal(code: string): boolean {
  return FINAL.has(code)
}

/** A failure of `survey.submit`, as client/failure.ts names it. */
export function outcomeOf({ kind, code, message }: { kind: string; code: string; message: string }): Outcome {
  if (kind !== 'refused') return { kind: 'again' }
  return LATER.has(code) ? { kind: 'later', message } : { kind: 'stopped', stop: { code, message } }
}

/** After how many ms a try that got no answer is repeated: 1, 2, 4, 8, 16, then every 30 s. */
export function pauseAfter(tries: number): number {
  return tries >= 5 ? 30_000 : 1000 * 2 ** tries
}

/** The list with this answer at its end; one survey waits once. */
export function queued(list: readonly Waiting[], waiting: Waiting): Waiting[] {
  return [...list.filter(({ handing }) => handing.survey !== waiting.handing.survey), waiting]
}

/** The list without what was taken or refused for good; what is wanted later stays and says why. */
export function settledBy(list: readonly Waiting[], request: string, outcome: Outcome): Waiting[] {
  return list.flatMap((each) => {
    if (each.handing.request !== request) return [each]
    if (outcome.kind === 'again') return [{ ...each, later: null }]
    return outcome.kind === 'later' ? [{ ...each, later: outcome.message }] : []
  })
}
