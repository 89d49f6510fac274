import { yuan } from './worth'

/** What members and staff read about coupons. */
export const text = {
  noSuchBatch: '没有这张券，可能已经下架，请回券中心看看。',
  paused: '这张券暂停领取，过会儿再来看看。',
  stopped: '这张券已经停止领取，看看券中心里别的券。',
  notOpen: (when: string) => `${when} 开始领取，到点再来。`,
  over: '领取时间已过，看看券中心里别的券。',
  soldOut: '已经领完了，看看券中心里别的券。',
  dayFull: '今天的已经领完，明天再来。',
  whom: (tiers: string, invited: boolean) => `${invited ? '受邀的' : ''}${tiers}会员`,
  notForYou: (whom: string) => `这张券只给${whom}，看看券中心里别的券。`,
  limit: (perMember: number) => `每人最多领 ${perMember} 张，你已经领满了。`,

  noSuchCoupon: '没有找到这张券，请刷新「我的券」。',
  used: (store: string, when: string) => `已在 ${store} ${when} 用过，要撤回请在 10 分钟内找这家店。`,
  gifted: '这张券已经送给朋友，由朋友来用。',
  revoked: '这张券已被收回，请看看券中心里别的券。',
  expired: (day: string) => `已过期，有效期到 ${day}，看看券中心里别的券。`,
  notYet: (day: string) => `还没开始，${day} 起可用。`,
  otherStore: (stores: string) => `只在 ${stores} 可用，请到那里用。`,
  weekdays: (days: string) => `只在${days}可用，换一天来。`,
  parts: (parts: string) => `只在 ${parts} 可用，请在这段时间来。`,
  belowThreshold: (missing: number) => `还差 ${yuan(missing)} 元才能用这张券，可以再选一件。`,

  codeWrong: '没有认出这个码，请会员打开「我的券」重新出示。',
  codeStale: '这个码已经换新（每 30 秒一次），请会员打开券重新出示，不要用截图。',
  codeReplayed: '这个码刚才用过一次，请等会员手机上换出新码再扫。',
  notYourStore: (store: string) => `你还没有登记为 ${store} 的员工，请找运营负责人加上。`,
  noSuchRedemption: '没有这笔核销，请刷新今天的核销记录。',
  undoTooLate: '核销超过 10 分钟，不能再撤回，请联系运营处理。',

  giveNoBatch: '没有这批券，请在触发它的规则里换一批。',
  giveDraft: '这批券还没有发布，发布后点「补发」。',
  givePaused: '这批券暂停中，恢复后点「补发」。',
  giveStopped: '这批券已经停止，请换一批券发给这位会员。',
  giveExpired: '这批券的有效期已过，请换一批券发给这位会员。',
  giveSoldOut: '这批券发完了，加量后点「补发」。',

  revisionConflict: '有人刚改过这批券，请刷新后再改。',
  requestReused: '这次提交和上一次内容不同，请重新打开新建页再提交。',
  totalShrinks: (total: number) => `数量只能加，不能少于 ${total} 张；想少发可以暂停领取。`,
  cannotEdit: '这批券已经停止，不能再改，可以新建一批。',
  cannotTurn: '这批券现在不能这样切换，请刷新后再看。',
  noSuchTier: '领取范围里有已经不在的会员等级，请重新选择。',
  claimWindow: '领取的结束时间要晚于开始时间，请改好再试。',
  validityOrder: '有效期的结束日要不早于开始日，请改好再试。',
  bornExpired: '领取结束时券已经过期，请把有效期延长，或把领取提前结束。',
  emptyPart: '可用时段的开始和结束不能相同，请改好再试。',
  offAboveThreshold: '减的金额不能高于门槛，请改好再试。',
  perDayTooMany: (most: number) => `每天最多 ${most} 张，更多请分成几批。`,

  spend: '兑换优惠券',
  member: (tail: string) => `会员 ${tail}`,
  fixed: (from: string, to: string) => (from === to ? `仅限 ${from}` : `${from} 至 ${to}`),
  afterClaim: (starts: number, days: number) =>
    starts === 0 ? `领取当天起 ${days} 天内` : `领取 ${starts} 天后起 ${days} 天内`,
} as const
