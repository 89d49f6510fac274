import './collections'
import type { Context } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Handlers } from '../../kernel/rpc'
import { is } from '../../kernel/store'
import { balanceOf, claim } from '../coupon/claim'
import { unitsOf } from '../coupon/handout'
import { requireMember } from '../member/access'
import type { flashMemberContract, flashStaffContract } from './contract'
import { join } from './join'
import { remindMe } from './remind'
import { createSale, editSale, listSales, setSaleState } from './sales'
import { sessionRows } from './sessionRows'
import { text } from './text'
import { countsDown, readBoard } from './today'
import { nextView, viewsFor } from './views'
import { clockOf } from './when'

/** Tickets of a public list at once. */
const TICKETS = 1000

export const flashMemberHandlers: Handlers<typeof flashMemberContract, Context> = {
  /** In a rush two wire calls for a winner, one for everybody else: what is the same for all is read once an instance. */
  async 'flash.getToday'(_input, { store, now, caller }) {
    const memberId = requireMember(caller)
    const { sessions, sales, units } = await readBoard(store, now)
    const views = await viewsFor(store, memberId, sessions, units, now)
    const costs = views.some(({ price, status }) => price > 0 && (status === 'upcoming' || status === 'running'))
    const points = costs ? balanceOf(await store.get('accounts', memberId), now) : null
    const last = Math.max(now, ...sessions.map(({ opensAt }) => opensAt))
    return { sessions: views, next: nextView(sales, last), points }
  },

  /** A claim of the session's own batch: exact, and the member's second tap is answered with the same coupon. */
  async 'flash.grab'({ session }, context) {
    const notOpen = (when: string, now: number) => text.claim.notOpen(when, clockOf(now))
    const giver = { heldBy: 'flash', words: { ...text.claim, notOpen } } as const
    const { coupon, balance } = await claim({ batch: session, n: 1 }, context, giver)
    return { coupon: coupon._id, points: balance }
  },

  async 'flash.join'({ session }, context) {
    return { ticket: await join(session, context) }
  },

  async 'flash.remindMe'({ session }, context) {
    return { at: await remindMe(session, context) }
  },

  async 'flash.getResult'({ session: id }, { store, now, caller }) {
    const memberId = requireMember(caller)
    const session = await store.get('flash_sessions', id)
    if (!session) return refuse('NO_SUCH_SESSION', text.claim.noSuchBatch)
    const units = await unitsOf(store, countsDown(session, now) ? [id] : [])
    const [view] = await viewsFor(store, memberId, [session], units, now)
    if (!view) throw new Error(`${id} has no view`)
    const { sales } = await readBoard(store, now)
    return { session: view, next: nextView(sales, Math.max(now, session.opensAt)) }
  },

  async 'flash.getTickets'({ session: id, after }, { store }) {
    const session = await store.get('flash_sessions', id)
    if (!session?.draw) return refuse('NO_SUCH_SESSION', text.claim.noSuchBatch)
    if (session.draw.drawnAt === null) return refuse('NOT_DRAWN', text.notDrawn)
    const entries = await store.find(
      'flash_entries',
      { session: id, ticket: is.gt(after) },
      { sort: [['ticket', 1]], limit: TICKETS, fields: ['ticket'] },
    )
    return { tickets: entries.map(({ ticket }) => ticket), more: entries.length === TICKETS }
  },
}

export const flashStaffHandlers: Handlers<typeof flashStaffContract, Context> = {
  async 'flash.list'(_input, { store, now }) {
    return { sales: await listSales(store, now) }
  },

  async 'flash.create'({ request, sale }, { store, now }) {
    return { sale: await createSale(store, request, sale, now) }
  },

  async 'flash.edit'(input, { store, now }) {
    return { sale: await editSale(store, input, now) }
  },

  async 'flash.setState'({ id, state }, context) {
    return setSaleState(context, id, state)
  },

  async 'flash.sessions'({ id }, { store, now }) {
    return { sessions: await sessionRows(store, id, now) }
  },
}
