/** What members read on the points page. */
export const text = {
  balance: '可用积分',
  ledger: '明细',
  loading: '正在加载积分',
  failed: '积分没加载出来',
  moreFailed: '后面的没加载出来，点这里再试',
  more: '看更早的',
  moreLoading: '正在加载',
  end: '到头了',
  empty: '还没有积分',
  emptyHint: '打下第一拍，就有第一笔。',
  emptyAction: '去打今天的卡',
  left: (balance: string) => `余 ${balance}`,
  earn: '积分从哪来',
  earnLines: [
    { icon: 'check', title: '每天打卡', text: '打下当天这一拍就到账' },
    { icon: 'gift', title: '连续打卡', text: '连续满几天，另有一笔' },
  ],
  refused: '同意后才有积分账户',
  refusedHint: '没有你的同意，我们什么也不存。栏目照样能看。',
  refusedAction: '看看会存什么',
} as const
