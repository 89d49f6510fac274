import { checkinHolding } from './features/checkin/privacy'
import { couponHolding } from './features/coupon/privacy'
import { flashHolding } from './features/flash/privacy'
import { intentHolding } from './features/intent/privacy'
import type { Holding } from './features/member/holding'
import { personHolding } from './features/person/holding'
import { pointsHolding } from './features/points/privacy'
import { postHolding } from './features/post/privacy'
import { columnHolding } from './features/sop/privacy'
import { surveyHolding } from './features/survey/holding'
import { tierHolding } from './features/tier/privacy'

/** All that is kept about a member, feature by feature; the account comes last, because the others are found by it. */
export const holdings: readonly Holding[] = [
  postHolding,
  columnHolding,
  couponHolding,
  flashHolding,
  surveyHolding,
  intentHolding,
  tierHolding,
  checkinHolding,
  personHolding,
  pointsHolding,
]
