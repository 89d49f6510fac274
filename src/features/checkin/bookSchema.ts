import * as v from 'valibot'
import { isDay } from '../../kernel/day'
import type { Subject } from '../../kernel/ruleBook'
import { type CheckinBook, standardBook } from './book'

const whole = (least: number, most: number, what: string) => {
  const message = `${what}要是 ${least} 到 ${most} 的整数`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const title = v.pipe(v.string(), v.trim(), v.minLength(1, '名称要写'), v.maxLength(20, '名称最多 20 个字'))

export const lifeSchema = v.variant('kind', [
  v.object({ kind: v.literal('never') }),
  v.object({ kind: v.literal('days'), days: whole(0, 3650, '有效天数') }),
  v.object({ kind: v.literal('month_end'), after: whole(0, 120, '有效月数') }),
  v.object({ kind: v.literal('year_end'), after: whole(0, 10, '有效年数') }),
  v.object({ kind: v.literal('rolling_months'), months: whole(1, 120, '有效月数') }),
])

const gift = v.variant('kind', [
  v.object({ kind: v.picklist(['points', 'growth']), amount: whole(1, 100_000, '奖励数量') }),
  v.object({ kind: v.literal('makeup_card'), amount: whole(1, 10, '补签卡张数') }),
  v.object({
    kind: v.literal('coupon'),
    batch: v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/, '券批次不对，请从列表里选')),
    title,
  }),
])
const gifts = v.pipe(
  v.array(gift),
  v.maxLength(4, '一份奖励最多 4 样'),
  v.check((list) => new Set(list.map(({ kind }) => kind)).size === list.length, '一份奖励里同一种只能写一次'),
)
const someGifts = v.pipe(gifts, v.minLength(1, '奖励至少要有一样'))
const steps = v.pipe(
  v.array(v.object({ days: whole(1, 366, '天数'), gifts: someGifts })),
  v.maxLength(12, '最多 12 档'),
)

const campaign = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,31}$/, '活动编号用小写字母和数字')),
  title,
  from: day,
  until: day,
  consecutive: steps,
  cycle: v.nullable(whole(1, 366, '一轮的天数')),
  cumulative: steps,
  calendar: v.pipe(v.array(v.object({ day, gifts: someGifts })), v.maxLength(40, '指定日期最多 40 个')),
  budgetPerDay: v.optional(v.nullable(whole(1, 100_000_000, '每天的积分预算')), null),
})

/** Shape of a book: what a page sends, and what the rule book holds. What fits the shape may still not be meant, see `problemOf`. */
export const bookSchema = v.object({
  schema: v.literal(1),
  dayStart: whole(0, 720, '一天的开始（分钟）'),
  rest: v.object({
    weekdays: v.pipe(
      v.array(whole(1, 7, '星期')),
      v.maxLength(6, '一周至少要留一天打卡'),
      v.check((days) => new Set(days).size === days.length, '星期不能重复'),
    ),
    holidays: v.boolean(),
  }),
  overrides: v.pipe(
    v.array(v.object({ day, kind: v.picklist(['holiday', 'workday']), name: title })),
    v.maxLength(120, '特别日期最多 120 天'),
  ),
  shield: whole(0, 10, '每月护盾'),
  cards: v.object({
    windowDays: whole(0, 31, '可补天数'),
    perMonth: whole(0, 31, '每月补签次数'),
    price: v.nullable(whole(1, 1_000_000, '补签卡价格')),
    life: lifeSchema,
  }),
  pointsLife: lifeSchema,
  daily: gifts,
  steps,
  cycle: whole(1, 366, '一轮的天数'),
  campaigns: v.pipe(v.array(campaign), v.maxLength(40, '活动最多留 40 个，请删掉过去的')),
  remindAt: v.nullable(whole(0, 1439, '提醒时间（分钟）')),
}) satisfies v.GenericSchema<unknown, CheckinBook>

/** The brand's check-in in the rule book. */
export const checkinSubject: Subject<CheckinBook> = {
  id: 'checkin',
  standard: standardBook,
  read: (stored) => v.parse(bookSchema, stored),
}
