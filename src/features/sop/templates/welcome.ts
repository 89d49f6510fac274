import { nodeOf, type Template } from './template'

const ON_JOINING = '入群即刻由企业微信的入群欢迎语发出，定时器不发；发布后把这一条设成入群欢迎语'

/** 福利 → 答疑 → 群规 in one message, then two days in which a newcomer becomes somebody. */
export const welcomeTemplate: Template = {
  id: 'welcome_three',
  name: '入群欢迎三段式',
  about: '进群那一刻先说福利、再答疑问、最后讲群规；第二天请新人自我介绍，第三天提醒群规和固定栏目。',
  nodes: [
    nodeOf({
      key: 'welcome',
      time: { on: 'join', day: 0 },
      at: '',
      module: '欢迎',
      column: '入群欢迎语',
      value: '社交价值',
      tone: '温暖、像朋友',
      text: '欢迎来到{群名}！进群就有三件好事：\n① 每天打卡领积分，积分换券换礼\n② 每周{福利日}群友专属福利，只在群里发\n③ 新品和好价先在群里说\n有问题怎么办：直接在群里问，工作时间都有人回；订单和售后找{客服}。\n群里的约定：不发广告和外链，不刷屏，不私加群友，有话好好说。第一次来，先看看群公告吧。',
      unscheduled: ON_JOINING,
      effort: '管家在 10 分钟内跟一句欢迎，气氛组两人接龙打招呼',
    }),
    nodeOf({
      key: 'screen',
      time: { on: 'join', day: 0 },
      at: '',
      module: '欢迎',
      column: '入群小问题',
      value: '服务',
      text: '先认识一下你，方便给你发用得上的内容：你是从哪里知道我们的？A门店导购 B朋友介绍 C公众号 D其他，回复字母就好。',
      unscheduled: ON_JOINING,
      note: '筛选：两天没有回复、也没有打卡的，请群主私下问一句，确认不是广告号',
    }),
    nodeOf({
      key: 'introduce',
      time: { on: 'join', day: 2 },
      at: '10:30-12:00',
      module: '社交',
      column: '新人自我介绍',
      value: '社交价值',
      route: 'staff_task',
      text: '昨天来了几位新朋友，来认识一下吧！照着填就行：\n我叫：\n我在（城市）：\n我最想在群里得到：\n老群友记得回一句欢迎，答得最热心的送{小礼}一份。',
      effort: '群主先发一份自己的；气氛组每人回应一位新人',
      note: '前一天有人进群才发',
    }),
    nodeOf({
      key: 'rules',
      time: { on: 'join', day: 3 },
      at: '15:00-17:00',
      module: '通知',
      column: '群规小提醒',
      value: '服务',
      route: 'staff_task',
      late: 'skip',
      text: '给新来的朋友说三句：\n1. 群公告里有完整的群规，花一分钟看一下\n2. 不发广告、外链和拼团链接，第一次提醒，第二次请出群\n3. 有意见私信{群主}，都会回\n固定栏目也记一下：早上打卡、中午好物、晚上聊聊。',
      note: '违规要人看：自动发现违规需要企业微信的会话存档（付费）',
    }),
  ],
}
