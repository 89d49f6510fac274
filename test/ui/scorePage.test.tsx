import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { consent } from '../../src/client/consent'
import { Score } from '../../src/client/parts/Score'
import type { ScoreView } from '../../src/features/checkin/contract'
import ScorePage from '../../src/features/checkin/pages/score/index'
import { Refused, scoreView, server, settled, tapTwice } from './fixtures'
import { phone, resetPhone } from './mock/taro'

const broken: Partial<ScoreView> = {
  days: [18, 19, 20, 21, 23, 24, 26],
  marks: [
    ...[18, 19, 20, 21, 23, 24, 26].map((day) => ({ day, mark: 'done' as const })),
    { day: 22, mark: 'shielded' },
    { day: 29, mark: 'rest' },
  ],
  streak: 1,
  repairable: ['2026-11-25'],
  shield: { perMonth: 1, left: 0 },
  broke: {
    sentence: '11 月 25 日没打卡，连续 6 天停在了前一天。',
    missed: ['2026-11-25'],
    repair: { cards: 1, streak: 8 },
  },
}
const cards = { held: 1, price: 50, bought: 0, toBuy: 2, repairsLeft: 2, windowDays: 7 }
let view: ScoreView

beforeEach(() => {
  resetPhone()
  consent.set('given')
})
afterEach(cleanup)

async function open(change: Partial<ScoreView>, makeUp: unknown = { streak: 8 }) {
  view = scoreView({ ...broken, cards, ...change })
  server({
    'checkin.getScore': () => view,
    'checkin.makeUp': () => makeUp,
    'checkin.buyCard': () => {
      view = { ...view, cards: { ...view.cards, held: 1, bought: 1 } }
      return { cards: 1, balance: 0, expires: null }
    },
  })
  render(<ScorePage />)
  await settled()
}
const sent = (method: string) => phone.calls.filter((call) => call.method === method).map(({ input }) => input)

test('each mark is said: protected, a rest to come, a day that can be repaired', async () => {
  await open({})
  const list = within(screen.getByLabelText('11 月打卡记录'))
  expect(list.getByLabelText('22 日，漏打，护盾护住')).toBeTruthy()
  expect(list.getByLabelText('29 日，休止日')).toBeTruthy()
  expect(list.getByLabelText('25 日，漏打，可补签')).toBeTruthy()
  expect(screen.getByText('这个月的 1 次护盾用完了，下个月再来。')).toBeTruthy()
  expect(screen.getByText('11 月 25 日没打卡，连续 6 天停在了前一天。')).toBeTruthy()
})

test('an arc runs over protected days and never begins or ends on one', () => {
  render(
    <Score
      month="2026-11"
      done={[17, 19]}
      today="2026-11-27"
      since="2026-11-01"
      marks={[
        { day: 17, mark: 'done' },
        { day: 18, mark: 'shielded' },
        { day: 19, mark: 'made' },
        { day: 20, mark: 'rest' },
      ]}
    />,
  )
  const arcs = [...document.querySelectorAll('.score__slur')].map((arc) => (arc as HTMLElement).style.left)
  expect(arcs).toEqual(['21.43%'])
})

test('a pressed day is repaired with one card, once, and the same request goes out when it was lost', async () => {
  await open({})
  fireEvent.click(screen.getByLabelText('25 日，漏打，可补签'))
  await tapTwice(screen.getByText('用 1 张补上 25 日'))
  expect(sent('checkin.makeUp')).toEqual([{ day: '2026-11-25', request: `20261125${'0'.repeat(24)}` }])
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('without a card it is bought with points first, and the sheet stays open for the repair', async () => {
  await open({ cards: { ...cards, held: 0 } })
  fireEvent.click(screen.getByText('补签'))
  fireEvent.click(screen.getByText('50 积分换 1 张'))
  await settled()
  expect(sent('checkin.buyCard')).toEqual([{ request: `20261101${'0'.repeat(24)}` }])
  expect(screen.getByText('用 1 张补上 25 日')).toBeTruthy()
})

test('what stands in the way is said on the button: points, the month, no sale', async () => {
  for (const [change, words] of [
    [{ cards: { ...cards, held: 0 }, balance: 20 }, '积分不够：要 50，现有 20'],
    [{ cards: { ...cards, repairsLeft: 0 } }, '这个月的次数用完了，下个月再补'],
    [{ cards: { ...cards, held: 0, toBuy: 0 } }, '这个月换够了，打卡奖励里还会送'],
  ] as const) {
    await open(change)
    fireEvent.click(screen.getByText('补签'))
    expect(screen.getByText(words)).toBeTruthy()
    cleanup()
  }
})

test('a refusal is said in its own sentence and the sheet stays', async () => {
  await open({}, new Refused('NO_CARD', '没有补签卡了。可以先用积分换一张，再来补。'))
  fireEvent.click(screen.getByText('补签'))
  fireEvent.click(screen.getByText('用 1 张补上 25 日'))
  await settled()
  expect(screen.getByRole('dialog')).toBeTruthy()
})

test('what is running shows how far the member has come', async () => {
  await open({
    campaigns: [
      {
        id: 'winter',
        title: '暖冬打卡季',
        from: '2026-11-20',
        until: '2026-12-10',
        total: 6,
        steps: [
          { title: '累计 5 天', gift: '30 积分', reached: true, left: 0 },
          { title: '累计 10 天', gift: '补签卡 1 张', reached: false, left: 4 },
        ],
        note: '积分几分钟内到账；每天的总量有限，发完为止。',
      },
    ],
  })
  expect(screen.getByText('已打 6 天')).toBeTruthy()
  expect(screen.getByText('补签卡 1 张')).toBeTruthy()
  expect(screen.getByText('还差 4 天')).toBeTruthy()
  expect(screen.getByText('积分几分钟内到账；每天的总量有限，发完为止。')).toBeTruthy()
})
