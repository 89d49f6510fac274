import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { Dial, type DialPhase, kindOf, slurOf } from '../../src/client/parts/Dial'
import type { ScoreView } from '../../src/features/checkin/contract'
import { scoreView } from './fixtures'

afterEach(cleanup)

function show(phase: DialPhase, onPress = jest.fn(), change: Partial<ScoreView> = {}) {
  const { week, today, since, restToday } = scoreView(change)
  render(
    <Dial
      week={week}
      today={today}
      since={since}
      rest={restToday}
      phase={phase}
      streak={6}
      goal={null}
      foot="脚"
      gain="得 10 积分"
      onPress={onPress}
    />,
  )
  return onPress
}

test('before the check-in the button can be pressed and today waits', () => {
  const onPress = show('ready')
  expect(screen.getByLabelText('周五，今天，待打卡')).toBeTruthy()
  expect(screen.getByLabelText('周四，已打卡')).toBeTruthy()
  expect(screen.getByLabelText('周六，未到')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('打卡，得 10 积分'))
  expect(onPress).toHaveBeenCalledTimes(1)
})

test.each<[DialPhase, string, string]>([
  ['sending', '今天打卡', '周五，今天，待打卡'],
  ['waiting', '今天等网络', '周五，今天，已记下，等网络'],
  ['noted', '今天已记下', '周五，今天，已记下，等网络'],
  ['landed', '今天已打卡', '周五，今天，已打卡'],
  ['done', '今天已打卡', '周五，今天，已打卡'],
])('while it is %s a second press does nothing', (phase, button, beat) => {
  const onPress = show(phase)
  expect(screen.getByLabelText(beat)).toBeTruthy()
  fireEvent.click(screen.getByLabelText(button))
  expect(onPress).not.toHaveBeenCalled()
})

test('the days are listed from Monday to Sunday', () => {
  show('ready')
  const said = screen.getAllByRole('listitem').map((day) => day.getAttribute('aria-label')?.slice(0, 2))
  expect(said).toEqual(['周一', '周二', '周三', '周四', '周五', '周六', '周日'])
})

test('a day without a check-in is a miss only once it is over; what a day came to goes before', () => {
  const kind = (day: string, mark?: 'made' | 'rest' | 'shielded', rest = false) =>
    kindOf({ day: `2026-11-${day}`, done: false, mark }, '2026-11-27', 'ready', rest)
  expect([kind('26'), kind('27'), kind('28')]).toEqual(['miss', 'now', 'next'])
  expect([kind('26', 'made'), kind('26', 'shielded'), kind('28', 'rest')]).toEqual(['made', 'shielded', 'rest'])
  expect(kind('27', 'rest', true)).toBe('rest')
})

test('a day of rest is said to be one, and can be struck all the same', () => {
  const onPress = show('ready', jest.fn(), { restToday: true })
  expect(screen.getByLabelText('周五，今天，休止日')).toBeTruthy()
  expect(screen.getByText('今天休止')).toBeTruthy()
  fireEvent.click(screen.getByLabelText('今天休止，打卡，得 10 积分'))
  expect(onPress).toHaveBeenCalledTimes(1)
})

test('nobody missed a day before their first', () => {
  const week = scoreView().week.map((one) => ({ ...one, done: one.day === '2026-11-26', mark: null }))
  show('ready', jest.fn(), { week, since: '2026-11-26' })
  expect(screen.getByLabelText('周一，还没开始')).toBeTruthy()
  expect(screen.queryByLabelText(/漏打/)).toBeNull()
})

test('the arc covers the unbroken days up to today and nothing else', () => {
  const days = (text: string) => [...text].map((mark) => ({ done: mark === 'x' }))
  expect(slurOf(days('xxxx...'), 5)).toEqual({ span: 4, turn: 4 })
  expect(slurOf(days('x.xx...'), 5)).toEqual({ span: 2, turn: 6 })
  expect(slurOf(days('xxx....'), 5)).toBeNull()
  expect(slurOf(days('.......'), 1)).toBeNull()
  expect(slurOf([{ done: true }, { done: false, mark: 'rest' }, { done: true }], 3)).toEqual({ span: 2, turn: 2 })
  expect(slurOf([{ done: false, mark: 'rest' }, { done: true }, { done: true }], 3)).toEqual({ span: 1, turn: 3 })
  expect(slurOf(days('xxxxxx.'), 7)).toEqual({ span: 6, turn: 6 })
})
