import type { Attachment, StaffMessage, TargetState } from './wecomTypes'

/** The body without what is missing or empty: an optional field that is present and empty is 40058 (seen with sender). */
export function present<T extends object>(body: T): Partial<T> {
  const kept = Object.entries(body).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(kept) as Partial<T>
}

/**
 * Where a card of a 群发 leads: the page path ends in `.html` before its query, as in every sample of the documents;
 * without it WeChat shows "page not found" (WD/96997).
 */
export function cardPage(path: string): string {
  const [page = '', query] = path.replace(/^\//, '').split('?', 2)
  const ending = page.endsWith('.html') ? page : `${page}.html`
  return query === undefined ? ending : `${ending}?${query}`
}

export function attachmentBody(attachment: Attachment): Record<string, unknown> {
  if (attachment.type === 'miniprogram') {
    const { title, appid, page, mediaId } = attachment
    return { msgtype: 'miniprogram', miniprogram: { title, appid, page: cardPage(page), pic_media_id: mediaId } }
  }
  if (attachment.type !== 'link') {
    return { msgtype: attachment.type, [attachment.type]: { media_id: attachment.mediaId } }
  }
  const { title, url, description, pictureUrl } = attachment
  return { msgtype: 'link', link: present({ title, url, desc: description, picurl: pictureUrl }) }
}

export function messageBody(message: StaffMessage): Record<string, unknown> {
  if (message.type === 'text') return { msgtype: 'text', text: { content: message.text } }
  if (message.type === 'textcard') {
    const { title, description, url, button } = message
    return { msgtype: 'textcard', textcard: present({ title, description, url, btntxt: button }) }
  }
  const { appid, page, title, description, items } = message
  const notice = present({ appid, page, title, description, content_item: items })
  return { msgtype: 'miniprogram_notice', miniprogram_notice: notice }
}

/** The platform's status of one target (WD/93338): 0 unsent, 1 sent, 2 not reachable, 3 already got another 群发. */
export function targetState(status: number): TargetState['state'] {
  if (status === 1) return 'sent'
  if (status === 2) return 'gone'
  return status === 3 ? 'quota' : 'waiting'
}
