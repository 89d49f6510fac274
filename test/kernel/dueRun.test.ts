import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type DueItem, type Job, schedule } from '../../src/kernel/due'
import { LEASE, runDue } from '../../src/kernel/dueRun'
import type { Store } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

const NOW = Date.UTC(2026, 10, 23, 1)
let world: World
let store: Store
let blank: string
let tokens = 0

interface Bench {
  store: Store
  now: number
  token: () => string
}

before(async () => {
  world = await openWorld()
  store = storeOf(world)
  blank = world.snapshot()
})
beforeEach(() => world.restore(blank))
after(() => world.close())

const at = (now: number): Bench => ({ store, now, token: () => `run-${++tokens}` })
const jobs = (process: Job<Bench>['process']) => new Map([['test', { kind: 'test', process }]])
const never = () => false

test('what is due runs once, oldest first, and leaves the list; what is not due stays', async () => {
  await schedule(store, { key: 'b', kind: 'test', at: NOW - 1 })
  await schedule(store, { key: 'a', kind: 'test', at: NOW - 2 })
  await schedule(store, { key: 'later', kind: 'test', at: NOW + 1 })
  const ran: string[] = []
  const run = await runDue(
    jobs(async (item) => {
      ran.push(item._id)
      return 'done'
    }),
    at(NOW),
    never,
  )
  assert.deepEqual(ran, ['a', 'b'])
  assert.equal(run.done, 2)
  assert.deepEqual(
    (await store.find('due', {})).map(({ _id }) => _id),
    ['later'],
  )
})

test('scheduling the same key again changes nothing', async () => {
  await schedule(store, { key: 'a', kind: 'test', at: NOW })
  await schedule(store, { key: 'a', kind: 'test', at: NOW + 5 })
  assert.equal((await store.get('due', 'a'))?.at, NOW)
})

test('two ticks at once run each item once', async () => {
  for (let i = 0; i < 12; i++) await schedule(store, { key: `k${i}`, kind: 'test', at: NOW })
  const ran: string[] = []
  const process: Job<Bench>['process'] = async (item) => {
    ran.push(item._id)
    return 'done'
  }
  await Promise.all([runDue(jobs(process), at(NOW), never), runDue(jobs(process), at(NOW), never)])
  assert.equal(ran.length, 12)
  assert.equal(new Set(ran).size, 12)
})

test('a run that died gives its item back when the lease ends, not before', async () => {
  await schedule(store, { key: 'a', kind: 'test', at: NOW })
  await store.update('due', { _id: 'a' }, { lease: 'dead', freeAt: NOW + LEASE })
  const ran: DueItem[] = []
  const process: Job<Bench>['process'] = async (item) => {
    ran.push(item)
    return 'done'
  }
  await runDue(jobs(process), at(NOW + LEASE - 1), never)
  assert.equal(ran.length, 0)
  await runDue(jobs(process), at(NOW + LEASE), never)
  assert.equal(ran.length, 1)
})

test('an item that is being worked on is not taken by the next tick', async () => {
  await schedule(store, { key: 'a', kind: 'test', at: NOW })
  let beside = 0
  const slow: Job<Bench>['process'] = async () => {
    await runDue(
      jobs(async () => {
        beside++
        return 'done'
      }),
      at(NOW + LEASE - 1),
      never,
    )
    return 'done'
  }
  const run = await runDue(jobs(slow), at(NOW), never)
  assert.deepEqual([run.done, beside], [1, 0])
})

test('a run that lost its lease changes nothing any more', async () => {
  await schedule(store, { key: 'a', kind: 'test', at: NOW })
  const slow: Job<Bench>['process'] = async () => {
    await store.update('due', { _id: 'a' }, { lease: 'other', freeAt: NOW + 2 * LEASE })
    return 'done'
  }
  await runDue(jobs(slow), at(NOW), never)
  assert.equal((await store.get('due', 'a'))?.lease, 'other')
})

test('a failing item waits longer each time, tells why, and holds up nobody', async () => {
  await schedule(store, { key: 'bad', kind: 'test', at: NOW - 1 })
  await schedule(store, { key: 'good', kind: 'test', at: NOW })
  const process: Job<Bench>['process'] = async (item) => {
    if (item._id === 'bad') throw new Error('企微没有回应')
    return 'done'
  }
  const waits: number[] = []
  let now = NOW
  for (let i = 0; i < 3; i++) {
    const run = await runDue(jobs(process), at(now), never)
    assert.deepEqual(
      run.failed.map(({ key }) => key),
      ['bad'],
    )
    const bad = await store.get('due', 'bad')
    assert.equal(bad?.lastError, '企微没有回应')
    waits.push((bad?.freeAt ?? 0) - now)
    now = bad?.freeAt ?? 0
  }
  assert.deepEqual(waits, [60_000, 120_000, 240_000])
  assert.equal(await store.get('due', 'good'), null)
})

test('an item can ask to come again, with what it has learned', async () => {
  await schedule(store, { key: 'a', kind: 'test', at: NOW, payload: { page: 1 } })
  const process: Job<Bench>['process'] = async () => ({ again: NOW + 10, payload: { page: 2 } })
  await runDue(jobs(process), at(NOW), never)
  const again = await store.get('due', 'a')
  assert.deepEqual([again?.at, again?.freeAt, again?.lease, again?.payload], [NOW + 10, NOW + 10, null, { page: 2 }])
})

test('an item that asks to be taken again at once does not hold up the rest', async () => {
  await schedule(store, { key: 'stubborn', kind: 'test', at: NOW })
  let runs = 0
  const process: Job<Bench>['process'] = async () => {
    runs++
    return { again: NOW }
  }
  await runDue(jobs(process), at(NOW), never)
  assert.equal(runs, 1)
})

test('when the time is up the rest stays for the next tick', async () => {
  for (let i = 0; i < 5; i++) await schedule(store, { key: `k${i}`, kind: 'test', at: NOW + i })
  let runs = 0
  const run = await runDue(
    jobs(async () => {
      runs++
      return 'done'
    }),
    at(NOW + 9),
    () => runs >= 2,
  )
  assert.deepEqual([run.unfinished, runs, await store.count('due', {})], [true, 2, 3])
})
