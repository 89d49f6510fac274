/** As much of a grid as the spreadsheet worker needs. */
interface Grid {
  fileName: string
  sheets: { name: string; cells: { ref: string; value: string }[]; merges: [] }[]
}

/** Cells for a spreadsheet that opens UTF-8 only with its mark; every cell is quoted, so none breaks out of its place. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`
}

/** Rows as the grid that the spreadsheet worker writes. */
export function gridOf(fileName: string, rows: readonly (readonly string[])[]): Grid {
  const cells = rows.flatMap((row, at) =>
    row.flatMap((value, place) => (value === '' ? [] : [{ ref: `${columnName(place)}${at + 1}`, value }])),
  )
  return { fileName, sheets: [{ name: '回答', cells, merges: [] }] }
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : `${columnName(Math.floor(at / 26) - 1)}${letter}`
}
