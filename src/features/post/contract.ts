import * as v from 'valibot'
import { type Day, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import { type PostRules, postRulesSchema } from './plan'
import { type Decision, MAX_PHOTOS, MAX_TEXT, type PhotoCheck, type PostReason, type PostState } from './rules'

export interface PhotoView {
  file: string
  /** Readable for a while; empty when the file is gone. */
  url: string
  check: PhotoCheck
}

/** A post as its author sees it, whatever its state. */
export interface PostView {
  day: Day
  text: string
  photos: PhotoView[]
  state: PostState
  reason: PostReason
  /** What staff wrote when they hid it. */
  words: string | null
  mayEdit: boolean
  /** WeChat has to be asked again, which only the author's phone can make happen. */
  stuck: boolean
  /** Points that it gave; 0 when none or called back. */
  points: number
  publishedAt: number
  /** The author agreed that the brand may use the pictures again; null without any. */
  share: boolean | null
}

export interface MineView {
  today: Day
  open: boolean
  /** Points for a post that passed; 0 gives none. */
  points: number
  /** Folder in the cloud storage that this member's phone uploads to. */
  uploadTo: string
  post: PostView | null
  /** Earlier days, newest first. */
  earlier: PostView[]
}

export interface WallItem {
  id: string
  name: string
  face: string
  mine: boolean
  day: Day
  text: string
  photos: string[]
  visibleAt: number
}

export interface WallView {
  items: WallItem[]
  /** Give it back as `before` for the next page; null at the end. */
  next: number | null
}

/** A post as staff judge it. */
export interface CaseView {
  id: string
  revision: number
  name: string
  day: Day
  text: string
  textCheck: 'pass' | 'review'
  photos: PhotoView[]
  state: PostState
  reason: PostReason
  decision: Decision | null
  points: number
  publishedAt: number
  /** What the author said of using the pictures again, and whether the library has them. */
  share: { agreed: boolean; adopted: boolean }
}

const text = v.pipe(
  v.string(),
  v.trim(),
  v.check((words) => [...words].length <= MAX_TEXT, `最多写 ${MAX_TEXT} 个字`),
)
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-22 这样'))
const request = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, '请求编号不对'))
const postId = v.pipe(v.string(), v.regex(/^m[0-9a-f]{24}:\d{4}-\d{2}-\d{2}$/, '编号不对'))
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(8e15))

export const postMemberContract = {
  /** `photos`: fileIDs of own uploads under `uploadTo`, or of pictures that the post has already. */
  'post.publish': {
    roles: ['member'],
    input: v.object({
      request,
      day,
      text,
      photos: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(MAX_PHOTOS, '最多 3 张照片')),
      /** The brand may use the pictures again. */
      share: v.optional(v.boolean(), false),
    }),
    output: output<{ post: PostView }>(),
  },
  /** Agrees that the brand uses the pictures again, or takes that back; then the library lets go of them. */
  'post.setShare': {
    roles: ['member'],
    input: v.object({ day, agreed: v.boolean() }),
    output: output<{ post: PostView }>(),
  },
  /** Asks WeChat again about pictures whose answer never came. */
  'post.checkAgain': { roles: ['member'], input: v.object({ day }), output: output<{ post: PostView }>() },
  'post.getMine': { roles: ['visitor'], input: v.object({}), output: output<MineView>() },
  'post.getWall': {
    roles: ['visitor'],
    input: v.object({ before: v.optional(v.nullable(instant)) }),
    output: output<WallView>(),
  },
  'post.remove': { roles: ['member'], input: v.object({ day }), output: output<{ day: Day }>() },
} as const

const judges = ['owner', 'operator', 'reviewer'] as const

export const postStaffContract = {
  /** `waiting` for a decision, oldest first; or `visible`, newest first, to hide one later. */
  'post.listWaiting': {
    roles: judges,
    input: v.object({ show: v.optional(v.picklist(['waiting', 'visible', 'hidden']), 'waiting') }),
    output: output<{ posts: CaseView[]; waiting: number }>(),
  },
  'post.decide': {
    roles: judges,
    input: v.object({
      id: postId,
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      verb: v.picklist(['show', 'hide']),
      reason: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100, '最多 100 个字')), ''),
    }),
    output: output<{ post: CaseView }>(),
  },
  /** Takes the pictures of a visible post into the library; only with its author's agreement. Again is harmless. */
  'post.adopt': {
    roles: ['owner', 'operator'],
    input: v.object({
      id: postId,
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      tags: v.optional(v.pipe(v.array(v.pipe(v.string(), v.trim(), v.maxLength(12))), v.maxLength(10)), []),
    }),
    output: output<{ post: CaseView; materials: string[] }>(),
  },
  'post.getRules': {
    roles: judges,
    input: v.object({}),
    output: output<{ rules: PostRules; revision: number }>(),
  },
  'post.setRules': {
    roles: ['owner', 'operator'],
    input: v.object({ request, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), rules: postRulesSchema }),
    output: output<{ rules: PostRules; revision: number }>(),
  },
} as const
