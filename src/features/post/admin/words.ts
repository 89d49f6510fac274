import type { PhotoCheck, PostReason } from '../rules'

export type Show = 'waiting' | 'visible' | 'hidden'

export const showNames: Readonly<Record<Show, string>> = { waiting: '等审核', visible: '展示中', hidden: '未展示' }

/** Why a post came to a person, or why nobody sees it. */
export const reasonNames: Readonly<Record<Exclude<PostReason, null>, string>> = {
  photo_risky: '微信判定照片违规，不能展示',
  text_review: '微信拿不准这段话',
  photo_review: '微信拿不准照片',
  no_answer: '照片 24 小时没有检查结果',
  staff: '同事没有展示',
}

export const checkNames: Readonly<Record<PhotoCheck, string>> = {
  unasked: '未检查',
  asked: '检查中',
  pass: '已通过',
  review: '拿不准',
  risky: '违规',
}

/** Said often; the author reads the words as they stand. */
export const usualReasons = ['含广告或外部联系方式', '和打卡内容无关', '照片里有他人的个人信息'] as const
