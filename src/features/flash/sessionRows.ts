import './collections'
import type { Store } from '../../kernel/store'
import { together } from '../../kernel/together'
import { unitsOf, usedOf } from '../coupon/handout'
import type { SessionRow } from './contract'
import { type FlashSession, statusAt } from './rules'
import { soldOutAt } from './today'

/** A month of daily sessions. */
const LISTED = 31

/** What became of a sale's sessions, newest first. */
export async function sessionRows(store: Store, sale: string, now: number): Promise<SessionRow[]> {
  const sessions = await store.find('flash_sessions', { sale }, { sort: [['opensAt', -1]], limit: LISTED })
  const units = await unitsOf(
    store,
    sessions.map(({ _id }) => _id),
  )
  return together(sessions.map((session) => rowOf(store, session, units.get(session._id) ?? { n: 0, left: null }, now)))
}

async function rowOf(
  store: Store,
  session: FlashSession,
  { n, left }: { n: number; left: number | null },
  now: number,
): Promise<SessionRow> {
  const { _id, day, mode, opensAt, closesAt, stock, draw } = session
  return {
    session: _id,
    day,
    mode,
    opensAt,
    closesAt,
    status: statusAt(session, now, left),
    stock,
    given: n,
    used: n === 0 ? 0 : await usedOf(store, _id),
    entrants: draw?.drawnAt ? draw.entrants : null,
    soldOutAt: draw === null ? await soldOutAt(store, _id, left) : null,
  }
}
