import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { type CheckinBook, standardBook } from '../../../src/features/checkin/book'
import { Refusal } from '../../../src/kernel/errors'
import { callsOf, openDesk } from './desk'

const campaign = {
  id: 'winter',
  title: '暖冬打卡季',
  from: '2026-11-17',
  until: '2026-12-07',
  consecutive: [],
  cycle: null,
  cumulative: [{ days: 5, gifts: [{ kind: 'points' as const, amount: 30 }] }],
  calendar: [],
  budgetPerDay: 500,
}
const known = {
  'checkin.getRules': () => ({ book: { ...standardBook, campaigns: [campaign] }, revision: 3, at: 1, by: '周运营' }),
  'checkin.getCampaigns': () => ({
    day: '2026-11-22',
    campaigns: [{ id: 'winter', came: 34, budget: { perDay: 500, given: 480, left: 20, short: 3 } }],
  }),
  'coupon.listBatches': () => ({ batches: [] }),
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string, value: string) => {
  const field = screen.getByLabelText(label)
  fireEvent.change(field, { target: { value } })
  fireEvent.blur(field)
}

test('the rules are drawn, and a change is saved whole on the revision that was read', async () => {
  const sent = openDesk('#/checkin', {
    ...known,
    'checkin.setRules': ({ book, revision }: { book: CheckinBook; revision: number }) => ({
      ...{ book, revision: revision + 1, at: 2, by: '陈一诺' },
    }),
  })
  expect(await screen.findByText('累计 5 天：30 积分')).toBeTruthy()
  expect(await screen.findByText('今天 34 人打卡 · 发了 480 积分，还剩 20 · 3 笔没发出')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存' }).disabled).toBe(true)
  type('每月护盾', '2')
  type('一天从几点开始', '3:00')
  press('保存')
  await waitFor(() => expect(callsOf(sent, 'checkin.setRules')).toHaveLength(1))
  const [saved] = callsOf(sent, 'checkin.setRules')
  expect(saved).toMatchObject({
    revision: 3,
    book: { ...standardBook, shield: 2, dayStart: 180, campaigns: [campaign] },
  })
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '保存' }).disabled).toBe(true))
})

test('what cannot be meant is told before anything is sent', async () => {
  const sent = openDesk('#/checkin', known)
  fireEvent.click(await screen.findByText('暖冬打卡季'))
  type('结束日期', '2026-11-01')
  press('好了')
  press('保存')
  expect(screen.getByRole('alert').textContent).toContain('「暖冬打卡季」的结束日早于开始日')
  expect(callsOf(sent, 'checkin.setRules')).toHaveLength(0)
})

test('a colleague was faster: it is said, and the newest is one press away', async () => {
  let revision = 3
  openDesk('#/checkin', {
    ...known,
    'checkin.getRules': () => ({ ...known['checkin.getRules'](), revision, by: revision > 3 ? '小美' : '周运营' }),
    'checkin.setRules': () => {
      revision = 4
      throw new Refusal('RULES_CHANGED', '规则刚被别人改过，请刷新后再改一次')
    },
  })
  await screen.findByText('暖冬打卡季')
  type('每月护盾', '2')
  press('保存')
  expect((await screen.findByRole('alert')).textContent).toContain('规则刚被别人改过')
  press('看最新的')
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.getByText(/第 4 版，小美/)).toBeTruthy()
})
