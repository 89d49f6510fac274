import { expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { columnName } from '../../../src/features/sop/admin/cells'
import type { Grid } from '../../../src/features/sop/grid'
import { importRules } from '../../../src/features/sop/importRules'
import { Refusal } from '../../../src/kernel/errors'
import { callsOf, openDesk } from './desk'
import { answerWorkbook } from './mock/readInWorker'

const header = ['周期', '时段', '栏目', '文案']

function table(...rows: string[][]): Grid {
  const cells = [header, ...rows].flatMap((row, index) =>
    row.flatMap((value, column) => (value === '' ? [] : [{ ref: `${columnName(column)}${index + 1}`, value }])),
  )
  return { fileName: 'a.xlsx', sheets: [{ name: '日常', cells, merges: [] }] }
}

const judging = {
  'sop.previewImport': ({ grid, fixes }: { grid: Grid; fixes: Record<string, string> }) =>
    importRules(grid, { today: '2026-11-22', groupTags: [], staffNames: [], fixes }),
  'sop.commitImport': () => ({ sop: 'daily', number: 2, nodes: 2 }),
}

async function choose(file = 'a.xlsx') {
  const input = await screen.findByLabelText('Excel 或 CSV 文件')
  const chosen = new File(['x'], file)
  Object.assign(chosen, { arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) })
  fireEvent.change(input, { target: { files: [chosen] } })
}

const write = () => screen.getByRole<HTMLButtonElement>('button', { name: /^写入/ })

test('a wrong cell is marked, named in the list, and stands in the way of writing', async () => {
  answerWorkbook(() => Promise.resolve(table(['每天', '9:00', '早', '早上好'], ['每天', '25:00', '午', '中午好'])))
  openDesk('#/import', judging)
  await choose()
  const grid = await screen.findByRole('grid', { name: '工作表 日常' })
  const wrong = grid.querySelector('[data-cell="B3"]')
  expect(wrong?.getAttribute('data-level')).toBe('error')
  expect(wrong?.getAttribute('aria-label')).toMatch(/^B3，25:00，没有「25:00」/)
  expect(screen.getByText('1 格要改')).toBeTruthy()
  expect(write().disabled).toBe(true)
  expect(write().textContent).toBe('写入 1 行')
})

test('accepting the proposal judges again with the fix, and writing sends the digest of that judgement', async () => {
  answerWorkbook(() => Promise.resolve(table(['每天', '9:00', '早', '早上好'], ['每天', '25:00', '午', '中午好'])))
  const sent = openDesk('#/import', judging)
  await choose()
  fireEvent.click(await screen.findByRole('button', { name: /^改成/ }))
  await waitFor(() => expect(write().disabled).toBe(false))
  expect(callsOf(sent, 'sop.previewImport').at(-1)?.fixes).toEqual({ '日常!B3': '15:00' })
  expect(write().textContent).toBe('写入 2 行')
  fireEvent.click(write())
  await waitFor(() => expect(location.hash).toBe('#/sop?sop=daily&v=2'))
  const [committed] = callsOf(sent, 'sop.commitImport')
  expect(committed?.fixes).toEqual({ '日常!B3': '15:00' })
  expect(String(committed?.digest).length).toBeGreaterThan(7)
  expect(committed?.sop).toBe('daily')
})

test('a broken row may be left out by a tick, and only then the others are written', async () => {
  answerWorkbook(() => Promise.resolve(table(['每天', '9:00', '早', '早上好'], ['每天', '随便', '午', '中午好'])))
  const sent = openDesk('#/import', judging)
  await choose()
  fireEvent.click(await screen.findByRole('checkbox', { name: '第 3 行先不导' }))
  expect(write().disabled).toBe(false)
  fireEvent.click(write())
  await waitFor(() => expect(callsOf(sent, 'sop.commitImport')[0]?.leaveOut).toEqual(['日常!3']))
})

test('F8 leads from error to error and shows the whole cell; an edit in place becomes a fix that can be undone', async () => {
  answerWorkbook(() => Promise.resolve(table(['每天', '9点', '早', '早上好'], ['周八', '10:00', '午', ''])))
  const sent = openDesk('#/import', judging)
  await choose()
  const grid = await screen.findByRole('grid', { name: '工作表 日常' })
  fireEvent.keyDown(document.body, { key: 'F8' })
  await waitFor(() => expect(document.activeElement?.getAttribute('data-cell')).toBe('A3'))
  fireEvent.keyDown(document.body, { key: 'F8' })
  await waitFor(() => expect(document.activeElement?.getAttribute('data-cell')).toBe('D3'))
  fireEvent.keyDown(document.body, { key: 'F8', shiftKey: true })
  await waitFor(() => expect(document.activeElement?.getAttribute('data-cell')).toBe('A3'))

  fireEvent.keyDown(document.activeElement ?? grid, { key: 'Enter' })
  const editor = screen.getByLabelText('改这一格')
  fireEvent.change(editor, { target: { value: '周五' } })
  fireEvent.keyDown(editor, { key: 'Enter' })
  await waitFor(() => expect(callsOf(sent, 'sop.previewImport').at(-1)?.fixes).toEqual({ '日常!A3': '周五' }))
  await waitFor(() => expect(grid.querySelector('[data-cell="A3"]')?.textContent).toBe('周八周五'))
  fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  await waitFor(() => expect(callsOf(sent, 'sop.previewImport').at(-1)?.fixes).toEqual({}))
})

test('what was tidied shows the old text struck and the new one', async () => {
  answerWorkbook(() => Promise.resolve(table(['每天', '11点', '早', '早上好'])))
  openDesk('#/import', judging)
  await choose()
  const grid = await screen.findByRole('grid', { name: '工作表 日常' })
  await waitFor(() => expect(grid.querySelector('[data-cell="B2"] s')?.textContent).toBe('11点'))
  expect(grid.querySelector('[data-cell="B2"] small')?.textContent).toBe('11:00')
  expect(within(grid).getAllByRole('row').length).toBeGreaterThan(1)
})

test('a file that cannot be read says so in one sentence and nothing is sent', async () => {
  answerWorkbook(() => Promise.reject(new Refusal('FILE_BROKEN', '这个文件打不开，另存为 .xlsx 再导。')))
  const sent = openDesk('#/import', judging)
  await choose('坏.xlsx')
  const alert = await screen.findByText(/没有导入，什么都没有写/)
  expect(alert.textContent).toContain('另存为 .xlsx 再导')
  expect(callsOf(sent, 'sop.previewImport')).toHaveLength(0)
})
