import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { chooseTextSize, chooseTheme } from '../../src/client/appearance'
import { consent } from '../../src/client/consent'
import { kept } from '../../src/client/keep'
import { partsOf } from '../../src/features/intent/pages/Budget'
import { moved } from '../../src/features/intent/pages/QuietSheet'
import type { MemberView } from '../../src/features/member/contract'
import MePage from '../../src/features/member/pages/me/index'
import type { LedgerLine } from '../../src/features/points/contract'
import PointsPage from '../../src/features/points/pages/points/index'
import { NOW, Refused, server, settled, showAgain } from './fixtures'
import { phone, resetPhone } from './mock/taro'

beforeEach(() => {
  resetPhone()
  consent.set('given')
})
afterEach(cleanup)

const me: MemberView = {
  ...{ consented: true, memberSince: NOW, balance: 1270, streak: 9 },
  ...{ isStaff: false, staffRoles: [], leaving: false, sharing: true },
}

function lines(from: number, to: number): LedgerLine[] {
  return Array.from({ length: from - to + 1 }, (_, i) => ({
    id: `line${from - i}`,
    asset: 'points' as const,
    delta: (from - i) % 5 === 0 ? -120 : 10,
    balanceAfter: 1000 + from - i,
    reason: `第 ${from - i} 笔`,
    at: NOW,
    day: '2026-11-27',
  }))
}

test('the ledger continues below and ends', async () => {
  server({
    'points.getLedger': ({ before }: { before?: number }) =>
      before ? { balance: 1025, lines: lines(5, 1), next: null } : { balance: 1025, lines: lines(25, 6), next: 6 },
  })
  render(<PointsPage />)
  await settled()
  expect(screen.getByText('1,025')).toBeTruthy()
  fireEvent.click(screen.getByText('看更早的'))
  await settled()
  expect(phone.calls.at(-1)?.input).toEqual({ limit: 20, before: 6 })
  expect(screen.getByText('第 25 笔')).toBeTruthy()
  expect(screen.getByText('第 1 笔')).toBeTruthy()
  expect(screen.getByText('到头了')).toBeTruthy()
  expect(screen.getAllByText('−120').length).toBeGreaterThan(0)
})

test('a new line at the top starts the older pages again, so that none shows twice', async () => {
  let top = 25
  server({
    'points.getLedger': ({ before }: { before?: number }) =>
      before ? { balance: 1, lines: lines(5, 1), next: null } : { balance: 1, lines: lines(top, 6), next: 6 },
  })
  render(<PointsPage />)
  await settled()
  fireEvent.click(screen.getByText('看更早的'))
  await settled()
  top = 26
  await showAgain()
  expect(screen.getByText('第 26 笔')).toBeTruthy()
  expect(screen.queryByText('第 1 笔')).toBeNull()
  expect(screen.getAllByText('第 6 笔')).toHaveLength(1)
})

test('without points the page says how to get the first', async () => {
  server({ 'points.getLedger': () => ({ balance: 0, lines: [], next: null }) })
  render(<PointsPage />)
  await settled()
  expect(screen.getByText('还没有积分')).toBeTruthy()
  fireEvent.click(screen.getByText('去打今天的卡'))
  expect(phone.went).toEqual(['/features/checkin/pages/today/index'])
})

const sending = { sent: 1, perWeek: 3, most: 4, quiet: { from: '22:30', until: '07:00' } }
const prefer = jest.fn()
function whole(): void {
  let preferences = { quiet: null, perWeek: 3, refused: [] as string[] }
  const switches = () => ({ switches: [], preferences, sending: { ...sending, perWeek: preferences.perWeek } })
  server({
    'member.getMe': () => me,
    'intent.getSwitches': switches,
    'intent.setPreferences': (next: typeof preferences) => {
      prefer(next)
      preferences = next
      return switches()
    },
    'member.countMine': () => ({
      counts: Object.entries({ checkin: 9, coupons: 3, columns: 20, surveys: 3, posts: 1 }).map(([name, count]) => ({
        name,
        count,
      })),
      birthday: '05-20',
    }),
  })
}

