import { useEffect, useRef, useState } from 'react'
import { forgetAnswer, useAnswer } from '../../../client/answer'
import { call } from '../../../client/call'
import { withConsent } from '../../../client/consent'
import { asFailure } from '../../../client/failure'
import { haptic } from '../../../client/haptic'
import { say } from '../../../client/toast'
import { DAY } from '../../../kernel/day'
import type { CouponView, OfferView } from '../contract'
import { text } from './text'

/** The coupon centre and the member's own coupons, and claiming one. */
export function useBenefits() {
  const centre = useAnswer('coupon.getCentre', {})
  const mine = useAnswer('coupon.getMine', {})
  const [claimed, setClaimed] = useState(false)
  const [claiming, setClaiming] = useState<string | null>(null)
  // Two taps within one frame both see the old state; the ref does not wait for a drawing.
  const working = useRef(false)

  // The secret behind a code stays on the phone only while its coupon can still be used.
  const coupons = mine.answer?.data.coupons
  useEffect(() => {
    for (const { id, state } of coupons ?? []) if (!isAhead(state)) forgetAnswer('coupon.getCode', { id })
  }, [coupons])

  /** `n` is the next place of the member's own limit: the same try again, also after a lost answer, is one coupon. */
  async function claim(offer: OfferView): Promise<void> {
    if (working.current) return
    working.current = true
    setClaiming(offer.batch)
    haptic('light')
    try {
      const got = await withConsent(() => call('coupon.claim', { batch: offer.batch, n: offer.mine + 1 }))
      if (got === null) return
      haptic('medium')
      setClaimed(true)
      say(offer.price > 0 ? text.bought : text.claimed, 'check')
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
    } finally {
      await Promise.all([centre.again(), mine.again()])
      working.current = false
      setClaiming(null)
    }
  }

  return { centre, mine, claiming, claimed, claim: (offer: OfferView) => void claim(offer) }
}

/** Can still be used, today or later. */
export function isAhead(state: CouponView['state']): boolean {
  return state === 'issued' || state === 'not_yet'
}

/** So long a coupon that somebody gave is news. */
const NEWS = 3 * DAY

/** Coupons that came by themselves lately and wait to be used. */
export function receivedLately(ahead: readonly CouponView[], now: number): CouponView[] {
  return ahead.filter(({ source, at }) => (source === 'grant' || source === 'gift') && at > now - NEWS)
}

/** What can be used comes first, soonest end first; then what begins later; the past newest first, as it came. */
export function sortCoupons(coupons: readonly CouponView[]): { ahead: CouponView[]; past: CouponView[] } {
  const rank = ({ state, why }: CouponView) => (state === 'not_yet' ? 2 : why === null ? 0 : 1)
  const ahead = coupons
    .filter(({ state }) => isAhead(state))
    .sort((a, b) => rank(a) - rank(b) || (a.validTo < b.validTo ? -1 : a.validTo > b.validTo ? 1 : 0))
  return { ahead, past: coupons.filter(({ state }) => !isAhead(state)) }
}
