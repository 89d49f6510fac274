import { hash64 } from '../../kernel/hash'
import type { Grid, GridCell, GridSheet } from '../sop/grid'
import { type Buyer, centsOf, instantOf, isPlausible, MOST_CENTS, NUMBER, type OrderLine } from './rules'
import { orderText } from './text'

export interface TableIssue {
  /** `C5` */
  cell: string
  level: 'error' | 'check'
  message: string
}

export interface TableRow {
  /** From 1, as the sheet counts. */
  row: number
  /** Null while something stands in the way. */
  line: OrderLine | null
  issues: TableIssue[]
}

export interface OrderTable {
  digest: string
  rows: TableRow[]
  /** What keeps the table as a whole from being read. */
  problem: string | null
}

type Column = 'no' | 'at' | 'amount' | 'store' | 'member' | 'ext' | 'union' | 'refund' | 'origin'

const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  no: ['订单号', '订单编号', '单号', '订单', '交易单号', '商户单号', 'orderno', 'order_no', 'orderid'],
  at: [
    '时间',
    '下单时间',
    '支付时间',
    '付款时间',
    '交易时间',
    '订单时间',
    '退款时间',
    '日期',
    '下单日期',
    'time',
    'at',
  ],
  amount: ['金额', '实付', '实付金额', '订单金额', '支付金额', '退款金额', '金额元', 'amount'],
  store: ['门店', '门店名', '门店名称', '店铺', '店名', 'store'],
  member: ['会员码', '会员编号', '会员号', '会员', 'memberid'],
  ext: ['external_userid', 'externaluserid', '客户id', '外部联系人id', '企微客户'],
  union: ['unionid', 'union_id'],
  refund: ['退款单号', '退款编号', '退款号', 'refundno', 'refund_no'],
  origin: ['原订单', '原订单号', '原单号'],
}
/** The grid holds 20,000 cells a sheet. */
const MOST_ROWS = 2000
const MEMBER = /^m?[0-9a-f]{8,24}$/
const EXTERNAL = /^w[mo][\w-]{4,62}$/
const UNION = /^[\w-]{20,64}$/

/** Reads a table of orders and refunds, one a row. Pure; `now` only bounds the times. */
export function readOrders(grid: Grid, source: string, now: number): OrderTable {
  const digest = hash64(`${source}\n${JSON.stringify(grid.sheets)}`)
  const { table } = orderText
  for (const sheet of grid.sheets) {
    const cells = rowsOf(sheet)
    const header = headerOf(cells)
    if (header === null) continue
    const rows = [...cells]
      .filter(([row]) => row > header.row)
      .sort(([a], [b]) => a - b)
      .map(([row, own]) => readRow(row, own, header.columns, now))
      .filter((row) => row !== null)
    if (rows.length === 0) return { digest, rows: [], problem: table.noRows }
    const problem = rows.length > MOST_ROWS ? table.tooMany(MOST_ROWS) : null
    return { digest, rows: rows.slice(0, MOST_ROWS), problem }
  }
  return { digest, rows: [], problem: table.none }
}

type Cells = Map<string, GridCell>
type Columns = Partial<Record<Column, string>>

function rowsOf(sheet: GridSheet): Map<number, Cells> {
  const rows = new Map<number, Cells>()
  for (const cell of sheet.cells) {
    const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(cell.ref) ?? []
    const row = rows.get(Number(digits)) ?? new Map<string, GridCell>()
    rows.set(Number(digits), row.set(letters, cell))
  }
  return rows
}

