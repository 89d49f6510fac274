import type { Channel } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    channels: Channel
  }
}
