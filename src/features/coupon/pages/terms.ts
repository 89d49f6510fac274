import { weekdayName } from '../../../client/when'
import type { CouponTerms, CouponValue } from '../rules'
import { yuan } from '../worth'
import { text } from './text'

/** What stands big on a coupon, the sign before or after it, and the condition below. */
export interface Face {
  before: string
  figure: string
  after: string
  condition: string
}

export function faceOf(value: CouponValue): Face {
  const { face } = text
  if (value.kind === 'exchange') {
    const condition = value.worthCents > 0 ? text.worth(yuan(value.worthCents)) : value.item
    return { before: '', figure: face.exchange, after: '', condition }
  }
  const from = value.fromCents > 0 ? face.from(yuan(value.fromCents)) : face.free
  if (value.kind === 'threshold') return { before: face.yuan, figure: yuan(value.offCents), after: '', condition: from }
  const most = value.maxOffCents === null ? '' : `，${text.most(yuan(value.maxOffCents))}`
  // 8500 basis points are 8.5 tenths of the price.
  return { before: '', figure: String(value.basisPoints / 1000), after: face.tenths, condition: `${from}${most}` }
}

/** `每天`, `周六、周日 11:00–14:00` */
export function timesOf({ weekdays, parts }: CouponTerms['usable']): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b).map((weekday) => `周${weekdayName(weekday)}`)
  const clock = parts.map(({ from, until }) => `${from}–${until}`).join('、')
  return [days.length === 0 || days.length === 7 ? text.everyDay : days.join('、'), clock].filter(Boolean).join(' ')
}

/** For one line of a card; the page of the coupon names them all. */
export function storesOf(stores: readonly string[]): string {
  return stores[0] === undefined ? text.allStores : text.someStores(stores[0], stores.length)
}
