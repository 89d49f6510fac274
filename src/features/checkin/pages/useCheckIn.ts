import Taro from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Asked } from '../../../client/answer'
import { type Answered, call } from '../../../client/call'
import { mayKeep, withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { forget, keep, kept } from '../../../client/keep'
import type { DialPhase } from '../../../client/parts/Dial'
import { say } from '../../../client/toast'
import { type Day, dayOfMonth, monthOf } from '../../../kernel/day'
import type { CheckInAnswer, ScoreView } from '../contract'
import { text } from './text'

/** A beat that was struck without a network: for which business day, and the server's clock as last known (ms). */
export interface Noted {
  day: Day
  at: number
}

export interface CheckIn {
  phase: DialPhase
  /** What the check-in gave, when it happened on this page. */
  gave: CheckInAnswer | null
  noted: Noted | null
  press: () => void
}

/** Without an answer for so long the dial says that it waits. */
const WAITING_MS = 3000

/**
 * Striking today's beat. The dial moves at once, but says "done" only after the server did. Without a network the beat is
 * noted on the phone, one per day, and sent when the server can be reached again; the server decides which day it counts for.
 */
export function useCheckIn(score: Asked<ScoreView>): CheckIn {
  const [step, setStep] = useState<'idle' | 'sending' | 'waiting' | 'landed'>('idle')
  const [gave, setGave] = useState<CheckInAnswer | null>(null)
  const [noted, setNoted] = useState<Noted | null>(() => kept<Noted>('checkin.noted'))
  const busy = useRef(false)
  // The answer by which a strike was last tried: only a newer one proves that the server can be reached again.
  const tried = useRef<Answered<ScoreView> | null>(null)
  const answer = score.answer

  const drop = useCallback(() => {
    forget('checkin.noted')
    setNoted(null)
  }, [])

  const strike = useCallback(
    async (view: Answered<ScoreView>) => {
      busy.current = true
      tried.current = view
      setStep('sending')
      const timer = setTimeout(() => setStep('waiting'), WAITING_MS)
      try {
        const struckNow = await withConsent(() => call('checkin.checkIn', {}))
        if (struckNow === null) return setStep('idle')
        const { data, now } = struckNow
        drop()
        haptic(data.rewards.length > 1 ? 'heavy' : 'medium')
        setGave(data)
        setStep('landed')
        score.replace({ data: struck(view.data, data), now })
      } catch (error) {
        setStep('idle')
        const failure = asFailure(error)
        if (failure.kind === 'offline') {
          const note = { day: view.data.today, at: view.now }
          if (mayKeep()) keep('checkin.noted', note)
          setNoted(note)
          say(text.notedToast, 'offline')
        } else {
          say(failure.message)
        }
      } finally {
        clearTimeout(timer)
        busy.current = false
      }
    },
    [drop, score.replace],
  )

  const press = useCallback(() => {
    if (busy.current || answer === null || answer.data.doneToday) return
    haptic('light')
    void strike(answer)
  }, [answer, strike])

  // A fresh answer means that the server can be reached: what was noted goes out now, if its day is still today.
  useEffect(() => {
    if (noted === null || busy.current || answer === null || answer === tried.current) return
    if (score.remembered || score.failure) return
    const fate = fateOf(noted, answer.data)
    if (fate === 'send') void strike(answer)
    else {
      drop()
      if (fate === 'late') say(text.notedLate)
    }
  }, [noted, answer, score.remembered, score.failure, strike, drop])

  useEffect(() => {
    const back = ({ isConnected }: { isConnected: boolean }) => {
      if (isConnected && noted !== null) void score.again()
    }
    Taro.onNetworkStatusChange(back)
    return () => Taro.offNetworkStatusChange(back)
  }, [score.again, noted])

  return { phase: phaseOf(step, noted, answer?.data ?? null), gave, noted, press }
}

/** What becomes of a noted beat once the server's day is known. */
export function fateOf(noted: Noted, score: ScoreView): 'send' | 'arrived' | 'late' {
  if (noted.day !== score.today) return 'late'
  return score.doneToday ? 'arrived' : 'send'
}

export function phaseOf(
  step: 'idle' | 'sending' | 'waiting' | 'landed',
  noted: Noted | null,
  score: ScoreView | null,
): DialPhase {
  if (step === 'sending' || step === 'waiting') return step
  if (score?.doneToday) return step === 'landed' ? 'landed' : 'done'
  return noted !== null && noted.day === score?.today ? 'noted' : 'ready'
}

/** The score as it is after the check-in, so that the page need not wait for another answer. */
export function struck(before: ScoreView, gave: CheckInAnswer): ScoreView {
  if (gave.day !== before.today) return before
  const milestones = before.milestones.map((one) => ({ ...one, left: Math.max(0, one.days - gave.streak) }))
  return {
    ...before,
    doneToday: true,
    streak: gave.streak,
    longest: Math.max(before.longest, gave.streak),
    awardedToday: gave.awarded,
    balance: gave.balance,
    week: before.week.map((one) => (one.day === gave.day ? { ...one, done: true, mark: 'done' as const } : one)),
    days: before.month === monthOf(gave.day) ? [...new Set([...before.days, dayOfMonth(gave.day)])] : before.days,
    milestones,
    next: milestones.find(({ left }) => left > 0) ?? null,
  }
}
