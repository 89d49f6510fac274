import { refuse } from '../../kernel/errors'
import { hash64 } from '../../kernel/hash'
import { type Account, type Asset, assets, type LedgerEntry, type Recent } from './rules'
import { text } from './text'

/** Operations that an account remembers without asking the ledger. */
export const MAX_RECENT = 64
/** Far above any reward and far below 2^53: a million of them still add up exactly. */
const LARGEST_AMOUNT = 1_000_000_000
const SEPARATED = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/
const IDENTIFIER = /^[A-Za-z0-9_.:-]{1,100}$/

/** Names a request of a feature. The same one again is answered the same; with another body it is refused. */
export interface OperationKey {
  /** Chosen once by whoever asks and kept until answered; unique within `bizType` and member. */
  id: string
  /** Which feature asks: letters, digits, `_` and `-`. */
  bizType: string
}

/** The ledger `_id` of what a request of a member writes. No two members or requests share one. */
export function entryIdOf({ bizType, id }: OperationKey, memberId: string): string {
  return `${bizType}:${memberId}:${id}`
}

/** The names under which `bringForward`, refunds, reversals and moves write; a feature's key must not look like one of theirs. */
const RESERVED = new Set(['expire', 'refund', 'reverse', 'move', 'leave'])

export function requireKey({ id, bizType }: OperationKey): void {
  const sound = typeof id === 'string' && typeof bizType === 'string' && IDENTIFIER.test(id) && SEPARATED.test(bizType)
  if (!sound || RESERVED.has(bizType)) refuse('BAD_OPERATION', text.badOperation)
}

export function requireReason(reason: unknown): void {
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 100) {
    refuse('BAD_OPERATION', text.badOperation)
  }
}

/** A positive whole number that is not huge; everything else, texts included, is refused before anything is read. */
export function requireAmount(amount: unknown): void {
  const sound = typeof amount === 'number' && Number.isSafeInteger(amount) && amount > 0 && amount <= LARGEST_AMOUNT
  if (!sound) refuse('BAD_AMOUNT', text.badAmount)
}

export function requireAsset(asset: Asset): void {
  if (!assets.includes(asset)) refuse('BAD_ASSET', text.badAsset)
}

/** 成长值 only grows: tiers count it, nothing is bought with it. */
export function requireSpendable(asset: Asset): void {
  requireAsset(asset)
  if (asset === 'growth') refuse('BAD_ASSET', text.badAsset)
}

export function requireInstant(at: unknown): void {
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0) refuse('BAD_TIME', text.badTime)
}

/** What a request says, whatever the order of its fields. */
export function fingerprintOf(verb: string, body: object): string {
  const fields = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return hash64(JSON.stringify([verb, fields]))
}

/**
 * An operation of this account, as far as the account itself still knows. What is held or promised is known for as long as it
 * lasts, also when the ring has let go of it: its entry is still to be written under this very id.
 */
export function recall(account: Account, entryId: string): { readonly body?: string } | undefined {
  return (
    account.outbox.find(({ _id }) => _id === entryId) ??
    [...account.recent, ...account.holds, ...account.pending].find(({ id }) => id === entryId)
  )
}

/**
 * True when an id that the account does not know may still stand in the ledger: the ring has let go of something, or an earlier
 * account of the same person wrote it.
 */
export function mayHaveForgotten(account: Account): boolean {
  return account.recent.length >= MAX_RECENT || account.generation > 1
}

export function remember(recent: readonly Recent[], ...done: Recent[]): Recent[] {
  return [...recent, ...done].slice(-MAX_RECENT)
}

/** Refuses an id that was used for something else. */
export function requireSameBody(known: string | undefined, body: string): void {
  if (known !== body) refuse('ID_REUSED', text.idReused)
}

/** The entry among those that wait in the account. */
export function waitingEntry(account: Account, entryId: string): LedgerEntry | undefined {
  return account.outbox.find(({ _id }) => _id === entryId)
}
