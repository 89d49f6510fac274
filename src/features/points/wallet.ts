import { type Day, dayOf, daysBetween } from '../../kernel/day'
import { heldTotal, newAccount } from './account'
import type { WalletView } from './contract'
import { viewAt } from './expiry'
import { type Account, EXPIRY_WARNING_DAYS } from './rules'

/** The short code by which staff find a member: the beginning of the member's id, which is an HMAC and tells nothing. */
export function memberCodeOf(memberId: string): string {
  return memberId.slice(1, 9).toUpperCase()
}

/** The ids that begin with a code: `[from, until)` in the order of `_id`. */
export function memberIdRange(code: string): { from: string; until: string } {
  const from = `m${code.toLowerCase()}`
  // After `f`, the last digit, comes `g`.
  return { from, until: `${from}g` }
}

/** Whether a last day is near enough to be warned of. */
function isSoon(expires: Day | null, now: number): expires is Day {
  return expires !== null && daysBetween(dayOf(now), expires) <= EXPIRY_WARNING_DAYS
}

/** What a member holds at `now`, by the account alone; a member without one holds nothing. */
export function walletOf(account: Account | null, memberId: string, now: number): WalletView {
  const view = viewAt(account ?? newAccount(memberId, now), now)
  const lots = view.lots.flatMap(({ asset, expires, amount }) => (asset === 'points' ? [{ expires, amount }] : []))
  const [first] = lots
  return {
    balance: view.balances.points,
    held: heldTotal(view, 'points'),
    pending: view.pending.reduce((sum, { asset, amount }) => (asset === 'points' ? sum + amount : sum), 0),
    lots,
    expiring: first && isSoon(first.expires, now) ? { amount: first.amount, day: first.expires } : null,
    growth: view.balances.growth,
    cards: view.balances.makeup_card,
    code: memberCodeOf(memberId),
  }
}
