import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { takeFromLots } from './account'
import { changeAccount } from './change'
import { accountDay, releaseLots } from './expiry'
import { doneBefore, entryOf, movementOf, recorded, requireUsable } from './history'
import {
  entryIdOf,
  fingerprintOf,
  mayHaveForgotten,
  type OperationKey,
  recall,
  remember,
  requireAmount,
  requireInstant,
  requireKey,
  requireReason,
  requireSameBody,
  requireSpendable,
} from './operation'
import { type Written, writtenOf } from './operations'
import type { Account, Asset } from './rules'
import { text } from './text'

export interface ReserveRequest extends OperationKey {
  asset: Asset
  amount: number
  /** What the member reads once it is committed. */
  reason: string
  /** From then on it is void by itself (ms). Part of the request, so a retry says the same instant. */
  expiresAt: number
}

export interface Reserved {
  amount: number
  expiresAt: number
}

/** What is under way in one account at most. */
const MAX_HOLDS = 16

/**
 * Sets points aside: they leave the lots, soonest expiry first, and stay in the balance until `commit` or `voidHold` or the end of
 * their time. One hold per key; it is answered by the same request again even when it has ended.
 *
 * @throws INSUFFICIENT_POINTS, TOO_MANY_HOLDS, ID_REUSED, BAD_AMOUNT, BAD_ASSET, BAD_OPERATION, BAD_TIME
 */
export async function reserve(store: Store, memberId: string, request: ReserveRequest, now: number): Promise<Reserved> {
  const { asset, amount, reason, expiresAt, bizType } = request
  requireKey(request)
  requireAmount(amount)
  requireSpendable(asset)
  requireReason(reason)
  requireInstant(expiresAt)
  const body = fingerprintOf('reserve', request)
  const id = entryIdOf(request, memberId)
  return changeAccount(store, memberId, now, async (account) => {
    const answer = { amount, expiresAt }
    const known = recall(account, id)
    if (known) {
      requireSameBody(known.body, body)
      return { answer }
    }
    if (mayHaveForgotten(account) && (await doneBefore(store, account, id, body))) return { answer }
    if (expiresAt <= now) return refuse('BAD_TIME', text.badTime)
    requireUsable(account, asset, amount)
    if (account.holds.length >= MAX_HOLDS) refuse('TOO_MANY_HOLDS', text.tooManyHolds)
    const { lots, touched } = takeFromLots(account.lots, asset, amount)
    const { bizId } = movementOf(request, memberId, -amount, body)
    const hold = { id, bizType, bizId, asset, amount, lots: touched, reason, expiresAt, body }
    const recent = remember(account.recent, { id, body, at: now })
    return { after: { ...account, lots, holds: [...account.holds, hold], recent }, answer }
  })
}

/**
 * Spends what was set aside, from the very lots that were set aside. Again: the same answer.
 *
 * @throws HOLD_OVER when it was voided or its time is over, NO_SUCH_ENTRY, BAD_OPERATION
 */
export async function commit(store: Store, memberId: string, key: OperationKey, now: number): Promise<Written> {
  requireKey(key)
  const id = entryIdOf(key, memberId)
  return changeAccount(store, memberId, now, async (account) => {
    const hold = account.holds.find((each) => each.id === id)
    if (!hold) return { answer: writtenOf((await committed(store, account, id)) ?? refuse('HOLD_OVER', text.holdOver)) }
    const { bizType, bizId, asset, amount, lots, reason, body } = hold
    const holds = account.holds.filter((each) => each !== hold)
    const movement = { bizType, bizId, asset, delta: -amount, expires: null, reason, lots, body }
    return recorded({ ...account, holds }, movement, now, writtenOf)
  })
}

/**
 * Gives back what was set aside, to its lots; one that is over meanwhile lives to the end of this day. Again: the same answer.
 *
 * @throws HOLD_COMMITTED when it was spent, NO_SUCH_ENTRY, BAD_OPERATION
 */
export async function voidHold(
  store: Store,
  memberId: string,
  key: OperationKey,
  now: number,
): Promise<{ released: true }> {
  requireKey(key)
  const id = entryIdOf(key, memberId)
  return changeAccount(store, memberId, now, async (account) => {
    const answer = { released: true } as const
    const hold = account.holds.find((each) => each.id === id)
    if (!hold) {
      if (await committed(store, account, id)) refuse('HOLD_COMMITTED', text.holdCommitted)
      return { answer }
    }
    const holds = account.holds.filter((each) => each !== hold)
    return { after: releaseLots({ ...account, holds }, hold.lots, accountDay(account, now)), answer }
  })
}

/** The entry of a hold that is no longer there; null when it was given back. */
async function committed(store: Store, account: Account, id: string) {
  if (!recall(account, id) && !mayHaveForgotten(account)) refuse('NO_SUCH_ENTRY', text.noSuchEntry)
  return entryOf(store, account, id)
}
