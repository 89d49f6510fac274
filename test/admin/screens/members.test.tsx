import { expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { writeSession } from '../../../src/admin/session'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

const memberId = 'm3f9a01bc0000000000000000'
const wallet = {
  balance: 120,
  held: 20,
  pending: 0,
  lots: [{ expires: '2027-12-09', amount: 100 }],
  expiring: null,
  growth: 30,
  cards: 1,
  code: '3F9A01BC',
}
const line = {
  id: 'checkin:x',
  asset: 'points',
  delta: 5,
  balanceAfter: 120,
  reason: '打卡',
  at: cannedNow,
  day: '2026-12-09',
  bizType: 'checkin',
  lots: [],
  of: null,
  by: null,
}
const tier = {
  ...{ current: 'core', since: '2026-07-01', until: '2027-06-30', byHand: false, growth: 700 },
  ...{ next: { id: 'vip', name: 'VIP', missing: 1300 }, keep: { counted: 200, missing: 400, lower: '普通' } },
  tiers: [
    { id: 'basic', name: '普通', threshold: 0, gives: [] },
    { id: 'core', name: '核心', threshold: 600, gives: [] },
    { id: 'vip', name: 'VIP', threshold: 2000, gives: [] },
  ],
  history: [
    { id: 'h', from: '普通', to: '核心', day: '2026-07-01', why: 'hand', growth: 0, reason: '老客', by: '周晴' },
  ],
  ...{ birthday: '05-20', segments: ['敏感肌'], channel: null },
}
const known = {
  'tier.getOf': () => tier,
  'points.findMember': () => ({ memberId, memberSince: cannedNow, streak: 7, wallet }),
  'points.getTimeline': ({ before }: { before?: number }) =>
    before === 12
      ? { lines: [{ ...line, id: 'checkin:old', day: '2026-11-23', reason: '第一次打卡' }], next: null }
      : { lines: [line], next: 12 },
}

const row = (code: string, change: object = {}) => ({
  ...{
    memberId: `m${code.toLowerCase().padEnd(24, '0')}`,
    code,
    tier: '核心',
    points: 1200,
    streak: 7,
    segments: ['老客'],
  },
  ...{
    lastDay: '2026-11-22',
    channel: '收银台',
    groups: ['福利群1'],
    joinedAt: cannedNow - 3_600_000,
    consent: 'given',
  },
  ...change,
})
const listed = {
  ...known,
  'member.getChoices': () => ({
    ...{
      tiers: [{ id: 'core', name: '核心' }],
      channels: [],
      groups: [{ id: 'g1', name: '福利群1' }],
      wholeBrand: true,
    },
  }),
  'member.list': ({ filter, after }: { filter: { code: string }; after: object | null }) =>
    filter.code === 'FF'
      ? { rows: [], next: null }
      : after
        ? { rows: [row('AA000002')], next: null }
        : { rows: [row('3F9A01BC'), row('AA000001', { streak: 0, lastDay: null })], next: { at: '1', id: 'm' } },
  'member.turnSegment': ({ memberId: id }: { memberId: string }) => {
    if (id.startsWith('maa000001')) throw new Refusal('TOO_MANY_SEGMENTS', '这位会员已经有 32 个标签，先去掉一个再加。')
    return { segments: [], changed: true }
  },
}

test('the list goes on by itself, its filter stands in the address, and a line leads to its member and back', async () => {
  const sent = openDesk('#/members?seen=month', listed)
  const grid = await screen.findByRole('grid', { name: '会员' })
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('4'))
  expect(callsOf(sent, 'member.list')[0]?.filter).toMatchObject({ seen: 'month', code: '', tier: '' })
  expect(grid.textContent).toContain('1,200')
  expect(screen.getAllByText('1 小时前')[0]?.getAttribute('title')).toContain('2026-11-2')
  fireEvent.change(screen.getByLabelText('会员码'), { target: { value: '3f9a' } })
  expect(location.hash).toBe('#/members?seen=month&q=3f9a')
  await waitFor(() =>
    expect(callsOf(sent, 'member.list').at(-1)?.filter).toMatchObject({ seen: 'month', code: '3F9A' }),
  )
  fireEvent.click(await screen.findByRole('rowheader', { name: '3F9A01BC' }))
  await screen.findByRole('region', { name: '资产' })
  expect(screen.getByRole('link', { name: '名单' }).getAttribute('href')).toBe('#/members?seen=month&q=3f9a')
})

