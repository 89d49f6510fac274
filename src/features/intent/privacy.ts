import './collections'
import { dayOf, timeOf } from '../../kernel/day'
import { is } from '../../kernel/store'
import { HELD_PAGE, type Holding } from '../member/holding'
import { forgetMember } from './server'

/** Reminders that were wanted, and what became of them. */
export const intentHolding: Holding = {
  name: 'reminders',
  words: '提醒和偏好',

  async read({ store }, memberId, after) {
    const where = { memberId, ...(after !== null && { _id: is.gt(after) }) }
    const found = await store.find('intents', where, { sort: [['_id', 1]], limit: HELD_PAGE })
    const consents = after === null ? await store.get('consents', memberId) : null
    return {
      rows: [
        ...(consents ? [{ 偏好: JSON.stringify(consents.preferences) }] : []),
        ...found.map(({ kind, state, dueAt }) => ({
          ...{ 提醒: kind, 该说的时间: `${dayOf(dueAt)} ${timeOf(dueAt)}`, 状态: state },
        })),
      ],
      next: found.length === HELD_PAGE ? (found.at(-1)?._id ?? null) : null,
    }
  },

  async forget({ store }, memberId) {
    await forgetMember(store, memberId)
    return true
  },
}
