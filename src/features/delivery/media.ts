import './collections'
import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'

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
export async function knownMedia(context: Pick<Context, 'store' | 'now'>, digest: string): Promise<string | null> {
  return freshIn(await context.store.get('media_cache', `${KIND}:${digest}`), context.now)
}

/**
 * WeCom's id of a picture, uploaded when it has none that is fresh. Two runs at once may both upload: two ids of one picture harm
 * nobody, and one of them stays.
 */
export async function mediaOf(context: Pick<Context, 'store' | 'now' | 'wecom'>, picture: Picture): Promise<string> {
  const { store, now, wecom } = context
  const _id = `${KIND}:${picture.digest}`
  const entry = await store.get('media_cache', _id)
  const known = freshIn(entry, now)
  if (known !== null) return known
  const mediaId = await wecom.uploadImage(picture.name, picture.bytes)
  if (entry === null) await store.insert('media_cache', { _id, schema: 1, mediaId, uploadedAt: now })
  else await store.update('media_cache', { _id, uploadedAt: entry.uploadedAt }, { mediaId, uploadedAt: now })
  return mediaId
}

/** A clock that was set back must not make an id live longer than the platform keeps it. */
function freshIn(entry: MediaEntry | null, now: number): string | null {
  return entry !== null && entry.uploadedAt <= now && entry.uploadedAt > now - FRESH ? entry.mediaId : null
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
