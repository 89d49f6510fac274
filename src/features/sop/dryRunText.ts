import type { Day } from '../../kernel/day'

/** What a dry run says beside its figures. */
export const dryRunText = {
  noGroups: '没有找到选中的群，请刷新群列表后再选。',
  rangePast: '这些天已经过去，试跑只看还没有发的；请选今天或以后。',
  nobody: '这些天里没有群会听到这一版，请检查适用群、执行周期和日期。',
  capped: (looked: number, total: number) =>
    `群太多，这次先算前 ${looked} 个群（共 ${total} 个）；选几个群或缩短天数可以看得更全。`,
  groupsGone: (count: number) => `选中的群里有 ${count} 个已经不在企业微信里，没有算进来。`,
  paused: '这份 SOP 现在暂停着，恢复之后才会这样发。',
  ended: '这份 SOP 已经结束，不会再发；下面只是如果还在执行会怎样。',
  unresolved: (names: string) => `还有变量没有填：${names}。填好才能发布。`,
  membersOnly: (count: number) => `有 ${count} 条在入群时发的内容，不在试跑里。`,
  membersFuture: '以后新来的会员还不知道，只算现在已有的会员；已经开始的不再算。',
  membersTaken: '假定微信收下每一条；会员在微信里另外拒收的要等真的发才知道。',
  membersPaused: '这份 SOP 现在暂停着，恢复之后才会这样发。',
  preference: (name: string, members: number) =>
    `偏好「${name}」的会员现在有 ${members} 位，按它挑人的内容说给他们听。`,
  singlesCapped: (looked: number) => `会员太多，客户群发先按前 ${looked} 位会员算。`,
  others: (names: string) => `同时在执行的 SOP 也算进了每群的次数和时间：${names}。`,
  relative: '以后新建的群还不知道，按建群天数发的内容只算现在已有的群。',
  quotaFirst: (count: number) => `群发额度先列出前 ${count} 个群，不够用的排在前面。`,
  usedBy: (column: string) => `当天的 1 次群发给了「${column}」`,
  /** By a message that stood before this run began. */
  usedBefore: '当天的 1 次群发已经用掉了',
  usedByOther: (name: string) => `当天的 1 次群发给了另一份 SOP《${name}》`,
  quotaOut: (from: Day, to: Day) => (from === to ? `${from} 的群发次数用完了` : `${from} 到 ${to} 的群发次数用完了`),
  quietUntil: (time: string) => `静默时段里不打扰，推迟到 ${time}`,
  underWay: '已经按执行中的版本交给群主，发布新版不会改它',
  sameHour: (time: string, names: string) => `${time} 这个小时里有几条一起发：${names}`,
  sameText: (names: string) => `同一天里有几条文案一样：${names}`,
  overBudget: (column: string, reason: string) => `「${column}」想用群发，${reason}，改由群主手动发`,
  verdict: (column: string, reason: string) => `「${column}」${reason}`,
  ofOther: (column: string, name: string) => `${column}（《${name}》）`,
  weekend: '周末',
} as const
