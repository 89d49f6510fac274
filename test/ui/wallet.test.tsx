import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { OfferView } from '../../src/features/coupon/contract'
import type { WalletView } from '../../src/features/points/contract'
import PointsPage, { lotWords } from '../../src/features/points/pages/points/index'
import { affordable } from '../../src/features/points/pages/Wallet'
import { offer, terms } from './coupons'
import { server, settled } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const wallet: WalletView = {
  balance: 1280,
  held: 0,
  pending: 0,
  lots: [
    { expires: '2026-12-31', amount: 480 },
    { expires: '2027-12-31', amount: 800 },
  ],
  expiring: { amount: 480, day: '2026-12-31' },
  growth: 0,
  cards: 0,
  code: '0123ABCD',
}
const priced = (batch: string, price: number, change: Partial<OfferView> = {}) =>
  offer({ batch, price, terms: { ...terms, title: `券 ${batch}` }, ...change })

async function open(change: Partial<WalletView> = {}, offers: OfferView[] = []) {
  server({
    'points.getLedger': () => ({ balance: 1280, lines: [], next: null }),
    'points.getWallet': () => ({ ...wallet, ...change }),
    'coupon.getCentre': () => ({ offers, points: 1280 }),
  })
  render(<PointsPage />)
  await settled()
}

beforeEach(() => {
  resetPhone()
  consent.set('given')
})
afterEach(cleanup)

test('what is over first stands apart from what lasts, in true proportion', async () => {
  await open()
  expect(screen.getByText('480 将于 2026-12-31 过期')).toBeTruthy()
  expect(screen.getByText('800 最早 2027-12-31 到期')).toBeTruthy()
  const bar = screen.getByLabelText('480 将于 2026-12-31 过期，800 最早 2027-12-31 到期')
  expect([...bar.children].map((part) => (part as HTMLElement).style.flexGrow)).toEqual(['480', '800'])
})

test('points that never end are said to last', async () => {
  await open({
    lots: [
      { expires: '2026-12-31', amount: 480 },
      { expires: null, amount: 800 },
    ],
  })
  expect(screen.getByText('800 不会过期')).toBeTruthy()
  cleanup()
  await open({ lots: [{ expires: null, amount: 1280 }], expiring: null })
  expect(screen.getByText('1,280 不会过期')).toBeTruthy()
  expect(document.querySelectorAll('.lotbar__part')).toHaveLength(1)
  expect(document.querySelector('.is-first')).toBeNull()
})

test('what is held cannot be spent and is not counted as available', async () => {
  await open({ held: 100, pending: 30, lots: [{ expires: '2026-12-31', amount: 1180 }] })
  expect(screen.getByText('1,180')).toBeTruthy()
  expect(screen.getByText('另有 100 分暂留，用完或取消后结清。')).toBeTruthy()
  expect(screen.getByText('还有 30 分待入账。')).toBeTruthy()
})

test('the page names at most three things that the points buy today', async () => {
  const offers = [
    priced('a', 300),
    priced('b', 1281),
    priced('c', 0),
    priced('d', 150),
    priced('e', 1280),
    priced('f', 120),
    priced('g', 200, { status: 'sold_out' }),
  ]
  expect(affordable(offers, 1280).map(({ batch }) => batch)).toEqual(['e', 'a', 'd'])
  await open({}, offers)
  expect(screen.getByText('1,280 分，今天能换')).toBeTruthy()
  fireEvent.click(screen.getByText('300 分'))
  expect(phone.went).toEqual(['/features/coupon/pages/benefits/index'])
})

test('who cannot buy anything yet sees what is nearest and how far it is', async () => {
  await open({ balance: 110, lots: [{ expires: null, amount: 110 }], expiring: null }, [
    priced('a', 300),
    priced('b', 150),
  ])
  expect(screen.getByText('攒着换')).toBeTruthy()
  expect(screen.getAllByText(/^还差/).map((one) => one.textContent)).toEqual(['还差 40', '还差 190'])
})

test('each line names the lots that it filled or took from', () => {
  const line = (delta: number, ...touched: { expires: string | null; amount: number }[]) =>
    lotWords({ asset: 'points', delta, touched })
  expect(line(10, { expires: '2027-12-31', amount: 10 })).toBe('2027-12-31 到期')
  expect(line(10, { expires: null, amount: 10 })).toBe('不会过期')
  expect(line(-120, { expires: '2026-12-31', amount: 100 }, { expires: null, amount: 20 })).toBe(
    '扣 2026-12-31 到期的 100、不过期的 20',
  )
  expect(lotWords({ asset: 'growth', delta: 10, touched: [{ expires: null, amount: 10 }] })).toBe('')
})
