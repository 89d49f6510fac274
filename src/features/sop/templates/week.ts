import { nodeOf, type Template } from './template'

/** One theme a weekday: a week that a small team can keep. */
const DAYS: readonly (readonly [
  key: string,
  weekday: number,
  column: string,
  module: string,
  cover: string,
  text: string,
])[] = [
  [
    'mon',
    1,
    '周一预告',
    '通知',
    'notice',
    '新的一周，这周群里有这些：周二小课堂、周三新品、周四游戏、周五福利、周末晒图。最期待哪个？A周二 B周三 C周四 D周五，点卡片选一个~',
  ],
  [
    'tue',
    2,
    '周二小课堂',
    '知识价值',
    'class',
    '【小课堂】今天 5 分钟讲清楚一件事：{课题}。看完在群里提问，挑三个问题晚上细答。',
  ],
  [
    'wed',
    3,
    '周三上新',
    '种草',
    'goods',
    '【周三上新】{新品}到了，群友先看：亮点、适合谁、和老款差在哪，点卡片看图。想要试用的回复「想试」。',
  ],
  ['thu', 4, '周四玩一局', '互动', 'game', '【周四玩一局】看图猜{谜题}，猜中的前 10 位送积分，17 点公布答案~'],
  [
    'fri',
    5,
    '周五福利',
    '促销转化',
    'flash',
    '【周五福利】本周群价：{商品}，数量 {数量}，今天 20 点开抢，点卡片设提醒。',
  ],
  ['sat', 6, '周末晒图', '社交', 'feedback', '周末啦，晒晒你的{主题}！发图到群里并点卡片登记，周日晚上抽三位送礼。'],
  [
    'sun',
    7,
    '周日回顾',
    '服务',
    'feedback',
    '一周过完了，说说这周群里你最喜欢的和最不喜欢的，A内容 B福利 C活动 D聊天，点卡片选，下周照着改。',
  ],
]

export const weekTemplate: Template = {
  id: 'week_plan',
  name: '周计划',
  about: '周一预告、周二课堂、周三上新、周四游戏、周五福利、周末晒图和回顾，一天一个主题。',
  nodes: DAYS.map(([key, weekday, column, module, cover, text]) =>
    nodeOf({
      key,
      time: { on: 'weekdays', weekdays: [weekday] },
      at: weekday >= 6 ? '10:30-12:00' : '10:00-11:30',
      module,
      column,
      text,
      card: column,
      cover,
      holiday: key === 'fri' || key === 'mon' ? 'shift' : 'keep',
      late: key === 'fri' ? 'ask' : 'skip',
    }),
  ),
}
