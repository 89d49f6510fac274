import * as v from 'valibot'
import { isDay } from '../../kernel/day'
import { FARTHEST_MOVE, isNear } from './exceptions'
import { utf8Length } from './readParts'
import { TONE_LENGTH } from './rules'
import { MOST_TONES } from './tones'

/** Limits of one message (WD/92135): 4000 bytes of text, nine attachments, 64 bytes of card title, links as below. */
export const LIMITS = {
  textBytes: 4000,
  parts: 10,
  titleBytes: 64,
  linkTitleBytes: 128,
  urlBytes: 2048,
  descriptionBytes: 512,
} as const

export const ROUTES = [
  'auto',
  'group_task',
  'staff_task',
  'single_task',
  'subscribe',
  'welcome',
  'group_welcome',
] as const

function words(most: number, least = 0) {
  return v.pipe(v.string(), v.trim(), v.minLength(least, '这里不能空着'), v.maxLength(most, `最多 ${most} 个字`))
}

function bytes(most: number, least = 0) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(least, '这里不能空着'),
    v.check((text) => utf8Length(text) <= most, `最多 ${most} 字节（约 ${Math.floor(most / 3)} 个汉字）`),
  )
}

const day = v.pipe(v.string(), v.check(isDay, '没有这一天，日期要写成 2026-11-23 这样'))
/** How far a festival's node or a day of a run may lie from its beginning. */
const steps = (least: number, most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most))

export const timeInput = v.variant('on', [
  v.object({ on: v.literal('daily') }),
  v.object({ on: v.literal('weekdays'), weekdays: v.pipe(v.array(steps(1, 7)), v.minLength(1), v.maxLength(7)) }),
  v.object({
    on: v.literal('monthdays'),
    days: v.pipe(v.array(v.union([v.literal(-1), steps(1, 31)])), v.minLength(1), v.maxLength(31)),
  }),
  v.object({ on: v.literal('date'), date: day }),
  v.object({ on: v.literal('festival'), name: words(20, 1), offset: steps(-99, 99) }),
  v.object({ on: v.literal('group'), day: steps(1, 365) }),
  v.object({ on: v.literal('join'), day: steps(0, 365) }),
])

const clock = v.pipe(v.string(), v.regex(/^\d\d:\d\d$/, '时间要写成 09:00 这样'))
export const slotInput = v.object({ from: clock, until: clock })

const material = words(200, 1)
const title = bytes(LIMITS.titleBytes, 1)
const partInput = v.variant('type', [
  v.object({
    type: v.literal('text'),
    text: bytes(LIMITS.textBytes, 1),
    tones: v.optional(
      v.pipe(
        v.array(v.object({ tone: words(TONE_LENGTH, 1), text: bytes(LIMITS.textBytes, 1) })),
        v.minLength(1),
        v.maxLength(MOST_TONES, `一段话最多 ${MOST_TONES + 1} 种语气`),
      ),
    ),
  }),
  v.object({ type: v.literal('card'), title, cover: words(40, 1) }),
  v.object({ type: v.picklist(['image', 'video', 'voice', 'file', 'questionnaire']), material }),
  v.object({ type: v.literal('images'), materials: v.pipe(v.array(material), v.minLength(1), v.maxLength(9)) }),
  v.object({
    type: v.literal('link'),
    title: bytes(LIMITS.linkTitleBytes, 1),
    url: v.pipe(bytes(LIMITS.urlBytes, 1), v.regex(/^https?:\/\/[^\s]+$/, '链接要以 https:// 开头')),
    description: bytes(LIMITS.descriptionBytes),
    picture: words(200),
  }),
  v.object({ type: v.literal('coupon'), title, batch: words(64) }),
  v.object({ type: v.literal('game'), title, page: words(200) }),
])

const parts = v.pipe(v.array(partInput), v.minLength(1, '至少要有一段内容'), v.maxLength(LIMITS.parts))

/** More single days than this are a plan of their own. */
const MOST_EXCEPTIONS = 60
export const exceptionInput = v.pipe(
  v.object({
    date: day,
    slot: steps(0, 11),
    skip: v.boolean(),
    to: v.nullable(v.object({ date: day, from: clock, until: clock })),
    parts: v.nullable(parts),
  }),
  v.check(({ date, to }) => isNear({ date, to }), `单独一天最多挪 ${FARTHEST_MOVE} 天`),
)

const names = v.pipe(v.array(words(40, 1)), v.maxLength(50))
const bound = v.union([v.null(), v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000))])
const span = v.pipe(
  v.object({ least: bound, most: bound }),
  v.check(({ least, most }) => least === null || most === null || least <= most, '下限不能大于上限'),
)

export const audienceInput = v.object({
  tags: names,
  stores: names,
  owners: names,
  size: span,
  age: span,
  tiers: names,
  segments: names,
  preferences: names,
})

const policy = v.picklist(['keep', 'shift', 'skip'])

/** A whole node as an editor sends it; what belongs together is checked by `checkNode`. */
export const nodeInput = v.object({
  key: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/)),
  kind: v.picklist(['welcome', 'column', 'special']),
  time: timeInput,
  slots: v.pipe(v.array(slotInput), v.maxLength(12)),
  exceptions: v.optional(v.pipe(v.array(exceptionInput), v.maxLength(MOST_EXCEPTIONS, '单独安排最多 60 处'))),
  module: words(20),
  column: words(30, 1),
  value: words(20),
  tone: words(60),
  parts,
  variables: v.record(
    v.pipe(v.string(), v.regex(/^[^{}｛｝\s]{1,20}$/)),
    v.pipe(v.string(), v.trim(), v.maxLength(100)),
  ),
  audience: audienceInput,
  route: v.picklist(ROUTES),
  fallback: v.union([v.null(), v.picklist(ROUTES)]),
  late: v.picklist(['send', 'skip', 'ask']),
  holiday: policy,
  weekend: policy,
  effort: words(200),
  owner: words(40),
  note: words(500),
})