test('a member sees since when, what is kept in numbers, and the ways to take and to delete it', async () => {
  whole()
  render(<MePage />)
  await settled()
  expect(screen.getByText('2026-11-27 加入，连续打卡 9 天')).toBeTruthy()
  expect(
    [...document.querySelectorAll('.list__end')]
      .map((end) => end.textContent)
      .filter(Boolean)
      .slice(0, 4),
  ).toEqual([...['9 天', '3 张', '24 条', '5 月 20 日']])
  fireEvent.click(screen.getByText('导出一份'))
  fireEvent.click(screen.getByText('删除我的数据'))
  expect(phone.went).toEqual(['take', 'leave'].map((act) => `/features/member/pages/privacy/index?act=${act}`))
  expect(screen.queryByText('发送队列')).toBeNull()
})

test('the message budget: taps are one change, the ends are said, quiet hours never have no length', async () => {
  jest.useFakeTimers()
  whole()
  render(<MePage />)
  await settled()
  expect(screen.getByText('近 7 天已收 1 条，还能收 2 条')).toBeTruthy()
  const more = screen.getByRole('button', { name: '每周最多收，增加' })
  fireEvent.click(more)
  expect(screen.getByText('最多就发这么多，不会再多')).toBeTruthy()
  expect(more.getAttribute('aria-disabled')).toBe('true')
  const less = screen.getByRole('button', { name: '每周最多收，减少' })
  for (let tap = 0; tap < 3; tap++) fireEvent.click(less)
  expect(screen.getByText('近 7 天已收 1 条，满了，先不发')).toBeTruthy()
  await act(async () => jest.runAllTimers())
  await settled()
  expect(prefer.mock.calls).toEqual([[{ quiet: null, perWeek: 1, refused: [] }]])
  fireEvent.click(screen.getByRole('button', { name: '安静时段，已关闭' }))
  await settled()
  expect(prefer.mock.lastCall).toEqual([{ quiet: { from: '22:00', until: '08:00' }, perWeek: 1, refused: [] }])
  expect(partsOf({ from: '22:00', until: '08:00' })).toEqual([
    { left: 91.7, width: 8.3 },
    { left: 0, width: 33.3 },
  ])
  expect([moved('07:30', 30, '08:00'), moved('00:00', -30, '12:00')]).toEqual(['08:30', '23:30'])
  jest.useRealTimers()
})

test('light or dark and the size of the words are chosen by hand and stay on the phone', async () => {
  phone.drawer.set('jiepai.consent', 'given')
  whole()
  const { container } = render(<MePage />)
  await settled()
  fireEvent.click(screen.getByText('外观'))
  fireEvent.click(screen.getByRole('radio', { name: '深色' }))
  fireEvent.click(screen.getByText('字号'))
  fireEvent.click(screen.getByRole('radio', { name: '特大' }))
  expect(container.querySelector('.screen')?.className).toBe('screen screen--tab screen--dark screen--largest')
  expect([kept('theme'), kept('textSize')]).toEqual(['dark', 'largest'])
  act(() => {
    chooseTheme('system')
    chooseTextSize('system')
  })
  expect(container.querySelector('.screen')?.className).toBe('screen screen--tab')
})

test('a bind code opens the send queue, a wrong one says why', async () => {
  let bound = false
  server({
    'member.getMe': () => ({ ...me, isStaff: bound }),
    'staff.bind': ({ code }: { code: string }) => {
      if (code !== '12345678') return new Refused('BIND_CODE', '绑定码不对或过期了，请要一个新的。')
      bound = true
      return { staff: { name: '小美' } }
    },
  })
  render(<MePage />)
  await settled()
  fireEvent.click(screen.getByText('我是群主'))
  const field = screen.getByPlaceholderText('8 位数字')
  fireEvent.change(field, { target: { value: '1234' } })
  fireEvent.click(screen.getByText('绑定'))
  expect(screen.getByText('绑定码是 8 位数字，再看一眼。')).toBeTruthy()
  fireEvent.change(field, { target: { value: '00000000' } })
  fireEvent.click(screen.getByText('绑定'))
  await settled()
  expect(screen.getByText('绑定码不对或过期了，请要一个新的。')).toBeTruthy()
  fireEvent.change(field, { target: { value: '12345678' } })
  fireEvent.click(screen.getByText('绑定'))
  await settled()
  fireEvent.click(screen.getByText('发送队列'))
  expect(phone.went).toEqual(['/features/delivery/pages/queue/index'])
})
