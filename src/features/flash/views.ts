import './collections'
import type { Store } from '../../kernel/store'
import { ownCoupons, rankOf } from '../coupon/handout'
import { nextOpening } from './calendar'
import type { DrawView, FlashView, MineView, NextView } from './contract'
import { ticketOf } from './draw'
import { type FlashDraw, type FlashSale, type FlashSession, statusAt } from './rules'
import { soldOutAt } from './today'

type Units = ReadonlyMap<string, { left: number }>

/**
 * Sessions as one member sees them: one wire call for the coupons of all first come sessions that opened, one for a winner's
 * rank, one for each draw that the member may have joined.
 */
export async function viewsFor(
  store: Store,
  memberId: string,
  sessions: readonly FlashSession[],
  units: Units,
  now: number,
): Promise<FlashView[]> {
  const begun = sessions.filter(({ opensAt, draw }) => now >= opensAt && (draw === null || draw.drawnAt !== null))
  // Losers of a draw have no coupon, and who won stands in the session.
  const mayHold = begun.filter(({ draw }) => draw === null || draw.winners.includes(memberId))
  const coupons = await ownCoupons(
    store,
    mayHold.map(({ _id }) => _id),
    memberId,
  )
  const views: FlashView[] = []
  for (const session of sessions) {
    const left = units.get(session._id)?.left ?? null
    const coupon = coupons.get(session._id)
    const mine = session.draw
      ? await drawnOf(store, session, session.draw, memberId, coupon, now)
      : coupon
        ? {
            state: 'won' as const,
            coupon: coupon._id,
            rank: await rankOf(store, coupon),
            at: coupon.claimedAt,
            ticket: null,
          }
        : { state: 'none' as const }
    views.push(sessionView(session, mine, left, await soldOutAt(store, session._id, left), now))
  }
  return views
}

async function drawnOf(
  store: Store,
  { _id, opensAt }: FlashSession,
  { drawnAt, winners }: FlashDraw,
  memberId: string,
  coupon: { _id: string; claimedAt: number } | undefined,
  now: number,
): Promise<MineView> {
  if (now < opensAt) return { state: 'none' }
  const ticket = ticketOf(_id, memberId)
  if (coupon)
    return { state: 'won', coupon: coupon._id, rank: winners.indexOf(memberId) + 1, at: coupon.claimedAt, ticket }
  if ((await store.get('flash_entries', `${_id}:${memberId}`)) === null) return { state: 'none' }
  // A winner whose coupon is on its way has joined, and is told once it is there.
  return drawnAt !== null && !winners.includes(memberId) ? { state: 'lost', ticket } : { state: 'joined', ticket }
}

function sessionView(
  session: FlashSession,
  mine: MineView,
  left: number | null,
  soldOut: number | null,
  now: number,
): FlashView {
  const { _id, title, mode, prize, stock, price, opensAt, closesAt, draw } = session
  return {
    session: _id,
    title,
    mode,
    prize,
    stock,
    price,
    opensAt,
    closesAt,
    status: statusAt(session, now, left),
    left,
    soldOutAt: soldOut,
    draw: draw && drawView(draw),
    mine,
  }
}

/** The one place where a draw leaves the server: the seed goes out with the result and never before. */
function drawView({ commitment, seed, drawnAt, entrants, winners, lastScore }: FlashDraw): DrawView {
  if (drawnAt === null) return { commitment, seed: null, entrants: null, winners: null, lastScore: null }
  return { commitment, seed, entrants, winners: winners.length, lastScore }
}

/** The soonest opening of any sale after an instant. */
export function nextView(sales: readonly FlashSale[], after: number): NextView | null {
  let next: NextView | null = null
  for (const sale of sales) {
    const opening = nextOpening(sale, after)
    if (opening && (next === null || opening.opensAt < next.opensAt)) {
      next = { title: sale.title, item: sale.prize.item, opensAt: opening.opensAt }
    }
  }
  return next
}
