import * as v from 'valibot'
import type { Subject } from '../../kernel/ruleBook'
import { bytesOf } from './compose'
import { type MenuAct, type MpBook, NO_BOOK, type ReplyPart } from './rules'

/** A follow opens a window of three messages; with the answer itself that makes four. */
export const MOST_PARTS = 4
export const MOST_CHANNELS = 200
export const MOST_KEYWORDS = 100
/** Letters of a text: a passive reply holds 2,048 bytes. */
export const LONGEST_TEXT = 600
/** Menu names (公众号: bytes of the first and of the second level). */
export const NAME_BYTES = [16, 60] as const
export const MOST_BUTTONS = 3
export const MOST_CHILDREN = 5

const line = (most: number, what: string) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, `${what}要写`), v.maxLength(most, `${what}最多 ${most} 个字`))
const address = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(1000, '链接太长'),
  v.regex(/^https?:\/\/[^\s"<>]+$/, '链接要以 https:// 开头'),
)
/** A path of the mini-program with an optional query. */
const page = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[A-Za-z0-9_\-/.]{1,200}(\?[^\s"<>]{0,200})?$/, '小程序页面要写成 features/… 这样'),
)
const channelId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,30}$/, '渠道编号不对'))

const replyPart: v.GenericSchema<unknown, ReplyPart> = v.variant('type', [
  v.object({ type: v.literal('text'), text: line(LONGEST_TEXT, '文字') }),
  v.object({
    type: v.literal('link'),
    title: line(64, '标题'),
    description: v.pipe(v.string(), v.trim(), v.maxLength(120, '说明最多 120 个字')),
    url: address,
    picture: v.union([v.literal(''), address]),
  }),
  v.object({ type: v.literal('card'), title: line(32, '标题'), page }),
  v.object({
    type: v.literal('code'),
    of: v.picklist(['contactWay', 'joinWay']),
    text: v.pipe(v.string(), v.trim(), v.maxLength(200, '二维码旁的文字最多 200 个字')),
  }),
])
const parts = v.pipe(v.array(replyPart), v.maxLength(MOST_PARTS, `一次最多回复 ${MOST_PARTS} 条`))

const act: v.GenericSchema<unknown, MenuAct> = v.variant('type', [
  v.object({
    type: v.literal('click'),
    key: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,40}$/, '按钮标识不对')),
    channel: v.nullable(channelId),
    parts,
  }),
  v.object({ type: v.literal('view'), url: address }),
  v.object({ type: v.literal('miniprogram'), page }),
])
const nameOf = (level: 0 | 1) =>
  v.pipe(
    line(NAME_BYTES[level], '按钮名字'),
    v.check(
      (name) => bytesOf(name) <= NAME_BYTES[level],
      level === 0 ? '一级按钮名字最多 5 个汉字' : '子按钮名字最多 20 个汉字',
    ),
  )
const button = v.pipe(
  v.object({
    name: nameOf(0),
    act: v.nullable(act),
    children: v.pipe(
      v.array(v.object({ name: nameOf(1), act })),
      v.maxLength(MOST_CHILDREN, `每个按钮下面最多 ${MOST_CHILDREN} 个`),
    ),
  }),
  v.check(({ act, children }) => (act === null) === children.length > 0, '按钮要么自己做一件事，要么有子按钮'),
)

export const bookSchema = v.pipe(
  v.object({
    schema: v.literal(1),
    welcome: parts,
    byChannel: v.pipe(
      v.array(v.object({ channel: channelId, parts })),
      v.maxLength(MOST_CHANNELS, `最多给 ${MOST_CHANNELS} 个渠道单独写`),
    ),
    keywords: v.pipe(
      v.array(
        v.object({
          words: v.pipe(
            v.array(line(30, '关键词')),
            v.minLength(1, '关键词要写'),
            v.maxLength(10, '一条最多 10 个关键词'),
          ),
          match: v.picklist(['is', 'has']),
          parts: v.pipe(parts, v.minLength(1, '关键词要有回复')),
        }),
      ),
      v.maxLength(MOST_KEYWORDS, `关键词回复最多 ${MOST_KEYWORDS} 条`),
    ),
    otherwise: parts,
    usualChannel: v.nullable(channelId),
    menu: v.pipe(v.array(button), v.maxLength(MOST_BUTTONS, `一级按钮最多 ${MOST_BUTTONS} 个`)),
  }),
  v.check(({ byChannel }) => isUnique(byChannel.map(({ channel }) => channel)), '同一个渠道写了两次'),
  v.check(({ menu }) => isUnique(menu.flatMap(keysOf)), '两个按钮用了同一个标识'),
) satisfies v.GenericSchema<unknown, MpBook>

function keysOf({ act, children }: MpBook['menu'][number]): string[] {
  return [act, ...children.map((child) => child.act)].flatMap((one) => (one?.type === 'click' ? [one.key] : []))
}

function isUnique(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length
}

/** The book in the rule book of the brand. */
export const mpBook: Subject<MpBook> = {
  id: 'mp',
  standard: NO_BOOK,
  read: (stored) => v.parse(bookSchema, { ...NO_BOOK, ...(stored as Partial<MpBook>) }),
}
