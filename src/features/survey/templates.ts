import type { Definition, Trigger } from './definition'
import type { Option, Page, Question } from './model'

export interface SurveyTemplate {
  key: string
  name: string
  /** What it is for, in one sentence for the operator. */
  purpose: string
  definition: Definition
}

function option(key: string, text: string, change: Partial<Option> = {}): Option {
  return { key, text, picture: null, instead: null, alone: false, last: false, ...change }
}

const asked = { help: '', required: true, showIf: null, prefers: null } as const
const choosing = { other: false, shuffle: false } as const
const ends = { low: '完全不愿意', high: '非常愿意' } as const

function page(key: string, questions: Question[], title = ''): Page {
  return { key, title, showIf: null, questions, jumps: [] }
}

function words(key: string, title: string, change: Partial<Question> = {}): Question {
  const question = {
    ...asked,
    required: false,
    key,
    title,
    type: 'text',
    lines: 4,
    min: 0,
    max: 500,
    hint: '写一两句就好',
  }
  return { ...question, ...change } as Question
}

function definition(title: string, intro: string, pages: Page[], change: Partial<Definition> = {}): Definition {
  return {
    title,
    intro,
    thanks: '收到了，谢谢你。你说的我们会放在心上。',
    anonymous: false,
    pages,
    quotas: [],
    reward: { points: null, batch: null },
    rounds: 'once',
    audience: null,
    triggers: [],
    listed: true,
    opensAt: null,
    closesAt: null,
    ...change,
  }
}

/** 短信 leads nowhere here: the wish is kept and what is used instead is said. */
const NOTIFY: Question = {
  ...asked,
  ...choosing,
  key: 'notify',
  type: 'multi',
  title: '您更希望我们用什么样的形式通知您最新的优惠信息？',
  help: '可以多选',
  prefers: 'notify',
  min: 1,
  max: null,
  options: [
    option('sms', '短信', { instead: '小程序订阅消息' }),
    option('wechat', '微信私聊'),
    option('moments', '朋友圈'),
    option('group', '社群通知'),
  ],
}

const ACTIVITY: Question = {
  ...asked,
  ...choosing,
  key: 'activity',
  type: 'multi',
  title: '您更喜欢什么样的社群活动？',
  help: '可以多选',
  prefers: 'activity',
  min: 1,
  max: null,
  other: true,
  options: [option('draw', '抽奖'), option('flash', '秒杀'), option('photo', '晒图返礼'), option('game', '社群游戏')],
}

const GAMES: Question = {
  ...asked,
  ...choosing,
  key: 'games',
  type: 'multi',
  title: '社群游戏里，您想玩哪几种？',
  help: '',
  required: false,
  showIf: { fact: 'activity', eq: 'game' },
  min: 0,
  max: null,
  options: [
    option('guess', '竞猜'),
    option('dice', '掷骰子'),
    option('idiom', '成语接龙'),
    option('packet', '红包游戏'),
  ],
}

const QUIET: Question = {
  ...asked,
  ...choosing,
  key: 'quiet',
  type: 'single',
  title: '什么时候最好不要打扰您？',
  help: '',
  prefers: 'quiet',
  options: [
    option('q2200_0800', '晚上十点到早上八点'),
    option('q1200_1400', '中午十二点到两点'),
    option('none', '都可以'),
  ],
}

function nps(title: string): Question {
  return { ...asked, key: 'nps', type: 'nps', title, ...ends }
}

const WHY: Question = words('why', '您打了 {{nps|这个分数}} 分，主要原因是什么？', {
  showIf: { fact: 'nps', answered: true },
})

function triggered(trigger: Trigger, change: Partial<Definition> = {}): Partial<Definition> {
  return { triggers: [trigger], listed: false, ...change }
}

/** What an operator can begin with. Each can be published as it stands. */
export const TEMPLATES: readonly SurveyTemplate[] = [
  {
    key: 'preference',
    name: '偏好两问',
    purpose: '怎么通知、喜欢什么活动：回答会变成会员偏好，栏目可以按偏好安排',
    definition: definition('两个小问题，帮我们更懂你', '大约 1 分钟', [
      page('how', [NOTIFY, QUIET]),
      page('what', [ACTIVITY, GAMES]),
    ]),
  },
  {
    key: 'first_week',
    name: '入群一周满意度',
    purpose: '入会第 7 天问一次：内容、频率、服务',
    definition: definition(
      '来了一周，感觉怎么样？',
      '大约 1 分钟',
      [
        page('score', [
          { ...asked, key: 'overall', type: 'csat', title: '对社群的整体感受', low: '很不满意', high: '很满意' },
          {
            ...asked,
            ...choosing,
            key: 'pace',
            type: 'single',
            title: '群里消息的频率',
            options: [option('few', '有点少'), option('right', '刚刚好'), option('many', '有点多')],
          },
        ]),
        page('words', [
          words('better', '还希望我们做得更好的地方？', {
            showIf: { fact: 'overall', lte: 3 },
            required: true,
            min: 2,
          }),
          words('like', '最喜欢群里的什么？'),
        ]),
      ],
      triggered({ on: 'joined', days: 7 }),
    ),
  },
  {
    key: 'after_activity',
    name: '活动后反馈',
    purpose: '参加活动或栏目之后问：值不值、难不难、还来不来',
    definition: definition(
      '刚才的活动怎么样？',
      '半分钟',
      [
        page('score', [
          { ...asked, key: 'worth', type: 'rating', levels: 5, title: '给这次活动打分', low: '没意思', high: '很开心' },
          { ...asked, key: 'easy', type: 'ces', title: '参加起来顺不顺手？', low: '很麻烦', high: '很轻松' },
          words('more', '想对我们说的'),
        ]),
      ],
      triggered({ on: 'participated', column: null }, { rounds: 'month' }),
    ),
  },
  {
    key: 'nps_quarter',
    name: 'NPS 季度',
    purpose: '每季度抽四分之一的会员，问愿不愿意推荐给朋友',
    definition: definition(
      '愿意把我们推荐给朋友吗？',
      '半分钟',
      [page('score', [nps('您有多愿意把我们推荐给朋友？')]), page('why', [WHY])],
      triggered({ on: 'round', percent: 25 }, { rounds: 'quarter' }),
    ),
  },
  {
    key: 'leaving',
    name: '退群原因',
    purpose: '会员退群之后问一句原因，匿名',
    definition: definition(
      '可以告诉我们为什么离开吗？',
      '不记名，半分钟',
      [
        page('why', [
          {
            ...asked,
            ...choosing,
            key: 'reason',
            type: 'multi',
            title: '离开的原因',
            help: '可以多选',
            min: 1,
            max: null,
            other: true,
            shuffle: true,
            options: [
              option('noisy', '消息太多'),
              option('dull', '内容不感兴趣'),
              option('deal', '优惠不够'),
              option('service', '服务不满意'),
              option('none', '没有什么原因', { alone: true, last: true }),
            ],
          },
          words('back', '怎样您会愿意回来？'),
        ]),
      ],
      triggered({ on: 'left' }, { anonymous: true }),
    ),
  },
]
