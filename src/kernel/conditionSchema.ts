import * as v from 'valibot'
import { DEEPEST, type When } from './condition'

/** Alternatives side by side in one condition at most. */
const WIDEST = 20

const fact = v.pipe(v.string(), v.regex(/^[a-z][\w.]{0,63}$/, '条件里的名字不对'))
const number = v.pipe(v.number(), v.minValue(-1e12), v.maxValue(1e12))
const word = v.pipe(v.string(), v.maxLength(100))
const bound = v.union([number, word])

/** A condition as it comes in: nested at most `DEEPEST` times, no other fields. */
export const whenSchema: v.GenericSchema<unknown, When> = levels(DEEPEST)

function levels(left: number): v.GenericSchema<unknown, When> {
  const leaf = v.union(
    [
      v.strictObject({ fact, answered: v.boolean() }),
      v.strictObject({ fact, eq: v.union([word, number, v.boolean()]) }),
      v.strictObject({ fact, in: v.pipe(v.array(v.union([word, number])), v.maxLength(WIDEST)) }),
      v.strictObject({ fact, gt: bound }),
      v.strictObject({ fact, gte: bound }),
      v.strictObject({ fact, lt: bound }),
      v.strictObject({ fact, lte: bound }),
    ],
    '这个条件看不懂',
  )
  if (left === 0) return leaf
  const deeper = levels(left - 1)
  const list = v.pipe(v.array(deeper), v.minLength(1, '条件组里至少要有一条'), v.maxLength(WIDEST, '条件太多了'))
  return v.union(
    [v.strictObject({ all: list }), v.strictObject({ any: list }), v.strictObject({ not: deeper }), leaf],
    '这个条件看不懂',
  )
}
