import type { ImportIssue, ImportPreview } from '../contract'
import { parseRef } from './cells'

export type Level = ImportIssue['level']

/** `日常栏目!E3` → the text to read there; the form in which fixes travel. */
export type Fixes = Readonly<Record<string, string>>

/** Most serious first: a cell shows the first of these that it has. */
export const LEVELS: readonly Level[] = ['error', 'check', 'later', 'tidied']

export function cellId(sheet: string, cell: string): string {
  return `${sheet}!${cell}`
}

export function rowId(sheet: string, row: number): string {
  return `${sheet}!${row}`
}

export interface Mark {
  level: Level
  issues: ImportIssue[]
}

/** Cell → its issues and the most serious level among them. */
export function marksOf(issues: readonly ImportIssue[]): Map<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const issue of issues) {
    const id = cellId(issue.sheet, issue.cell)
    const mark = marks.get(id)
    if (!mark) marks.set(id, { level: issue.level, issues: [issue] })
    else {
      mark.issues.push(issue)
      if (LEVELS.indexOf(issue.level) < LEVELS.indexOf(mark.level)) mark.level = issue.level
    }
  }
  return marks
}

/** In reading order: sheet by sheet, row by row, from the left. */
export function inReadingOrder(issues: readonly ImportIssue[], sheets: readonly string[]): ImportIssue[] {
  // A remark without a cell of its own is about the sheet and stands at its beginning.
  const placed = issues.map((issue) => (/^[A-Z]{1,3}\d+$/.test(issue.cell) ? issue : { ...issue, cell: 'A1' }))
  const keyed = placed.map((issue) => ({ issue, sheet: sheets.indexOf(issue.sheet), at: parseRef(issue.cell) }))
  keyed.sort((a, b) => a.sheet - b.sheet || a.at.row - b.at.row || a.at.column - b.at.column)
  return keyed.map(({ issue }) => issue)
}

export interface CellAt {
  sheet: string
  cell: string
}

/**
 * The next (1) or previous (-1) cell to look at, round and round: errors while there are any, then what is worth a check.
 * `issues` in reading order; `from` may be any cell.
 */
export function jump(
  issues: readonly ImportIssue[],
  sheets: readonly string[],
  from: CellAt | null,
  direction: 1 | -1,
): CellAt | null {
  const errors = issues.filter((issue) => issue.level === 'error')
  const stops = errors.length > 0 ? errors : issues.filter((issue) => issue.level === 'check')
  if (stops.length === 0) return null
  const ordered = direction === 1 ? stops : [...stops].reverse()
  const found = from ? ordered.find((issue) => compareCells(issue, from, sheets) * direction > 0) : undefined
  const stop = found ?? ordered[0]
  return stop ? { sheet: stop.sheet, cell: stop.cell } : null
}

function compareCells(a: CellAt, b: CellAt, sheets: readonly string[]): number {
  const left = parseRef(a.cell)
  const right = parseRef(b.cell)
  return sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || left.row - right.row || left.column - right.column
}

/** What one click can mend: to be acted upon, and with a proposal. One per cell. */
export function mendable(issues: readonly ImportIssue[]): ImportIssue[] {
  const seen = new Set<string>()
  return issues.filter((issue) => {
    if (issue.proposal === null || (issue.level !== 'error' && issue.level !== 'check')) return false
    const id = cellId(issue.sheet, issue.cell)
    return !seen.has(id) && seen.add(id) !== undefined
  })
}

export function withProposals(fixes: Fixes, issues: readonly ImportIssue[]): Fixes {
  const next: Record<string, string> = { ...fixes }
  for (const issue of issues) if (issue.proposal !== null) next[cellId(issue.sheet, issue.cell)] = issue.proposal
  return next
}

export interface Plan {
  /** Rows that will be written, and the nodes they become (a row with two dates is two nodes). */
  rows: number
  nodes: number
  /** Rows with errors that nobody left out yet: they stand in the way of writing. */
  open: string[]
  /** Rows with errors that the operator left out. */
  left: string[]
}

/** What writing would do now. */
export function planOf(preview: ImportPreview, leaveOut: ReadonlySet<string>): Plan {
  const broken = new Set<string>()
  const writable = new Map<string, number>()
  for (const row of preview.rows) {
    const id = rowId(row.sheet, row.row)
    if (row.node === null) broken.add(id)
    else writable.set(id, (writable.get(id) ?? 0) + 1)
  }
  for (const id of broken) writable.delete(id)
  return {
    rows: writable.size,
    nodes: [...writable.values()].reduce((sum, nodes) => sum + nodes, 0),
    open: [...broken].filter((id) => !leaveOut.has(id)),
    left: [...broken].filter((id) => leaveOut.has(id)),
  }
}
