import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { CouponView, GrantView } from '../../src/features/coupon/contract'
import { listedMembers } from '../../src/features/coupon/grant'
import { newAccount } from '../../src/features/points/account'
import { memberCodeOf } from '../../src/features/points/wallet'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { underFaults } from '../faults/underFaults'
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
  STORE,
} from './shopCoupons'

let world: World
let shop: Counter
let blank: string
let cutPoints = 0
const MEMBERS = 230
const openids = Array.from({ length: MEMBERS }, (_, i) => `m${i}`)
const ids = openids.map(memberOf)

before(async () => {
  world = await openCoupons({ maxRunning: 16 })
  shop = counterOf(world)
  await storeOf(world).insertAll(
    'accounts',
    ids.map((id, i) => ({ ...newAccount(id, 0), segments: i % 2 === 0 ? ['油皮'] : [] })),
  )
  await world.fireTimer('tick')
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(MONDAY)
})
after(async () => {
  console.log(`grants: ${cutPoints} cut points`)
  await world.close()
})

interface Wanted {
  request?: string
  members?: string[]
  audience?: unknown
}
const createCall = (batch: string, { request = newRequest(), members = [], audience = null }: Wanted) =>
  shop.staff('coupon.createGrant', { request, batch, members, audience, note: '双十一答谢' })
const create = async (batch: string, wanted: Wanted) =>
  (await shop.ask<{ grant: GrantView }>(createCall(batch, wanted))).grant
const turnCall = (id: string, to: string) => shop.staff('coupon.turnGrant', { id, to })
const turn = async (id: string, to: string) => (await shop.ask<{ grant: GrantView }>(turnCall(id, to))).grant
const read = async (id: string) => (await shop.ask<{ grant: GrantView }>(shop.staff('coupon.getGrant', { id }))).grant

/** A cut ends these actions as a kill does: the answer is unknown, so they stop; a kill costs an instance each. */
async function runs(action: () => ReturnType<Counter['staff']>, check: () => Promise<void>) {
  const report = await underFaults(world, { action, check, kinds: ['cut'], sweep: () => shop.sweep() })
  cutPoints += report.points
}

test('a grant is counted first, then given in the background, and each member has one', async () => {
  const batch = await shop.running({ total: 500, price: 300 })
  const counted = await create(batch, { audience: { tiers: [], segments: ['油皮'], channels: [] } })
  assert.deepEqual([counted.state, counted.total, counted.left], ['ready', 115, 500])
  const listed = await create(batch, { members: [...ids, 'nonsense', 'abcdef99', ` ${ids[0]?.toUpperCase()} `] })
  assert.deepEqual([listed.state, listed.total, listed.unknown], ['ready', MEMBERS, ['nonsense', 'abcdef99']])
  await turn(counted.id, 'running')
  await turn(listed.id, 'running')
  await shop.sweep()
  for (const { id, total } of [counted, listed]) {
    const { state, done, failed } = await read(id)
    assert.deepEqual([state, done, failed], ['done', total, 0])
  }
  // Those in both have two: each grant is a cause of its own.
  assert.equal((await holdsTogether(world, batch)).coupons.length, 115 + MEMBERS)
  const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, 'm0'))
  assert.deepEqual(
    coupons.map(({ source, state }) => [source, state]),
    [
      ['grant', 'issued'],
      ['grant', 'issued'],
    ],
  )
})

test('with one unit too few exactly one goes without, is named, and gets it after the batch was raised', async () => {
  const batch = await shop.running({ total: 5 })
  const six = ids.slice(0, 6)
  const { id } = await create(batch, { members: six.map(memberCodeOf) })
  const check = async () => {
    const { coupons } = await holdsTogether(world, batch)
    const { state, done, failed, failures } = await read(id)
    assert.deepEqual([coupons.length, state, done, failed, failures.length], [5, 'done', 5, 1, 1])
    assert.match(failures[0]?.why ?? '', /发完/)
  }
  await runs(() => turnCall(id, 'running'), check)
  await turn(id, 'running')
  await shop.sweep()
  await check()
  await shop.ask(shop.staff('coupon.editBatch', { id: batch, revision: 0, batch: batchFields({ total: 6 }) }))
  const again = await turn(id, 'running')
  assert.deepEqual([again.state, again.done, again.failed], ['done', 6, 0])
  await shop.sweep()
  assert.equal((await holdsTogether(world, batch)).coupons.length, 6)
})

test('taking back survives every fault: the unused return to the stock, the used stay, a friend loses the passed-on one', async () => {
  const batch = await shop.running({ total: 6 })
  const { id } = await create(batch, { members: ids.slice(0, 5) })
  await turn(id, 'running')
  // Closed units: from here on only the taking back itself returns them.
  await shop.sweep()
  const couponOf = async (openid: string) =>
    (await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, openid))).coupons[0]?.id ?? ''
  const code = await shop.codeOf(await couponOf('m0'), 'm0')
  await shop.ask(shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei'))
  const given = { id: await couponOf('m1') }
  const { gift } = await shop.ask<{ gift: { token: string } }>(shop.member('coupon.offerGift', given, 'm1'))
  await shop.ask(shop.member('coupon.acceptGift', { token: gift.token }, 'friend'))
  await runs(
    () => turnCall(id, 'undoing'),
    async () => {
      const { coupons, shards } = await holdsTogether(world, batch)
      const states = coupons.map(({ state }) => state).sort()
      assert.deepEqual(states, ['gifted', 'revoked', 'revoked', 'revoked', 'revoked', 'used'])
      assert.equal(shards[0]?.left, 5)
      const { state, undone, kept } = await read(id)
      assert.deepEqual([state, undone, kept], ['undone', 4, 1])
    },
  )
  await turn(id, 'undoing')
  assert.equal(codeOfAnswer(await turnCall(id, 'running')), 'CANNOT_TURN')
  const refused = await shop.staff(
    'coupon.scan',
    { code: await shop.codeOf(await couponOf('m2'), 'm2'), store: STORE },
    'xiaomei',
  )
  assert.match(JSON.stringify(refused.answer.data), /收回/)
})

