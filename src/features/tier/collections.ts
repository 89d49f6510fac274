import type { TierRecord } from './standing'

declare module '../../kernel/store' {
  interface Collections {
    tier_history: TierRecord
  }
}
