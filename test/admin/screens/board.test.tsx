import { expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Refusal } from '../../../src/kernel/errors'
import { cannedBoard, today } from '../canned/board'
import { callsOf, openDesk } from './desk'

test('the board reads aloud as a grid of groups and beats, and Tab enters at one cell', async () => {
  openDesk('#/today')
  const grid = await screen.findByRole('grid')
  const cell = within(grid).getByRole('button', { name: '福利群3，午间好物，11:00，待群主确认，晚 26 分' })
  expect(cell.dataset.overdue).toBe('true')
  const enterable = within(grid)
    .getAllByRole('button')
    .filter((one) => one.tabIndex === 0)
  expect(enterable).toHaveLength(1)
})

test('arrows move through the grid, Home leads to the first column', async () => {
  openDesk('#/today')
  const first = await screen.findByRole('button', { name: /^福利群1，打卡签到/ })
  act(() => first.focus())
  fireEvent.keyDown(first, { key: 'ArrowDown' })
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^福利群2，打卡签到/))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowRight' })
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^福利群2，话题讨论/))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Home' })
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^福利群2，打卡签到/))
})

test('a cell opens beside the grid with its message, its way and its history', async () => {
  openDesk('#/today')
  fireEvent.click(await screen.findByRole('button', { name: /^福利群7，打卡签到/ }))
  const drawer = await screen.findByRole('dialog')
  expect(within(drawer).getByText('福利群7 · 打卡签到 09:00')).toBeTruthy()
  expect(within(drawer).getAllByText('10:00 关窗，群主没有确认').length).toBeGreaterThan(0)
  expect(screen.getByRole('grid')).toBeTruthy()
})

test('a figure leads to its messages, a message to its cell; I on its name tells how it is counted', async () => {
  openDesk('#/today')
  const name = await screen.findByRole('button', { name: '准时率' })
  act(() => name.focus())
  fireEvent.keyDown(name, { key: 'i' })
  expect(await screen.findByText('已有结论的条数（准时、迟发、错过）')).toBeTruthy()
  expect(screen.getByRole('link', { name: '看这 22 条' }).getAttribute('href')).toBe('#/today?rows=concluded')
  act(() => {
    location.hash = '#/today?rows=late'
  })
  const drawer = await screen.findByRole('dialog', { name: /迟发的 2 条/ })
  expect(within(drawer).getAllByRole('row')).toHaveLength(3)
  fireEvent.click(within(drawer).getByRole('link', { name: '福利群4' }))
  await waitFor(() => expect(location.hash).toContain('rows=late&cell='))
})

test('what needs a person is counted in the menu and in the list', async () => {
  openDesk('#/today')
  const list = await screen.findByRole('region', { name: '需要你处理' })
  expect(within(list).getByText('6 条')).toBeTruthy()
  expect(screen.getByRole('link', { name: /今日\s*6\s*条需要你处理/ })).toBeTruthy()
})

test('saying that it went out asks nothing; sending again asks first and names how many would read it twice', async () => {
  const sent = openDesk('#/today', {
    'delivery.resolve': ({ id }: { id: string }) => ({ id, state: 'sent' }),
  })
  const list = await screen.findByRole('region', { name: '需要你处理' })
  fireEvent.click(within(list).getAllByRole('button', { name: '已发出' })[0] ?? list)
  await waitFor(() => expect(callsOf(sent, 'delivery.resolve')).toHaveLength(1))
  expect(callsOf(sent, 'delivery.resolve')[0]?.outcome).toBe('sent')
  await waitFor(() => expect(callsOf(sent, 'delivery.getBoard').length).toBeGreaterThan(1))

  fireEvent.click(within(list).getAllByRole('button', { name: '重新发送' })[1] ?? list)
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText(/群里 418 人会看到两遍/)).toBeTruthy()
  expect(callsOf(sent, 'delivery.resolve')).toHaveLength(1)
  fireEvent.click(within(dialog).getByRole('button', { name: '重新发送' }))
  await waitFor(() => expect(callsOf(sent, 'delivery.resolve')[1]?.outcome).toBe('resend'))
})

test('J and K walk through the list, 1 on an unconfirmed one says that it went out', async () => {
  const sent = openDesk('#/today', { 'delivery.resolve': ({ id }: { id: string }) => ({ id, state: 'sent' }) })
  await screen.findByRole('region', { name: '需要你处理' })
  await screen.findByRole('grid')
  fireEvent.keyDown(document.body, { key: 'j' })
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset.todo).toMatch(/1,topic/))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' })
  await waitFor(() => expect((document.activeElement as HTMLElement).dataset.todo).toMatch(/7,goods/))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: '1' })
  await waitFor(() => expect(callsOf(sent, 'delivery.resolve')[0]?.id).toMatch(/7,goods/))
})

