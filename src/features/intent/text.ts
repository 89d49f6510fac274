/** Sentences about messages to single members. */
export const intentText = {
  unknownField: (field: string) => `模板字段 ${field} 不认识，请照小程序后台的模板填写`,
  fieldTwice: (field: string) => `模板字段 ${field} 写了两次，请删掉一个`,
  emptyField: (field: string) => `模板字段 ${field} 是空的`,
  lineBreak: (field: string) => `模板字段 ${field} 里不能换行`,
  fieldTooMuch: (field: string, rule: string) => `模板字段 ${field} 只能是${rule}`,
  missingVariable: (name: string) => `消息里缺少「${name}」的内容`,
  unknownKind: '没有这一类消息，可能是旧版本留下的',
  noTemplate: '还没有选订阅消息模板，请运营在设置里填上',
  kindOff: '这一类消息运营已经停用',
  switchedOff: '会员关掉了这一类提醒',
  topicRefused: '会员说过不想收到这类内容',
  tooLate: (last: string | null) =>
    last === null ? '过了时间还没轮到，不再发' : `过了时间还没发出，不再发（${last}）`,
  personDay: (count: number) => `会员今天已经收到 ${count} 条，到了每人每天的上限`,
  personWeek: (count: number) => `会员七天里已经收到 ${count} 条，到了上限`,
  refusedByMember: '会员在微信里拒收，或授权已经用完（43101）',
  badOpenid: '会员的微信身份失效了（40003），请会员重新进入小程序',
  badTemplate: (code: number) => `微信没有接受这个模板或内容（${code}），请运营核对模板和字段`,
  notAllowed: (code: number) => `订阅消息接口不可用（${code}），请核对云函数的接口权限`,
  busy: '微信正忙，稍后再试',
  byGuide: '顾问发来的消息',
  unknown: '不知道有没有发出去，为了不重复打扰，不再补发',
} as const

/** Refusals of calls: what it is and what to do next. */
export const intentRefusal = {
  unknownKind: '没有这一类提醒，请刷新后再看。',
  changedMeanwhile: '刚刚有人改过这个模板，请刷新后在新内容上再改。',
} as const
