import './collections'
import type { Context } from '../../context'
import { addDays, startOf } from '../../kernel/day'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { readAll } from '../delivery/readAll'
import type { Grid } from '../sop/grid'
import type { OrderView, orderContract, PreviewRow } from './contract'
import { type Judged, judgeLines, takeLines } from './intake'
import { matchDirty } from './match'
import { type OrderTable, readOrders, type TableRow } from './readTable'
import { idOf, type Order, type Refund } from './rules'
import { orderText } from './text'

const PAGE = 50

export const orderHandlers: Handlers<typeof orderContract, Context> = {
  async 'order.list'({ show, no, from, until, before }, { store }) {
    const span = [
      ...(from === undefined ? [] : [is.gte(startOf(from))]),
      ...(until === undefined ? [] : [is.lt(startOf(addDays(until, 1)))]),
    ]
    const where = {
      ...(show === 'unmatched' && { state: 'waiting' as const }),
      ...(no !== '' && { no: is.and(is.gte(no), is.lt(`${no}\uffff`)) }),
    }
    const rows =
      show === 'refunds'
        ? await page(store, 'refunds', where, span, before)
        : await page(store, 'orders', where, span, before)
    const orders = rows.filter((row) => 'want' in row).map(({ _id }) => _id)
    const back =
      orders.length === 0 ? [] : await readAll(store, 'refunds', { order: is.in(orders) }, ['order', 'cents'])
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => viewOf(row, back)),
      next: last !== undefined && rows.length === PAGE ? { at: last.at, id: last._id } : null,
    }
  },

  async 'order.getCounts'(_input, { store }) {
    const [orders, unmatched, refunds, unmatchedRefunds] = await together([
      store.count('orders', {}),
      store.count('orders', { state: 'waiting' }),
      store.count('refunds', {}),
      store.count('refunds', { state: 'waiting' }),
    ])
    return { orders, unmatched, refunds, unmatchedRefunds }
  },

  async 'order.previewImport'({ grid, source }, context) {
    const table = readOrders(grid as Grid, source, context.now)
    const lines = table.rows.flatMap(({ line }) => line ?? [])
    const judged = await judgeLines(context, source, lines)
    const rows = rowsOf(table, judged, source)
    const fresh = judged.filter(({ finding }) => finding === 'new')
    const sum = (kind: 'order' | 'refund') =>
      fresh.reduce((all, { line }) => (line.kind === kind ? all + line.cents : all), 0)
    const { digest, problem } = table
    return { digest, rows, problem, fresh: { rows: fresh.length, cents: sum('order'), back: sum('refund') } }
  },

  async 'order.commitImport'({ grid, source, digest }, context) {
    const table = readOrders(grid as Grid, source, context.now)
    if (table.digest !== digest) refuse('DIGEST_CHANGED', orderText.changed)
    if (table.problem !== null) refuse('TABLE_UNREADABLE', table.problem)
    const lines = table.rows.flatMap(({ line }) => line ?? [])
    const before = rowsOf(table, await judgeLines(context, source, lines), source)
    const broken = before.filter(({ state }) => state === 'broken').length
    if (broken > 0) refuse('ROWS_BROKEN', orderText.broken(broken))
    const taken = await takeLines(context, source, lines, 'import')
    // Now, so that the page can say what was matched; what this does not reach the due item does.
    for (let round = 0; round < 3; round++) if (!(await matchDirty(context))) break
    const fresh = taken.filter(({ finding }) => finding === 'new')
    const orders = fresh.filter(({ line }) => line.kind === 'order')
    const ids = orders.map(({ line }) => idOf(source, line.no))
    const matched = ids.length === 0 ? 0 : await context.store.count('orders', { _id: is.in(ids), state: 'matched' })
    const known = taken.filter(({ finding }) => finding === 'known').length
    return { orders: orders.length, refunds: fresh.length - orders.length, known, matched }
  },
}

type Told = Order | Refund

/** By time, newest first; of one instant by number. */
async function page(
  store: Store,
  collection: 'orders' | 'refunds',
  where: Record<string, unknown>,
  span: ReturnType<typeof is.gte>[],
  before: { at: number; id: string } | undefined,
): Promise<Told[]> {
  const sort = [
    ['at', -1],
    ['_id', -1],
  ] as const
  const at = (...more: ReturnType<typeof is.gte>[]) => {
    const all = [...span, ...more]
    return all.length === 0 ? {} : { at: is.and(...all) }
  }
  const wheres =
    before === undefined
      ? { ...where, ...at() }
      : [
          { ...where, ...at(is.lt(before.at)) },
          { ...where, ...at(is.eq(before.at)), _id: is.lt(before.id) },
        ]
  return collection === 'orders'
    ? store.find('orders', wheres, { sort, limit: PAGE })
    : store.find('refunds', wheres, { sort, limit: PAGE })
}

function viewOf(told: Told, back: readonly Pick<Refund, 'order' | 'cents'>[]): OrderView {
  const { _id: id, source, no, at, cents, store, state, by } = told
  const same = { id, source, no, at, cents, store, state, by }
  if (!('want' in told)) {
    return { ...same, kind: 'refund', of: told.order.slice(source.length + 1), back: 0, person: null }
  }
  const gone = back.reduce((sum, refund) => (refund.order === id ? sum + refund.cents : sum), 0)
  return { ...same, kind: 'order', of: null, back: gone, person: state === 'matched' ? told.want : null }
}

/** Rows as the page shows them: what the table says of its cells, and what is known of the numbers. */
function rowsOf(table: OrderTable, judged: readonly Judged[], source: string): PreviewRow[] {
  const left = [...judged]
  const first = new Map<string, number>()
  return table.rows.map((row) => {
    if (row.line === null) return { ...rowOf(row), state: 'broken' }
    const one = left.shift()
    const key = `${row.line.kind} ${idOf(source, row.line.refundNo ?? row.line.no)}`
    const before = first.get(key)
    first.set(key, before ?? row.row)
    return judgedRow(row, one, before)
  })
}

function judgedRow(row: TableRow, judged: Judged | undefined, before: number | undefined): PreviewRow {
  const finding = judged?.finding ?? 'new'
  const issue = (level: 'error' | 'check', message: string) => ({ cell: `${row.row}`, level, message })
  const issues = [...row.issues]
  if (judged?.stranger && finding !== 'ambiguous') issues.push(issue('check', orderText.noMember))
  if (finding === 'ambiguous') issues.push(issue('error', orderText.twoMembers))
  else if (finding === 'known')
    issues.push(issue('check', before === undefined ? orderText.known : orderText.twice(before)))
  else if (finding !== 'new') issues.push(issue('error', orderText.findings[finding]))
  const state = finding === 'new' || finding === 'known' ? finding : 'broken'
  return { ...rowOf(row), state, issues }
}

function rowOf({ row, line, issues }: TableRow): Omit<PreviewRow, 'state'> {
  const { kind = null, at = null, cents = null, store = null } = line ?? {}
  return { row, kind, no: line === null ? '' : (line.refundNo ?? line.no), at, cents, store, issues }
}
