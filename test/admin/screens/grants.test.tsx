import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { GrantView } from '../../../src/features/coupon/contract'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

function grant(change: Partial<GrantView> = {}): GrantView {
  return {
    id: 'g000000000000001',
    batch: 'b1',
    title: '周五福利',
    note: '双十二答谢',
    audience: null,
    state: 'ready',
    total: 6,
    done: 0,
    failed: 0,
    undone: 0,
    kept: 0,
    unknown: [],
    left: 5,
    failures: [],
    createdAt: cannedNow,
    by: '陈一诺',
    ...change,
  }
}

const running = {
  _id: 'b1',
  state: 'running',
  terms: { title: '周五福利', value: { kind: 'threshold', offCents: 2000, fromCents: 9900 } },
}
function desk(grants: GrantView[], more: Record<string, (input: never) => unknown> = {}) {
  return openDesk('#/grants', {
    'coupon.listGrants': () => ({ grants }),
    'coupon.listBatches': () => ({ batches: [running] }),
    'coupon.listMissed': () => ({ missed: [] }),
    'tier.getRules': () => ({ rules: { tiers: [{ id: 'vip', name: 'VIP' }] }, revision: 0, at: null, by: null }),
    ...more,
  })
}

test('a counted grant says that it will not be enough, and starts by one press', async () => {
  const sent = desk([grant()], { 'coupon.turnGrant': () => ({ grant: grant({ state: 'running' }) }) })
  const card = await screen.findByRole('region', { name: '双十二答谢' })
  expect(card.textContent).toContain('粘贴的名单，6 位')
  expect(card.textContent).toContain('会有 1 位拿不到')
  fireEvent.click(within(card).getByRole('button', { name: '开始发' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.turnGrant')).toEqual([{ id: 'g000000000000001', to: 'running' }]))
})

test('a finished one shows who went without, gives once more, and asks before it takes back', async () => {
  const done = grant({ state: 'done', done: 5, failed: 1, unknown: ['abcdef99'] })
  const full = { ...done, failures: [{ memberName: '会员 1A2B', why: '这批券发完了，加量后点「补发」。' }] }
  const sent = desk([done], { 'coupon.getGrant': () => ({ grant: full }), 'coupon.turnGrant': () => ({ grant: done }) })
  const card = await screen.findByRole('region', { name: '双十二答谢' })
  expect(within(card).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('6')
  fireEvent.click(within(card).getByRole('button', { name: '看 2 个没发到的' }))
  await within(card).findByText('会员 1A2B')
  expect(card.textContent).toContain('abcdef99')
  fireEvent.click(within(card).getByRole('button', { name: '补发没拿到的' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.turnGrant')).toHaveLength(1))
  fireEvent.click(await within(card).findByRole('button', { name: '撤回没用的' }))
  expect((await screen.findAllByText('撤回 周五福利？')).length).toBeGreaterThan(0)
  expect(callsOf(sent, 'coupon.turnGrant')).toHaveLength(1)
})

const idOf = (code: string) => `m${code.toLowerCase().padEnd(24, '0')}`

test('a pasted column is looked up cell by cell, and counted under one request', async () => {
  const sent = desk([], {
    'coupon.createGrant': () => ({ grant: grant() }),
    'member.lookUp': ({ codes }: { codes: string[] }) => ({
      found: codes.map((code) =>
        code === '55667788' ? { code, memberId: null, why: 'none' } : { code, memberId: idOf(code), why: null },
      ),
    }),
  })
  await screen.findByText('还没有发过券')
  fireEvent.mouseDown(screen.getByLabelText('券'))
  fireEvent.click(await screen.findByText('周五福利 · 满 99 减 20'))
  fireEvent.change(screen.getByLabelText('会员码'), {
    target: { value: 'A1B2C3D4\nA1B2C3D4 11223344，55667788\n王小姐' },
  })
  await screen.findByText('2 位可以用，3 格要看')
  const wrong = screen.getByRole('list', { name: '要看的格子' })
  expect(wrong.textContent).toMatch(/第 2 行A1B2C3D4和前面的重复.*第 2 行55667788没有这位会员.*第 3 行王小姐不是会员码/)
  fireEvent.click(screen.getByRole('button', { name: '数一数有多少人' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.createGrant')).toHaveLength(1))
  expect(callsOf(sent, 'coupon.createGrant')[0]).toMatchObject({
    batch: 'b1',
    audience: null,
    members: [idOf('A1B2C3D4'), idOf('11223344')],
  })
})

test('what rules could not give is shown with its reason and tried again by batch', async () => {
  const missed = [
    { id: 'x', batch: 'b1', memberName: '会员 1A2B', why: '这批券发完了，加量后点「补发」。', at: cannedNow },
  ]
  const sent = desk([], { 'coupon.listMissed': () => ({ missed }), 'coupon.giveMissed': () => ({ again: 1 }) })
  fireEvent.click(await screen.findByRole('button', { name: '补发' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.giveMissed')).toEqual([{ batch: 'b1' }]))
})
