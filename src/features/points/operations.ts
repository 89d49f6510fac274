import { addDays } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { upcast } from './account'
import { withinBudget } from './budgets'
import { changeAccount } from './change'
import { accountDay, lastDayOf, liftLots } from './expiry'
import { doneBefore, isBookkeeping, movementOf, recorded, requireUsable, withCounter } from './history'
import {
  entryIdOf,
  fingerprintOf,
  type OperationKey,
  recall,
  remember,
  requireAmount,
  requireAsset,
  requireInstant,
  requireKey,
  requireReason,
  requireSameBody,
  requireSpendable,
} from './operation'
import { pointsPlan } from './plan'
import type { Account, Asset, CampaignBudget, ExpiryPolicy, LedgerEntry, Lot } from './rules'
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

export interface AwardRequest extends OperationKey {
  asset: Asset
  amount: number
  policy: ExpiryPolicy
  reason: string
  /** Counts from this instant on (ms); its days begin to run then. Null or past: at once. */
  activeAt: number | null
  /** Whose budget of the day it comes out of; null has no limit. */
  budget: CampaignBudget | null
}

/** What an award comes to: the ledger `_id` of its entry, which stands there once it is active. */
export interface Awarded {
  entry: string
  activeAt: number | null
}

/** Promises in one account at most. */
const MAX_PENDING = 32

/**
 * Gives, now or from `activeAt` on. Two wire calls; with a budget six, since that is a document of its own: the budget is
 * taken first, so dying in between can leave a day's budget smaller, never overdrawn.
 *
 * @throws NO_SUCH_MEMBER, OVER_BUDGET, TOO_MANY_PENDING, ID_REUSED, BAD_AMOUNT, BAD_ASSET, BAD_OPERATION, BAD_TIME
 */
export async function award(store: Store, memberId: string, request: AwardRequest, now: number): Promise<Awarded> {
  requireKey(request)
  requireAmount(request.amount)
  requireAsset(request.asset)
  requireReason(request.reason)
  if (request.activeAt !== null) requireInstant(request.activeAt)
  const body = fingerprintOf('award', request)
  const entry = entryIdOf(request, memberId)
  const { budget, amount } = request
  const give = () =>
    changeAccount(store, memberId, now, async (account, exists) => {
      if (!exists) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
      if (await awardedBefore(store, account, entry, body)) return { answer: undefined }
      return { after: awardIn(account, memberId, request, body, now), answer: undefined }
    })
  const answer = { entry, activeAt: request.activeAt }
  if (!budget) {
    await give()
    return answer
  }
  const stored = await store.get('accounts', memberId)
  if (!stored) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
  if (await awardedBefore(store, upcast(stored), entry, body)) return answer
  await withinBudget(store, budget, { entry, amount }, now, give)
  return answer
}

async function awardedBefore(store: Store, account: Account, entry: string, body: string): Promise<boolean> {
  const known = recall(account, entry)
  if (known) requireSameBody(known.body, body)
  return known !== undefined || (await doneBefore(store, account, entry, body)) !== null
}

function awardIn(account: Account, memberId: string, request: AwardRequest, body: string, now: number): Account {
  const { asset, amount, activeAt, policy, reason, bizType } = request
  const movement = movementOf(request, memberId, amount, body)
  if (activeAt === null || activeAt <= now) {
    const expires = lastDayOf(policy, accountDay(account, now))
    return recorded(account, { ...movement, expires }, now, () => undefined).after
  }
  if (account.pending.length >= MAX_PENDING) refuse('TOO_MANY_PENDING', text.tooManyPending)
  const id = entryIdOf(request, memberId)
  const promised = { id, bizType, bizId: movement.bizId, asset, amount, activeAt, policy, reason, body }
  const recent = remember(account.recent, { id, body, at: now })
  return { ...account, pending: [...account.pending, promised], recent }
}
