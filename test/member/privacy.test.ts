import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { collections } from '../../cloudfunctions/platform/indexes'
import type { HeldPart, HeldRow } from '../../src/features/member/contract'
import { holdings } from '../../src/privacy'
import { accountOf, ledgerOf, storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { type Counter, codeOfAnswer, counterOf, holdsTogether, memberOf, openCoupons } from '../coupon/shopCoupons'
import { underFaults } from '../faults/underFaults'
import { assertAgree } from '../points/agree'

const WHO = 'lin'
let world: World
let shop: Counter
let blank: string
let batch: string

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  await world.fireTimer('tick')
  batch = await shop.running({ perMember: 2 })
  await shop.givePoints(WHO, 70)
  await shop.ask(shop.claim(batch, WHO))
  const second = await shop.ask<{ coupon: { id: string } }>(shop.claim(batch, WHO, 2))
  await shop.ask(
    shop.staff(
      'coupon.redeem',
      { code: await shop.codeOf(second.coupon.id, WHO), store: '南京西路店', billCents: 12_000 },
      'xiaomei',
    ),
  )
  await shop.sweep()
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
})
after(() => world.close())

const leave = () => shop.member('member.leave', { sure: '注销' }, WHO)
type Part = { parts: HeldPart[]; rows: HeldRow[]; next: string | null }
const part = (name: string, after: string | null = null) =>
  shop.ask<Part>(shop.member('member.exportMine', { part: name, after }, WHO))

/** Where the pseudonym of somebody who left may stand: what was used or counted is the shop's book. */
const BOOKS = new Set(['accounts', 'points_ledger', 'coupons', 'stock', 'redemptions', 'flash_entries', 'coupon_days'])

async function placesOf(text: string): Promise<string[]> {
  const found: string[] = []
  for (const name of Object.keys(collections)) {
    const { data } = await world.db.collection(name).limit(1000).get()
    if (JSON.stringify(data).includes(text)) found.push(name)
  }
  return found
}

test('a member reads everything that is kept, part by part', async () => {
  const { parts, rows } = await part('points')
  assert.deepEqual(
    parts.map(({ name }) => name),
    holdings.map(({ name }) => name),
  )
  assert.equal(rows[0]?.积分, 70)
  assert.equal((await part('coupons')).rows.length, 2)
  const numbers = await shop.member('member.countMine', {}, WHO)
  const { counts, birthday } = await shop.ask<{ counts: { name: string; count: number }[]; birthday: string | null }>(
    Promise.resolve(numbers),
  )
  assert.deepEqual(
    [Object.fromEntries(counts.map(({ name, count }) => [name, count])), birthday],
    [{ posts: 0, columns: 0, coupons: 2, surveys: 0, checkin: 1 }, null],
  )
  assert.equal(codeOfAnswer(await shop.member('member.exportMine', { part: '../', after: null }, WHO)), 'NO_SUCH_PART')
})

test('whoever leaves is forgotten, the books stay whole, and coming back begins anew without a second coupon', async () => {
  assert.equal(codeOfAnswer(await shop.member('member.leave', { sure: 'yes' }, WHO)), 'BAD_INPUT')
  await shop.ask(leave())
  assert.equal(codeOfAnswer(await shop.member('checkin.checkIn', {}, WHO)), 'LEAVING')
  await shop.sweep()
  // Their person is folded once more without them, and taken out of the counts.
  for (let times = 0; times < 3; times++) await mend()
  const left = await accountOf(world, WHO)
  assert.deepEqual([left?.generation, left?.balances.points, left?.consent, left?.leaving], [2, 0, null, null])
  assert.deepEqual(await ledgerOf(world, WHO), [], 'the new account has a history')
  const places = await placesOf(memberOf(WHO))
  assert.deepEqual(
    places.filter((name) => !BOOKS.has(name)),
    [],
    'something still names the member',
  )
  await holdsTogether(world, batch)
  const coupons = await storeOf(world).find('coupons', { memberId: memberOf(WHO) })
  assert.deepEqual(coupons.map(({ state }) => state).sort(), ['revoked', 'used'])
  const old = await storeOf(world).find('points_ledger', { memberId: memberOf(WHO), bizType: 'leave' })
  assert.deepEqual(
    old.map(({ delta }) => delta),
    [-70],
  )

  await shop.ask(shop.member('checkin.checkIn', {}, WHO))
  await shop.sweep()
  const back = await accountOf(world, WHO)
  assert.ok(back && back.balances.points > 0)
  assertAgree(back, await ledgerOf(world, WHO))
  assert.equal(codeOfAnswer(await shop.claim(batch, WHO)), 'HAD_BEFORE', 'left and claimed again')
})

test('a member of staff is unbound first', async () => {
  assert.equal(codeOfAnswer(await shop.member('member.leave', { sure: '注销' }, 'o-zhou')), 'STILL_STAFF')
})

/** What a lease and its next two beats mend. */
async function mend(): Promise<void> {
  for (let beats = 0; beats < 2; beats++) {
    await shop.later(2 * 60_000)
    await world.fireTimer('tick')
  }
}

async function isForgotten(): Promise<void> {
  const account = await accountOf(world, WHO)
  assert.deepEqual([account?.generation, account?.balances.points, account?.leaving], [2, 0, null])
  const voided = await storeOf(world).find('points_ledger', { memberId: memberOf(WHO), bizType: 'leave' })
  assert.deepEqual(
    voided.map(({ delta }) => delta),
    [-70],
    'voided twice or without an entry',
  )
}

test('under every fault somebody who left is forgotten whole', async () => {
  await underFaults(world, { action: leave, sweep: mend, check: isForgotten, kinds: ['kill'] })
  await shop.ask(leave())
  const beat = () => world.fireTimer('tick')
  const report = await underFaults(world, { action: beat, sweep: mend, check: isForgotten, kinds: ['cut'] })
  console.log(`leaving: ${report.points} points in the beat that forgets`)
})
