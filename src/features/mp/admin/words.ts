import type { MenuState } from '../contract'
import type { CodeKind, MenuAct, ReplyPart } from '../rules'

export const words = {
  title: '公众号',
  lead: '关注、扫码和点菜单之后的 1 分钟里能主动说 3 条，对方发消息后的 48 小时里能说 5 条；剩下的并进自动回复里。',
  tabs: { welcome: '关注欢迎', menu: '菜单', keywords: '关键词' },
  usual: '没有单独写的渠道',
  usualHint: '关注或扫码后，所在渠道没有自己的欢迎，就说这一份。',
  byChannel: '渠道自己的欢迎',
  byChannelHint: '从这个渠道的二维码关注或再扫，就只说这一份。',
  usualChannel: '二维码用谁的',
  usualChannelHint: '对方的渠道没有企微二维码时，放这个渠道的。',
  noChannels: '还没有渠道。先到渠道码里建一个。',
  menuHint: '一级最多 3 个、名字 5 个汉字以内；每个下面最多 5 个。手机上 5 分钟内更新。',
  keywordHint: '对方发来的文字对上了就回。整句相同的先回，再按从上到下的顺序。',
  otherwise: '都没对上',
  otherwiseHint: '留空就不回。点了旧菜单也回这一份。',
  saved: '保存好了，回复 5 秒内生效。',
  published: '菜单发布好了，手机上 5 分钟内更新。',
  standing: '公众号照常回复。',
  saveFirst: '先保存，再发布菜单',
  lacking: '还没有渠道给这一条出码，会空着。先在渠道里做好码，再到「关注欢迎」选「二维码用谁的」。',
  noReply: '不回复',
  emptyMenu: '还没有菜单。加一个按钮，保存后发布。',
} as const

export const partNames: Record<ReplyPart['type'], string> = {
  text: '文字',
  link: '图文链接',
  card: '小程序卡片',
  code: '企微二维码',
}

export const codeNames: Record<CodeKind, string> = { contactWay: '加导购的码', joinWay: '进群的码' }

export const actNames: Record<MenuAct['type'], string> = {
  click: '回复消息',
  view: '打开网页',
  miniprogram: '打开小程序',
}

export const menuStates: Record<MenuState['state'], [name: string, kind: string]> = {
  never: ['没有发布过', ''],
  live: ['和微信上一致', 'jade'],
  changed: ['有改动没发布', 'amber'],
  failed: ['没有发布成功', 'brick'],
  unknown: ['不知道发布成功没有', 'amber'],
}
