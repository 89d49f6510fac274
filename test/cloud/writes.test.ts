import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

describe('writing documents through the SDK', () => {
  let world: World
  before(async () => {
    world = await testWorld()
  })
  after(() => world.close())
  beforeEach(async () => {
    const _ = world.db.command
    for (const name of ['things', 'plain', 'coded']) {
      await world.db
        .collection(name)
        .where({ _id: _.exists(true) })
        .remove()
    }
  })

  function plain() {
    return world.db.collection('plain')
  }

  async function changed(doc: Record<string, unknown>, data: Record<string, unknown>): Promise<unknown> {
    await plain().doc('x').remove()
    await plain().add({ data: { _id: 'x', ...doc } })
    await plain().doc('x').update({ data })
    const { _id, ...rest } = (await plain().doc('x').get()).data as Record<string, unknown>
    return rest
  }

  test('add answers the id, makes one of 32 digits when there is none, and takes many at once', async () => {
    assert.equal((await plain().add({ data: { _id: 'k' } }))._id, 'k')
    assert.match(String((await plain().add({ data: { a: 1 } }))._id), /^[0-9a-f]{32}$/)
    const { _ids } = (await plain().add({ data: [{ _id: 1 }, { _id: 2 }] })) as { _ids?: unknown[] }
    assert.deepEqual(_ids, [1, 2])
    assert.equal((await plain().doc(2).get()).data?._id, 2)
    assert.equal((await plain().doc('2').get()).data, null, 'a number and its text are two ids')
  })

  test('set replaces or creates, and says which', async () => {
    const created = await plain()
      .doc('s')
      .set({ data: { a: 1, b: 2 } })
    assert.deepEqual(created.stats, { updated: 0, created: 1 })
    const replaced = await plain()
      .doc('s')
      .set({ data: { c: 3 } })
    assert.deepEqual(replaced.stats, { updated: 1, created: 0 })
    assert.deepEqual((await plain().doc('s').get()).data, { _id: 's', c: 3 })
  })

  test('numbers: inc, mul, min, max', async () => {
    const _ = world.db.command
    const data = { n: _.inc(-2), m: _.mul(3), lo: _.min(2), hi: _.max(8), fresh: _.inc(4), 'deep.n': _.inc(1) }
    const doc = await changed({ n: 5, m: 2, lo: 4, hi: 4, deep: { n: 1, keep: 1 } }, data)
    assert.deepEqual(doc, { n: 3, m: 6, lo: 2, hi: 8, deep: { n: 2, keep: 1 }, fresh: 4 })
  })

  test('arrays: push, pop, shift, unshift, pull, pullAll, addToSet', async () => {
    const _ = world.db.command
    assert.deepEqual(await changed({ l: [1] }, { l: _.push([2, 3]) }), { l: [1, 2, 3] })
    assert.deepEqual(await changed({}, { l: _.push([1]) }), { l: [1] })
    assert.deepEqual(await changed({ l: [3, 1] }, { l: _.push({ each: [2], sort: 1, slice: -2 }) }), { l: [2, 3] })
    assert.deepEqual(await changed({ l: [1, 2] }, { l: _.pop() }), { l: [1] })
    assert.deepEqual(await changed({ l: [1, 2] }, { l: _.shift() }), { l: [2] })
    assert.deepEqual(await changed({ l: [3] }, { l: _.unshift([1, 2]) }), { l: [1, 2, 3] })
    assert.deepEqual(await changed({ l: [1, 2, 1] }, { l: _.pull(1) }), { l: [2] })
    assert.deepEqual(await changed({ l: [{ k: 'a' }, { k: 'b' }] }, { l: _.pull({ k: 'a' }) }), { l: [{ k: 'b' }] })
    assert.deepEqual(await changed({ l: [{ k: 'a', n: 1 }, { k: 'b' }] }, { l: _.pull({ k: _.in(['a', 'z']) }) }), {
      l: [{ k: 'b' }],
    })
    assert.deepEqual(await changed({ l: [1, 2, 3] }, { l: _.pullAll([1, 3]) }), { l: [2] })
    assert.deepEqual(await changed({ l: [1] }, { l: _.addToSet(1) }), { l: [1] })
    assert.deepEqual(await changed({ l: [1] }, { l: _.addToSet({ $each: [1, 2] }) }), { l: [1, 2] })
  })

  test('fields: set, remove, rename, dotted paths, array places', async () => {
    const _ = world.db.command
    assert.deepEqual(await changed({ a: 1, b: 2 }, { a: _.remove() }), { b: 2 })
    assert.deepEqual(await changed({ a: 1 }, { a: _.rename('z') }), { z: 1 })
    assert.deepEqual(await changed({ o: { a: 1, b: 2 } }, { o: { a: 9 } }), { o: { a: 9, b: 2 } })
    assert.deepEqual(await changed({ o: { a: 1, b: 2 } }, { o: _.set({ a: 9 }) }), { o: { a: 9 } })
    assert.deepEqual(await changed({}, { 'o.p.q': 1 }), { o: { p: { q: 1 } } })
    assert.deepEqual(await changed({ l: [{ n: 1 }, { n: 2 }] }, { 'l.1.n': 7 }), { l: [{ n: 1 }, { n: 7 }] })
  })

  test('the positional operator changes the element that the query found', async () => {
    await plain()
      .doc('p')
      .set({
        data: {
          l: [
            { k: 'a', n: 1 },
            { k: 'b', n: 1 },
          ],
        },
      })
    const _ = world.db.command
    await plain()
      .where({ _id: 'p', 'l.k': 'b' })
      .update({ data: { 'l.$.n': _.inc(1) } })
    assert.deepEqual((await plain().doc('p').get()).data?.l, [
      { k: 'a', n: 1 },
      { k: 'b', n: 2 },
    ])
  })

  test('updated counts documents that changed; a guard that no longer holds changes none', async () => {
    const _ = world.db.command
    await plain().add({
      data: [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 1 },
        { _id: 'c', n: 2 },
      ],
    })
    assert.equal(
      (
        await plain()
          .where({ n: 1 })
          .update({ data: { seen: true } })
      ).stats.updated,
      2,
    )
    assert.equal(
      (
        await plain()
          .where({ n: 1 })
          .update({ data: { seen: true } })
      ).stats.updated,
      0,
    )
    const guard = plain().where({ _id: 'c', n: 2 })
    assert.equal((await guard.update({ data: { n: _.inc(1) } })).stats.updated, 1)
    assert.equal((await guard.update({ data: { n: _.inc(1) } })).stats.updated, 0)
    assert.equal(
      (
        await plain()
          .doc('none')
          .update({ data: { n: 1 } })
      ).stats.updated,
      0,
    )
  })

  test('remove by id and by query', async () => {
    await plain().add({
      data: [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 1 },
        { _id: 'c', n: 2 },
      ],
    })
    assert.equal((await plain().doc('c').remove()).stats.removed, 1)
    assert.equal((await plain().doc('c').remove()).stats.removed, 0)
    assert.equal((await plain().where({ n: 1 }).remove()).stats.removed, 2)
    assert.equal((await plain().count()).total, 0)
  })

  test("serverDate is the cloud's own clock, plus an offset", async () => {
    await world.setClock('2026-05-05T05:05:05.005Z')
    const { serverDate } = world.db
    const doc = await changed(
      { a: serverDate(), deep: [{ b: serverDate({ offset: 1000 }) }] },
      { c: serverDate({ offset: -5 }) },
    )
    assert.deepEqual(doc, {
      a: new Date('2026-05-05T05:05:05.005Z'),
      deep: [{ b: new Date('2026-05-05T05:05:06.005Z') }],
      c: new Date('2026-05-05T05:05:05.000Z'),
    })
  })

  test('the first duplicate of an insert-many stops the rest; what came before it stays', async () => {
    await plain().add({ data: { _id: 'b' } })
    const error = await errorOf(plain().add({ data: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }] }))
    assert.equal(error.errCode, -502001)
    assert.match(error.errMsg, /E11000 duplicate key error/)
    const { data } = await plain().orderBy('_id', 'asc').get()
    assert.deepEqual(
      data.map((doc) => doc._id),
      ['a', 'b'],
    )
  })

  test('a unique index takes a missing field as null, once', async () => {
    const coded = world.db.collection('coded')
    await coded.add({ data: { _id: 'a', code: 'x' } })
    assert.match((await errorOf(coded.add({ data: { _id: 'b', code: 'x' } }))).errMsg, /E11000.*index: code/)
    await coded.add({ data: { _id: 'c' } })
    assert.match((await errorOf(coded.add({ data: { _id: 'd', code: null } }))).errMsg, /E11000/)
    assert.match((await errorOf(coded.doc('c').update({ data: { code: 'x' } }))).errMsg, /E11000/)
    assert.equal((await coded.doc('c').update({ data: { code: 'y' } })).stats.updated, 1)
    assert.equal((await coded.doc('a').update({ data: { other: 1 } })).stats.updated, 1, 'its own key is no duplicate')
    await coded.doc('a').remove()
    await coded.add({ data: { _id: 'e', code: 'x' } })
  })

  test('updates that make no sense are refused and change nothing', async () => {
    const _ = world.db.command
    await plain()
      .doc('x')
      .set({ data: { text: 'a', n: 1, l: [1], nothing: null } })
    const before = (await plain().doc('x').get()).data
    const senseless: Record<string, unknown>[] = [
      { text: _.inc(1) },
      { n: _.push([1]) },
      { 'text.deep': 1 },
      { 'nothing.deep': 1 },
      { l: _.inc(1) },
      { n: 5, text: _.mul(2) },
    ]
    for (const data of senseless) {
      assert.equal((await errorOf(plain().doc('x').update({ data }))).errCode, -502001, JSON.stringify(data))
    }
    assert.deepEqual((await plain().doc('x').get()).data, before)
    assert.equal((await errorOf(plain().add({ data: { $bad: 1 } }))).errCode, -502001)
    assert.equal((await errorOf(world.db.collection('absent').add({ data: {} }))).errCode, -502005)
    assert.equal(
      (
        await errorOf(
          world.db
            .collection('absent')
            .doc('x')
            .update({ data: { a: 1 } }),
        )
      ).errCode,
      -502005,
    )
    const parallel = errorOf(world.db.collection('things').add({ data: { kind: [1], size: [2] } }))
    assert.match((await parallel).errMsg, /parallel arrays/)
    assert.equal((await world.db.collection('things').count()).total, 0)
  })

  test('a collection is created once, by name', async () => {
    await world.db.createCollection('made')
    await world.db.collection('made').add({ data: { _id: 'a' } })
    assert.match((await errorOf(world.db.createCollection('made'))).errMsg, /exist/i)
    assert.match((await errorOf(world.db.createCollection('no spaces'))).errMsg, /invalid collection name/)
  })

  test('of many guarded updates at once exactly as many succeed as there are units', async () => {
    const _ = world.db.command
    await plain()
      .doc('stock')
      .set({ data: { left: 7, taken: [] } })
    const take = (id: string) =>
      plain()
        .where({ _id: 'stock', left: _.gt(0), taken: _.neq(id) })
        .update({ data: { left: _.inc(-1), taken: _.push([id]) } })
    const results = await Promise.all(Array.from({ length: 30 }, (__, i) => take(`t${i % 20}`)))
    const won = results.filter(({ stats }) => stats.updated === 1).length
    const stock = (await plain().doc('stock').get()).data as { left: number; taken: string[] }
    assert.equal(won, 7)
    assert.equal(stock.left, 0)
    assert.equal(new Set(stock.taken).size, 7)
  })
})
