import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { BatchView } from '../../../src/features/coupon/contract'
import { DAY } from '../../../src/kernel/day'
import { Refusal } from '../../../src/kernel/errors'
import { cannedNow } from '../canned/board'
import { callsOf, openDesk } from './desk'

function batch(change: Partial<BatchView> = {}): BatchView {
  return {
    _id: 'b1',
    schema: 1,
    terms: {
      title: '周五福利',
      value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
      usable: { weekdays: [], parts: [] },
      stores: [],
      note: '',
    },
    validity: { kind: 'after_claim', startsAfterDays: 0, days: 7 },
    audience: { tiers: [], segments: [], channels: [] },
    total: 800,
    shards: 2,
    perMember: 1,
    perDay: null,
    claimFrom: cannedNow - (cannedNow % 60_000) - DAY,
    claimUntil: cannedNow - (cannedNow % 60_000) + DAY,
    price: 0,
    state: 'running',
    soldOut: false,
    revision: 3,
    createdFrom: 'd',
    dirtyAt: null,
    createdAt: cannedNow - DAY,
    taken: 742,
    used: 286,
    ...change,
  }
}

const one = { 'coupon.listBatches': () => ({ batches: [batch()] }), 'staff.list': () => ({ staff: [] }) }
const none = { 'coupon.listBatches': () => ({ batches: [] }), 'staff.list': () => ({ staff: [] }) }

function type(label: string, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

test('the list says how a batch stands, and what may still be owed at most', async () => {
  openDesk('#/coupons', one)
  const list = await screen.findByRole('region', { name: '批次' })
  const row = within(list).getByRole('row', { name: /周五福利/ })
  expect(row.textContent).toContain('满 99 减 20')
  expect(row.textContent).toContain('发放中')
  expect(row.textContent).toContain('38.5%')
  expect(row.textContent).toContain('¥9,120')
})

test('without a batch the page teaches the three kinds, and each of them begins one', async () => {
  openDesk('#/coupons', none)
  await screen.findByText('还没有优惠券')
  fireEvent.click(screen.getByRole('button', { name: '建一批折扣券' }))
  expect(await screen.findByLabelText('打')).toBeTruthy()
  expect(location.hash).toContain('new=discount')
})

test('a new batch is sent in cents and basis points, and trying again sends the same request', async () => {
  let tries = 0
  const sent = openDesk('#/coupons?new=threshold', {
    ...none,
    'coupon.createBatch': () => {
      tries += 1
      if (tries === 1) throw new Refusal('BUSY', '现在人多，请再试一次。')
      return { batch: batch({ _id: 'b2', state: 'draft', taken: 0, used: 0 }) }
    },
  })
  await screen.findByLabelText('名字')
  type('名字', '周五福利')
  type('满', '99')
  type('减', '19.9')
  type('总量', '300')
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }))
  await screen.findByText(/现在人多/)
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.createBatch')).toHaveLength(2))
  const [first, second] = callsOf(sent, 'coupon.createBatch')
  expect(first?.request).toMatch(/^[0-9a-f]{32}$/)
  expect(second).toEqual(first)
  expect(first?.batch).toMatchObject({
    terms: { title: '周五福利', value: { kind: 'threshold', offCents: 1990, fromCents: 9900 } },
    total: 300,
    perMember: 1,
    perDay: null,
    price: 0,
  })
})

test('what is typed is seen on the phone at once, and is still there when the drawer is opened again', async () => {
  openDesk('#/coupons?new=threshold', none)
  await screen.findByLabelText('名字')
  type('名字', '周五福利')
  type('减', '60')
  const phone = screen.getByRole('figure', { name: '手机上的样子' })
  expect(phone.textContent).toContain('¥60')
  expect(phone.textContent).toContain('无门槛')
  fireEvent.click(screen.getByRole('button', { name: '先放着' }))
  await waitFor(() => expect(screen.queryByLabelText('名字')).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: '建一批满减券' }))
  expect((await screen.findByLabelText<HTMLInputElement>('名字')).value).toBe('周五福利')
})

test('a form that says nothing usable is not sent; the field is named', async () => {
  const sent = openDesk('#/coupons?new=discount', none)
  await screen.findByLabelText('名字')
  type('名字', '会员日')
  type('打', '85')
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }))
  expect((await screen.findByRole('alert')).textContent).toContain('八五折写 8.5')
  expect(callsOf(sent, 'coupon.createBatch')).toHaveLength(0)
})

