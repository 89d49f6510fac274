import './collections'
import { scheduleAll } from '../../kernel/due'
import type { Store } from '../../kernel/store'
import type { MissedView } from './contract'
import { COUPON_GIVE } from './rules'
import { maskedName } from './views'

/** Rows that the operator's page shows; more than a handful is one batch that ran out. */
const LISTED = 200
/** Gifts that one press tries again. */
const AT_ONCE = 500

export async function listMissed(store: Store): Promise<MissedView[]> {
  const missed = await store.find('coupon_missed', {}, { sort: [['at', -1]], limit: LISTED })
  return missed.map(({ _id, batch, memberId, message, at }) => ({
    id: _id,
    batch,
    memberName: maskedName(memberId),
    why: message,
    at,
  }))
}

/**
 * Puts the missed gifts of a batch on the due list again. One that succeeds leaves the record, one that fails anew gets a new
 * reason and time, which is also the key of its next try: pressing twice is one try.
 */
export async function giveMissed(store: Store, batch: string, now: number): Promise<number> {
  const missed = await store.find('coupon_missed', { batch }, { limit: AT_ONCE })
  await scheduleAll(
    store,
    missed.map(({ _id, memberId, cause, at }) => ({
      key: `${COUPON_GIVE}:${_id}:${at}`,
      kind: COUPON_GIVE,
      at: now,
      payload: { batch, memberId, cause, missedBefore: true },
    })),
  )
  return missed.length
}
