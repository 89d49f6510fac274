import './collections'
import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { settle } from '../../kernel/settle'

/** A picture's id at WeCom; whoever sends the same picture shares it. */
export interface MediaEntry {
  /** `{type}:{digest of the content}` */
  _id: string
  schema: 1
  /** Null when the platform said that it no longer knows the id. */
  mediaId: string | null
  /** ms */
  uploadedAt: number
}

export interface Picture {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  /** `digestOf` the bytes. */
  digest: string
}

/** Two and a half of its three days (WD/90253), so that no task is created with an id that ends on the way. */
const FRESH = 60 * HOUR
const KIND = 'image'

/** WeCom's id of a picture that was uploaded lately, or null. One read. */
export async function knownMedia({ store, now }: Pick<Context, 'store' | 'now'>, digest: string) {
  const entry = await store.get('media_cache', `${KIND}:${digest}`)
  // A clock that was set back must not make an id live longer than the platform keeps it.
  const isFresh = entry !== null && entry.uploadedAt <= now && entry.uploadedAt > now - FRESH
  return isFresh ? entry.mediaId : null
}

/**
 * WeCom's id of a picture, uploaded when it has none that is fresh. Two runs at once may both upload: two ids of one picture harm
 * nobody, and the newer one stays.
 */
export async function mediaOf(context: Pick<Context, 'store' | 'now' | 'wecom'>, picture: Picture): Promise<string> {
  const known = await knownMedia(context, picture.digest)
  if (known !== null) return known
  const { store, now, wecom } = context
  const mediaId = await wecom.uploadImage(picture.name, picture.bytes)
  const entry: MediaEntry = { _id: `${KIND}:${picture.digest}`, schema: 1, mediaId, uploadedAt: now }
  return settle(store, 'media_cache', entry._id, (found) => {
    if (found === null) return { insert: entry, answer: mediaId }
    if (found.mediaId === mediaId) return { answer: mediaId }
    const guard = { _id: entry._id, mediaId: found.mediaId, uploadedAt: found.uploadedAt }
    return { guard, change: { mediaId, uploadedAt: now }, answer: mediaId }
  })
}

/** Forgets an id that the platform no longer knows (40007), so that the next try uploads. */
export async function forgetMedia({ store }: Pick<Context, 'store'>, digest: string): Promise<void> {
  await store.update('media_cache', { _id: `${KIND}:${digest}` }, { mediaId: null })
}

export function digestOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `${hash64(text)}${bytes.length.toString(16)}`
}