test('a refused reminder shows the sentence of the server as it is', async () => {
  openDesk('#/today', {
    'delivery.remind': () => {
      throw new Refusal('REMIND_LIMIT', '24 小时里已经提醒 3 次，请直接联系群主。')
    },
  })
  const list = await screen.findByRole('region', { name: '需要你处理' })
  fireEvent.click(within(list).getAllByRole('button', { name: '催办' })[0] ?? list)
  expect(await screen.findByText('24 小时里已经提醒 3 次，请直接联系群主。')).toBeTruthy()
})

test('a board that cannot be read says what stands, why, and offers two ways on', async () => {
  openDesk('#/today', {
    'delivery.getBoard': () => {
      throw new Refusal('INTERNAL', '服务器出了点问题，请稍后再试。')
    },
  })
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('已排好的消息照常进行')
  expect(alert.textContent).toContain('INTERNAL')
  expect(within(alert).getAllByRole('button')).toHaveLength(2)
})

test('when a later answer fails the board stays, says of when it is, and steps back', async () => {
  let broken = false
  openDesk('#/today', {
    'delivery.getBoard': () => {
      if (broken) throw new Refusal('INTERNAL', '服务器出了点问题，请稍后再试。')
      return cannedBoard()
    },
  })
  await screen.findByRole('grid')
  broken = true
  fireEvent(document, new Event('visibilitychange'))
  const note = await screen.findByText(/没有取到新数，下面是 11:26 的/)
  expect(note.textContent).toContain('INTERNAL')
  const old = screen.getAllByText('截至 11:26').map((words) => words.closest('dl')?.dataset.old)
  expect(old).toEqual(['true', 'true'])
  broken = false
  fireEvent.click(screen.getByRole('button', { name: '再取一次' }))
  await waitFor(() => expect(screen.queryByText(/没有取到新数/)).toBeNull())
})

test('until a version speaks the desk shows four steps with their real state instead of an empty board', async () => {
  const groups = {
    count: 4,
    members: 18,
    owners: 3,
    syncedAt: Date.parse('2026-11-23T03:00:00Z'),
    names: ['福利群1 6'],
  }
  openDesk('#/today', {
    'sop.list': () => ({ sops: [] }),
    'desk.getStart': () => ({
      ...{ sop: null, groups, checkedIn: false },
      bound: { count: 2, missing: [{ user: 'aling', name: '阿玲', known: false }] },
    }),
  })
  expect(await screen.findByText('已完成 1 / 4')).toBeTruthy()
  expect(screen.getByRole('link', { name: '选 Excel 文件' }).getAttribute('href')).toBe('#/import')
  expect(screen.getByText(/4 个群、3 位群主，11:00 更新/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '加 阿玲' }).getAttribute('href')).toContain('#/people?add=aling')
})

test('a missed message is sent after all; a planned one is left out with a reason, or goes to a deputy', async () => {
  const sent = openDesk('#/today', {
    'delivery.sendAgain': ({ id }: { id: string }) => ({ id }),
    'delivery.skip': ({ id }: { id: string }) => ({ item: { id } }),
    'delivery.setAway': () => ({ moved: 3, stayed: 1 }),
  })
  const list = await screen.findByRole('region', { name: '需要你处理' })
  fireEvent.click(within(list).getByRole('button', { name: '补发' }))
  await waitFor(() => expect(callsOf(sent, 'delivery.sendAgain')).toHaveLength(1))
  expect(await screen.findByText(/1 小时内补发到福利群7/)).toBeTruthy()

  fireEvent.click(screen.getByRole('button', { name: /^福利群1，用户反馈/ }))
  const drawer = await screen.findByRole('dialog')
  fireEvent.click(within(drawer).getByRole('button', { name: '这条不发' }))
  fireEvent.click(await screen.findByRole('button', { name: '产品缺货或改价' }))
  await waitFor(() => expect(callsOf(sent, 'delivery.skip')[0]?.reason).toBe('产品缺货或改价'))
  fireEvent.click(within(drawer).getByRole('button', { name: '群主不在' }))
  fireEvent.click(await screen.findByRole('button', { name: '今天不在，转给代发人' }))
  expect(await screen.findByText(/3 条转给了代发人；1 条没有人能代发/)).toBeTruthy()
  expect(callsOf(sent, 'delivery.setAway')[0]).toMatchObject({ until: today, deputy: null })
})
