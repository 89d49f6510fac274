import * as v from 'valibot'
import type { Subject } from '../../kernel/ruleBook'
import type { ReferralBook } from './rules'

const whole = (from: number, to: number, words: string) =>
  v.pipe(v.number(), v.integer(words), v.minValue(from, words), v.maxValue(to, words))

export const ruleFields = v.object({
  on: v.boolean(),
  deed: v.variant('kind', [
    v.object({ kind: v.literal('checkins'), days: whole(2, 30, '打卡天数是 2 到 30 天') }),
    v.object({ kind: v.literal('redeem') }),
  ]),
  points: whole(1, 10_000, '积分是 1 到 10000'),
  monthCap: whole(1, 100, '每月上限是 1 到 100 位'),
  withinDays: whole(7, 90, '期限是 7 到 90 天'),
  crowd: whole(2, 100, '一小时人数是 2 到 100 位'),
})

const stored = v.object({ schema: v.literal(1), since: v.number(), ...ruleFields.entries })

export const referralSubject: Subject<ReferralBook> = {
  id: 'referral',
  standard: {
    ...{ schema: 1, on: false, since: 0, deed: { kind: 'checkins', days: 7 } },
    ...{ points: 50, monthCap: 5, withinDays: 30, crowd: 5 },
  },
  read: (book) => v.parse(stored, book),
}
