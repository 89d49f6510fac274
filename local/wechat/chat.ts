import { isObject } from './args'
import { coverUrl } from './cover'
import { mediaName } from './media'
import type { World } from './types'

/** What one bubble of a chat shows. `cover` and `url` are addresses the page can load. */
export type Bubble =
  | { kind: 'text'; text: string }
  | { kind: 'card'; title: string; path: string; cover: string; brokenPath: boolean }
  | { kind: 'image'; url: string }
  | { kind: 'link'; title: string; description: string; url: string; cover: string }
  | { kind: 'video'; url: string }
  | { kind: 'file'; name: string; url: string }

export type Speaker = { kind: 'staff' | 'member' | 'system'; id: string }

export type ChatRow = {
  id: number
  chat_id: string
  at: number
  from_kind: Speaker['kind']
  from_id: string
  body: string
  source: string
}

export function friendChatId(userid: string, externalUserid: string): string {
  return `friend:${userid}:${externalUserid}`
}

/** Adds a bubble to a group's chat. With a `key` that was used before nothing happens; returns whether it was added. */
export function appendChat(
  world: World,
  entry: { chatId: string; at: number; from: Speaker; bubble: Bubble; source: string; key?: string },
): boolean {
  const changed = world.store.run(
    `insert into chat (chat_id, at, from_kind, from_id, body, source, key) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (key) do nothing`,
    entry.chatId,
    entry.at,
    entry.from.kind,
    entry.from.id,
    JSON.stringify(entry.bubble),
    entry.source,
    entry.key ?? null,
  )
  return changed === 1
}

/** The bubbles of a 群发 in the order WeChat sends them: the text first, then each attachment as its own message. */
export function bubblesOf(world: World, body: { text?: unknown; attachments?: unknown }): Bubble[] {
  const bubbles: Bubble[] = []
  if (isObject(body.text)) bubbles.push({ kind: 'text', text: String(body.text.content) })
  const attachments = Array.isArray(body.attachments) ? body.attachments : []
  for (const attachment of attachments) {
    if (!isObject(attachment)) continue
    const kind = String(attachment.msgtype)
    const content = attachment[kind]
    if (isObject(content)) bubbles.push(bubbleOf(world, kind, content))
  }
  return bubbles
}

/** A mini-program card as it stands in a chat; `imageUrl` wins over the drawn cover that fits the words. */
export function cardBubble(title: string, path: string, cover: string): Bubble {
  return { kind: 'card', title, path, cover, brokenPath: false }
}

function bubbleOf(world: World, kind: string, content: Record<string, unknown>): Bubble {
  const title = String(content.title ?? '')
  const cover = coverUrl(world, content.pic_media_id ?? content.media_id, content.picurl ?? content.pic_url, title)
  if (kind === 'miniprogram') {
    const page = String(content.page ?? '')
    // WD/96997: WeChat shows "page not found" for a card whose path does not end in .html before its query.
    return { kind: 'card', title, path: page, cover, brokenPath: !/\.html(\?|$)/.test(page) }
  }
  if (kind === 'link') {
    return { kind: 'link', title, description: String(content.desc ?? ''), url: String(content.url ?? ''), cover }
  }
  if (kind === 'image') return { kind: 'image', url: cover }
  const mediaId = String(content.media_id ?? '')
  const url = `/wechat/media/id/${mediaId}`
  if (kind === 'video') return { kind: 'video', url }
  return { kind: 'file', name: mediaName(world, mediaId) ?? '文件', url }
}
