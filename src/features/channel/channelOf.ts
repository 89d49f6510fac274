import './collections'
import { refuse } from '../../kernel/errors'
import type { Doc, Store } from '../../kernel/store'
import { CHANNEL_ID, upcastChannel } from './rules'
import { channelText } from './text'

/** ms. A change takes hold everywhere within it. */
const FRESH = 5000
const MOST_KEPT = 500
const kept = new Map<string, { channel: Doc<'channels'> | null; readAt: number }>()

/**
 * The channel that a code names, kept for some seconds by each instance. An id that was never given out, or is no id at all, is null;
 * a stopped channel is answered as such.
 */
export async function channelOf(store: Store, id: string, now: number): Promise<Doc<'channels'> | null> {
  if (!CHANNEL_ID.test(id)) return null
  const found = kept.get(id)
  if (found && now >= found.readAt && now - found.readAt < FRESH) return found.channel
  const channel = await readChannel(store, id)
  // Ids come from outside: what was asked for must not fill the instance.
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(id, { channel, readAt: now })
  return channel
}

/** The channel as it stands. One wire call. */
export async function readChannel(store: Store, id: string): Promise<Doc<'channels'> | null> {
  const stored = await store.get('channels', id)
  return stored === null ? null : upcastChannel(stored)
}

export async function requireChannel(store: Store, id: string): Promise<Doc<'channels'>> {
  return (await readChannel(store, id)) ?? refuse('NO_SUCH_CHANNEL', channelText.noChannel)
}

export function forgetChannel(id: string): void {
  kept.delete(id)
}
