import './collections'
import type { Context } from '../../context'
import { settle } from '../../kernel/settle'
import { is, type Store } from '../../kernel/store'
import { giveAll } from '../coupon/handout'
import { drawFrom, type Ticket } from './draw'
import type { FlashSession } from './rules'

/** The most that one request answers. */
const PAGE = 1000

/**
 * Draws a session that nobody can join any more and gives the winners their coupons. Seed and entries stand, so every run
 * finds the same winners; the first that writes them down settles it, and a run that comes later only finishes the coupons.
 * A session that was stopped before is not drawn. Wire calls: 3 + one for each thousand entrants, and 2 + one for each
 * hundred winners.
 */
export async function drawSession(
  { store, now, token }: Pick<Context, 'store' | 'now' | 'token'>,
  id: string,
): Promise<void> {
  let tickets: Ticket[] | null = null
  const drawn = await settle<'flash_sessions', FlashSession | null>(store, 'flash_sessions', id, async (session) => {
    if (!session?.draw) throw new Error(`${id} is no draw`)
    if (session.draw.drawnAt !== null) return { answer: session }
    if (session.state === 'stopped') return { answer: null }
    tickets ??= await readTickets(store, id)
    const result = drawFrom(session.draw.seed, tickets, session.stock)
    const draw = { ...session.draw, ...result, drawnAt: now, entrants: tickets.length }
    const guard = { _id: id, 'draw.drawnAt': null, state: session.state }
    return { guard, change: { draw }, answer: { ...session, draw } }
  })
  if (drawn?.draw?.drawnAt) await giveAll({ store, token }, id, drawn.draw.winners, drawn.draw.drawnAt)
}

async function readTickets(store: Store, session: string): Promise<Ticket[]> {
  const tickets: Ticket[] = []
  for (;;) {
    const after = tickets.at(-1)?.ticket ?? ''
    const page = await store.find(
      'flash_entries',
      { session, ticket: is.gt(after) },
      { sort: [['ticket', 1]], limit: PAGE, fields: ['ticket', 'memberId'] },
    )
    tickets.push(...page)
    if (page.length < PAGE) return tickets
  }
}
