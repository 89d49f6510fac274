import type { Grid } from '../grid'
import { writeInWorker } from './readInWorker'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Hands a version to the browser as a spreadsheet. The bytes are made beside the page, where the library is. */
export async function downloadVersion(fileName: string, grid: Grid): Promise<void> {
  const address = URL.createObjectURL(new Blob([await writeInWorker(grid)], { type: XLSX }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has taken what it needs once this turn is over.
  setTimeout(() => URL.revokeObjectURL(address))
}
