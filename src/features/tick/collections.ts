import type { TickRun } from './rules'

declare module '../../kernel/store' {
  interface Collections {
    tick_runs: TickRun
  }
}
