import './collections'
import { is } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'

/** Draws that the member joined. */
export const flashHolding: Holding = {
  name: 'draws',
  words: '参加过的抽奖',

  async read({ store }, memberId, after) {
    const where = { memberId, ...(after !== null && { _id: is.gt(after) }) }
    const found = await store.find('flash_entries', where, { sort: [['_id', 1]], limit: HELD_PAGE })
    return {
      rows: found.map(({ session, ticket }) => ({ 场次: session, 签号: ticket })),
      next: found.length === HELD_PAGE ? (found.at(-1)?._id ?? null) : null,
    }
  },

  /** A draw is published with its tickets, and everybody may draw it again: they stay, under an id that leads to nobody. */
  async forget() {
    return true
  },
}
