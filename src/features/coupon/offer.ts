import { couponIdOf, slotOf } from './couponId'
import type { Coupon, GiftOffer, Reason } from './rules'
import { text } from './text'
import { stateOn, whyNotUse } from './validity'

/** Id of the coupon that a gifted one became. */
export function copyIdOf({ _id, batch, friend }: Pick<Coupon, '_id' | 'batch' | 'friend'>): string {
  return couponIdOf(batch, { memberId: friend ?? '', n: slotOf('x', _id) })
}

export function offerOf({ gift }: Pick<Coupon, 'gift'>): GiftOffer | null {
  return gift ?? null
}

/** Why a coupon cannot be given away, or null. One that is not yet valid can: the friend will wait for its day as well. */
export function whyNotGift(coupon: Coupon, now: number): Reason | null {
  const state = stateOn(coupon, now)
  if (state !== 'issued' && state !== 'not_yet') return whyNotUse(coupon, now, null)
  return coupon.source === 'gift' ? { code: 'GIFT_ONE_HOP', message: text.giftOneHop } : null
}

/** Null also for the friend who has it already: their second tap finds it. */
export function whyNotAccept(coupon: Coupon, token: string, me: string, now: number): Reason | null {
  const offer = offerOf(coupon)
  if (offer?.token !== token) return { code: 'GIFT_GONE', message: text.giftGone }
  if (coupon.memberId === me) return { code: 'GIFT_OWN', message: text.giftOwn }
  if (coupon.state === 'gifted') return coupon.friend === me ? null : { code: 'GIFT_TAKEN', message: text.giftTaken }
  if (coupon.state === 'used') return { code: 'GIFT_USED', message: text.giftUsed }
  if (coupon.state === 'revoked') return { code: 'GIFT_GONE', message: text.giftGone }
  return offer.until <= now ? { code: 'GIFT_OVER', message: text.giftOver } : null
}
