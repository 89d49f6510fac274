import type { GridCell, GridSheet } from './grid'
import { plain } from './readText'

export type ColumnName =
  | 'when'
  | 'time'
  | 'module'
  | 'column'
  | 'text'
  | 'form'
  | 'tone'
  | 'material'
  | 'audience'
  | 'owner'
  | 'note'
  | 'key'
  | 'exceptions'
  | 'kind'
  | 'value'
  | 'content'
  | 'variables'
  | 'tags'
  | 'stores'
  | 'owners'
  | 'size'
  | 'age'
  | 'tiers'
  | 'segments'
  | 'preferences'
  | 'route'
  | 'fallback'
  | 'late'
  | 'holiday'
  | 'weekend'
  | 'effort'
  | 'unscheduled'

/** Words that operators write above a column. The first word is the one used in messages. */
const HEADERS: Readonly<Record<ColumnName, readonly string[]>> = {
  when: ['周期', '日期', '日期周期', '频次', '频率', '星期', '执行日期', '发送日期', '推送日期', '哪天', '触发'],
  time: ['时段', '时间', '时间点', '时间段', '发送时间', '推送时间', '执行时间', '几点', '时刻'],
  module: ['内容模块', '模块', '内容类型', '类型', '内容分类', '分类', '板块'],
  column: ['栏目', '主题', '栏目名称', '栏目名', '活动', '活动名称', '标题', '环节', '动作'],
  text: [
    '文案',
    '具体文案',
    '文字内容',
    '内容',
    '话术',
    '文案内容',
    '具体内容',
    '推送内容',
    '参考话术',
    '文字',
    '具体话术',
  ],
  form: ['表现形式', '形式', '展现形式', '内容形式', '消息类型'],
  tone: ['话术风格', '风格', '语气', '语言风格'],
  material: ['素材', '素材名称', '素材名', '附件', '图片', '配图', '素材内容'],
  audience: ['适用群', '群', '目标群', '发送群', '适用群组', '适用社群', '目标社群', '推送群', '发给谁'],
  owner: ['负责人', '执行人', '责任人', '发送人', '跟进人', '谁发'],
  note: ['备注', '说明', '注意事项', '补充说明'],
  // Columns of a table that was made here; their words are chosen so that nobody's own table has them by chance.
  key: ['节点编号'],
  exceptions: ['单独安排'],
  kind: ['栏目种类'],
  value: ['价值类别'],
  content: ['内容组成'],
  variables: ['变量'],
  tags: ['适用群标签'],
  stores: ['适用门店'],
  owners: ['群主账号'],
  size: ['群人数'],
  age: ['建群天数'],
  tiers: ['会员等级'],
  segments: ['会员分层'],
  preferences: ['会员偏好'],
  route: ['发送方式'],
  fallback: ['备用方式'],
  late: ['晚了怎么办'],
  holiday: ['遇节假日'],
  weekend: ['遇周末'],
  effort: ['气氛组'],
  unscheduled: ['不定时发'],
}

/** A header is looked for in this many rows from the first written one. */
const HEADER_ROWS = 15

export interface TableCell {
  ref: string
  value: string | number
  /** How the cell looks to the person who wrote it: the formula of a formula cell, else the value. */
  found: string
  error: string | null
}

export interface TableRow {
  row: number
  cells: Partial<Record<ColumnName, TableCell>>
  /** Where the row's cells of the known columns are, also the empty ones: what is missing is named at its place. */
  places: Partial<Record<ColumnName, string>>
  /** Cells of this row itself, not carried down by a merge, in order of columns. */
  own: TableCell[]
  /** Cells under a header that means nothing here, or under none. */
  extra: { label: string; cell: TableCell }[]
}

export interface SheetTable {
  name: string
  /** What stands above the header, or everything when there is none. */
  above: TableCell[]
  header: { row: number; columns: Partial<Record<ColumnName, { ref: string; label: string }>> } | null
  /** Header cells of columns that mean nothing here. */
  unknownHeaders: TableCell[]
  rows: TableRow[]
  repeatedHeaders: TableCell[]
}

