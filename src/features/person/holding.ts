import { dayOf, timeOf } from '../../kernel/day'
import type { Holding } from '../member/holding'
import { exportPerson, forgetPerson } from './privacy'

/** From where somebody came, and their first steps. */
export const personHolding: Holding = {
  name: 'ways',
  words: '从哪里来、第一次做了什么',

  async read({ store }, memberId) {
    const { places, lines } = await exportPerson({ store }, memberId)
    return {
      rows: [
        { 我们在这些地方认得你: places.join('、') },
        ...lines.map(({ at, words, channel, group, store: shop }) => ({
          ...{ 时间: `${dayOf(at)} ${timeOf(at)}`, 什么: words },
          ...{ 渠道: channel?.name ?? channel?.id ?? null, 群: group?.name ?? group?.id ?? null, 门店: shop },
        })),
      ],
      next: null,
    }
  },

  async forget({ store, now }, memberId) {
    await forgetPerson({ store, now }, memberId)
    return true
  },
}