/** The first of ten rows that names number, time and amount. */
function headerOf(rows: Map<number, Cells>): { row: number; columns: Columns } | null {
  for (let row = 1; row <= 10; row++) {
    const columns: Columns = {}
    for (const [letters, cell] of rows.get(row) ?? []) {
      const full = plain(cell)
        .toLowerCase()
        .replace(/[\s*:：]/g, '')
      const short = full.replace(/[（(].*$/u, '')
      for (const [column, names] of Object.entries(HEADERS) as [Column, readonly string[]][]) {
        if (columns[column] === undefined && (names.includes(short) || names.includes(full))) columns[column] = letters
      }
    }
    const named = columns.no ?? columns.origin
    if (named !== undefined && columns.at !== undefined && columns.amount !== undefined) return { row, columns }
  }
  return null
}

function readRow(row: number, cells: Cells, columns: Columns, now: number): TableRow | null {
  const { table } = orderText
  const issues: TableIssue[] = []
  const say = (column: Column, message: string, level: TableIssue['level'] = 'error') =>
    issues.push({ cell: `${columns[column] ?? columns.no ?? 'A'}${row}`, level, message })
  const cellOf = (column: Column) => cells.get(columns[column] ?? '')
  const read = (column: Column): string => {
    const cell = cellOf(column)
    if (cell?.error) say(column, table.error)
    return cell === undefined ? '' : plain(cell)
  }
  const number = (column: Column): string => {
    const [text, value] = [read(column), cellOf(column)?.value]
    const lost = typeof value === 'number' && !Number.isSafeInteger(value)
    if (lost || /^\d(\.\d+)?e\+\d+$/i.test(text)) say(column, table.rounded)
    else if (text !== '' && !NUMBER.test(text)) say(column, table.badNumber)
    return text
  }
  const [no, refundNo, origin, amount, store] = [
    number('no'),
    number('refund'),
    number('origin'),
    read('amount'),
    read('store'),
  ]
  const when = read('at')
  if ([no, refundNo, origin, amount, store, when].every((text) => text === '') && issues.length === 0) return null
  const isBack = refundNo !== ''
  const order = isBack && origin !== '' ? origin : no
  if (order === '') say(isBack ? 'origin' : 'no', table.noNumber)
  const value = cellOf('at')?.value
  const at = instantOf(typeof value === 'number' ? value : when)
  if (at === null) say('at', table.badTime)
  else if (!isPlausible(at, now)) say('at', table.farTime)
  const cents = centsOf(amount)
  if (amount === '') say('amount', table.noAmount)
  else if (cents === null) say('amount', table.badAmount)
  else if (Math.abs(cents) > MOST_CENTS) say('amount', table.bigAmount)
  else if (!isBack && cents < 0) say('amount', table.negative)
  else if (isBack && cents === 0) say('amount', table.zeroBack)
  if (store.length > 40) say('store', table.longStore)
  const buyer = isBack ? null : buyerOf(read('member'), read('ext'), read('union'), say)
  if (at === null || cents === null || issues.some(({ level }) => level === 'error')) return { row, line: null, issues }
  const line: OrderLine = {
    kind: isBack ? 'refund' : 'order',
    no: order,
    refundNo: isBack ? refundNo : null,
    at,
    cents: Math.abs(cents),
    store: store === '' ? null : store,
    buyer,
  }
  return { row, line, issues }
}

/** Of several names for one buyer the surest: our own, then WeCom's, then the union. */
function buyerOf(
  member: string,
  ext: string,
  union: string,
  say: (column: Column, message: string, level?: TableIssue['level']) => void,
): Buyer {
  const { table } = orderText
  const code = member.toLowerCase()
  if (code !== '' && !MEMBER.test(code)) say('member', table.badCode)
  if (ext !== '' && !EXTERNAL.test(ext)) say('ext', table.badExternal)
  if (union !== '' && !UNION.test(union)) say('union', table.badUnion)
  if (code !== '') return { kind: 'member', code: code.replace(/^m/, '') }
  if (ext !== '') return { kind: 'ext', id: ext }
  if (union !== '') return { kind: 'union', unionid: union }
  say('no', orderText.nobody, 'check')
  return null
}

function plain(cell: GridCell): string {
  return cell.value === null ? '' : String(cell.value).trim()
}
