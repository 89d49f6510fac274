/** What members read about reminders. Short sentences, one thing each; nothing is given for saying yes. */
export const text = {
  title: '提醒设置',
  aside: '允许一次，发一条',
  hint: '微信规定：你允许一次，我们最多发一条。不想要的关掉就好，关了也不影响积分和等级。',
  failed: '提醒设置没加载出来',
  again: '再试一次',
  on: '已打开',
  off: '已关闭',
  left: (count: number) => (count > 0 ? `还能提醒 ${count} 次` : '还没允许'),
  isOff: '已关掉，不会再提醒',
  allow: '允许一次',
  allowMore: '再允许一次',
  allowed: (count: number) => `好，现在能提醒 ${count} 次`,
  notAllowed: '没有允许，就不提醒',
  closed: '微信暂时关了这类消息，换个时间再试',
  offers: {
    'checkin.reminder': { ask: '晚上快断时，提醒一次', yes: '提醒我' },
    'coupon.expiring': { ask: '快到期时，提醒一次', yes: '提醒我' },
  },
  no: '不用',
  thanks: '记下了，到时只发一条',
} as const
