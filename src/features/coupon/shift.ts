import './collections'
import { dayOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import type { ShiftView } from './contract'
import { UNDO_TIME } from './counter'
import type { Redemption } from './rules'
import { maskedName } from './views'

/** Records of one store and day that a page shows; a till makes a few hundred. */
const MOST = 1000

/**
 * What a store redeemed today. Records that still wait in their coupons are read first: one that moves in between is then
 * found in both places and counted once. Two wire calls, by index on store and day.
 */
export async function readShift(store: Store, where: string, now: number): Promise<ShiftView> {
  const day = dayOf(now)
  const waiting = await store.find(
    'coupons',
    { dirtyAt: is.gt(0), 'outbox.store': where },
    { limit: MOST, fields: ['outbox'] },
  )
  const drained = await store.find('redemptions', { store: where, day }, { sort: [['at', -1]], limit: MOST })
  const records = new Map<string, Redemption>()
  for (const record of [...waiting.flatMap(({ outbox }) => outbox), ...drained]) {
    if (record.store === where && record.day === day) records.set(record._id, record)
  }
  const all = [...records.values()]
  const uses = all.filter(({ kind }) => kind === 'use').sort((a, b) => b.at - a.at || (a._id < b._id ? 1 : -1))
  return {
    store: where,
    day,
    used: all.reduce((sum, { kind }) => sum + (kind === 'use' ? 1 : -1), 0),
    offCents: all.reduce((sum, { offCents }) => sum + offCents, 0),
    lines: uses.map(({ _id, title, memberId, at, offCents }) => {
      const undone = records.has(`${_id}:undo`)
      return {
        redemption: _id,
        title,
        memberName: maskedName(memberId),
        at,
        offCents,
        undone,
        canUndo: !undone && now < at + UNDO_TIME,
      }
    }),
  }
}
