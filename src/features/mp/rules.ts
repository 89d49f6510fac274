/** One thing that a person is answered. */
export type ReplyPart =
  | { type: 'text'; text: string }
  | { type: 'link'; title: string; description: string; url: string; picture: string }
  /** A page of the mini-program. */
  | { type: 'card'; title: string; page: string }
  /** The QR code of 企微 that belongs to the channel the person came by: of the guide, or of the group. */
  | { type: 'code'; of: CodeKind; text: string }

export type CodeKind = 'contactWay' | 'joinWay'

export type MenuAct =
  /** Answers in the chat; `key` is what WeChat sends when it is pressed. */
  | { type: 'click'; key: string; channel: string | null; parts: ReplyPart[] }
  | { type: 'view'; url: string }
  | { type: 'miniprogram'; page: string }

export interface MenuLeaf {
  name: string
  act: MenuAct
}

/** A button of the first level: does something, or opens its own buttons. */
export interface MenuButton {
  name: string
  act: MenuAct | null
  children: MenuLeaf[]
}

export interface Keyword {
  words: string[]
  /** The whole message, or a part of it. */
  match: 'is' | 'has'
  parts: ReplyPart[]
}

/** What the 公众号 says by itself, and its menu: what an operator decides. */
export interface MpBook {
  schema: 1
  /** To who follows or scans, when their channel has nothing of its own. */
  welcome: ReplyPart[]
  byChannel: { channel: string; parts: ReplyPart[] }[]
  keywords: Keyword[]
  /** When no keyword fits; empty: nothing. */
  otherwise: ReplyPart[]
  /** Channel whose codes are shown to who came by none. */
  usualChannel: string | null
  menu: MenuButton[]
}

/** What happened, as far as an answer depends on it. */
export interface Happening {
  act: 'subscribe' | 'unsubscribe' | 'scan' | 'click' | 'view' | 'message'
  /** ms, CreateTime */
  at: number
  /** Channel as it was carried; null for none. */
  channel: string | null
  /** What stood in the channel's place and cannot be one. */
  odd: string | null
  /** Key of the menu button. */
  key: string
  /** What the person wrote; empty for anything but text. */
  text: string
}

export const NO_BOOK: MpBook = {
  schema: 1,
  welcome: [],
  byChannel: [],
  keywords: [],
  otherwise: [],
  usualChannel: null,
  menu: [],
}

const CHANNEL = /^[0-9A-Za-z_-]{1,30}$/

type Fields = Readonly<Partial<Record<string, string>>>

/** Reads a message or event of 公众号; null: nothing that concerns us. */
export function readHappening(fields: Fields, at: number): Happening | null {
  const { MsgType = '', Event = '', EventKey = '' } = fields
  const plain = { at, channel: null, odd: null, key: '', text: '' }
  if (MsgType !== 'event') {
    // Whatever a person sends opens the window: words, a picture, a voice.
    return MsgType === '' ? null : { ...plain, act: 'message', text: MsgType === 'text' ? (fields.Content ?? '') : '' }
  }
  // The prefix stands before the scene of a new follower only (§ parametric QR code); numbers are scenes of other systems.
  if (Event === 'subscribe') return { ...plain, act: 'subscribe', ...sceneOf(EventKey.replace(/^qrscene_/, '')) }
  if (Event === 'SCAN') return { ...plain, act: 'scan', ...sceneOf(EventKey) }
  if (Event === 'unsubscribe') return { ...plain, act: 'unsubscribe' }
  if (Event === 'CLICK') return { ...plain, act: 'click', key: EventKey }
  if (Event === 'VIEW' || Event === 'view_miniprogram') return { ...plain, act: 'view', key: EventKey.slice(0, 300) }
  return null
}

function sceneOf(scene: string): Pick<Happening, 'channel' | 'odd'> {
  if (scene === '') return { channel: null, odd: null }
  return CHANNEL.test(scene) ? { channel: scene, odd: null } : { channel: null, odd: scene.slice(0, 30) }
}

/** The menu button that sends this key. */
export function clickOf(book: MpBook, key: string): Extract<MenuAct, { type: 'click' }> | null {
  for (const { act, children } of book.menu) {
    for (const one of [act, ...children.map((child) => child.act)])
      if (one?.type === 'click' && one.key === key) return one
  }
  return null
}

/** What is answered, in order; nothing to who leaves or opens a page. */
export function chooseReply(book: MpBook, happening: Happening): readonly ReplyPart[] {
  switch (happening.act) {
    case 'subscribe':
    case 'scan':
      return book.byChannel.find(({ channel }) => channel === happening.channel)?.parts ?? book.welcome
    case 'click':
      return clickOf(book, happening.key)?.parts ?? book.otherwise
    case 'message':
      return keywordFor(book, happening.text)?.parts ?? book.otherwise
    default:
      return []
  }
}

/** An exact word wins over a part, the order of the list decides among equals. */
function keywordFor({ keywords }: MpBook, text: string): Keyword | undefined {
  const said = plainOf(text)
  if (said === '') return undefined
  const exact = keywords.find(({ words }) => words.some((word) => plainOf(word) === said))
  return (
    exact ?? keywords.find(({ match, words }) => match === 'has' && words.some((word) => said.includes(plainOf(word))))
  )
}

function plainOf(text: string): string {
  return text.trim().toLowerCase()
}

/**
 * Which parts go ahead as messages of their own and which are the answer itself. The answer needs no right and no window, so what there is
 * no room for goes into it; it comes last, because it leaves when the function returns.
 */
export function splitReply(
  parts: readonly ReplyPart[],
  room: number,
): { ahead: readonly ReplyPart[]; answer: readonly ReplyPart[] } {
  const count = Math.max(0, Math.min(room, parts.length - 1))
  return { ahead: parts.slice(0, count), answer: parts.slice(count) }
}
