import type { Account, LedgerEntry } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    accounts: Account
    points_ledger: LedgerEntry
  }
}
