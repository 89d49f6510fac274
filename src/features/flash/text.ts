/** What members and staff are told about flash sales. */
export const text = {
  claim: {
    noSuchBatch: '没有这一场，可能已经取消，请回福利页看看。',
    paused: '这一场暂停了，过会儿再来看看。',
    stopped: '这一场已经取消，看看下一场什么时候。',
    over: '这一场已经结束，看看下一场什么时候。',
    soldOut: '这一场已经抢完了，没有扣积分，下一场再来。',
    limit: (perMember: number) => `每场每人 ${perMember} 份，你已经抢到了。`,
    notOpen: (when: string, clock: string) => `${when} 开抢，现在是 ${clock}（以服务器时间为准），到点再来。`,
  },
  drawOnly: '这一场靠抽签，不用抢，请在报名时间内点「参加抽签」。',
  firstComeOnly: '这一场先到先得，不用报名，请直接点「抢」。',
  joinNotOpen: (when: string) => `${when} 开始报名，到点再来。`,
  joinOver: '报名时间已过，这一场不能再参加，下一场再来。',
  noReminder: '这一场已经开始或取消，看看下一场什么时候。',
  opensSoon: '不到 10 分钟就开场了，不另外提醒，留在这里等就好。',
  sessionCancelled: '这一场秒杀取消了',
  notDrawn: '还没有抽签，开奖后再来看名单。',

  noSuchSale: '没有这场秒杀，请刷新后再看。',
  revisionConflict: '有人刚改过这场秒杀，请刷新后再改。',
  requestReused: '这次提交和上一次内容不同，请重新打开新建页再提交。',
  cannotEdit: '这场秒杀已经停止，不能再改，可以新建一场。',
  cannotTurn: '这场秒杀现在不能这样切换，请刷新后再看。',
  dayOrder: '结束日要不早于开始日，请改好再试。',
  noSession: '这段日子里没有要开的场次，请改开始日、结束日或星期。',
  freeDraw: '抽签不收积分，请把积分改成 0，或改成先到先得。',
} as const
