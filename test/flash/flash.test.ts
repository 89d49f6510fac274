import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { FlashView, SaleView, SessionRow } from '../../src/features/flash/contract'
import { commitmentOf, drawFrom, scoreOf, ticketOf } from '../../src/features/flash/draw'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { codeOfAnswer, holdsTogether, newRequest, STORE } from '../coupon/shopCoupons'
import {
  CLOSED,
  DRAWN,
  drawHolds,
  EARLY,
  type FlashShop,
  flashShopOf,
  NINE,
  openFlash,
  saleFields,
  sessionOf,
} from './flashShop'

let world: World
let shop: FlashShop
let blank: string

before(async () => {
  world = await openFlash()
  shop = flashShopOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(EARLY)
})
after(() => world.close())

const at = (text: string) => Date.parse(text)
type Today = { sessions: FlashView[]; next: { opensAt: number } | null; points: number | null }
const today = (openid: string) => shop.ask<Today>(shop.member('flash.getToday', {}, openid))

test('first come: it opens at nine by the server, gives what there is, and tells winners alone their rank', async () => {
  const session = await shop.opened({ stock: 2 })
  const early = await shop.grab(session, 'o1')
  assert.equal(codeOfAnswer(early), 'NOT_OPEN_YET')
  assert.match(early.answer.message ?? '', /09:00 开抢，现在是 08:00:00/)
  const before = await today('o1')
  assert.deepEqual(
    [before.sessions.length, before.sessions[0]?.status, before.sessions[0]?.left],
    [1, 'upcoming', null],
  )
  assert.equal(before.next?.opensAt, at('2026-11-24T01:00:00Z'))

  await world.setClock(NINE)
  assert.equal((await today('o1')).sessions[0]?.status, 'running')
  const first = await shop.ask<{ coupon: string }>(shop.grab(session, 'o1'))
  assert.deepEqual(await shop.ask(shop.grab(session, 'o1')), { coupon: first.coupon, points: 0 })
  await shop.later(2000)
  assert.equal((await shop.look(session, 'o9')).left, 1)
  await shop.ask(shop.grab(session, 'o2'))
  await shop.later(3000)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o3')), 'SOLD_OUT')

  const won = await shop.look(session, 'o2')
  assert.deepEqual([won.status, won.mine.state, won.mine.state === 'won' && won.mine.rank], ['sold_out', 'won', 2])
  const lost = await shop.look(session, 'o3')
  assert.deepEqual([lost.status, lost.mine, lost.soldOutAt], ['sold_out', { state: 'none' }, at(NINE) + 2000])
  const { sessions } = await shop.ask<{ sessions: SessionRow[] }>(
    shop.staff('flash.sessions', { id: shop.sale(session) }, 'viewer'),
  )
  assert.deepEqual([sessions[0]?.given, sessions[0]?.status, sessions[0]?.used], [2, 'sold_out', 0])

  // The prize is a coupon like any other: it is used at the counter.
  const code = await shop.codeOf(first.coupon, 'o1')
  assert.equal(codeOfAnswer(await shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')), 'OK')
  await world.setClock(CLOSED)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o4')), 'CLAIM_OVER')
})

test('the coupon centre neither shows nor gives what a flash sale holds, and the operator’s batches are not flooded', async () => {
  const session = await shop.opened()
  const draw = await shop.opened({ mode: 'draw' })
  await world.setClock(NINE)
  assert.equal(codeOfAnswer(await shop.member('coupon.claim', { batch: session, n: 1 }, 'o1')), 'NO_SUCH_BATCH')
  assert.equal(codeOfAnswer(await shop.grab(draw, 'o1')), 'NO_SUCH_BATCH')
  assert.equal(codeOfAnswer(await shop.join(session, 'o1')), 'FIRST_COME')
  const centre = await shop.ask<{ offers: unknown[] }>(shop.member('coupon.getCentre', {}, 'o1'))
  assert.deepEqual(centre.offers, [])
  const { batches } = await shop.ask<{ batches: unknown[] }>(shop.staff('coupon.listBatches', {}))
  assert.deepEqual(batches, [])
})

test('a prize for points is paid once, and not at all by who came too late or has too few', async () => {
  const session = await shop.opened({ stock: 1, price: 300 })
  await shop.givePoints('o1', 1000)
  await shop.givePoints('o2', 1000)
  await world.setClock(NINE)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o3')), 'INSUFFICIENT_POINTS')
  assert.equal((await shop.ask<{ points: number }>(shop.grab(session, 'o1'))).points, 700)
  assert.equal((await shop.ask<{ points: number }>(shop.grab(session, 'o1'))).points, 700)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o2')), 'SOLD_OUT')
  await shop.later(5000)
  assert.equal((await today('o2')).sessions[0]?.status, 'sold_out')
})

test('a draw: the commitment stands first, the seed comes with the result, and the list lets anybody draw again', async () => {
  const session = await shop.opened({ mode: 'draw', stock: 3 })
  assert.equal(codeOfAnswer(await shop.join(session, 'o1')), 'NOT_OPEN_YET')
  const promised = (await shop.look(session, 'o1')).draw
  assert.deepEqual([promised?.commitment.length, promised?.seed], [64, null])
  await world.setClock(NINE)
  const members = Array.from({ length: 8 }, (_, i) => `o${i}`)
  for (const openid of members) await shop.ask(shop.join(session, openid))
  const { ticket } = await shop.ask<{ ticket: string }>(shop.join(session, 'o1'))
  await shop.later(1000)
  assert.deepEqual((await shop.look(session, 'o1')).mine, { state: 'joined', ticket })
  assert.equal(codeOfAnswer(await shop.member('flash.getTickets', { session }, 'o1')), 'NOT_DRAWN')

  await world.setClock(CLOSED)
  assert.equal(codeOfAnswer(await shop.join(session, 'o9')), 'CLAIM_OVER')
  assert.equal((await shop.ask<{ ticket: string }>(shop.join(session, 'o1'))).ticket, ticket)
  const waiting = await shop.look(session, 'o1')
  assert.deepEqual([waiting.status, waiting.draw?.seed, waiting.draw?.entrants], ['drawing', null, null])
  assert.ok((await world.fireTimer('tick')).ok)
  assert.equal((await shop.look(session, 'o1')).status, 'drawing', 'an entry may still be on its way')

  await world.setClock(DRAWN)
  assert.ok((await world.fireTimer('tick')).ok)
  const { draw } = await drawHolds(world, session)
  const views = await Promise.all(members.map((openid) => shop.look(session, openid)))
  const seed = views[0]?.draw?.seed ?? ''
  assert.equal(commitmentOf(seed), promised?.commitment)
  const { tickets } = await shop.ask<{ tickets: string[] }>(shop.member('flash.getTickets', { session }, 'o9'))
  const again = drawFrom(
    seed,
    tickets.map((each) => ({ ticket: each, memberId: each })),
    3,
  )
  const won = views.flatMap(({ mine }) => (mine.state === 'won' ? [mine] : []))
  assert.deepEqual(
    [...won].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)).map((mine) => mine.ticket),
    again.winners,
  )
  const lost = views.flatMap(({ mine }) => (mine.state === 'lost' ? [mine] : []))
  assert.equal(won.length + lost.length, 8)
  for (const mine of lost) assert.ok(scoreOf(seed, mine.ticket) > (views[0]?.draw?.lastScore ?? ''))
  assert.deepEqual((await shop.look(session, 'stranger')).mine, { state: 'none' })
  // Nobody's id but the asking member's own leaves the server.
  for (const [i, view] of views.entries()) {
    const others = (draw?.winners ?? []).filter(
      (winner) => !(view.mine.state === 'won' && view.mine.coupon.includes(winner)),
    )
    for (const other of others) assert.ok(!JSON.stringify(view).includes(other), `o${i} sees another member`)
  }
})

