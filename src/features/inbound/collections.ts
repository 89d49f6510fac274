import type { InboundEvent } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    inbound_events: InboundEvent
  }
}
