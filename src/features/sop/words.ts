import type { HolidayPolicy, LatePolicy, NodeKind, NodeTime, Part, Route, VersionStatus } from './rules'

/** The operator's words for what a node says: in tables, differences and screens alike. */
export const kindWords: Record<NodeKind, string> = { welcome: '欢迎语', column: '固定栏目', special: '特色栏目' }

export const routeWords: Record<Route, string> = {
  auto: '自动选路',
  group_task: '群发任务',
  staff_task: '群主待办',
  single_task: '客户群发',
  subscribe: '订阅消息',
  welcome: '好友欢迎语',
  group_welcome: '入群欢迎语',
}

export const lateWords: Record<LatePolicy, string> = { send: '补发', skip: '不补', ask: '问我' }

export const policyWords: Record<HolidayPolicy, string> = { keep: '照发', shift: '顺延到工作日', skip: '不发' }

export const statusWords: Record<VersionStatus, string> = {
  draft: '草稿',
  review: '待审',
  approved: '已通过',
  live: '执行中',
  retired: '已停用',
}

export const partWords: Record<Part['type'], string> = {
  text: '文字',
  card: '卡片',
  image: '图片',
  images: '多图',
  video: '短视频',
  voice: '语音',
  file: '文件',
  questionnaire: '问卷',
  link: '链接',
  coupon: '优惠券',
  game: '游戏',
}

/** Modules that operators of communities name; another word is kept and remarked on. */
export const MODULES = ['种草', '互动', '福利', '促销转化', '通知', '知识价值', '社交', '服务', '欢迎'] as const

const WEEKDAYS = '一二三四五六日'

/** A time as the import reads it back: 每天, 周一、周三, 每月1日、最后一天, 2026年12月12日, 春节前3天, 建群第3天, 入群即刻. */
export function cycleWords(time: NodeTime): string {
  switch (time.on) {
    case 'daily':
      return '每天'
    case 'weekdays':
      return time.weekdays.map((weekday) => `周${WEEKDAYS[weekday - 1] ?? ''}`).join('、')
    case 'monthdays':
      return `每月${time.days.map((day) => (day === -1 ? '最后一天' : `${day}日`)).join('、')}`
    case 'date': {
      const [year, month, day] = time.date.split('-')
      return `${year}年${Number(month)}月${Number(day)}日`
    }
    case 'festival':
      return `${time.name}${time.offset === 0 ? '' : `${time.offset < 0 ? '前' : '后'}${Math.abs(time.offset)}天`}`
    case 'group':
      return `建群第${time.day}天`
    case 'join':
      return time.day === 0 ? '入群即刻' : `入群第${time.day}天`
  }
}
