import type { QuotaRule, World } from './types'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The platform counts natural days of Asia/Shanghai, which has no daylight saving time. */
const SHANGHAI = 8 * HOUR

/** The natural month, week (from Monday) or day of Shanghai that holds the instant: `[from, to)` in ms, and its limit. */
export function quotaWindow(rule: QuotaRule, at: number): { from: number; to: number; limit: number } {
  const dayNumber = Math.floor((at + SHANGHAI) / DAY)
  const dayStart = dayNumber * DAY - SHANGHAI
  if (rule === '1_per_day') return { from: dayStart, to: dayStart + DAY, limit: 1 }
  if (rule === '7_per_week') {
    const sinceMonday = (dayNumber + 3) % 7
    const from = dayStart - sinceMonday * DAY
    return { from, to: from + 7 * DAY, limit: 7 }
  }
  const local = new Date(at + SHANGHAI)
  const from = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - SHANGHAI
  const to = Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 1) - SHANGHAI
  return { from, to, limit: (to - from) / DAY }
}

/** How many 群发 the group received in the window of the instant. Enterprise and personal ones share the quota. */
export function quotaUse(world: World, chatId: string, at: number): { used: number; limit: number } {
  const window = quotaWindow(world.rules().quotaRule, at)
  const row = world.store.one<{ n: number }>(
    'select count(*) n from targets where chat_id = ? and status = 1 and send_time >= ? and send_time < ?',
    chatId,
    window.from,
    window.to,
  )
  return { used: row?.n ?? 0, limit: window.limit }
}
