import { scheduleAll } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { chunks } from './readAll'

/** Items looked at in one condition. */
const BATCH = 200

export interface WantedItem {
  key: string
  kind: string
  at: number
  payload?: Record<string, unknown>
}

/** Adds items that are missing and moves those that a new version made earlier; a running one is left alone. */
export async function bringForward(store: Store, items: readonly WantedItem[]): Promise<void> {
  for (const part of chunks(items, BATCH)) {
    const known = await store.find('due', { _id: is.in(part.map((item) => item.key)) }, { limit: 1000 })
    const byKey = new Map(known.map((item) => [item._id, item]))
    await scheduleAll(
      store,
      part.filter((item) => !byKey.has(item.key)),
    )
    for (const { key, at } of part) {
      const item = byKey.get(key)
      if (item === undefined || item.lease !== null || item.at <= at) continue
      await store.update('due', { _id: key, lease: null, at: item.at }, { at, freeAt: at })
    }
  }
}
