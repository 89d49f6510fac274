import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { CouponView, OfferView } from '../../src/features/coupon/contract'
import BenefitsPage from '../../src/features/coupon/pages/benefits/index'
import { faceOf, timesOf } from '../../src/features/coupon/pages/terms'
import { sortCoupons } from '../../src/features/coupon/pages/useBenefits'
import { COUPON, coupon, offer, SECRET, terms } from './coupons'
import { NOW, noNetwork, Refused, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

let offers: OfferView[]
let mine: CouponView[]
let points: number
const claims = () => phone.calls.filter(({ method }) => method === 'coupon.claim')

function shop(claim?: (input: { batch: string; n: number }) => unknown) {
  server({
    'coupon.getCentre': () => ({ offers, points }),
    'coupon.getMine': () => ({ coupons: mine }),
    'coupon.claim':
      claim ??
      (({ batch, n }: { batch: string; n: number }) => {
        offers = offers.map((one) =>
          one.batch === batch ? { ...one, mine: n, status: 'limit', why: '领满了。' } : one,
        )
        mine = [coupon({ id: `${batch}:m0123456789abcdef01234567:${n}` }), ...mine]
        return { coupon: mine[0], points }
      }),
  })
}

async function open() {
  render(<BenefitsPage />)
  await settled()
}

beforeEach(() => {
  resetPhone()
  consent.set('given')
  offers = [offer()]
  mine = []
  points = 300
  shop()
})
afterEach(cleanup)

test('an open offer is claimed by one tap and lands among my coupons', async () => {
  await open()
  expect(screen.getByText('已领 31%')).toBeTruthy()
  fireEvent.click(screen.getByText('领取'))
  await settled()
  expect(claims()[0]?.input).toEqual({ batch: 'friday', n: 1 })
  expect(screen.getByText('领到了，放在「我的券」')).toBeTruthy()
  expect(screen.getByText('已领到')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '我的券' }))
  expect(screen.getByText('2026-12-26 24:00 前可用，全部门店')).toBeTruthy()
})

test('two taps in one moment are one claim', async () => {
  await open()
  await tapTwice(screen.getByText('领取'))
  expect(claims()).toHaveLength(1)
})

test('a try after a lost answer asks for the same place of the limit, so it cannot become a second coupon', async () => {
  offers = [offer({ perMember: 3 })]
  await open()
  noNetwork()
  fireEvent.click(screen.getByText('领取'))
  await settled()
  expect(screen.getByText('没连上服务器，请检查网络后再试一次。')).toBeTruthy()
  shop()
  fireEvent.click(screen.getByText('领取'))
  await settled()
  expect(claims().map(({ input }) => input)).toEqual([
    { batch: 'friday', n: 1 },
    { batch: 'friday', n: 1 },
  ])
})

test('the second coupon of a batch is the next place of the limit', async () => {
  offers = [offer({ mine: 1, perMember: 3 })]
  await open()
  expect(screen.getByText('已领 1 / 3 张')).toBeTruthy()
  fireEvent.click(screen.getByText('领取'))
  await settled()
  expect(claims()[0]?.input).toEqual({ batch: 'friday', n: 2 })
})

test('points are spent only after a sheet said how many and how many are left', async () => {
  offers = [offer({ price: 120 })]
  await open()
  fireEvent.click(screen.getByText('120 积分'))
  expect(claims()).toHaveLength(0)
  expect(screen.getByText('用 120 积分，换完还剩 180 积分。先扣快到期的。')).toBeTruthy()
  fireEvent.click(screen.getByText('先不换'))
  expect(screen.queryByText('用 120 积分换')).toBeNull()
  fireEvent.click(screen.getByText('120 积分'))
  await tapTwice(screen.getByText('用 120 积分换'))
  expect(claims()).toHaveLength(1)
})

test('with too few points the button says how many are missing and sends nothing', async () => {
  offers = [offer({ price: 420 })]
  await open()
  expect(screen.getByText('还差 120 积分，每天打卡就能攒。')).toBeTruthy()
  fireEvent.click(screen.getByText('420 积分'))
  await settled()
  expect(claims()).toHaveLength(0)
  expect(screen.queryByText('用 420 积分换')).toBeNull()
})

