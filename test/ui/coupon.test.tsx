import { act, cleanup, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { CODE_STEP, codeOf, stepAt } from '../../src/features/coupon/code'
import CouponPage from '../../src/features/coupon/pages/coupon/index'
import { drawQr } from '../../src/features/coupon/pages/coupon/qr'
import { codeAt, stateAt } from '../../src/features/coupon/pages/coupon/useCode'
import { COUPON, coupon, SECRET } from './coupons'
import { NOW, noNetwork, Refused, server, settled, showAgain } from './fixtures'
import { phone, resetPhone } from './mock/taro'

/** The phone's own clock is wrong by a day and a bit. */
const PHONE_NOW = NOW - 100_000_000
const DRAWER = `jiepai.answer.coupon.getCode.${JSON.stringify({ id: COUPON })}`
let shown = coupon()
const shop = (now = NOW) =>
  server({ 'coupon.getCode': () => ({ coupon: shown, code: { id: COUPON, secret: SECRET, step: CODE_STEP } }) }, now)

const codeOn = () =>
  screen
    .getByLabelText(/^券码 J/)
    .getAttribute('aria-label')
    ?.slice(3)
async function pass(ms: number) {
  await act(async () => {
    jest.advanceTimersByTime(ms)
  })
  await settled()
}

beforeEach(() => {
  jest.useFakeTimers({ now: PHONE_NOW })
  resetPhone()
  consent.set('given')
  phone.params = { id: encodeURIComponent(COUPON) }
  shown = coupon()
  shop()
  phone.drawer.set('jiepai.consent', 'given')
})
afterEach(() => {
  cleanup()
  jest.useRealTimers()
})

test('the code is that of the server’s half minute, whatever the phone’s clock says, and turns with it', async () => {
  render(<CouponPage />)
  await settled()
  const first = codeOf(COUPON, SECRET, stepAt(NOW))
  expect(codeOn()).toBe(first)
  noNetwork()
  await pass(CODE_STEP - (NOW % CODE_STEP) - 1000)
  expect(codeOn()).toBe(first)
  expect(screen.getByText('1 秒后换新码')).toBeTruthy()
  await pass(1000)
  expect(codeOn()).toBe(codeOf(COUPON, SECRET, stepAt(NOW) + 1))
  expect(screen.getByText('30 秒后换新码')).toBeTruthy()
})

test('a page that opens without network shows the code of now from what the phone remembers', async () => {
  render(<CouponPage />)
  await settled()
  expect(phone.drawer.get('jiepai.clock')).toBe(NOW - PHONE_NOW)
  cleanup()
  noNetwork()
  jest.setSystemTime(PHONE_NOW + 2 * 3_600_000)
  render(<CouponPage />)
  await settled()
  expect(codeOn()).toBe(codeOf(COUPON, SECRET, stepAt(NOW + 2 * 3_600_000)))
  expect(screen.getByText('没网，看的是 11:24 存下的内容。')).toBeTruthy()
})

test('nobody who has not agreed leaves a secret on the phone', async () => {
  consent.set('refused')
  phone.drawer.set('jiepai.consent', 'refused')
  render(<CouponPage />)
  await settled()
  expect(codeOn()).toBeTruthy()
  expect([...phone.drawer.keys()]).toEqual(['jiepai.consent'])
})

test('a coupon that is redeemed while it is shown says where, hides its code and forgets its secret', async () => {
  render(<CouponPage />)
  await settled()
  expect(phone.drawer.has(DRAWER)).toBe(true)
  shown = coupon({ state: 'used', usedAt: NOW, usedStore: '南京西路店', why: '用过。' })
  shop()
  await pass(10_000)
  expect(screen.getByText('已用过')).toBeTruthy()
  expect(screen.getByText('11-27 11:24 在 南京西路店 用过')).toBeTruthy()
  expect(screen.queryByLabelText('券码二维码')).toBeNull()
  expect(phone.drawer.has(DRAWER)).toBe(false)
  await showAgain()
  expect(phone.calls.at(-1)?.method).toBe('coupon.getCode')
  expect(phone.drawer.has(DRAWER)).toBe(false)
})

test('a coupon runs out at its midnight, also without network', async () => {
  shown = coupon({ validTo: '2026-11-27' })
  render(<CouponPage />)
  await settled()
  noNetwork()
  expect(codeOn()).toBeTruthy()
  await pass(Date.parse('2026-11-27T16:00:00Z') - NOW)
  expect(screen.queryByLabelText('券码二维码')).toBeNull()
  expect(screen.getByText('已过期')).toBeTruthy()
  expect(phone.drawer.has(DRAWER)).toBe(false)
})

test('one that cannot be used right now shows its code and says why', async () => {
  shown = coupon({ why: '只在周六、周日可用，换一天来。' })
  render(<CouponPage />)
  await settled()
  expect(codeOn()).toBeTruthy()
  expect(screen.getByText('只在周六、周日可用，换一天来。')).toBeTruthy()
})

test('an unknown coupon leads back to the coupon centre', async () => {
  server({ 'coupon.getCode': () => new Refused('NO_SUCH_COUPON', '没有找到这张券，请刷新「我的券」。') })
  render(<CouponPage />)
  await settled()
  expect(screen.getByText('没有找到这张券，请刷新「我的券」。')).toBeTruthy()
})

test('days decide between not yet, usable and expired, both ends included', () => {
  const at = (text: string) => Date.parse(text)
  const one = coupon({ validFrom: '2026-11-27', validTo: '2026-11-28' })
  expect(stateAt(one, at('2026-11-26T15:59:59Z'))).toBe('not_yet')
  expect(stateAt(one, at('2026-11-26T16:00:00Z'))).toBe('issued')
  expect(stateAt(one, at('2026-11-28T15:59:59Z'))).toBe('issued')
  expect(stateAt(one, at('2026-11-28T16:00:00Z'))).toBe('expired')
  expect(stateAt(coupon({ state: 'used' }), at('2026-11-29T00:00:00Z'))).toBe('used')
})

test('the seconds of a code go from thirty to one', () => {
  const start = stepAt(NOW) * CODE_STEP
  expect(codeAt(COUPON, SECRET, start).left).toBe(30)
  expect(codeAt(COUPON, SECRET, start + CODE_STEP - 1).left).toBe(1)
  expect(codeAt(COUPON, SECRET, start + CODE_STEP).text).not.toBe(codeAt(COUPON, SECRET, start).text)
})

test('a code fits the smallest grid, and its finders stand in three corners', () => {
  const { size, runs } = drawQr(codeOf(COUPON, SECRET, stepAt(NOW)))
  expect(size).toBe(21)
  for (const [row, from] of [
    [0, 0],
    [0, 14],
    [14, 0],
  ]) {
    expect(runs).toContainEqual({ row, from, length: 7 })
  }
  expect(runs.every((run) => run.from + run.length <= size && run.row < size)).toBe(true)
})