test('an entry that lands after the draw is not drawn, and fewer entrants than prizes all win', async () => {
  const session = await shop.opened({ mode: 'draw', stock: 5 })
  await world.setClock(NINE)
  for (const openid of ['o1', 'o2']) await shop.ask(shop.join(session, openid))
  await world.setClock(DRAWN)
  assert.ok((await world.fireTimer('tick')).ok)
  const { draw } = await drawHolds(world, session)
  assert.equal(draw?.winners.length, 2)
  const stray = { _id: `${session}:m${'f'.repeat(24)}`, schema: 1 as const, session, memberId: `m${'f'.repeat(24)}` }
  await storeOf(world).insert('flash_entries', { ...stray, ticket: '0'.repeat(16), at: at(CLOSED) - 1 })
  await shop.later(60_000)
  assert.ok((await world.fireTimer('tick')).ok)
  assert.deepEqual((await sessionOf(world, session)).draw, draw)
})

test('more than a page of entrants: everybody is in the draw, once', async () => {
  const session = await shop.opened({ mode: 'draw', stock: 500 })
  const members = Array.from({ length: 1203 }, (_, i) => `m${i.toString(16).padStart(24, '0')}`)
  const entries = members.map((memberId) => {
    const ticket = ticketOf(session, memberId)
    return { _id: `${session}:${memberId}`, schema: 1 as const, session, memberId, ticket, at: at(NINE) }
  })
  for (let from = 0; from < entries.length; from += 500) {
    await storeOf(world).insertAll('flash_entries', entries.slice(from, from + 500))
  }
  await world.setClock(DRAWN)
  assert.ok((await world.fireTimer('tick')).ok)
  const { draw } = await sessionOf(world, session)
  assert.deepEqual([draw?.entrants, draw?.winners.length], [1203, 500])
  assert.deepEqual(draw?.winners, drawFrom(draw?.seed ?? '', entries, 500).winners)
  const { coupons } = await holdsTogether(world, session)
  assert.deepEqual(coupons.map(({ memberId }) => memberId).sort(), [...(draw?.winners ?? [])].sort())
  type Page = { tickets: string[]; more: boolean }
  const list = (after: string) => shop.ask<Page>(shop.member('flash.getTickets', { session, after }, 'o1'))
  const first = await list('')
  const rest = await list(first.tickets.at(-1) ?? '')
  assert.deepEqual([first.more, rest.more, first.tickets.length + rest.tickets.length], [true, false, 1203])
})

