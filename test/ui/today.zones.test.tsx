import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { kept } from '../../src/client/keep'
import TodayPage from '../../src/features/checkin/pages/today/index'
import { beatView, NOW, noNetwork, Refused, scoreView, server, settled, showAgain, struckAnswer } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const today = (beats = [beatView()]) => ({
  date: '2026-11-27',
  groupName: null,
  beats,
  nextBeatAt: NOW + 22 * 3_600_000,
})
let struck = 0
const shop = () =>
  server({
    'checkin.getScore': () => (struck ? scoreView({ doneToday: true, streak: 7, awardedToday: 59 }) : scoreView()),
    'checkin.checkIn': () => {
      struck += 1
      return struckAnswer
    },
    'sop.getToday': () => today(),
  })

beforeEach(() => {
  resetPhone()
  struck = 0
  consent.set('given')
})
afterEach(cleanup)

const press = () => fireEvent.click(screen.getByLabelText('打卡，得 10 积分'))
const strikes = () => phone.calls.filter(({ method }) => method === 'checkin.checkIn').length

test('a strike shows what it earned and where the balance went', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  expect(screen.getByRole('heading').textContent).toBe('打下今天这一拍')
  press()
  await settled()
  expect(screen.getByRole('heading').textContent).toBe('第 7 拍，稳稳落下')
  const lines = [...document.querySelectorAll('.earn__text')].map((line) => line.textContent)
  expect(lines).toEqual(['1,270 → 1,280', '1,280 → 1,329'])
  // Only the digits that changed move.
  const moved = [...document.querySelectorAll('.earned .roll__digit--moved')].map((digit) => digit.textContent)
  expect(moved).toEqual(['8', '3', '2', '9'])
  expect(screen.getByText('+49')).toBeTruthy()
  expect(struck).toBe(1)
})

test('before the server answered nothing says that it is done', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  phone.answer = () => new Promise(() => undefined)
  press()
  await settled()
  expect(screen.getByRole('heading').textContent).toBe('这一拍正在落下')
  expect(screen.queryByText('已打卡')).toBeNull()
})

test('without a network the beat is noted once, and sent when the server can be reached', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  noNetwork()
  press()
  await settled()
  expect(screen.getByRole('heading').textContent).toBe('这一拍先记下了')
  expect(screen.getByText('第 7 拍，等网络')).toBeTruthy()
  expect(screen.queryByText('已打卡')).toBeNull()
  expect(kept('checkin.noted')).toEqual({ day: '2026-11-27', at: NOW })
  // Neither waiting nor a page that shows again without a network may hammer the server.
  await showAgain()
  expect(strikes()).toBe(1)
  shop()
  await showAgain()
  expect(struck).toBe(1)
  expect(strikes()).toBe(2)
  expect(screen.getByRole('heading').textContent).toBe('第 7 拍，稳稳落下')
  expect(kept('checkin.noted')).toBeNull()
})

test('when the network returns the noted beat goes out by itself', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  noNetwork()
  press()
  await settled()
  shop()
  await act(async () => {
    for (const listener of phone.listeners) listener({ isConnected: true })
  })
  await settled()
  expect(struck).toBe(1)
  expect(screen.getByRole('heading').textContent).toBe('第 7 拍，稳稳落下')
})

test('a beat noted yesterday is not sent as today’s', async () => {
  shop()
  phone.drawer.set('jiepai.checkin.noted', { day: '2026-11-26', at: NOW - 86_400_000 })
  render(<TodayPage />)
  await settled()
  expect(strikes()).toBe(0)
  expect(kept('checkin.noted')).toBeNull()
  expect(screen.getByText('昨天记下的那一拍没能当天送到，今天的可以现在打')).toBeTruthy()
})

test('a refusal leaves the dial as it was and says why', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  server({
    'checkin.getScore': () => scoreView(),
    'checkin.checkIn': () => new Refused('FROZEN', '账户正在核对，明天再来打卡。'),
  })
  press()
  await settled()
  expect(screen.getByText('账户正在核对，明天再来打卡。')).toBeTruthy()
  expect(screen.getByRole('heading').textContent).toBe('打下今天这一拍')
  expect(kept('checkin.noted')).toBeNull()
})

test('what the phone remembers shows first, and says so when the server is away', async () => {
  shop()
  render(<TodayPage />)
  await settled()
  cleanup()
  noNetwork()
  render(<TodayPage />)
  await settled()
  expect(screen.getByText('没网，看的是 11:24 存下的内容。')).toBeTruthy()
  expect(screen.getByLabelText('打卡，得 10 积分')).toBeTruthy()
})

test('nothing is remembered of a person who did not agree', async () => {
  consent.set('refused')
  shop()
  render(<TodayPage />)
  await settled()
  expect([...phone.drawer.keys()]).toEqual([])
})

test('a first answer that fails offers another try', async () => {
  noNetwork()
  render(<TodayPage />)
  await settled()
  expect(screen.getByText('打卡盘没加载出来')).toBeTruthy()
  shop()
  for (const again of screen.getAllByText('再试一次')) fireEvent.click(again)
  await settled()
  expect(screen.getByLabelText('打卡，得 10 积分')).toBeTruthy()
  expect(screen.getByText('换季脸干起皮，你是哪种？')).toBeTruthy()
})

test('the programme tells what was, what is on and what comes', async () => {
  const hour = 3_600_000
  server({
    'checkin.getScore': () => scoreView(),
    'sop.getToday': () =>
      today([
        beatView({ beat: 'a', title: '打卡签到', isCheckin: true, hasTopic: false, when: 'past' }),
        beatView({ beat: 'b', title: '早安', when: 'past', opened: false, hasTopic: false }),
        beatView({ beat: 'c', title: '投票', when: 'past', choice: 'B', choiceText: '紧绷' }),
        beatView({ beat: 'd', title: '气垫测评', column: '午间好物', until: NOW + 36 * 60_000 }),
        beatView({ beat: 'e', title: '成语接龙', when: 'next', from: NOW + hour, module: '互动', column: '成语接龙' }),
      ]),
  })
  render(<TodayPage />)
  await settled()
  expect(screen.getByText('5 档，已参加 1')).toBeTruthy()
  expect(screen.getByText('还没打，24:00 前都算今天')).toBeTruthy()
  expect(screen.getByText('已结束，还能看回放')).toBeTruthy()
  expect(screen.getByText('你选了「紧绷」')).toBeTruthy()
  expect(screen.getByText('还剩 36 分钟')).toBeTruthy()
  expect(screen.getByText('今天到这里，明天 9:24 见')).toBeTruthy()
  fireEvent.click(screen.getByText('去选'))
  expect(phone.went).toEqual(['/features/sop/pages/column/index?b=d'])
})
