import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../../client/call'
import { withConsent } from '../../../../client/consent'
import { asFailure } from '../../../../client/failure'
import { haptic } from '../../../../client/haptic'
import { linkTo } from '../../../../client/link'
import { say } from '../../../../client/toast'
import type { CouponView } from '../../contract'
import { text } from '../text'

/** Where a gift's link leads. */
export function giftPath(token: string): string {
  return `/features/coupon/pages/gift/index?g=${token}`
}

/** Giving a coupon to a friend: makes the link, hands it over, takes it back. `again` asks how the coupon stands now. */
export function useGift(coupon: CouponView | null, again: () => Promise<void>) {
  const [busy, setBusy] = useState(false)
  const working = useRef(false)
  const token = coupon?.gift?.token ?? null
  // Without an offer the page's own menu shares the coupon centre, never this coupon.
  useShareAppMessage(() =>
    token !== null && coupon !== null
      ? { title: text.giftCard(coupon.terms.title), path: giftPath(token) }
      : { title: text.title, path: '/features/coupon/pages/benefits/index' },
  )

  async function doing(work: () => Promise<string | null>): Promise<void> {
    if (working.current) return
    working.current = true
    setBusy(true)
    try {
      const said = await work()
      if (said === null) return
      haptic('light')
      say(said, 'check')
    } catch (error) {
      const failure = asFailure(error)
      say(failure.message, failure.kind === 'offline' ? 'offline' : 'info')
    } finally {
      await again()
      working.current = false
      setBusy(false)
    }
  }

  return {
    busy,
    offer: (id: string) =>
      void doing(async () => ((await withConsent(() => call('coupon.offerGift', { id }))) ? text.giftReady : null)),
    withdraw: (id: string) =>
      void doing(async () => {
        await call('coupon.withdrawGift', { id })
        return text.giftWithdrawn
      }),
    /** Where WeChat's own chooser is missing. */
    copy: (link: string) =>
      void doing(async () => {
        await Taro.setClipboardData({ data: linkTo(giftPath(link)) })
        // The platform says by itself that something was copied.
        return null
      }),
  }
}
