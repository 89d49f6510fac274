import type { Step } from '../../person/rules'
import type { Attribution, Dimension, FunnelStepId } from '../rules'

/** What staff read about the funnel. */
export const stepWords: Record<FunnelStepId, string> = {
  follow: '关注公众号',
  add: '加企微',
  join: '进群',
  visit: '打开小程序',
  checkin: '首次打卡',
  claim: '首次领券',
  redeem: '核销',
  order: '首单',
}

export const dimensionWords: Record<Dimension, string> = {
  channel: '渠道',
  kind: '渠道类型',
  guide: '导购',
  store: '门店',
  group: '群',
  version: 'SOP 版本',
}

export const attributionWords: Record<Attribution, string> = { first: '按第一次来源', last: '按最近一次来源' }

export const faceWords = { mp: '公众号', ext: '企微', wxa: '小程序' } as const

export const words = {
  title: '漏斗',
  lead: '同一批人往下数，不是当天人数相除',
  known: '对得上是谁',
  unknown: '对不上（没有统一身份）',
  entry: '第一次露面',
  none: '这些天还没有人来过',
  noneNext:
    '把渠道码贴出去：有人扫码、关注、加好友、进群或打开小程序，几分钟后就会出现在这里。每个人只数一次，不管他来过几回。',
  few: (least: number) => `少于 ${least} 人，先别下结论`,
  waiting: (days: number) => `${days} 天的数正在重算，几分钟后更新`,
  only: {
    unmatched: '对不上的',
    left: '7 天内离开的',
    missed: '走到前一步、没到这步的',
    active: '7 天以后还在的',
    checkedIn: '打过卡的',
    used: '到店用过券的',
    leftMatched: '7 天内离开、对得上的',
  },
} as const

export const factWords: Partial<Record<Step, string>> = {
  ...stepWords,
  touch: '扫码',
  unfollow: '取关',
  remove: '删好友',
  quit: '退群',
  back: '一周后回来',
  refund: '退款',
  invite: '受邀',
}

export const joinSceneWords: Record<number, string> = { 1: '成员邀请', 2: '邀请链接', 3: '扫群码' }
export const quitSceneWords: Record<number, string> = { 0: '自己退出', 1: '被移出', 2: '群已解散' }
