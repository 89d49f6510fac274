/** Sentences about messages to single customers that people see. */
export const singleText = {
  unlinked: '还没对上企业微信的好友：没加导购，或还没进过小程序',
  guidesAway: '加的导购都不在岗，没有人可以点发送',
  quota: '这位客户的群发次数用完了，没有发',
  notAccepted: '企业微信没有接受这位客户，可能已经不是好友',
  gone: '客户已经不是这位导购的好友，没有送达',
  customerQuota: '这位客户收到的群发到了上限，企业微信没有送达',
  allGone: '客户都已不是好友，没有送达',
  customers: (count: number) => `${count} 位客户`,
  refused: (code: number, mend: string) => `企业微信没有接受客户群发（${code}）：${mend}`,
  nodeGone: '发布的新版里没有这条内容了，没有发',
  guideMissed: '导购没有在时段内点发送',
  notResendable: '客户群发不能整条补发，免得有人收到两次；请另排一条新的。',
  fallback: (reason: string) => `${reason}，改发订阅消息`,
} as const
