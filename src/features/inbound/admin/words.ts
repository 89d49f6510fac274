import type { InboundSource } from '../rules'

export const words = {
  title: '收到的事件',
  crumb: '微信和企业微信告诉我们的事',
  lead: '先原样存下再处理；没处理成会自动再试 4 次（1 分钟、5 分钟、30 分钟、3 小时），还不行就留在这里等人。保存 30 天。',
  dead: '没处理成',
  open: '还在自动重试',
  nothingDead: '没有等人处理的事件',
  nothingDeadNext: '来一条处理一条，都接住了。',
  nothingOpen: '没有在等的',
  nothingOpenNext: '刚到的事件都处理完了。',
  counts: '最近 24 小时',
  nobody: '最近 24 小时没有收到事件',
  nobodyNext: '如果平时有人加好友、进群或关注，请检查接收地址和密钥有没有填对。',
  cut: '只数了最近的 1,000 条',
  standing: '事件照常接收。',
  ignoreSure: '忽略后不再处理这条事件，它要改的东西就不改了。',
} as const

export const sourceNames: Record<InboundSource, string> = { wecom: '企业微信', mp: '公众号', weapp: '小程序' }

/** Names of what comes often; anything else is shown as the platform calls it. */
const KINDS: Record<string, string> = {
  subscribe: '关注',
  unsubscribe: '取消关注',
  SCAN: '扫码',
  CLICK: '点菜单',
  VIEW: '点菜单链接',
  view_miniprogram: '点菜单小程序',
  text: '发来文字',
  image: '发来图片',
  voice: '发来语音',
  'change_external_contact.add_external_contact': '加好友',
  'change_external_contact.add_half_external_contact': '加好友（未确认）',
  'change_external_contact.del_external_contact': '员工删除客户',
  'change_external_contact.del_follow_user': '客户删除员工',
  'change_external_contact.edit_external_contact': '改客户备注',
  'change_external_chat.create': '建群',
  'change_external_chat.update': '群有变动',
  'change_external_chat.dismiss': '群解散',
  wxa_media_check: '图片检查结果',
  subscribe_msg_popup_event: '订阅消息授权',
  subscribe_msg_change_event: '订阅消息关闭',
  subscribe_msg_sent_event: '订阅消息结果',
}

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind
}
