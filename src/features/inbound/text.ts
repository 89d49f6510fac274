/** Chinese sentences of the list of received events. */
export const inboundText = {
  failed: (why: string) => `处理时出错：${why}`,
  notYet: '还没有成功，稍后会自动再试',
  gaveUp: (reason: string) => `${reason.replace(/，(稍后)?会自动再试$/, '')}，已经停止自动重试`,
  died: '处理时一再中断，已经停止自动重试',
  ignoredBy: (name: string) => `${name} 看过，不用处理`,
  noSuchEvent: '没有找到这条事件，它可能已经过了保存期。请刷新列表。',
  alreadyDone: '这条事件已经处理好了，不能再忽略。请刷新列表。',
} as const
