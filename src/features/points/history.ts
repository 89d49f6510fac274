import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { applyMovements, lotsTotal } from './account'
import { readLedger } from './ledger'
import { mayHaveForgotten, type OperationKey, recall, remember, requireSameBody, waitingEntry } from './operation'
import type { Account, Asset, LedgerEntry, Movement } from './rules'
import { text } from './text'

/**
 * The entry that an earlier try of the same request wrote, or null. The account knows its last operations; only an account that
 * has let go of some asks the ledger.
 *
 * @throws ID_REUSED when the id stands for another body
 */
export async function doneBefore(
  store: Store,
  account: Account,
  entryId: string,
  body: string,
): Promise<LedgerEntry | null> {
  const known = recall(account, entryId)
  if (known) requireSameBody(known.body, body)
  else if (!mayHaveForgotten(account)) return null
  const entry = await entryOf(store, account, entryId)
  if (entry) requireSameBody(entry.body, body)
  else if (known) throw new Error(`${account._id} remembers ${entryId}, and no ledger knows it`)
  return entry
}

/** One entry of a member, wherever it stands. No wire call when it waits in the account. */
export async function entryOf(store: Store, account: Account, entryId: string): Promise<LedgerEntry | null> {
  const waiting = waitingEntry(account, entryId)
  if (waiting) return waiting
  const { entries } = await readLedger(store, account, { ids: [entryId] })
  return entries[0] ?? null
}

/**
 * An entry and its counter-entry. While the first still waits in the account, so does everything after it, so the ledger is
 * asked only when it was drained; one wire call then.
 */
export async function withCounter(
  store: Store,
  account: Account,
  of: string,
  counterId: string,
): Promise<{ original: LedgerEntry | undefined; counter: LedgerEntry | undefined }> {
  const waiting = waitingEntry(account, of)
  const entries = waiting ? account.outbox : (await readLedger(store, account, { ids: [of, counterId] })).entries
  return { original: waiting ?? find(entries, of), counter: find(entries, counterId) }
}

function find(entries: readonly LedgerEntry[], id: string): LedgerEntry | undefined {
  return entries.find(({ _id }) => _id === id)
}

/** Written by the ledger itself or by staff: such entries are answered with a correction, never taken back. */
export function isBookkeeping({ bizType }: LedgerEntry): boolean {
  return ['expire', 'refund', 'reverse', 'correct', 'move'].includes(bizType)
}

export function movementOf(
  { bizType, id, asset, reason }: OperationKey & { asset: Asset; reason: string },
  memberId: string,
  delta: number,
  body: string,
): Movement {
  return {
    bizType,
    bizId: `${memberId}:${id}`,
    asset,
    delta,
    expires: null,
    reason,
    body,
  }
}

/** @throws INSUFFICIENT_POINTS: what is held, promised or over cannot be used. */
export function requireUsable(account: Account, asset: Asset, amount: number): void {
  const usable = lotsTotal(account, asset)
  if (usable < amount) refuse('INSUFFICIENT_POINTS', text.tooFew(asset, amount, usable))
}

/** The account with one movement and the memory of its request, and the answer made from its entry. */
export function recorded<A>(
  account: Account,
  movement: Movement,
  now: number,
  answerOf: (entry: LedgerEntry) => A,
): { after: Account; answer: A } {
  const moved = applyMovements(account, [movement], now)
  const entry = moved.outbox.at(-1)
  if (!entry) throw new Error('a movement left no entry')
  const recent = remember(account.recent, { id: entry._id, body: entry.body ?? '', at: now })
  return { after: { ...moved, recent }, answer: answerOf(entry) }
}
