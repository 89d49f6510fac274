import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { applyMovements, lotsTotal, sumOf, takeFromLots } from './account'
import { changeAccount } from './change'
import { accountDay, lastDayOf } from './expiry'
import { doneBefore, isBookkeeping, recorded, requireUsable, withCounter } from './history'
import { fingerprintOf, requireAmount, requireAsset, requireReason } from './operation'
import { type Written, writtenOf } from './operations'
import { pointsPlan } from './plan'
import type { Account, Asset, LedgerEntry, Lot, Movement, Operator } from './rules'
import { text } from './text'

export interface ReverseRequest {
  /** Ledger `_id` of the award. */
  of: string
  reason: string
  /** Null when a feature does it by itself. */
  by: Operator | null
}

export interface Reversed {
  /** Ledger `_id`. */
  entry: string
  taken: number
  /** What was spent or over already; a balance never goes below zero for it. */
  short: number
}

/**
 * Takes an award back by a counter-entry `reverse:{of}`: from the lot that it filled first, then from what expires soonest, and never
 * more than there is. A promise that is not active yet goes back whole. An award goes back once.
 *
 * @throws NO_SUCH_ENTRY, NOT_REVERSIBLE, ALREADY_REVERSED, NOTHING_LEFT, BAD_OPERATION
 */
export async function reverse(store: Store, memberId: string, request: ReverseRequest, now: number): Promise<Reversed> {
  requireReason(request.reason)
  const { of, reason, by } = request
  const counterId = `reverse:${of}`
  const body = fingerprintOf('reverse', request)
  return changeAccount(store, memberId, now, async (read) => {
    const account = bookPromise(read, of, now)
    const { original, counter } = await withCounter(store, account, of, counterId)
    if (counter?.body === body) return { answer: reversedOf(counter) }
    if (counter) return refuse('ALREADY_REVERSED', text.alreadyReversed)
    if (!original) return refuse('NO_SUCH_ENTRY', text.noSuchEntry)
    if (original.delta < 0 || isBookkeeping(original)) return refuse('NOT_REVERSIBLE', text.notReversible)
    const { asset, delta } = original
    const taken = Math.min(delta, lotsTotal(account, asset))
    if (taken === 0) return refuse('NOTHING_LEFT', text.nothingLeft)
    const { rest, lots } = takeBack(account.lots, original, taken)
    const movement: Movement = {
      ...{ bizType: 'reverse', bizId: of, asset, delta: -taken, expires: null, reason, lots, of, body },
      ...(by && { by }),
      short: delta - taken,
    }
    return recorded({ ...account, lots: rest }, movement, now, reversedOf)
  })
}

/** A promise is written as the award that it is, so that its reversal has something to counter and its id stays used. */
function bookPromise(account: Account, of: string, now: number): Account {
  const promised = account.pending.find(({ id }) => id === of)
  if (!promised) return account
  const { bizType, bizId, asset, amount, reason, body } = promised
  const pending = account.pending.filter((each) => each !== promised)
  const movement = { bizType, bizId, asset, delta: amount, expires: null, reason, body }
  return applyMovements({ ...account, pending }, [movement], now)
}

function reversedOf({ _id, delta, short = 0 }: LedgerEntry): Reversed {
  return { entry: _id, taken: -delta, short }
}

/** From the lots of the days that the award had filled, then the soonest of that asset. */
function takeBack(open: readonly Lot[], { asset, lots }: LedgerEntry, amount: number): { rest: Lot[]; lots: Lot[] } {
  const days = new Set(lots.map(({ expires }) => expires))
  const own = open.filter((lot) => lot.asset === asset && days.has(lot.expires))
  const fromOwn = Math.min(amount, sumOf(own))
  const first = takeFromLots(own, asset, fromOwn)
  const kept = open.filter((lot) => !own.includes(lot))
  const second = takeFromLots(kept, asset, amount - fromOwn)
  const left = [...first.lots, ...second.lots]
  const rest = open.flatMap(
    (lot) => left.find((each) => each.asset === lot.asset && each.expires === lot.expires) ?? [],
  )
  return { rest, lots: [...first.touched, ...second.touched] }
}

export interface CorrectRequest {
  /** Made by the page and kept until answered. */
  id: string
  asset: Asset
  /** Signed. What is added lives by `pointsPlan.correction`. */
  delta: number
  reason: string
  by: Operator
}

/**
 * A correction by staff: an entry with its reason and operator.
 *
 * @throws NO_SUCH_MEMBER, INSUFFICIENT_POINTS, ID_REUSED, BAD_AMOUNT, BAD_ASSET, BAD_OPERATION
 */
export async function correct(store: Store, memberId: string, request: CorrectRequest, now: number): Promise<Written> {
  const { id, asset, delta, reason, by } = request
  requireAmount(typeof delta === 'number' ? Math.abs(delta) : delta)
  requireAsset(asset)
  requireReason(reason)
  const body = fingerprintOf('correct', request)
  const bizId = `${memberId}:${id}`
  return changeAccount(store, memberId, now, async (account, exists) => {
    if (!exists) return refuse('NO_SUCH_MEMBER', text.noSuchMember)
    const done = await doneBefore(store, account, `correct:${bizId}`, body)
    if (done) return { answer: writtenOf(done) }
    if (delta < 0) requireUsable(account, asset, -delta)
    const expires = asset === 'growth' ? null : lastDayOf(pointsPlan.correction, accountDay(account, now))
    return recorded(account, { bizType: 'correct', bizId, asset, delta, expires, reason, by, body }, now, writtenOf)
  })
}
