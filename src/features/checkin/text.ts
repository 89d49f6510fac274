import { type Day, dayOfMonth, monthOf } from '../../kernel/day'

/** `11 月 13 日`. */
export function dayWords(day: Day): string {
  return `${Number(monthOf(day).slice(5))} 月 ${dayOfMonth(day)} 日`
}

/** Several days, the first ones by name. */
function daysWords(days: readonly Day[]): string {
  const named = days.slice(0, 3).map(dayWords).join('、')
  return days.length > 3 ? `${named}等 ${days.length} 天` : named
}

/** Minutes after midnight on a clock. */
function clockWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

export const text = {
  daily: '打卡',
  dailyBeat: '每日打卡',
  streak: (days: number) => `连续 ${days} 天`,
  total: (days: number) => `累计 ${days} 天`,
  date: dayWords,
  inCampaign: (title: string, what: string) => `${title}：${what}`,
  gift: {
    points: (n: number) => `${n} 积分`,
    growth: (n: number) => `${n} 成长值`,
    makeup_card: (n: number) => `补签卡 ${n} 张`,
  },
  later: (what: string) => `${what}（几分钟内到账）`,
  several: (first: string, n: number) => `${first}等 ${n} 项`,
  limited: '积分几分钟内到账；每天的总量有限，发完为止。',
  short: (title: string, amount: number) =>
    `今天「${title}」的积分已经发完，这次的 ${amount} 积分没有发。打卡天数照算，明天早点来。`,
  madeUp: (day: Day) => `补上 ${dayWords(day)}`,
  boughtCard: '换补签卡',
  gotCard: '积分换的补签卡',
  notYet: '这一天还没到。到了那天来打卡就好。',
  isToday: '今天不用补，直接打卡就算。',
  notMissed: '这一天不用补：打过卡，或是休止日、护盾日。换一天看看。',
  tooLongAgo: (days: number) => `这一天太久了，只能补最近 ${days} 天里的。之前的记录都还在。`,
  beforeJoining: '这一天你还没开始打卡，不用补。从第一次打卡那天算起。',
  noRepairs: '现在不能补签。今天来打卡，从今天接着数。',
  monthLimit: (n: number) => `这个月已经补过 ${n} 次了，下个月再补。`,
  noCard: '没有补签卡了。可以先用积分换一张，再来补。',
  notForSale: '补签卡现在不能用积分换。打卡奖励里会送。',
  buyLimit: (n: number) => `这个月已经换过 ${n} 张了，下个月再换。`,
  idReused: '这次操作的编号已经用过了。请刷新后再试。',
  broke: (missed: readonly Day[], lost: number) => `${daysWords(missed)}没打卡，连续 ${lost} 天停在了前一天`,
  canRepair: (needed: number, cards: number, after: number) =>
    `补上就接回连续 ${after} 天，要 ${needed} 张补签卡${cards < needed ? `，还差 ${needed - cards} 张` : ''}。`,
  cannotRepair: '现在补不回来了；打过的每一天都还在谱上。',
  ruleDay: (start: number) =>
    start === 0
      ? '每天 0:00 到 24:00 打一次，按服务器时间算。'
      : `每天 ${clockWords(start)} 到次日 ${clockWords(start)} 打一次，按服务器时间算。`,
  ruleMiss: '漏一天，连续天数从 1 重新数，已得的积分不收回。',
  ruleShield: (n: number) => `每月有 ${n} 次护盾：漏的那天自动护住，不断，也不计天数。`,
  ruleRest: (days: readonly number[], holidays: boolean) => {
    const week = days.length > 0 ? [`周${days.map((day) => weekdays[day - 1]).join('、周')}`] : []
    return `${[...week, ...(holidays ? ['法定节假日'] : [])].join('和')}是休止日：不打不断，打了照样算。`
  },
  ruleCards: (windowDays: number, perMonth: number) =>
    `补签卡一张补一天，补最近 ${windowDays} 天里的，每月最多 ${perMonth} 次；补上的不发当天的积分。`,
  ruleOffline: '没网时先记在手机，当天连上就算当天。',
  ruleShare: '奖励只看打卡，和转发、拉人无关。',
} as const
