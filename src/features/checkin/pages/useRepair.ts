import { useRef, useState } from 'react'
import type { Asked } from '../../../client/answer'
import { call } from '../../../client/call'
import { withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { say } from '../../../client/toast'
import type { Day } from '../../../kernel/day'
import type { ScoreView } from '../contract'
import { text } from './text'

/** A request's id out of what it is about: the same wish, sent again after a lost answer, is the same request. */
function requestOf(...parts: (string | number)[]): string {
  return parts.join('').replace(/\D/g, '').padEnd(32, '0').slice(0, 32)
}

/** Repairing a missed day, and buying the card for it. */
export function useRepair(score: Asked<ScoreView>) {
  const [busy, setBusy] = useState(false)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)

  async function once(deed: () => Promise<boolean>): Promise<boolean> {
    if (working.current) return false
    working.current = true
    setBusy(true)
    haptic('light')
    try {
      return await deed()
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
      return false
    } finally {
      await score.again()
      working.current = false
      setBusy(false)
    }
  }

  /** True when the day is repaired. A day is repaired once, so the day itself is the request. */
  const repair = (day: Day) =>
    once(async () => {
      const made = await withConsent(() => call('checkin.makeUp', { day, request: requestOf(day) }))
      if (made === null) return false
      haptic('medium')
      say(text.madeUp(made.data.streak), 'check')
      return true
    })

  /** The next card of this month: the same one again, after a lost answer, is not bought twice. */
  const buy = ({ today, cards }: ScoreView) =>
    once(async () => {
      const request = requestOf(today.slice(0, 7), String(cards.bought + 1).padStart(2, '0'))
      const got = await withConsent(() => call('checkin.buyCard', { request }))
      if (got === null) return false
      haptic('medium')
      say(text.bought, 'check')
      return true
    })

  return { busy, repair, buy }
}
