import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import type { TierView } from '../../src/features/tier/contract'
import { birthdayIn, placeOn } from '../../src/features/tier/pages/place'
import { TierCard, TierRow } from '../../src/features/tier/pages/TierEntry'
import TierPage from '../../src/features/tier/pages/tier/index'
import { Refused, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const view: TierView = {
  current: 'core',
  since: '2026-07-01',
  until: '2027-06-30',
  byHand: false,
  growth: 1580,
  next: { id: 'vip', name: 'VIP', missing: 420 },
  keep: { counted: 200, missing: 400, lower: '普通' },
  tiers: [
    { id: 'basic', name: '普通', threshold: 0, gives: [] },
    { id: 'core', name: '核心', threshold: 600, gives: ['打卡积分 1.2 倍'] },
    { id: 'vip', name: 'VIP', threshold: 2000, gives: ['打卡积分 1.5 倍', '升到这级送一张券'] },
  ],
  window: '近 12 个月',
  history: [{ id: 'h1', from: '普通', to: '核心', day: '2026-07-01', why: 'growth' }],
  birthday: { value: null, changeableFrom: null, gift: '100 积分' },
}

async function open(change: Partial<TierView> = {}, more: Record<string, (input: never) => unknown> = {}) {
  server({ 'tier.getMine': () => ({ ...view, ...change }), ...more })
  render(<TierPage />)
  await settled()
}

beforeEach(() => {
  resetPhone()
  consent.set('given')
})
afterEach(cleanup)

test('the page tells the tier, what is missing to the next, until when, and how to keep it', async () => {
  await open()
  expect(screen.getByText('核心会员')).toBeTruthy()
  expect(screen.getByText('再得 420 成长值升 VIP，本级保到 2027.06.30')).toBeTruthy()
  expect(screen.getByText('2027.06.30 之前再得 400 成长值，就接着保一期。')).toBeTruthy()
  expect(screen.getByText('不够也只降一级，到普通。')).toBeTruthy()
  expect(screen.getByText('你在这里')).toBeTruthy()
  expect(screen.getByText('打卡积分 1.5 倍')).toBeTruthy()
  expect(screen.getByText('普通 → 核心')).toBeTruthy()
})

test('who has enough to stay is told so, the highest has nothing above it, the lowest nothing to keep', async () => {
  await open({ keep: { counted: 700, missing: 0, lower: '普通' } })
  expect(screen.getByText('已经够了，2027.06.30 到期后接着保一期。')).toBeTruthy()
  cleanup()
  await open({ current: 'vip', next: null })
  expect(screen.getByText('已经是最高一级，本级保到 2027.06.30')).toBeTruthy()
  cleanup()
  await open({ current: 'basic', until: null, keep: null, history: [], next: { id: 'core', name: '核心', missing: 1 } })
  expect(screen.queryByText('怎么保住这一级')).toBeNull()
  expect(screen.getByText('还没有升降过')).toBeTruthy()
})

test('a birthday is four digits, said back before it is kept, and sent once', async () => {
  const told: unknown[] = []
  await open(
    {},
    {
      'tier.setBirthday': (input) => {
        told.push(input)
        return { birthday: '02-29', changeableFrom: '2027-11-27' }
      },
    },
  )
  fireEvent.click(screen.getByText('填生日'))
  const field = screen.getByLabelText('你的生日', { selector: 'input' })
  fireEvent.change(field, { target: { value: '0230' } })
  fireEvent.click(screen.getByText('就是这天'))
  expect(screen.getByText('这一天不存在。5 月 20 日写 0520。')).toBeTruthy()
  fireEvent.change(field, { target: { value: '0229' } })
  expect(screen.getByText('2 月 29 日，对吗？')).toBeTruthy()
  expect(screen.getByText('没有 2 月 29 日的年份，我们在 28 日送。')).toBeTruthy()
  await tapTwice(screen.getByText('就是这天'))
  expect(told).toEqual([{ birthday: '02-29' }])
  expect(screen.queryByText('就是这天')).toBeNull()
})

test('a birthday that was told says from when it may be changed; a refusal stands in the sheet', async () => {
  await open({ birthday: { value: '05-20', changeableFrom: '2027-11-27', gift: null } })
  expect(screen.getByText('5 月 20 日')).toBeTruthy()
  expect(screen.getByText('2027.11.27 起可以再改')).toBeTruthy()
  expect(screen.queryByText('修改')).toBeNull()
  cleanup()
  await open({}, { 'tier.setBirthday': () => new Refused('BIRTHDAY_KEPT', '生日一年只能改一次。') })
  fireEvent.click(screen.getByText('填生日'))
  fireEvent.change(screen.getByLabelText('你的生日', { selector: 'input' }), { target: { value: '0520' } })
  fireEvent.click(screen.getByText('就是这天'))
  await settled()
  expect(screen.getByText('生日一年只能改一次。')).toBeTruthy()
})

test('before consent the page says what joining brings; without network it says so', async () => {
  server({ 'tier.getMine': () => new Refused('CONSENT_REQUIRED', '先同意') })
  render(<TierPage />)
  await settled()
  expect(screen.getByText('还没有加入')).toBeTruthy()
  cleanup()
  server({ 'tier.getMine': () => new Refused('BUSY', '稍后再试') })
  render(<TierPage />)
  await settled()
  expect(screen.getByText('等级没加载出来')).toBeTruthy()
})

test('the card and the row lead to the page, and are silent when nothing came', async () => {
  server({ 'tier.getMine': () => view })
  render(
    <>
      <TierCard />
      <TierRow />
    </>,
  )
  await settled()
  for (const name of screen.getAllByText('核心会员')) fireEvent.click(name)
  expect(phone.went).toEqual(['/features/tier/pages/tier/index', '/features/tier/pages/tier/index'])
  cleanup()
  resetPhone()
  server({})
  render(<TierRow />)
  await settled()
  expect(screen.queryByText('核心会员')).toBeNull()
})

test('the place on the rail is in proportion between two tiers and never behind the own dot', () => {
  const at = (current: string, growth: number) => placeOn({ tiers: view.tiers, current, growth })
  expect([at('basic', 0), at('basic', 300), at('core', 600), at('core', 1300), at('core', 0), at('vip', 5)]).toEqual([
    0, 25, 50, 75, 50, 100,
  ])
  expect(['0520', '0229', '0230', '1301', '520', '0000'].map(birthdayIn)).toEqual([
    '05-20',
    '02-29',
    null,
    null,
    null,
    null,
  ])
})
