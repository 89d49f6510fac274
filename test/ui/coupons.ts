import type { CouponView, OfferView, ScanView, ShiftView } from '../../src/features/coupon/contract'
import type { CouponTerms } from '../../src/features/coupon/rules'
import { NOW } from './fixtures'

export const STORE = '南京西路店'
export const COUPON = 'friday:m0123456789abcdef01234567:1'
export const SECRET = '00112233445566778899aabbccddeeff'
const DAY = 86_400_000

export const terms: CouponTerms = {
  title: '周五福利',
  value: { kind: 'threshold', offCents: 6000, fromCents: 19_900 },
  usable: { weekdays: [], parts: [] },
  stores: [],
  note: '护肤彩妆通用',
}

export function offer(change: Partial<OfferView> = {}): OfferView {
  return {
    batch: 'friday',
    terms,
    validity: '领取当天起 30 天内',
    price: 0,
    takenPercent: 31,
    mine: 0,
    perMember: 1,
    claimFrom: NOW - DAY,
    claimUntil: NOW + DAY,
    early: 0,
    whom: null,
    status: 'open',
    why: null,
    ...change,
  }
}

export function coupon(change: Partial<CouponView> = {}): CouponView {
  return {
    id: COUPON,
    terms,
    validFrom: '2026-11-27',
    validTo: '2026-12-26',
    state: 'issued',
    why: null,
    usedAt: null,
    usedStore: null,
    source: 'claim',
    friend: null,
    at: NOW - DAY,
    gift: null,
    giftable: true,
    ...change,
  }
}

export function scanned(change: Partial<ScanView> = {}): ScanView {
  return {
    coupon: COUPON,
    memberName: '会员 4567',
    terms,
    validTo: '2026-12-26',
    verdict: 'ok',
    why: null,
    number: 'J2FN2HCPMHS',
    used: null,
    ...change,
  }
}

export function shift(change: Partial<ShiftView> = {}): ShiftView {
  return { store: STORE, day: '2026-11-27', used: 0, offCents: 0, lines: [], ...change }
}
