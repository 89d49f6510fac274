import './collections'
import '../material/collections'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import { to } from '../../kernel/store'
import { drawCover } from './drawCover'
import { digestOf, forgetMedia, type Medium, mediaOf } from './media'

/** A picture of the brand, of a card or to be sent by itself. */
export interface Cover {
  /** Name: daka, topic, goods …, or that of a picture. */
  _id: string
  schema: 1
  /** PNG or JPG as base64, of at most 1 MB as text; null when it is a material, or none was given. */
  image: string | null
  /** Of the image, noted by whoever first sent it; whoever replaces the image unsets it. */
  digest?: string
  /** Id of the picture in the library that stands for it; before `image`. */
  material?: string
}

/** Something that can be sent, and how its bytes are got. */
interface Source {
  medium: Medium
  bytes: () => Promise<Uint8Array<ArrayBuffer> | null>
}

/**
 * WeCom's media id of a card's cover; a plain one is drawn for a name without a picture, also when the picture is gone. Two or three
 * reads while the id is fresh; else the picture is uploaded, which a second run may do as well.
 */
export async function coverMedia(context: Context, name: string): Promise<string> {
  const source = await sourceOf(context, name)
  const media = source === null ? null : await mediaOf(context, source.medium, source.bytes)
  const plain = drawn(name)
  const sent = media ?? (await mediaOf(context, plain.medium, plain.bytes))
  if (sent === null) throw new Error(`the plain cover ${name} has no bytes`)
  return sent
}

/** WeCom's media id of a picture that stands under a name, or null when there is none. */
export async function pictureMedia(context: Context, name: string): Promise<string | null> {
  const source = await sourceOf(context, name)
  return source === null ? null : mediaOf(context, source.medium, source.bytes)
}

/** Forgets the media id of a cover that the platform no longer knows (40007), so that the next try uploads. */
export async function forgetCoverMedia(context: Context, name: string): Promise<void> {
  const source = await sourceOf(context, name)
  for (const { medium } of source === null ? [drawn(name)] : [source, drawn(name)]) await forgetMedia(context, medium)
}

/** The image itself is read only when nobody has noted its digest, or when it is uploaded. */
async function sourceOf(context: Context, name: string): Promise<Source | null> {
  const { store, files } = context
  const [cover] = await store.find('covers', { _id: name }, { fields: ['digest', 'material'], limit: 1 })
  if (cover === undefined) return null
  if (cover.material !== undefined) {
    const material = await store.get('materials', cover.material)
    const file = material?.kind === 'image' ? material.file : null
    if (material === null || file === null) return null
    return {
      medium: { type: 'image', digest: material.digest, name: material.name },
      bytes: () => files.read(file),
    }
  }
  const bytes = async () => imageOf(context, name)
  if (cover.digest !== undefined) {
    return { medium: { type: 'image', digest: cover.digest, name: `${name}.png` }, bytes }
  }
  const image = await bytes()
  if (image === null) return null
  const digest = digestOf(image)
  return { medium: { type: 'image', digest, name: `${name}.png` }, bytes: async () => image }
}

async function imageOf({ store }: Context, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const cover = await store.get('covers', name)
  if (cover === null || cover.image === null) return null
  const bytes = bytesOf(cover.image)
  const digest = digestOf(bytes)
  if (cover.digest !== digest) await store.update('covers', { _id: name, image: cover.image }, { digest })
  return bytes
}

function drawn(name: string): Source {
  const bytes = drawCover(name)
  return {
    medium: { type: 'image', digest: digestOf(bytes), name: `${name}.png` },
    bytes: async () => bytes,
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}

/** Covers as stored, by name. */
export async function readCovers({ store }: Pick<Context, 'store'>, limit: number): Promise<Cover[]> {
  return store.find('covers', {}, { sort: [['_id', 1]], limit })
}

/** The name under which cards show this material, or null. */
export async function coverWith({ store }: Pick<Context, 'store'>, material: string): Promise<string | null> {
  const [cover] = await store.find('covers', { material }, { fields: ['material'], limit: 1 })
  return cover?._id ?? null
}

/** From now on cards under this name show the material; null: the plain picture. Again is harmless. */
export async function putCover(
  { store }: Pick<Context, 'store'>,
  name: string,
  material: string | null,
): Promise<void> {
  await settle(store, 'covers', name, (found) => {
    if (material === null) {
      if (found === null || (found.image === null && found.material === undefined)) return { answer: null }
      return { guard: { _id: name }, change: { image: null, digest: to.unset(), material: to.unset() }, answer: null }
    }
    if (found === null) return { insert: { _id: name, schema: 1, image: null, material }, answer: null }
    if (found.material === material) return { answer: null }
    return { guard: { _id: name }, change: { image: null, digest: to.unset(), material }, answer: null }
  })
}
