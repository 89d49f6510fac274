import { expect, test } from '@jest/globals'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { SopNode } from '../../../src/features/sop/rules'
import { Refusal } from '../../../src/kernel/errors'
import { cannedGroup, cannedNode, cannedVersion } from '../canned/version'
import { callsOf, openDesk } from './desk'

const world = (nodes: SopNode[], change = {}) => ({
  'sop.getVersion': () => ({ version: cannedVersion(nodes, change) }),
  'sop.getHearers': () => ({
    groups: [cannedGroup, { ...cannedGroup, id: 'wr2', name: 'VIP群', tags: ['VIP群'], members: 14 }],
    holidays: [],
  }),
  'delivery.getRules': () => ({
    rules: { quotaRule: 'days_of_month', quiet: { from: '22:30', until: '07:00' } },
    revision: 0,
    by: '',
    at: null,
  }),
})

test('the phone shows every part filled in, and the checks tell what stops a publication from what is advice', async () => {
  const text = { type: 'text' as const, text: '{产品} 到了，{群名} 专享' }
  openDesk('#/node?sop=daily&v=2&node=goods', world([cannedNode({ parts: [text] })]))
  expect(await screen.findByText(/到了，福利群1 专享/, { selector: '.bubble' })).toBeTruthy()
  const checks = screen.getByRole('complementary', { name: '预览和检查' })
  expect(within(checks).getByText('1 项要改')).toBeTruthy()
  expect(within(checks).getByText('{产品}还没有值，补上才能发布')).toBeTruthy()
  expect(within(checks).getByText('没有卡片，看不到打开人数')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('{产品} 换成'), { target: { value: '气垫' } })
  expect(await screen.findByText(/^气垫 到了，福利群1 专享$/)).toBeTruthy()
  expect(within(checks).getByText('可以发布')).toBeTruthy()
})

test('the hearers are counted as they are chosen, and the next days are said in words', async () => {
  openDesk(
    '#/node?sop=daily&v=2&node=goods',
    world([cannedNode({ audience: { ...cannedNode().audience, tags: ['VIP群'] } })]),
  )
  expect(await screen.findByText('1 / 2 个群')).toBeTruthy()
  expect(screen.getByText(/11月24日 周二 11:00/, { selector: 'li' })).toBeTruthy()
  fireEvent.change(screen.getByLabelText('群人数，至少'), { target: { value: '100' } })
  expect(await screen.findByText('0 / 2 个群')).toBeTruthy()
  expect(screen.getByText('现在没有一个群符合，不会有人收到')).toBeTruthy()
})

test('a member variable on the way to a group is named with the words for everybody, which one press puts in', async () => {
  openDesk('#/node?sop=daily&v=2&node=goods', world([cannedNode({ parts: [{ type: 'text', text: '{昵称} 早上好' }] })]))
  expect(await screen.findByText('大家 早上好', { selector: 'blockquote' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '改成对大家说' }))
  expect((screen.getByLabelText('第 1 段文案') as HTMLTextAreaElement).value).toBe('大家 早上好')
  fireEvent.click(screen.getByRole('button', { name: '群名' }))
  expect((screen.getByLabelText('第 1 段文案') as HTMLTextAreaElement).value).toContain('{群名}')
})

test('only ways that can be published are offered, and the closed one says why', async () => {
  openDesk('#/node?sop=daily&v=2&node=goods', world([cannedNode({ route: 'auto', fallback: 'subscribe' })]))
  const checks = await screen.findByRole('complementary', { name: '预览和检查' })
  expect(within(checks).getByText(/的备用方式用不上/)).toBeTruthy()
  fireEvent.mouseDown(screen.getByLabelText('走不通时'))
  await screen.findByText(/群主待办 · /, { selector: '.ant-select-item-option-content' })
  expect(offered()).toEqual([
    '不发，写明原因',
    '群主待办 · 群主一键转发，不占配额',
    '订阅消息 · 用不上，请换一种（不可选）',
  ])
  fireEvent.click(screen.getByText(/群主待办 · /, { selector: '.ant-select-item-option-content' }))
  await waitFor(() => expect(within(checks).queryByText(/的备用方式用不上/)).toBeNull())
  fireEvent.mouseDown(screen.getByLabelText('发送方式'))
  const single = '客户群发 · 导购点一下，各自发给自己的好友，每位客户占 1 次'
  expect(await screen.findByText(single)).toBeTruthy()
  expect(offered()).toContain(single)
  fireEvent.click(screen.getByText(/订阅消息 · 只给/, { selector: '.ant-select-item-option-content' }))
  const chosen = () => screen.getByLabelText('走不通时').closest('.ant-select')?.textContent
  await waitFor(() => expect(chosen()).toContain('不发，写明原因'))
})

/** Options of every list that was opened. */
function offered(): string[] {
  return [...document.querySelectorAll('.ant-select-item-option')].map(
    (option) =>
      `${option.textContent}${option.classList.contains('ant-select-item-option-disabled') ? '（不可选）' : ''}`,
  )
}

