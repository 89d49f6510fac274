import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { columnName, parseRef } from '../../src/features/sop/admin/cells'
import { inReadingOrder, jump, marksOf, mendable, planOf, withProposals } from '../../src/features/sop/admin/importing'
import { readWorkbook } from '../../src/features/sop/admin/readWorkbook'
import { sheetView, shownText } from '../../src/features/sop/admin/sheetView'
import type { ImportIssue } from '../../src/features/sop/contract'
import type { Grid } from '../../src/features/sop/grid'
import { importRules } from '../../src/features/sop/importRules'

const sheets = ['日常', '每周']

function issue(sheet: string, cell: string, level: ImportIssue['level'], proposal: string | null = null): ImportIssue {
  return { sheet, cell, level, code: 'code', message: `${cell} 的话`, found: '', proposal }
}

function preview(grid: Grid, fixes: Record<string, string> = {}) {
  return importRules(grid, { today: '2026-11-22', groupTags: [], staffNames: [], fixes })
}

function table(...rows: (string | number)[][]): Grid {
  const cells = rows.flatMap((row, index) =>
    row.map((value, column) => ({ ref: `${columnName(column)}${index + 1}`, value })),
  )
  return { fileName: 'a.xlsx', sheets: [{ name: '日常', cells, merges: [] }] }
}

test('cells are named as in a spreadsheet, there and back', () => {
  for (const [index, name] of [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ] as const) {
    assert.equal(columnName(index), name)
    assert.deepEqual(parseRef(`${name}12`), { column: index, row: 12 })
  }
  assert.throws(() => parseRef('12'))
})

test('issues stand in reading order: by sheet, by row as a number, by column', () => {
  const ordered = inReadingOrder(
    [
      issue('每周', 'A1', 'error'),
      issue('日常', 'B10', 'error'),
      issue('日常', 'C9', 'error'),
      issue('日常', 'AA9', 'check'),
      issue('日常', 'B9', 'error'),
    ],
    sheets,
  )
  assert.deepEqual(
    ordered.map((one) => `${one.sheet}${one.cell}`),
    ['日常B9', '日常C9', '日常AA9', '日常B10', '每周A1'],
  )
})

test('a remark that names no cell stands at the beginning of its sheet', () => {
  const ordered = inReadingOrder([issue('日常', 'B9', 'error'), issue('日常', '', 'check')], sheets)
  assert.deepEqual(
    ordered.map((one) => one.cell),
    ['A1', 'B9'],
  )
})

test('what is missing is named at the empty cell of its own column, wherever the column stands', () => {
  const judged = preview(table(['文案', '周期', '时段', '栏目'], ['', '每天', '', '早安']))
  assert.deepEqual(
    judged.issues.filter((one) => one.level === 'error').map((one) => [one.cell, one.code]),
    [
      ['C2', 'time_missing'],
      ['A2', 'text_missing'],
    ],
  )
  const fixed = preview(table(['文案', '周期', '时段', '栏目'], ['', '每天', '', '早安']), {
    '日常!C2': '9:00',
    '日常!A2': '早',
  })
  assert.equal(fixed.counts.broken, 0)
})

test('a cell with several remarks is marked by the most serious one', () => {
  const marks = marksOf([issue('日常', 'B3', 'tidied'), issue('日常', 'B3', 'error'), issue('日常', 'C3', 'later')])
  assert.equal(marks.get('日常!B3')?.level, 'error')
  assert.equal(marks.get('日常!B3')?.issues.length, 2)
  assert.equal(marks.get('日常!C3')?.level, 'later')
})

