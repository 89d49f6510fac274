import type { PassiveReply } from '../inbound/rules'
import type { ReplyPart } from './rules'
import { mpText } from './text'

/** What the parts of a reply point to outside: the code's picture at WeChat, and the mini-program. */
export interface Shown {
  appid: string
  /** Address of the QR code's picture, by its kind; null when the channel has none. */
  picture: (part: Extract<ReplyPart, { type: 'code' }>) => string | null
  /** Media id of such a picture, when one could be had. */
  media: (part: Extract<ReplyPart, { type: 'code' }>) => string | null
}

/** Bytes of the words in a passive reply (公众号: 2,048). */
const MOST_BYTES = 2000
/** Where a phone without mini-programs goes. */
const FALLBACK = 'https://mp.weixin.qq.com/'

/**
 * The parts as one answer: a picture or an article when it is alone and can be one, else words with links in them. Null: nothing is left to
 * say.
 */
export function passiveOf(parts: readonly ReplyPart[], shown: Shown): PassiveReply | null {
  const [only] = parts
  if (parts.length === 1 && only?.type === 'code') {
    const mediaId = shown.media(only)
    if (mediaId !== null) return { type: 'image', mediaId }
  }
  if (parts.length === 1 && only?.type === 'link') {
    const { title, description, url, picture } = only
    return { type: 'news', title, description, url, picture }
  }
  const text = cut(
    parts
      .map((part) => wordsOf(part, shown))
      .filter((words) => words !== '')
      .join('\n\n'),
  )
  return text === '' ? null : { type: 'text', text }
}

function wordsOf(part: ReplyPart, shown: Shown): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'link':
      return anchor(part.title, part.url)
    case 'card':
      return `<a data-miniprogram-appid="${shown.appid}" data-miniprogram-path="${attribute(part.page)}" href="${FALLBACK}">${plain(part.title)}</a>`
    case 'code': {
      const picture = shown.picture(part)
      return picture === null ? '' : `${part.text}\n${anchor(mpText.seeCode, picture)}`.trim()
    }
  }
}

function anchor(title: string, url: string): string {
  return `<a href="${attribute(url)}">${plain(title)}</a>`
}

function attribute(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('<', '%3C').replaceAll('>', '%3E')
}

function plain(text: string): string {
  return text.replace(/[<>]/g, '')
}

/** A link that is cut in the middle would show its code: then whole paragraphs go. */
function cut(text: string): string {
  let words = text
  while (bytesOf(words) > MOST_BYTES) {
    const end = words.lastIndexOf('\n\n')
    words = end > 0 ? words.slice(0, end) : words.slice(0, Math.floor(words.length * 0.9))
  }
  return words
}

/** UTF-8; the kernel's files know no Buffer. */
export function bytesOf(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