test('parts change places and go, and what is saved is the whole node under the revision that was read', async () => {
  const sent = openDesk('#/node?sop=daily&v=2&node=goods', {
    ...world([cannedNode()]),
    'sop.putNode': ({ node }: { node: SopNode }) => ({ version: cannedVersion([node], { revision: 4 }) }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '第 1 段往后' }))
  fireEvent.change(screen.getByLabelText('气氛组做什么'), { target: { value: '两人接龙' } })
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  await waitFor(() => expect(callsOf(sent, 'sop.putNode')).toHaveLength(1))
  const [call] = callsOf(sent, 'sop.putNode')
  expect(call).toMatchObject({ sop: 'daily', number: 2, revision: 3, node: { key: 'goods', effort: '两人接龙' } })
  expect(call).toMatchObject({ node: { parts: [{ type: 'card' }, { type: 'text' }] } })
})

test('a text is said in several tones: each group is told which it hears, and the one that is written is what a variable goes into', async () => {
  const text = { type: 'text' as const, text: '亲爱的们', tones: [{ tone: 'VIP群', text: '各位贵宾' }] }
  const sent = openDesk('#/node?sop=daily&v=2&node=goods', {
    ...world([cannedNode({ parts: [text], tone: '福利群', audience: { ...cannedNode().audience, tags: [] } })]),
    'sop.putNode': ({ node }: { node: SopNode }) => ({ version: cannedVersion([node], { revision: 4 }) }),
  })
  const tabs = within(await screen.findByRole('tablist', { name: '第 1 段的语气' }))
  expect(tabs.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['福利群1 群', 'VIP群1 群'])
  expect(screen.getByText('亲爱的们', { selector: '.bubble' })).toBeTruthy()
  fireEvent.keyDown(tabs.getByRole('tab', { selected: true }), { key: 'ArrowRight' })
  expect((screen.getByLabelText('第 1 段文案，VIP群') as HTMLTextAreaElement).value).toBe('各位贵宾')
  expect(screen.getByText('这个群下一次听到「福利群」')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '群名' }))
  expect(screen.getByText('各位贵宾福利群1', { selector: '.bubble' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  await waitFor(() => expect(callsOf(sent, 'sop.putNode')).toHaveLength(1))
  expect(callsOf(sent, 'sop.putNode')[0]).toMatchObject({
    node: { parts: [{ text: '亲爱的们', tones: [{ tone: 'VIP群', text: '各位贵宾{群名}' }] }] },
  })
})

test('an edit outlives the end of its session; who was faster meanwhile is still found', async () => {
  let revision = 3
  const answers = {
    ...world([cannedNode()]),
    'sop.getVersion': () => ({ version: cannedVersion([cannedNode()], { revision }) }),
    'sop.putNode': () => {
      throw new Refusal('SESSION_EXPIRED', '登录过期了，请重新登录。')
    },
  }
  openDesk('#/node?sop=daily&v=2&node=goods', answers)
  fireEvent.change(await screen.findByLabelText('气氛组做什么'), { target: { value: '两人接龙' } })
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  await screen.findByLabelText('账号')
  cleanup()
  revision = 7
  const sent = openDesk('#/node?sop=daily&v=2&node=goods', answers)
  await screen.findByText('上次没有存的改动还在，已经放回来了。')
  expect((screen.getByLabelText('气氛组做什么') as HTMLTextAreaElement).value).toBe('两人接龙')
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  await waitFor(() => expect(callsOf(sent, 'sop.putNode')[0]).toMatchObject({ revision: 3 }))
  cleanup()
  openDesk('#/node?sop=daily&v=2&node=goods', answers)
  fireEvent.click(await screen.findByRole('button', { name: '不要了，用存过的' }))
  expect((screen.getByLabelText('气氛组做什么') as HTMLTextAreaElement).value).toBe('')
  expect(screen.getByText('没有改动')).toBeTruthy()
})

test('what the server would refuse is not sent, and a colleague who was faster is answered field by field', async () => {
  let theirs = false
  const sent = openDesk('#/node?sop=daily&v=2&node=goods', {
    ...world([]),
    'sop.getVersion': () => ({
      version: cannedVersion([cannedNode(theirs ? { column: '对方的名字' } : {})], { revision: theirs ? 9 : 3 }),
    }),
    'sop.putNode': ({ revision, node }: { revision: number; node: SopNode }) => {
      if (revision !== 9) {
        theirs = true
        throw new Refusal('CHANGED_BY_OTHER', '同事刚改过这一稿。')
      }
      return { version: cannedVersion([node], { revision: 10 }) }
    },
  })
  const column = await screen.findByLabelText('栏目（群友看到的名字）')
  fireEvent.change(column, { target: { value: '' } })
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(callsOf(sent, 'sop.putNode')).toHaveLength(0)
  fireEvent.change(column, { target: { value: '我的名字' } })
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  const question = await screen.findByText('栏目 · 你的')
  const conflict = question.closest('section') ?? document.body
  fireEvent.click(within(conflict).getByText('用我的'))
  fireEvent.click(within(conflict).getByRole('button', { name: '就这样，回去存' }))
  fireEvent.click(screen.getByRole('button', { name: /存进草稿/ }))
  await waitFor(() =>
    expect(callsOf(sent, 'sop.putNode')[1]).toMatchObject({ revision: 9, node: { column: '我的名字' } }),
  )
})
