import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { CODE_STEP } from '../../src/features/coupon/code'
import type { GiftView } from '../../src/features/coupon/contract'
import BenefitsPage from '../../src/features/coupon/pages/benefits/index'
import CouponPage from '../../src/features/coupon/pages/coupon/index'
import GiftPage from '../../src/features/coupon/pages/gift/index'
import { COUPON, coupon, SECRET, terms } from './coupons'
import { NOW, Refused, server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const TOKEN = `0123456789${'a'.repeat(32)}`
const HOUR = 3_600_000

const gift = (change: Partial<GiftView> = {}): GiftView => ({
  terms,
  validFrom: '2026-11-27',
  validTo: '2026-12-26',
  from: '会员 1A2B',
  until: NOW + 48 * HOUR,
  status: 'open',
  why: null,
  coupon: null,
  ...change,
})
const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByText(name))
  })
  await settled()
}
const called = (method: string) => phone.calls.filter((each) => each.method === method).map(({ input }) => input)

beforeEach(() => {
  resetPhone()
  consent.set('given')
})
afterEach(cleanup)

test('a friend sees whom it is from, takes it with one tap, and two taps are one', async () => {
  phone.params = { g: TOKEN }
  let taken = false
  server({
    'coupon.getGift': () => ({ gift: taken ? gift({ status: 'received', coupon: COUPON }) : gift() }),
    'coupon.acceptGift': () => {
      taken = true
      return { coupon: coupon({ source: 'gift' }) }
    },
  })
  render(<GiftPage />)
  await settled()
  expect(screen.getByText('会员 1A2B 送你一张券')).toBeTruthy()
  expect(screen.getByText('11-29 11:24 前收下')).toBeTruthy()
  await act(async () => {
    const button = screen.getByText('收下')
    fireEvent.click(button)
    fireEvent.click(button)
  })
  await settled()
  expect(called('coupon.acceptGift')).toEqual([{ token: TOKEN }])
  expect(screen.getByText('已收下')).toBeTruthy()
  await press('去使用')
  expect(phone.went).toEqual([`/features/coupon/pages/coupon/index?id=${encodeURIComponent(COUPON)}`])
})

test('a link that is over, one’s own, and one that leads nowhere say so and lead on', async () => {
  phone.params = { g: TOKEN }
  server({ 'coupon.getGift': () => ({ gift: gift({ status: 'closed', why: '这张券已经被领走了。' }) }) })
  render(<GiftPage />)
  await settled()
  expect(screen.getByText('这张券已经被领走了。')).toBeTruthy()
  expect(screen.queryByText('收下')).toBeNull()
  cleanup()
  resetPhone()
  phone.params = { g: TOKEN }
  server({ 'coupon.getGift': () => ({ gift: gift({ status: 'own', why: '这是你自己送出的券。', coupon: COUPON }) }) })
  render(<GiftPage />)
  await settled()
  expect(screen.getByText('看这张券')).toBeTruthy()
  cleanup()
  resetPhone()
  phone.params = { g: TOKEN }
  server({ 'coupon.getGift': () => new Refused('GIFT_GONE', '这份礼物已被收回，或链接不完整，请朋友再发一次。') })
  render(<GiftPage />)
  await settled()
  expect(screen.getByText('这份礼物打不开')).toBeTruthy()
  await press('看看可领的')
  expect(phone.went).toEqual(['/features/coupon/pages/benefits/index'])
})

test('the owner makes a link, waits, and takes the coupon back', async () => {
  phone.params = { id: encodeURIComponent(COUPON) }
  let open: { token: string; until: number } | null = null
  server({
    'coupon.getCode': () => ({ coupon: coupon({ gift: open }), code: { id: COUPON, secret: SECRET, step: CODE_STEP } }),
    'coupon.offerGift': () => {
      open = { token: TOKEN, until: NOW + 48 * HOUR }
      return { gift: open }
    },
    'coupon.withdrawGift': () => {
      open = null
      return { id: COUPON }
    },
  })
  render(<CouponPage />)
  await settled()
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '送给朋友' }))
  })
  await settled()
  expect(screen.getByText('等朋友收下')).toBeTruthy()
  expect(screen.getByText(/链接 11-29 11:24 前有效/)).toBeTruthy()
  await press('先不送了，收回')
  expect(called('coupon.withdrawGift')).toEqual([{ id: COUPON }])
  expect(screen.queryByText('等朋友收下')).toBeNull()
})

test('a coupon from a friend cannot travel on; the lists say who gave and who got', async () => {
  phone.params = { id: encodeURIComponent(COUPON) }
  const received = coupon({ source: 'gift', friend: '会员 1A2B', giftable: false })
  const code = { id: COUPON, secret: SECRET, step: CODE_STEP }
  server({ 'coupon.getCode': () => ({ coupon: received, code }) })
  render(<CouponPage />)
  await settled()
  expect(screen.queryByRole('button', { name: '送给朋友' })).toBeNull()
  expect(screen.getByText('会员 1A2B 送的')).toBeTruthy()
  cleanup()
  const gone = coupon({ id: 'gone', state: 'gifted', friend: '会员 9F9F', giftable: false, why: '由朋友来用。' })
  const granted = coupon({ id: 'granted', source: 'grant', at: NOW })
  const mine = [{ ...received, at: NOW }, gone, granted]
  server({
    'coupon.getCentre': () => ({ offers: [], points: 0 }),
    'coupon.getMine': () => ({ coupons: mine }),
    'flash.getNow': () => ({ session: null }),
  })
  render(<BenefitsPage />)
  await settled()
  await press('收到 2 张券，放在「我的券」')
  expect(screen.getByText('店里送的')).toBeTruthy()
  await press('用过和过期')
  expect(screen.getByText('送给了 会员 9F9F，全部门店')).toBeTruthy()
})
