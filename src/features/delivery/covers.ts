import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { drawCover } from './drawCover'

/** The picture of a card, and its id at WeCom. */
export interface Cover {
  /** Name: daka, topic, goods … */
  _id: string
  schema: 1
  /** PNG or JPG as base64; null until the brand uploads one. At most 1 MB as text. */
  image: string | null
  mediaId: string | null
  /** ms; a media id lives three days (WD/90253). */
  uploadedAt: number
}

/** Renewed well before its three days are over, so that no task is created with an id that ends on the way. */
const FRESH = 48 * HOUR

/**
 * WeCom's media id of a cover. One read while it is fresh; else the picture is uploaded again, which a second run may do as
 * well: two ids of one picture harm nobody.
 */
export async function coverMedia({ store, wecom, now }: Context, name: string): Promise<string> {
  const [known] = await store.find('covers', { _id: name }, { fields: ['mediaId', 'uploadedAt'], limit: 1 })
  if (known?.mediaId && known.uploadedAt > now - FRESH) return known.mediaId
  const image = known ? ((await store.get('covers', name))?.image ?? null) : null
  const mediaId = await wecom.uploadImage(`${name}.png`, image === null ? drawCover(name) : bytesOf(image))
  if (known) await store.update('covers', { _id: name }, { mediaId, uploadedAt: now })
  else await store.insert('covers', { _id: name, schema: 1, image: null, mediaId, uploadedAt: now })
  return mediaId
}

/** Forgets the media ids that the platform no longer knows (40007), so that the next try uploads. */
export async function forgetCoverMedia({ store }: Context, name: string): Promise<void> {
  await store.update('covers', { _id: name }, { mediaId: null })
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}
