import type { Quiet } from '../../../kernel/quiet'

/** `8:00`: without the leading zero. */
function hourText(time: string): string {
  return time.replace(/^0/, '')
}

function span({ from, until }: Quiet): string {
  return `${hourText(from)} 到${until < from ? '次日' : ''} ${hourText(until)}`
}

/** What members read about reminders. Short sentences, one thing each; nothing is given for saying yes. */
export const text = {
  budgetTitle: '收多少消息，你定',
  perWeek: '每周最多收',
  room: (sent: number, perWeek: number) =>
    sent >= perWeek ? `近 7 天已收 ${sent} 条，满了，先不发` : `近 7 天已收 ${sent} 条，还能收 ${perWeek - sent} 条`,
  all: '栏目、问卷和提醒都算在内',
  atMost: '最多就发这么多，不会再多',
  none: '一条也不发，想收再调回来',
  quiet: '安静时段',
  span,
  quietOn: (quiet: Quiet) => `${span(quiet)} 一条不发，点这里改`,
  quietBrand: (quiet: Quiet) => `${span(quiet)} 本来就不发，还能再加`,
  quietOff: '打开后，这段时间一条不发',
  changeHours: '改时间',
  quietFrom: '从几点',
  quietUntil: '到几点',
  saveHours: (from: string, until: string) => `${hourText(from)} 到 ${hourText(until)} 不发`,
  barWords: (own: Quiet | null, brand: Quiet | null) =>
    [brand && `大家都安静：${span(brand)}`, own && `你的：${span(own)}`].filter(Boolean).join('，') ||
    '全天都可能有消息',
  messages: '消息',
  messagesHint: '说过什么，打算说什么',
  messagesLead: '这里是我们单独发给你的。群里的栏目在「今日」。',
  planned: '打算发的',
  plannedNote: '到点前还会看你的次数和安静时段，可能改期或不发。',
  said: '发过的',
  saidAside: '近 30 天',
  nothingYet: '还没单独给你发过消息',
  nothingYetHint: '你在下面允许哪一类，到时只发那一类。',
  unknown: '微信没说有没有送到',
  loading: '正在加载消息',
  messagesFailed: '消息没加载出来',

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
}
