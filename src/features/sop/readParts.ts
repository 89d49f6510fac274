import { plain } from './readText'
import type { Part, SopNode } from './rules'

type MediaType = 'image' | 'video' | 'voice' | 'file' | 'questionnaire'

const KIND_NAMES: Readonly<Record<MediaType, string>> = {
  image: '图片',
  video: '视频',
  voice: '语音',
  file: '文件',
  questionnaire: '问卷',
}

/** Forms that need a named material, and forms that the text or the card already are (null). */
const FORMS: readonly (readonly [RegExp, MediaType | null])[] = [
  [/^(图文|图片|单图|海报|长图|多图|组图|九宫格|图)$/, 'image'],
  [/^(短视频|视频)$/, 'video'],
  [/^(语音|音频)$/, 'voice'],
  [/^(文件|文档|资料|PDF)$/i, 'file'],
  [/^(问卷|调研|投票|趣味测试|测试)$/, 'questionnaire'],
  [/^(文字|纯文字|文本|文案|小程序|小程序卡片|卡片|互动游戏|游戏|知识课堂|课堂|图表)$/, null],
]

export interface PartsReading {
  media: Part[]
  /** Words of the form that mean nothing here. */
  unknownForms: string[]
  /** Kinds of media that the form asks for and no material names (in Chinese). */
  missing: string[]
  /** Materials that are no media: the name of a card or a coupon. */
  leftOver: string[]
}

/** Reads 表现形式 and 素材 together: 图文+短视频 with 气垫测评.mp4 is a video whose picture is missing. */
export function readParts(form: string, material: string): PartsReading {
  const reading: PartsReading = { media: [], unknownForms: [], missing: [], leftOver: [] }
  const wanted: MediaType[] = []
  for (const word of words(form)) {
    const known = FORMS.find(([pattern]) => pattern.test(plain(word)))
    if (known === undefined) reading.unknownForms.push(word)
    else if (known[1] !== null && !wanted.includes(known[1])) wanted.push(known[1])
  }
  const open = [...wanted]
  for (const name of words(material)) {
    const type = typeOf(name, open, wanted)
    if (type === null) {
      reading.leftOver.push(name)
      continue
    }
    reading.media.push({ type, material: name })
    if (open.includes(type)) open.splice(open.indexOf(type), 1)
  }
  reading.missing = open.map((type) => KIND_NAMES[type])
  return reading
}

function typeOf(name: string, open: readonly MediaType[], wanted: readonly MediaType[]): MediaType | null {
  if (/\.(mp4|mov|m4v|avi)$|视频/i.test(name)) return 'video'
  if (/\.(mp3|m4a|amr|wav)$|语音|音频/i.test(name)) return 'voice'
  if (/\.(png|jpe?g|gif|webp|bmp)$/i.test(name)) return 'image'
  if (/\.(pdf|docx?|xlsx?|pptx?)$/i.test(name)) return 'file'
  if (wanted.includes('questionnaire') && /问卷|投票|测试|调研/.test(name)) return 'questionnaire'
  if (wanted.includes('image') && /图|海报|照片/.test(name)) return 'image'
  return open[0] ?? wanted[0] ?? null
}

function words(text: string): string[] {
  return text
    .split(/[+＋、,，/;；\n]|(?<=[^A-Za-z])和(?=[^A-Za-z])/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** Names of the cover pictures that every environment has. */
export const COVERS = ['daka', 'topic', 'goods', 'game', 'feedback', 'member-day', 'flash', 'class', 'notice'] as const
export type Cover = (typeof COVERS)[number]

const COVER_WORDS: readonly (readonly [RegExp, Cover])[] = [
  [/打卡|签到/, 'daka'],
  [/秒杀|抢购|返场|大促/, 'flash'],
  [/会员/, 'member-day'],
  [/话题|讨论|投票/, 'topic'],
  [/反馈|问卷|评价|调研/, 'feedback'],
  [/游戏|接龙|竞猜|抽奖/, 'game'],
  [/课堂|知识|小课/, 'class'],
  [/好物|种草|测评|上新|预热/, 'goods'],
  [/福利|券|促销/, 'member-day'],
  [/互动/, 'topic'],
]

/** The cover that fits a column by its name, then by its module. */
export function coverFor(column: string, module: string): Cover {
  const found =
    COVER_WORDS.find(([pattern]) => pattern.test(column)) ?? COVER_WORDS.find(([pattern]) => pattern.test(module))
  return found?.[1] ?? 'notice'
}

/** Whether a column is the daily check-in, whose page is the check-in itself. */
export function isCheckin(node: Pick<SopNode, 'column'>): boolean {
  return /打卡|签到/.test(node.column)
}

/** WeCom takes at most 64 bytes for a card's title (WD/92135). */
const TITLE_BYTES = 64

/** 栏目 and the first short phrase of the text, within the platform's 64 bytes. */
export function cardTitle(column: string, text: string): string {
  const phrase = text
    .replace(/【[^】]*】/g, '')
    .split(/[\s,，。!！?？~～;；:：、👇]+/u)
    .map((piece) => piece.trim())
    .find((piece) => piece.length >= 4 && piece.length <= 14 && !/[{}｛｝]/.test(piece) && !column.includes(piece))
  const title = phrase === undefined ? column : `${column} · ${phrase}`
  let cut = ''
  for (const sign of title) {
    if (utf8Length(cut + sign) > TITLE_BYTES) break
    cut += sign
  }
  return cut
}

/** Bytes of a text in UTF-8, as the platform counts. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
