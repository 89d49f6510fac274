import './collections'
import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { channelOf } from '../channel/channelOf'
import { drawCover } from '../delivery/drawCover'
import type { CodeKind, MpBook } from './rules'

/** Two and a half of the three days that a picture's id lives. */
const FRESH = 60 * HOUR

/** Address of the channel's code at 企微; that of the usual channel when it has none. Null: there is none to show. */
export async function codePicture(
  { store, now }: Pick<Context, 'store' | 'now'>,
  book: Pick<MpBook, 'usualChannel'>,
  channel: string | null,
  kind: CodeKind,
): Promise<string | null> {
  for (const id of [channel, book.usualChannel]) {
    const found = id === null ? null : await channelOf(store, id, now)
    const code = found?.codes[kind]
    if (found?.state === 'active' && code?.state === 'ready' && code.picture !== null) return code.picture
  }
  return null
}

/** Media id of a picture at an address. One read while it is fresh. */
export function pictureMedia(context: Context, url: string): Promise<string> {
  return mediaOf(context, url, () => context.mp.uploadFrom(url))
}

/** Media id of the plain cover under a mini-program's card. */
export function coverMedia(context: Context): Promise<string> {
  const upload = () => context.mp.uploadImage('cover.png', drawCover('brand'))
  return mediaOf(context, 'cover:brand', upload)
}

/** Two runs at once may both upload: two ids of one picture harm nobody. */
async function mediaOf(
  { store, now }: Pick<Context, 'store' | 'now'>,
  _id: string,
  upload: () => Promise<string>,
): Promise<string> {
  const known = await store.get('mp_media', _id)
  if (known !== null && known.uploadedAt <= now && known.uploadedAt > now - FRESH) return known.mediaId
  const mediaId = await upload()
  if (known === null) await store.insert('mp_media', { _id, schema: 1, mediaId, uploadedAt: now })
  else await store.update('mp_media', { _id, uploadedAt: known.uploadedAt }, { mediaId, uploadedAt: now })
  return mediaId
}
