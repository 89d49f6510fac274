import type { ShortReward } from './later'

declare module '../../kernel/store' {
  interface Collections {
    checkin_short: ShortReward
  }
}
