import './collections'
import type { Context } from '../../context'
import { drawCover } from './drawCover'
import { digestOf, forgetMedia, knownMedia, mediaOf, type Picture } from './media'

/** A picture of the brand, of a card or to be sent by itself. */
export interface Cover {
  /** Name: daka, topic, goods …, or that of a material. */
  _id: string
  schema: 1
  /** PNG or JPG as base64; null until the brand uploads one. At most 1 MB as text. */
  image: string | null
  /** Of the image, noted by whoever first sent it; whoever replaces the image unsets it. */
  digest?: string
}

/**
 * WeCom's media id of a card's cover; a plain one is drawn for a name without a picture. Two reads while the id is fresh; else
 * the picture is uploaded, which a second run may do as well.
 */
export async function coverMedia(context: Context, name: string): Promise<string> {
  const known = await digestIn(context, name)
  if (known === null) return mediaOf(context, drawn(name))
  const media = known.digest ? await knownMedia(context, known.digest) : null
  return media ?? mediaOf(context, (await pictureOf(context, name)) ?? drawn(name))
}

/** WeCom's media id of a picture that the brand has uploaded, or null when there is none of this name. */
export async function pictureMedia(context: Context, name: string): Promise<string | null> {
  const known = await digestIn(context, name)
  const media = known?.digest ? await knownMedia(context, known.digest) : null
  if (media !== null || known === null) return media
  const picture = await pictureOf(context, name)
  return picture === null ? null : mediaOf(context, picture)
}

/** Forgets the media id of a cover that the platform no longer knows (40007), so that the next try uploads. */
export async function forgetCoverMedia(context: Context, name: string): Promise<void> {
  await forgetMedia(context, ((await pictureOf(context, name)) ?? drawn(name)).digest)
}

async function digestIn({ store }: Context, name: string): Promise<Pick<Cover, 'digest'> | null> {
  const [cover] = await store.find('covers', { _id: name }, { fields: ['digest'], limit: 1 })
  return cover ?? null
}

async function pictureOf({ store }: Context, name: string): Promise<Picture | null> {
  const cover = await store.get('covers', name)
  if (cover === null || cover.image === null) return null
  const bytes = bytesOf(cover.image)
  const digest = digestOf(bytes)
  if (cover.digest !== digest) await store.update('covers', { _id: name, image: cover.image }, { digest })
  return { name: `${name}.png`, bytes, digest }
}

function drawn(name: string): Picture {
  const bytes = drawCover(name)
  return { name: `${name}.png`, bytes, digest: digestOf(bytes) }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}
