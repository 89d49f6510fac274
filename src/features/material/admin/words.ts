import type { FileKind } from '../formats'
import { KINDS, type MaterialKind, PURPOSES, type Purpose } from '../rules'
import { kindNames } from '../text'

export const purposeNames: Record<Purpose, string> = {
  brand: '品牌宣传',
  product: '产品基础',
  daily: '日常运营',
  topical: '热点与其它',
  ugc: '会员内容',
}

export const kindOptions = KINDS.map((value) => ({ value, label: kindNames[value] }))
export const purposeOptions = PURPOSES.map((value) => ({ value, label: purposeNames[value] }))

export const words = {
  title: '素材库',
  accepted:
    '图片 JPG、PNG（最大 10 MB，2 MB 以内最稳）· 短视频 MP4（10 MB）· 文件 PDF、Office（20 MB）· 语音 AMR（2 MB）',
  voice: '语音放不进群发任务，用到它的内容由群主在手机上手动发。',
  copies: '链接和话术在编排时抄进内容，之后改这里不会改已经写好的内容。',
  drop: '把文件拖到这里，或点一下选择',
  same: '素材库里已经有这个文件，没有重复存。',
  readOnly: '要管理员或运营的账号',
  offline: '离线，连上后再传',
} as const

export const coverNames: Readonly<Record<string, string>> = {
  daka: '打卡',
  topic: '话题',
  goods: '好物',
  game: '游戏',
  feedback: '反馈',
  'member-day': '会员日',
  flash: '秒杀',
  class: '课堂',
  notice: '通知',
}

/** `412 KB`, `3.2 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export function isMaterialKind(value: string | undefined): value is MaterialKind {
  return KINDS.some((kind) => kind === value)
}

export function isPurpose(value: string | undefined): value is Purpose {
  return PURPOSES.some((purpose) => purpose === value)
}

/** What a group's message becomes with such a file, in one sentence. */
export const ways: Record<FileKind | 'link' | 'script', string> = {
  image: '群发任务、欢迎语和群主待办都能带。',
  video: '群发任务、欢迎语和群主待办都能带。',
  file: '群发任务、欢迎语和群主待办都能带。',
  voice: '企业微信的群发任务不收语音：用到它的内容由群主手动发。',
  link: '编排里选它，标题、网址和摘要一起抄进内容。',
  script: '编排里选它，话术抄进文案，可以再改。',
}
