import { act, cleanup, render, screen } from '@testing-library/react'
import { useAnswer } from '../../src/client/answer'
import { consent } from '../../src/client/consent'
import type { FlashView, NextView } from '../../src/features/flash/contract'
import { commitmentOf, scoreOf } from '../../src/features/flash/draw'
import { FlashCard } from '../../src/features/flash/pages/FlashCard'
import { spokenTime } from '../../src/features/flash/pages/flash/Countdown'
import FlashPage from '../../src/features/flash/pages/flash/index'
import { foremost, standingAt, tenths, whenText } from '../../src/features/flash/pages/standing'
import { NOW, noNetwork, Refused, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const SESSION = 'f0123456789ab_20261127'
const COUPON = `${SESSION}:m0123456789abcdef01234567:1`
const SEED = 'ab'.repeat(16)
const MINUTE = 60_000

function view(change: Partial<FlashView> = {}): FlashView {
  return {
    session: SESSION,
    title: '每日九点秒杀',
    mode: 'first_come',
    prize: { item: '护手霜', worthCents: 3900, note: '', stores: ['南京西路店'], validDays: 7 },
    stock: 50,
    price: 0,
    opensAt: NOW - MINUTE,
    closesAt: NOW + 10 * MINUTE,
    status: 'running',
    left: 18,
    soldOutAt: null,
    draw: null,
    mine: { state: 'none' },
    ...change,
  }
}

let shown: FlashView
let next: NextView | null
let grab: () => unknown
const shop = () =>
  server({
    'flash.getToday': () => ({ sessions: [shown], next, points: null }),
    'flash.grab': () => grab(),
    'flash.join': () => ({ ticket: '0123456789abcdef' }),
  })
const sent = (method: string) => phone.calls.filter((one) => one.method === method).length

async function pass(ms: number) {
  await act(async () => {
    jest.advanceTimersByTime(ms)
  })
  await settled()
}

async function open(change: Partial<FlashView> = {}) {
  shown = view(change)
  render(<FlashPage />)
  await settled()
}

beforeEach(() => {
  // The phone is two minutes fast.
  jest.useFakeTimers({ now: NOW + 2 * MINUTE })
  resetPhone()
  consent.set('given')
  phone.drawer.set('jiepai.consent', 'given')
  next = { title: '每日九点秒杀', item: '护手霜', opensAt: NOW + 22 * 3_600_000 }
  grab = () => ({ coupon: COUPON, points: 0 })
  shop()
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('the countdown runs by the server’s clock, and the session opens without asking', async () => {
  await open({ status: 'upcoming', opensAt: NOW + 3000, left: null })
  expect(screen.getByLabelText('0 时 0 分 3 秒')).toBeTruthy()
  expect(screen.getByText('已和服务器对过时，手机快了 2 分钟，不影响。')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '抢' })).toBeNull()
  noNetwork()
  await pass(3000)
  expect(screen.getByRole('button', { name: '抢' })).toBeTruthy()
})

test('one tap takes it, a second changes nothing, and a winner reads the rank', async () => {
  await open()
  expect(screen.getByText('还剩 18 / 50')).toBeTruthy()
  grab = () => {
    shown = view({ mine: { state: 'won', coupon: COUPON, rank: 33, at: NOW, ticket: null } })
    return { coupon: COUPON, points: 0 }
  }
  await tapTwice(screen.getByRole('button', { name: '抢' }))
  expect(sent('flash.grab')).toBe(1)
  expect(screen.getByText('第 33 位')).toBeTruthy()
  screen.getByRole('button', { name: '去看券' }).click()
  expect(phone.went).toEqual([`/features/coupon/pages/coupon/index?id=${encodeURIComponent(COUPON)}`])
})

test('who came too late reads by how much, sees no rank, and when the next one is', async () => {
  await open()
  grab = () => {
    shown = view({ status: 'sold_out', left: 0, soldOutAt: NOW - 1100 })
    return new Refused('SOLD_OUT', '这一场已经抢完了，没有扣积分，下一场再来。')
  }
  await tapTwice(screen.getByRole('button', { name: '抢' }))
  expect(screen.getByText('你慢了 1.1 秒。没有扣积分，也没有占用名额。')).toBeTruthy()
  expect(screen.getByText('50 份抢完')).toBeTruthy()
  expect(screen.queryByText(/第 .* 位/)).toBeNull()
  expect(screen.getByText('明天 9:24')).toBeTruthy()
})

test('an answer that is older than the refusal does not bring the button back', async () => {
  await open()
  grab = () => new Refused('SOLD_OUT', '这一场已经抢完了，没有扣积分，下一场再来。')
  await tapTwice(screen.getByRole('button', { name: '抢' }))
  expect(screen.getByText('这次没抢到')).toBeTruthy()
  // One was given back meanwhile: the server's next word counts.
  server({ 'flash.getToday': () => ({ sessions: [view({ left: 1 })], next: null, points: null }) }, NOW + 3000)
  await pass(3000)
  expect(screen.getByText('还剩 1 / 50')).toBeTruthy()
})

test('a draw: join, wait, and the phone itself checks what was published', async () => {
  const promise = { commitment: commitmentOf(SEED), seed: null, entrants: null, winners: null, lastScore: null }
  const ticket = '0123456789abcdef'
  await open({ mode: 'draw', left: null, draw: promise })
  expect(screen.getByText(promise.commitment)).toBeTruthy()
  shown = view({ mode: 'draw', left: null, draw: promise, mine: { state: 'joined', ticket } })
  await tapTwice(screen.getByRole('button', { name: '参加抽签' }))
  expect(sent('flash.join')).toBe(1)
  expect(screen.getByText(`你的号码 ${ticket}`)).toBeTruthy()
  // Eleven minutes later joining is over; the result comes with one of the next polls.
  await pass(11 * MINUTE)
  const drawn = { ...promise, seed: SEED, entrants: 128, winners: 5, lastScore: '0'.repeat(64) }
  shown = { ...shown, status: 'drawn', draw: drawn, mine: { state: 'lost', ticket } }
  await pass(30_000)
  expect(screen.getByText('这次没抽中')).toBeTruthy()
  expect(screen.getByText('已在你手机上验算：种子和开场前的指纹一致。')).toBeTruthy()
  expect(screen.getByText(`${scoreOf(SEED, ticket).slice(0, 12)}…`)).toBeTruthy()
  shown = { ...shown, draw: { ...drawn, seed: 'another' } }
  cleanup()
  render(<FlashPage />)
  await settled()
  expect(screen.getByText('验算对不上，请截图告诉店里。')).toBeTruthy()
})

test('the countdown is read aloud once a minute, and each of the last ten seconds', () => {
  expect(new Set([59, 40, 11].map((second) => spokenTime(5 * 60_000 + second * 1000))).size).toBe(1)
  expect([spokenTime(5 * 60_000), spokenTime(3_600_000 + 90_000)]).toEqual(['不到 6 分钟', '不到 1 小时 2 分钟'])
  expect([spokenTime(10_000), spokenTime(9_000)]).toEqual(['0 时 0 分 10 秒', '0 时 0 分 9 秒'])
})

test('without points enough the button says what is missing', async () => {
  server({ 'flash.getToday': () => ({ sessions: [view({ price: 300 })], next: null, points: 120 }) })
  render(<FlashPage />)
  await settled()
  expect(screen.getByRole('button', { name: '还差 180 积分' }).getAttribute('aria-disabled')).toBe('true')
})

function Card() {
  return <FlashCard asked={useAnswer('flash.getToday', {})} />
}

test('the card among the benefits counts down, leads to the page, and is not there without a session', async () => {
  shown = view({ status: 'upcoming', opensAt: NOW + 3_661_000 })
  render(<Card />)
  await settled()
  const card = screen.getByRole('button', { name: '每日九点秒杀，护手霜，未开始' })
  expect(card.textContent).toContain('010101')
  card.click()
  expect(phone.went).toEqual(['/features/flash/pages/flash/index'])
  cleanup()
  phone.drawer.clear()
  server({ 'flash.getToday': () => ({ sessions: [], next: null, points: null }) })
  const { container } = render(<Card />)
  await settled()
  expect(container.textContent).toBe('')
})

test('the other session of the day stands below and leads to its own page', async () => {
  const other = view({ session: 'f0123456789ab_20261128', title: '周五会员抽签', status: 'over', closesAt: NOW - 1000 })
  server({ 'flash.getToday': () => ({ sessions: [other, view()], next: null, points: null }) })
  render(<FlashPage />)
  await settled()
  screen.getByRole('button', { name: /周五会员抽签/ }).click()
  expect(phone.went).toEqual([`/features/flash/pages/flash/index?session=${other.session}`])
})

test('a page that was left open past the end says so; what runs comes before what is to come', () => {
  expect(standingAt(view({ closesAt: NOW }), NOW)).toBe('over')
  expect(standingAt(view({ mode: 'draw', closesAt: NOW }), NOW)).toBe('drawing')
  const later = view({ session: 'later', status: 'upcoming', opensAt: NOW + MINUTE })
  const old = view({ session: 'old', status: 'over', opensAt: NOW - 90 * MINUTE, closesAt: NOW - 80 * MINUTE })
  expect(foremost([old, later, view()], NOW)?.session).toBe(SESSION)
  expect(foremost([], NOW)).toBeNull()
  expect(tenths(1)).toBe('0.1')
  expect(whenText(NOW + 3 * 24 * 3_600_000, NOW)).toBe('周一 11:24')
})
