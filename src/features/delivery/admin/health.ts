import { MINUTE } from '../../../kernel/day'
import type { Board } from '../contract'

export type Tick = Board['tick']

/** The timer comes every five minutes; two turns without a run are a silence. */
const SILENT_AFTER = 11 * MINUTE
/** Work that waits longer than this is behind. */
const BEHIND_AFTER = 10 * MINUTE

export interface Health {
  state: 'never' | 'fine' | 'behind' | 'silent'
  name: string
  /** What it means and what to do, one sentence. */
  words: string
}

export function healthOf(tick: Tick, now: number): Health {
  if (tick.lastRunAt === null) {
    return { state: 'never', name: '还没跑过', words: '节拍器每 5 分钟跑一次，第一次跑完这里会有数。' }
  }
  const silent = now - tick.lastRunAt
  if (silent > SILENT_AFTER) {
    const minutes = Math.floor(silent / MINUTE)
    return {
      state: 'silent',
      name: '停了',
      words: `节拍器 ${minutes} 分钟没有跑，到点的消息会晚。请联系管理员看定时触发器。`,
    }
  }
  if (tick.oldestDueAt !== null && now - tick.oldestDueAt > BEHIND_AFTER) {
    const minutes = Math.floor((now - tick.oldestDueAt) / MINUTE)
    return { state: 'behind', name: '在追', words: `最早一件晚了 ${minutes} 分钟，节拍器正在追，先不用处理。` }
  }
  return { state: 'fine', name: '正常', words: '到点的都已交出。超过 10 分钟没有回执的消息会标成「待核实」。' }
}

/**
 * Until when (ms) the board knows what became of what was sent; null while it is up to date. Receipts are fetched by the timer, so
 * nothing is heard while it is silent.
 */
export function heardUntil({ lastRunAt }: Tick, now: number): number | null {
  return lastRunAt !== null && now - lastRunAt > BEHIND_AFTER ? lastRunAt : null
}

/** The run that 95 of 100 are not slower than (ms); null without runs. */
export function slowRun(runs: Tick['runs']): number | null {
  if (runs.length === 0) return null
  const sorted = runs.map((run) => run.ms).sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? null
}

/** `0.8 秒`, `340 毫秒`. */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`
}
