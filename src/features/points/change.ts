import './collections'
import { readRules } from '../../kernel/ruleBook'
import { type Decision, settle } from '../../kernel/settle'
import { type Change, type Store, to } from '../../kernel/store'
import { tierBook } from '../tier/book'
import { tierMayMove, withTier } from '../tier/standing'
import { MAX_EFFECTS, MAX_OUTBOX, newAccount, upcast } from './account'
import { bringForward, hasOverdue, wakeAtOf } from './expiry'
import { drain } from './ledger'
import type { Account, StoredAccount } from './rules'

/** What is to become of an account; without `after` nothing is written. */
export type Deed<A> = { answer: A } | { after: Account; answer: A }

type Step<A> = { done: A } | { again: true } | { full: Account }

/**
 * Entries, and effects, that one deed adds at most: a day's check-in with its rewards and what a rise over all tiers gives
 * (`checkin/works.ts` keeps to it, a property test proves it).
 */
export const ROOM = 8
/** Many at once on one account: each round one of them wins, so with so many rounds everybody does. */
const ROUNDS = 64

/**
 * The one way to change an account: reads it, lets time act on it (`bringForward`), decides, and writes all of it in one update
 * guarded by `seq`. Two wire calls, one when nothing is written; two more when the outbox is full and has to be drained first.
 *
 * @param decide gets the account as it is at `now`, and whether it stands in the database; it is asked again when somebody else
 *   was faster, and must then recognise its own earlier success
 */
export async function changeAccount<A>(
  store: Store,
  memberId: string,
  now: number,
  decide: (account: Account, exists: boolean) => Deed<A> | Promise<Deed<A>>,
): Promise<A> {
  for (;;) {
    const step = await settle<'accounts', Step<A>>(
      store,
      'accounts',
      memberId,
      async (stored) => {
        const before = stored ? upcast(stored) : newAccount(memberId, now)
        if (isFull(before)) return { answer: { full: before } }
        const current = bringForward(before, now)
        if (isFull(current) && before.outbox.length > 0) return { answer: { full: before } }
        if (hasOverdue(current, now)) {
          return writing(stored, before, await inTier(store, before, current, now), { again: true })
        }
        const deed = await decide(current, stored !== null)
        if (!('after' in deed)) return { answer: { done: deed.answer } }
        return writing(stored, before, await inTier(store, before, deed.after, now), { done: deed.answer })
      },
      ROUNDS,
    )
    if ('done' in step) return step.done
    if ('full' in step) await drain(store, [step.full])
  }
}

/**
 * The tier follows in the same update whoever moved the growth, and whenever a period is over. The rules are read only then, so all
 * other changes stay at two wire calls.
 */
async function inTier(store: Store, before: Account, after: Account, now: number): Promise<Account> {
  if (!tierMayMove(before, after, now)) return after
  return withTier(before, after, await readRules(store, tierBook, now), now)
}

function isFull({ outbox, effects }: Account): boolean {
  return outbox.length > MAX_OUTBOX - ROOM || effects.length > MAX_EFFECTS - ROOM
}

/**
 * Lets time act on an account and writes it down: due awards become active, holds and lots that are over are closed. Nothing is
 * written when there is nothing to do; a second run finds that.
 */
export function activatePending(store: Store, memberId: string, now: number): Promise<void> {
  return changeAccount(store, memberId, now, async (account, exists) => {
    const settled = account.wakeAt === null || account.wakeAt > now
    return exists && !settled ? { after: account, answer: undefined } : { answer: undefined }
  })
}

/** Where a member came from first; what is known once stays. One wire call when it is known already, or nobody is there. */
export function noteOrigin(store: Store, memberId: string, channel: string, now: number): Promise<void> {
  return changeAccount(store, memberId, now, (account, exists) =>
    exists && account.channel === null && !account.leaving
      ? { after: { ...account, channel }, answer: undefined }
      : { answer: undefined },
  )
}

function writing<A>(
  stored: StoredAccount | null,
  before: Account,
  wanted: Account,
  answer: Step<A>,
): Decision<'accounts', Step<A>> {
  // `seq` moves with every write, also with those that leave no entry: it is the guard.
  const seq = Math.max(wanted.seq, before.seq + 1)
  const after = { ...wanted, seq, wakeAt: wakeAtOf(wanted) }
  if (!stored) return { insert: after, answer }
  return { guard: { _id: before._id, seq: before.seq }, change: changesOf(stored, before, after), answer }
}

function changesOf(stored: StoredAccount, before: Account, after: Account): Change<'accounts'> {
  const { outbox, effects, ...fields } = after
  const old: Record<string, unknown> = { ...stored }
  const change: Record<string, unknown> = Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => old[field] !== value),
  )
  const added = outbox.slice(before.outbox.length)
  // Pushed, not replaced: a drain may take entries out between our read and this write.
  if (added.length > 0) change.outbox = to.push(added)
  const asked = effects.slice(before.effects.length)
  if (stored.schema !== 3) change.effects = effects
  else if (asked.length > 0) change.effects = to.push(asked)
  return change
}
