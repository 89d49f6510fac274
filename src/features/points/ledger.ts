import './collections'
import { scheduleAll } from '../../kernel/due'
import { is, type Store, to } from '../../kernel/store'
import { joinLedger, upcast } from './account'
import type { Account, LedgerEntry } from './rules'

/** A page of the history, newest first (`before`: only entries with a smaller `seq`), or entries by their ids. */
export type LedgerPage = { before?: number; limit: number } | { ids: readonly string[] }

/**
 * Where an entry stands in `points_ledger`. A member who left and came back may write the same reason again, on the same day even:
 * their second account's entries carry its generation, or the insert would find the first account's and count it as done.
 */
function placeOf(id: string, generation: number): string {
  return generation === 1 ? id : `${id}~${generation}`
}

/** An entry as its account named it. */
function named(entry: LedgerEntry): LedgerEntry {
  return entry.generation === 1 ? entry : { ...entry, _id: `${entry.bizType}:${entry.bizId}` }
}

/**
 * The only reader of a member's ledger (the architecture test says so). It reads the account first: an entry that is
 * drained between the two reads is then found in both places and counted once, never in neither. Two wire calls, one when the
 * account was read already.
 *
 * @param member the id, or the account as it was read before this call
 */
export async function readLedger(
  store: Store,
  member: string | Account,
  page: LedgerPage,
): Promise<{ account: Account | null; entries: LedgerEntry[]; next: number | null }> {
  const stored = typeof member === 'string' ? await store.get('accounts', member) : member
  if (!stored) return { account: null, entries: [], next: null }
  const account = upcast(stored)
  const { _id: memberId, generation } = account
  if ('ids' in page) {
    const places = page.ids.map((id) => placeOf(id, generation))
    const drained = await store.find('points_ledger', { _id: is.in(places), memberId, generation })
    const wanted = new Set(page.ids)
    return {
      account,
      entries: joinLedger(account, drained.map(named)).filter(({ _id }) => wanted.has(_id)),
      next: null,
    }
  }
  const below = Math.min(page.before ?? Number.MAX_SAFE_INTEGER, account.seq + 1)
  const drained = await store.find(
    'points_ledger',
    { memberId, seq: is.lt(below), generation },
    { sort: [['seq', -1]], limit: page.limit },
  )
  const entries = joinLedger(account, drained.map(named))
    .filter((entry) => entry.seq < below)
    .slice(0, page.limit)
  const last = entries.at(-1)
  return { account, entries, next: last && last.seq > 1 && entries.length === page.limit ? last.seq : null }
}

/** Accounts that one sweep takes: two entries each make some 200 inserts in one wire call. */
const BATCH = 100

/**
 * Moves outboxes into `points_ledger` and effects onto the due list: insert by `_id`, then take out what was inserted. Three wire
 * calls for a hundred members, one more when there are effects. Dying between the two leaves entries in both places, which readers count once and the next sweep clears.
 *
 * @param now only accounts that became dirty before it
 * @returns how many accounts it looked at; fewer than a batch means that none is left
 */
export async function sweepOutboxes(
  store: Store,
  now: number,
): Promise<{ accounts: number; entries: number; effects: number }> {
  const dirty = await store.find(
    'accounts',
    { dirtyAt: is.and(is.gt(0), is.lt(now)) },
    { sort: [['dirtyAt', 1]], limit: BATCH, fields: ['outbox', 'effects', 'seq'] },
  )
  return { accounts: dirty.length, ...(await drain(store, dirty)) }
}

/** What a drain reads of an account; those of older schemas have no effects. */
type Drainable = Pick<Account, '_id' | 'seq' | 'outbox'> & { effects?: Account['effects'] }

/** Drains these accounts as they were read; one that has moved on since is left for the next sweep. */
export async function drain(
  store: Store,
  accounts: readonly Drainable[],
): Promise<{ entries: number; effects: number }> {
  const entries = accounts.flatMap((account) => account.outbox)
  const effects = accounts.flatMap((account) => account.effects ?? [])
  if (accounts.length === 0) return { entries: 0, effects: 0 }
  await store.insertAll(
    'points_ledger',
    entries.map((entry) => ({ ...entry, _id: placeOf(entry._id, entry.generation) })),
  )
  await scheduleAll(
    store,
    effects.map(({ _id, kind, at, payload }) => ({ key: _id, kind, at, payload })),
  )
  await store.update(
    'accounts',
    accounts.map(({ _id, seq }) => ({ _id, seq })),
    {
      outbox: to.pull({ _id: is.in(entries.map(({ _id }) => _id)) }),
      ...(effects.length > 0 && { effects: to.pull({ _id: is.in(effects.map(({ _id }) => _id)) }) }),
      dirtyAt: null,
    },
  )
  return { entries: entries.length, effects: effects.length }
}
