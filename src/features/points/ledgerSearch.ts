import './collections'
import { addDays, startOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import type { Asset, LedgerEntry } from './rules'

export interface LedgerFilter {
  /** First and last day, both included. */
  from: string
  to: string
  bizType?: string | undefined
  asset?: Asset | undefined
  /** Only what staff wrote by hand. */
  byHand: boolean
}

/** The last line of the page before: lines of the same instant are told apart by their ids. */
export interface LedgerCursor {
  at: number
  id: string
}

/**
 * The ledger across all members, newest first, by index on the instant. It knows what has been drained; what still waits in an
 * account is at most one tick old and comes later, so a page states until when it speaks. One wire call.
 */
export async function searchLedger(
  store: Store,
  { from, to, bizType, asset, byHand }: LedgerFilter,
  before: LedgerCursor | null,
  limit: number,
): Promise<LedgerEntry[]> {
  const since = is.gte(startOf(from))
  const end = startOf(addDays(to, 1))
  const same = {
    ...(bizType !== undefined && { bizType }),
    ...(asset !== undefined && { asset }),
    ...(byHand && { 'by.staffId': is.exists(true) }),
  }
  const where =
    before === null
      ? { ...same, at: is.and(since, is.lt(end)) }
      : [
          { ...same, at: is.and(since, is.lt(Math.min(before.at, end))) },
          { ...same, at: before.at, _id: is.lt(before.id) },
        ]
  return store.find('points_ledger', where, {
    sort: [
      ['at', -1],
      ['_id', -1],
    ],
    limit,
  })
}
