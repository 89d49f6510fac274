import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { QueueItem } from '../../src/features/delivery/contract'
import QueuePage from '../../src/features/delivery/pages/queue/index'
import { arrange, markOf, placeOf } from '../../src/features/delivery/pages/queueOrder'
import { NOW, noNetwork, Refused, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const MINUTE = 60_000

function item(change: Partial<QueueItem> = {}): QueueItem {
  return {
    id: 'delivery-1',
    column: '午间好物',
    groupName: '福利群1',
    target: 'wrGroup1',
    from: NOW - 24 * MINUTE,
    until: NOW + 36 * MINUTE,
    route: 'staff_task',
    parts: [],
    text: '午间好物来啦',
    card: { title: '雾面气垫', cover: '气垫', path: '/features/sop/pages/column/index?b=a&g=wrGroup1' },
    state: 'awaiting_staff',
    evidence: null,
    reason: null,
    sentAt: null,
    opened: 0,
    ...change,
  }
}

let items: QueueItem[] = []
function change(id: string, fields: Partial<QueueItem>) {
  items = items.map((one) => (one.id === id ? { ...one, ...fields } : one))
  return { item: items.find((one) => one.id === id) }
}
const shop = () =>
  server({
    'delivery.getQueue': () => ({ date: '2026-11-27', owner: '小美', items }),
    'delivery.confirm': ({ id }: { id: string }) => change(id, { state: 'sent', evidence: 'self', sentAt: NOW }),
    'delivery.skip': ({ id, reason }: { id: string; reason: string }) => change(id, { state: 'skipped', reason }),
    'delivery.unskip': ({ id }: { id: string }) => change(id, { state: 'awaiting_staff', reason: null }),
    'delivery.postpone': ({ id, minutes }: { id: string; minutes: number }) =>
      change(id, { from: NOW + minutes * MINUTE, state: 'planned' }),
  })

beforeEach(() => {
  resetPhone()
  consent.set('given')
  items = [item()]
  shop()
})
afterEach(cleanup)

test('a message is handed to the chooser, and only the owner’s word says that it went out', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发'))
  await settled()
  expect(screen.getByText('发出去了吗？')).toBeTruthy()
  expect(phone.calls.some(({ method }) => method === 'delivery.confirm')).toBe(false)
  fireEvent.click(screen.getByText('发出去了'))
  await settled()
  expect(screen.getByText('11:24 你说发了，还没人点开')).toBeTruthy()
  expect(screen.getByText('自报')).toBeTruthy()
})

test('a message that was not sent after all stays in the queue', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发'))
  await settled()
  fireEvent.click(screen.getByText('没发成'))
  await settled()
  expect(screen.getByText('一键转发')).toBeTruthy()
})

test('skipping takes a reason and can be taken back', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('跳过'))
  fireEvent.click(screen.getByLabelText('跳过，今天发太多了'))
  await settled()
  expect(phone.calls.at(-1)?.input).toEqual({ id: 'delivery-1', reason: '今天发太多了' })
  expect(screen.getByText('原因：今天发太多了')).toBeTruthy()
  fireEvent.click(screen.getByText('撤销'))
  await settled()
  expect(screen.getByText('一键转发')).toBeTruthy()
})

test('postponing moves the message to what comes next', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('稍后 10 分钟'))
  await settled()
  expect(screen.getByText('11:34 再提醒你')).toBeTruthy()
  expect(screen.getByText('预览')).toBeTruthy()
  expect(screen.getByText('现在没有要发的')).toBeTruthy()
})

test('a group task is confirmed in WeCom and offers nothing to press here', async () => {
  items = [item({ route: 'group_task' })]
  render(<QueuePage />)
  await settled()
  expect(screen.getByText('在企业微信里确认发送')).toBeTruthy()
  expect(screen.queryByText('一键转发')).toBeNull()
  expect(screen.queryByText('跳过')).toBeNull()
})

test('who is no owner is told so and led to where one binds', async () => {
  server({ 'delivery.getQueue': () => new Refused('FORBIDDEN', '先在「我的」里绑定群主身份。') })
  render(<QueuePage />)
  await settled()
  expect(screen.getByText('先在「我的」里绑定群主身份。')).toBeTruthy()
  fireEvent.click(screen.getByText('去绑定身份'))
  expect(phone.went).toEqual(['/features/member/pages/me/index'])
})

test('a confirmation that did not arrive leaves the question open', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发'))
  await settled()
  noNetwork()
  fireEvent.click(screen.getByText('发出去了'))
  await settled()
  expect(screen.getByText('发出去了吗？')).toBeTruthy()
})

test('an item is next, now, overdue or done by its window and state', () => {
  expect(placeOf(item({ from: NOW + 1 }), NOW)).toBe('next')
  expect(placeOf(item({ from: NOW }), NOW)).toBe('now')
  expect(placeOf(item({ until: NOW }), NOW)).toBe('overdue')
  expect(placeOf(item({ state: 'missed', until: NOW }), NOW)).toBe('done')
})

test('what is done stands newest first, the rest in order of time', () => {
  const at = (id: string, minutes: number, state: QueueItem['state']) =>
    item({ id, from: NOW + minutes * MINUTE, until: NOW + (minutes + 30) * MINUTE, state })
  const places = arrange(
    [at('c', 60, 'planned'), at('a', -90, 'sent'), at('b', -60, 'sent'), at('d', 30, 'planned')],
    NOW,
  )
  expect(places.done.map(({ id }) => id)).toEqual(['b', 'a'])
  expect(places.next.map(({ id }) => id)).toEqual(['d', 'c'])
})

test('an owner’s word counts as confirmed only when somebody opened the card', () => {
  expect(markOf(item({ state: 'sent', evidence: 'self', opened: 0 }))).toBe('self')
  expect(markOf(item({ state: 'sent', evidence: 'self', opened: 1 }))).toBe('confirmed')
  expect(markOf(item({ state: 'sent', evidence: 'platform' }))).toBe('confirmed')
  expect(markOf(item({ state: 'skipped' }))).toBe('skipped')
})
