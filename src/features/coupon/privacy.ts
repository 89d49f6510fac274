import './collections'
import { dayOf } from '../../kernel/day'
import { is, to } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'

/** Coupons that the member had. */
export const couponHolding: Holding = {
  name: 'coupons',
  words: '优惠券',

  async read({ store }, memberId, after) {
    const where = { memberId, ...(after !== null && { _id: is.gt(after) }) }
    const found = await store.find('coupons', where, { sort: [['_id', 1]], limit: HELD_PAGE })
    return {
      rows: found.map(({ terms, state, claimedAt, validTo, usedAt, use }) => ({
        ...{ 券: terms.title, 领取: dayOf(claimedAt), 到期: validTo, 状态: state },
        ...{ 核销: usedAt === null ? null : dayOf(usedAt), 门店: use?.store ?? null },
      })),
      next: found.length === HELD_PAGE ? (found.at(-1)?._id ?? null) : null,
    }
  },

  count: ({ store }, memberId) => store.count('coupons', { memberId }),

  /**
   * What is unused is void. All of it stays in the shop's books under an id that leads to nobody as long as nobody has the member's
   * openid, its unit with it: leaving and coming back brings no second coupon, and nobody can empty a batch by coming and going.
   */
  async forget({ store }, memberId) {
    const change = { state: 'revoked' as const, seq: to.inc(1), gift: null, secret: '' }
    await store.update('coupons', { memberId, state: 'issued' }, change)
    return true
  },
}
