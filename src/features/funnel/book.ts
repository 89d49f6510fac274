import * as v from 'valibot'
import type { Subject } from '../../kernel/ruleBook'
import { FUNNEL_STEPS, type FunnelBook, standardBook } from './rules'

export const bookSchema = v.object({
  schema: v.optional(v.literal(1), 1),
  steps: v.pipe(
    v.array(
      v.object({
        step: v.picklist(FUNNEL_STEPS, '请从列表里选步骤'),
        required: v.boolean(),
        windowDays: v.pipe(
          v.number('天数要是数字'),
          v.integer('天数要是整数'),
          v.minValue(1, '至少 1 天'),
          v.maxValue(365, '最多 365 天'),
        ),
      }),
    ),
    v.minLength(1, '漏斗至少要有一步'),
    v.maxLength(FUNNEL_STEPS.length),
    v.check((steps) => new Set(steps.map(({ step }) => step)).size === steps.length, '同一步写了两次，请删掉一行'),
  ),
  least: v.pipe(
    v.number('人数要是数字'),
    v.integer('人数要是整数'),
    v.minValue(1, '人数至少是 1'),
    v.maxValue(100_000, '人数太大，请核对'),
  ),
})

/** Steps, windows and the smallest sample, as the brand sets them. */
export const funnelSubject: Subject<FunnelBook> = {
  id: 'funnel',
  standard: standardBook,
  read: (stored) => v.parse(bookSchema, stored),
}
