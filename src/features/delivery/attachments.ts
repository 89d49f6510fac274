import type { Attachment } from '../../../cloudfunctions/platform/wecomTypes'
import type { Context } from '../../context'
import type { Part } from '../sop/rules'
import { coverMedia, pictureMedia } from './covers'

/** Parts beside the text (WD/92135, WD/92137). */
const MOST = 9
const BENEFITS = 'features/coupon/pages/benefits/index'

export interface Packed {
  attachments: Attachment[]
  /** Parts that cannot go this way, as people call them: no picture was uploaded, no room, or a person has to send it. */
  left: string[]
}

/**
 * What goes out beside the text: cards, links and pictures that the brand has uploaded, in order. Videos, voices and questionnaires
 * are sent by a person.
 *
 * @param page where a card leads
 */
export async function pack(context: Context, parts: readonly Part[], page: string): Promise<Packed> {
  const { appid } = context.settings
  const packed: Packed = { attachments: [], left: [] }
  const card = async (title: string, cover: string, to: string): Promise<Attachment> => {
    return { type: 'miniprogram', title, appid, page: to, mediaId: await coverMedia(context, cover) }
  }
  const put = (attachment: Attachment | null, name: string) => {
    if (attachment !== null && packed.attachments.length < MOST) packed.attachments.push(attachment)
    else packed.left.push(name)
  }
  const picture = async (name: string) => {
    const mediaId = await pictureMedia(context, name)
    put(mediaId === null ? null : { type: 'image', mediaId }, name)
  }
  for (const part of parts) {
    if (part.type === 'card') put(await card(part.title, part.cover, page), part.title)
    else if (part.type === 'coupon') put(await card(part.title, 'member-day', BENEFITS), part.title)
    else if (part.type === 'game') put(await card(part.title, 'game', part.page === '' ? page : part.page), part.title)
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
