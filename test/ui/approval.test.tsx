import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { VersionCase, WaitingVersion } from '../../src/features/approval/contract'
import ApprovalsPage from '../../src/features/approval/pages/approvals/index'
import type { MemberView } from '../../src/features/member/contract'
import MePage from '../../src/features/member/pages/me/index'
import type { CaseView } from '../../src/features/post/contract'
import { NOW, Refused, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const version: WaitingVersion = {
  ...{ sop: 'fuli', name: '福利群日常', number: 3, base: 2, author: '小满', submittedBy: '小满', submittedAt: NOW },
  ...{ note: '早安短一点', nodes: 9, notYou: null },
}
const message: VersionCase['messages'][number] = {
  ...{ node: 'n1', column: '早安海报', change: 'changed', when: '每天 08:30–09:00，群主待办' },
  fields: [{ field: '文案', before: '早安，姐妹们', after: '早安，花友们' }],
  message: { column: '早安海报', parts: [{ type: 'text', text: '早安，花友们' }], media: [] },
}
const post: CaseView = {
  ...{ id: `m${'a'.repeat(24)}:2026-11-27`, revision: 4, name: '会员 AAAA', day: '2026-11-27', text: '今天的妆' },
  ...{ textCheck: 'review', photos: [], state: 'waiting', reason: 'text_review', decision: null, points: 0 },
  ...{ publishedAt: NOW },
  share: { agreed: false, adopted: false },
}
const me: MemberView = {
  ...{ consented: true, memberSince: NOW, balance: 0, streak: 0, isStaff: true, staffRoles: ['reviewer'] },
  ...{ leaving: false, sharing: true },
}
let notYou: string | null
let total: number
let decided: string | null

beforeEach(() => {
  resetPhone()
  consent.set('given')
  notYou = null
  total = 1
  decided = null
  server({
    'member.getMe': () => me,
    'approval.list': () => ({ versions: decided === null ? [version] : [], posts: 1 }),
    'post.listWaiting': () => ({ posts: [post], waiting: 1 }),
    'post.decide': () => ({ post }),
    'approval.getVersion': ({ from }: { from?: number }) => ({
      ...{ version: { ...version, notYou }, fields: [], total },
      messages: from
        ? [{ ...message, node: 'n2', column: '晚安', change: 'removed', fields: [], message: null }]
        : [message],
    }),
    'sop.approve': () => {
      decided = 'approved'
      return { sop: 'fuli', number: 3, status: 'approved' }
    },
    'sop.sendBack': () => new Refused('SUBMITTED_AGAIN', '这一稿退回改过，又重新提交了，请看过新的再决定。'),
  })
})
afterEach(cleanup)

const calls = (method: string) => phone.calls.filter((each) => each.method === method).map(({ input }) => input)

test('a judge finds what waits from their own page, others find no such row', async () => {
  render(<MePage />)
  await settled()
  fireEvent.click(screen.getByLabelText('待我审核，2 件'))
  expect(phone.went.at(-1)).toContain('/features/approval/pages/approvals/index')
  cleanup()
  server({ 'member.getMe': () => ({ ...me, staffRoles: ['guide'] }) })
  render(<MePage />)
  await settled()
  expect(screen.queryByText('待我审核')).toBeNull()
})

test('what changes is said in words and shown as it would look; a yes names what was read', async () => {
  render(<ApprovalsPage />)
  await settled()
  fireEvent.click(screen.getByText('福利群日常，第 3 版'))
  expect(phone.went.at(-1)).toBe('/features/approval/pages/approvals/index?sop=fuli&n=3')
  cleanup()
  phone.params = { sop: 'fuli', n: '3' }
  total = 2
  render(<ApprovalsPage />)
  await settled()
  expect(document.querySelector('.field-change__was')?.textContent).toBe('姐妹')
  expect(document.querySelector('.field-change__is')?.textContent).toBe('花友')
  fireEvent.click(screen.getByText('看发出来的样子'))
  expect(document.querySelector('.sheet .look__words')?.textContent).toBe('早安，花友们')
  fireEvent.click(screen.getByText('看完了'))
  fireEvent.click(screen.getByText('再看 1 处'))
  await settled()
  expect(screen.getByText('去掉以后，群里不再听到这一条。')).toBeTruthy()
  fireEvent.click(screen.getByText('通过'))
  await settled()
  expect(calls('sop.approve')).toEqual([{ sop: 'fuli', number: 3, note: '', submittedAt: NOW }])
  expect(screen.getByText('已通过')).toBeTruthy()
})

test('a no needs a reason, and says so when the version was handed in anew; an own draft cannot be approved', async () => {
  phone.params = { sop: 'fuli', n: '3' }
  notYou = '自己写的稿子要请同事审核。'
  render(<ApprovalsPage />)
  await settled()
  fireEvent.click(screen.getByText('通过'))
  await settled()
  expect(calls('sop.approve')).toEqual([])
  fireEvent.click(screen.getByText('退回'))
  fireEvent.click(screen.getAllByText('退回').at(-1) as HTMLElement)
  expect(screen.getByText('写一句原因，对方才知道怎么改。')).toBeTruthy()
  fireEvent.click(screen.getByText('文案要改'))
  fireEvent.click(screen.getAllByText('退回').at(-1) as HTMLElement)
  await settled()
  expect(calls('sop.sendBack')).toEqual([{ sop: 'fuli', number: 3, note: '文案要改', submittedAt: NOW }])
  expect(screen.getByText(/重新提交了/)).toBeTruthy()
})

test('a post is shown with a tap and hidden with a reason, under the revision that was looked at', async () => {
  render(<ApprovalsPage />)
  await settled()
  fireEvent.click(screen.getByText('展示'))
  await settled()
  fireEvent.click(screen.getByText('不展示'))
  fireEvent.click(screen.getByText('图里有别人'))
  fireEvent.click(screen.getAllByText('不展示').at(-1) as HTMLElement)
  await settled()
  expect(calls('post.decide')).toEqual([
    { id: post.id, revision: 4, verb: 'show', reason: '' },
    { id: post.id, revision: 4, verb: 'hide', reason: '图里有别人' },
  ])
})
