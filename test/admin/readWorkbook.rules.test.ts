import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { readWorkbook } from '../../src/features/sop/admin/readWorkbook'
import type { Grid } from '../../src/features/sop/grid'
import { Refusal } from '../../src/kernel/errors'

const shop = new URL('../../local/demo/花间美妆-社群SOP.xlsx', import.meta.url)

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function cell(grid: Grid, sheet: string, ref: string) {
  return grid.sheets.find((one) => one.name === sheet)?.cells.find((one) => one.ref === ref)
}

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<ArrayBuffer> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('表'))
  return bufferOf(new Uint8Array(await book.xlsx.writeBuffer()))
}

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}

test("a shop's own table arrives whole: four sheets, merged titles once, cached formula values", async () => {
  const grid = await readWorkbook(bufferOf(readFileSync(shop)), '花间美妆-社群SOP.xlsx')
  assert.deepEqual(
    grid.sheets.map((sheet) => [sheet.name, sheet.merges]),
    [
      ['日常栏目', ['A1:K1']],
      ['每周栏目', ['A1:K1', 'A4:A5']],
      ['节点活动', ['A1:K1']],
      ['入群欢迎', ['A1:K1']],
    ],
  )
  const daily = grid.sheets[0]
  assert.equal(daily?.cells.filter((one) => one.ref.endsWith('1') && one.ref.length === 2).length, 1)
  const formula = cell(grid, '日常栏目', 'B6')
  assert.equal(formula?.value, 0.625)
  assert.equal(formula?.formula, 'TIME(15,0,0)')
  assert.equal(cell(grid, '每周栏目', 'A5'), undefined)
  assert.match(String(cell(grid, '日常栏目', 'E3')?.value), /\{昵称\}/)
})

test('a date cell becomes its serial number with its format, in any time zone', async () => {
  const grid = await readWorkbook(bufferOf(readFileSync(shop)), 'x.xlsx')
  const solstice = cell(grid, '节点活动', 'A3')
  // 2026-12-22 is day 46378 of the 1900 calendar.
  assert.equal(solstice?.value, 46378)
  assert.equal(solstice?.format, 'm月d日')
})

test('rich text is joined, hyperlinks keep their words, errors keep their name, empty text is no cell', async () => {
  const grid = await readWorkbook(
    await workbook((sheet) => {
      sheet.getCell('A1').value = { richText: [{ text: '早上' }, { text: '好', font: { bold: true } }] }
      sheet.getCell('B1').value = { text: '点这里', hyperlink: 'https://example.com' }
      sheet.getCell('C1').value = { error: '#REF!' }
      sheet.getCell('D1').value = { formula: 'A2/0', result: { error: '#DIV/0!' } }
      sheet.getCell('E1').value = ''
      sheet.getCell('F1').value = true
      sheet.getCell('G1').value = { formula: 'A1&"!"', result: '早上好!' }
    }),
    'a.xlsx',
  )
  const cells = grid.sheets[0]?.cells
  assert.deepEqual(
    cells?.map((one) => [one.ref, one.value, one.error, one.formula]),
    [
      ['A1', '早上好', undefined, undefined],
      ['B1', '点这里', undefined, undefined],
      ['C1', null, '#REF!', undefined],
      ['D1', null, '#DIV/0!', 'A2/0'],
      ['F1', true, undefined, undefined],
      ['G1', '早上好!', undefined, 'A1&"!"'],
    ],
  )
})

test('a number that only looks like money keeps no date format, a time does', async () => {
  const grid = await readWorkbook(
    await workbook((sheet) => {
      sheet.getCell('A1').value = 39
      sheet.getCell('A1').numFmt = '"¥"#,##0.00'
      sheet.getCell('A2').value = 0.375
      sheet.getCell('A2').numFmt = 'h:mm'
      sheet.getCell('A3').value = 0.5
      sheet.getCell('A3').numFmt = '[Red]0.00'
    }),
    'a.xlsx',
  )
  assert.deepEqual(
    grid.sheets[0]?.cells.map((one) => [one.ref, one.value, one.format]),
    [
      ['A1', 39, undefined],
      ['A2', 0.375, 'h:mm'],
      ['A3', 0.5, undefined],
    ],
  )
})

test('a csv of Excel in China reads the same in UTF-8 and GB18030, with quotes and line breaks inside', async () => {
  const utf8 = new TextEncoder().encode('﻿时段,文案\r\n9:00,"早上好,\n""姐妹们"""\r\n')
  // 时段,文案 / 9:00,好 in GB18030
  const gb = Uint8Array.from([
    0xca, 0xb1, 0xb6, 0xce, 0x2c, 0xce, 0xc4, 0xb0, 0xb8, 0x0d, 0x0a, 0x39, 0x3a, 0x30, 0x30, 0x2c, 0xba, 0xc3,
  ])
  const first = await readWorkbook(bufferOf(utf8), 'a.csv')
  assert.deepEqual(
    first.sheets[0]?.cells.map((one) => [one.ref, one.value]),
    [
      ['A1', '时段'],
      ['B1', '文案'],
      ['A2', '9:00'],
      ['B2', '早上好,\n"姐妹们"'],
    ],
  )
  const second = await readWorkbook(bufferOf(gb), '日常.csv')
  assert.equal(second.sheets[0]?.name, '日常')
  assert.deepEqual(
    second.sheets[0]?.cells.map((one) => one.value),
    ['时段', '文案', '9:00', '好'],
  )
})

test('what is no table is refused with a sentence: empty, old, cut off, a picture, too long a cell', async () => {
  const whole = readFileSync(shop)
  await assert.rejects(readWorkbook(new ArrayBuffer(0), 'a.xlsx'), refused('FILE_EMPTY'))
  await assert.rejects(
    readWorkbook(bufferOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])), 'a.xls'),
    refused('FILE_OLD_EXCEL'),
  )
  await assert.rejects(readWorkbook(bufferOf(whole.subarray(0, 4000)), 'a.xlsx'), refused('FILE_BROKEN'))
  await assert.rejects(
    readWorkbook(bufferOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])), 'a.png'),
    refused('FILE_UNKNOWN'),
  )
  await assert.rejects(readWorkbook(bufferOf(new Uint8Array(5 * 1024 * 1024 + 1)), 'a.xlsx'), refused('FILE_TOO_BIG'))
  await assert.rejects(
    readWorkbook(
      await workbook((sheet) => {
        sheet.getCell('C9').value = '长'.repeat(4001)
      }),
      'a.xlsx',
    ),
    (error: unknown) => error instanceof Refusal && error.code === 'CELL_TOO_LONG' && error.message.includes('C9'),
  )
})
