import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { toast } from '../../src/client/toast'
import type { OpenSurvey, SurveyList } from '../../src/features/survey/contract'
import type { Option, Question } from '../../src/features/survey/model'
import { carryWaiting } from '../../src/features/survey/pages/carry'
import type { Draft, Handing } from '../../src/features/survey/pages/draft'
import { ended, rest } from '../../src/features/survey/pages/sender'
import SurveyPage from '../../src/features/survey/pages/survey/index'
import { noNetwork, Refused, server, settled, showAgain, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const DRAFT = 'jiepai.survey.draft.loop'
const QUEUE = 'jiepai.survey.queue'
const asked = { help: '', required: true, showIf: null, prefers: null } as const
const choosing = { other: false, shuffle: false } as const
const option = (key: string, words: string, change: Partial<Option> = {}): Option => ({
  ...{ key, text: words, picture: null, instead: null, alone: false, last: false },
  ...change,
})
const LIKES: Question = {
  ...{ ...asked, ...choosing, key: 'likes', type: 'multi', title: '喜欢什么活动？', min: 1, max: 2, other: true },
  options: [option('sms', '短信', { instead: '小程序订阅消息' }), option('draw', '抽奖'), option('game', '游戏')],
}
const NPS: Question = { ...asked, key: 'nps', type: 'nps', title: '愿意推荐吗？', low: '不愿意', high: '愿意' }
const WHY: Question = {
  ...{ ...asked, key: 'why', type: 'text', title: '为什么打 {{nps}} 分？', lines: 4, min: 0, max: 50, hint: '写一句' },
  ...{ required: false, showIf: { fact: 'nps', answered: true } },
}

let open: OpenSurvey
const calls = (method: string) => phone.calls.filter((each) => each.method === method).map(({ input }) => input)
const sent = () => calls('survey.submit') as Handing[]
const draft = () => phone.drawer.get(DRAFT) as Draft | undefined
const thanks = { thanks: '收到了', reward: { points: 30, coupon: false } }

function survey(questions: Question[] = [LIKES, NPS, WHY], change: Partial<OpenSurvey> = {}): OpenSurvey {
  return {
    ...{ survey: 'loop', version: 1, round: '2026Q4', title: '两个小问题', intro: '一分钟', thanks: '', seed: 's' },
    ...{ pages: [{ key: 'p', title: '', showIf: null, questions, jumps: [] }], anonymous: false, closesAt: null },
    ...{ reward: { points: 30, coupon: false }, standing: 'open', why: null, full: [], uploadTo: 'inbox/me' },
    ...change,
  }
}

function reachable(more: Record<string, (input: never) => unknown> = {}) {
  server({
    'survey.open': () => open,
    'survey.started': () => ({ done: true }),
    'survey.submit': () => thanks,
    ...more,
  })
}

function show() {
  render(<SurveyPage />)
  return settled()
}
async function press(words: string | RegExp) {
  fireEvent.click(screen.getByText(words))
  await settled()
}
async function pressed(label: string | RegExp) {
  fireEvent.click(screen.getByLabelText(label))
  await settled()
}
/** Closes the mini-program and opens it again; what the phone keeps stays. */
async function reopen() {
  cleanup()
  ended.set(null)
  await show()
}

beforeEach(() => {
  resetPhone()
  consent.set('given')
  ended.set(null)
  toast.set(null)
  phone.params = { s: 'loop', r: 'notice', g: 'wr:1' }
  open = survey()
  reachable()
})
afterEach(() => {
  cleanup()
  rest()
})

test('one question after the other, checked on the spot, in a draft that survives closing at the same question', async () => {
  await show()
  expect(screen.getByText('答完得 30 积分')).toBeTruthy()
  await press('开始')
  expect(screen.getByText('第 1 题，共 2 题')).toBeTruthy()
  expect(screen.getByText('暂时没有这条路，先用小程序订阅消息')).toBeTruthy()
  await press('下一题')
  expect(screen.getByText('这一题要回答')).toBeTruthy()
  await pressed('抽奖')
  await pressed(/^短信/)
  await pressed('游戏')
  expect(toast.get()?.text).toBe('最多选 2 项')
  expect(draft()?.answers).toEqual([
    { question: 'likes', answer: { kind: 'picked', options: ['draw', 'sms'], other: null } },
  ])
  await press('下一题')
  await pressed('9 分')
  expect(screen.getByText('为什么打 9 分？')).toBeTruthy()
  await reopen()
  expect(screen.getByText('第 2 题，共 2 题')).toBeTruthy()
  expect(screen.getByLabelText('9 分').getAttribute('aria-checked')).toBe('true')
  await press('上一题')
  expect(screen.getByLabelText('抽奖').getAttribute('aria-checked')).toBe('true')
  expect(calls('survey.started')[0]).toMatchObject({ first: true, seen: ['likes'], version: 1, round: '2026Q4' })
})

async function answered() {
  await show()
  await press('开始')
  // Both taps before the page could draw in between.
  await act(async () => {
    screen.getByLabelText('抽奖').click()
    screen.getByText('下一题').click()
    screen.getByText('下一题').click()
  })
  await settled()
  await pressed('9 分')
}

test('「交好了」 only after the server said so; two taps are one answer', async () => {
  await answered()
  await tapTwice(screen.getByText('交上去'))
  expect(sent()).toHaveLength(1)
  expect(sent()[0]).toMatchObject({
    ...{ survey: 'loop', version: 1, round: '2026Q4', path: ['p'] },
    via: { route: 'notice', group: 'wr:1', store: null, sop: null },
  })
  expect(sent()[0]?.request).toMatch(/^[0-9a-f]{32}$/)
  expect(screen.getByText('交好了')).toBeTruthy()
  expect(screen.getByText('30 积分已到账')).toBeTruthy()
  expect([phone.drawer.has(DRAFT), phone.drawer.has(QUEUE)]).toEqual([false, false])
})

test('without a network the answer waits on the phone, and goes out unchanged when it is back', async () => {
  await answered()
  noNetwork()
  await press('交上去')
  expect(screen.getByText('先记在手机，连上就交')).toBeTruthy()
  expect(screen.queryByText('交好了')).toBeNull()
  await reopen()
  expect(screen.getByText('先记在手机，连上就交')).toBeTruthy()
  // From any page of the app: the server gets it, the person hears of it on this one.
  reachable()
  carryWaiting()
  await settled()
  expect(phone.drawer.has(QUEUE)).toBe(true)
  await act(async () => {
    for (const heard of phone.listeners) heard({ isConnected: true })
  })
  await settled()
  expect(screen.getByText('交好了')).toBeTruthy()
  const [first, ...again] = sent()
  expect(again.length).toBeGreaterThanOrEqual(2)
  for (const each of again) expect(each).toEqual(first)
})

test('each refusal is a calm page: what is final can be put away, the rest is opened again with the draft', async () => {
  await answered()
  for (const [code, button] of [
    ['QUOTA_FULL', '知道了'],
    ['ALREADY_ANSWERED', '知道了'],
    ['VERSION_OVER', '重新打开问卷'],
    ['BAD_ANSWER', '重新打开问卷'],
  ] as const) {
    reachable({ 'survey.submit': () => new Refused(code, '这次没有收下的原因。') })
    await press('交上去')
    expect(screen.getByText('这次没有收下的原因。')).toBeTruthy()
    expect(screen.getByText(button)).toBeTruthy()
    expect([draft()?.answers.length, phone.drawer.has(QUEUE)]).toEqual([2, false])
    if (button !== '知道了') {
      await press(button)
      continue
    }
    const kept = { ...draft(), stop: null }
    cleanup()
    phone.drawer.set(DRAFT, kept)
    await reopen()
  }
  reachable({ 'survey.submit': () => new Refused('SURVEY_PAUSED', '问卷暂停了，请晚些再交。') })
  await press('交上去')
  expect(screen.getByText('问卷暂停了，请晚些再交。')).toBeTruthy()
  expect(phone.drawer.has(QUEUE)).toBe(true)
  reachable({ 'survey.submit': () => new Refused('SURVEY_CLOSED', '问卷已经结束。') })
  await press('现在再试')
  await press('知道了')
  expect([phone.drawer.has(DRAFT), phone.drawer.has(QUEUE)]).toEqual([false, false])
  expect(phone.went.at(-1)).toBe('/features/survey/pages/survey/index')
})

test('a version that is published while somebody answers keeps what still fits and says so', async () => {
  await answered()
  open = survey([{ ...NPS, title: '还愿意推荐吗？' }], { version: 2 })
  await showAgain()
  expect(screen.getByText('问卷刚刚改过，对得上的回答都留着，请接着答。')).toBeTruthy()
  expect(screen.getByText('还愿意推荐吗？')).toBeTruthy()
  await press('交上去')
  expect(sent()[0]).toMatchObject({ version: 2, answers: [{ question: 'nps', answer: { kind: 'number', number: 9 } }] })
})

test('answered on another phone, paused, closed, not for me: each says so and what to do', async () => {
  for (const [standing, title] of [
    ['answered', '你已经答过了'],
    ['paused', '问卷暂停了'],
    ['closed', '问卷已经结束'],
    ['not_for_you', '这份问卷没有邀请你'],
  ] as const) {
    open = survey([], { standing, why: '原因在这里。', pages: [] })
    await reopen()
    expect(screen.getByText(title)).toBeTruthy()
    expect(screen.getByText('看我的问卷')).toBeTruthy()
  }
})

test('a picture that does not get through is sent again without going up twice, and holds the way on', async () => {
  open = survey([{ ...asked, key: 'shot', type: 'image', title: '拍一张', max: 2 }])
  reachable({ 'survey.photo': () => new Refused('PHOTO_UNREADABLE', '这张图片读不出来，请换一张再试。') })
  await show()
  await press('开始')
  phone.album = ['a.jpg']
  await pressed('加图片')
  expect(screen.getByText('这张图片读不出来，请换一张再试。')).toBeTruthy()
  await press('交上去')
  expect(toast.get()?.text).toBe('有图片没传上，点一下它再传，或去掉它。')
  reachable({ 'survey.photo': () => ({ file: 'cloud://kept/1', url: 'https://x/1' }) })
  await press('这张图片读不出来，请换一张再试。')
  expect(phone.uploads).toHaveLength(1)
  // What the network lost goes up by itself when it is back.
  reachable({ 'survey.photo': () => ({ file: 'cloud://kept/2', url: 'https://x/2' }) })
  phone.uploads = null
  phone.album = ['b.jpg']
  await pressed('加图片')
  expect(screen.getByText('没传上，点一下再传')).toBeTruthy()
  phone.uploads = []
  await act(async () => {
    for (const heard of phone.listeners) heard({ isConnected: true })
  })
  await settled()
  await press('交上去')
  expect(sent()[0]?.answers).toEqual([
    { question: 'shot', answer: { kind: 'files', files: ['cloud://kept/1', 'cloud://kept/2'] } },
  ])
})

test('in WeChat a picture that has not arrived outlives closing, and goes up when the page opens again', async () => {
  process.env.TARO_ENV = 'weapp'
  try {
    open = survey([{ ...asked, key: 'shot', type: 'image', title: '拍一张', max: 2 }])
    await show()
    await press('开始')
    phone.uploads = null
    phone.album = ['a.jpg']
    await pressed('加图片')
    expect(draft()?.pending).toEqual([{ question: 'shot', path: 'saved/a.jpg', ending: 'jpg', upload: null }])
    phone.uploads = []
    reachable({ 'survey.photo': () => ({ file: 'cloud://kept/1', url: 'https://x/1' }) })
    await reopen()
    expect([phone.uploads.length, draft()?.pending, draft()?.answers.length]).toEqual([1, [], 1])
  } finally {
    process.env.TARO_ENV = 'h5'
  }
})

test('every kind of question can be answered, and what is optional can be skipped', async () => {
  const rows = [
    { key: 'r1', text: '打卡' },
    { key: 'r2', text: '话题' },
  ]
  const two = [option('a', '甲'), option('b', '乙')]
  open = survey([
    { ...asked, ...choosing, key: 'store', type: 'dropdown', title: '门店', options: two },
    { ...asked, ...choosing, key: 'rank', type: 'ranking', title: '排序', options: two },
    { ...asked, key: 'name', type: 'text', title: '称呼', lines: 1, min: 1, max: 9, hint: '' },
    { ...asked, key: 'sum', type: 'number', title: '花费', min: null, max: 99, decimals: 0, unit: '元' },
    { ...asked, key: 'day', type: 'date', title: '哪天', from: '2026-11-20', to: null },
    { ...asked, key: 'grid', type: 'matrix', title: '栏目', rows, columns: [{ key: 'c', text: '喜欢' }] },
    { ...asked, key: 'note', type: 'text', title: '还有', lines: 4, min: 0, max: 9, hint: '', required: false },
    { ...asked, key: 'ok', type: 'consent', title: '同意', statement: '可以看' },
  ])
  await show()
  await press('开始')
  await pressed('门店，请选择')
  await pressed('乙')
  await press('下一题')
  await pressed(/^乙/)
  await press('下一题')
  expect(screen.getByText('请给每一项排好顺序')).toBeTruthy()
  await pressed(/^甲/)
  await press('下一题')
  fireEvent.change(screen.getByLabelText('称呼'), { target: { value: '小林' } })
  await press('下一题')
  fireEvent.change(screen.getByLabelText('花费'), { target: { value: '9x' } })
  await settled()
  expect(screen.getByText('请填一个数字')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('花费'), { target: { value: '42' } })
  await press('下一题')
  await pressed('11 月 28 日 周六')
  await press('下一题')
  await pressed('打卡，喜欢')
  await pressed('话题，喜欢')
  await press('下一题')
  await press('跳过')
  await pressed('可以看')
  await press('交上去')
  expect(Object.fromEntries(sent()[0]?.answers.map(({ question, answer }) => [question, answer]) ?? [])).toEqual({
    store: { kind: 'picked', options: ['b'], other: null },
    rank: { kind: 'picked', options: ['b', 'a'], other: null },
    name: { kind: 'text', text: '小林' },
    sum: { kind: 'number', number: 42 },
    day: { kind: 'day', day: '2026-11-28' },
    ...{ grid: { kind: 'cells', cells: rows.map(({ key }) => ({ row: key, column: 'c' })) } },
    ok: { kind: 'agreed', agreed: true },
  })
})

test('my surveys: what waits, what was done with answers, what is known of me, and taking words back', async () => {
  phone.params = {}
  const list: SurveyList = {
    waiting: [
      {
        ...{ survey: 'loop', round: '2026Q4', title: '两个小问题', intro: '一分钟', questions: 3, anonymous: false },
        ...{ reward: { points: 30, coupon: false }, closesAt: null },
      },
    ],
    done: [{ id: 'old::m1', survey: 'old', title: '上一份', day: '2026-11-20', round: '' }],
    notes: [{ id: 'n1', title: '上一份', text: '十点以后不发消息', at: 0 }],
  }
  let values = ['抽奖']
  const preferences = () => ({
    preferences: [{ key: 'activity', name: '喜欢的活动', values, choices: ['抽奖', '秒杀'] }],
  })
  reachable({
    'survey.list': () => list,
    'survey.myPreferences': preferences,
    'survey.setPreference': (input: { values: string[] }) => {
      values = input.values
      return preferences()
    },
    'survey.myAnswers': () => ({
      id: 'old::m1',
      title: '上一份',
      day: '2026-11-20',
      lines: [{ question: '问', answer: '答' }],
    }),
    'survey.forgetAnswer': () => ({ done: true }),
  })
  await show()
  expect(screen.getByText('十点以后不发消息')).toBeTruthy()
  await pressed('喜欢的活动，抽奖')
  await pressed('秒杀')
  await press('存下')
  expect(screen.getByText('抽奖、秒杀')).toBeTruthy()
  await pressed('喜欢的活动，抽奖、秒杀')
  await press('删掉这一项')
  expect(calls('survey.setPreference')).toEqual([
    { key: 'activity', values: ['抽奖', '秒杀'] },
    { key: 'activity', values: [] },
  ])
  await pressed('看「上一份」的回答')
  expect(screen.getByText('答')).toBeTruthy()
  await press('删掉我写的话和图片')
  await press('删掉')
  expect(calls('survey.forgetAnswer')).toEqual([{ id: 'old::m1' }])
  await pressed('关闭')
  await press('去回答')
  expect(phone.went.at(-1)).toBe('/features/survey/pages/survey/index?s=loop&r=list')
})
