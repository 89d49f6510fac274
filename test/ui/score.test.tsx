import { cleanup, render, screen, within } from '@testing-library/react'
import { layOut, Score } from '../../src/client/parts/Score'

afterEach(cleanup)

test('weeks begin on Monday and the month lies where it lies', () => {
  const weeks = layOut('2026-11', [], '2026-11-27', '2026-11-01')
  expect(weeks).toHaveLength(6)
  // 2026-11-01 was a Sunday, 2026-11-30 a Monday.
  expect(weeks[0]?.days.map((day) => day?.day ?? null)).toEqual([null, null, null, null, null, null, '2026-11-01'])
  expect(weeks[5]?.days[0]?.day).toBe('2026-11-30')
  expect(weeks[5]?.days[1]).toBeNull()
})

test('a February that fills four weeks has four rows', () => {
  expect(layOut('2027-02', [], '2027-02-01', '2027-02-01')).toHaveLength(4)
})

test('a day is done, today, missed or to come', () => {
  const [week] = layOut('2026-06', [1, 2], '2026-06-04', '2026-06-01')
  expect(week?.days.map((day) => day?.kind)).toEqual(['done', 'done', 'miss', 'now', 'next', 'next', 'next'])
})

test('an arc joins unbroken days and runs on into the next row', () => {
  const weeks = layOut('2026-11', [3, 4, 6, 7, 8, 9, 10, 12], '2026-11-27', '2026-11-01')
  expect(weeks[1]?.slurs).toEqual([
    { from: 1.5, to: 2.5 },
    { from: 4.5, to: 7 },
  ])
  expect(weeks[2]?.slurs).toEqual([{ from: 0, to: 1.5 }])
})

test('a single day that goes on over the row has an arc on both rows', () => {
  const weeks = layOut('2026-11', [8, 9], '2026-11-27', '2026-11-01')
  expect(weeks[1]?.slurs).toEqual([{ from: 6.5, to: 7 }])
  expect(weeks[2]?.slurs).toEqual([{ from: 0, to: 0.5 }])
})

test('each day of the month is said once, with what happened', () => {
  render(<Score month="2026-11" done={[26, 27]} today="2026-11-27" since="2026-11-25" />)
  const list = within(screen.getByRole('list'))
  expect(list.getAllByRole('listitem')).toHaveLength(30)
  expect(list.getByLabelText('27 日，今天，已打卡')).toBeTruthy()
  expect(list.getByLabelText('25 日，漏打')).toBeTruthy()
  expect(list.getByLabelText('28 日，未到')).toBeTruthy()
  expect(list.getByLabelText('24 日，还没开始')).toBeTruthy()
})

test('a beat stands the higher, the more columns the day was part of; a day that is over can be pressed', () => {
  const onPick = jest.fn()
  const pitch = new Map([
    [25, 1],
    [26, 9],
  ])
  const { container } = render(
    <Score month="2026-11" done={[25, 26, 27]} today="2026-11-27" since="2026-11-24" pitch={pitch} onPick={onPick} />,
  )
  const up = (step: number) => container.querySelectorAll(`.score__beat--done.score__beat--up${step}`).length
  expect([up(0), up(1), up(4)]).toEqual([1, 1, 1])
  screen.getByRole('button', { name: '26 日，已打卡，参加 9 档' }).click()
  expect(onPick).toHaveBeenCalledWith('2026-11-26', 'done')
  expect(screen.queryByRole('button', { name: /^28 日/ })).toBeNull()
})
