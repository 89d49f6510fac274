import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { Database } from '../../local/cloud/database'
import { compareKeys, keyOf } from '../../local/cloud/indexKeys'
import { testWorld } from './fixtures'
import type { World } from './world'

describe('declared indexes are used', () => {
  let world: World
  before(async () => {
    world = await testWorld()
    const docs = Array.from({ length: 2000 }, (_, i) => ({
      _id: `k${String(i).padStart(5, '0')}`,
      kind: i % 2 === 0 ? 'even' : 'odd',
      size: i,
      tags: [`t${i % 100}`, 'all'],
      at: new Date(Date.UTC(2026, 0, 1) + i * 60_000),
      unindexed: i,
    }))
    for (let i = 0; i < docs.length; i += 500) await world.db.collection('things').add({ data: docs.slice(i, i + 500) })
  })
  after(() => world.close())

  /** How many documents a query had to look at, and what it found. */
  async function cost(query: {
    get(): Promise<{ data: { _id?: unknown }[] }>
  }): Promise<{ examined: number; ids: string[] }> {
    const before = world.examined()
    const { data } = await query.get()
    return { examined: world.examined() - before, ids: data.map((doc) => String(doc._id)) }
  }

  function things() {
    return world.db.collection('things')
  }

  test('one document by id looks at one document', async () => {
    assert.deepEqual(await cost(things().where({ _id: 'k00700' })), { examined: 1, ids: ['k00700'] })
    const _ = world.db.command
    const before = world.examined()
    const { stats } = await things()
      .where({ _id: 'k00701', size: _.gt(0), tags: _.neq('x') })
      .update({ data: { unindexed: _.inc(1) } })
    assert.equal(stats.updated, 1)
    assert.equal(world.examined() - before, 1)
  })

  test('an equality prefix with a range looks only at what matches', async () => {
    const _ = world.db.command
    const found = await cost(things().where({ kind: 'even', size: _.gte(100).and(_.lt(110)) }))
    assert.deepEqual(found, { examined: 5, ids: ['k00100', 'k00102', 'k00104', 'k00106', 'k00108'] })
    assert.equal((await cost(things().where({ kind: _.in(['even', 'odd']), size: 100 }))).examined, 1)
    assert.equal((await cost(things().where({ at: _.gt(new Date(Date.UTC(2026, 0, 2, 9, 18))) }))).examined, 1)
  })

  test('an index that gives the order stops at the limit', async () => {
    const last = await cost(things().where({ kind: 'odd' }).orderBy('size', 'desc').limit(3))
    assert.deepEqual(last, { examined: 3, ids: ['k01999', 'k01997', 'k01995'] })
    const newest = await cost(things().orderBy('at', 'desc').limit(2))
    assert.deepEqual(newest, { examined: 2, ids: ['k01999', 'k01998'] })
    const page = await cost(
      things()
        .orderBy('_id', 'asc')
        .where({ _id: world.db.command.gt('k01000') })
        .limit(2),
    )
    assert.deepEqual(page, { examined: 2, ids: ['k01001', 'k01002'] })
  })

  test('an index over an array finds elements, each document once', async () => {
    const found = await cost(things().where({ tags: 't7' }))
    assert.equal(found.examined, 20)
    const _ = world.db.command
    const both = await cost(things().where({ tags: _.in(['t7', 't8']) }))
    assert.equal(both.ids.length, 40)
    assert.equal(new Set(both.ids).size, 40)
  })

  test('alternatives are united when each has an index', async () => {
    const _ = world.db.command
    const found = await cost(
      things().where(_.or([{ _id: 'k00001' }, { kind: 'odd', size: 3 }, { tags: 't1', size: 1 }])),
    )
    assert.deepEqual(found.ids.sort(), ['k00001', 'k00003'])
    assert.ok(found.examined < 30, `examined ${found.examined}`)
  })

  test('without an index the whole collection is looked at', async () => {
    assert.equal((await cost(things().where({ unindexed: 5 }))).examined, 2000)
  })

  test('keys follow every change of a document', async () => {
    const _ = world.db.command
    await things()
      .doc('k00010')
      .update({ data: { kind: 'moved', tags: _.push(['fresh']) } })
    assert.deepEqual((await cost(things().where({ kind: 'moved' }))).ids, ['k00010'])
    assert.deepEqual((await cost(things().where({ tags: 'fresh' }))).ids, ['k00010'])
    assert.deepEqual((await cost(things().where({ kind: 'even', size: 10 }))).ids, [])
    await things().doc('k00010').remove()
    assert.deepEqual(await cost(things().where({ kind: 'moved' })), { examined: 0, ids: [] })
  })

  test('two bounds on an array may be met by two elements', async () => {
    await things().add({ data: { _id: 'wide', tags: ['a', 'z'] } })
    const _ = world.db.command
    assert.deepEqual((await cost(things().where({ tags: _.gt('y').and(_.lt('b')) }))).ids, ['wide'])
  })
})

test('keys sort as the values do', () => {
  const ascending = [
    null,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    -1e9,
    -1.5,
    -1,
    0,
    1e-9,
    0.5,
    1,
    2,
    10,
    1e300,
    Number.POSITIVE_INFINITY,
    '',
    '\0',
    '\u0001',
    '\u0002',
    'a',
    'a\0',
    'aa',
    'b',
    '中',
    '\uffee',
    '😀',
    { a: 1 },
    { a: 2 },
    { b: 0 },
    [1],
    [1, 2],
    false,
    true,
    new Date(-1),
    new Date(0),
    new Date(1),
  ]
  for (const [i, value] of ascending.entries()) {
    for (const [j, other] of ascending.entries()) {
      assert.equal(
        Math.sign(compareKeys(keyOf(value), keyOf(other))),
        Math.sign(i - j),
        `${String(value)} / ${String(other)}`,
      )
    }
  }
  assert.equal(keyOf(-0), keyOf(0))
  assert.equal(keyOf(undefined), keyOf(null))
})

test('indexes are built, rebuilt and dropped as the declaration says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiepai-index-'))
  const file = join(folder, 'cloud.db')
  const open = (indexes: { name: string; keys: [string, 1 | -1][]; unique?: boolean }[]) => {
    const database = new Database(file, () => 0)
    database.declare({ things: { indexes } })
    return database
  }
  const find = (database: Database, query: object) => {
    const before = database.counters.examined
    const params = { collectionName: 'things', query: JSON.stringify(query) }
    const { list } = database.documents.get(params, database.target(undefined))
    return { examined: database.counters.examined - before, found: list.length }
  }
  try {
    let database = open([])
    const data = Array.from({ length: 50 }, (_, i) => JSON.stringify({ _id: `${i}`, n: i }))
    await database.documents.insert({ collectionName: 'things', data }, database.target(undefined))
    assert.deepEqual(find(database, { n: 7 }), { examined: 50, found: 1 })
    database.close()
    database = open([{ name: 'n', keys: [['n', 1]] }])
    assert.deepEqual(find(database, { n: 7 }), { examined: 1, found: 1 })
    database.close()
    database = open([{ name: 'n', keys: [['m', 1]] }])
    assert.deepEqual(find(database, { n: 7 }), { examined: 50, found: 1 })
    assert.deepEqual(find(database, { m: null, n: 7 }), { examined: 50, found: 1 })
    database.close()
    assert.throws(() => open([{ name: 'm', keys: [['m', 1]], unique: true }]), /holds duplicates/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
