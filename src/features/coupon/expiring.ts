import './collections'
import type { Context } from '../../context'
import { addDays, DAY, type Day, dayOf, daysBetween, instantAt, startOf } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { is } from '../../kernel/store'
import { dateValue } from '../intent/fields'
import type { Wish } from '../intent/rules'
import { emitIntents } from '../intent/server'
import { couponPlan } from './plan'
import type { Coupon } from './rules'
import { text } from './text'

/** Daily job; also the kind of the wishes that it emits. */
export const COUPON_EXPIRING = 'coupon.expiring'
const PAGE = 100
/** Coupons of one run; a wish is a small document and a hundred of them are two wire calls. */
const PER_RUN = 5000

interface Progress {
  /** Last days of validity up to which everybody was reminded. */
  through: Day
  /** The last coupon of the day after it that was looked at. */
  after: string
}

/**
 * Emits a wish for each unused coupon whose last day comes near. Goes over last days and not over calendar days: each is gone
 * through once, so days on which no timer fired are caught up and nothing is emitted anew. Where it stands travels in the due item; a
 * run that dies is repeated from there and its wishes have natural keys.
 *
 * Coupons that are given when their last days are near already are not spoken of: their owner has just got them.
 */
export const expiring: Job<Context> = {
  kind: COUPON_EXPIRING,
  async process({ payload }, { store, now }) {
    const today = dayOf(now)
    const until = addDays(today, couponPlan.remindDays)
    const yesterday = addDays(today, -1)
    let at: Progress = isProgress(payload) && payload.through >= yesterday ? payload : { through: yesterday, after: '' }
    for (let done = 0; done < PER_RUN && at.through < until; done += PAGE) {
      const validTo = addDays(at.through, 1)
      const coupons = await store.find(
        'coupons',
        { state: 'issued', validTo, _id: is.gt(at.after) },
        { sort: [['_id', 1]], limit: PAGE, fields: ['memberId', 'terms', 'validTo'] },
      )
      await emitIntents(
        store,
        coupons.map((coupon) => wishOf(coupon, now)),
        now,
      )
      const last = coupons.at(-1)
      at = coupons.length === PAGE && last ? { ...at, after: last._id } : { through: validTo, after: '' }
    }
    return { again: at.through < until ? now : nextRun(now), payload: { ...at } }
  },
}

/** The wish that the owner of a coupon be told of its last day. */
export function wishOf(
  { _id, memberId, terms, validTo }: Pick<Coupon, '_id' | 'memberId' | 'terms' | 'validTo'>,
  now: number,
): Wish {
  const days = daysBetween(dayOf(now), validTo)
  return {
    memberId,
    kind: COUPON_EXPIRING,
    what: _id,
    dueAt: now,
    expiresAt: startOf(validTo) + DAY,
    vars: { 券: terms.title, 到期: dateValue(validTo), 剩余: text.daysLeft(days), 天数: String(days), 券号: _id },
  }
}

/** Today's time of reminding, or tomorrow's. */
export function nextRun(now: number): number {
  const today = instantAt(dayOf(now), couponPlan.remindAt)
  return today > now ? today : instantAt(addDays(dayOf(now), 1), couponPlan.remindAt)
}

function isProgress(payload: Record<string, unknown>): payload is Record<string, unknown> & Progress {
  return typeof payload.through === 'string' && typeof payload.after === 'string'
}
