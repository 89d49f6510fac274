import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { QueueItem } from '../../src/features/delivery/contract'
import type { ActResult, MyAway, OwnerAct } from '../../src/features/delivery/ownerContract'
import { toSend } from '../../src/features/delivery/pages/outbox'
import QueuePage from '../../src/features/delivery/pages/queue/index'
import { arrange, chainOf, markOf, placeOf } from '../../src/features/delivery/pages/queueOrder'
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
    parts: [
      { type: 'text', text: '午间好物来啦' },
      { type: 'card', title: '雾面气垫', cover: '气垫' },
    ],
    text: '午间好物来啦',
    card: { title: '雾面气垫', cover: '气垫', path: '/features/sop/pages/column/index?b=a&g=wrGroup1' },
    state: 'awaiting_staff',
    evidence: null,
    reason: null,
    sentAt: null,
    opened: 0,
    acted: 0,
    late: 'skip',
    standsInFor: null,
    mayResend: false,
    attempt: 0,
    ...change,
  }
}

let items: QueueItem[] = []
let away: MyAway | null = null
let nobodyStandsIn = false
function changed(id: string, act: OwnerAct): ActResult {
  const fields: Partial<QueueItem> =
    act.do === 'confirm'
      ? { state: 'sent', evidence: 'self', sentAt: NOW }
      : act.do === 'skip'
        ? { state: 'skipped', reason: act.reason }
        : act.do === 'postpone'
          ? { from: NOW + act.minutes * MINUTE, state: 'planned' }
          : { state: 'awaiting_staff', reason: null }
  items = items.map((one) => (one.id === id ? { ...one, ...fields } : one))
  const item = items.find((one) => one.id === id)
  return item ? { id, item } : { id, item: null, code: 'NO_SUCH_DELIVERY', message: '没有这条消息。' }
}
const colleagues = [{ user: 'aling', name: '阿玲' }]
const logistics = { category: '物流', tone: '亲切', answers: [{ tone: '简洁', text: '次日到。' }] }
const shop = () =>
  server({
    'material.listScripts': () => ({
      scripts: [
        { id: 's1', name: '物流多久到', text: '一般次日到哦～', tags: [], uses: 0, script: logistics },
        { id: 's2', name: '怎么退', text: '七天都能退', tags: [], uses: 2, script: null },
      ],
      more: 0,
    }),
    'delivery.getQueue': () => ({ date: '2026-11-27', owner: '小美', items, away, colleagues }),
    'delivery.actOnMany': ({ ids, act }: { ids: string[]; act: OwnerAct }) => ({
      results: ids.map((id) => changed(id, act)),
    }),
    'delivery.setMyAway': ({ until }: { until: string | null }) => {
      const moved = nobodyStandsIn ? 0 : 1
      away = until === null ? null : { until, deputyName: nobodyStandsIn ? null : '阿玲', moved }
      if (!nobodyStandsIn) items = until === null ? [item()] : []
      return { moved, stayed: 1 - moved, back: moved, kept: 0 }
    },
    'delivery.sendAfterAll': ({ id }: { id: string }) => ({ id }),
  })
const acts = () => phone.calls.filter(({ method }) => method === 'delivery.actOnMany').map(({ input }) => input)

beforeEach(() => {
  resetPhone()
  consent.set('given')
  items = [item()]
  away = null
  nobodyStandsIn = false
  shop()
})
afterEach(cleanup)

test('a message is handed to the chooser, and only the owner’s word says that it went out', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发'))
  await settled()
  expect(screen.getByText('发出去了吗？')).toBeTruthy()
  expect(phone.calls.some(({ method }) => method === 'delivery.actOnMany')).toBe(false)
  fireEvent.click(screen.getByText('发出去了'))
  await settled()
  expect(screen.getByText('11:24 你说发了，还没人点开')).toBeTruthy()
  expect(screen.getByText('自报')).toBeTruthy()
})

test('an owner finds the answer to a question and copies it in the tone that fits', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('查话术'))
  await settled()
  expect(screen.getByText('怎么退')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('顾客问什么，搜一个词'), { target: { value: '次日' } })
  await settled()
  expect(screen.queryByText('怎么退')).toBeNull()
  fireEvent.click(screen.getByText('物流多久到'))
  await settled()
  expect(screen.getByText('次日到。')).toBeTruthy()
  fireEvent.click(screen.getByText('复制「简洁」'))
  await settled()
  expect(phone.clipboard).toBe('次日到。')
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
  expect(acts().at(-1)).toMatchObject({ ids: ['delivery-1'], act: { do: 'skip', reason: '今天发太多了' } })
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

