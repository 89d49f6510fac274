import { type CsvCell, harmless } from '../csv'

/** Rows as a spreadsheet takes them from the clipboard: tabs between cells, quotes where a cell holds a tab or a line end. */
export function tsvOf(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => row.map(cellOf).join('\t')).join('\r\n')
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = harmless(cell)
  return /["\t\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/**
 * Cells that were copied from a spreadsheet: lines and tabs, a cell with quotes around it may hold either. The last line end is the
 * spreadsheet's own and no row.
 */
export function gridOf(text: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? ''
    const row = rows.at(-1) ?? []
    const cell = row.at(-1) ?? ''
    if (quoted) {
      if (sign !== '"') row[row.length - 1] = cell + sign
      else if (source[at + 1] === '"') {
        row[row.length - 1] = `${cell}"`
        at++
      } else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t') row.push('')
    else if (sign === '\n') rows.push([''])
    else row[row.length - 1] = cell + sign
  }
  return rows.map((row) => row.map((cell) => cell.trim()))
}