test('a sale makes its sessions by itself, day by day, and keeps to the terms they were made with', async () => {
  const session = await shop.opened()
  const id = shop.sale(session)
  await shop.ask(shop.staff('flash.edit', { id, revision: 0, sale: saleFields({ stock: 7 }) }))
  await world.setClock('2026-11-23T13:01:00Z')
  assert.ok((await world.fireTimer('tick')).ok)
  const { sessions } = await shop.ask<{ sessions: SessionRow[] }>(shop.staff('flash.sessions', { id }))
  assert.deepEqual(
    sessions.map(({ day, stock, status }) => [day, stock, status]),
    [
      ['2026-11-24', 7, 'upcoming'],
      ['2026-11-23', 2, 'over'],
    ],
  )
  const { sales } = await shop.ask<{ sales: SaleView[] }>(shop.staff('flash.list', {}, 'viewer'))
  assert.deepEqual([sales[0]?.nextAt, sales[0]?.revision], [at('2026-11-24T01:00:00Z'), 1])
})

test('a pause holds the running session within seconds, a stop ends it, and a stopped draw is never drawn', async () => {
  const session = await shop.opened()
  const draw = await shop.opened({ mode: 'draw' })
  await world.setClock(NINE)
  await shop.ask(shop.join(draw, 'o1'))
  const turn = (each: string, state: string) => shop.staff('flash.setState', { id: shop.sale(each), state })
  await shop.ask(turn(session, 'paused'))
  await shop.ask(turn(draw, 'stopped'))
  await shop.later(4000)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o1')), 'CLAIM_PAUSED')
  assert.equal((await shop.look(session, 'o1')).status, 'paused')
  assert.equal(codeOfAnswer(await shop.join(draw, 'o2')), 'CLAIM_OVER')
  assert.equal((await shop.look(draw, 'o1')).status, 'cancelled')
  assert.equal(codeOfAnswer(await turn(draw, 'running')), 'CANNOT_TURN')
  await shop.ask(turn(session, 'running'))
  await shop.later(4000)
  assert.equal(codeOfAnswer(await shop.grab(session, 'o1')), 'OK')
  await world.setClock(DRAWN)
  assert.ok((await world.fireTimer('tick')).ok)
  assert.equal((await drawHolds(world, draw, false)).draw?.drawnAt, null)
})

