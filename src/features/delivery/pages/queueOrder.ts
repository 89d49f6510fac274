import { MINUTE } from '../../../kernel/day'
import type { QueueItem } from '../contract'

export type Place = 'now' | 'overdue' | 'next' | 'done'

/** Where an item stands at an instant (the server's clock, ms). */
export function placeOf(item: QueueItem, now: number): Place {
  const open = ['planned', 'claimed', 'task_created', 'awaiting_staff'].includes(item.state)
  if (!open) return 'done'
  if (now < item.from) return 'next'
  return now < item.until ? 'now' : 'overdue'
}

/** The day's items by place, each in order of time; what is done stands newest first. */
export function arrange(items: readonly QueueItem[], now: number): Record<Place, QueueItem[]> {
  const places: Record<Place, QueueItem[]> = { now: [], overdue: [], next: [], done: [] }
  for (const item of [...items].sort((a, b) => a.from - b.from)) places[placeOf(item, now)].push(item)
  places.done.reverse()
  return places
}

/** Whole minutes since the window closed. */
export function minutesOver(item: QueueItem, now: number): number {
  return Math.max(1, Math.floor((now - item.until) / MINUTE))
}

export type Mark = 'confirmed' | 'self' | 'skipped' | 'missed' | 'unconfirmed' | 'late'

/** How a finished item is marked. The owner's own word turns into a confirmed one when somebody opened the card. */
export function markOf({ state, evidence, opened }: QueueItem): Mark {
  if (state === 'skipped' || state === 'missed' || state === 'unconfirmed') return state
  if (evidence === 'self' && opened === 0) return 'self'
  return state === 'late' ? 'late' : 'confirmed'
}
