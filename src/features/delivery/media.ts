import './collections'
import type { MediaType } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { is } from '../../kernel/store'

/** A file's id at WeCom; whoever sends the same file as the same kind shares it. */
export interface MediaEntry {
  /** `{type}:{digest of the content}` */
  _id: string
  schema: 1
  /** Null when the platform said that it no longer knows the id. */
  mediaId: string | null
  /** ms */
  uploadedAt: number
}

/** A content that can be sent. */
export interface Medium {
  type: MediaType
  /** Of the bytes; names them at WeCom. */
  digest: string
  /** What a receiver of a file sees. */
  name: string
}

/** Two and a half of its three days (WD/90253), so that no task is created with an id that ends on the way. */
const FRESH = 60 * HOUR

/** WeCom's id of a content that was uploaded lately, or null. One read. */
export async function knownMedia(
  context: Pick<Context, 'store' | 'now'>,
  medium: Pick<Medium, 'type' | 'digest'>,
): Promise<string | null> {
  return freshIn(await context.store.get('media_cache', keyOf(medium)), context.now)
}

/**
 * WeCom's id of a content, uploaded when it has none that is fresh; null when the content is gone. Two runs at once may both upload:
 * two ids of one content harm nobody, and one of them stays.
 *
 * @param bytesOf asked only when there is something to upload
 */
export async function mediaOf(
  context: Pick<Context, 'store' | 'now' | 'wecom'>,
  medium: Medium,
  bytesOf: () => Promise<Uint8Array<ArrayBuffer> | null>,
): Promise<string | null> {
  const { store, now, wecom } = context
  const _id = keyOf(medium)
  const entry = await store.get('media_cache', _id)
  const known = freshIn(entry, now)
  if (known !== null) return known
  const bytes = await bytesOf()
  if (bytes === null) return null
  const mediaId = await wecom.uploadMedia(medium.type, medium.name, bytes)
  if (entry === null) await store.insert('media_cache', { _id, schema: 1, mediaId, uploadedAt: now })
  else await store.update('media_cache', { _id, uploadedAt: entry.uploadedAt }, { mediaId, uploadedAt: now })
  return mediaId
}

/** A clock that was set back must not make an id live longer than the platform keeps it. */
function freshIn(entry: MediaEntry | null, now: number): string | null {
  return entry !== null && entry.uploadedAt <= now && entry.uploadedAt > now - FRESH ? entry.mediaId : null
}

/** Forgets an id that the platform no longer knows (40007), so that the next try uploads. */
export async function forgetMedia(
  { store }: Pick<Context, 'store'>,
  medium: Pick<Medium, 'type' | 'digest'>,
): Promise<void> {
  await store.update('media_cache', { _id: keyOf(medium) }, { mediaId: null })
}

/** Until when (ms) WeCom's copies are used, by the `_id` of what was asked for; those without one are missing. One read. */
export async function knownUntil(
  { store, now }: Pick<Context, 'store' | 'now'>,
  wanted: readonly { _id: string; kind: string; digest: string }[],
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map()
  const keys = wanted.map(({ kind, digest }) => `${kind}:${digest}`)
  const entries = new Map(
    (await store.find('media_cache', { _id: is.in(keys) }, { limit: 1000 })).map((entry) => [entry._id, entry]),
  )
  return new Map(
    wanted.flatMap(({ _id, kind, digest }) => {
      const entry = entries.get(`${kind}:${digest}`)
      return entry && freshIn(entry, now) !== null ? [[_id, entry.uploadedAt + FRESH] as const] : []
    }),
  )
}

function keyOf({ type, digest }: Pick<Medium, 'type' | 'digest'>): string {
  return `${type}:${digest}`
}

export function digestOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `${hash64(text)}${bytes.length.toString(16)}`
}