test('who is no owner is told so and binds on the spot', async () => {
  server({
    'delivery.getQueue': () => new Refused('FORBIDDEN', '先在「我的」里绑定群主身份。'),
    'staff.bind': () => {
      shop()
      return { staff: { name: '小美' } }
    },
  })
  render(<QueuePage />)
  await settled()
  expect(screen.getByText('先在「我的」里绑定群主身份。')).toBeTruthy()
  fireEvent.click(screen.getByText('去绑定身份'))
  fireEvent.change(screen.getByPlaceholderText('8 位数字'), { target: { value: '12345678' } })
  fireEvent.click(screen.getByText('绑定'))
  await settled()
  expect(screen.queryByText('去绑定身份')).toBeNull()
  expect(screen.getByText('一键转发')).toBeTruthy()
})

test('what was said without a network waits on the phone and arrives under the same id when the network is back', async () => {
  const page = render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发'))
  await settled()
  noNetwork()
  fireEvent.click(screen.getByText('发出去了'))
  await settled()
  expect(screen.getByText('待登记')).toBeTruthy()
  expect(screen.getByText('1 条还没登记上，连上网会自动登记，不用重发。')).toBeTruthy()
  const [lost] = acts()
  // The page is closed and opened again: what waits is on the phone.
  page.unmount()
  shop()
  render(<QueuePage />)
  await settled()
  expect(acts().at(-1)).toEqual(lost)
  expect(screen.getByText('自报')).toBeTruthy()
  expect(screen.queryByText('待登记')).toBeNull()
})

test('the same words for several groups are one card: one tap for all, and each group keeps its own answer', async () => {
  const others = ['2', '3'].map((n) => item({ id: `delivery-${n}`, groupName: `福利群${n}`, target: `wrGroup${n}` }))
  items = [...items, ...others]
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发到 3 个群'))
  await settled()
  fireEvent.click(screen.getByLabelText('福利群2'))
  fireEvent.click(screen.getByText('发了 2 个群'))
  await settled()
  expect(acts()).toMatchObject([{ ids: ['delivery-1', 'delivery-3'], act: { do: 'confirm' } }])
  expect(screen.getByText('一键转发')).toBeTruthy()
  expect(screen.getByText('福利群1 等 2 个群')).toBeTruthy()
  expect(screen.getByText('福利群2，12:00 前发出')).toBeTruthy()
})

test('a group that is refused is told about, the others are sent', async () => {
  items = [...items, item({ id: 'delivery-2', groupName: '福利群2', target: 'wrGroup2' })]
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('一键转发到 2 个群'))
  await settled()
  items = items.slice(0, 1)
  fireEvent.click(screen.getByText('发出去了'))
  await settled()
  expect(screen.getByText('没有这条消息。')).toBeTruthy()
  expect(screen.getByText('自报')).toBeTruthy()
})

test('an owner leaves with a deputy and comes back', async () => {
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('我今天不在'))
  fireEvent.click(screen.getByLabelText('到明天'))
  fireEvent.click(screen.getByLabelText('阿玲'))
  fireEvent.click(screen.getByText('交给代发人'))
  await settled()
  const leaving = phone.calls.find(({ method }) => method === 'delivery.setMyAway')
  expect(leaving?.input).toEqual({ until: '2026-11-28', deputy: 'aling' })
  expect(screen.getByText('今天 1 条由 阿玲 代发。')).toBeTruthy()
  fireEvent.click(screen.getByText('我回来了'))
  await settled()
  expect(screen.getByText('我今天不在')).toBeTruthy()
})

test('an owner who leaves without anybody to stand in reads what is left, and not what they send for others', async () => {
  nobodyStandsIn = true
  items = [item(), item({ id: 'delivery-2', column: '补货通知', standsInFor: '小满' })]
  render(<QueuePage />)
  await settled()
  fireEvent.click(screen.getByText('我今天不在'))
  fireEvent.click(screen.getByText('交给代发人'))
  await settled()
  expect(screen.getByText('今天还有 1 条没人代发，请找运营，或先回来换个代发人。')).toBeTruthy()
})

