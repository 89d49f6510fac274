import { addDays, type Day } from '../../kernel/day'
import { hash64 } from '../../kernel/hash'
import { splitCell } from './cellCodec'
import type { ImportIssue, ImportPreview, ImportRow } from './contract'
import { expand } from './expand'
import { NAME_LABEL, NO_PERIOD, PERIOD_LABEL, STORES_LABEL } from './exportTable'
import type { Grid } from './grid'
import { type Period, readDate } from './readCycle'
import { readRow } from './readRow'
import { plain } from './readText'
import type { RowContext } from './rowContext'
import type { SopNode } from './rules'
import { type SheetTable, sheetTable, type TableCell } from './sheetTable'
import { importText } from './text'
import { groupAddress } from './variables'

export interface ImportContext {
  /** The business day of reading. */
  today: Day
  /** Tags of the groups that exist (福利群, VIP群); empty before the first sync. */
  groupTags: readonly string[]
  staffNames: readonly string[]
  /** `日常栏目!E3` → the text to read in the cell's place. */
  fixes: Readonly<Record<string, string>>
}

/** Days after today for which the preview says when a row is heard. */
const PREVIEW_DAYS = 14

/**
 * Reads an operator's SOP table. Every sheet, whatever the order and the names of its columns; everything in it ends up in a
 * node or is named by cell with a sentence. The same grid and fixes give the same digest.
 */
export function importRules(grid: Grid, context: ImportContext): ImportPreview {
  const tables = grid.sheets.map((sheet) => sheetTable(sheet, context.fixes))
  const issues: ImportIssue[] = []
  const period = periodOf(tables, context.today, issues)
  const texts = tables.flatMap((table) => table.rows.map((row) => String(row.cells.text?.value ?? '')))
  const said = new Set<string>()
  const shared = {
    period,
    groupTags: context.groupTags,
    staffNames: context.staffNames,
    address: groupAddress(texts),
    keyFor: keyGiver(givenKeys(tables)),
    isFirst: firstOf(),
    once: (remark: string) => !said.has(remark) && said.add(remark) !== undefined,
  }
  const rows = tables.flatMap((table) => readTable(table, shared, issues))
  const nextDays = daysHeard(rows, period)
  return {
    digest: importDigest(grid, context.fixes),
    name: nameOf(tables, grid.fileName),
    from: period.from,
    to: period.to,
    stores: splitCell(String(tables.flatMap((table) => labelled(table, STORES_LABEL))[0]?.value ?? ''), '、'),
    rows: rows.map((row) => ({ ...row, nextDays: nextDays.get(row.node?.key ?? '') ?? [] })),
    issues,
    counts: {
      rows: new Set(rows.map((row) => `${row.sheet}!${row.row}`)).size,
      writable: rows.filter((row) => row.node !== null).length,
      broken: rows.filter((row) => row.node === null).length,
      tidied: issues.filter((issue) => issue.level === 'tidied').length,
      later: rows.filter((row) => row.node !== null && row.node.unscheduled !== null).length,
    },
  }
}

/** Which table with which fixes: another cell, another digest. */
export function importDigest(grid: Grid, fixes: Readonly<Record<string, string>>): string {
  return hash64(JSON.stringify([grid.sheets, Object.entries(fixes).sort(([a], [b]) => (a < b ? -1 : 1))]))
}

function readTable(table: SheetTable, shared: Omit<RowContext, 'sheet' | 'above'>, issues: ImportIssue[]): ImportRow[] {
  const say = (cell: TableCell | undefined, level: ImportIssue['level'], code: string, message: string) =>
    issues.push({
      sheet: table.name,
      cell: cell?.ref ?? 'A1',
      level,
      code,
      message,
      found: cell?.found ?? '',
      proposal: null,
    })
  if (table.header === null) {
    if (table.above.length > 0) say(table.above[0], 'check', 'no_header', importText.noHeader(table.name))
    return []
  }
  const columns = table.header.columns
  if (columns.text === undefined) {
    const labels = Object.values(columns).map((column) => column.label)
    const cell = { ref: Object.values(columns)[0]?.ref ?? 'A1', value: '', found: labels.join('、'), error: null }
    say(cell, 'error', 'no_text_column', importText.noTextColumn(labels.join('、')))
    return [{ sheet: table.name, row: table.header.row, node: null, nextDays: [] }]
  }
  for (const cell of table.unknownHeaders) say(cell, 'check', 'extra_column', importText.extraColumn(cell.found))
  for (const cell of table.repeatedHeaders) say(cell, 'check', 'repeated_header', importText.repeatedHeader)
  if (table.rows.length === 0) say(table.above[0], 'check', 'empty_sheet', importText.emptySheet(table.name))
  const rows: ImportRow[] = []
  let above: TableCell | null = null
  for (const row of table.rows) {
    const [only, second] = row.own
    if (only !== undefined && second === undefined && only.error === null && only !== row.cells.text) {
      say(only, 'check', 'heading_row', importText.headingRow(only.found))
      continue
    }
    const reading = readRow(row, { ...shared, sheet: table.name, above })
    above = row.cells.when ?? above
    issues.push(...reading.issues)
    const nodes: (SopNode | null)[] = reading.nodes.length > 0 ? reading.nodes : [null]
    for (const node of nodes) rows.push({ sheet: table.name, row: row.row, node, nextDays: [] })
  }
  return rows
}