test('a counter and a taking back at once agree on one truth for each coupon', async () => {
  const batch = await shop.running({ total: 12 })
  const twelve = openids.slice(0, 12)
  const { id } = await create(batch, { members: twelve.map(memberOf) })
  await turn(id, 'running')
  const codes = await Promise.all(
    twelve.map(async (openid) => {
      const { coupons } = await shop.ask<{ coupons: CouponView[] }>(shop.member('coupon.getMine', {}, openid))
      return shop.codeOf(coupons[0]?.id ?? '', openid)
    }),
  )
  const [, ...redeemed] = await Promise.all([
    turn(id, 'undoing'),
    ...codes.map((code) => shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')),
  ])
  await shop.sweep()
  const { coupons, shards } = await holdsTogether(world, batch)
  const used = coupons.filter(({ state }) => state === 'used').length
  const { undone, kept } = await read(id)
  assert.equal(redeemed.filter((result) => codeOfAnswer(result) === 'OK').length, used)
  assert.deepEqual([undone, kept, shards[0]?.n], [12 - used, used, used])
})

test('a pause stops between two parts and a resume goes on from there', async () => {
  const batch = await shop.running({ total: 500 })
  const { id } = await create(batch, { members: ids })
  // Killed after the first part: the rest waits for the lease to end.
  const before = await read(id)
  world.fault({ kind: 'kill', when: 'after', call: 13 })
  await turnCall(id, 'running')
  const paused = await turn(id, 'paused')
  assert.equal(before.total, MEMBERS)
  assert.ok(paused.done < MEMBERS && paused.state === 'paused', `${paused.done} ${paused.state}`)
  await shop.sweep()
  assert.equal((await read(id)).done, paused.done)
  await turn(id, 'running')
  await shop.sweep()
  assert.deepEqual([(await read(id)).done, (await read(id)).state], [MEMBERS, 'done'])
  assert.equal((await holdsTogether(world, batch)).coupons.length, MEMBERS)
})

test('creating a grant survives every fault and makes one; another body under its request is refused', async () => {
  const batch = await shop.running({ total: 10 })
  const request = newRequest()
  const wanted = { request, members: ids.slice(0, 3) }
  await runs(
    () => createCall(batch, wanted),
    async () => {
      const { grants } = await shop.ask<{ grants: GrantView[] }>(shop.staff('coupon.listGrants', {}))
      assert.deepEqual(
        grants.map(({ state, total, done }) => [state, total, done]),
        [['ready', 3, 0]],
      )
    },
  )
  await create(batch, wanted)
  assert.equal(codeOfAnswer(await createCall(batch, { request, members: ids.slice(0, 4) })), 'REQUEST_REUSED')
  assert.equal((await holdsTogether(world, batch)).coupons.length, 0)
})

test('what cannot be granted is refused with its code, and nothing is written', async () => {
  const batch = await shop.running()
  assert.equal(codeOfAnswer(await createCall(batch, { members: [] })), 'NOBODY')
  const many = Array.from({ length: 5001 }, (_, i) => (i + 0x100000).toString(16))
  assert.equal(codeOfAnswer(await createCall(batch, { members: many })), 'TOO_MANY')
  assert.equal(codeOfAnswer(await createCall('bnosuch', { members: ids })), 'NO_SUCH_BATCH')
  assert.equal(
    codeOfAnswer(await createCall(batch, { audience: { tiers: ['gold'], segments: [], channels: [] } })),
    'NO_SUCH_TIER',
  )
  await shop.ask(shop.staff('coupon.setState', { id: batch, state: 'stopped' }))
  assert.equal(codeOfAnswer(await createCall(batch, { members: ids })), 'BATCH_STOPPED')
  assert.equal(codeOfAnswer(await turnCall('g000000000000000', 'running')), 'NO_SUCH_GRANT')
  const asGuide = shop.staff(
    'coupon.createGrant',
    { request: newRequest(), batch, members: ids, audience: null, note: '' },
    'xiaomei',
  )
  assert.equal(codeOfAnswer(await asGuide), 'FORBIDDEN')
  assert.equal(await storeOf(world).count('coupon_grants', {}), 0)
})

test('a pasted list is taken apart, each member once', () => {
  const id = ids[0] ?? ''
  const code = memberCodeOf(id)
  assert.deepEqual(listedMembers([` ${code} `, id, code.toLowerCase(), '', '张三', 'ABCDEF12']), {
    wanted: [id, 'abcdef12'],
    malformed: ['张三'],
  })
})

test('nobody left a wire call open', () => assert.deepEqual(world.violations, []))
