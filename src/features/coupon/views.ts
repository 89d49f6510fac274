import { type Standing, tierNames, whyNotFor } from './admission'
import { audienceOf, isEverybody } from './audience'
import type { BatchView, CouponView, OfferView } from './contract'
import { offerStatus, whyNotClaim } from './eligibility'
import { whyNotGift } from './offer'
import type { Audience, Coupon, CouponBatch } from './rules'
import { text } from './text'
import { stateOn, validityWords, whyNotUse } from './validity'

export function couponView(coupon: Coupon, now: number): CouponView {
  const { _id, terms, validFrom, validTo, usedAt, use, source, friend, claimedAt, gift } = coupon
  const offer = coupon.state === 'issued' && gift && gift.until > now ? gift : null
  return {
    id: _id,
    terms,
    validFrom,
    validTo,
    state: stateOn(coupon, now),
    why: whyNotUse(coupon, now, null)?.message ?? null,
    usedAt,
    usedStore: use?.store ?? null,
    source,
    friend: friend === null ? null : maskedName(friend),
    at: claimedAt,
    gift: offer && { token: offer.token, until: offer.until },
    giftable: whyNotGift(coupon, now) === null,
  }
}

/** Units taken and units in all, of the shards that were read. */
export interface Filling {
  taken: number
  cap: number
}

/** @param standing who looks; null when no batch asks */
export function offerView(
  batch: CouponBatch,
  mine: number,
  { taken, cap }: Filling,
  standing: Standing | null,
  now: number,
): OfferView {
  const soldOut = batch.soldOut || (cap > 0 && taken >= cap)
  const known = { ...batch, soldOut }
  const reason = standing ? whyNotFor(known, standing, mine + 1, now) : whyNotClaim(known, mine + 1, now)
  return {
    batch: batch._id,
    terms: batch.terms,
    validity: validityWords(batch.validity),
    price: batch.price,
    takenPercent: cap === 0 ? 0 : Math.floor((taken * 100) / cap),
    mine,
    perMember: batch.perMember,
    claimFrom: batch.claimFrom - (standing?.early ?? 0),
    early: standing?.early ?? 0,
    whom: whomOf(audienceOf(batch), standing),
    claimUntil: batch.claimUntil,
    status: offerStatus(reason),
    why: reason?.message ?? null,
  }
}

export function batchView(batch: CouponBatch, counts: { taken: number; used: number }): BatchView {
  return { ...batch, ...counts, audience: audienceOf(batch) }
}

function whomOf(audience: Audience, standing: Standing | null): string | null {
  if (isEverybody(audience) || !standing) return null
  const invited = audience.segments.length + audience.channels.length > 0
  return text.whom(tierNames(audience, standing.tiers).join('、'), invited)
}

/** Members have no stored name: staff see the last four characters of the member's code, never the openid. */
export function maskedName(memberId: string): string {
  return text.member(memberId.slice(-4).toUpperCase())
}
