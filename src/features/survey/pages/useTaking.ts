import Taro, { useDidHide, useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../../client/call'
import { consentIsMissing, mayKeep, withConsent } from '../../../client/consent'
import { asFailure, type CallFailure } from '../../../client/failure'
import { useObservable } from '../../../client/observable'
import { serverNow } from '../../../client/serverClock'
import { say } from '../../../client/toast'
import { machineNow } from '../../../kernel/clock'
import { hash64 } from '../../../kernel/hash'
import type { OpenSurvey, Submitted } from '../contract'
import type { Answer } from '../model'
import { begun, type Draft, handingOf, type Pending, refreshed, type Via, wentTo, withAnswer, withTime } from './draft'
import { placeOf, problemsOf, type Screen, screensOf } from './screens'
import { ended, handIn, waiting } from './sender'
import { draftOf, dropDraft, keepDraft, MINE, readQueue } from './shelf'
import { text } from './text'

/** One survey on one phone: what is kept, what the server said, and the person's moves. */
export function useTaking(survey: string, via: Via) {
  const [draft, setDraft] = useState<Draft | null>(() => draftOf(survey))
  const [open, setOpen] = useState<OpenSurvey | null>(null)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const [changed, setChanged] = useState(false)
  const [problems, setProblems] = useState<readonly { question: string; message: string }[]>([])
  const [taken, setTaken] = useState<Submitted | null>(null)
  const queue = useObservable(waiting)
  const end = useObservable(ended)
  const newest = useRef(draft)
  const loading = useRef(false)
  const since = useRef<{ question: string; at: number } | null>(null)
  const waits = (queue.length > 0 ? queue : readQueue()).find(({ handing }) => handing.survey === survey) ?? null

  const put = useCallback((next: Draft) => {
    newest.current = next
    setDraft(next)
    keepDraft(next)
  }, [])

  const load = useCallback(async () => {
    loading.current = true
    try {
      const { data } = await call('survey.open', { survey })
      setFailure(null)
      setOpen(data)
      if (data.standing !== 'open' || readQueue().some(({ handing }) => handing.survey === survey)) return
      const request = requestFor(data)
      const before = newest.current
      if (before === null) {
        newest.current = begun(data, request, via)
        setDraft(newest.current)
        return
      }
      const now = refreshed(before, data, request)
      if (now.changed) setChanged(before.answers.length > 0)
      put(now.draft)
    } catch (error) {
      setFailure(asFailure(error))
    } finally {
      loading.current = false
    }
  }, [survey, via, put])

  /** Adds the time since the screen came into sight, and begins anew. */
  const tick = useCallback((next: string | null) => {
    const { current } = since
    since.current = next === null ? null : { question: next, at: machineNow() }
    if (current === null || newest.current === null) return
    newest.current = withTime(newest.current, current.question, (machineNow() - current.at) / 1000)
  }, [])

  /** Tells what came into sight; marked as told before it goes out, because it must not be told twice. */
  const tell = useCallback(() => {
    const now = newest.current
    if (now === null || !mayKeep() || now.told >= now.seen.length) return
    const seen = now.seen.slice(now.told)
    newest.current = { ...now, told: now.seen.length }
    const { version, round } = now.open
    call('survey.started', { survey, version, round, first: now.told === 0, seen }).catch((error: unknown) =>
      console.info('what was seen is not counted', error),
    )
  }, [survey])

  const go = useCallback(
    (screen: Screen | null) => {
      const now = newest.current
      if (now === null) return
      tick(screen?.key ?? null)
      newest.current = wentTo(newest.current ?? now, screen)
      if (newest.current.told === 0) tell()
      setProblems([])
      put(newest.current)
    },
    [tick, tell, put],
  )

  useEffect(() => {
    if (end?.survey !== survey) return
    if (end.outcome.kind === 'taken') {
      newest.current = null
      setDraft(null)
      setTaken(end.outcome.submitted)
      ended.set(null)
    }
    if (end.outcome.kind !== 'stopped' || newest.current === null) return
    const { stop } = end.outcome
    put({ ...newest.current, stop })
    ended.set(null)
    if (stop.code === 'CONSENT_REQUIRED') void consentIsMissing()
  }, [end, survey, put])

  const leave = useCallback(() => {
    tick(null)
    tell()
    // Handed in meanwhile: what was taken must not come back as a draft.
    if (newest.current !== null && draftOf(survey) !== null) keepDraft(newest.current)
  }, [survey, tick, tell])
  const arrive = useCallback(() => {
    const at = newest.current?.at ?? null
    if (at !== null) since.current = { question: at, at: machineNow() }
    void load()
  }, [load])
  useEffect(() => {
    arrive()
    return leave
  }, [arrive, leave])
  useDidShow(() => {
    if (taken === null && !loading.current) arrive()
  })
  useDidHide(leave)

  const { screens, at } = draft === null ? { screens: [], at: -1 } : standing(draft)
  const screen = screens[at] ?? null

  /** Hands in, or leads to what is still missing. */
  async function submit(): Promise<void> {
    tick(null)
    tell()
    const now = newest.current
    if (now === null) return
    const view = handingOf(now)
    if ('missing' in view) {
      const target = screensOf(now.open, now.answers)[placeOf(now.open, now.answers, view.missing.question)]
      if (target) go(target)
      setProblems([view.missing])
      return
    }
    const { title, reward } = now.open
    put({ ...now, stop: null })
    ended.set(null)
    const entry = { handing: view.handing, title, points: reward.points, later: null }
    await withConsent(() => handIn({ ...now, stop: null }, entry))
  }

  return {
    draft,
    open,
    failure,
    changed,
    problems,
    taken,
    waits,
    screen,
    place: at,
    screens,
    again: load,
    /** From the first page to the first screen, or to where the person was. */
    start: async () => {
      const agreed = await withConsent(async () => true)
      if (agreed === null) say(text.declined)
      else if (newest.current) go(screensOf(newest.current.open, newest.current.answers)[0] ?? null)
    },
    answer(question: string, answer: Answer | null) {
      if (newest.current === null) return
      put(withAnswer(newest.current, question, answer))
      setProblems((before) => before.filter((each) => each.question !== question))
    },
    picture(file: string, url: string) {
      if (newest.current) put({ ...newest.current, pictures: [...newest.current.pictures, { file, url }] })
    },
    pend(pending: Pending[]) {
      if (newest.current) put({ ...newest.current, pending })
    },
    newest: () => newest.current,
    // By what is kept, not by what is drawn: on a slow phone the next tap comes before the drawing.
    forward() {
      const now = newest.current === null ? null : standing(newest.current)
      const here = now?.screens[now.at]
      // The second of two taps on one screen must not pass the next, which nobody has seen.
      if (newest.current === null || !now || !here || here.key !== screen?.key) return
      const found = problemsOf(newest.current.open, newest.current.answers, here)
      setProblems(found)
      if (found.length > 0) return
      const next = now.screens[now.at + 1]
      if (next) go(next)
      else void submit()
    },
    backward() {
      const now = newest.current === null ? null : standing(newest.current)
      go(now?.screens[now.at - 1] ?? null)
    },
    submit,
    /** After a refusal: the same draft over what the server says now. */
    reopen() {
      if (newest.current) {
        const again = newest.current.stop?.code === 'REQUEST_REUSED' ? requestFor(newest.current.open) : null
        put({ ...newest.current, stop: null, ...(again ? { request: again } : {}) })
      }
      void load()
    },
    putAway() {
      newest.current = null
      dropDraft(survey)
      void Taro.redirectTo({ url: MINE })
    },
  }
}

/** The screens of a draft and the place of the one that is shown; -1: the first page. */
function standing({ open, answers, at }: Draft): { screens: Screen[]; at: number } {
  return { screens: screensOf(open, answers), at: at === null ? -1 : placeOf(open, answers, at) }
}

export type Taking = ReturnType<typeof useTaking>

/** Different on every phone and at every moment; the person's own seed keeps two people apart. */
function requestFor({ survey, round, seed }: OpenSurvey): string {
  const words = `${survey}|${round}|${seed}|${serverNow()}|${machineNow()}`
  return hash64(words) + hash64(`${words}|`)
}
