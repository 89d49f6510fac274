import type { ImportIssue } from './contract'
import type { Period } from './readCycle'
import type { ColumnName, TableCell, TableRow } from './sheetTable'

/** What is known while reading, besides the row. */
export interface RowContext {
  sheet: string
  period: Period
  groupTags: readonly string[]
  staffNames: readonly string[]
  /** How the brand addresses a whole group. */
  address: string
  /** The cycle cell of the row above, for cells left empty. */
  above: TableCell | null
  /** Gives a node its key; counts repeats. */
  keyFor: (sheet: string, column: string) => string
  /** True the first time a key that the table gives is met. */
  isFirst: (key: string) => boolean
  /** True the first time it is asked for a remark: unknown people and groups are named once. */
  once: (remark: string) => boolean
}

/** Names a cell. */
export type Say = (
  cell: string,
  level: ImportIssue['level'],
  code: string,
  message: string,
  found: string,
  proposal?: string | null,
) => void

/** The row's cell of the first of these columns that the table has, also when it is empty; else the row's first written cell. */
export function refOf(row: TableRow, ...columns: ColumnName[]): string {
  const places = columns.map((column) => row.cells[column]?.ref ?? row.places[column])
  return places.find((place) => place !== undefined) ?? row.own[0]?.ref ?? `A${row.row}`
}
