import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { newAccount } from '../../src/features/points/account'
import { is, type Store, to } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

let world: World
let store: Store
let blank: string

before(async () => {
  world = await openWorld()
  store = storeOf(world)
  blank = world.snapshot()
})
beforeEach(() => world.restore(blank))
after(() => world.close())

const account = (id: string) => newAccount(id, 1)

test('a document comes back as it went in, and a missing one is null', async () => {
  await store.insert('accounts', account('m1'))
  assert.deepEqual(await store.get('accounts', 'm1'), account('m1'))
  assert.equal(await store.get('accounts', 'm2'), null)
})

test('a taken id is told from everything else', async () => {
  assert.equal(await store.insert('accounts', account('m1')), 'inserted')
  assert.equal(await store.insert('accounts', { ...account('m1'), seq: 9 }), 'exists')
  assert.equal((await store.get('accounts', 'm1'))?.seq, 0)
})

test('inserting all leaves those that were there and adds the rest', async () => {
  await store.insert('accounts', { ...account('m2'), seq: 9 })
  await store.insertAll('accounts', ['m1', 'm2', 'm3'].map(account))
  const all = await store.find('accounts', {}, { sort: [['_id', 1]] })
  assert.deepEqual(
    all.map(({ _id, seq }) => [_id, seq]),
    [
      ['m1', 0],
      ['m2', 9],
      ['m3', 0],
    ],
  )
})

test('a plain object replaces the field whole instead of merging into it', async () => {
  await store.insert('accounts', { ...account('m1'), checkin: { ...account('m1').checkin, months: { '2026-10': 3 } } })
  await store.update(
    'accounts',
    { _id: 'm1' },
    { checkin: { streak: 1, lastDay: null, longest: 1, months: { '2026-11': 1 } } },
  )
  assert.deepEqual((await store.get('accounts', 'm1'))?.checkin.months, { '2026-11': 1 })
})

test('a guard that no longer matches changes nothing and says so', async () => {
  await store.insert('accounts', account('m1'))
  assert.equal(await store.update('accounts', { _id: 'm1', seq: 1 }, { seq: 2 }), 0)
  assert.equal(await store.update('accounts', { _id: 'm1', seq: 0 }, { seq: to.inc(2), createdAt: to.max(5) }), 1)
  const changed = await store.get('accounts', 'm1')
  assert.deepEqual([changed?.seq, changed?.createdAt], [2, 5])
})

test('a list of guards matches any of them', async () => {
  await store.insertAll('accounts', ['m1', 'm2', 'm3'].map(account))
  const guards = [
    { _id: 'm1', seq: 0 },
    { _id: 'm2', seq: 7 },
    { _id: 'm3', seq: is.in([0, 1]) },
  ]
  assert.equal(await store.update('accounts', guards, { dirtyAt: 4 }), 2)
  assert.equal(await store.count('accounts', { dirtyAt: is.and(is.gt(0), is.lt(5)) }), 2)
})

test('pulling by id takes those elements out and leaves the others', async () => {
  const entry = { _id: 'a', n: 1 } as never
  await store.insert('accounts', {
    ...account('m1'),
    outbox: [entry, { _id: 'b', n: 2 } as never, { _id: 'c', n: 3 } as never],
  })
  await store.update('accounts', { _id: 'm1' }, { outbox: to.pull({ _id: is.in(['a', 'c']) }) })
  assert.deepEqual(
    (await store.get('accounts', 'm1'))?.outbox.map(({ _id }) => _id),
    ['b'],
  )
})

test('a condition that forgot its value is refused before it matches everything', async () => {
  await store.insert('accounts', account('m1'))
  await assert.rejects(store.update('accounts', { _id: undefined }, { seq: 5 }), /would match everything/)
})
