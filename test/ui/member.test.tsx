import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
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
  consented: true,
  memberSince: NOW,
  balance: 1270,
  streak: 9,
  isStaff: false,
  staffRoles: [],
  leaving: false,
  sharing: true,
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

test('a member sees balance, streak and the way to what is kept', async () => {
  server({ 'member.getMe': () => me })
  render(<MePage />)
  await settled()
  expect(screen.getByLabelText('积分 1270')).toBeTruthy()
  expect(screen.getByLabelText('连续打卡 9 天')).toBeTruthy()
  expect(screen.getByText('2026-11-27 加入')).toBeTruthy()
  expect(screen.getByText('我们知道你什么')).toBeTruthy()
  expect(screen.queryByText('发送队列')).toBeNull()
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
