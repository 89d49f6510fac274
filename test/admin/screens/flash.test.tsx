import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { SaleView } from '../../../src/features/flash/contract'
import { HOUR } from '../../../src/kernel/day'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

function sale(change: Partial<SaleView> = {}): SaleView {
  return {
    ...{ _id: 'f0123456789ab', schema: 1, title: '每日九点秒杀', mode: 'first_come' },
    prize: { item: '护手霜', worthCents: 3900, note: '', stores: [], validDays: 7 },
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], time: '09:00', minutes: 60, from: '2026-11-01', until: '2026-12-31' },
    ...{ stock: 50, price: 0, state: 'running', revision: 3, createdFrom: 'd', createdAt: cannedNow - HOUR },
    nextAt: cannedNow + HOUR,
    ...change,
  }
}

const staff = { 'staff.list': () => ({ staff: [] }), 'flash.sessions': () => ({ sessions: [] }) }

test('without a sale the page teaches both ways, and a new one is sent once under its own request', async () => {
  const sent = openDesk('#/flash', {
    ...staff,
    'flash.list': () => ({ sales: [] }),
    'flash.create': () => ({ sale: sale({ state: 'draft' }) }),
  })
  await screen.findByText('还没有秒杀')
  fireEvent.click(screen.getByRole('button', { name: '建一场每日九点秒杀' }))
  fireEvent.click(await screen.findByRole('button', { name: '存成草稿' }))
  expect((await screen.findByRole('alert')).textContent).toContain('写清楚到店换什么')
  expect(callsOf(sent, 'flash.create')).toHaveLength(0)
  fireEvent.change(screen.getByLabelText('换什么'), { target: { value: '护手霜' } })
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }))
  await waitFor(() => expect(callsOf(sent, 'flash.create')).toHaveLength(1))
  expect(callsOf(sent, 'flash.create')[0]).toMatchObject({ request: expect.stringMatching(/^[0-9a-f]{32}$/) })
})

test('stopping asks first and says what it does; a pause does not ask', async () => {
  const sent = openDesk('#/flash', {
    ...staff,
    'flash.list': () => ({ sales: [sale({ mode: 'draw' })] }),
    'flash.setState': () => ({}),
  })
  const detail = await screen.findByRole('complementary', { name: '每日九点秒杀' })
  fireEvent.click(within(detail).getByRole('button', { name: '停止' }))
  const ask = await screen.findByRole('dialog')
  expect(ask.textContent).toContain('还没抽的不再抽')
  fireEvent.click(within(ask).getByRole('button', { name: '再想想' }))
  expect(callsOf(sent, 'flash.setState')).toHaveLength(0)
  fireEvent.click(within(detail).getByRole('button', { name: '暂停' }))
  await waitFor(() => expect(callsOf(sent, 'flash.setState')).toEqual([{ id: 'f0123456789ab', state: 'paused' }]))
})

test('a colleague who saved first is not overwritten: the operator chooses, and mine goes on top of theirs', async () => {
  let stored = sale()
  const sent = openDesk('#/flash?sale=f0123456789ab&edit=1', {
    ...staff,
    'flash.list': () => ({ sales: [stored] }),
    'flash.edit': (input) => {
      const { revision } = input as { revision: number }
      if (revision !== stored.revision) throw new Refusal('REVISION_CONFLICT', '有人刚改过这场秒杀，请刷新后再改。')
      stored = sale({ revision: revision + 1, stock: 80 })
      return { sale: stored }
    },
  })
  fireEvent.change(await screen.findByLabelText('每场'), { target: { value: '80' } })
  stored = sale({ revision: 4, title: '九点见' })
  fireEvent.click(screen.getByRole('button', { name: '存下修改' }))
  fireEvent.click(await screen.findByRole('button', { name: '用我的' }))
  fireEvent.click(screen.getByRole('button', { name: '存下修改' }))
  await waitFor(() =>
    expect(callsOf(sent, 'flash.edit').map((input) => (input as { revision: number }).revision)).toEqual([3, 4]),
  )
})
