import { expect, test } from '@jest/globals'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { callsOf, openDesk } from './desk'

const hits = {
  'desk.search': () => ({
    hits: [
      { kind: 'node', sop: 'daily', number: 2, node: 'noon', title: '午间好物', detail: '日常 v2 · 今天这支唇釉' },
      { kind: 'group', id: 'wr1', title: '福利群1', detail: '群主 小美' },
    ],
  }),
}

/** The keys come with a chunk of their own. */
async function ready() {
  const button = await screen.findByRole('button', { name: /搜索或执行/ })
  await screen.findByRole('grid')
  await waitFor(() => expect(sessionStorage.getItem('jiepai.recent')).toContain('/today'))
  return button
}

test('Ctrl K searches the desk by keyboard alone; what was opened is offered next time', async () => {
  const sent = openDesk('#/today', hits)
  const button = await ready()
  act(() => button.focus())
  fireEvent.keyDown(button, { key: 'k', ctrlKey: true })
  const field = await screen.findByRole('combobox', { name: /搜索页面/ })
  expect(document.activeElement).toBe(field)
  fireEvent.change(field, { target: { value: '唇釉' } })
  await screen.findByRole('option', { name: /节点：午间好物/ })
  expect(callsOf(sent, 'desk.search')).toEqual([{ words: '唇釉' }])
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(within(screen.getByRole('dialog')).getByRole('option', { selected: true }).textContent).toContain('福利群1')
  expect(field.getAttribute('aria-activedescendant')).toBe(
    within(screen.getByRole('dialog')).getByRole('option', { selected: true }).id,
  )
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
  expect(screen.getByRole('dialog')).toBeTruthy()
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(location.hash).toBe('#/node?sop=daily&v=2&node=noon')
  expect(screen.queryByRole('combobox', { name: /搜索页面/ })).toBeNull()
  expect(sessionStorage.getItem('jiepai.recent')).toContain('午间好物')
})

test('commands are found without the server, who may is said with the rest; Esc gives the focus back', async () => {
  openDesk('#/today', hits)
  const button = await ready()
  act(() => button.focus())
  fireEvent.click(button)
  const field = await screen.findByRole('combobox', { name: /搜索页面/ })
  fireEvent.change(field, { target: { value: 'xlsx' } })
  expect((await screen.findByRole('option', { name: /执行：导入 Excel/ })).getAttribute('aria-selected')).toBe('true')
  // An operator does not add colleagues; that is the owner's.
  fireEvent.change(field, { target: { value: '加同事' } })
  const blocked = await screen.findByRole('option', { name: /加同事，需要管理员/ })
  expect(blocked.getAttribute('aria-disabled')).toBe('true')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(location.hash).toBe('#/today')
  fireEvent.keyDown(field, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.activeElement).toBe(button)
})

test('G then C opens the calendar; in a field and while composing single keys are words; ? lists them all', async () => {
  openDesk('#/today', hits)
  await ready()
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 's', isComposing: true })
  expect(location.hash).toBe('#/today')
  fireEvent.keyDown(document.body, { key: '?', shiftKey: true })
  const sheet = await screen.findByRole('dialog', { name: '全部快捷键' })
  expect(within(sheet).getByText('待处理的下一条')).toBeTruthy()
  // While a layer is open the desk below does not move.
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 's' })
  expect(location.hash).toBe('#/today')
  fireEvent.keyDown(document.body, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const input = document.body.appendChild(document.createElement('input'))
  fireEvent.keyDown(input, { key: 'g' })
  fireEvent.keyDown(input, { key: 'q' })
  input.remove()
  expect(location.hash).toBe('#/today')
  fireEvent.keyDown(document.body, { key: 'g' })
  fireEvent.keyDown(document.body, { key: 'q' })
  expect(location.hash).toBe('#/coupons')
})
