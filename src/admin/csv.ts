export type CsvCell = string | number | null

/**
 * A table as a spreadsheet opens it: UTF-8 with a mark, or Excel reads Chinese as something else; lines end as RFC 4180 says. Words
 * that a spreadsheet would calculate (`=cmd|…`, `+8613…`, `@sum`) get an apostrophe in front; numbers stay numbers.
 *
 * @param notes lines above the heads: how the numbers are counted; an empty line parts them from the table
 */
export function csvOf(
  heads: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  notes: readonly string[] = [],
): string {
  const above = notes.length === 0 ? [] : [...notes.map((note) => [note]), []]
  return `\ufeff${[...above, heads, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`
}

function cellOf(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = harmless(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** Words that a spreadsheet would calculate, with an apostrophe in front. */
export function harmless(cell: string): string {
  return /^[\s\0]*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell
}
