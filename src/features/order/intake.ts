import './collections'
import '../points/collections'
import { unionKeyOf } from '../../../cloudfunctions/platform/identity'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { chunks, readAll } from '../delivery/readAll'
import type { Where } from '../person/identities'
import { identityIdOf } from '../person/rules'
import { memberIdRange } from '../points/wallet'
import { scheduleMatch } from './match'
import { type Books, type Finding, idOf, judge, type Order, type OrderLine, type Refund } from './rules'

/** Ids that one condition holds, and ranges of codes. */
const AT_ONCE = 500
const RANGES = 100

/** A line, what is to be said about it, and whom it names. */
export interface Judged {
  line: OrderLine
  finding: Finding | 'ambiguous'
  /** The identity or union to look for; empty: nobody, or a member's code that does not exist. */
  want: string
  /** It names somebody who is not to be found. */
  stranger: boolean
}

/** Judges lines beside what is known; nothing is written. Four wire calls for up to 500. */
export async function judgeLines(
  { store, settings }: Where,
  source: string,
  lines: readonly OrderLine[],
): Promise<Judged[]> {
  const [books, members] = await together([readBooks(store, source, lines), readMembers(store, lines)])
  return lines.map((line) => {
    const finding = judge(line, source, books)
    const { buyer } = line
    if (buyer === null) return { line, finding, want: '', stranger: false }
    if (buyer.kind === 'ext') return { line, finding, want: identityIdOf('ext', buyer.id), stranger: false }
    // The unionid itself is never stored.
    if (buyer.kind === 'union')
      return { line, finding, want: unionKeyOf(settings.secret, buyer.unionid), stranger: false }
    const found = members.get(buyer.code) ?? []
    if (found.length > 1) return { line, finding: 'ambiguous', want: '', stranger: true }
    const [memberId] = found
    return {
      line,
      finding,
      want: memberId === undefined ? '' : identityIdOf('wxa', memberId),
      stranger: memberId === undefined,
    }
  })
}

/**
 * Writes the new ones down: the due item that will look for their buyers first, then orders, then refunds, all under their natural keys. What
 * somebody else wrote under the same number at this moment is seen when it is read back.
 */
export async function takeLines(
  where: Where,
  source: string,
  lines: readonly OrderLine[],
  by: Order['by'],
): Promise<Judged[]> {
  const { store, now } = where
  const judged = await judgeLines(where, source, lines)
  const fresh = judged.filter(({ finding }) => finding === 'new')
  if (fresh.length > 0 || judged.some(({ finding, want }) => finding === 'known' && want !== ''))
    await scheduleMatch(store, now)
  if (fresh.length > 0) {
    const orders = fresh.flatMap((one) => (one.line.kind === 'order' ? [orderOf(one, source, by, now)] : []))
    const refunds = fresh.flatMap(({ line }) => (line.kind === 'refund' ? [refundOf(line, source, by, now)] : []))
    for (const part of chunks(orders, AT_ONCE)) await store.insertAll('orders', part)
    for (const part of chunks(refunds, AT_ONCE)) await store.insertAll('refunds', part)
  }
  await nameBuyers(store, source, judged, now)
  return fresh.length === 0 ? judged : readBack(store, source, judged)
}

function told(line: OrderLine, source: string, by: Order['by'], now: number) {
  const { at, cents, store } = line
  return {
    schema: 1 as const,
    source,
    at,
    cents,
    store,
    state: 'waiting' as const,
    dirtyAt: now,
    revision: 1,
    createdAt: now,
    by,
  }
}

function orderOf({ line, want }: Judged, source: string, by: Order['by'], now: number): Order {
  return { _id: idOf(source, line.no), ...told(line, source, by, now), no: line.no, want }
}

function refundOf(line: OrderLine, source: string, by: Order['by'], now: number): Refund {
  const no = line.refundNo ?? ''
  return { _id: idOf(source, no), ...told(line, source, by, now), no, order: idOf(source, line.no) }
}

/** An order that was told without a buyer may be told once more with one. */
async function nameBuyers(store: Store, source: string, judged: readonly Judged[], now: number): Promise<void> {
  const named = judged.filter(({ line, finding, want }) => line.kind === 'order' && finding === 'known' && want !== '')
  if (named.length === 0) return
  const wants = new Map(named.map(({ line, want }) => [idOf(source, line.no), want]))
  for (const part of chunks([...wants.keys()], AT_ONCE)) {
    const bare = await store.find(
      'orders',
      { _id: is.in(part), want: '', state: 'waiting' },
      { limit: 1000, fields: ['revision'] },
    )
    for (const { _id, revision } of bare) {
      const change = { want: wants.get(_id) ?? '', dirtyAt: now, revision: revision + 1 }
      await store.update('orders', { _id, revision, want: '' }, change)
    }
  }
}

async function readBack(store: Store, source: string, judged: Judged[]): Promise<Judged[]> {
  const books = await readBooks(
    store,
    source,
    judged.map(({ line }) => line),
    false,
  )
  return judged.map((one) => {
    if (one.finding !== 'new') return one
    const { line } = one
    const stands =
      line.kind === 'order'
        ? books.orders.get(idOf(source, line.no))
        : books.refunds.get(idOf(source, line.refundNo ?? ''))
    return stands?.cents === line.cents ? one : { ...one, finding: 'amount_differs' as const }
  })
}

async function readBooks(store: Store, source: string, lines: readonly OrderLine[], sums = true): Promise<Books> {
  const orderIds = [...new Set(lines.map(({ no }) => idOf(source, no)))]
  const refundIds = [...new Set(lines.flatMap(({ refundNo }) => (refundNo === null ? [] : [idOf(source, refundNo)])))]
  const books: Books = { orders: new Map(), refunds: new Map(), back: new Map() }
  for (const part of chunks(orderIds, AT_ONCE)) {
    const found = await store.find('orders', { _id: is.in(part) }, { limit: 1000, fields: ['cents'] })
    for (const { _id, cents } of found) books.orders.set(_id, { cents })
    if (!sums) continue
    const back = await readAll(store, 'refunds', { order: is.in(part) }, ['cents', 'order'])
    for (const { order, cents } of back) books.back.set(order, (books.back.get(order) ?? 0) + cents)
  }
  for (const part of chunks(refundIds, AT_ONCE)) {
    const found = await store.find('refunds', { _id: is.in(part) }, { limit: 1000, fields: ['cents', 'order'] })
    for (const { _id, cents, order } of found) books.refunds.set(_id, { cents, order })
  }
  return books
}

/** Code → the members whose ids begin with it. */
async function readMembers(store: Store, lines: readonly OrderLine[]): Promise<Map<string, string[]>> {
  const codes = [...new Set(lines.flatMap(({ buyer }) => (buyer?.kind === 'member' ? [buyer.code] : [])))]
  const members = new Map<string, string[]>()
  for (const part of chunks(codes, RANGES)) {
    const ranges = part.map((code) => {
      const { from, until } = memberIdRange(code)
      return { _id: is.and(is.gte(from), is.lt(until)) }
    })
    const found = await store.find('accounts', ranges, { limit: 1000, fields: ['createdAt'] })
    for (const code of part) {
      const ids = found.map(({ _id }) => _id).filter((id) => id.startsWith(`m${code}`))
      members.set(code, ids)
    }
  }
  return members
}
