import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { forgetAnswer, useAnswer } from '../../../../client/answer'
import { serverNow } from '../../../../client/serverClock'
import { dayOf } from '../../../../kernel/day'
import { CODE_STEP, codeOf, stepAt } from '../../code'
import type { CouponView } from '../../contract'

/** How often the page asks whether the coupon was taken at the counter. */
const POLL_MS = 10_000
const TICK_MS = 1000

/**
 * A coupon and its code of this half minute. The code is made on the phone, from the secret of the last answer and the
 * server's clock as last heard, so it turns without network; whether it counts is decided by the server at the scan.
 */
export function useCode(id: string) {
  const asked = useAnswer('coupon.getCode', { id }, id !== '')
  // Only draws anew: what time it is, is asked at each drawing, because an answer may have moved the server's clock.
  const [, turn] = useState(0)
  const now = serverNow()
  const visible = useRef(true)
  useDidShow(() => {
    visible.current = true
    turn((turns) => turns + 1)
  })
  useDidHide(() => {
    visible.current = false
  })

  const { answer, again, failure } = asked
  const data = answer?.data ?? null
  const state = data === null ? null : stateAt(data.coupon, now)
  const ahead = state === 'issued' || state === 'not_yet'

  useEffect(() => {
    if (!ahead) return
    const tick = setInterval(() => {
      if (visible.current) turn((turns) => turns + 1)
    }, TICK_MS)
    const poll = setInterval(() => {
      if (visible.current) void again()
    }, POLL_MS)
    return () => {
      clearInterval(tick)
      clearInterval(poll)
    }
  }, [ahead, again])

  // What cannot be used any more needs no secret on the phone; each answer was kept first, so each is looked at.
  const over = state !== null && !ahead
  useEffect(() => {
    if (over || (answer === null && failure?.kind === 'refused')) forgetAnswer('coupon.getCode', { id })
  }, [answer, failure, over, id])

  const code = data !== null && state === 'issued' ? codeAt(id, data.code.secret, now) : null
  return { asked, state, code }
}

/** As the phone believes it between two answers: days pass without network as well. */
export function stateAt({ state, validFrom, validTo }: CouponView, now: number): CouponView['state'] {
  if (state !== 'issued' && state !== 'not_yet') return state
  const today = dayOf(now)
  if (today > validTo) return 'expired'
  return today < validFrom ? 'not_yet' : 'issued'
}

/** The code of the step that `now` (server's clock) lies in, and for how many seconds it stays. */
export function codeAt(id: string, secret: string, now: number): { text: string; left: number } {
  const left = Math.ceil((CODE_STEP - (now % CODE_STEP)) / 1000)
  return { text: codeOf(id, secret, stepAt(now)), left }
}
