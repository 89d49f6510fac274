import type { Attachment } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import { findMaterials } from '../material/find'
import { isFilePart, type Material, nameOfRef, refsOf } from '../material/rules'
import type { Part } from '../sop/rules'
import { coverMedia, forgetCoverMedia, pictureMedia } from './covers'
import { forgetMedia, type Medium, mediaOf } from './media'
import { MOST_ATTACHMENTS } from './rules'
import { deliveryText } from './text'

const BENEFITS = 'features/coupon/pages/benefits/index'

/** A part that does not go this way, and why not. */
export interface LeftPart {
  name: string
  why: 'voice' | 'missing' | 'withdrawn' | 'gone' | 'full' | 'questionnaire'
}

export interface Packed {
  attachments: Attachment[]
  /** Parts that a person has to send. */
  left: LeftPart[]
  /** Covers and pictures that are in it, by name, and other contents; forgotten together when WeCom no longer knows one. */
  pictures: (string | Medium)[]
}

/**
 * What goes out beside the text: cards, links, and the files that the brand has in its library, in order. Voices and
 * questionnaires are sent by a person (WD/92135 knows no such attachment), like what is no longer in the library.
 *
 * @param page where a card leads
 * @param mark put into the path of every other card, by which the message is found again
 */
export async function pack(context: Context, parts: readonly Part[], page: string, mark?: string): Promise<Packed> {
  const { appid } = context.settings
  const packed: Packed = { attachments: [], left: [], pictures: [] }
  const library = await findMaterials(context.store, refsOf(parts))
  const card = async (title: string, cover: string, to: string): Promise<Attachment> => {
    packed.pictures.push(cover)
    return { type: 'miniprogram', title, appid, page: to, mediaId: await coverMedia(context, cover) }
  }
  const put = (attachment: Attachment | LeftPart['why'], name: string) => {
    if (typeof attachment === 'string') packed.left.push({ name, why: attachment })
    else if (packed.attachments.length < MOST_ATTACHMENTS) packed.attachments.push(attachment)
    else packed.left.push({ name, why: 'full' })
  }
  const file = async (type: 'image' | 'video' | 'file', ref: string) => {
    const material = library.get(ref)
    put(await attached(context, type, ref, material, packed), nameOfRef(ref))
  }
  const marked = (to: string) => (mark === undefined ? to : `${to}${to.includes('?') ? '&' : '?'}k=${mark}`)
  for (const part of parts) {
    if (part.type === 'card') put(await card(part.title, part.cover, page), part.title)
    else if (part.type === 'coupon') put(await card(part.title, 'member-day', marked(BENEFITS)), part.title)
    else if (part.type === 'game')
      put(await card(part.title, 'game', part.page === '' ? page : marked(part.page)), part.title)
    else if (part.type === 'link') put(linkOf(part), part.title)
    else if (part.type === 'images') for (const material of part.materials) await file('image', material)
    else if (part.type === 'voice') put('voice', nameOfRef(part.material))
    else if (isFilePart(part)) await file(part.type, part.material)
    else if (part.type === 'questionnaire') put('questionnaire', part.material)
  }
  return packed
}

/** A file of the library; a picture may also be one that stands under a name of its own. */
async function attached(
  context: Context,
  type: 'image' | 'video' | 'file',
  ref: string,
  material: Material | undefined,
  packed: Packed,
): Promise<Attachment | LeftPart['why']> {
  if (material === undefined) {
    const mediaId = type === 'image' ? await pictureMedia(context, ref) : null
    if (mediaId === null) return 'missing'
    packed.pictures.push(ref)
    return { type, mediaId }
  }
  const { file, digest, name, kind } = material
  if (material.ugc?.withdrawnAt != null) return 'withdrawn'
  if (file === null || kind !== type) return 'missing'
  const medium = { type, digest, name }
  const mediaId = await mediaOf(context, medium, () => context.files.read(file))
  if (mediaId === null) return 'gone'
  packed.pictures.push(medium)
  return { type, mediaId }
}

/** Why a message is sent by hand when parts of it are left, or null. A questionnaire is answered behind the card. */
export function handReason(left: readonly LeftPart[]): string | null {
  const part = left.find(({ why }) => why !== 'questionnaire')
  return part === undefined ? null : deliveryText.partByHand[part.why](part.name)
}

function linkOf({ title, url, description, picture }: Extract<Part, { type: 'link' }>): Attachment {
  const pictureUrl = /^https?:\/\//.test(picture) ? picture : undefined
  return { type: 'link', title, url, description, ...(pictureUrl === undefined ? {} : { pictureUrl }) }
}

/** The media id ended or was never known (WD/90313): surely nothing was sent, and the next try uploads. */
export const INVALID_MEDIA = 40007

export async function forgetPictures(context: Context, pictures: Packed['pictures']): Promise<void> {
  for (const picture of new Set(pictures)) {
    if (typeof picture === 'string') await forgetCoverMedia(context, picture)
    else await forgetMedia(context, picture)
  }
}
