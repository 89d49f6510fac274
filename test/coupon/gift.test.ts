import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { CouponView, GiftView } from '../../src/features/coupon/contract'
import type { World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'
import {
  type Claimed,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  memberOf,
  openCoupons,
  STORE,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string
let cutPoints = 0

before(async () => {
  world = await openCoupons({ maxRunning: 16 })
  shop = counterOf(world)
  await world.fireTimer('tick')
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(async () => {
  console.log(`gifts: ${cutPoints} cut points`)
  await world.close()
})

type Offer = { gift: { token: string; until: number } }
async function held(openid = 'giver', change: Record<string, unknown> = {}) {
  const batch = await shop.running(change)
  const { coupon } = await shop.ask<Claimed>(shop.claim(batch, openid))
  return { batch, id: coupon.id }
}
const offer = (id: string, openid = 'giver') => shop.member('coupon.offerGift', { id }, openid)
const offered = async (id: string) => (await shop.ask<Offer>(offer(id))).gift
const accept = (token: string, openid: string) => shop.member('coupon.acceptGift', { token }, openid)
const look = async (token: string, openid: string) =>
  (await shop.ask<{ gift: GiftView }>(shop.member('coupon.getGift', { token }, openid))).gift
const mine = async (openid: string) =>
  (await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, openid))).coupons

async function runs(action: () => ReturnType<Counter['member']>, check: () => Promise<void>) {
  const kinds = ['cut', 'kill'] as const
  const report = await underFaults(world, { action, check, kinds, sweep: () => shop.sweep() })
  cutPoints += report.points
}

test('a gift goes from hand to hand once, with the same terms, and both sides remember it', async () => {
  const { batch, id } = await held()
  const { token, until } = await offered(id)
  assert.equal(until, Date.parse(MONDAY) + 48 * 3_600_000)
  assert.deepEqual(await offered(id), { token, until }, 'asked again, the same link')
  const seen = await look(token, 'friend')
  assert.deepEqual([seen.status, seen.why, seen.terms.title], ['open', null, '满 99 减 20'])
  assert.equal((await look(token, 'giver')).status, 'own')
  assert.equal((await mine('giver'))[0]?.gift?.token, token)

  const { coupon } = await shop.ask<{ coupon: CouponView }>(accept(token, 'friend'))
  assert.deepEqual([coupon.source, coupon.state, coupon.giftable], ['gift', 'issued', false])
  assert.deepEqual(await shop.ask(accept(token, 'friend')), { coupon })
  const [given] = await mine('giver')
  assert.deepEqual(
    [given?.state, given?.friend, given?.gift],
    ['gifted', `会员 ${memberOf('friend').slice(-4).toUpperCase()}`, null],
  )
  assert.equal((await look(token, 'friend')).coupon, coupon.id)
  assert.deepEqual(
    [(await look(token, 'late')).status, codeOfAnswer(await accept(token, 'late'))],
    ['closed', 'GIFT_TAKEN'],
  )
  // The old code is worth nothing, the new one is, and it cannot travel on.
  const stale = await shop.codeOf(id, 'giver')
  assert.equal(
    codeOfAnswer(await shop.staff('coupon.redeem', { code: stale, store: STORE }, 'xiaomei')),
    'COUPON_GIFTED',
  )
  assert.equal(codeOfAnswer(await offer(coupon.id, 'friend')), 'GIFT_ONE_HOP')
  assert.equal(codeOfAnswer(await shop.member('coupon.withdrawGift', { id }, 'giver')), 'GIFT_ACCEPTED')
  const code = await shop.codeOf(coupon.id, 'friend')
  await shop.ask(shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'))
  await shop.sweep()
  const { coupons, shards } = await holdsTogether(world, batch)
  assert.deepEqual([coupons.length, shards[0]?.n], [2, 1])
})

test('offering and accepting survive every fault: one usable coupon at any time, one in the end', async () => {
  const { batch, id } = await held()
  await runs(
    () => offer(id),
    async () => assert.equal((await holdsTogether(world, batch)).coupons.length, 1),
  )
  const { token } = await offered(id)
  const check = async () => {
    const { coupons } = await holdsTogether(world, batch)
    assert.deepEqual(coupons.map(({ state, source }) => `${source} ${state}`).sort(), ['claim gifted', 'gift issued'])
  }
  await runs(() => accept(token, 'friend'), check)
  // A friend who never tries again still finds it after the sweep, or the giver still has it.
  const report = await underFaults(world, {
    action: () => accept(token, 'friend'),
    retry: async () => ({ wireCalls: 0, actions: [], ok: true }),
    kinds: ['kill'],
    sweep: () => shop.sweep(),
    async check() {
      const { coupons } = await holdsTogether(world, batch)
      assert.equal(coupons.filter(({ state }) => state === 'issued').length, 1)
    },
  })
  cutPoints += report.points
})

test('a gift is taken back while nobody accepted it; the old link is dead and a new one is another', async () => {
  const { batch, id } = await held()
  const { token } = await offered(id)
  await runs(
    () => shop.member('coupon.withdrawGift', { id }, 'giver'),
    async () => assert.equal(codeOfAnswer(await accept(token, 'friend')), 'GIFT_GONE'),
  )
  await shop.ask(shop.member('coupon.withdrawGift', { id }, 'giver'))
  await shop.ask(shop.member('coupon.withdrawGift', { id }, 'giver'))
  const again = await offered(id)
  assert.notEqual(again.token, token)
  assert.equal(codeOfAnswer(await accept(again.token, 'friend')), 'OK')
  await shop.sweep()
  await holdsTogether(world, batch)
})

test('sixteen friends at once: one has it; acceptance, counter and withdrawal at once: one truth', async () => {
  const { batch, id } = await held()
  const { token } = await offered(id)
  const codes = (await Promise.all(Array.from({ length: 16 }, (_, i) => accept(token, `f${i}`)))).map(codeOfAnswer)
  assert.equal(codes.filter((code) => code === 'OK').length, 1)
  assert.equal(codes.filter((code) => code === 'GIFT_TAKEN').length, 15)
  await shop.sweep()
  await holdsTogether(world, batch)

  for (let i = 0; i < 6; i++) {
    const next = await held(`g${i}`)
    const link = (await shop.ask<Offer>(offer(next.id, `g${i}`))).gift.token
    const code = await shop.codeOf(next.id, `g${i}`)
    const [accepted, redeemed, withdrawn] = await Promise.all([
      accept(link, 'friend'),
      shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'),
      shop.member('coupon.withdrawGift', { id: next.id }, `g${i}`),
    ])
    await shop.sweep()
    const { coupons } = await holdsTogether(world, next.batch)
    const usable = coupons.filter(({ state }) => state === 'issued').length
    const used = coupons.filter(({ state }) => state === 'used').length
    assert.equal(usable + used, 1, 'one coupon, in one hand')
    assert.equal(codeOfAnswer(accepted) === 'OK', coupons.length === 2)
    assert.equal(codeOfAnswer(redeemed) === 'OK', used === 1)
    assert.ok(['OK', 'GIFT_ACCEPTED'].includes(codeOfAnswer(withdrawn) ?? ''))
  }
})

test('what cannot be given or accepted is refused with its code', async () => {
  const { id } = await held('giver', { validity: { kind: 'after_claim', startsAfterDays: 0, days: 2 } })
  assert.equal(codeOfAnswer(await offer(id, 'thief')), 'NO_SUCH_COUPON')
  assert.equal(codeOfAnswer(await shop.member('coupon.withdrawGift', { id }, 'thief')), 'NO_SUCH_COUPON')
  assert.equal(codeOfAnswer(await offer(`${id}9`)), 'NO_SUCH_COUPON')
  assert.equal(codeOfAnswer(await offer('x')), 'BAD_INPUT')
  const { token, until } = await offered(id)
  assert.equal(new Date(until).toISOString(), '2026-11-24T16:00:00.000Z', 'no longer than the coupon')
  assert.equal(codeOfAnswer(await accept(token, 'giver')), 'GIFT_OWN')
  assert.equal(codeOfAnswer(await accept(`${token.slice(0, 10)}${'0'.repeat(32)}`, 'friend')), 'GIFT_GONE')
  assert.equal(codeOfAnswer(await accept(`0000000000${token.slice(10)}`, 'friend')), 'GIFT_GONE')
  assert.equal(codeOfAnswer(await accept("'; drop", 'friend')), 'BAD_INPUT')
  await world.setClock(new Date(until - 1).toISOString())
  assert.equal((await look(token, 'friend')).status, 'open')
  await world.setClock(new Date(until).toISOString())
  assert.equal(codeOfAnswer(await accept(token, 'friend')), 'GIFT_OVER')
  assert.equal(codeOfAnswer(await offer(id)), 'COUPON_EXPIRED')
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
