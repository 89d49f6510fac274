import '../points/collections'
import { dayOf } from '../../kernel/day'
import type { Holding } from '../member/holding'
import { upcast } from '../points/account'
import { daysOfMonth } from './rules'

/** The days of checking in, as the account keeps them: 13 months. */
export const checkinHolding: Holding = {
  name: 'checkin',
  words: '打卡',

  async read({ store }, memberId) {
    const stored = await store.get('accounts', memberId)
    if (!stored) return { rows: [], next: null }
    const { checkin, createdAt } = upcast(stored)
    const months = Object.keys(checkin.months).sort().reverse()
    return {
      rows: [
        { 加入: dayOf(createdAt), 连续: checkin.streak, 最长: checkin.longest },
        ...months.map((month) => ({ 月份: month, 打卡的日子: daysOfMonth(checkin, month).join('、') })),
      ],
      next: null,
    }
  },

  async count({ store }, memberId) {
    const stored = await store.get('accounts', memberId)
    if (!stored) return 0
    const { checkin } = upcast(stored)
    return Object.keys(checkin.months).reduce((sum, month) => sum + daysOfMonth(checkin, month).length, 0)
  },

  /** It stands in the account, which the points let go of. */
  async forget() {
    return true
  },
}
