import './collections'
import type { Context } from '../../context'
import { HOUR } from '../../kernel/day'
import { schedule } from '../../kernel/due'
import { is, type Store } from '../../kernel/store'
import { openHeldBatch, turnHeldBatch } from '../coupon/handout'
import { type Opening, openingsBetween } from './calendar'
import { commitmentOf } from './draw'
import { withdrawReminders } from './remind'
import { type FlashSale, type FlashSession, termsOf, validityOf } from './rules'

export const FLASH_DRAW = 'flash.draw'
/** Sessions are made this long before they open: time for many tries of the job, and for a commitment to be seen. */
export const AHEAD = 12 * HOUR
/** A member's call may run 20 s; after this no entry can arrive any more. */
export const DRAW_AFTER = 30_000
const SALES_AT_ONCE = 200

/** `{sale}_{yyyymmdd}`: without signs that a coupon's id gives a meaning to. */
export function sessionIdOf(sale: string, day: string): string {
  return `${sale}_${day.replaceAll('-', '')}`
}

/**
 * Makes the sessions of the next hours and gives those that are not over the state of their sale. All by natural keys and
 * what stands there, so it is run after every change and again by the job: 2 wire calls when nothing is to be done.
 */
export async function alignSessions({ store, now, token }: Pick<Context, 'store' | 'now' | 'token'>): Promise<void> {
  const made = await store.find(
    'flash_sessions',
    { closesAt: is.gt(now) },
    { limit: 1000, fields: ['sale', 'state', 'opensAt'] },
  )
  const ids = [...new Set(made.map(({ sale }) => sale))]
  const sales = await store.find('flash_sales', [{ state: 'running' }, { _id: is.in(ids) }], { limit: SALES_AT_ONCE })
  for (const sale of sales) {
    for (const session of made.filter((each) => each.sale === sale._id)) await follow(store, session, sale, now)
    if (sale.state !== 'running') continue
    for (const opening of openingsBetween(sale, now, now + AHEAD)) {
      const id = sessionIdOf(sale._id, opening.day)
      if (!made.some(({ _id }) => _id === id)) await openSession(store, sale, opening, now, token())
    }
  }
}

async function follow(
  store: Store,
  session: Pick<FlashSession, '_id' | 'state' | 'opensAt'>,
  { state }: FlashSale,
  now: number,
): Promise<void> {
  if (state === 'draft' || session.state === state || session.state === 'stopped') return
  // The batch first: a session that differs from its sale is looked at again.
  await turnHeldBatch(store, session._id, state)
  if (state === 'stopped') await withdrawReminders(store, session, now)
  await store.update('flash_sessions', { _id: session._id, state: session.state }, { state })
}

/** The batch with its stock, the draw on the list, and last the session, so that one that is seen is whole. */
async function openSession(store: Store, sale: FlashSale, opening: Opening, now: number, seed: string): Promise<void> {
  const { _id, title, mode, prize, stock, price } = sale
  const id = sessionIdOf(_id, opening.day)
  await openHeldBatch(store, {
    _id: id,
    terms: termsOf(prize),
    validity: validityOf(prize),
    total: stock,
    price,
    claimFrom: opening.opensAt,
    claimUntil: opening.closesAt,
    createdAt: now,
    heldBy: mode === 'draw' ? 'flash_draw' : 'flash',
  })
  if (mode === 'draw') {
    const at = opening.closesAt + DRAW_AFTER
    await schedule(store, { key: `${FLASH_DRAW}:${id}`, kind: FLASH_DRAW, at, payload: { session: id } })
  }
  const undrawn = { drawnAt: null, entrants: 0, winners: [], lastScore: null }
  await store.insert('flash_sessions', {
    _id: id,
    schema: 1,
    sale: _id,
    title,
    mode,
    prize,
    stock,
    price,
    ...opening,
    state: 'running',
    draw: mode === 'draw' ? { seed, commitment: commitmentOf(seed), ...undrawn } : null,
  })
}
