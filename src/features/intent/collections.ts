import type { Intent } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    intents: Intent
  }
}
