import './collections'
import { dayOf } from '../../kernel/day'
import { is } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'

/** Rises and falls in the tiers. */
export const tierHolding: Holding = {
  name: 'tiers',
  words: '等级变动',

  async read({ store }, memberId, after) {
    const where = { memberId, ...(after !== null && { at: is.lt(Number(after)) }) }
    const found = await store.find('tier_history', where, { sort: [['at', -1]], limit: HELD_PAGE })
    return {
      rows: found.map(({ at, from, to }) => ({ 日期: dayOf(at), 从: from, 到: to })),
      next: found.length === HELD_PAGE ? String(found.at(-1)?.at ?? '') : null,
    }
  },

  async forget({ store }, memberId) {
    await store.remove('tier_history', { memberId })
    return true
  },
}