test('a late message says what the node allows, and a missed one can be sent after all only where it may', async () => {
  const until = NOW - 5 * MINUTE
  items = [
    item({ until, late: 'skip', standsInFor: '小满' }),
    item({ id: 'delivery-2', column: '补货通知', until, late: 'send' }),
    item({
      id: 'delivery-3',
      column: '话题讨论',
      state: 'unconfirmed',
      reason: '要不要补发',
      late: 'ask',
      mayResend: true,
    }),
  ]
  render(<QueuePage />)
  await settled()
  expect(screen.getByText('这条设定过时不发，不用补；已经发了就点一下。')).toBeTruthy()
  expect(screen.getByText('替 小满 代发')).toBeTruthy()
  expect(screen.getAllByText('现在补发')).toHaveLength(1)
  fireEvent.click(screen.getByText('话题讨论'))
  fireEvent.click(screen.getByText('补发'))
  await settled()
  expect(phone.calls.find(({ method }) => method === 'delivery.sendAfterAll')?.input).toEqual({ id: 'delivery-3' })
})

test('every kind of part is shown as the group will see it', async () => {
  items = [
    item({
      parts: [
        { type: 'text', text: '看这里' },
        { type: 'images', materials: ['海报一', '海报二'] },
        { type: 'video', material: '三分钟测评' },
        { type: 'voice', material: '店长说' },
        { type: 'link', title: '成分表', url: 'https://a.example/x', description: '', picture: '' },
        { type: 'questionnaire', material: '肤质问卷' },
        { type: 'coupon', title: '满 199 减 60', batch: 'b1' },
        { type: 'game', title: '接龙', page: 'p' },
      ],
    }),
  ]
  render(<QueuePage />)
  await settled()
  for (const words of [
    '看这里',
    '海报一',
    '海报二',
    '三分钟测评',
    '店长说',
    'a.example',
    '肤质问卷',
    '满 199 减 60',
    '接龙',
  ]) {
    expect(screen.getByText(words)).toBeTruthy()
  }
})

test('files of the library are shown and can be saved by the owner; what is gone keeps its name', async () => {
  const file = (ref: string, kind: 'image' | 'video' | 'file', url = `https://a.example/${kind}`) => ({
    ...{ ref, name: ref.split('#')[0] ?? '', kind, file: `cloud://a/${kind}`, url, size: 10 },
  })
  const id = '0123456789abcdef0123'
  items = [
    item({
      parts: [
        { type: 'text', text: '看这里' },
        { type: 'image', material: `海报.png#${id}` },
        { type: 'video', material: `测评.mp4#${id}` },
        { type: 'file', material: `成分表.pdf#${id}` },
      ],
      media: [file(`海报.png#${id}`, 'image'), file(`测评.mp4#${id}`, 'video'), file(`成分表.pdf#${id}`, 'file', '')],
    }),
  ]
  render(<QueuePage />)
  await settled()
  for (const words of ['测评.mp4', '成分表.pdf', '存图片', '存视频']) expect(screen.getByText(words)).toBeTruthy()
  expect(screen.queryByText('打开文件')).toBeNull()
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
  expect(places.done.map(({ lead }) => lead.id)).toEqual(['b', 'a'])
  expect(places.next.map(({ lead }) => lead.id)).toEqual(['d', 'c'])
})

test('an owner’s word counts as confirmed only when somebody opened the card', () => {
  expect(markOf(item({ state: 'sent', evidence: 'self', opened: 0 }))).toBe('self')
  expect(markOf(item({ state: 'sent', evidence: 'self', opened: 1 }))).toBe('confirmed')
  expect(markOf(item({ state: 'sent', evidence: 'platform' }))).toBe('confirmed')
  expect(markOf(item({ state: 'skipped' }))).toBe('skipped')
})

test('the chain tells what the platform saw from what the owner said', () => {
  const by = (change: Partial<QueueItem>) => chainOf(item(change)).map((step) => step.by)
  expect(by({ state: 'planned' })).toEqual(['platform', 'open', 'open', 'open', 'open', 'open'])
  const self = { state: 'sent', evidence: 'self' } as const
  expect(by(self)).toEqual(['platform', 'platform', 'self', 'unknown', 'open', 'open'])
  expect(by({ ...self, opened: 5, acted: 2 })).toEqual([
    'platform',
    'platform',
    'self',
    'platform',
    'platform',
    'platform',
  ])
  expect(by({ state: 'late', evidence: 'platform' }).slice(2, 4)).toEqual(['platform', 'platform'])
})

test('a card of more groups than one call takes goes out in parts, each with an id of its own', () => {
  const ids = Array.from({ length: 120 }, (_, n) => `delivery-${n}`)
  const parts = toSend(ids, { do: 'confirm' }, NOW, 0)
  expect(parts.map((part) => part.ids.length)).toEqual([50, 50, 20])
  expect(new Set(parts.map(({ request }) => request)).size).toBe(3)
  expect(parts.every(({ request }) => /^[0-9a-f]{32}$/.test(request))).toBe(true)
})
