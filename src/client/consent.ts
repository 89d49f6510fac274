import { call } from './call'
import { CallFailure } from './failure'
import { forget, keep, kept } from './keep'
import { observable } from './observable'
import { noteSharing } from './sharing'

/** `asking` shows the sheet on members' pages. Reading works in every state; what stores something about a person needs `given`. */
export type Consent = 'unknown' | 'asking' | 'given' | 'refused'

export const consent = observable<Consent>('unknown')
let waiting: ((given: boolean) => void)[] = []

/** Nothing is kept on the phone about a person who has not agreed. */
export function mayKeep(): boolean {
  return consent.get() === 'given'
}

/** At the start: what the phone remembers, else what the server says; asks when nobody has answered yet. */
export async function settleConsent(): Promise<void> {
  if (consent.get() !== 'unknown') return
  const before = kept<'given' | 'refused'>('consent')
  if (before) return consent.set(before)
  const { data } = await call('member.getMe', {})
  noteSharing(data.sharing)
  if (consent.get() !== 'unknown') return
  if (data.consented) remember('given')
  else consent.set('asking')
}

/** Resolves with the person's decision; at once when they agreed before. */
export function askConsent(): Promise<boolean> {
  if (consent.get() === 'given') return Promise.resolve(true)
  consent.set('asking')
  return new Promise((resolve) => waiting.push(resolve))
}

/**
 * What WeChat demands before an interface that touches privacy (album, clipboard, files). It counts only a tap on its own button, also
 * from who agreed with us before, and it forgets when the guide changes: so this asks in any state and never answers by itself. Resolves
 * with the decision; who says no keeps all that they had.
 */
export const demanded = observable<((given: boolean) => void)[]>([])

export function askAuthorization(): Promise<boolean> {
  return new Promise((resolve) => demanded.set([...demanded.get(), resolve]))
}

/** One answer for all that wait: WeChat holds every such call until it is told. */
export function answerAuthorization(given: boolean): void {
  const all = demanded.get()
  demanded.set([])
  for (const resolve of all) resolve(given)
}

/** The person agrees: the server notes it first, then anything else may be stored. Throws CallFailure. */
export async function agree(): Promise<void> {
  await call('member.giveConsent', { version: 1 })
  remember('given')
  answer(true)
}

export function decline(): void {
  remember('refused')
  answer(false)
}

/** The server does not know this person's consent (any more), whatever the phone remembers. */
export function consentIsMissing(): Promise<boolean> {
  forget('consent')
  consent.set('unknown')
  return askConsent()
}

function remember(decision: 'given' | 'refused'): void {
  keep('consent', decision)
  consent.set(decision)
}

function answer(given: boolean): void {
  const all = waiting
  waiting = []
  for (const resolve of all) resolve(given)
}

/**
 * Does what stores something about a person. Asks first when they declined or the server does not know their consent;
 * answers null when they decline (again), throws CallFailure for everything else.
 */
export async function withConsent<T>(act: () => Promise<T>): Promise<T | null> {
  if (consent.get() === 'refused' && !(await askConsent())) return null
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof CallFailure) || error.code !== 'CONSENT_REQUIRED') throw error
    return (await consentIsMissing()) ? act() : null
  }
}
