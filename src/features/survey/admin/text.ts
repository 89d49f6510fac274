import type { Rounds, Trigger } from '../definition'
import type { QuestionType } from '../model'
import type { SurveyState } from '../rules'

/** Words of the desk's survey screens. */
export const stateNames: Readonly<Record<SurveyState, { name: string; kind: string | undefined }>> = {
  draft: { name: '草稿', kind: undefined },
  live: { name: '收集中', kind: 'jade' },
  paused: { name: '暂停', kind: 'amber' },
  closed: { name: '已结束', kind: undefined },
}

export const typeNames: Readonly<Record<QuestionType, string>> = {
  single: '单选',
  multi: '多选',
  dropdown: '下拉',
  picture: '图片选择',
  ranking: '排序',
  text: '文字',
  number: '数字',
  date: '日期',
  rating: '评分',
  nps: 'NPS',
  csat: '满意度 CSAT',
  ces: '费力度 CES',
  image: '上传图片',
  consent: '知情同意',
  matrix: '矩阵',
}

/** In the order of the menu, the frequent ones first. */
export const QUESTION_TYPES = Object.keys(typeNames) as QuestionType[]

export const roundNames: Readonly<Record<Rounds, string>> = {
  once: '每人一次',
  month: '每月一次',
  quarter: '每季度一次',
}

export const triggerNames: Readonly<Record<Trigger['on'], string>> = {
  redeemed: '核销之后',
  participated: '参加栏目或活动之后',
  joined: '入会若干天之后',
  left: '退群之后',
  tier: '等级变动之后',
  round: '每期抽一部分会员',
}

export const dimensionNames = {
  tier: '等级',
  channel: '渠道',
  group: '群',
  store: '门店',
  sop: 'SOP 版本',
  route: '来自',
  week: '周',
} as const

export const editorText = {
  blankTitle: '新问卷',
  blankQuestion: '新的一题',
  tooFew: '样本太小，暂无结论',
  kept: '这台电脑上留着没有存的修改。',
  anonymousWhy:
    '匿名：回答里不存会员、时间和来源，只记在哪一周；每人一次靠一把只有这份问卷有的密钥，结束时销毁。奖励照发，和回答分开记。不能记成偏好，也不能收图片。',
  namedWhy: '实名：回答和会员连在一起，可以变成偏好和回访；会员能看到、更正和删除自己写的内容。',
  closeNamed: ['结束后不再收回答，已经交的都留着。', '还能重新打开。'],
  closeAnonymous: [
    '结束后不再收回答，已经交的都留着。',
    '匿名问卷的密钥马上销毁：谁答过再也查不出来，所以不能重新打开。',
    '要再问一次，导出 JSON，复制一份新的。',
  ],
} as const
