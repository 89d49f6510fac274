import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { newAccount, upcast } from '../../src/features/points/account'
import { activatePending } from '../../src/features/points/change'
import { commit, reserve, voidHold } from '../../src/features/points/holds'
import { readLedger, sweepOutboxes } from '../../src/features/points/ledger'
import { award, refund, spend } from '../../src/features/points/operations'
import { walletOf } from '../../src/features/points/wallet'
import { HOUR, startOf } from '../../src/kernel/day'
import { Refusal } from '../../src/kernel/errors'
import type { Store } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'
import { assertAgree } from './agree'
import { MEMBER } from './bank'
import { Purse } from './oracle'

const START = startOf('2028-02-27')
let world: World
let store: Store
let blank: string

before(async () => {
  world = await openWorld({ timers: false, now: new Date(START).toISOString() })
  store = storeOf(world)
  await store.insert('accounts', { ...newAccount(MEMBER, START), consent: { version: 1, at: START } })
  blank = world.snapshot()
})
after(() => world.close())

const kinds = ['award', 'promise', 'spend', 'refund', 'reserve', 'commit', 'void', 'job', 'drain', 'again'] as const
type Step = readonly [kind: (typeof kinds)[number], amount: number, pick: number, hours: number]

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(...kinds, 'award' as const, 'spend' as const),
  fc.integer({ min: 1, max: 30 }),
  fc.nat(999),
  fc.oneof(fc.nat(5), fc.nat(60)),
)

/** True when it was done, false when a rule refused it. */
async function done(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Plays the steps on the ledger over the real SDK and on the purse, and compares them after each. */
async function play(steps: readonly Step[]): Promise<void> {
  world.restore(blank)
  const purse = new Purse()
  const ids: string[] = []
  let repeat: () => Promise<unknown> = async () => undefined
  let now = START
  for (const [i, [kind, amount, pick, hours]] of steps.entries()) {
    now += hours * HOUR
    const at = now
    const id = String(i)
    const chosen = ids[pick % Math.max(1, ids.length)] ?? 'none'
    const days = pick % 4 === 0 ? null : pick % 9
    const policy = days === null ? ({ kind: 'never' } as const) : ({ kind: 'days', days } as const)
    const request = { id, bizType: 'game', asset: 'points' as const, amount, reason: '测试' }
    const key = { id: chosen, bizType: 'game' }
    const verbs: Record<(typeof kinds)[number], () => Promise<void>> = {
      async award() {
        await award(store, MEMBER, { ...request, policy, activeAt: null, budget: null }, at)
        purse.award(amount, days, at)
      },
      async promise() {
        const activeAt = at + (1 + (pick % 50)) * HOUR
        const promised = { ...request, policy, activeAt, budget: null }
        if (await done(award(store, MEMBER, promised, at))) purse.promise(amount, days, activeAt, at)
      },
      async spend() {
        const first = await done(spend(store, MEMBER, request, at))
        assert.equal(first, purse.spend(id, amount, at), 'one of the two had enough')
        if (!first) return
        ids.push(id)
        repeat = () => spend(store, MEMBER, request, now)
      },
      async refund() {
        const of = `game:${MEMBER}:${chosen}`
        const given = await done(refund(store, MEMBER, { id, bizType: 'game', of, reason: '退回' }, at))
        assert.equal(given, purse.refund(chosen, at), 'a refund of one alone')
      },
      async reserve() {
        const until = at + (1 + (pick % 50)) * HOUR
        const held = await done(reserve(store, MEMBER, { ...request, expiresAt: until }, at))
        assert.equal(held, purse.reserve(id, amount, until, at), 'one of the two had enough to hold')
        if (held) ids.push(id)
      },
      async commit() {
        const before = await readLedger(store, MEMBER, { ids: [`game:${MEMBER}:${chosen}`] })
        const given = await done(commit(store, MEMBER, key, at))
        if (before.entries.length === 0) assert.equal(given, purse.commit(chosen, at), 'committed by one alone')
      },
      async void() {
        if (await done(voidHold(store, MEMBER, key, at))) purse.release(chosen, at)
      },
      job: () => activatePending(store, MEMBER, at),
      async drain() {
        await sweepOutboxes(store, at + 1)
      },
      async again() {
        await repeat()
      },
    }
    await verbs[kind]()
    const stored = await store.get('accounts', MEMBER)
    assert.ok(stored)
    const { balance, held, pending, lots } = walletOf(upcast(stored), MEMBER, now)
    assert.deepEqual({ balance, held, pending, lots }, purse.wallet(now), `after step ${i}, ${kind}`)
  }
  const { account, entries } = await readLedger(store, MEMBER, { limit: 1000 })
  assert.ok(account)
  assertAgree(account, entries)
}

test('any sequence of operations leaves what a purse of single coins holds', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), play), { numRuns: 60 })
})
