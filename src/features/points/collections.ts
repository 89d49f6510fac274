import type { LedgerEntry, StoredAccount } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    accounts: StoredAccount
    points_ledger: LedgerEntry
  }
}
