import { writeFileSync } from 'node:fs'
import { type CloudLink, startCloud } from './cloudLink'
import { openPhone, type Phone } from './phone'
import { until } from './until'

/** Monday 10:05 in Shanghai: the check-in of 9:00 is open, the topic of 10:00 is on. */
const NOW = '2026-11-23T02:05:00.000Z'
/** Nobody of the demo: a member who opens the mini-program for the first time, from the card in group 1. */
const OPENID = 'o-newcomer'
const GROUP = 'wrHuajianFuli1'

interface Beat {
  beat: string
  column: string
  hasTopic: boolean
}
interface Answer {
  ok: boolean
  data: { beats: Beat[]; topic: { options: { key: string; text: string }[] } | null; streak: number; balance: number }
}

let cloud: CloudLink
let phone: Phone
let connected = true

beforeAll(async () => {
  cloud = await startCloud(NOW)
  phone = openPhone((name, data) =>
    connected ? cloud.callFunction(OPENID, name, data) : Promise.reject(new Error('request:fail')),
  )
  // Seeding the demo brand is many calls: on a machine that does much else it takes its time.
}, 120_000)
afterAll(() => cloud?.close())
afterEach(() => expect(phone.troubles).toEqual([]))

function ask(method: string, input: object): Promise<Answer> {
  return cloud.callFunction(OPENID, 'member', { method, input }) as Promise<Answer>
}

function says(...words: string[]): Promise<void> {
  return until(() => words.every((word) => phone.text().includes(word)), phone.text)
}

/** For `npm run bench`, which runs this file and reads them. */
function keepFigures(figures: Record<string, number>): void {
  const file = process.env.JIEPAI_FIGURES
  if (file) writeFileSync(file, JSON.stringify(figures))
}

function methods(): string[] {
  return phone.called
    .filter(([name]) => name === 'callFunction')
    .map(([, { data }]) => String((data as { method: string }).method))
}

test('the first launch shows today and asks before anything is stored', async () => {
  phone.launch()
  await says('11 月 23 日 周一', '先说清楚，再开始')
  expect(methods()).not.toContain('member.giveConsent')
  expect([...phone.kept.keys()]).toEqual([])
  // A demo brand is made first, on a machine that may do much else.
}, 120_000)

test('whoever agrees on WeChat’s own button is a member', async () => {
  phone.send('agree', 'agreeprivacyauthorization')
  await until(() => !phone.text().includes('先说清楚'), phone.text)
  expect(methods()).toContain('member.giveConsent')
})

test('striking the beat shows the streak and what it gave, as the server says', async () => {
  await says('打下今天这一拍')
  const before = phone.handed.length
  phone.tap('打卡')
  await says('第 1 拍，稳稳落下', '已打卡', '已连续1天')
  const sizes = phone.handed.slice(before)
  expect(sizes.length).toBeGreaterThan(0)
  expect(Math.max(...sizes)).toBeLessThan(10 * 1024)
  keepFigures({ 'checkin.setdata.kb': Math.max(...sizes) / 1024, 'checkin.setdata.calls': sizes.length })
  const hands = phone.called.flatMap(([name, { type }]) => (name === 'vibrateShort' ? [type] : []))
  expect(hands).toEqual(['light', 'medium'])
  const { data } = await ask('checkin.getScore', {})
  expect(data.streak).toBe(1)
  await says(`0 → ${data.balance}`)
})

test('WeChat’s own question is asked on a sheet of ours; no is no dead end, and nobody is made a member by it', async () => {
  const told = phone.demandPrivacy()
  const second = phone.demandPrivacy()
  await says('这一步要你同意')
  phone.tap('不用了')
  expect(await Promise.all([told, second])).toEqual([{ event: 'disagree' }, { event: 'disagree' }])
  await until(() => !phone.text().includes('这一步要你同意'), phone.text)
  const again = phone.demandPrivacy()
  await says('这一步要你同意')
  phone.send('agree-privacy', 'agreeprivacyauthorization')
  expect(await again).toEqual({ event: 'agree', buttonId: 'agree-privacy' })
  expect(methods().filter((method) => method === 'member.giveConsent')).toHaveLength(1)
})

test('the points page shows the same balance and the movement behind it', async () => {
  const { data } = await ask('points.getBalance', {})
  expect(data.balance).toBeGreaterThan(0)
  phone.tap('积分')
  await says('可用积分', `可用积分${data.balance}`, `+${data.balance}`)
  expect(phone.path()).toBe('features/points/pages/points/index')
})

test('a card opens its column, and one answer stands', async () => {
  const { data } = await ask('sop.getToday', { group: GROUP })
  const topic = data.beats.find(({ hasTopic }) => hasTopic)
  expect(topic).toBeDefined()
  phone.open(`/features/sop/pages/column/index?b=${encodeURIComponent(topic?.beat ?? '')}&g=${GROUP}`)
  await says(topic?.column ?? '', '选了就定')
  const opened = await ask('sop.openBeat', { beat: topic?.beat, group: GROUP })
  const [, second] = opened.data.topic?.options ?? []
  phone.tap(second?.text ?? '')
  await says('大家的结果', '你选的', '100%，1 人')
  expect(methods().filter((method) => method === 'sop.choose')).toHaveLength(1)
})

test('a survey is answered without a network, waits on the phone, and is handed in once it is back', async () => {
  phone.open('/features/survey/pages/survey/index?s=preference&r=notice')
  await says('两个小问题，帮我们更懂你', '开始')
  phone.tap('开始')
  await says('第 1 题，共 3 题')
  connected = false
  phone.tap('社群通知')
  phone.tap('下一题')
  await says('第 2 题，共 3 题')
  phone.tap('都可以')
  phone.tap('下一题')
  await says('第 3 题，共 3 题')
  phone.tap('抽奖')
  phone.tap('交上去')
  await says('先记在手机，连上就交')
  connected = true
  phone.tap('现在再试')
  await says('交好了', '30 积分已到账')
  expect([...phone.kept.keys()].filter((key) => key.startsWith('jiepai.survey'))).toEqual([])
})

test('every other page opens without a trouble', async () => {
  for (const page of [
    'checkin/pages/score',
    'member/pages/me',
    'intent/pages/messages',
    'delivery/pages/queue',
    'survey/pages/survey',
  ]) {
    phone.open(`/features/${page}/index`)
    await until(() => phone.text().length > 20 && !phone.text().includes('正在'), phone.text)
  }
})
