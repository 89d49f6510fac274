import type { Grant, GrantPart } from './grant'
import type { Coupon, CouponBatch, CouponDay, MissedGift, Redemption, Stock } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    coupon_batches: CouponBatch
    /** Units of a batch in shards. */
    stock: Stock
    coupon_days: CouponDay
    coupons: Coupon
    redemptions: Redemption
    /** What was promised and could not be given; an operator looks. */
    coupon_missed: MissedGift
    coupon_grants: Grant
    coupon_grant_parts: GrantPart
  }
}
