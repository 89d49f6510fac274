import type { GrowthWindow, Step } from '../rules'

/** What operators read about tiers. */
export const words = {
  title: '会员等级',
  windows: {
    rolling_months: '最近几个月',
    calendar_year: '当年（1 月起重算）',
    forever: '累计，不清零',
  } satisfies Record<GrowthWindow['kind'], string>,
  why: { growth: '成长值达标', period: '到期调整', hand: '人工设定' } satisfies Record<Step['why'], string>,
  lead: '成长值达标立刻升级；到期没达标才降，一次只降一级。改动保存后几秒生效，升级的会员会补齐，没有人会因为改规则当场降级。成长值由「打卡活动」里的奖励发，一条都没有发成长值的话，没有人会升级。',
  saved: '保存好了，几秒后生效。',
  changed: '规则刚被同事改过。刷新看看新的，再改一次。',
} as const
