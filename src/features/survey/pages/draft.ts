import { findQuestion } from '../branching'
import type { OpenSurvey } from '../contract'
import { type Answer, type Given, KIND_OF } from '../model'
import { submitView } from '../submission'
import { check, isEmpty } from '../validation'

/** How the person came here. */
export interface Via {
  route: 'notice' | 'list' | 'group' | 'poster'
  group: string | null
  store: string | null
  sop: string | null
}

/** Why the last handing-in was refused. */
export interface Stop {
  code: string
  message: string
}

/** A picture of the phone that is to go up, or that went up and waits to be taken over. */
export interface Pending {
  question: string
  path: string
  ending: 'jpg' | 'png' | 'webp'
  upload: string | null
}

/** An answer being written, as the phone keeps it: all that is needed to go on without a network. */
export interface Draft {
  schema: 1
  open: OpenSurvey
  /** 32 hexadecimal digits: however often it is sent, it is one answer. */
  request: string
  via: Via
  answers: Given[]
  /** First question of the screen that is shown; null before the first. */
  at: string | null
  /** Seconds in sight. */
  times: { question: string; seconds: number }[]
  /** Questions that came into sight; the server was told of the first `told`. */
  seen: string[]
  told: number
  /** Addresses of pictures that were handed over, to show them again. */
  pictures: { file: string; url: string }[]
  /** Pictures that have not arrived, in files of the phone that outlive closing. */
  pending?: Pending[]
  stop: Stop | null
}

/** What `survey.submit` takes; frozen from the tap on, or a repeat would be another answer. */
export interface Handing {
  survey: string
  version: number
  round: string
  request: string
  path: string[]
  answers: Given[]
  via: Via
  seconds: number | null
  times: { question: string; seconds: number }[]
}

/** The server takes no more than a day. */
const MOST_SECONDS = 86_400

export function begun(open: OpenSurvey, request: string, via: Via): Draft {
  const nothing = { answers: [], at: null, times: [], seen: [], told: 0, pictures: [], stop: null }
  return { schema: 1, open, request, via, ...nothing }
}

/** With an answer in place of the earlier one; an empty one takes it away. */
export function withAnswer(draft: Draft, question: string, answer: Answer | null): Draft {
  const others = draft.answers.filter((given) => given.question !== question)
  const answers = answer === null || isEmpty(answer) ? others : [...others, { question, answer }]
  return { ...draft, answers, stop: null }
}

/** On the screen of this question; what is on it counts as seen. */
export function wentTo(draft: Draft, screen: { key: string; questions: readonly string[] } | null): Draft {
  if (screen === null) return { ...draft, at: null }
  const fresh = screen.questions.filter((key) => !draft.seen.includes(key))
  return { ...draft, at: screen.key, seen: [...draft.seen, ...fresh] }
}

/** With so many more seconds in sight of a question. */
export function withTime(draft: Draft, question: string, seconds: number): Draft {
  if (!(seconds > 0)) return draft
  const before = draft.times.find((each) => each.question === question)?.seconds ?? 0
  const others = draft.times.filter((each) => each.question !== question)
  const rounded = Math.min(MOST_SECONDS, Math.round((before + seconds) * 10) / 10)
  return { ...draft, times: [...others, { question, seconds: rounded }] }
}

/**
 * The draft over what the server says now. Where another version or round is live, answers that still fit its questions stay and
 * the others go; another round is another answer, so it gets the new request.
 */
export function refreshed(draft: Draft, open: OpenSurvey, request: string): { draft: Draft; changed: boolean } {
  const same = draft.open.version === open.version && draft.open.round === open.round
  if (same) return { draft: { ...draft, open }, changed: false }
  const answers = draft.answers.filter((given) => fits(open, given))
  const seen = draft.seen.filter((key) => findQuestion(open, key) !== null)
  const times = draft.times.filter(({ question }) => findQuestion(open, question) !== null)
  const moved = draft.open.round === open.round ? draft.request : request
  const next = { ...draft, open, answers, seen, told: seen.length, times, request: moved, stop: null }
  return { draft: next, changed: draft.open.version !== open.version }
}

function fits(open: OpenSurvey, { question: key, answer }: Given): boolean {
  const question = findQuestion(open, key)
  return question !== null && KIND_OF[question.type] === answer.kind && check(question, answer) === null
}

/** What goes to the server, or the first thing that is still missing. */
export function handingOf(draft: Draft): { handing: Handing } | { missing: { question: string; message: string } } {
  const { open, request, via, answers, times } = draft
  const view = submitView(open, answers)
  const [missing] = view.problems
  if (missing) return { missing }
  const seconds = times.reduce((sum, each) => sum + each.seconds, 0)
  const handing: Handing = {
    survey: open.survey,
    version: open.version,
    round: open.round,
    request,
    path: view.steps.map(({ page }) => page),
    answers: [...view.answers, ...view.unreached],
    via,
    seconds: times.length === 0 ? null : Math.min(MOST_SECONDS, Math.round(seconds)),
    times,
  }
  return { handing }
}