test('an answer that was lost is found again: what was typed since becomes an edit', async () => {
  const sent = openDesk('#/coupons?new=threshold', {
    'staff.list': () => ({ staff: [] }),
    'coupon.listBatches': () => {
      const { request } = callsOf(sent, 'coupon.createBatch')[0] ?? {}
      const _id = `b${String(request).slice(0, 20)}`
      return { batches: request ? [batch({ _id, state: 'draft', taken: 0, used: 0, revision: 0, total: 300 })] : [] }
    },
    'coupon.createBatch': () => {
      throw new Refusal('REQUEST_REUSED', '这次提交和上一次内容不同，请重新打开新建页再提交。')
    },
    'coupon.editBatch': () => ({ batch: batch({ revision: 1 }) }),
  })
  await screen.findByLabelText('名字')
  type('名字', '周五福利二')
  type('减', '20')
  type('总量', '300')
  fireEvent.click(screen.getByRole('button', { name: '存成草稿' }))
  await screen.findByText(/刚才那次其实已经建好了/)
  fireEvent.click(screen.getByRole('button', { name: '存下修改' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.editBatch')).toHaveLength(1))
  expect(callsOf(sent, 'coupon.editBatch')[0]).toMatchObject({ revision: 0, batch: { terms: { title: '周五福利二' } } })
})

test('an edit says what it will not change, and the total cannot shrink', async () => {
  const sent = openDesk('#/coupons?batch=b1&edit=1', one)
  await screen.findByText(/已发出的 742 张不变/)
  type('总量', '700')
  fireEvent.click(screen.getByRole('button', { name: '存下修改' }))
  expect((await screen.findByRole('alert')).textContent).toContain('不能少于 800 张')
  expect(callsOf(sent, 'coupon.editBatch')).toHaveLength(0)
})

test('a colleague was faster: one chooses mine or theirs and saves on the new revision', async () => {
  let theirs = false
  const sent = openDesk('#/coupons?batch=b1&edit=1', {
    'staff.list': () => ({ staff: [] }),
    'coupon.listBatches': () => ({
      batches: [theirs ? batch({ revision: 9, total: 900, terms: { ...batch().terms, title: '对方的' } }) : batch()],
    }),
    'coupon.editBatch': ({ revision }: { revision: number }) => {
      if (revision === 9) return { batch: batch({ revision: 10 }) }
      theirs = true
      throw new Refusal('REVISION_CONFLICT', '有人刚改过这批券，请刷新后再改。')
    },
  })
  await screen.findByLabelText('名字')
  type('名字', '我的')
  fireEvent.click(screen.getByRole('button', { name: '存下修改' }))
  const question = await screen.findByText('名字 · 你的')
  const conflict = question.closest('section') ?? document.body
  expect(within(conflict).getByText('对方的', { selector: 'dd' })).toBeTruthy()
  fireEvent.click(within(conflict).getByText('用我的'))
  fireEvent.click(within(conflict).getByRole('button', { name: '就这样，回去存' }))
  fireEvent.click(await screen.findByRole('button', { name: '存下修改' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.editBatch')).toHaveLength(2))
  expect(callsOf(sent, 'coupon.editBatch')[1]).toMatchObject({
    revision: 9,
    batch: { total: 900, terms: { title: '我的' } },
  })
})

test('pausing does not ask, stopping does and says what stays', async () => {
  const sent = openDesk('#/coupons', {
    ...one,
    'coupon.setState': ({ id, state }: { id: string; state: string }) => ({ id, state }),
  })
  fireEvent.click(await screen.findByRole('button', { name: '暂停' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.setState')).toEqual([{ id: 'b1', state: 'paused' }]))
  await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: '停发' }).disabled).toBe(false))
  fireEvent.click(screen.getByRole('button', { name: '停发' }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog.textContent).toContain('还没用的 456 张照常能用到期')
  fireEvent.click(within(dialog).getByRole('button', { name: '停发' }))
  await waitFor(() => expect(callsOf(sent, 'coupon.setState')[1]).toEqual({ id: 'b1', state: 'stopped' }))
})