test('what fits nobody offers to clear the filter; what can be no code is said and not asked for', async () => {
  const sent = openDesk('#/members?q=FF', listed)
  await screen.findByText(/没有这样的会员/)
  fireEvent.change(screen.getByLabelText('会员码'), { target: { value: 'zz' } })
  expect((await screen.findByRole('alert')).textContent).toContain('A 到 F')
  fireEvent.click(screen.getAllByRole('button', { name: '清掉筛选' })[0] as HTMLElement)
  expect(location.hash).toBe('#/members')
  expect(callsOf(sent, 'member.list').some(({ filter }) => (filter as { code: string }).code.includes('Z'))).toBe(false)
})

test('a table is walked, chosen from and copied by keys; a tag goes on one by one, the failed one alone is tried again, and it is undone', async () => {
  const sent = openDesk('#/members', listed)
  const grid = await screen.findByRole('grid', { name: '会员' })
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('4'))
  act(() => grid.focus())
  for (const key of ['ArrowDown', 'x']) fireEvent.keyDown(grid, { key })
  fireEvent.keyDown(grid, { key: 'ArrowDown', shiftKey: true })
  expect(within(grid).getAllByRole('row', { selected: true })).toHaveLength(2)
  const copied: string[] = []
  fireEvent.copy(grid, { clipboardData: { setData: (_type: string, text: string) => copied.push(text) } })
  expect(copied[0]?.split('\r\n')[0]?.split('\t').slice(0, 4)).toEqual(['3F9A01BC', '核心', '1200', '7'])
  fireEvent.click(screen.getByRole('button', { name: '打标签' }))
  const field = await screen.findByLabelText('打标签，写标签')
  fireEvent.change(field, { target: { value: '双十二' } })
  fireEvent.submit(field.closest('form') as HTMLElement)
  await screen.findByText(/1 位会员办好了，1 个没办成/)
  expect(screen.getByText(/已经有 32 个标签/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '只重试这 1 个' }))
  await waitFor(() => expect(callsOf(sent, 'member.turnSegment')).toHaveLength(3))
  expect(callsOf(sent, 'member.turnSegment')[2]?.memberId).toContain('maa000001')
})

test('older lines are added below on demand', async () => {
  openDesk('#/members?code=3F9A01BC', known)
  fireEvent.click(await screen.findByRole('button', { name: '看更早的' }))
  await screen.findByText('第一次打卡')
  expect(screen.getByText('打卡', { selector: 'div' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '看更早的' })).toBeNull()
})

test('a correction keeps its request until it is answered, and a new one takes another', async () => {
  let tries = 0
  const sent = openDesk('#/members?code=3F9A01BC', {
    ...known,
    'points.correct': () => {
      tries += 1
      if (tries === 1) throw new Refusal('BUSY', '现在人多，请再试一次。')
      return { entry: 'correct:1', balance: 220 }
    },
  })
  const book = async (delta: string) => {
    fireEvent.change(await screen.findByLabelText('加减'), { target: { value: delta } })
    fireEvent.change(screen.getByLabelText('原因'), { target: { value: '门店断网，补打卡' } })
    fireEvent.click(screen.getByRole('button', { name: '记一笔更正' }))
  }
  await book('100')
  await screen.findByText(/现在人多/)
  fireEvent.click(screen.getByRole('button', { name: '记一笔更正' }))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('加减').value).toBe(''))
  await book('-5')
  await waitFor(() => expect(callsOf(sent, 'points.correct')).toHaveLength(3))
  const [first, second, third] = callsOf(sent, 'points.correct')
  expect(second).toEqual(first)
  expect(first).toMatchObject({ memberId, asset: 'points', delta: 100, reason: '门店断网，补打卡' })
  expect(third?.request).not.toBe(first?.request)
  expect(third?.delta).toBe(-5)
})

test('more than can be used cannot be taken', async () => {
  openDesk('#/members?code=3F9A01BC', known)
  fireEvent.change(await screen.findByLabelText('加减'), { target: { value: '-101' } })
  fireEvent.change(screen.getByLabelText('原因'), { target: { value: '发错了' } })
  expect(screen.getByText(/能用的只有 100，减不了这么多/)).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '记一笔更正' }).disabled).toBe(true)
})

