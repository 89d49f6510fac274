import type { ReferralState } from '../rules'

export const words = {
  title: '邀请',
  crumb: '谁带来了谁，只记一笔；朋友自己留下来以后才道谢',
  standing: '邀请没有取到',
  show: { all: '全部', review: '待审', paid: '已道谢' },
  states: {
    waiting: '等朋友自己做到',
    review: '待审',
    approved: '已通过，积分在路上',
    paying: '积分在路上',
    paid: '已道谢',
    capped: '到了当月上限',
    over: '过期，不道谢',
    rejected: '已驳回',
    void: '不算：早就认识或已注销',
  } satisfies Record<ReferralState, string>,
  empty: '还没有邀请',
  emptyNext: '会员从栏目页分享出去的卡片带着 TA 的邀请码；新朋友第一次从这里进来就会记在这里。分享关着时不记。',
  nothing: '没有这样的邀请。',
  reviewHint: '一小时里带来很多位朋友的，先由人看一眼；没看之前什么都不给。',
  rules: '道谢规则',
  on: '打开道谢',
  off: '关着：只记谁带来的，不给任何东西',
} as const
