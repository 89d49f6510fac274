import ExcelJS from 'exceljs'
import type { Grid, GridSheet } from '../grid'

/** Width of a column in signs: wide enough for its longest line, narrow enough to see the next one. */
const WIDTHS = { least: 9, most: 60 } as const

/** A grid as an `.xlsx`; `readWorkbook` gives the same cells back. Runs in the browser's worker and in Node. */
export async function writeWorkbook(grid: Grid): Promise<ArrayBuffer> {
  const workbook = new ExcelJS.Workbook()
  for (const sheet of grid.sheets) addSheet(workbook, sheet)
  const bytes: unknown = await workbook.xlsx.writeBuffer()
  if (!(bytes instanceof Uint8Array)) throw new Error('the spreadsheet library returned no bytes')
  return bytes.slice().buffer
}

function addSheet(workbook: ExcelJS.Workbook, sheet: GridSheet): void {
  const target = workbook.addWorksheet(sheet.name)
  for (const { ref, value, format } of sheet.cells) {
    if (value === null) continue
    const cell = target.getCell(ref)
    cell.value = typeof value === 'string' ? guarded(value) : value
    if (format !== undefined) cell.numFmt = format
    // Text stays text, also when it looks like a date or a formula to a spreadsheet program.
    else if (typeof value === 'string') cell.numFmt = '@'
    cell.alignment = { vertical: 'top', wrapText: true }
  }
  for (const range of sheet.merges) target.mergeCells(range)
  for (const column of target.columns) {
    let longest = 0
    column.eachCell?.((cell) => {
      for (const line of String(cell.value ?? '').split('\n')) longest = Math.max(longest, widthOf(line))
    })
    column.width = Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest + 2))
  }
  const header = headerRow(sheet)
  if (header > 0) {
    target.getRow(header).font = { bold: true }
    target.views = [{ state: 'frozen', ySplit: header }]
  }
}

/** `_x000D_` is how the format writes a sign by its number; as plain text it has to be guarded, or it is read as that sign. */
function guarded(text: string): string {
  return text.replace(/_x[0-9a-f]{4}_/gi, (code) => `_x005F${code}`)
}

/** A Chinese character takes the room of two others. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > 'ÿ' ? 2 : 1), 0)
}

/** The row with the most cells among the first: everything above it is the table's name and period. */
function headerRow(sheet: GridSheet): number {
  const counts = new Map<number, number>()
  for (const { ref } of sheet.cells) {
    const row = Number(/\d+$/.exec(ref)?.[0] ?? 0)
    if (row <= 10) counts.set(row, (counts.get(row) ?? 0) + 1)
  }
  const [first] = [...counts].filter(([, cells]) => cells >= 4).sort(([a], [b]) => a - b)
  return first?.[0] ?? 0
}
