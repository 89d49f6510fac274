import type { Audit, Budget, LedgerEntry, StoredAccount } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    accounts: StoredAccount
    points_ledger: LedgerEntry
    budgets: Budget
    audits: Audit
  }
}
