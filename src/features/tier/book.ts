import * as v from 'valibot'
import type { Subject } from '../../kernel/ruleBook'
import type { Benefits, TierRules } from './rules'

/** A rise over all of them must leave room among an account's effects. */
const MOST_TIERS = 5

const whole = (least: number, most: number, message: string) =>
  v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
const batch = v.nullable(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, '券批次的编号不对，请从列表里选')))

const benefits = v.object({
  upgradeBatch: batch,
  birthdayPoints: whole(0, 1_000_000, '生日积分要是 0 到一百万的整数'),
  birthdayBatch: batch,
  multiplier: whole(10_000, 100_000, '打卡积分倍数在 1 到 10 之间'),
  earlyMinutes: whole(0, 1440, '提前的分钟数在 0 到 1440 之间'),
  others: v.pipe(
    v.array(
      v.pipe(v.string(), v.trim(), v.minLength(1, '权益说明不能是空的'), v.maxLength(40, '一条权益说明最多 40 字')),
    ),
    v.maxLength(8, '权益说明最多 8 条'),
  ),
})

const tier = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,15}$/, '等级编号用小写字母和数字，最多 16 个')),
  name: v.pipe(v.string(), v.trim(), v.minLength(1, '等级要有名字'), v.maxLength(8, '等级名最多 8 个字')),
  threshold: whole(0, 100_000_000, '成长值门槛要是 0 到一亿的整数'),
  benefits,
})

/** Shape and sense of the rules: what the page sends and what the book holds. */
export const tierRulesSchema = v.object({
  schema: v.literal(1),
  tiers: v.pipe(
    v.array(tier),
    v.minLength(1, '至少要有一个等级'),
    v.maxLength(MOST_TIERS, `最多 ${MOST_TIERS} 个等级`),
    v.check((tiers) => tiers[0]?.threshold === 0, '最低一级的门槛是 0，所有会员都在这里开始'),
    v.check(
      (tiers) => tiers.every(({ threshold }, i) => i === 0 || threshold > (tiers[i - 1]?.threshold ?? 0)),
      '每一级的门槛要比前一级高',
    ),
    // Whoever has no tier yet checks in without anybody reading these rules.
    v.check((tiers) => tiers[0]?.benefits.multiplier === 10_000, '最低一级的打卡倍数是 1；想给所有人多发，改打卡规则'),
    v.check((tiers) => new Set(tiers.map(({ id }) => id)).size === tiers.length, '等级编号不能重复'),
    v.check((tiers) => new Set(tiers.map(({ name }) => name)).size === tiers.length, '等级名不能重复'),
  ),
  window: v.variant('kind', [
    v.object({ kind: v.literal('rolling_months'), months: whole(1, 24, '近几个月：1 到 24') }),
    v.object({ kind: v.literal('calendar_year') }),
    v.object({ kind: v.literal('forever') }),
  ]),
  periodMonths: whole(1, 36, '有效期是 1 到 36 个月'),
  warnDays: v.pipe(v.array(whole(1, 90, '提前提醒的天数在 1 到 90 之间')), v.maxLength(3, '最多提醒三次')),
  giftMonths: whole(1, 36, '生日积分的有效期是 1 到 36 个月'),
})

const none: Benefits = {
  upgradeBatch: null,
  birthdayPoints: 0,
  birthdayBatch: null,
  multiplier: 10_000,
  earlyMinutes: 0,
  others: [],
}

const standardTiers: TierRules = {
  schema: 1,
  tiers: [
    { id: 'basic', name: '普通', threshold: 0, benefits: { ...none, birthdayPoints: 50 } },
    {
      id: 'core',
      name: '核心',
      threshold: 600,
      benefits: { ...none, birthdayPoints: 100, multiplier: 12_000, earlyMinutes: 5, others: ['专属答疑'] },
    },
    {
      id: 'vip',
      name: 'VIP',
      threshold: 2000,
      benefits: {
        ...none,
        birthdayPoints: 300,
        multiplier: 15_000,
        earlyMinutes: 15,
        others: ['专属答疑', '新品优先试用'],
      },
    },
  ],
  window: { kind: 'rolling_months', months: 12 },
  periodMonths: 12,
  warnDays: [30, 7],
  giftMonths: 12,
}

/** The brand's tiers in the rule book. */
export const tierBook: Subject<TierRules> = {
  id: 'tiers',
  standard: standardTiers,
  read: (stored) => v.parse(tierRulesSchema, stored),
}
