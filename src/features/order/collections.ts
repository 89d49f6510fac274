import type { Order, Refund } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    orders: Order
    refunds: Refund
  }
}