test('F8 goes to the next error over sheets and starts again at the end; ⇧F8 goes back', () => {
  const issues = inReadingOrder(
    [
      issue('日常', 'B3', 'error'),
      issue('日常', 'C5', 'check'),
      issue('日常', 'A8', 'error'),
      issue('每周', 'A2', 'error'),
    ],
    sheets,
  )
  assert.deepEqual(jump(issues, sheets, null, 1), { sheet: '日常', cell: 'B3' })
  assert.deepEqual(jump(issues, sheets, { sheet: '日常', cell: 'B3' }, 1), { sheet: '日常', cell: 'A8' })
  assert.deepEqual(jump(issues, sheets, { sheet: '日常', cell: 'D7' }, 1), { sheet: '日常', cell: 'A8' })
  assert.deepEqual(jump(issues, sheets, { sheet: '每周', cell: 'A2' }, 1), { sheet: '日常', cell: 'B3' })
  assert.deepEqual(jump(issues, sheets, { sheet: '日常', cell: 'B3' }, -1), { sheet: '每周', cell: 'A2' })
  assert.deepEqual(jump(issues, sheets, { sheet: '每周', cell: 'A2' }, -1), { sheet: '日常', cell: 'A8' })
})

test('without errors F8 visits what is worth a look, and without those nothing', () => {
  const checks = [issue('日常', 'C5', 'check'), issue('日常', 'B6', 'tidied')]
  assert.deepEqual(jump(checks, sheets, null, 1), { sheet: '日常', cell: 'C5' })
  assert.equal(jump([issue('日常', 'B6', 'tidied')], sheets, null, 1), null)
})

test('one click mends what has a proposal, once per cell, and leaves alone what is tidied already', () => {
  const issues = [
    issue('日常', 'B3', 'error', '15:00'),
    issue('日常', 'B3', 'check', '16:00'),
    issue('日常', 'B4', 'tidied', '11:00'),
    issue('日常', 'B5', 'error'),
  ]
  assert.deepEqual(
    mendable(issues).map((one) => one.proposal),
    ['15:00'],
  )
  assert.deepEqual(withProposals({ '日常!A1': '题' }, mendable(issues)), { '日常!A1': '题', '日常!B3': '15:00' })
})

test('writing waits until every broken row is mended or left out, and says how many rows it writes', () => {
  const grid = table(['周期', '时段', '文案'], ['每天', '9:00', '早'], ['每天', '25:00', '午'], ['每天', '20:00', '晚'])
  const judged = preview(grid)
  assert.deepEqual(planOf(judged, new Set()), { rows: 2, nodes: 2, open: ['日常!3'], left: [] })
  assert.deepEqual(planOf(judged, new Set(['日常!3'])), { rows: 2, nodes: 2, open: [], left: ['日常!3'] })
  const mended = preview(grid, { '日常!B3': '12:00' })
  assert.deepEqual(planOf(mended, new Set(['日常!3'])), { rows: 3, nodes: 3, open: [], left: [] })
})

test("the shop's own table is written whole: 17 rows, nothing in the way", async () => {
  const bytes = readFileSync(new URL('../../local/demo/花间美妆-社群SOP.xlsx', import.meta.url))
  const judged = preview(await readWorkbook(new Uint8Array(bytes).buffer, 'sop.xlsx'))
  const plan = planOf(judged, new Set())
  assert.deepEqual([plan.rows, plan.open], [17, []])
})

test('a sheet is drawn with its merges, and dates and times as people read them', () => {
  const view = sheetView({
    name: '表',
    merges: ['A1:C1', 'A3:A4'],
    cells: [
      { ref: 'A1', value: '标题' },
      { ref: 'B2', value: 46378, format: 'yyyy-mm-dd' },
      { ref: 'C4', value: 0.375, format: 'h:mm' },
    ],
  })
  assert.equal(view.lastRow, 4)
  assert.deepEqual(
    view.columns.map((column) => column.name),
    ['A', 'B', 'C'],
  )
  assert.equal(view.wide.get('A1'), 3)
  assert.equal(view.covered.has('A4'), true)
  assert.equal(shownText(view.cells.get('B2')), '2026/12/22')
  assert.equal(shownText(view.cells.get('C4')), '9:00')
  assert.equal(shownText({ ref: 'A1', value: 46378.5, format: 'yyyy/m/d h:mm' }), '2026/12/22 12:00')
  assert.equal(shownText({ ref: 'A1', value: null, error: '#REF!' }), '#REF!')
  assert.equal(shownText(undefined), '')
})
