import type { ExpiryPolicy } from '../../points/rules'
import type { Gift } from '../book'
import type { CampaignToday } from '../contract'

export const words = {
  title: '打卡活动',
  lead: '改好点保存，几秒内对所有会员生效。已经发出的积分、券和补签卡不会变。',
  saved: '已保存，几秒内生效。',
  failed: '没有存上，请再试一次。',
  standing: '会员照常打卡，用的还是上次保存的规则。',
  reload: '看最新的',
  dropped: '你这次的改动不会保留，看过最新的再改。',
}

export const giftNames: Record<Gift['kind'], string> = {
  points: '积分',
  growth: '成长值',
  makeup_card: '补签卡',
  coupon: '优惠券',
}

/** `10 积分 + 补签卡 1 张`. */
export function giftsLine(gifts: readonly Gift[]): string {
  if (gifts.length === 0) return '不发奖励'
  return gifts
    .map((gift) => {
      if (gift.kind === 'coupon') return `券「${gift.title}」`
      return gift.kind === 'makeup_card' ? `补签卡 ${gift.amount} 张` : `${gift.amount} ${giftNames[gift.kind]}`
    })
    .join(' + ')
}

/** `今天 34 人打卡 · 发了 300 积分，还剩 200 · 3 笔没发出`. */
export function todayLine({ came, budget }: CampaignToday): string {
  const parts = [`今天 ${came} 人打卡`]
  if (budget) parts.push(`发了 ${budget.given} 积分，${budget.left > 0 ? `还剩 ${budget.left}` : '预算用完了'}`)
  if (budget && budget.short > 0) parts.push(`${budget.short} 笔没发出`)
  return parts.join(' · ')
}

/** The kinds of validity, and what number each asks for. */
export const lives: readonly {
  kind: ExpiryPolicy['kind']
  name: string
  tail: string | null
  of: (n: number) => ExpiryPolicy
}[] = [
  { kind: 'never', name: '一直有效', tail: null, of: () => ({ kind: 'never' }) },
  { kind: 'days', name: '得到后', tail: '天', of: (days) => ({ kind: 'days', days }) },
  { kind: 'rolling_months', name: '得到后', tail: '个月', of: (months) => ({ kind: 'rolling_months', months }) },
  { kind: 'month_end', name: '到月底，再加', tail: '个月', of: (after) => ({ kind: 'month_end', after }) },
  { kind: 'year_end', name: '到年底，再加', tail: '年', of: (after) => ({ kind: 'year_end', after }) },
]

export function lifeNumber(life: ExpiryPolicy): number {
  if (life.kind === 'never') return 0
  if (life.kind === 'days') return life.days
  return life.kind === 'rolling_months' ? life.months : life.after
}
