import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { OfferView } from '../../src/features/coupon/contract'
import { newAccount } from '../../src/features/points/account'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import {
  batchFields,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  memberOf,
  newRequest,
  openCoupons,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  const forever = { since: '2026-01-01', until: null, byHand: true, gifts: [] }
  await storeOf(world).insertAll('accounts', [
    { ...newAccount(memberOf('vip'), 0), tier: { id: 'vip', ...forever } },
    { ...newAccount(memberOf('core'), 0), tier: { id: 'core', ...forever }, segments: ['敏感肌'], channel: 'ch-1' },
  ])
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(() => world.close())

const offersOf = async (openid: string) =>
  (await shop.ask<{ offers: OfferView[] }>(shop.member('coupon.getCentre', {}, openid))).offers

test('a batch for tiers is claimed by them, others read whom it is for, and the late one still costs two calls', async () => {
  const audience = { tiers: ['core', 'vip'], segments: [], channels: [] }
  const batch = await shop.running({ audience, total: 2 })
  const refused = await shop.claim(batch, 'plain')
  assert.deepEqual(
    [refused.answer.code, refused.answer.message],
    ['NOT_FOR_YOU', '这张券只给核心、VIP会员，看看券中心里别的券。'],
  )
  assert.deepEqual(
    (await offersOf('plain')).map(({ status, whom }) => [status, whom]),
    [['not_for_you', '核心、VIP会员']],
  )
  assert.deepEqual(
    (await offersOf('vip')).map(({ status, why }) => [status, why]),
    [['open', null]],
  )
  const first = await shop.claim(batch, 'vip')
  assert.deepEqual([codeOfAnswer(first), first.wireCalls <= 4], ['OK', true])
  // The limit, the repeat and the end are told as always.
  assert.equal(codeOfAnswer(await shop.claim(batch, 'vip', 2)), 'LIMIT_REACHED')
  assert.equal(codeOfAnswer(await shop.claim(batch, 'core')), 'OK')
  await shop.claim(batch, 'core', 1)
  await shop.ask(
    shop.staff('coupon.editBatch', {
      id: batch,
      revision: 0,
      batch: batchFields({ total: 2, audience: { ...audience, tiers: ['core'] } }),
    }),
  )
  await shop.later(5000)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'vip')), 'OK', 'whoever has it keeps it')
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 2)
})

test('segment and channel are asked too, for points as well, and their names stay with the brand', async () => {
  const audience = { tiers: [], segments: ['敏感肌'], channels: ['ch-1', 'ch-2'] }
  const batch = await shop.running({ audience, price: 300 })
  await shop.givePoints('vip', 300)
  const refused = await shop.claim(batch, 'vip')
  assert.deepEqual(
    [refused.answer.code, refused.answer.message],
    ['NOT_FOR_YOU', '这张券只给受邀的会员，看看券中心里别的券。'],
  )
  await shop.givePoints('core', 300)
  assert.equal(codeOfAnswer(await shop.claim(batch, 'core')), 'OK')
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('a tier that opens earlier claims before the others, and reads its own time', async () => {
  const claimFrom = Date.parse(MONDAY) + 20 * 60_000
  const batch = await shop.running({ claimFrom })
  await shop.later(6 * 60_000)
  const early = await shop.claim(batch, 'core')
  assert.deepEqual([early.answer.code, early.answer.message], ['NOT_OPEN_YET', '09:15 开始领取，到点再来。'])
  assert.deepEqual(
    (await offersOf('vip')).map(({ status, claimFrom: from, early: by }) => [status, from, by]),
    [['open', claimFrom - 900_000, 900_000]],
  )
  assert.equal(codeOfAnswer(await shop.claim(batch, 'vip')), 'OK')
})

test('an audience that makes no sense is refused with a sentence', async () => {
  const make = (audience: unknown) =>
    shop.staff('coupon.createBatch', { request: newRequest(), batch: batchFields({ audience }) })
  assert.equal(codeOfAnswer(await make({ tiers: ['gold'], segments: [], channels: [] })), 'NO_SUCH_TIER')
  assert.equal(codeOfAnswer(await make({ tiers: 'vip', segments: [], channels: [] })), 'BAD_INPUT')
  assert.equal(codeOfAnswer(await make({ tiers: [], segments: [''], channels: [] })), 'BAD_INPUT')
  assert.equal(codeOfAnswer(await make({ tiers: [] })), 'BAD_INPUT')
})
