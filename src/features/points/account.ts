import { dayOf } from '../../kernel/day'
import { addGrowth } from './growth'
import type { Account, Asset, CheckinState, Effect, LedgerEntry, Lot, Movement, StoredAccount } from './rules'

/** Open lots in one account; beyond it the two that expire last become one, in the member's favour. */
export const MAX_LOTS = 64
/** Ledger entries that wait in an account; a fuller outbox is drained before the account accepts more. */
export const MAX_OUTBOX = 32
/** Effects that wait in an account; room for them is made the same way. */
export const MAX_EFFECTS = 16

/** Nobody has checked in yet. */
const noCheckin: CheckinState = {
  streak: 0,
  lastDay: null,
  longest: 0,
  months: {},
  made: {},
  shielded: {},
  rested: {},
  carried: 0,
  given: [],
  cardUse: null,
  repair: null,
}

/** The account of a member who has nothing yet. */
export function newAccount(memberId: string, now: number): Account {
  return {
    _id: memberId,
    schema: 3,
    generation: 1,
    seq: 0,
    balances: { points: 0, growth: 0, makeup_card: 0 },
    lots: [],
    outbox: [],
    effects: [],
    dirtyAt: null,
    holds: [],
    pending: [],
    recent: [],
    openDay: null,
    wakeAt: null,
    checkin: noCheckin,
    today: null,
    growth: [],
    tier: null,
    birthday: null,
    birthdayToldOn: null,
    birthdayGift: null,
    segments: [],
    channel: null,
    consent: null,
    createdAt: now,
  }
}

/** An account of any schema in today's shape; the same object when it has it already. The only place that knows old shapes. */
export function upcast(stored: StoredAccount): Account {
  if (stored.schema === 3) return stored
  const since3 = {
    schema: 3 as const,
    checkin: { ...noCheckin, ...stored.checkin },
    effects: [],
    // Which month it came in was not kept then; the first one is as good as the ledger allows without reading it.
    growth: stored.balances.growth > 0 ? addGrowth([], dayOf(stored.createdAt), stored.balances.growth) : [],
    tier: null,
    birthday: null,
    birthdayToldOn: null,
    birthdayGift: null,
    segments: [],
    channel: null,
  }
  if (stored.schema === 2) return { ...stored, ...since3 }
  return { ...stored, ...since3, holds: [], pending: [], recent: [], openDay: null, wakeAt: null }
}

/**
 * The account after some movements, with their ledger entries at the end of its outbox. Each movement takes the next `seq`.
 *
 * @throws when a movement would overdraw: callers decide before, this is the last line of defence.
 */
export function applyMovements(account: Account, movements: readonly Movement[], now: number): Account {
  return movements.reduce((current, movement) => applyMovement(current, movement, now), account)
}

/** The account with work for other features, once per key. */
export function withEffects(account: Account, effects: readonly Effect[], now: number): Account {
  const known = new Set(account.effects.map(({ _id }) => _id))
  const added = effects.filter(({ _id }) => !known.has(_id))
  return added.length === 0 ? account : { ...account, effects: [...account.effects, ...added], dirtyAt: now }
}

function applyMovement(account: Account, movement: Movement, now: number): Account {
  const { asset, delta, of, body, by, short, at = now } = movement
  if (!Number.isSafeInteger(delta) || delta === 0) throw new Error(`a movement of ${delta} ${asset}`)
  const balance = account.balances[asset] + delta
  if (balance < 0 || !Number.isSafeInteger(balance)) {
    throw new Error(`${asset} of ${account._id} would become ${balance}`)
  }

  const { lots, touched } = moveLots(account.lots, movement)
  if (sumOf(touched) !== Math.abs(delta)) throw new Error(`the lots of ${movement.bizId} are not ${delta} ${asset}`)
  const entry: LedgerEntry = {
    _id: `${movement.bizType}:${movement.bizId}`,
    schema: 1,
    memberId: account._id,
    generation: account.generation,
    seq: account.seq + 1,
    asset,
    delta,
    balanceAfter: balance,
    lots: touched,
    bizType: movement.bizType,
    bizId: movement.bizId,
    reason: movement.reason,
    at,
    day: dayOf(at),
    ...(of !== undefined && { of }),
    ...(body !== undefined && { body }),
    ...(by !== undefined && { by }),
    ...(short !== undefined && { short }),
  }
  return {
    ...account,
    seq: entry.seq,
    balances: { ...account.balances, [asset]: balance },
    lots,
    growth: asset === 'growth' ? addGrowth(account.growth, entry.day, delta) : account.growth,
    outbox: [...account.outbox, entry],
    dirtyAt: now,
  }
}

