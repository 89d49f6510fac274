import qrcode from 'qrcode-generator'

/** A stretch of dark modules in one row. */
export interface Run {
  row: number
  from: number
  length: number
}

/**
 * The code as a grid. Level M mends 15 % of damage; our 19 characters then still fit the smallest size, so each module is
 * as large as can be.
 *
 * @param code digits and capital letters only
 */
export function drawQr(code: string): { size: number; runs: Run[] } {
  const drawn = qrcode(0, 'M')
  drawn.addData(code, 'Alphanumeric')
  drawn.make()
  const size = drawn.getModuleCount()
  const runs: Run[] = []
  for (let row = 0; row < size; row++) {
    let from = -1
    for (let column = 0; column <= size; column++) {
      const dark = column < size && drawn.isDark(row, column)
      if (dark && from < 0) from = column
      if (!dark && from >= 0) {
        runs.push({ row, from, length: column - from })
        from = -1
      }
    }
  }
  return { size, runs }
}
