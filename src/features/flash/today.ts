import './collections'
import { dayOf, startOf } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { lastGivenAt, unitsOf } from '../coupon/handout'
import type { FlashSale, FlashSession } from './rules'

/** ms. In a rush one read of what is everybody's serves many calls of an instance. */
const FRESH = 1500
const SHOWN = 20
const SALES = 200

/** What is the same for every member who asks: sessions of the day, prizes left, running sales. */
export interface Board {
  readAt: number
  day: string
  sessions: FlashSession[]
  sales: FlashSale[]
  /** Units by session, of first come sessions that opened. */
  units: Map<string, { left: number; n: number }>
}

let board: Board | null = null

/** No wire call when this instance read it a moment ago, else three. */
export async function readBoard(store: Store, now: number): Promise<Board> {
  const day = dayOf(now)
  if (board?.day === day && now >= board.readAt && now - board.readAt < FRESH) return board
  const [sessions, sales] = await together([
    store.find('flash_sessions', { closesAt: is.gt(startOf(day)) }, { sort: [['closesAt', 1]], limit: SHOWN }),
    store.find('flash_sales', { state: 'running' }, { sort: [['_id', 1]], limit: SALES }),
  ])
  const units = await unitsOf(
    store,
    sessions.filter((session) => countsDown(session, now)).map(({ _id }) => _id),
  )
  board = { readAt: now, day, sessions, sales, units }
  return board
}

export function countsDown({ mode, opensAt }: FlashSession, now: number): boolean {
  return mode === 'first_come' && now >= opensAt
}

/** When the last prize of a session went, by session, as this instance found it. */
const ends = new Map<string, number>()
const MOST = 200

/**
 * Null while there are prizes left. One wire call for each session that sold out, once an instance.
 * @param left prizes left; null where nobody counts
 */
export async function soldOutAt(store: Store, session: string, left: number | null): Promise<number | null> {
  if (left !== 0) {
    // One was given back: the next time that none is left it is another moment.
    ends.delete(session)
    return null
  }
  const at = ends.get(session) ?? (await lastGivenAt(store, session))
  if (ends.size >= MOST) ends.clear()
  if (at !== null) ends.set(session, at)
  return at
}
