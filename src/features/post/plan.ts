import * as v from 'valibot'
import type { Subject } from '../../kernel/ruleBook'

/** What the brand decided about posts. */
export const postRulesSchema = v.object({
  /** Closed: nobody can publish, what stands stays. */
  open: v.boolean(),
  /** Points for a post that passed, once a day; 0 gives none. Nothing is ever given for sharing it. */
  points: v.pipe(
    v.number(),
    v.integer('积分要是整数'),
    v.minValue(0, '积分不能小于 0'),
    v.maxValue(1000, '积分最多 1000'),
  ),
})

export type PostRules = v.InferOutput<typeof postRulesSchema>

export const postSubject: Subject<PostRules> = {
  id: 'post',
  standard: { open: true, points: 5 },
  read: (stored) => v.parse(postRulesSchema, stored),
}
