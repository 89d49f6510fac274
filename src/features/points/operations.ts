import { addDays } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { changeAccount } from './change'
import { accountDay, liftLots } from './expiry'
import { doneBefore, isBookkeeping, movementOf, recorded, requireUsable, withCounter } from './history'
import {
  entryIdOf,
  fingerprintOf,
  type OperationKey,
  recall,
  remember,
  requireAmount,
  requireKey,
  requireReason,
  requireSameBody,
  requireSpendable,
} from './operation'
import { pointsPlan } from './plan'
import type { Asset, LedgerEntry, Lot } from './rules'
import { text } from './text'

export interface SpendRequest extends OperationKey {
  asset: Asset
  amount: number
  /** What the member reads, in Chinese. */
  reason: string
}

/** Every operation that writes an entry answers from that entry, so a repeat answers the same. */
export interface Written {
  /** Balance of the asset right after it, what is held included. */
  balance: number
  /** Ledger `_id`: what a refund or a reversal names. */
  entry: string
  /** The lots that it took from or filled, soonest expiry first. */
  lots: Lot[]
}

export function writtenOf({ balanceAfter, _id, lots }: LedgerEntry): Written {
  return { balance: balanceAfter, entry: _id, lots }
}

/**
 * Takes from the lots that expire soonest and records which. Two wire calls; three for an account that has let go of old ids.
 *
 * @throws INSUFFICIENT_POINTS, ID_REUSED, BAD_AMOUNT, BAD_ASSET, BAD_OPERATION; nothing is written then
 */
export async function spend(store: Store, memberId: string, request: SpendRequest, now: number): Promise<Written> {
  requireKey(request)
  requireAmount(request.amount)
  requireSpendable(request.asset)
  requireReason(request.reason)
  const body = fingerprintOf('spend', request)
  const entryId = entryIdOf(request, memberId)
  return changeAccount(store, memberId, now, async (account) => {
    const done = await doneBefore(store, account, entryId, body)
    if (done) return { answer: writtenOf(done) }
    requireUsable(account, request.asset, request.amount)
    return recorded(account, movementOf(request, memberId, -request.amount, body), now, writtenOf)
  })
}

export interface RefundRequest extends OperationKey {
  /** Ledger `_id` of the spend. */
  of: string
  reason: string
}

/**
 * Puts a spend back into the lots that it came from, with their old expiry; a lot that is over meanwhile lives some days
 * (`pointsPlan.refundLifeDays`) from the refund on. A spend comes back once, whatever id asks for it: its entry is `refund:{of}`.
 *
 * @throws NO_SUCH_ENTRY, NOT_REFUNDABLE, ALREADY_REFUNDED, ID_REUSED, BAD_OPERATION; nothing is written then
 */
export async function refund(store: Store, memberId: string, request: RefundRequest, now: number): Promise<Written> {
  requireKey(request)
  requireReason(request.reason)
  const { of, reason } = request
  const body = fingerprintOf('refund', request)
  // Apart from the spend's own key: a feature may well name both by the same order.
  const requestId = `refund-request:${entryIdOf(request, memberId)}`
  return changeAccount(store, memberId, now, async (account) => {
    const asked = recall(account, requestId)
    if (asked) requireSameBody(asked.body, body)
    const { original, counter } = await withCounter(store, account, of, `refund:${of}`)
    if (counter?.body === body) return { answer: writtenOf(counter) }
    if (counter) return refuse('ALREADY_REFUNDED', text.alreadyRefunded)
    if (!original) return refuse('NO_SUCH_ENTRY', text.noSuchEntry)
    if (original.delta > 0 || isBookkeeping(original)) return refuse('NOT_REFUNDABLE', text.notRefundable)
    const day = accountDay(account, now)
    const lots = liftLots(original.lots, day, addDays(day, pointsPlan.refundLifeDays))
    const { asset, delta } = original
    const movement = { bizType: 'refund', bizId: of, asset, delta: -delta, expires: null, reason, lots, of, body }
    const deed = recorded(account, movement, now, writtenOf)
    const recent = remember(deed.after.recent, { id: requestId, body, at: now })
    return { answer: deed.answer, after: { ...deed.after, recent } }
  })
}