/** Finds the table of a sheet: its header by the words in it, merged cells carried down, the rest by column. */
export function sheetTable(sheet: GridSheet, fixes: Readonly<Record<string, string>>): SheetTable {
  const rows = rowsOf(sheet, fixes)
  const numbers = [...rows.keys()].sort((a, b) => a - b)
  const first = numbers[0] ?? 1
  const headerRow = numbers.filter((row) => row < first + HEADER_ROWS).find((row) => isHeader(rows.get(row)))
  const table: SheetTable = {
    name: sheet.name,
    above: [],
    header: null,
    unknownHeaders: [],
    rows: [],
    repeatedHeaders: [],
  }
  if (headerRow === undefined) {
    table.above = numbers.flatMap((row) => [...(rows.get(row)?.values() ?? [])])
    return table
  }
  const byColumn = headerColumns(rows.get(headerRow) ?? new Map())
  table.header = { row: headerRow, columns: {} }
  const labels = new Map<number, string>()
  for (const [column, cell] of rows.get(headerRow) ?? []) {
    const name = byColumn.get(column)
    labels.set(column, String(cell.value))
    if (name === undefined) table.unknownHeaders.push(cell)
    else table.header.columns[name] = { ref: cell.ref, label: String(cell.value) }
  }
  table.above = numbers.filter((row) => row < headerRow).flatMap((row) => [...(rows.get(row)?.values() ?? [])])
  const carried = carriedCells(sheet, rows)
  for (const row of numbers.filter((number) => number > headerRow)) {
    const own = rows.get(row) ?? new Map<number, TableCell>()
    if (repeatsHeader(own, labels)) {
      const [cell] = own.values()
      if (cell !== undefined) table.repeatedHeaders.push(cell)
      continue
    }
    const places = Object.fromEntries([...byColumn].map(([column, name]) => [name, `${columnLetters(column)}${row}`]))
    const entry: TableRow = { row, cells: {}, places, own: [...own.values()], extra: [] }
    for (const [column, cell] of [...own, ...(carried.get(row) ?? [])]) {
      const name = byColumn.get(column)
      if (name !== undefined) entry.cells[name] = cell
      else entry.extra.push({ label: labels.get(column) ?? `${columnLetters(column)}列`, cell })
    }
    table.rows.push(entry)
  }
  return table
}

type Rows = Map<number, Map<number, TableCell>>

function rowsOf(sheet: GridSheet, fixes: Readonly<Record<string, string>>): Rows {
  const rows: Rows = new Map()
  const fixed = Object.keys(fixes).filter((key) => key.startsWith(`${sheet.name}!`))
  const cells: GridCell[] = sheet.cells.filter((cell) => fixes[`${sheet.name}!${cell.ref}`] === undefined)
  for (const key of fixed) cells.push({ ref: key.slice(sheet.name.length + 1), value: fixes[key] ?? '' })
  for (const cell of cells) {
    const place = placeOf(cell.ref)
    const value = typeof cell.value === 'boolean' ? String(cell.value).toUpperCase() : cell.value
    const text = typeof value === 'string' ? value.trim() : value
    if (place === null || ((text === null || text === '') && cell.error === undefined)) continue
    const line = rows.get(place.row) ?? new Map<number, TableCell>()
    const found = cell.formula === undefined ? String(text ?? cell.error) : `=${cell.formula.replace(/^=/, '')}`
    line.set(place.column, { ref: cell.ref, value: text ?? '', found, error: cell.error ?? null })
    rows.set(place.row, line)
  }
  for (const [row, line] of rows) rows.set(row, new Map([...line].sort(([a], [b]) => a - b)))
  return rows
}

/** Cells that a vertical merge carries into the rows below its first one. */
function carriedCells(sheet: GridSheet, rows: Rows): Rows {
  const carried: Rows = new Map()
  for (const merge of sheet.merges) {
    const [from, to] = merge.split(':').map(placeOf)
    const cell = from ? rows.get(from.row)?.get(from.column) : undefined
    if (!from || !to || cell === undefined) continue
    for (const row of rows.keys()) {
      if (row <= from.row || row > to.row || rows.get(row)?.has(from.column)) continue
      const line = carried.get(row) ?? new Map<number, TableCell>()
      carried.set(row, line.set(from.column, cell))
    }
  }
  return carried
}

function headerColumns(cells: ReadonlyMap<number, TableCell>): Map<number, ColumnName> {
  const found = new Map<number, ColumnName>()
  for (const [column, cell] of cells) {
    const name = columnNamed(cell)
    if (name !== null && ![...found.values()].includes(name)) found.set(column, name)
  }
  return found
}

/** A row with at least three known words, or with the two that no table can do without. */
function isHeader(cells: ReadonlyMap<number, TableCell> | undefined): boolean {
  if (cells === undefined) return false
  const names = new Set(headerColumns(cells).values())
  return names.size >= 3 || (names.has('text') && (names.has('when') || names.has('time')))
}

function repeatsHeader(own: ReadonlyMap<number, TableCell>, labels: ReadonlyMap<number, string>): boolean {
  const cells = [...own]
  return cells.length >= 2 && cells.every(([column, cell]) => labels.get(column) === cell.value)
}

function columnNamed(cell: TableCell): ColumnName | null {
  if (typeof cell.value !== 'string') return null
  const label = plain(cell.value).replace(/\(.*?\)|[*:]/g, '')
  for (const candidate of [label.replace(/[/、]/g, ''), ...label.split(/[/、]/)]) {
    for (const [name, words] of Object.entries(HEADERS)) {
      if (words.includes(candidate)) return name as ColumnName
    }
  }
  return null
}

function placeOf(ref: string): { column: number; row: number } | null {
  const match = /^([A-Z]{1,3})(\d+)$/.exec(ref)
  if (match === null) return null
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  return { column, row: Number(match[2]) }
}

function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}
