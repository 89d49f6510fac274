import * as v from 'valibot'
import { type Day, isClockTime, isDay } from '../../kernel/day'
import type { Quiet } from '../../kernel/quiet'
import { output } from '../../kernel/rpc'
import { editors, everyStaff } from '../staff/contract'
import type { Preferences } from './consents'
import { KINDS, type MessageKind } from './kinds'
import type { Intent } from './rules'

/** One kind as its member's page shows it. */
export interface Switch {
  kind: string
  name: string
  when: string
  on: boolean
  /** For `wx.requestSubscribeMessage`; null while the brand has not chosen a template. */
  templateId: string | null
  /** Messages that the member still accepts. */
  credits: number
}

/** How much a member hears, over everything that is said to them. */
export interface Sending {
  /** Messages of the last seven days. */
  sent: number
  /** At most so many in seven days: the member's own wish, never more than the brand's. */
  perWeek: number
  /** What the brand itself keeps to. */
  most: number
  /** The brand's own quiet hours, beside the member's. */
  quiet: Quiet | null
}

export interface Switches {
  switches: Switch[]
  preferences: Preferences
  sending: Sending
}

/** One message, said or planned, in the words that WeChat shows. */
export interface MessageLine {
  id: string
  /** 打卡提醒 … */
  name: string
  lines: string[]
  /** When it was said, or is to be said (ms). */
  at: number
  /** `waiting`: planned; the gate may still put it off. `unknown`: nobody can say whether it arrived. */
  state: 'waiting' | 'said' | 'unknown'
  /** Page of the mini-program that it opens, without a leading slash; null when none. */
  page: string | null
}

/** What became of the messages of a span, by kind, and why. */
export interface IntentReport {
  from: Day
  to: Day
  totals: Record<Intent['state'], number>
  /** The last ones that were not said, the newest first; members are shown by the first letters of their id. */
  unsaid: { id: string; kind: string; member: string; state: Intent['state']; reason: string | null; at: number }[]
}

const kind = v.picklist(
  KINDS.map(({ _id }) => _id),
  '没有这一类提醒',
)
const clockTime = v.pipe(v.string(), v.check(isClockTime, '时间要写成 22:00 这样'))
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const templateId = v.pipe(v.string(), v.regex(/^[\w-]{6,64}$/, '模板编号是 6 到 64 位字母、数字或横线'))
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1, '不能为空'), v.maxLength(most, '太长了'))

export const intentMemberContract = {
  /** What the member can be told, what is switched on, and what is left of each consent. */
  'intent.getSwitches': { roles: ['visitor'], input: v.object({}), output: output<Switches>() },
  /** What was said to the member lately and what is planned, the next first and the last first. Four wire calls. */
  'intent.getMessages': {
    roles: ['visitor'],
    input: v.object({}),
    output: output<{ planned: MessageLine[]; said: MessageLine[]; sending: Sending }>(),
  },
  'intent.setSwitch': { roles: ['visitor'], input: v.object({ kind, on: v.boolean() }), output: output<Switches>() },
  'intent.setPreferences': {
    roles: ['visitor'],
    input: v.object({
      quiet: v.nullable(v.object({ from: clockTime, until: clockTime })),
      perWeek: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(50))),
      refused: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z][a-z.]{0,39}$/))), v.maxLength(20)),
    }),
    output: output<Switches>(),
  },
  /**
   * The phone's answer of `requestSubscribeMessage`. `id` is made by the phone for each question: one accept counts once,
   * however often the call is repeated.
   */
  'intent.recordConsent': {
    roles: ['visitor'],
    input: v.object({
      id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/, '编号格式不对')),
      answers: v.pipe(
        v.array(v.object({ templateId, answer: v.picklist(['accept', 'reject', 'ban', 'filter']) })),
        v.minLength(1),
        v.maxLength(5, '一次最多 5 个模板'),
        v.check((list) => new Set(list.map((each) => each.templateId)).size === list.length, '同一个模板只能出现一次'),
      ),
    }),
    output: output<Switches>(),
  },
} as const

export const intentStaffContract = {
  'intent.getKinds': { roles: everyStaff, input: v.object({}), output: output<{ kinds: MessageKind[] }>() },
  /** Template and words of one kind, on what was read at `revision`. */
  'intent.saveKind': {
    roles: editors,
    input: v.object({
      kind,
      revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      templateId: v.nullable(templateId),
      page: v.pipe(v.string(), v.regex(/^[A-Za-z][\w/]*(\?[^\s]*)?$/, '页面路径不对，开头不要斜杠'), v.maxLength(120)),
      fields: v.pipe(
        v.array(v.object({ field: text(40), text: text(60) })),
        v.minLength(1, '至少要有一个字段'),
        v.maxLength(10, '字段太多了'),
      ),
      active: v.boolean(),
    }),
    output: output<{ kind: MessageKind }>(),
  },
  /** What was said to members on the days, and what was not and why. */
  'intent.getReport': {
    roles: everyStaff,
    input: v.object({ from: v.optional(day), to: v.optional(day) }),
    output: output<IntentReport>(),
  },
} as const
