import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { accountOf } from '../checkin/ledgerOf'
import type { CallResult, World } from '../cloud/world'
import {
  batchFields,
  type Counter,
  codeOfAnswer,
  counterOf,
  holdsTogether,
  MONDAY,
  memberOf,
  openCoupons,
  STORE,
} from './shopCoupons'

const PRICE = 300
const PER_MEMBER = 2
let world: World
let shop: Counter
let blank: string

before(async () => {
  world = await openCoupons()
  shop = counterOf(world)
  for (const member of members) await shop.givePoints(member, 500)
  blank = world.snapshot()
})
after(() => world.close())

const members = ['o1', 'o2', 'o3']

type Step = { what: 'claim' | 'redeem' | 'undo'; member: number; n: number; killAt: number; killAfter: boolean }
type Command = Step | { what: 'raise' } | { what: 'sweep' }

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('claim' as const, 'claim' as const, 'redeem' as const, 'undo' as const),
      member: fc.nat(members.length - 1),
      n: fc.integer({ min: 1, max: PER_MEMBER + 1 }),
      // 0 is no crash; a number beyond the last call never strikes.
      killAt: fc.nat(7),
      killAfter: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'raise' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'sweep' as const }) },
)

/** What a batch should be like, without stock, shards, outboxes or crashes. */
class Model {
  total = 2
  revision = 0
  points = new Map(members.map((member) => [member, 500]))
  coupons = new Map<string, { used: number | null; useNo: number }>()

  claim(id: string, member: string, n: number): string {
    if (n > PER_MEMBER) return 'LIMIT_REACHED'
    if (this.coupons.has(id)) return 'OK'
    if (this.coupons.size === this.total) return 'SOLD_OUT'
    const points = this.points.get(member) ?? 0
    if (points < PRICE) return 'INSUFFICIENT_POINTS'
    this.points.set(member, points - PRICE)
    this.coupons.set(id, { used: null, useNo: 0 })
    return 'OK'
  }

  redeem(id: string, now: number): string | null {
    const coupon = this.coupons.get(id)
    if (!coupon) return null
    if (coupon.used !== null) return 'ALREADY_USED'
    coupon.used = now
    coupon.useNo += 1
    return 'OK'
  }

  undo(id: string, now: number): string | null {
    const coupon = this.coupons.get(id)
    if (!coupon) return null
    if (coupon.useNo === 0) return 'NO_SUCH_REDEMPTION'
    if (coupon.used !== null && now - coupon.used >= 600_000) return 'UNDO_TOO_LATE'
    coupon.used = null
    return 'OK'
  }
}

/** Calls, with a crash at a wire call when one is wanted, and again as the client would. */
async function surviving(step: Step, call: () => Promise<CallResult>): Promise<string | undefined> {
  const { faults } = world.server.cloud
  if (step.killAt > 0) world.fault({ kind: 'kill', when: step.killAfter ? 'after' : 'before', call: step.killAt })
  const first = await call()
  faults.disarm()
  return first.status >= 500 ? codeOfAnswer(await call()) : codeOfAnswer(first)
}

async function play(batch: string, model: Model, command: Command): Promise<void> {
  // Half a minute each: a fresh code, and no instance that still knows an older batch.
  await shop.later(31_000)
  if (command.what === 'sweep') return shop.sweep()
  if (command.what === 'raise') {
    model.total += 1
    const batchNow = batchFields({ total: model.total, price: PRICE, perMember: PER_MEMBER })
    await shop.ask(shop.staff('coupon.editBatch', { id: batch, revision: model.revision++, batch: batchNow }))
    return
  }
  const member = members[command.member] ?? 'o1'
  const id = `${batch}:${memberOf(member)}:${command.n}`
  const now = Date.parse(world.now())
  if (command.what === 'claim') {
    const expected = model.claim(id, member, command.n)
    assert.equal(await surviving(command, () => shop.claim(batch, member, command.n)), expected, `claim ${id}`)
    return
  }
  const useNo = model.coupons.get(id)?.useNo ?? 0
  const expected = command.what === 'redeem' ? model.redeem(id, now) : model.undo(id, now)
  if (expected === null) return
  const code = await shop.codeOf(id, member)
  const [method, input] =
    command.what === 'redeem'
      ? ['coupon.redeem', { code, store: STORE }]
      : ['coupon.undo', { redemption: `${id}:${Math.max(1, useNo)}` }]
  assert.equal(
    await surviving(command, () => shop.staff(method as string, input, 'xiaomei')),
    expected,
    `${method} ${id}`,
  )
}

test('whatever members and staff do, and wherever we die, the shop answers as a simple model does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 24 }), async (commands) => {
      world.restore(blank)
      await world.setClock(MONDAY)
      const model = new Model()
      const batch = await shop.running({ total: model.total, price: PRICE, perMember: PER_MEMBER })
      for (const each of commands) await play(batch, model, each)
      await shop.sweep()
      const { coupons } = await holdsTogether(world, batch)
      assert.deepEqual(
        coupons.map(({ _id, state, useNo }) => [_id, state === 'used', useNo]).sort(),
        [...model.coupons].map(([id, { used, useNo }]) => [id, used !== null, useNo]).sort(),
      )
      for (const member of members) {
        assert.equal((await accountOf(world, member))?.balances.points, model.points.get(member))
      }
    }),
    { numRuns: 12 },
  )
})
