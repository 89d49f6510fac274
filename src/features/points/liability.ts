import { type Month, monthOf } from '../../kernel/day'
import { balancesOf, heldTotal, lotsTotal } from './account'
import { growthOf } from './growth'
import { type Account, type AuditTotals, assets, type Drift, type LedgerEntry } from './rules'

export interface LiabilityLine {
  /** Month of the last day, or null for what never expires. */
  month: Month | null
  points: number
  /** Integer cents, rounded up: what is owed is never shown too small. */
  cents: number
}

export interface Liability {
  /** Soonest month first, what never expires last. */
  lines: LiabilityLine[]
  points: number
  cents: number
  /** Promised and not active yet; not in the sums. */
  promised: number
}

/** Drifts that are kept in full; the count goes on. */
const KEPT_DRIFTS = 50

export const noTotals: AuditTotals = { accounts: 0, entries: 0, drift: 0, drifts: [], outstanding: {}, promised: 0 }

/** Where balance, ledger and lots of one account differ; empty is right. */
export function driftsOf(account: Account, ledger: readonly LedgerEntry[]): Drift[] {
  const sums = balancesOf(ledger)
  return assets
    .map((asset) => ({
      memberId: account._id,
      asset,
      balance: account.balances[asset],
      ledger: sums[asset],
      lots: lotsTotal(account, asset) + heldTotal(account, asset),
    }))
    .filter(({ balance, ledger: sum, lots, asset }) => {
      return balance !== sum || balance !== lots || (asset === 'growth' && !monthsAgree(account, ledger))
    })
}

/** The months by which tiers are decided, as the ledger adds them up. */
function monthsAgree({ growth }: Account, ledger: readonly LedgerEntry[]): boolean {
  const told = growthOf(ledger)
  return (
    told.length === growth.length &&
    told.every(({ month, amount }, i) => {
      return growth[i]?.month === month && growth[i]?.amount === amount
    })
  )
}

/**
 * The totals with one more account.
 *
 * @param view the account as it is at the moment of the audit, nothing in it over
 */
export function addToTotals(
  totals: AuditTotals,
  view: Account,
  drifts: readonly Drift[],
  entries: number,
): AuditTotals {
  const outstanding = { ...totals.outstanding }
  for (const lot of [...view.lots, ...view.holds.flatMap(({ lots }) => lots)]) {
    if (lot.asset !== 'points') continue
    const month = lot.expires === null ? 'never' : monthOf(lot.expires)
    outstanding[month] = (outstanding[month] ?? 0) + lot.amount
  }
  const promised = view.pending.reduce((sum, { asset, amount }) => (asset === 'points' ? sum + amount : sum), 0)
  return {
    accounts: totals.accounts + 1,
    entries: totals.entries + entries,
    drift: totals.drift + drifts.length,
    drifts: [...totals.drifts, ...drifts].slice(0, KEPT_DRIFTS),
    outstanding,
    promised: totals.promised + promised,
  }
}

/** Outstanding points by month and in yuan. */
export function liabilityOf(
  { outstanding, promised }: Pick<AuditTotals, 'outstanding' | 'promised'>,
  pointsPerYuan: number,
): Liability {
  const lines = Object.entries(outstanding)
    .map(([month, points]) => ({
      month: month === 'never' ? null : month,
      points,
      cents: centsOf(points, pointsPerYuan),
    }))
    .sort((a, b) => ((a.month ?? '9999-99') < (b.month ?? '9999-99') ? -1 : 1))
  const points = lines.reduce((sum, line) => sum + line.points, 0)
  return { lines, points, cents: centsOf(points, pointsPerYuan), promised }
}

function centsOf(points: number, pointsPerYuan: number): number {
  return Math.ceil((points * 100) / pointsPerYuan)
}
