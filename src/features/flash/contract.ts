import * as v from 'valibot'
import { type Day, isClockTime, isDay } from '../../kernel/day'
import { output } from '../../kernel/rpc'
import type { BatchState } from '../coupon/rules'
import { editors, everyStaff } from '../staff/contract'
import type { FlashMode, FlashPrize, FlashSale, FlashStatus } from './rules'

/** What a draw shows: the seed only once it was drawn. */
export interface DrawView {
  commitment: string
  seed: string | null
  entrants: number | null
  winners: number | null
  /** Of the last winner; whoever scored no higher has won. */
  lastScore: string | null
}

/** How it went for the asking member. A rank is shown to winners alone. */
export type MineView =
  | { state: 'none' }
  | { state: 'joined'; ticket: string }
  | { state: 'lost'; ticket: string }
  | { state: 'won'; coupon: string; rank: number | null; at: number; ticket: string | null }

export interface FlashView {
  session: string
  title: string
  mode: FlashMode
  prize: FlashPrize
  stock: number
  price: number
  /** ms by the server's clock. */
  opensAt: number
  closesAt: number
  status: FlashStatus
  /** First come, once it is open: prizes left. */
  left: number | null
  /** When the last prize went (ms); null while there are some, and for a draw. */
  soldOutAt: number | null
  draw: DrawView | null
  mine: MineView
}

/** The opening after those that are shown. */
export interface NextView {
  title: string
  item: string
  opensAt: number
}

export interface SaleView extends FlashSale {
  nextAt: number | null
}

export interface SessionRow {
  session: string
  day: Day
  mode: FlashMode
  opensAt: number
  closesAt: number
  status: FlashStatus
  stock: number
  given: number
  used: number
  /** Of a draw; null before it was drawn. */
  entrants: number | null
  soldOutAt: number | null
}

const sessionId = v.pipe(v.string(), v.regex(/^f[0-9a-f]{12}_\d{8}$/))
const saleId = v.pipe(v.string(), v.regex(/^f[0-9a-f]{12}$/))
const whole = (from: number, to: number) =>
  v.pipe(
    v.number(`要填 ${from} 到 ${to} 的整数`),
    v.integer(`要填 ${from} 到 ${to} 的整数`),
    v.minValue(from, `要填 ${from} 到 ${to} 的整数`),
    v.maxValue(to, `要填 ${from} 到 ${to} 的整数`),
  )
const day = v.pipe(v.string(), v.check(isDay, '日期要写成 2026-11-23 这样'))
const said = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1, '要填上'), v.maxLength(most, '太长了'))

/** One shard of stock: a rank is then the place in one list, and a rush meets one guarded update. */
export const MOST_PRIZES = 500

const saleInput = v.object({
  title: said(24),
  mode: v.picklist(['first_come', 'draw']),
  prize: v.object({
    item: said(24),
    worthCents: whole(0, 100_000_000),
    note: v.pipe(v.string(), v.trim(), v.maxLength(200, '太长了')),
    stores: v.pipe(v.array(said(40)), v.maxLength(200)),
    validDays: whole(1, 730),
  }),
  weekdays: v.pipe(v.array(whole(1, 7)), v.minLength(1, '至少选一天'), v.maxLength(7)),
  time: v.pipe(
    v.string(),
    v.check((time) => isClockTime(time) && time !== '24:00', '时间要写成 09:00 这样'),
  ),
  // Shorter than a day, so that two sessions of a sale never meet.
  minutes: whole(1, 720),
  from: day,
  until: day,
  stock: whole(1, MOST_PRIZES),
  price: whole(0, 10_000_000),
})

export const flashMemberContract = {
  /** Today's sessions and those made ready for tomorrow, soonest first; `next` is the opening after them. */
  'flash.getToday': {
    roles: ['visitor'],
    input: v.object({}),
    output: output<{ sessions: FlashView[]; next: NextView | null; points: number | null }>(),
  },
  /** First come: takes one prize. The same member again is answered the same. */
  'flash.grab': {
    roles: ['member'],
    input: v.object({ session: sessionId }),
    output: output<{ coupon: string; points: number }>(),
  },
  /** Draw: takes part. The same member again is answered the same. */
  'flash.join': {
    roles: ['member'],
    input: v.object({ session: sessionId }),
    output: output<{ ticket: string }>(),
  },
  /** Asks to be told ten minutes before it opens; answers when (ms). The same member again is answered the same. */
  'flash.remindMe': {
    roles: ['member'],
    input: v.object({ session: sessionId }),
    output: output<{ at: number }>(),
  },
  /** One session, also a past one. */
  'flash.getResult': {
    roles: ['visitor'],
    input: v.object({ session: sessionId }),
    output: output<{ session: FlashView; next: NextView | null }>(),
  },
  /** Everybody's ticket, in order, once it was drawn; `after` is the last one of the page before. */
  'flash.getTickets': {
    roles: ['visitor'],
    input: v.object({ session: sessionId, after: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{0,16}$/)), '') }),
    output: output<{ tickets: string[]; more: boolean }>(),
  },
} as const

export const flashStaffContract = {
  'flash.list': { roles: everyStaff, input: v.object({}), output: output<{ sales: SaleView[] }>() },
  /** `request` is made by the page (32 hex digits) and kept until answered: the same one again makes no second sale. */
  'flash.create': {
    roles: editors,
    input: v.object({ request: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), sale: saleInput }),
    output: output<{ sale: SaleView }>(),
  },
  /** Sessions that are made already keep their terms. */
  'flash.edit': {
    roles: editors,
    input: v.object({ id: saleId, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), sale: saleInput }),
    output: output<{ sale: SaleView }>(),
  },
  /** Sessions under way follow: a pause holds them, a stop ends them and nothing more is drawn. */
  'flash.setState': {
    roles: editors,
    input: v.object({ id: saleId, state: v.picklist(['running', 'paused', 'stopped']) }),
    output: output<{ id: string; state: BatchState }>(),
  },
  /** Newest first. */
  'flash.sessions': {
    roles: everyStaff,
    input: v.object({ id: saleId }),
    output: output<{ sessions: SessionRow[] }>(),
  },
} as const
