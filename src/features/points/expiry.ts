import { addDays, addMonths, type Day, dayOf, dayOfMonth, daysInMonth, monthOf, startOf } from '../../kernel/day'
import { addLots, applyMovements } from './account'
import type { Account, ExpiryPolicy, Lot, Movement } from './rules'

/** The last day on which something earned on `day` can be spent; null never ends. */
export function lastDayOf(policy: ExpiryPolicy, day: Day): Day | null {
  switch (policy.kind) {
    case 'never':
      return null
    case 'days':
      return addDays(day, policy.days)
    case 'month_end':
      return endOf(addMonths(monthOf(day), policy.after))
    case 'year_end':
      return `${String(Number(day.slice(0, 4)) + policy.after).padStart(4, '0')}-12-31`
    case 'rolling_months': {
      const month = addMonths(monthOf(day), policy.months)
      return `${month}-${String(Math.min(dayOfMonth(day), daysInMonth(month))).padStart(2, '0')}`
    }
  }
}

function endOf(month: string): Day {
  return `${month}-${daysInMonth(month)}`
}

/** The day that an account lives in: the clock's, but never one whose lots were closed already. */
export function accountDay(account: Pick<Account, 'openDay'>, now: number): Day {
  return notBefore(dayOf(now), account.openDay ?? '')
}

/** `day`, or the other one when that is later. */
export function notBefore(day: Day, earliest: Day): Day {
  return day < earliest ? earliest : day
}

/** The same lots; those whose last day lies before `day` are lifted to the day `to`. */
export function liftLots(lots: readonly Lot[], day: Day, to: Day = day): Lot[] {
  return lots.map((lot) => (lot.expires !== null && lot.expires < day ? { ...lot, expires: to } : lot))
}

/** Closings in one update at most: they share the outbox with what the caller wants written. */
const CLOSED_AT_ONCE = 24

/**
 * The account as time alone has changed it by `now`: holds whose time is over are void, promised awards whose time has come are
 * active, lots that are over are closed with an entry under `expire:{member}:{asset}:{last day}`. The entries are the same
 * whenever it is done and however often, so a late job and a spend in between write the same ledger.
 *
 * @returns the same object when nothing happened; `hasOverdue` tells whether one update was not enough
 */
export function bringForward(account: Account, now: number): Account {
  return closeLots(activate(dropHolds(account, now), now), now)
}

/** Lots that are over are still open: an account that slept for years closes them in several updates. */
export function hasOverdue(account: Account, now: number): boolean {
  const day = accountDay(account, now)
  return account.lots.some(({ expires }) => expires !== null && expires < day)
}

/** The account as a reader must see it: nothing in it is over. For showing, not for writing: its outbox may be too long. */
export function viewAt(account: Account, now: number): Account {
  let view = bringForward(account, now)
  while (hasOverdue(view, now)) view = closeLots(view, now)
  return view
}

/** When time will change the account next (ms), or null. */
export function wakeAtOf(account: Pick<Account, 'lots' | 'holds' | 'pending'> & Partial<Account>): number | null {
  const { lots, holds, pending, tier } = account
  // Lots are in the order of their days.
  const first = lots[0]?.expires ?? null
  const instants = [...holds.map(({ expiresAt }) => expiresAt), ...pending.map(({ activeAt }) => activeAt)]
  if (first !== null) instants.push(startOf(addDays(first, 1)))
  if (tier?.until) instants.push(startOf(addDays(tier.until, 1)))
  return instants.length > 0 ? Math.min(...instants) : null
}

/** What was held returns to its lots; one that was over meanwhile lives to the end of the day on which the hold ended. */
function dropHolds(account: Account, now: number): Account {
  const over = account.holds.filter(({ expiresAt }) => expiresAt <= now).sort((a, b) => a.expiresAt - b.expiresAt)
  if (over.length === 0) return account
  const holds = account.holds.filter(({ expiresAt }) => expiresAt > now)
  return over.reduce((current, hold) => releaseLots(current, hold.lots, dayOf(hold.expiresAt)), { ...account, holds })
}

/** Puts held lots back; none of them gets a day that is closed already, or the key of its closing would be used twice. */
export function releaseLots(account: Account, lots: readonly Lot[], endedOn: Day): Account {
  const earliest = notBefore(endedOn, account.openDay ?? '')
  return { ...account, lots: addLots(account.lots, liftLots(lots, earliest)) }
}

function activate(account: Account, now: number): Account {
  const due = account.pending.filter(({ activeAt }) => activeAt <= now).sort((a, b) => a.activeAt - b.activeAt)
  if (due.length === 0) return account
  const pending = account.pending.filter(({ activeAt }) => activeAt > now)
  const movements = due.map(({ bizType, bizId, asset, amount, activeAt, policy, reason, body }): Movement => {
    const day = accountDay(account, activeAt)
    return { bizType, bizId, asset, delta: amount, expires: lastDayOf(policy, day), reason, body, at: activeAt }
  })
  return applyMovements({ ...account, pending }, movements, now)
}

/** Oldest day first; what does not fit into one update waits for the next. */
function closeLots(account: Account, now: number): Account {
  const day = accountDay(account, now)
  const over = account.lots.filter(({ expires }) => expires !== null && expires < day).slice(0, CLOSED_AT_ONCE)
  const last = over.at(-1)?.expires
  if (!last) return account
  const movements = over.map((lot): Movement => {
    const lastDay = lot.expires ?? last
    return {
      bizType: 'expire',
      bizId: `${account._id}:${lot.asset}:${lastDay}`,
      asset: lot.asset,
      delta: -lot.amount,
      expires: null,
      reason: '到期',
      lots: [lot],
      at: startOf(addDays(lastDay, 1)),
    }
  })
  const lots = account.lots.filter((lot) => !over.includes(lot))
  const openDay = notBefore(addDays(last, 1), account.openDay ?? '')
  return applyMovements({ ...account, lots, openDay }, movements, now)
}
