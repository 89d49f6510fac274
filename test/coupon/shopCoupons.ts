import assert from 'node:assert/strict'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { codeOf, stepAt } from '../../src/features/coupon/code'
import '../../src/features/coupon/collections'
import type { CouponCode, CouponView } from '../../src/features/coupon/contract'
import { COUPON_SWEEP } from '../../src/features/coupon/jobs'
import { copyIdOf } from '../../src/features/coupon/offer'
import type { Coupon, CouponBatch, Redemption, Stock } from '../../src/features/coupon/rules'
import '../../src/features/points/collections'
import '../../src/features/staff/collections'
import type { Staff } from '../../src/features/staff/rules'
import { schedule } from '../../src/kernel/due'
import { is } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { type CallResult, openWorld, type World, type WorldOptions } from '../cloud/world'

/** Monday, 09:00 in Shanghai. */
export const MONDAY = '2026-11-23T01:00:00Z'
export const STORE = '南京西路店'
export const OTHER = '静安寺店'
const SECRET = 'test'

export const memberOf = (openid: string) => memberIdOf(SECRET, openid)
export const codeOfAnswer = ({ answer }: CallResult) => (answer.ok ? 'OK' : answer.code)

/** What an operator fills in; `change` overrides. */
export function batchFields(change: Record<string, unknown> = {}) {
  return {
    terms: {
      title: '满 99 减 20',
      value: { kind: 'threshold', offCents: 2000, fromCents: 9900 },
      usable: { weekdays: [], parts: [] },
      stores: [],
      note: '护肤彩妆通用',
    },
    validity: { kind: 'after_claim', startsAfterDays: 0, days: 30 },
    total: 10,
    perMember: 1,
    perDay: null,
    claimFrom: Date.parse('2026-11-20T00:00:00Z'),
    claimUntil: Date.parse('2027-01-20T00:00:00Z'),
    price: 0,
    ...change,
  }
}

/** Twelve o'clock of nobody else's batch: each test has its own request. */
let requests = 0
export const newRequest = () => (++requests).toString(16).padStart(8, '0').repeat(4)

export async function openCoupons(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld({
    timers: false,
    now: MONDAY,
    env: { JIEPAI_SECRET: SECRET, JIEPAI_DEMO: '1' },
    ...options,
  })
  await storeOf(world).insertAll('staff', [
    person('zhou', { roles: ['owner', 'operator'] }),
    person('xiaomei', { roles: ['guide'], stores: [STORE] }),
    person('aling', { roles: ['guide'], stores: [STORE] }),
    person('chen', { roles: ['store_manager'], stores: [OTHER] }),
    person('viewer', { roles: ['viewer'] }),
  ])
  await schedule(storeOf(world), { key: COUPON_SWEEP, kind: COUPON_SWEEP, at: Date.parse(MONDAY) })
  return world
}

function person(id: string, change: Partial<Staff>): Staff {
  return {
    _id: id,
    schema: 1,
    login: id,
    name: id,
    password: null,
    roles: [],
    stores: [],
    openid: `o-${id}`,
    wecomUserId: null,
    active: true,
    failures: 0,
    lockedUntil: 0,
    ...change,
  }
}

export interface Counter {
  staff(method: string, input: unknown, who?: string): Promise<CallResult>
  member(method: string, input: unknown, openid: string): Promise<CallResult>
  /** The answer's data; a refusal fails the test. */
  ask<T>(result: Promise<CallResult>): Promise<T>
  /** A running batch. */
  running(change?: Record<string, unknown>): Promise<string>
  claim(batch: string, openid: string, n?: number): Promise<CallResult>
  /** The code that the member's phone shows at the world's clock. */
  codeOf(coupon: string, openid: string, stepsAway?: number): Promise<string>
  givePoints(openid: string, points: number): Promise<void>
  later(ms: number): Promise<void>
  /** Timed work until nothing is left to do. */
  sweep(): Promise<void>
}

export function counterOf(world: World): Counter {
  const store = storeOf(world)
  const counter: Counter = {
    staff: (method, input, who = 'zhou') => world.call('staff', method, input, { openid: `o-${who}` }),
    member: (method, input, openid) => world.call('member', method, input, { openid }),
    async ask<T>(result: Promise<CallResult>) {
      const { answer } = await result
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
      return answer.data as T
    },
    async running(change) {
      const request = newRequest()
      const made = counter.staff('coupon.createBatch', { request, batch: batchFields(change) })
      const { batch } = await counter.ask<{ batch: CouponBatch }>(made)
      await counter.ask(counter.staff('coupon.setState', { id: batch._id, state: 'running' }))
      return batch._id
    },
    claim: (batch, openid, n = 1) => counter.member('coupon.claim', { batch, n }, openid),
    async codeOf(id, openid, stepsAway = 0) {
      const { code } = await counter.ask<{ code: CouponCode }>(counter.member('coupon.getCode', { id }, openid))
      return codeOf(code.id, code.secret, stepAt(Date.parse(world.now())) + stepsAway)
    },
    async givePoints(openid, points) {
      // Thirty-odd check-ins would do the same; the account is written as they would leave it.
      await counter.ask(counter.member('checkin.checkIn', {}, openid))
      const account = await store.get('accounts', memberOf(openid))
      assert.ok(account)
      const lot = { asset: 'points' as const, expires: null, amount: points }
      await store.update(
        'accounts',
        { _id: account._id },
        { balances: { ...account.balances, points }, lots: [lot], outbox: [], dirtyAt: null },
      )
    },
    later: (ms) => world.setClock(new Date(Date.parse(world.now()) + ms).toISOString()),
    async sweep() {
      for (let times = 0; times < 5; times++) {
        await counter.later(10 * 60_000)
        const run = await world.fireTimer('tick')
        assert.ok(run.ok, run.message)
        if (!(await anythingLeft(world))) return
      }
    },
  }
  return counter
}

