import { refuse } from '../../../kernel/errors'
import type { Grid } from '../grid'
import { workbookText } from './text'

/** What the server's contract takes; said here first, so that nothing is sent in vain. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024
export const MAX_SHEETS = 30
export const MAX_CELLS = 20_000
export const MAX_TEXT = 4000
/** A call takes 1,000,000 bytes; what is left is for the fixes of the operator. */
export const MAX_GRID_BYTES = 900_000

/** Refuses a grid that the server would not take, by sheet and cell where it can: `GRID_TOO_BIG`, `CELL_TOO_LONG`. */
export function checkLimits(grid: Grid): void {
  if (grid.sheets.length > MAX_SHEETS)
    refuse('GRID_TOO_BIG', workbookText.tooManySheets(grid.sheets.length, MAX_SHEETS))
  for (const sheet of grid.sheets) {
    if (sheet.cells.length > MAX_CELLS) {
      refuse('GRID_TOO_BIG', workbookText.tooManyCells(sheet.name, sheet.cells.length, MAX_CELLS))
    }
    const long = sheet.cells.find((cell) => typeof cell.value === 'string' && cell.value.length > MAX_TEXT)
    if (long) refuse('CELL_TOO_LONG', workbookText.tooLong(sheet.name, long.ref, MAX_TEXT))
  }
  const bytes = new TextEncoder().encode(JSON.stringify(grid)).byteLength
  if (bytes > MAX_GRID_BYTES) refuse('GRID_TOO_BIG', workbookText.tooMuchText(bytes, MAX_GRID_BYTES))
}
