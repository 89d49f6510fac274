import type { GridCell, GridSheet } from '../grid'
import { columnName, parseRef } from './cells'

export interface SheetView {
  name: string
  /** Widths in px, one per column. */
  columns: { name: string; width: number }[]
  /** Number of the last row. */
  lastRow: number
  cells: ReadonlyMap<string, GridCell>
  /** First cell of a merge within one row → how many columns it covers. */
  wide: ReadonlyMap<string, number>
  /** Cells that a merge covers. */
  covered: ReadonlySet<string>
}

const MIN_WIDTH = 64
const MAX_WIDTH = 320
/** Rows that decide how wide a column is drawn. */
const MEASURED_ROWS = 200

/** Arranges a sheet for drawing; reads each cell once. */
export function sheetView(sheet: GridSheet): SheetView {
  const cells = new Map<string, GridCell>()
  const widths: number[] = []
  let lastRow = 0
  const { wide, covered } = mergesOf(sheet.merges)
  for (const cell of sheet.cells) {
    cells.set(cell.ref, cell)
    const { column, row } = parseRef(cell.ref)
    lastRow = Math.max(lastRow, row)
    if (row > MEASURED_ROWS || wide.has(cell.ref)) continue
    widths[column] = Math.max(widths[column] ?? 0, widthOf(shownText(cell)))
  }
  const columns = Array.from({ length: Math.max(widths.length, 1) }, (_, index) => ({
    name: columnName(index),
    width: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, (widths[index] ?? 0) + 20)),
  }))
  return { name: sheet.name, columns, lastRow, cells, wide, covered }
}

function mergesOf(merges: readonly string[]) {
  const wide = new Map<string, number>()
  const covered = new Set<string>()
  for (const merge of merges) {
    const [first = '', last = ''] = merge.split(':')
    const from = parseRef(first)
    const to = parseRef(last)
    // A merge of the whole sheet would be millions of cells; nobody reads a plan from such a one.
    if ((to.row - from.row + 1) * (to.column - from.column + 1) > 10_000) continue
    if (from.row === to.row) wide.set(first, to.column - from.column + 1)
    for (let row = from.row; row <= to.row; row++) {
      for (let column = from.column; column <= to.column; column++) {
        if (row !== from.row || column !== from.column) covered.add(`${columnName(column)}${row}`)
      }
    }
  }
  return { wide, covered }
}

/** Chinese signs are about twice as wide as the others at 13 px. */
function widthOf(text: string): number {
  let width = 0
  for (const sign of text.slice(0, 60)) width += sign.charCodeAt(0) > 0x2e80 ? 13 : 7
  return width
}

/** What the cell showed in the spreadsheet: `9:00` for 0.375, `2026/12/22` for 46378. */
export function shownText(cell: GridCell | undefined): string {
  if (!cell) return ''
  if (cell.error) return cell.error
  if (typeof cell.value === 'number') return shownNumber(cell.value, cell.format)
  if (typeof cell.value === 'boolean') return cell.value ? 'TRUE' : 'FALSE'
  return cell.value ?? ''
}

function shownNumber(value: number, format: string | undefined): string {
  if (!format && !Number.isInteger(value)) return String(Math.round(value * 1e6) / 1e6)
  if (!format) return String(value)
  const time = /h|时/i.test(format)
  const date = /y|d|年|日/i.test(format)
  const parts: string[] = []
  if (date) parts.push(serialDay(Math.floor(value)))
  if (time || !date) parts.push(serialTime(value - Math.floor(value)))
  return parts.join(' ')
}

/** Day of the 1900 calendar; 25569 is 1970-01-01. */
function serialDay(serial: number): string {
  const [year, month, day] = new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10).split('-')
  return `${year}/${Number(month)}/${Number(day)}`
}

function serialTime(fraction: number): string {
  const minutes = Math.round(fraction * 1440)
  return `${Math.floor(minutes / 60) % 24}:${String(minutes % 60).padStart(2, '0')}`
}