test('a store manager looks members up and corrects nothing, a guide sees neither entry', async () => {
  writeSession({ token: 't', name: '孙悦', roles: ['store_manager'] })
  openDesk('#/members?code=3F9A01BC', known, false)
  await screen.findByRole('region', { name: '资产' })
  expect(screen.queryByLabelText('加减')).toBeNull()
  expect(screen.getByRole('link', { name: '会员' })).toBeTruthy()
  expect(screen.queryByRole('link', { name: '积分负债' })).toBeNull()
})

test('the liability is by month, and a drift is named with its member', async () => {
  openDesk('#/liability', {
    'points.getLiability': () => ({
      at: cannedNow,
      pointsPerYuan: 100,
      points: 1500,
      cents: 1500,
      promised: 40,
      lines: [
        { month: '2026-12', points: 480, cents: 480 },
        { month: null, points: 1020, cents: 1020 },
      ],
    }),
    'points.getAudit': () => ({
      audits: [
        {
          ...{ day: '2026-12-09', startedAt: cannedNow, finishedAt: cannedNow + 60_000, accounts: 12, entries: 90 },
          drift: 1,
          drifts: [{ memberId, asset: 'points', balance: 10, ledger: 9, lots: 10 }],
        },
        { day: '2026-12-08', startedAt: cannedNow, finishedAt: null, accounts: 3, entries: 9, drift: 0, drifts: [] },
      ],
    }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '看成表格' }))
  const owed = screen.getByRole('row', { name: /2026年12月/ })
  expect(owed.textContent).toContain('480')
  expect(screen.getByText('¥15')).toBeTruthy()
  expect(screen.getByText(/另有 40 积分等待到账/)).toBeTruthy()
  expect(within(owed).getByRole('link', { name: '480' }).getAttribute('href')).toBe('#/liability?month=2026-12')
  const drift = await screen.findByRole('link', { name: '3F9A01BC' })
  expect(drift.closest('li')?.textContent).toContain('余额 10，流水合计 9')
  expect(screen.getByText('差 1 处')).toBeTruthy()
  expect(screen.getByText('进行中')).toBeTruthy()
})

test('a member’s tier is shown with how it came, and set by hand with a reason under one request', async () => {
  let tries = 0
  const sent = openDesk('#/members?code=3F9A01BC', {
    ...known,
    'tier.set': () => {
      tries += 1
      if (tries === 1) throw new Refusal('BUSY', '现在人多，请再试一次。')
      return { tier: 'vip', until: '2027-12-31' }
    },
  })
  expect(await screen.findByText('保到 2027/6/30')).toBeTruthy()
  expect(screen.getByText('成长值 700，再得 1,300 升VIP，还差 400 才能保级')).toBeTruthy()
  expect(screen.getByText('周晴：老客')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '设定等级' }))
  expect(screen.getByText('选一个等级，写清楚为什么。')).toBeTruthy()
  fireEvent.mouseDown(screen.getByLabelText('改成'))
  fireEvent.click(await screen.findByTitle('VIP'))
  fireEvent.change(screen.getByPlaceholderText(/只有同事看得到/), { target: { value: '补偿' } })
  fireEvent.click(screen.getByRole('button', { name: '设定等级' }))
  await screen.findByText(/现在人多/)
  fireEvent.click(screen.getByRole('button', { name: '设定等级' }))
  await waitFor(() => expect(callsOf(sent, 'tier.set')).toHaveLength(2))
  const [first, second] = callsOf(sent, 'tier.set')
  expect(second).toEqual(first)
  expect(first).toMatchObject({ memberId, tier: 'vip', reason: '补偿' })
})

test('a segment is typed and kept', async () => {
  const sent = openDesk('#/members?code=3F9A01BC', { ...known, 'member.setSegments': () => ({ segments: [] }) })
  const field = await screen.findByLabelText('标签')
  fireEvent.change(field, { target: { value: '老客' } })
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 })
  await waitFor(() => expect(callsOf(sent, 'member.setSegments')).toEqual([{ memberId, segments: ['敏感肌', '老客'] }]))
})
