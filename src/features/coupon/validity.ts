import { addDays, type Day, dayOf, minutesOf, timeOf, weekdayOf } from '../../kernel/day'
import type { Coupon, CouponTerms, Reason, UsableTimes, Validity } from './rules'
import { text } from './text'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** First and last day of a coupon claimed at an instant; both ends included. */
export function validDays(validity: Validity, claimedAt: number): { from: Day; to: Day } {
  if (validity.kind === 'fixed') return { from: validity.from, to: validity.to }
  const from = addDays(dayOf(claimedAt), validity.startsAfterDays)
  return { from, to: addDays(from, validity.days - 1) }
}

export function validityWords(validity: Validity): string {
  return validity.kind === 'fixed'
    ? text.fixed(validity.from, validity.to)
    : text.afterClaim(validity.startsAfterDays, validity.days)
}

/** State of a coupon as people see it: expiry needs no job, it is read off the day. */
export function stateOn(coupon: Pick<Coupon, 'state' | 'validFrom' | 'validTo'>, now: number) {
  if (coupon.state !== 'issued') return coupon.state
  const today = dayOf(now)
  if (today > coupon.validTo) return 'expired'
  return today < coupon.validFrom ? 'not_yet' : 'issued'
}

/**
 * Why a coupon cannot be used at this instant, or null. The server asks again with its own clock at the counter, whatever
 * the phone believed.
 *
 * @param store where it would be used; null asks for any store
 */
export function whyNotUse(coupon: Coupon, now: number, store: string | null): Reason | null {
  const state = stateOn(coupon, now)
  if (state === 'used')
    return { code: 'ALREADY_USED', message: text.used(coupon.use?.store ?? '店里', usedWhen(coupon, now)) }
  if (state === 'gifted') return { code: 'COUPON_GIFTED', message: text.gifted }
  if (state === 'revoked') return { code: 'COUPON_REVOKED', message: text.revoked }
  if (state === 'expired') return { code: 'COUPON_EXPIRED', message: text.expired(coupon.validTo) }
  if (state === 'not_yet') return { code: 'COUPON_NOT_YET', message: text.notYet(shortDay(coupon.validFrom, now)) }
  return wrongStore(coupon.terms, store) ?? wrongTime(coupon.terms.usable, now)
}

function wrongStore({ stores }: CouponTerms, store: string | null): Reason | null {
  if (store === null || stores.length === 0 || stores.includes(store)) return null
  return {
    code: 'WRONG_STORE',
    message: text.otherStore(stores.slice(0, 3).join('、') + (stores.length > 3 ? ' 等店' : '')),
  }
}

function wrongTime({ weekdays, parts }: UsableTimes, now: number): Reason | null {
  const weekday = weekdayOf(dayOf(now))
  if (weekdays.length > 0 && !weekdays.includes(weekday)) {
    const days = [...new Set(weekdays)].sort((a, b) => a - b).map((day) => WEEKDAYS[day - 1])
    return { code: 'WRONG_WEEKDAY', message: text.weekdays(days.join('、')) }
  }
  if (parts.length > 0 && !parts.some((part) => isWithin(part, minutesOf(timeOf(now))))) {
    return { code: 'WRONG_TIME', message: text.parts(parts.map(({ from, until }) => `${from}–${until}`).join('、')) }
  }
  return null
}

/** `[from, until)`; a part whose end is the earlier one crosses midnight. */
function isWithin({ from, until }: UsableTimes['parts'][number], minute: number): boolean {
  const [start, end] = [minutesOf(from), minutesOf(until)]
  return start < end ? minute >= start && minute < end : minute >= start || minute < end
}

function usedWhen({ use }: Coupon, now: number): string {
  if (!use) return ''
  const day = dayOf(use.at)
  return day === dayOf(now) ? timeOf(use.at) : `${shortDay(day, now)} ${timeOf(use.at)}`
}

/** Without the year when it is this one. */
function shortDay(day: Day, now: number): string {
  return day.slice(0, 4) === dayOf(now).slice(0, 4) ? day.slice(5) : day
}
