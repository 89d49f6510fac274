import type { Context } from '../../context'
import { MINUTE } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { COUPON_EXPIRING, expiring, nextRun } from './expiring'
import { giveCoupon, readGift, recordMissed } from './give'
import { processGrant, scheduleGrants } from './grantWork'
import { COUPON_GIVE, COUPON_GRANT } from './rules'
import { sweepCoupons } from './sweep'
import { readToldTo, tellOfCoupons } from './told'

export const COUPON_SWEEP = 'coupon.sweep'
/** A crash between stock and coupon is rare and the member's own second tap mends it, so this may take its time. */
const EVERY = 9 * MINUTE
const ROUNDS = 10

const sweep: Job<Context> = {
  kind: COUPON_SWEEP,
  async process({ payload }, context) {
    await scheduleGrants(context.store, context.now)
    for (let round = 0; round < ROUNDS; round++) if (!(await sweepCoupons(context))) break
    const told = await tellOfCoupons(context, readToldTo(payload))
    return { again: context.now + EVERY, payload: { ...told } }
  },
}

/** One that cannot be given is put down where an operator sees it; a second try of the same item finds what was done. */
const give: Job<Context> = {
  kind: COUPON_GIVE,
  async process({ payload }, context) {
    const gift = readGift(payload)
    const given = await giveCoupon(context, gift)
    if ('missed' in given) await recordMissed(context.store, gift, given.missed, context.now)
    else if (payload.missedBefore === true) await context.store.remove('coupon_missed', { _id: given.coupon._id })
    return 'done'
  },
}

const grant: Job<Context> = {
  kind: COUPON_GRANT,
  process: ({ payload }, context) => processGrant(payload, context),
}

export const couponJobs: readonly Job<Context>[] = [sweep, give, grant, expiring]

/** What stands on the due list from the first day on. */
export function firstCouponWork(now: number): { key: string; kind: string; at: number }[] {
  return [
    { key: COUPON_SWEEP, kind: COUPON_SWEEP, at: now },
    { key: COUPON_EXPIRING, kind: COUPON_EXPIRING, at: nextRun(now) },
  ]
}