/** 执行周期 of the title rows: `2026年11月23日—12月31日`; the year carries over to the end, and over New Year. */
function periodOf(tables: readonly SheetTable[], today: Day, issues: ImportIssue[]): Period {
  let period: Period = { from: null, to: null, today }
  const stated = tables.flatMap((table) => labelled(table, PERIOD_LABEL)).map((cell) => statedPeriod(cell.value))
  if (stated[0] != null) return { ...stated[0], today }
  for (const table of tables) {
    const name = labelled(table, NAME_LABEL)[0]
    for (const cell of table.header === null ? [] : table.above.filter((each) => each !== name)) {
      const read = readPeriod(plain(String(cell.value)), today)
      if (read === null) continue
      if (period.from === null) {
        period = { ...read, today }
        if (read.to < today) issues.push(remark(table, cell, 'period_past', importText.periodPast(read.to)))
      } else if (read.from !== period.from || read.to !== period.to) {
        issues.push(remark(table, cell, 'other_period', importText.otherPeriod(read.from, read.to)))
      }
    }
  }
  const first = tables.find((table) => table.header !== null)
  if (period.from === null && first !== undefined) {
    issues.push(remark(first, first.above[0], 'no_period', importText.noPeriod))
  }
  return period
}

/** The cell right of a label above the header. */
function labelled(table: SheetTable, label: string): TableCell[] {
  const at = table.above.findIndex((cell) => cell.value === label)
  const [own, next] = at < 0 ? [] : table.above.slice(at)
  if (table.header === null || own === undefined || next === undefined) return []
  return next.ref.replace(/\D/g, '') === own.ref.replace(/\D/g, '') ? [next] : []
}

/** The period of a table that was made here: both days, one of them, or none. */
function statedPeriod(value: string | number): { from: Day | null; to: Day | null } | null {
  const text = String(value)
  if (text === NO_PERIOD) return { from: null, to: null }
  const open = { from: null, to: null, today: '2000-01-01' }
  const [, first, last] = /^(?:(\d{4}年\d+月\d+日)(?:—|起$))?(?:到?(\d{4}年\d+月\d+日)止?)?$/.exec(text) ?? []
  const from = first === undefined ? null : readDate(first, open)
  const to = last === undefined ? null : readDate(last, open)
  return from === null && to === null ? null : { from, to }
}

const DATE = '(?:\\d{4}[年\\-/.])?\\d{1,2}[月\\-/.]\\d{1,2}[日号]?'
const PERIOD = new RegExp(`(${DATE})(?:-+|至|到)(${DATE})`)

function readPeriod(text: string, today: Day): { from: Day; to: Day } | null {
  const match = PERIOD.exec(text)
  const from = match === null ? null : readDate(match[1] ?? '', { from: null, to: null, today })
  if (match === null || from === null) return null
  const to = readDate(match[2] ?? '', { from, to: null, today })
  return to === null || to < from ? null : { from, to }
}

function remark(table: SheetTable, cell: TableCell | undefined, code: string, message: string): ImportIssue {
  return {
    sheet: table.name,
    cell: cell?.ref ?? 'A1',
    level: 'check',
    code,
    message,
    found: cell?.found ?? '',
    proposal: null,
  }
}

/** The name in the first title, without period and version; else the file's name. */
function nameOf(tables: readonly SheetTable[], fileName: string): string {
  const stated = tables.flatMap((table) => labelled(table, NAME_LABEL))[0]
  if (stated !== undefined) return String(stated.value).slice(0, 60)
  const title = tables.find((table) => table.header !== null)?.above.find((cell) => typeof cell.value === 'string')
  const name = String(title?.value ?? '')
    .replace(/\s*(执行周期|执行时间|周期|时间)[:：].*$/s, '')
    .replace(/[(（]\s*[vV][\d.]+\s*[)）]/g, '')
    .trim()
  return (name === '' ? fileName.replace(/\.\w+$/, '') : name).slice(0, 60)
}

/** Keys that the table itself gives: a new row beside them gets another one. */
function givenKeys(tables: readonly SheetTable[]): ReadonlySet<string> {
  return new Set(tables.flatMap((table) => table.rows.map((row) => String(row.cells.key?.value ?? ''))))
}

function firstOf(): (key: string) => boolean {
  const met = new Set<string>()
  return (key) => !met.has(key) && met.add(key) !== undefined
}

/** Keys that stay when the table is read again: sheet and column name, with an ordinal for the second and later ones. */
function keyGiver(taken: ReadonlySet<string>): (sheet: string, column: string) => string {
  const given = new Map<string, number>([...taken].map((key) => [key, 1]))
  return (sheet, column) => {
    const key = `n${hash64(`${sheet}\n${column}`).slice(0, 12)}`
    for (;;) {
      const count = (given.get(key) ?? 0) + 1
      given.set(key, count)
      const name = count === 1 ? key : `${key}_${count}`
      if (!taken.has(name)) return name
    }
  }
}

function daysHeard(rows: readonly ImportRow[], period: Period): Map<string, Day[]> {
  const nodes = rows.flatMap((row) => (row.node === null ? [] : [row.node]))
  const range = { from: addDays(period.today, 1), to: addDays(period.today, PREVIEW_DAYS) }
  const days = new Map<string, Day[]>()
  for (const beat of expand({ sop: 'preview', from: period.from, to: period.to, nodes }, range)) {
    const heard = days.get(beat.node.key) ?? []
    if (!heard.includes(beat.date)) heard.push(beat.date)
    days.set(beat.node.key, heard)
  }
  return days
}
