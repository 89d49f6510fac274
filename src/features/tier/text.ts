import type { Benefits, GrowthWindow, Tier } from './rules'

const thousands = (n: number) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

export const text = {
  noSuchMember: '没有找到这位会员。请核对会员码，或请对方先打开小程序。',
  noSuchTier: '没有这个等级。请刷新后从列表里选。',
  tierInUse: (members: number) => `还有 ${members} 位会员在这个等级，不能删。先改门槛，等他们到期调整后再删。`,
  badBirthday: '生日要写成 05-20 这样的月和日。',
  birthdayKept: (day: string) => `生日一年只能改一次，${day} 起可以再改。`,
  birthdayGift: '生日礼',
  window(window: GrowthWindow): string {
    if (window.kind === 'rolling_months') return `近 ${window.months} 个月`
    return window.kind === 'calendar_year' ? '今年' : '累计'
  },
  /** What a tier gives, line by line; empty when it gives nothing. */
  gives({ benefits }: Tier): string[] {
    const { upgradeBatch, multiplier, earlyMinutes, others } = benefits
    const gift = birthdayGift(benefits)
    return [
      ...(upgradeBatch !== null ? ['升到这级送一张券'] : []),
      ...(gift !== null ? [`生日当天送 ${gift}`] : []),
      ...(multiplier > 10_000 ? [`打卡积分 ${multiplier / 10_000} 倍`] : []),
      ...(earlyMinutes > 0 ? [`秒杀和领券早 ${earlyMinutes} 分钟`] : []),
      ...others,
    ]
  },
}

/** The birthday gift in words, or null when there is none. */
export function birthdayGift({ birthdayPoints, birthdayBatch }: Benefits): string | null {
  const parts = [
    ...(birthdayPoints > 0 ? [`${thousands(birthdayPoints)} 积分`] : []),
    ...(birthdayBatch !== null ? ['一张券'] : []),
  ]
  return parts.length > 0 ? parts.join('和') : null
}