test.each([
  ['upcoming', '还没开始'],
  ['sold_out', '已领完'],
  ['over', '已结束'],
  ['limit', '已领到'],
  ['not_for_you', '领不了'],
] as const)('an offer that is %s says so and why, and cannot be claimed', async (status, tag) => {
  offers = [offer({ status, why: `因为 ${status}。` })]
  await open()
  expect(screen.getByText(tag)).toBeTruthy()
  expect(screen.getByText(`因为 ${status}。`)).toBeTruthy()
  expect(screen.queryByText('领取')).toBeNull()
})

test('a refusal is said in the server’s words, and the offers are asked again', async () => {
  await open()
  shop(() => new Refused('SOLD_OUT', '已经领完了，看看券中心里别的券。'))
  offers = [offer({ status: 'sold_out' })]
  fireEvent.click(screen.getByText('领取'))
  await settled()
  expect(screen.getByText('已经领完了，看看券中心里别的券。')).toBeTruthy()
  expect(screen.getByText('已领完')).toBeTruthy()
})

test('my coupons stand by what can be done with them, and the past has its own list', async () => {
  mine = [
    coupon({ id: 'a:m:1', terms: { ...terms, title: '已用的' }, state: 'used', usedAt: NOW, usedStore: '南京西路店' }),
    coupon({
      id: 'b:m:1',
      terms: { ...terms, title: '以后的' },
      state: 'not_yet',
      validFrom: '2026-11-28',
      why: '还没开始，11-28 起可用。',
    }),
    coupon({ id: 'c:m:1', terms: { ...terms, title: '周末的' }, why: '只在周六、周日可用，换一天来。' }),
    coupon({ id: 'd:m:1', terms: { ...terms, title: '现在的' }, validTo: '2026-12-30' }),
    coupon({ id: 'e:m:1', terms: { ...terms, title: '过期的' }, state: 'expired', validTo: '2026-11-01' }),
  ]
  expect(sortCoupons(mine).ahead.map(({ terms: { title } }) => title)).toEqual(['现在的', '周末的', '以后的'])
  await open()
  fireEvent.click(screen.getByRole('button', { name: '我的券' }))
  expect(screen.getByText('只在周六、周日可用，换一天来。')).toBeTruthy()
  expect(screen.getByText('还不能用')).toBeTruthy()
  expect(screen.getAllByText('去使用')).toHaveLength(1)
  fireEvent.click(screen.getByText('现在的'))
  expect(phone.went).toEqual([`/features/coupon/pages/coupon/index?id=${encodeURIComponent('d:m:1')}`])
  fireEvent.click(screen.getByText('用过和过期'))
  expect(screen.getByText('11-27 11:24 在 南京西路店 用过，全部门店')).toBeTruthy()
  expect(screen.getByText('有效期到 2026-11-01，全部门店')).toBeTruthy()
})

test('the secret of a coupon that is over leaves the phone', async () => {
  const drawer = `jiepai.answer.coupon.getCode.${JSON.stringify({ id: COUPON })}`
  phone.drawer.set(drawer, { data: { code: { secret: SECRET } }, now: NOW })
  mine = [coupon()]
  await open()
  expect(phone.drawer.has(drawer)).toBe(true)
  cleanup()
  mine = [coupon({ state: 'expired', validTo: '2026-11-26' })]
  await open()
  expect(phone.drawer.has(drawer)).toBe(false)
})

test('without an offer and without a coupon each list says what will be there', async () => {
  offers = []
  await open()
  expect(screen.getByText('现在没有可领的券')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '我的券' }))
  expect(screen.getByText('还没有券')).toBeTruthy()
  fireEvent.click(screen.getByText('用过和过期'))
  expect(screen.getByText('还没有用过的券')).toBeTruthy()
})

test('worth and times are said in the words of a shop', () => {
  expect(faceOf({ kind: 'threshold', offCents: 990, fromCents: 0 })).toMatchObject({
    figure: '9.9',
    condition: '无门槛',
  })
  expect(faceOf({ kind: 'discount', basisPoints: 8500, fromCents: 9900, maxOffCents: 5000 })).toEqual({
    before: '',
    figure: '8.5',
    after: '折',
    condition: '满 99 可用，最多减 50',
  })
  expect(faceOf({ kind: 'exchange', item: '小样', worthCents: 0 }).condition).toBe('小样')
  expect(timesOf({ weekdays: [7, 6], parts: [{ from: '11:00', until: '14:00' }] })).toBe('周六、周日 11:00–14:00')
  expect(timesOf({ weekdays: [], parts: [] })).toBe('每天')
})
