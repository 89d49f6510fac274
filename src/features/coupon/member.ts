import './collections'
import '../points/collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { together } from '../../kernel/together'
import { mayShare } from '../channel/sharing'
import { requireMember } from '../member/access'
import { asksWho, standingOf } from './admission'
import { balanceOf, claim } from './claim'
import { CODE_STEP } from './code'
import type { couponMemberContract } from './contract'
import { acceptGift, offerGift, readGift, withdrawGift } from './gift'
import { text } from './text'
import { couponView, offerView } from './views'

/** Batches shown at once; the ones that end soonest come first. */
const OFFERS = 50
/** Shards read for the share that is taken; of a very large batch it is the share of these. */
const SHARDS = 1000
/** Coupons of one member that a page lists, newest first. */
const LISTED = 200

export const couponMemberHandlers: Handlers<typeof couponMemberContract, Context> = {
  /**
   * Four wire calls whatever the number of members and coupons: account, batches, their shards, my coupons of them; one more for
   * the tiers when a batch asks who it is.
   */
  async 'coupon.getCentre'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const [account, batches] = await together([
      store.get('accounts', memberId),
      store.find(
        'coupon_batches',
        { state: 'running', heldBy: is.exists(false), claimUntil: is.gt(now) },
        { sort: [['claimUntil', 1]], limit: OFFERS },
      ),
    ])
    const points = balanceOf(account, now)
    if (batches.length === 0) return { offers: [], points }
    const batch = is.in(batches.map(({ _id }) => _id))
    const [shards, mine] = await together([
      store.find('stock', { batch }, { limit: SHARDS, fields: ['batch', 'n', 'cap'] }),
      store.find('coupons', { memberId, batch }, { limit: SHARDS, fields: ['batch', 'n'] }),
    ])
    const personal = batches.some((each) => asksWho(each, now))
    const standing = personal ? await standingOf(store, account, memberId, now) : null
    const offers = batches.map((each) => {
      const own = shards.filter((shard) => shard.batch === each._id)
      const taken = own.reduce((sum, { n }) => sum + n, 0)
      const cap = own.reduce((sum, shard) => sum + shard.cap, 0)
      return offerView(
        each,
        mine.filter(({ batch, n }) => batch === each._id && n > 0).length,
        { taken, cap },
        standing,
        now,
      )
    })
    return { offers, points }
  },

  async 'coupon.claim'(input, context) {
    const { coupon, balance } = await claim(input, context)
    return { coupon: couponView(coupon, context.now), points: balance }
  },

  /** One wire call. */
  async 'coupon.getMine'(_input, { store, now, caller }) {
    const coupons = await store.find(
      'coupons',
      { memberId: requireMember(caller) },
      { sort: [['claimedAt', -1]], limit: LISTED },
    )
    return { coupons: coupons.map((coupon) => couponView(coupon, now)) }
  },

  async 'coupon.offerGift'({ id }, context) {
    if (!(await mayShare(context.store, context.now))) refuse('SHARING_OFF', text.sharingOff)
    const { token, until } = await offerGift(context, id)
    return { gift: { token, until } }
  },

  async 'coupon.withdrawGift'({ id }, context) {
    await withdrawGift(context, id)
    return { id }
  },

  async 'coupon.getGift'({ token }, context) {
    return { gift: await readGift(context, token) }
  },

  async 'coupon.acceptGift'({ token }, context) {
    return { coupon: couponView(await acceptGift(context, token), context.now) }
  },

  /** One wire call. Another member's coupon is answered like one that does not exist. */
  async 'coupon.getCode'({ id }, { store, now, caller }) {
    const coupon = await store.get('coupons', id)
    if (coupon?.memberId !== requireMember(caller)) return refuse('NO_SUCH_COUPON', text.noSuchCoupon)
    return { coupon: couponView(coupon, now), code: { id, secret: coupon.secret, step: CODE_STEP } }
  },
}
