import './collections'
import { is } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'

/** Which columns the member opened and what they chose there. */
export const columnHolding: Holding = {
  name: 'columns',
  words: '栏目里的选择',

  async read({ store }, memberId, after) {
    const where = { memberId, ...(after !== null && { _id: is.gt(after) }) }
    const found = await store.find('participations', where, { sort: [['_id', 1]], limit: HELD_PAGE })
    return {
      rows: found.map(({ day, choice, actedAt }) => ({
        ...{ 日期: day, 打开: '是', 参加: actedAt === null ? '否' : '是', 选了: choice },
      })),
      next: found.length === HELD_PAGE ? (found.at(-1)?._id ?? null) : null,
    }
  },

  count: ({ store }, memberId) => store.count('participations', { memberId }),

  async forget({ store }, memberId) {
    await store.remove('participations', { memberId })
    return true
  },
}