function moveLots(
  lots: readonly Lot[],
  { asset, delta, expires, lots: named }: Movement,
): { lots: Lot[]; touched: Lot[] } {
  if (delta < 0) return named ? { lots: [...lots], touched: [...named] } : takeFromLots(lots, asset, -delta)
  const touched = named ? [...named] : [{ asset, expires, amount: delta }]
  return { lots: addLots(lots, touched), touched }
}

export function addLots(lots: readonly Lot[], added: readonly Lot[]): Lot[] {
  return added.reduce<Lot[]>(addLot, [...lots])
}

export function sumOf(lots: readonly Lot[]): number {
  return lots.reduce((sum, { amount }) => sum + amount, 0)
}

/** Adds to the lot of the same asset and last day, or opens one; the list stays ordered, soonest expiry first. */
function addLot(lots: readonly Lot[], added: Lot): Lot[] {
  const merged = lots.some((lot) => sameLot(lot, added))
    ? lots.map((lot) => (sameLot(lot, added) ? { ...lot, amount: lot.amount + added.amount } : lot))
    : [...lots, added].sort(soonestFirst)
  return merged.length <= MAX_LOTS ? merged : mergeFarthest(merged)
}

function sameLot(a: Lot, b: Lot): boolean {
  return a.asset === b.asset && a.expires === b.expires
}

/** `null` never expires, so it comes last. */
function soonestFirst(a: Lot, b: Lot): number {
  if (a.expires === b.expires) return 0
  if (a.expires === null) return 1
  if (b.expires === null) return -1
  return a.expires < b.expires ? -1 : 1
}

/** Joins the two farthest lots of one asset to the later date: the member only gains days. */
function mergeFarthest(lots: readonly Lot[]): Lot[] {
  for (let later = lots.length - 1; later > 0; later--) {
    for (let earlier = later - 1; earlier >= 0; earlier--) {
      const [a, b] = [lots[earlier], lots[later]]
      if (!a || !b || a.asset !== b.asset) continue
      return lots
        .filter((_, i) => i !== earlier)
        .map((lot) => (lot === b ? { ...b, amount: a.amount + b.amount } : lot))
    }
  }
  return [...lots]
}

/** Takes soonest-expiry-first and says which lots it took from, so that a refund can put it back there. */
export function takeFromLots(lots: readonly Lot[], asset: Asset, amount: number): { lots: Lot[]; touched: Lot[] } {
  let left = amount
  const touched: Lot[] = []
  const kept: Lot[] = []
  for (const lot of lots) {
    const taken = lot.asset === asset ? Math.min(lot.amount, left) : 0
    left -= taken
    if (taken > 0) touched.push({ ...lot, amount: taken })
    if (lot.amount > taken) kept.push({ ...lot, amount: lot.amount - taken })
  }
  if (left > 0) throw new Error(`${asset}: the open lots are ${left} short of the balance`)
  return { lots: kept, touched }
}

/**
 * The ledger of a member by definition: what stands in the outbox and what was drained, by `_id`, newest first.
 * Entries beyond the account's `seq` belong to a moment after the account was read and do not count yet.
 */
export function joinLedger(account: Account, drained: readonly LedgerEntry[]): LedgerEntry[] {
  const byId = new Map<string, LedgerEntry>()
  for (const entry of [...drained, ...account.outbox]) {
    if (entry.generation === account.generation && entry.seq <= account.seq) byId.set(entry._id, entry)
  }
  return [...byId.values()].sort((a, b) => b.seq - a.seq)
}

/** What an audit compares: the balances that the whole ledger of a member adds up to. */
export function balancesOf(ledger: readonly LedgerEntry[]): Record<Asset, number> {
  const sums: Record<Asset, number> = { points: 0, growth: 0, makeup_card: 0 }
  for (const entry of ledger) sums[entry.asset] += entry.delta
  return sums
}

/** The sum of the open lots of an asset: always its balance without what is held. */
export function lotsTotal(account: Account, asset: Asset): number {
  return sumOf(account.lots.filter((lot) => lot.asset === asset))
}

/** What is set aside of an asset. */
export function heldTotal(account: Account, asset: Asset): number {
  return account.holds.reduce((sum, hold) => (hold.asset === asset ? sum + hold.amount : sum), 0)
}
