/**
 * A spreadsheet as the rules see it, independent of file format and library. It is made in the browser's worker or in Node
 * (`scripts`), and travels to the server, which judges it again: the server never trusts what the page made of it.
 */
export interface GridCell {
  /** `A1` notation. */
  ref: string
  /** What the cell shows: text, number (Excel serials for dates and times), boolean; null for an error cell. */
  value: string | number | boolean | null
  /** Formula text when the value is its cached result. */
  formula?: string
  /** `#REF!`, `#N/A` …: the only cells that are refused outright. */
  error?: string
  /** Number format when it tells a date or time: `yyyy-mm-dd`, `h:mm`. */
  format?: string
}

export interface GridSheet {
  name: string
  cells: GridCell[]
  /** `A4:A5`: the value stands in the first cell. */
  merges: string[]
}

export interface Grid {
  fileName: string
  sheets: GridSheet[]
}
