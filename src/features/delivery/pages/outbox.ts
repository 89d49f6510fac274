import { MINUTE } from '../../../kernel/day'
import { hash64 } from '../../../kernel/hash'
import type { QueueItem } from '../contract'
import type { OwnerAct } from '../ownerContract'
import { MOST_AT_ONCE } from '../rules'

/** Something the owner did that the server has not answered yet. It keeps its id, so that the server knows a repeat. */
export interface Waiting {
  request: string
  ids: string[]
  act: OwnerAct
}

/** What an owner's tap puts on the list, in parts that the server takes in one call. */
export function toSend(ids: readonly string[], act: OwnerAct, now: number, before: number): Waiting[] {
  const parts: Waiting[] = []
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    const part = ids.slice(start, start + MOST_AT_ONCE)
    const words = `${now}|${before}|${JSON.stringify(act)}|${part.join()}`
    parts.push({ request: hash64(words) + hash64(`${words}|`), ids: part, act })
  }
  return parts
}

/** An item as the page shows it: `pending` while the phone alone knows what was done. */
export type ShownItem = QueueItem & { pending?: boolean }

/** The items as they will stand when what waits has arrived. */
export function withWaiting(items: readonly QueueItem[], waiting: readonly Waiting[], now: number): ShownItem[] {
  const acts = new Map<string, OwnerAct[]>()
  for (const { ids, act } of waiting) for (const id of ids) acts.set(id, [...(acts.get(id) ?? []), act])
  return items.map((item) => {
    const own = acts.get(item.id)
    if (own === undefined) return item
    return own.reduce<ShownItem>((shown, act) => ({ ...after(shown, act, now), pending: true }), item)
  })
}

function after(item: QueueItem, act: OwnerAct, now: number): QueueItem {
  if (act.do === 'confirm') return { ...item, state: 'sent', evidence: 'self', sentAt: act.at ?? now, reason: null }
  if (act.do === 'skip') return { ...item, state: 'skipped', evidence: 'self', reason: act.reason }
  if (act.do === 'postpone') return { ...item, from: Math.max(item.from, now) + act.minutes * MINUTE }
  return { ...item, state: 'awaiting_staff', evidence: null, reason: null }
}
