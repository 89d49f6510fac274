import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import '../../src/features/intent/collections'
import { COUPON_EXPIRING } from '../../src/features/coupon/expiring'
import { schedule } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'
import { type Claimed, type Counter, counterOf, openCoupons, STORE } from './shopCoupons'

let world: World
let shop: Counter

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
})
after(() => world.close())

const wishes = async () =>
  (await storeOf(world).find('intents', {}, { limit: 1000 })).filter(({ kind }) => kind === COUPON_EXPIRING)
const days = (count: number) => ({ validity: { kind: 'after_claim', startsAfterDays: 0, days: count } })
const at = async (instant: string) => {
  await world.setClock(instant)
  const run = await world.fireTimer('tick')
  assert.ok(run.ok, run.message)
}

test('three days before its last one an unused coupon is spoken of once, also by a run that comes late or dies', async () => {
  // Claimed on the 23rd: last days are the 26th (twice), the 27th and the 30th.
  const batch = await shop.running({ total: 200, ...days(4) })
  const { coupon } = await shop.ask<Claimed>(shop.claim(batch, 'used'))
  await shop.claim(batch, 'o1')
  const given = await shop.ask<Claimed>(shop.claim(batch, 'giver'))
  await shop.claim(await shop.running(days(5)), 'o2')
  await shop.claim(await shop.running(days(8)), 'o3')
  const code = await shop.codeOf(coupon.id, 'used')
  await shop.ask(shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'))
  const offer = shop.member('coupon.offerGift', { id: given.coupon.id }, 'giver')
  const { gift } = await shop.ask<{ gift: { token: string } }>(offer)
  await shop.ask(shop.member('coupon.acceptGift', { token: gift.token }, 'friend'))
  await shop.sweep()
  const due = Date.parse('2026-11-23T02:00:00Z')
  await schedule(storeOf(world), { key: COUPON_EXPIRING, kind: COUPON_EXPIRING, at: due })

  await world.setClock('2026-11-23T02:00:00Z')
  const report = await underFaults(world, {
    action: () => world.fireTimer('tick'),
    kinds: ['cut'],
    sweep: () => shop.sweep(),
    async check() {
      const said = await wishes()
      assert.deepEqual(
        said.map(({ vars }) => vars.到期),
        ['2026年11月26日', '2026年11月26日'],
      )
      assert.equal(
        said.some(({ _id }) => _id.includes(coupon.id) || _id.includes(given.coupon.id)),
        false,
      )
    },
  })
  console.log(`reminders: ${report.points} cut points`)
  await at('2026-11-23T02:00:00Z')
  // The timer sleeps for three days; on the 27th only what still counts is spoken of.
  await at('2026-11-27T02:00:00Z')
  const said = await wishes()
  assert.deepEqual(said.map(({ vars }) => `${vars.到期} ${vars.剩余}`).sort(), [
    '2026年11月26日 还剩 3 天',
    '2026年11月26日 还剩 3 天',
    '2026年11月27日 今天最后一天',
    '2026年11月30日 还剩 3 天',
  ])
  await at('2026-11-28T02:00:00Z')
  assert.equal((await wishes()).length, 4)
})
