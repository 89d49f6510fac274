import type { Grid } from '../grid'
import { writeInWorker } from './readInWorker'

const KEPT_MS = 60_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Hands a version to the browser as a spreadsheet. The bytes are made beside the page, where the library is. */
export async function downloadVersion(fileName: string, grid: Grid): Promise<void> {
  const address = URL.createObjectURL(new Blob([await writeInWorker(grid)], { type: XLSX }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the address some time after the click; taken back too early, nothing is saved and nobody is told.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
