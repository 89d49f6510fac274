import { addDays, DAY, dayOf, instantAt, isDay, startOf } from '../../kernel/day'

/** How a system outside names who bought; null says nothing. */
export type Buyer =
  | { kind: 'member'; code: string }
  | { kind: 'ext'; id: string }
  | { kind: 'union'; unionid: string }
  | null

/** One order or refund as it is told, by a table or a call. */
export interface OrderLine {
  kind: 'order' | 'refund'
  /** Order number; of a refund that of the order that it takes back. */
  no: string
  refundNo: string | null
  /** ms */
  at: number
  /** Whole cents; of a refund what went back, above zero. */
  cents: number
  store: string | null
  buyer: Buyer
}

/** `waiting`: nobody whom we know yet. `forgotten`: its member was deleted. */
export type Matching = 'waiting' | 'matched' | 'forgotten'

interface Told {
  _id: string
  schema: 1
  /** The system that counts these numbers. */
  source: string
  no: string
  /** ms */
  at: number
  cents: number
  store: string | null
  state: Matching
  /** Since when (ms) somebody is to be looked for; null when nothing has changed since the last look. */
  dirtyAt: number | null
  /** Moves whenever it becomes dirty: the guard of the look. */
  revision: number
  /** ms; when we heard of it. */
  createdAt: number
  by: 'import' | 'call'
}

/** `orders/{source}:{orderNo}`: a fact of another system, append only. */
export interface Order extends Told {
  /** Whom to look for: an identity (`wxa:…`, `ext:…`), a union's key (`u…`), or nothing. */
  want: string
}

/** `refunds/{source}:{refundNo}`: takes back some of an order; it belongs to whom the order belongs to. */
export interface Refund extends Told {
  /** `{source}:{orderNo}`; it may come later. */
  order: string
}

export const SOURCE = /^[a-z0-9][a-z0-9_-]{0,19}$/
/** What an order's number may look like in any shop system that we know; it becomes part of a key. */
export const NUMBER = /^[0-9A-Za-z][0-9A-Za-z._/#@-]{0,63}$/
/** 100 million yuan: above it somebody mistook a column. */
export const MOST_CENTS = 10_000_000_000

export function idOf(source: string, no: string): string {
  return `${source}:${no}`
}

/**
 * Whole cents of an amount in yuan as people write it (`¥1,234.5`, `12 元`), read by its digits and never by a fraction.
 *
 * @returns null when it is no amount or has parts of a cent
 */
export function centsOf(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '')
  const [, sign, whole, part = ''] = /^([+-]?)[¥￥]?(\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? []
  if (whole === undefined) return null
  const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return sign === '-' ? -cents : cents
}

/** Yuan of cents, always with two decimals, by digits. */
export function yuanOf(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Midnight of spreadsheets' day zero, and what is a serial number of our time. */
const SERIAL_ZERO = '1899-12-30'
const [SERIAL_FROM, SERIAL_UNTIL] = [20_000, 80_000]

/**
 * An instant (ms) as tables and systems write it: a spreadsheet's serial number, `2026-11-22 9:05`, `2026/11/22`, `2026年11月22日`, ISO with a
 * zone. Without a zone it is Shanghai's.
 *
 * @returns null when it is no time
 */
export function instantOf(value: string | number): number | null {
  if (typeof value === 'number') {
    if (value < SERIAL_FROM || value >= SERIAL_UNTIL) return null
    const day = Math.floor(value)
    return startOf(addDays(SERIAL_ZERO, day)) + Math.round(((value - day) * DAY) / 1000) * 1000
  }
  const text = value.normalize('NFKC').trim()
  if (/^\d{5}(\.\d+)?$/.test(text)) return instantOf(Number(text))
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    const parsed = Date.parse(text)
    return Number.isNaN(parsed) ? null : parsed
  }
  const read = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?$/.exec(
    text,
  )
  if (read === null) return null
  const [, year = '', month = '', dayOfMonth = '', hour = '0', minute = '00', second = '0'] = read
  const day = [year, month.padStart(2, '0'), dayOfMonth.padStart(2, '0')].join('-')
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return instantAt(day, `${hour.padStart(2, '0')}:${minute}`) + Number(second) * 1000
}

/** An order cannot be of tomorrow (a clock may be some hours off) nor older than the shop systems of today. */
export function isPlausible(at: number, now: number): boolean {
  return dayOf(at) >= '2000-01-01' && at <= now + DAY
}

/** What is known of the numbers in a list, and what the list itself has said so far. */
export interface Books {
  orders: Map<string, Pick<Order, 'cents'>>
  refunds: Map<string, Pick<Refund, 'cents' | 'order'>>
  /** Order → cents that went back. */
  back: Map<string, number>
}

export type Finding = 'new' | 'known' | 'amount_differs' | 'other_order' | 'too_much_back'

/**
 * What a line says beside what is known; a new one is entered in the books, so the same number twice in one list is judged like the same
 * number in two lists. The time and the buyer of a known number are never changed: the first telling stands.
 */
export function judge(line: OrderLine, source: string, books: Books): Finding {
  const order = idOf(source, line.no)
  if (line.kind === 'order') {
    const known = books.orders.get(order)
    if (known !== undefined) return known.cents === line.cents ? 'known' : 'amount_differs'
    if ((books.back.get(order) ?? 0) > line.cents) return 'too_much_back'
    books.orders.set(order, { cents: line.cents })
    return 'new'
  }
  const id = idOf(source, line.refundNo ?? '')
  const known = books.refunds.get(id)
  if (known !== undefined) {
    if (known.order !== order) return 'other_order'
    return known.cents === line.cents ? 'known' : 'amount_differs'
  }
  const back = (books.back.get(order) ?? 0) + line.cents
  const whole = books.orders.get(order)
  if (whole !== undefined && back > whole.cents) return 'too_much_back'
  books.refunds.set(id, { cents: line.cents, order })
  books.back.set(order, back)
  return 'new'
}
