import { MINUTE } from '../../../kernel/day'
import type { QueueItem } from '../contract'
import type { ShownItem } from './outbox'

export type Place = 'now' | 'overdue' | 'next' | 'done'

/** Messages with the same words in the same window: one card, whatever the number of groups. */
export interface Card {
  key: string
  /** In order of the groups' names; each keeps its own state. */
  items: ShownItem[]
  /** The first of them: what the words, the window and the card are read from. */
  lead: ShownItem
}

/** Where an item stands at an instant (the server's clock, ms). */
export function placeOf(item: QueueItem, now: number): Place {
  const open = ['planned', 'claimed', 'task_created', 'awaiting_staff'].includes(item.state)
  if (!open) return 'done'
  if (now < item.from) return 'next'
  return now < item.until ? 'now' : 'overdue'
}

/** The day's cards by place, each in order of time; what is done stands newest first. */
export function arrange(items: readonly ShownItem[], now: number): Record<Place, Card[]> {
  const places: Record<Place, Card[]> = { now: [], overdue: [], next: [], done: [] }
  const cards = new Map<string, Card>()
  for (const item of [...items].sort((a, b) => a.from - b.from || (a.groupName < b.groupName ? -1 : 1))) {
    const place = placeOf(item, now)
    const key = `${place}|${cardKey(item)}`
    const card = cards.get(key)
    if (card) card.items.push(item)
    else {
      const fresh = { key, items: [item], lead: item }
      cards.set(key, fresh)
      places[place].push(fresh)
    }
  }
  places.done.reverse()
  return places
}

/** A postponed group goes on by itself: its window begins at another time. */
function cardKey({ from, until, route, column, parts, standsInFor }: ShownItem): string {
  return JSON.stringify([from, until, route, column, parts, standsInFor])
}

/** Whole minutes since the window closed. */
export function minutesOver(item: QueueItem, now: number): number {
  return Math.max(1, Math.floor((now - item.until) / MINUTE))
}

export type Mark = 'confirmed' | 'self' | 'skipped' | 'missed' | 'unconfirmed' | 'late' | 'pending'

/** How a finished item is marked. The owner's own word turns into a confirmed one when somebody opened the card. */
export function markOf({ state, evidence, opened, pending }: ShownItem): Mark {
  if (pending) return 'pending'
  if (state === 'skipped' || state === 'missed' || state === 'unconfirmed') return state
  if (evidence === 'self' && opened === 0) return 'self'
  return state === 'late' ? 'late' : 'confirmed'
}

export type StepName = 'planned' | 'task' | 'confirmed' | 'delivered' | 'opened' | 'acted'

export interface Step {
  name: StepName
  /** `platform`: WeChat or a member's phone says so. `self`: the owner's word. `open`: not yet. `unknown`: nobody can tell. */
  by: 'platform' | 'self' | 'open' | 'unknown'
  count: number | null
}

/** planned → task → confirmed → delivered → opened → acted, and who says so. */
export function chainOf(item: QueueItem): Step[] {
  const wentOut = item.state === 'sent' || item.state === 'late'
  const onPhone = wentOut || item.state === 'awaiting_staff' || item.state === 'task_created'
  const says = item.evidence === 'platform' ? 'platform' : 'self'
  const opened = item.opened ?? 0
  const acted = item.acted ?? 0
  const step = (name: StepName, by: Step['by'], count: number | null = null): Step => ({ name, by, count })
  return [
    step('planned', 'platform'),
    step('task', onPhone ? 'platform' : 'open'),
    step('confirmed', wentOut ? says : 'open'),
    // WeCom tells of a group task; of what was sent by hand only an opened card is proof.
    step('delivered', !wentOut ? 'open' : says === 'platform' || opened > 0 ? 'platform' : 'unknown'),
    step('opened', opened > 0 ? 'platform' : 'open', opened > 0 ? opened : null),
    step('acted', acted > 0 ? 'platform' : 'open', acted > 0 ? acted : null),
  ]
}
