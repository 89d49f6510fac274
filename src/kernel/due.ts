import type { Doc, Store } from './store'

/**
 * The one list of timed work. Every feature that must do something later puts an item here under a natural key; one tick
 * takes what is free by index, so an idle tick costs the same whatever the number of plans.
 */
export interface DueItem {
  _id: string
  schema: 1
  /** Which job processes it. */
  kind: string
  /** When it should happen (ms). */
  at: number
  /** When it may be taken: `at`, or the end of the running lease, or a later try. The index is on this. */
  freeAt: number
  /** Token of the run that works on it. */
  lease: string | null
  /** How often it was taken; a job that keeps dying shows here. */
  attempts: number
  /** The last failure, for the tick's health page. */
  lastError: string | null
  payload: Record<string, unknown>
}

declare module './store' {
  interface Collections {
    due: DueItem
  }
}

/** What a job says when it returns: finished, or take me again at this instant (ms). */
export type JobResult = 'done' | { again: number; payload?: Record<string, unknown> }

export interface Job<Context> {
  readonly kind: string
  /** Runs at least once: after a crash the lease ends and another tick takes the item again. */
  process(item: DueItem, context: Context): Promise<JobResult>
}

/** Puts work on the list; the same key again changes nothing. One wire call. */
export async function schedule(
  store: Store,
  item: { key: string; kind: string; at: number; payload?: Record<string, unknown> },
): Promise<void> {
  await store.insert('due', dueItem(item))
}

/** Many at once: one wire call unless some were there. */
export async function scheduleAll(
  store: Store,
  items: readonly { key: string; kind: string; at: number; payload?: Record<string, unknown> }[],
): Promise<void> {
  if (items.length > 0) await store.insertAll('due', items.map(dueItem))
}

/** The document of an item that nobody has taken yet. */
export function dueItem(item: {
  key: string
  kind: string
  at: number
  payload?: Record<string, unknown>
}): Doc<'due'> {
  return {
    _id: item.key,
    schema: 1,
    kind: item.kind,
    at: item.at,
    freeAt: item.at,
    lease: null,
    attempts: 0,
    lastError: null,
    payload: item.payload ?? {},
  }
}
