import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { DAY, HOUR, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { requireConsent, requireMember } from '../member/access'
import { shortOf } from './code'
import type { GiftView } from './contract'
import { changeCoupon } from './counter'
import { insertCoupon } from './issue'
import { copyIdOf, offerOf, whyNotAccept, whyNotGift } from './offer'
import type { Coupon, GiftOffer } from './rules'
import { text } from './text'
import { maskedName } from './views'

/** A link is good for two days, or as long as the coupon. */
const OFFERED = 48 * HOUR
/** Coupons that may share the ten characters at the beginning of a link. */
const NAMESAKES = 5

/**
 * Offers a coupon to whoever opens the link first. Two wire calls. Until somebody accepts, the coupon stays its owner's: they may use it
 * or take the offer back. An offer that stands is answered again.
 */
export async function offerGift({ store, now, caller, token }: Context, id: string): Promise<GiftOffer> {
  return changeCoupon(store, await ownCoupon(store, id, requireMember(caller)), (current) => {
    const standing = offerOf(current)
    if (current.state === 'issued' && standing && standing.until > now) return { answer: standing }
    const reason = whyNotGift(current, now)
    if (reason) return refuse(reason.code, reason.message)
    const until = Math.min(now + OFFERED, startOf(current.validTo) + DAY)
    const gift: GiftOffer = { token: `${current.short}${token()}`, at: now, until, acceptedAt: null }
    return {
      guard: { _id: current._id, seq: current.seq, state: 'issued' as const },
      change: { seq: current.seq + 1, gift },
      answer: gift,
    }
  })
}

/** Takes an offer back as long as nobody accepted it; the link is dead from then on. */
export async function withdrawGift({ store, caller }: Context, id: string): Promise<void> {
  return changeCoupon(store, await ownCoupon(store, id, requireMember(caller)), (current) => {
    if (current.state === 'gifted') return refuse('GIFT_ACCEPTED', text.giftAccepted)
    if (!offerOf(current)) return { answer: undefined }
    return {
      guard: { _id: current._id, seq: current.seq, state: current.state },
      change: { seq: current.seq + 1, gift: null },
      answer: undefined,
    }
  })
}

/** What a link shows before it is accepted. One wire call. */
export async function readGift({ store, now, caller }: Context, token: string): Promise<GiftView> {
  const me = requireMember(caller)
  const coupon = await findByToken(store, token)
  const reason = whyNotAccept(coupon, token, me, now)
  const received = reason === null && coupon.state === 'gifted'
  return {
    terms: coupon.terms,
    validFrom: coupon.validFrom,
    validTo: coupon.validTo,
    from: maskedName(coupon.memberId),
    until: offerOf(coupon)?.until ?? 0,
    status: received ? 'received' : reason === null ? 'open' : reason.code === 'GIFT_OWN' ? 'own' : 'closed',
    why: reason?.message ?? null,
    coupon: received ? copyIdOf(coupon) : coupon.memberId === me ? coupon._id : null,
  }
}

/**
 * Accepts a gift: one guarded update makes the giver's coupon `gifted` and names the friend, then the friend's own appears under its
 * natural key. Four wire calls. Between the two nobody can use either; the same call again or the sweep (by `dirtyAt`) makes the
 * second. Whoever comes second, and a counter that scans at the same moment, meets a `seq` that has moved on.
 */
export async function acceptGift(context: Context, token: string): Promise<Coupon> {
  const { store, now, caller, settings } = context
  const me = requireMember(caller)
  const offered = await findByToken(store, token)
  const early = whyNotAccept(offered, token, me, now)
  if (early) return refuse(early.code, early.message)
  requireConsent(await store.get('accounts', me), settings)
  const given = await changeCoupon<Coupon>(store, offered, (current) => {
    const reason = whyNotAccept(current, token, me, now)
    if (reason) return refuse(reason.code, reason.message)
    const offer = offerOf(current)
    if (current.state === 'gifted' || !offer) return { answer: current }
    const change = {
      seq: current.seq + 1,
      state: 'gifted' as const,
      friend: me,
      gift: { ...offer, acceptedAt: now },
      dirtyAt: now,
    }
    return {
      guard: { _id: current._id, seq: current.seq, state: 'issued' as const },
      change,
      answer: { ...current, ...change },
    }
  })
  return finishGift(store, given, context.token())
}

/** The friend's coupon of one that was accepted: found, or made under its natural key. */
export function finishGift(store: Store, given: Coupon, secret: string): Promise<Coupon> {
  const { batch, terms, validFrom, validTo, memberId, friend } = given
  if (friend === null) throw new Error(`${given._id} was given to nobody`)
  const _id = copyIdOf(given)
  return insertCoupon(store, {
    _id,
    schema: 1,
    batch,
    memberId: friend,
    n: 0,
    seq: 1,
    short: shortOf(_id),
    // The unit stays with the coupon that it came from.
    stock: null,
    terms,
    validFrom,
    validTo,
    state: 'issued',
    secret,
    useNo: 0,
    source: 'gift',
    friend: memberId,
    claimedAt: offerOf(given)?.acceptedAt ?? given.claimedAt,
    usedAt: null,
    use: null,
    codeStep: 0,
    outbox: [],
    dirtyAt: null,
  })
}

async function ownCoupon(store: Store, id: string, me: string): Promise<Coupon> {
  const coupon = await store.get('coupons', id)
  return coupon?.memberId === me ? coupon : refuse('NO_SUCH_COUPON', text.noSuchCoupon)
}

/** A forged link, an unknown one and one that was taken back are refused with the same words. */
async function findByToken(store: Store, token: string): Promise<Coupon> {
  const namesakes = await store.find('coupons', { short: token.slice(0, 10) }, { limit: NAMESAKES })
  const coupon = namesakes.find((each) => offerOf(each)?.token === token)
  return coupon ?? refuse('GIFT_GONE', text.giftGone)
}
