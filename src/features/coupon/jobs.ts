import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { sweepCoupons } from './sweep'

export const COUPON_SWEEP = 'coupon.sweep'
/** A crash between stock and coupon is rare and the member's own second tap mends it, so this may take its time. */
const EVERY = 9 * MINUTE
const ROUNDS = 10

const sweep: Job<Context> = {
  kind: COUPON_SWEEP,
  async process(_item, context) {
    for (let round = 0; round < ROUNDS; round++) if (!(await sweepCoupons(context))) break
    return { again: context.now + EVERY }
  },
}

export const couponJobs: readonly Job<Context>[] = [sweep]
