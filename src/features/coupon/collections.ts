import type { Coupon, CouponBatch, CouponDay, Redemption, Stock } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    coupon_batches: CouponBatch
    /** Units of a batch in shards. */
    stock: Stock
    coupon_days: CouponDay
    coupons: Coupon
    redemptions: Redemption
  }
}
