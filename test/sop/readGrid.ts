import ExcelJS from 'exceljs'
import type { Grid, GridCell } from '../../src/features/sop/grid'

/** Reads a workbook file into a grid, for tests that start from the real table. */
export async function readGrid(path: string): Promise<Grid> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return {
    fileName: path.split('/').at(-1) ?? path,
    sheets: book.worksheets.map((sheet) => {
      const cells: GridCell[] = []
      sheet.eachRow((row) => {
        row.eachCell((cell) => {
          if (cell.master === cell) cells.push(gridCell(cell))
        })
      })
      const merges: unknown = sheet.model.merges
      return { name: sheet.name, cells, merges: Array.isArray(merges) ? merges.map(String) : [] }
    }),
  }
}

function gridCell(cell: ExcelJS.Cell): GridCell {
  const { value } = cell
  const ref = cell.address
  if (value instanceof Date) return { ref, value: serialOf(value), ...(cell.numFmt ? { format: cell.numFmt } : {}) }
  if (value !== null && typeof value === 'object' && 'formula' in value) {
    const result = value.result
    return {
      ref,
      value: typeof result === 'number' || typeof result === 'string' ? result : null,
      formula: value.formula,
    }
  }
  if (value !== null && typeof value === 'object' && 'error' in value) return { ref, value: null, error: value.error }
  return { ref, value: typeof value === 'number' ? value : String(cell.text) }
}

/** Excel counts days from 1899-12-30; exceljs hands the clock time of the cell over as UTC. */
function serialOf(date: Date): number {
  return date.getTime() / 86_400_000 + 25_569
}
