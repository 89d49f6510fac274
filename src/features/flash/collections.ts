import type { FlashEntry, FlashSale, FlashSession } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    flash_sales: FlashSale
    flash_sessions: FlashSession
    flash_entries: FlashEntry
  }
}
