import { call } from '../../../client/call'
import { asFailure } from '../../../client/failure'
import { observable } from '../../../client/observable'
import type { Draft } from './draft'
import { type Outcome, outcomeOf, pauseAfter, queued, settledBy, type Waiting } from './handing'
import { draftOf, dropDraft, keepDraft, readQueue, writeQueue } from './shelf'

/** What waits, for whoever shows it. The phone's storage is what counts: this follows it. */
export const waiting = observable<Waiting[]>([])
/** How the last try of an answer ended. */
export const ended = observable<{ survey: string; request: string; outcome: Outcome } | null>(null)

let flying: Promise<void> | null = null
let timer: ReturnType<typeof setTimeout> | null = null
let tries = 0

function put(list: Waiting[]): void {
  writeQueue(list)
  waiting.set(list)
}

/** From the tap on the answer is the phone's to deliver, also after closing. The draft stays until the server has spoken. */
export function handIn(draft: Draft, entry: Waiting): Promise<void> {
  keepDraft(draft)
  put(queued(readQueue(), entry))
  return sendWaiting()
}

/** Sends all that waits, one after the other. The page came to the front, or the network is back: the pauses begin anew. */
export function sendWaiting(): Promise<void> {
  tries = 0
  return send()
}

/** Nobody looks any more: what waits is sent when a page of surveys shows again. */
export function rest(): void {
  if (timer !== null) clearTimeout(timer)
}

function send(): Promise<void> {
  flying ??= drain().finally(() => {
    flying = null
  })
  return flying
}

async function drain(): Promise<void> {
  if (timer !== null) clearTimeout(timer)
  waiting.set(readQueue())
  const tried = new Set<string>()
  const next = () => readQueue().find(({ handing }) => !tried.has(handing.request))
  for (let entry = next(); entry !== undefined; entry = next()) {
    tried.add(entry.handing.request)
    settle(entry, await sent(entry))
  }
  if (readQueue().length === 0) return
  timer = setTimeout(() => void send(), pauseAfter(tries))
  tries += 1
}

async function sent({ handing }: Waiting): Promise<Outcome> {
  try {
    return { kind: 'taken', submitted: (await call('survey.submit', handing)).data }
  } catch (error) {
    return outcomeOf(asFailure(error))
  }
}

/** The draft first: dying in between sends the same request once more, and the server answers as before. */
function settle({ handing }: Waiting, outcome: Outcome): void {
  const { survey, request } = handing
  const draft = draftOf(survey)
  if (draft?.request === request) {
    if (outcome.kind === 'taken') dropDraft(survey)
    if (outcome.kind === 'stopped') keepDraft({ ...draft, stop: outcome.stop })
  }
  put(settledBy(readQueue(), request, outcome))
  ended.set({ survey, request, outcome })
}
