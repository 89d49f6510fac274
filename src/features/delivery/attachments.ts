import type { Attachment } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import type { Part } from '../sop/rules'
import { coverMedia, forgetCoverMedia, pictureMedia } from './covers'

/** Parts beside the text (WD/92135, WD/92137). */
export const MOST_ATTACHMENTS = 9
const BENEFITS = 'features/coupon/pages/benefits/index'

export interface Packed {
  attachments: Attachment[]
  /** Parts that cannot go this way, as people call them: no picture was uploaded, no room, or a person has to send it. */
  left: string[]
  /** Pictures that are in it, by name; forgotten together when WeCom no longer knows one of them. */
  pictures: string[]
}

/**
 * What goes out beside the text: cards, links and pictures that the brand has uploaded, in order. Videos, voices and questionnaires
 * are sent by a person.
 *
 * @param page where a card leads
 * @param mark put into the path of every other card, by which the message is found again
 */
export async function pack(context: Context, parts: readonly Part[], page: string, mark?: string): Promise<Packed> {
  const { appid } = context.settings
  const packed: Packed = { attachments: [], left: [], pictures: [] }
  const card = async (title: string, cover: string, to: string): Promise<Attachment> => {
    packed.pictures.push(cover)
    return { type: 'miniprogram', title, appid, page: to, mediaId: await coverMedia(context, cover) }
  }
  const put = (attachment: Attachment | null, name: string) => {
    if (attachment !== null && packed.attachments.length < MOST_ATTACHMENTS) packed.attachments.push(attachment)
    else packed.left.push(name)
  }
  const picture = async (name: string) => {
    const mediaId = await pictureMedia(context, name)
    packed.pictures.push(name)
    put(mediaId === null ? null : { type: 'image', mediaId }, name)
  }
  const marked = (to: string) => (mark === undefined ? to : `${to}${to.includes('?') ? '&' : '?'}k=${mark}`)
  for (const part of parts) {
    if (part.type === 'card') put(await card(part.title, part.cover, page), part.title)
    else if (part.type === 'coupon') put(await card(part.title, 'member-day', marked(BENEFITS)), part.title)
    else if (part.type === 'game')
      put(await card(part.title, 'game', part.page === '' ? page : marked(part.page)), part.title)
    else if (part.type === 'link') put(linkOf(part), part.title)
    else if (part.type === 'image') await picture(part.material)
    else if (part.type === 'images') for (const material of part.materials) await picture(material)
    else if (part.type !== 'text') put(null, part.material)
  }
  return packed
}

function linkOf({ title, url, description, picture }: Extract<Part, { type: 'link' }>): Attachment {
  const pictureUrl = /^https?:\/\//.test(picture) ? picture : undefined
  return { type: 'link', title, url, description, ...(pictureUrl === undefined ? {} : { pictureUrl }) }
}

/** The media id ended or was never known (WD/90313): surely nothing was sent, and the next try uploads. */
export const INVALID_MEDIA = 40007

export async function forgetPictures(context: Context, pictures: readonly string[]): Promise<void> {
  for (const name of new Set(pictures)) await forgetCoverMedia(context, name)
}
