import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ShiftView } from '../../src/features/coupon/contract'
import { centsOf } from '../../src/features/coupon/pages/counter/cents'
import CounterPage, { storeFor } from '../../src/features/coupon/pages/counter/index'
import { COUPON, STORE, scanned, shift, terms } from './coupons'
import { NOW, noNetwork, Refused, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const CODE = 'J0123456789ABCDEFGH'
const REDEMPTION = `${COUPON}:1`
const line: ShiftView['lines'][number] = {
  redemption: REDEMPTION,
  title: '周五福利',
  memberName: '会员 4567',
  at: NOW,
  offCents: 6000,
  undone: false,
  canUndo: true,
}
let stores: string[]
let today: ShiftView
const calls = (method: string) => phone.calls.filter((one) => one.method === method)

function shop(change: Record<string, (input: never) => unknown> = {}) {
  server({
    'staff.getMe': () => ({
      staff: { id: 's', name: '阿宁', roles: ['guide'], stores, wecomUserId: null, bound: true },
    }),
    'coupon.getShift': () => today,
    'coupon.scan': () => scanned(),
    'coupon.redeem': () => {
      today = shift({ used: 1, offCents: 6000, lines: [line] })
      return { redemption: REDEMPTION, title: '周五福利', memberName: '会员 4567', offCents: 6000, at: NOW }
    },
    'coupon.undo': () => {
      today = shift({ lines: [{ ...line, undone: true, canUndo: false }] })
      return { redemption: REDEMPTION }
    },
    ...change,
  })
}

async function open() {
  render(<CounterPage />)
  await settled()
}
async function type(code = CODE) {
  fireEvent.change(screen.getByLabelText('J 开头的 19 位券码'), { target: { value: code } })
  fireEvent.click(screen.getByText('核对'))
  await settled()
}

beforeEach(() => {
  resetPhone()
  stores = [STORE]
  today = shift()
  shop()
})
afterEach(cleanup)

test('a scanned coupon is looked at first, and redeemed only by the second button', async () => {
  await open()
  await type()
  expect(calls('coupon.scan')[0]).toMatchObject({ name: 'staff', input: { code: CODE, store: STORE } })
  expect(screen.getByText('可以用')).toBeTruthy()
  expect(screen.getByText('会员 4567')).toBeTruthy()
  expect(calls('coupon.redeem')).toHaveLength(0)
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(calls('coupon.redeem')[0]?.input).toEqual({ code: CODE, store: STORE, billCents: null })
  expect(screen.getByText('核销成功')).toBeTruthy()
  expect(screen.getByText('周五福利，减 60 元')).toBeTruthy()
  fireEvent.click(screen.getByText('扫下一张'))
  expect(screen.getByText('60')).toBeTruthy()
})

test('two taps on the confirmation are one redemption', async () => {
  await open()
  await type()
  await tapTwice(screen.getByText('确认核销'))
  expect(calls('coupon.redeem')).toHaveLength(1)
})

test('with a bill the page says what remains to be paid, before and after', async () => {
  await open()
  await type()
  fireEvent.change(screen.getByLabelText('账单金额（元）'), { target: { value: '268.5' } })
  expect(screen.getByText('¥ 208.5')).toBeTruthy()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(calls('coupon.redeem')[0]?.input).toEqual({ code: CODE, store: STORE, billCents: 26_850 })
  expect(screen.getByText('¥ 268.5，减 60')).toBeTruthy()
})

test('a bill below the threshold, or what is no amount, cannot be sent', async () => {
  await open()
  await type()
  const field = screen.getByLabelText('账单金额（元）')
  fireEvent.change(field, { target: { value: '150.01' } })
  expect(screen.getByText('还差 48.99 元才能用这张券，可以再选一件。')).toBeTruthy()
  fireEvent.click(screen.getByText('确认核销'))
  fireEvent.change(field, { target: { value: '1e3' } })
  expect(screen.getByText('金额写成 268 或 268.50 这样。')).toBeTruthy()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(calls('coupon.redeem')).toHaveLength(0)
})

test('a coupon that may not be used is refused with the reason', async () => {
  shop({ 'coupon.scan': () => scanned({ verdict: 'refused', why: '只在 静安寺店 可用，请到那里用。' }) })
  await open()
  await type()
  expect(screen.getByText('不能核销')).toBeTruthy()
  expect(screen.getByText('只在 静安寺店 可用，请到那里用。')).toBeTruthy()
  expect(screen.queryByText('确认核销')).toBeNull()
  fireEvent.click(screen.getByText('重新扫'))
  expect(screen.getByText('核对')).toBeTruthy()
})

test('of a used coupon the counter says when and where, and what to tell the member', async () => {
  const used = { at: NOW - 60_000, store: '静安寺店' }
  shop({ 'coupon.scan': () => scanned({ verdict: 'refused', why: '已在 静安寺店 用过。', used }) })
  await open()
  await type()
  expect(screen.getByText('这张券已经用过了')).toBeTruthy()
  expect(screen.getByText('11-27 11:23')).toBeTruthy()
  expect(screen.getByText(/在静安寺店用过了。您点开「福利」/)).toBeTruthy()
  expect(screen.getByText('J2FN2HCPMHS')).toBeTruthy()
})

test('a code that is not known or too old is refused in the server’s words', async () => {
  shop({ 'coupon.scan': () => new Refused('CODE_STALE', '这个码已经换新，请会员重新出示。') })
  await open()
  await type()
  expect(screen.getByText('不能核销')).toBeTruthy()
  expect(screen.getByText('这个码已经换新，请会员重新出示。')).toBeTruthy()
})

test('who comes second to a coupon sees the refusal at the confirmation', async () => {
  shop({ 'coupon.redeem': () => new Refused('ALREADY_USED', '已在 静安寺店 11:23 用过。') })
  await open()
  await type()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(screen.getByText('不能核销')).toBeTruthy()
  expect(screen.queryByText('核销成功')).toBeNull()
})

test('without an answer nothing is called done, and the same code is asked again', async () => {
  await open()
  await type()
  noNetwork()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(screen.getByText('没连上服务器，请检查网络后再试一次。')).toBeTruthy()
  expect(screen.queryByText('核销成功')).toBeNull()
  shop()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(calls('coupon.redeem').map(({ input }) => input)).toEqual([
    { code: CODE, store: STORE, billCents: null },
    { code: CODE, store: STORE, billCents: null },
  ])
  expect(screen.getByText('核销成功')).toBeTruthy()
})

test('a redemption is taken back after a question, and the shift says so', async () => {
  today = shift({ used: 1, offCents: 6000, lines: [line] })
  await open()
  fireEvent.click(screen.getByText('撤回'))
  expect(calls('coupon.undo')).toHaveLength(0)
  fireEvent.click(screen.getByText('不撤回'))
  fireEvent.click(screen.getByText('撤回'))
  fireEvent.click(screen.getAllByText('撤回').at(-1) as HTMLElement)
  await settled()
  expect(calls('coupon.undo').map(({ input }) => input)).toEqual([{ redemption: REDEMPTION }])
  expect(screen.getByText('已撤回')).toBeTruthy()
})

test('a redemption older than ten minutes offers no way back', async () => {
  today = shift({ used: 1, offCents: 6000, lines: [{ ...line, canUndo: false }] })
  await open()
  expect(screen.queryByText('撤回')).toBeNull()
})

test('goods are handed out without asking for a bill', async () => {
  const value = { kind: 'exchange', item: '旅行小样 3 件', worthCents: 3000 } as const
  shop({ 'coupon.scan': () => scanned({ terms: { ...terms, value } }) })
  await open()
  await type()
  expect(screen.queryByLabelText('账单金额（元）')).toBeNull()
  fireEvent.click(screen.getByText('确认核销'))
  await settled()
  expect(screen.getByText('给会员：旅行小样 3 件')).toBeTruthy()
})

test('who works in several stores picks one, and the phone remembers it', async () => {
  stores = [STORE, '静安寺店']
  await open()
  fireEvent.click(screen.getByText('静安寺店'))
  await settled()
  expect(calls('coupon.getShift').at(-1)?.input).toEqual({ store: '静安寺店' })
  cleanup()
  await open()
  expect(screen.getByText('静安寺店')).toBeTruthy()
  expect(screen.getByText('换店')).toBeTruthy()
})

test('a store that the person left is not worked in any more', () => {
  expect(storeFor('静安寺店', [STORE, '徐家汇店'])).toBeNull()
  expect(storeFor('静安寺店', [STORE])).toBe(STORE)
  expect(storeFor('静安寺店', [])).toBe('静安寺店')
  expect(storeFor(null, [])).toBeNull()
})

test('who is no staff is told so and binds on the spot', async () => {
  server({ 'staff.getMe': () => new Refused('UNAUTHENTICATED', '这个微信还没有绑定员工身份。') })
  await open()
  fireEvent.click(screen.getByText('去绑定身份'))
  expect(screen.getByPlaceholderText('8 位数字')).toBeTruthy()
})

test.each([
  ['', null],
  ['  ', null],
  ['0', 0],
  ['268', 26_800],
  ['268.', 26_800],
  ['268.5', 26_850],
  ['0.07', 7],
  ['1.15', 115],
  ['999999.99', 99_999_999],
  ['￥ 19.90', 1990],
  ['19。9', 1990],
  ['1000000', 'wrong'],
  ['1.005', 'wrong'],
  ['-1', 'wrong'],
  ['1e3', 'wrong'],
  ['1,000', 'wrong'],
  ['.5', 'wrong'],
  ['NaN', 'wrong'],
] as const)('%p yuan are %p cents', (typed, cents) => {
  expect(centsOf(typed)).toBe(cents)
})
