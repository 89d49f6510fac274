import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { writeWorkbook } from '../../src/features/sop/admin/exportWorkbook'
import { readWorkbook } from '../../src/features/sop/admin/readWorkbook'
import { exportTable } from '../../src/features/sop/exportTable'
import type { Grid } from '../../src/features/sop/grid'
import { importRules } from '../../src/features/sop/importRules'
import { emptyLife } from '../../src/features/sop/publication'
import type { SopNode, SopVersion } from '../../src/features/sop/rules'
import { templates } from '../../src/features/sop/templates/all'

const judge = { today: '2026-11-22', groupTags: ['福利群', 'VIP群'], staffNames: ['小美', '阿玲', '店长'], fixes: {} }

function version(name: string, nodes: SopNode[]): SopVersion {
  return { ...emptyLife('daily', 3, 2, 0, '陈一诺'), name, from: '2026-12-01', to: null, nodes }
}

async function throughExcel(grid: Grid): Promise<Grid> {
  return readWorkbook(await writeWorkbook(grid), grid.fileName)
}

const plain = ({ source: _source, ...node }: SopNode) => node

test('a version that went through a spreadsheet comes back as it was: every template, and the table of the demo', async () => {
  const file = readFileSync(new URL('../../local/demo/花间美妆-社群SOP.xlsx', import.meta.url))
  const demo = importRules(await readWorkbook(new Uint8Array(file).buffer, 'a.xlsx'), judge).rows
  const sources = [
    ...templates.map(({ name, nodes }) => version(name, nodes)),
    version(
      '花间美妆',
      demo.flatMap(({ node }) => node ?? []),
    ),
  ]
  for (const before of sources) {
    const after = importRules(await throughExcel(exportTable(before)), judge)
    assert.deepEqual(
      after.issues.filter(({ level }) => level === 'error'),
      [],
      before.name,
    )
    assert.equal(after.name, before.name)
    assert.deepEqual(
      after.rows.map(({ node }) => node && plain(node)),
      before.nodes.map(plain),
      before.name,
    )
  }
})

test('what a spreadsheet program would like to read as a formula, a number or a date stays the text that it is', async () => {
  const values = [
    '=1+1',
    '+86 138',
    '-5',
    '@群主',
    '007',
    '1-2',
    '9:00',
    '2026-12-01',
    'TRUE',
    ' 两边有空格 ',
    '一行\n两行',
    '_x000D_',
    '❤️👩‍👩‍👧',
    '<b>&amp;',
  ]
  const grid: Grid = {
    fileName: 'a.xlsx',
    sheets: [
      {
        name: '内容',
        cells: [
          ...values.map((value, row) => ({ ref: `A${row + 1}`, value })),
          { ref: 'B1', value: 46_000, format: 'yyyy-mm-dd' },
          { ref: 'B2', value: true },
        ],
        merges: ['C1:D1'],
      },
    ],
  }
  const [sheet] = (await throughExcel(grid)).sheets
  assert.deepEqual(
    new Map(sheet?.cells.map((cell) => [cell.ref, cell.value])),
    new Map(grid.sheets[0]?.cells.map((cell) => [cell.ref, cell.value])),
  )
  assert.equal(sheet?.cells.find(({ ref }) => ref === 'B1')?.format, 'yyyy-mm-dd')
  assert.deepEqual(sheet?.merges, ['C1:D1'])
  assert.ok(sheet?.cells.every(({ formula }) => formula === undefined))
})