async function anythingLeft(world: World): Promise<boolean> {
  const dirty = { dirtyAt: is.gt(0) }
  const store = storeOf(world)
  const left = await Promise.all([
    store.count('stock', dirty),
    store.count('coupon_batches', dirty),
    store.count('coupons', dirty),
    store.count('accounts', dirty),
    store.count('due', { lease: is.neq(null) }),
  ])
  return left.some((count) => count > 0)
}

export interface State {
  shards: Stock[]
  coupons: Coupon[]
  redemptions: Redemption[]
  batch: CouponBatch
}

export async function stateOf(world: World, batch: string): Promise<State> {
  const store = storeOf(world)
  const found = await store.get('coupon_batches', batch)
  assert.ok(found, 'the batch is missing')
  return {
    batch: found,
    shards: await store.find('stock', { batch }, { limit: 1000 }),
    coupons: await store.find('coupons', { batch }, { limit: 1000 }),
    redemptions: await store.find('redemptions', { batch }, { limit: 1000 }),
  }
}

/** What must hold at any time; with `swept` also what holds once nobody is at work any more. */
export async function holdsTogether(world: World, batch: string, swept = true): Promise<State> {
  const state = await stateOf(world, batch)
  const { shards, coupons } = state
  const taken = shards.flatMap((shard) => shard.taken)
  for (const { _id, n, left, cap, taken: ids } of shards) {
    assert.ok(n >= 0 && left >= 0 && n + left === cap && ids.length === n, `${_id}: n ${n} left ${left} cap ${cap}`)
    assert.equal(new Set(ids).size, n, `${_id} counts a coupon twice`)
  }
  const cap = shards.reduce((sum, shard) => sum + shard.cap, 0)
  assert.ok(cap <= state.batch.total, 'the shards hold more than the total')
  const perMember = new Map<string, number>()
  for (const { memberId, n } of coupons) if (n > 0) perMember.set(memberId, (perMember.get(memberId) ?? 0) + 1)
  assert.ok(Math.max(0, ...perMember.values()) <= state.batch.perMember, 'a member holds more than the limit')
  // One from a friend has its unit where it came from, one that was taken back has given it back.
  const holding = coupons.filter(({ stock }) => stock !== null)
  for (const { _id } of holding) assert.ok(taken.includes(_id), `${_id} holds no unit`)
  if (!swept) return state
  assert.equal(cap, state.batch.total, 'the shards do not hold the total')
  assert.deepEqual([...taken].sort(), holding.map(({ _id }) => _id).sort(), 'taken units and coupons differ')
  giftsHoldTogether(coupons)
  for (const { _id, dirtyAt, open } of shards) assert.deepEqual([dirtyAt, open], [null, []], `${_id} is not settled`)
  assert.equal(state.batch.dirtyAt, null)
  assert.equal(state.batch.soldOut && shards.some(({ left }) => left > 0), false, 'sold out with units left')
  for (const coupon of coupons) {
    assert.deepEqual([coupon.outbox, coupon.dirtyAt], [[], null])
    const records = state.redemptions.filter(({ coupon: id }) => id === coupon._id)
    const uses = records.filter(({ kind }) => kind === 'use').length
    const undos = records.filter(({ kind }) => kind === 'undo').length
    assert.equal(uses, coupon.useNo, 'uses and records differ')
    assert.equal(uses - undos, coupon.state === 'used' ? 1 : 0, 'use, undo and state differ')
  }
  return state
}

export type Claimed = { coupon: CouponView; points: number }

/** What was given away has one other end, and only one end can be used. */
function giftsHoldTogether(coupons: readonly Coupon[]): void {
  for (const coupon of coupons) {
    if (coupon.state === 'gifted') {
      const copies = coupons.filter(
        ({ source, friend, _id }) => source === 'gift' && friend === coupon.memberId && _id === copyIdOf(coupon),
      )
      assert.deepEqual(
        copies.map(({ memberId }) => memberId),
        [coupon.friend],
        `${coupon._id} has no other end`,
      )
    }
    if (coupon.source !== 'gift') continue
    const givers = coupons.filter((each) => each.state === 'gifted' && copyIdOf(each) === coupon._id)
    assert.equal(givers.length, 1, `${coupon._id} comes from nowhere`)
  }
}
