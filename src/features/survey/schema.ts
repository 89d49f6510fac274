import * as v from 'valibot'
import { whenSchema } from '../../kernel/conditionSchema'
import { isDay } from '../../kernel/day'
import type { Definition, Quota, Trigger } from './definition'
import type { Answer, Given, Page, Question } from './model'

const PAGES = 30
const QUESTIONS = 50
const OPTIONS = 60

const key = v.pipe(
  v.string(),
  v.regex(/^[a-z][0-9a-z_]{0,23}$/, '编号只能用小写字母、数字和下划线，字母开头，最多 24 位'),
)
const optionKey = v.pipe(v.string(), v.regex(/^[0-9a-z_]{1,24}$/, '选项编号只能用小写字母、数字和下划线，最多 24 位'))
const text = (most: number) => v.pipe(v.string(), v.maxLength(most, `最多 ${most} 个字`))
const whole = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('要填整数'),
    v.minValue(least, `不能小于 ${least}`),
    v.maxValue(most, `不能大于 ${most}`),
  )
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-22 这样'))
const instant = whole(0, 8e15)
const picture = v.nullable(v.pipe(v.string(), v.regex(/^(https:\/\/|cloud:\/\/)\S{1,490}$/, '图片地址不对')))

const option = v.object({
  key: optionKey,
  text: text(60),
  picture,
  instead: v.nullable(text(30)),
  alone: v.boolean(),
  last: v.boolean(),
})
const asked = {
  key,
  title: text(200),
  help: text(300),
  required: v.boolean(),
  showIf: v.nullable(whenSchema),
  prefers: v.nullable(v.pipe(v.string(), v.maxLength(40))),
}
const choosing = {
  options: v.pipe(v.array(option), v.maxLength(OPTIONS, `最多 ${OPTIONS} 个选项`)),
  other: v.boolean(),
  shuffle: v.boolean(),
}
const scale = { low: text(20), high: text(20) }
const row = v.object({ key: optionKey, text: text(60) })
const rows = v.pipe(v.array(row), v.minLength(1, '至少一行'), v.maxLength(20, '最多 20 行'))
const limit = v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1e12), v.maxValue(1e12)))

export const questionSchema: v.GenericSchema<unknown, Question> = v.variant('type', [
  v.object({ ...asked, type: v.picklist(['single', 'dropdown']), ...choosing }),
  v.object({
    ...asked,
    type: v.picklist(['multi', 'picture']),
    ...choosing,
    min: whole(0, OPTIONS),
    max: v.nullable(whole(1, OPTIONS)),
  }),
  v.object({ ...asked, type: v.literal('ranking'), ...choosing }),
  v.object({
    ...asked,
    type: v.literal('text'),
    lines: v.picklist([1, 4]),
    min: whole(0, 2000),
    max: whole(1, 2000),
    hint: text(60),
  }),
  v.object({
    ...asked,
    type: v.literal('number'),
    min: limit,
    max: limit,
    decimals: v.picklist([0, 1, 2]),
    unit: text(10),
  }),
  v.object({ ...asked, type: v.literal('date'), from: v.nullable(day), to: v.nullable(day) }),
  v.object({ ...asked, type: v.literal('rating'), levels: whole(3, 10), ...scale }),
  v.object({ ...asked, type: v.picklist(['nps']), ...scale }),
  v.object({ ...asked, type: v.picklist(['csat']), ...scale }),
  v.object({ ...asked, type: v.picklist(['ces']), ...scale }),
  v.object({ ...asked, type: v.literal('image'), max: whole(1, 9) }),
  v.object({ ...asked, type: v.literal('consent'), statement: text(2000) }),
  v.object({ ...asked, type: v.literal('matrix'), rows, columns: rows }),
])

export const pageSchema: v.GenericSchema<unknown, Page> = v.object({
  key,
  title: text(60),
  showIf: v.nullable(whenSchema),
  questions: v.pipe(v.array(questionSchema), v.maxLength(QUESTIONS, `一页最多 ${QUESTIONS} 题`)),
  jumps: v.pipe(v.array(v.object({ when: whenSchema, to: key })), v.maxLength(10, '一页最多 10 条跳转')),
})

const quotaSchema: v.GenericSchema<unknown, Quota> = v.object({
  key,
  name: v.pipe(text(30), v.trim(), v.minLength(1, '名额要有名字')),
  when: whenSchema,
  cap: whole(1, 2000),
})

const triggerSchema: v.GenericSchema<unknown, Trigger> = v.variant('on', [
  v.object({ on: v.picklist(['redeemed']) }),
  v.object({ on: v.literal('participated'), column: v.nullable(text(40)) }),
  v.object({ on: v.literal('joined'), days: whole(0, 365) }),
  v.object({ on: v.picklist(['left']) }),
  v.object({ on: v.picklist(['tier']) }),
  v.object({ on: v.literal('round'), percent: whole(1, 100) }),
])

/** A definition as the editor saves it and a file brings it; whether it can be published is `designProblems`' to say. */
export const definitionSchema: v.GenericSchema<unknown, Definition> = v.object({
  title: text(40),
  intro: text(500),
  thanks: text(300),
  anonymous: v.boolean(),
  pages: v.pipe(v.array(pageSchema), v.maxLength(PAGES, `最多 ${PAGES} 页`)),
  quotas: v.pipe(v.array(quotaSchema), v.maxLength(10, '最多 10 项名额')),
  reward: v.object({
    points: v.nullable(whole(1, 100_000)),
    batch: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, '券批次编号不对'))),
  }),
  rounds: v.picklist(['once', 'month', 'quarter']),
  audience: v.nullable(whenSchema),
  triggers: v.pipe(v.array(triggerSchema), v.maxLength(6)),
  listed: v.boolean(),
  opensAt: v.nullable(instant),
  closesAt: v.nullable(instant),
})

const answer: v.GenericSchema<unknown, Answer> = v.variant(
  'kind',
  [
    v.object({
      kind: v.literal('picked'),
      options: v.pipe(v.array(optionKey), v.maxLength(OPTIONS + 1)),
      other: v.nullable(text(200)),
    }),
    v.object({ kind: v.literal('text'), text: text(4000) }),
    v.object({
      kind: v.literal('number'),
      number: v.pipe(v.number('要填数字'), v.minValue(-1e12, '数字太大了'), v.maxValue(1e12, '数字太大了')),
    }),
    v.object({ kind: v.literal('day'), day: v.pipe(v.string(), v.maxLength(10)) }),
    v.object({
      kind: v.literal('files'),
      files: v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(9, '最多 9 张图片')),
    }),
    v.object({ kind: v.literal('agreed'), agreed: v.boolean() }),
    v.object({
      kind: v.literal('cells'),
      cells: v.pipe(v.array(v.object({ row: optionKey, column: optionKey })), v.maxLength(20)),
    }),
  ],
  '这个回答看不懂',
)

/** Most questions that a survey can have: pages times questions would be more than any phone shows. */
export const MOST_QUESTIONS = 200
export const givenSchema: v.GenericSchema<unknown, Given[]> = v.pipe(
  v.array(v.object({ question: key, answer })),
  v.maxLength(MOST_QUESTIONS, '回答太多了'),
)
