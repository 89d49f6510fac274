import assert from 'node:assert/strict'
import '../../src/features/flash/collections'
import type { FlashView } from '../../src/features/flash/contract'
import { FLASH_OPEN } from '../../src/features/flash/jobs'
import type { FlashEntry, FlashSession } from '../../src/features/flash/rules'
import { schedule } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import type { CallResult, World, WorldOptions } from '../cloud/world'
import { type Counter, counterOf, holdsTogether, newRequest, openCoupons } from '../coupon/shopCoupons'

/** Monday, 08:00 in Shanghai: an hour before the session opens. */
export const EARLY = '2026-11-23T00:00:00Z'
export const NINE = '2026-11-23T01:00:00Z'
/** The session may be taken from, or joined, for ten minutes. */
export const CLOSED = '2026-11-23T01:10:00Z'
/** The draw's item is free. */
export const DRAWN = '2026-11-23T01:11:00Z'

/** What an operator fills in; `change` overrides. */
export function saleFields(change: Record<string, unknown> = {}) {
  return {
    title: '每日九点秒杀',
    mode: 'first_come',
    prize: { item: '护手霜', worthCents: 3900, note: '到店换一支', stores: [], validDays: 7 },
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    time: '09:00',
    minutes: 10,
    from: '2026-11-20',
    until: '2026-12-31',
    stock: 2,
    price: 0,
    ...change,
  }
}

export async function openFlash(options: WorldOptions = {}): Promise<World> {
  const world = await openCoupons(options)
  await world.setClock(EARLY)
  await schedule(storeOf(world), { key: FLASH_OPEN, kind: FLASH_OPEN, at: Date.parse(EARLY) })
  return world
}

export interface FlashShop extends Counter {
  /** A sale that runs; answers the id of its session of Monday. */
  opened(change?: Record<string, unknown>): Promise<string>
  create(change?: Record<string, unknown>, request?: string): Promise<CallResult>
  grab(session: string, openid: string): Promise<CallResult>
  join(session: string, openid: string): Promise<CallResult>
  /** The session as a member sees it. */
  look(session: string, openid: string): Promise<FlashView>
  sale(session: string): string
}

export function flashShopOf(world: World): FlashShop {
  const shop = counterOf(world)
  const flash: FlashShop = {
    ...shop,
    create: (change, request = newRequest()) => shop.staff('flash.create', { request, sale: saleFields(change) }),
    async opened(change) {
      const { sale } = await shop.ask<{ sale: { _id: string } }>(flash.create(change))
      await shop.ask(shop.staff('flash.setState', { id: sale._id, state: 'running' }))
      return `${sale._id}_20261123`
    },
    grab: (session, openid) => shop.member('flash.grab', { session }, openid),
    join: (session, openid) => shop.member('flash.join', { session }, openid),
    async look(session, openid) {
      const found = shop.member('flash.getResult', { session }, openid)
      return (await shop.ask<{ session: FlashView }>(found)).session
    },
    sale: (session) => session.slice(0, 13),
  }
  return flash
}

export async function sessionOf(world: World, id: string): Promise<FlashSession> {
  const session = await storeOf(world).get('flash_sessions', id)
  assert.ok(session, `${id} is missing`)
  return session
}

/** Stock, coupons and draw agree: what must hold once nobody is at work any more. */
export async function drawHolds(world: World, id: string, drawn = true): Promise<FlashSession> {
  const session = await sessionOf(world, id)
  const entries = await storeOf(world).find('flash_entries', { session: id }, { limit: 1000 })
  const { coupons, shards } = await holdsTogether(world, id)
  if (!drawn || !session.draw) return session
  const { winners, entrants } = session.draw
  assert.equal(entrants, entries.length)
  assert.equal(winners.length, Math.min(session.stock, entries.length), 'too few or too many won')
  assert.deepEqual(coupons.map(({ memberId }) => memberId).sort(), [...winners].sort(), 'winners and coupons differ')
  assert.deepEqual(
    shards[0]?.taken,
    winners.map((memberId) => `${id}:${memberId}:1`),
    'the rank is not the draw’s',
  )
  for (const memberId of winners) assert.ok(entries.some((entry: FlashEntry) => entry.memberId === memberId))
  return session
}