test('bad input is refused with a code and a sentence, and nothing is written', async () => {
  const prize = saleFields().prize
  const bad: [change: Record<string, unknown>, words: RegExp][] = [
    [{ stock: -1 }, /整数/],
    [{ stock: 0.5 }, /整数/],
    [{ stock: '5' }, /整数/],
    [{ stock: 1e12 }, /整数/],
    [{ price: Number.NaN }, /整数/],
    [{ minutes: 721 }, /整数/],
    [{ weekdays: [8] }, /整数/],
    [{ weekdays: [] }, /至少选一天/],
    [{ time: '24:00' }, /09:00/],
    [{ from: '2026-02-30' }, /日期/],
    [{ until: '2026-11-01' }, /结束日/],
    [{ from: '2026-11-23', until: '2026-11-23', weekdays: [2] }, /没有要开的场次/],
    [{ mode: 'draw', price: 10 }, /不收积分/],
    [{ prize: { ...prize, worthCents: 10.5 } }, /整数/],
    [{ prize: { ...prize, item: ' ' } }, /要填上/],
  ]
  for (const [change, words] of bad) {
    const { answer } = await shop.create(change)
    assert.deepEqual([answer.ok, answer.code], [false, 'BAD_INPUT'], JSON.stringify(change))
    assert.match(answer.message ?? '', words)
  }
  assert.equal(await storeOf(world).count('flash_sales', {}), 0)
  for (const session of ['f0', 'b1', '__proto__', `f${'0'.repeat(12)}_2026112x`, 7]) {
    const codes = [shop.member('flash.grab', { session }, 'o1'), shop.member('flash.join', { session }, 'o1')]
    for (const result of codes) assert.equal(codeOfAnswer(await result), 'BAD_INPUT')
  }
  const unknown = `f${'0'.repeat(12)}_20261123`
  assert.equal(codeOfAnswer(await shop.grab(unknown, 'o1')), 'NO_SUCH_BATCH')
  assert.equal(codeOfAnswer(await shop.join(unknown, 'o1')), 'NO_SUCH_SESSION')
  assert.equal(
    codeOfAnswer(await shop.staff('flash.setState', { id: `f${'0'.repeat(12)}`, state: 'running' })),
    'NO_SUCH_SALE',
  )
  assert.equal(
    codeOfAnswer(await shop.staff('flash.create', { request: newRequest(), sale: saleFields() }, 'viewer')),
    'FORBIDDEN',
  )
  assert.equal(await storeOf(world).count('flash_entries', {}), 0)
})

test('the same request makes one sale, another body under it is refused, and an old page cannot overwrite', async () => {
  const request = newRequest()
  await shop.ask(shop.create({}, request))
  const { sale } = await shop.ask<{ sale: SaleView }>(shop.create({}, request))
  assert.equal(codeOfAnswer(await shop.create({ stock: 9 }, request)), 'REQUEST_REUSED')
  const edit = (revision: number, stock: number) =>
    shop.staff('flash.edit', { id: sale._id, revision, sale: saleFields({ stock }) })
  await shop.ask(edit(0, 3))
  await shop.ask(edit(0, 3))
  assert.equal(codeOfAnswer(await edit(0, 4)), 'REVISION_CONFLICT')
  assert.equal(await storeOf(world).count('flash_sales', {}), 1)
  assert.equal(await storeOf(world).count('flash_sessions', {}), 0, 'a draft opens nothing')
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
