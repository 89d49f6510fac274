import ExcelJS from 'exceljs'
import { refuse } from '../../../kernel/errors'
import type { Grid, GridCell, GridSheet } from '../grid'
import { checkLimits, MAX_FILE_BYTES } from './gridLimits'
import { decodeText, readCsv } from './readCsv'
import { workbookText } from './text'

/** Days between the spreadsheet's day 0 (1899-12-30) and 1970-01-01. */
const EPOCH = 25_569
const DAY_MS = 86_400_000

/**
 * Turns a file into a grid: `.xlsx` through exceljs, everything else with text in it as comma-separated values. The same
 * function runs in the browser's worker and in Node.
 *
 * Refuses with one sentence: `FILE_TOO_BIG`, `FILE_EMPTY`, `FILE_OLD_EXCEL` (.xls or protected by a password), `FILE_BROKEN`,
 * `FILE_UNKNOWN`, `GRID_TOO_BIG`, `CELL_TOO_LONG`.
 */
export async function readWorkbook(file: ArrayBuffer, fileName: string): Promise<Grid> {
  if (file.byteLength > MAX_FILE_BYTES) refuse('FILE_TOO_BIG', workbookText.tooBig(file.byteLength))
  if (file.byteLength === 0) refuse('FILE_EMPTY', workbookText.empty)
  const grid = { fileName: fileName.slice(-200), sheets: await readSheets(new Uint8Array(file), fileName) }
  if (grid.sheets.every((sheet) => sheet.cells.length === 0)) refuse('FILE_EMPTY', workbookText.noCells)
  checkLimits(grid)
  return grid
}

async function readSheets(bytes: Uint8Array, fileName: string): Promise<GridSheet[]> {
  // PK\3\4 opens every .xlsx; D0 CF 11 E0 opens the old binary format and also a workbook with a password.
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readXlsx(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) refuse('FILE_OLD_EXCEL', workbookText.oldExcel)
  if (/\.xlsx?$/i.test(fileName)) refuse('FILE_BROKEN', workbookText.broken)
  const text = decodeText(bytes)
  if (text === null) refuse('FILE_UNKNOWN', workbookText.unknown)
  return [readCsv(text, fileName.replace(/\.[^.]*$/, ''))]
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

async function readXlsx(bytes: Uint8Array): Promise<GridSheet[]> {
  const workbook = new ExcelJS.Workbook()
  try {
    await workbook.xlsx.load(bytes.slice().buffer)
  } catch {
    // exceljs reports a damaged zip or XML in a dozen ways; for the person at the desk they are one.
    refuse('FILE_BROKEN', workbookText.broken)
  }
  if (workbook.worksheets.length === 0) refuse('FILE_BROKEN', workbookText.broken)
  return workbook.worksheets.map(readSheet)
}

function readSheet(sheet: ExcelJS.Worksheet): GridSheet {
  const cells: GridCell[] = []
  sheet.eachRow((row) => {
    row.eachCell((cell) => {
      // A merged range repeats its value in every cell; it stands in the first one only.
      if (cell.isMerged && cell.master.address !== cell.address) return
      const read = readCell(cell)
      if (read) cells.push(read)
    })
  })
  return { name: sheet.name, cells, merges: mergesOf(sheet) }
}

function mergesOf(sheet: ExcelJS.Worksheet): string[] {
  return sheet.model.merges ?? []
}

function readCell(cell: ExcelJS.Cell): GridCell | null {
  const value = cell.value
  if (isFormula(value)) {
    const plain = plainValue(cell.result ?? null)
    return { ref: cell.address, ...plain, formula: cell.formula ?? '', ...formatOf(cell, plain.value) }
  }
  const plain = plainValue(value)
  if (plain.value === null && !plain.error) return null
  if (plain.value === '') return null
  return { ref: cell.address, ...plain, ...formatOf(cell, plain.value) }
}

function isFormula(value: ExcelJS.CellValue): boolean {
  return typeof value === 'object' && value !== null && ('formula' in value || 'sharedFormula' in value)
}

type Plain = Pick<GridCell, 'value' | 'error'>

function plainValue(value: ExcelJS.CellValue): Plain {
  if (value === null || value === undefined) return { value: null }
  if (value instanceof Date) return { value: serialOf(value) }
  if (typeof value !== 'object') return { value }
  if ('error' in value) return { value: null, error: value.error }
  if ('richText' in value) return { value: value.richText.map((run) => run.text).join('') }
  // The text of a hyperlink may itself be rich text, whatever the library's types say.
  if ('hyperlink' in value) return plainValue(value.text as ExcelJS.CellValue)
  return { value: null }
}

/** Serial number of the 1900 calendar, whatever calendar the workbook uses; exceljs hands out dates as if they were UTC. */
function serialOf(date: Date): number {
  return Math.round((date.getTime() / DAY_MS + EPOCH) * 1e9) / 1e9
}

/** The number format, when it makes a date or time of the number. */
function formatOf(cell: ExcelJS.Cell, value: GridCell['value']): { format?: string } {
  const format = cell.numFmt
  if (typeof value !== 'number' || !format || !isDateFormat(format)) return {}
  return { format: format.slice(0, 64) }
}

/** True for `yyyy-mm-dd`, `h:mm`, `m"月"d"日"`; quoted words, colours and locales in brackets do not count. */
function isDateFormat(format: string): boolean {
  if (/\[(h+|m+|s+)\]/i.test(format)) return true
  return /[ymdhs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, ''))
}
