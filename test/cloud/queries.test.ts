import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

describe('reading documents through the SDK', () => {
  let world: World
  const DAY = new Date('2026-03-01T00:00:00Z')

  before(async () => {
    world = await testWorld()
    await world.db.collection('things').add({
      data: [
        { _id: 'a', kind: 'fruit', size: 1, tags: ['red', 'sweet'], at: DAY, deep: { list: [{ n: 1 }, { n: 5 }] } },
        { _id: 'b', kind: 'fruit', size: 5, tags: ['green'], at: new Date('2026-03-02'), note: null },
        { _id: 'c', kind: 'tool', size: 3, tags: [], on: true, name: 'Hammer' },
        { _id: 'd', kind: 'tool', size: 9.5, tags: 'red', name: 'saw' },
      ],
    })
  })
  after(() => world.close())

  async function ids(where: object): Promise<string> {
    const { data } = await world.db.collection('things').where(where).orderBy('_id', 'asc').get()
    return data.map((doc) => doc._id).join('')
  }

  test('comparison operators keep to the type of their operand', async () => {
    const _ = world.db.command
    assert.equal(await ids({ size: 5 }), 'b')
    assert.equal(await ids({ size: _.eq(3) }), 'c')
    assert.equal(await ids({ size: _.neq(3) }), 'abd')
    assert.equal(await ids({ size: _.gt(3) }), 'bd')
    assert.equal(await ids({ size: _.gte(3) }), 'bcd')
    assert.equal(await ids({ size: _.lt(3) }), 'a')
    assert.equal(await ids({ size: _.lte(3) }), 'ac')
    assert.equal(await ids({ size: _.in([1, 9.5, 'x']) }), 'ad')
    assert.equal(await ids({ size: _.nin([1, 9.5]) }), 'bc')
    assert.equal(await ids({ name: _.gt(0) }), '', 'a string is not greater than a number')
    assert.equal(await ids({ at: _.gte(DAY) }), 'ab')
    assert.equal(await ids({ at: DAY }), 'a')
  })

  test('null means null or missing, exists means present', async () => {
    const _ = world.db.command
    assert.equal(await ids({ note: null }), 'abcd')
    assert.equal(await ids({ note: _.exists(true) }), 'b')
    assert.equal(await ids({ on: _.exists(false) }), 'abd')
  })

  test('logic operators combine', async () => {
    const _ = world.db.command
    assert.equal(await ids({ size: _.gt(1).and(_.lt(9)) }), 'bc')
    assert.equal(await ids({ size: _.lt(2).or(_.gt(9)) }), 'ad')
    assert.equal(await ids(_.or([{ kind: 'tool', size: 3 }, { size: 1 }])), 'ac')
    assert.equal(await ids(_.and([{ kind: 'tool' }, _.or([{ size: 3 }, { size: 1 }])])), 'c')
    assert.equal(await ids({ size: _.not(_.gt(3)) }), 'ac')
    assert.equal(await ids(_.nor([{ kind: 'tool' }, { size: 1 }])), 'b')
  })

  test('arrays are searched by element', async () => {
    const _ = world.db.command
    assert.equal(await ids({ tags: 'red' }), 'ad')
    assert.equal(await ids({ tags: _.all(['red', 'sweet']) }), 'a')
    assert.equal(await ids({ tags: _.size(0) }), 'c')
    assert.equal(await ids({ tags: _.in(['green', 'sweet']) }), 'ab')
    assert.equal(await ids({ 'deep.list.n': 5 }), 'a')
    assert.equal(await ids({ 'deep.list': _.elemMatch({ n: _.gt(1) }) }), 'a')
    assert.equal(await ids({ tags: _.neq('red') }), 'bc')
  })

  test('regular expressions, remainders and nested objects', async () => {
    const { db } = world
    const _ = db.command
    assert.equal(await ids({ name: /^h/i }), 'c')
    assert.equal(await ids({ name: db.RegExp({ regexp: 'AW$', options: 'i' }) }), 'd')
    assert.equal(await ids({ size: _.mod(2, 1) }), 'abc')
    assert.equal(await ids({ deep: { list: [{ n: 1 }, { n: 5 }] } }), 'a')
  })

  test('fields are chosen and left out', async () => {
    const things = world.db.collection('things')
    assert.deepEqual((await things.where({ _id: 'a' }).field({ size: true }).get()).data, [{ _id: 'a', size: 1 }])
    assert.deepEqual((await things.where({ _id: 'c' }).field({ _id: false, kind: true }).get()).data, [
      { kind: 'tool' },
    ])
    const { data } = await things.where({ _id: 'd' }).field({ tags: false, name: false }).get()
    assert.deepEqual(data, [{ _id: 'd', kind: 'tool', size: 9.5 }])
  })

  test('orders mix types as the database does and put equal ones in natural order, reversed when descending', async () => {
    const things = world.db.collection('things')
    const order = async (field: string, way: 'asc' | 'desc') =>
      (await things.orderBy(field, way).get()).data.map((doc) => doc._id).join('')
    assert.equal(await order('size', 'desc'), 'dbca')
    assert.equal(await order('note', 'asc'), 'abcd')
    assert.equal(await order('name', 'asc'), 'abcd')
    assert.equal(await order('at', 'desc'), 'badc')
    const { data } = await things.orderBy('kind', 'desc').orderBy('size', 'asc').skip(1).limit(2).get()
    assert.equal(data.map((doc) => doc._id).join(''), 'da')
  })

  test('dates, fractions, large and special numbers come back as they were', async () => {
    const plain = world.db.collection('plain')
    const doc = {
      _id: 'types',
      t: new Date(-5),
      big: 2 ** 53 - 1,
      huge: 1e300,
      f: 0.1,
      inf: Infinity,
      no: null,
      deep: { a: [{ b: [] }] },
    }
    await plain.add({ data: doc })
    assert.deepEqual((await plain.doc('types').get()).data, doc)
    const { data } = await plain.where({ big: 2 ** 53 - 1 }).get()
    assert.deepEqual(data, [doc])
  })

  test('a document that is not there is null, or an error unless told otherwise', async () => {
    assert.equal((await world.db.collection('things').doc('z').get()).data, null)
    const strict = world.sdk.database()
    const error = await errorOf(strict.collection('things').doc('z').get())
    assert.match(error.errMsg, /does not exist/)
  })

  test('a read gives 100 documents unless told and 1,000 at most', async () => {
    const plain = world.db.collection('plain')
    await plain.add({ data: Array.from({ length: 1100 }, (_, i) => ({ _id: `n${i}`, n: i })) })
    const _ = world.db.command
    const many = plain.where({ n: _.gte(0) })
    assert.equal((await many.get()).data.length, 100)
    assert.equal((await many.limit(1000).get()).data.length, 1000)
    assert.equal((await many.limit(5000).get()).data.length, 1000)
    assert.equal((await many.skip(1050).limit(1000).get()).data.length, 50)
    assert.equal((await many.count()).total, 1100)
  })

  test('what the cloud refuses is refused', async () => {
    const _ = world.db.command
    const missing = await errorOf(world.db.collection('absent').get())
    assert.equal(missing.errCode, -502005)
    assert.match(missing.errMsg, /collection not exists/)
    const unknown = await errorOf(
      world.db
        .collection('things')
        .where({ a: { $foo: 1 } })
        .get(),
    )
    assert.equal(unknown.errCode, -502001)
    const near = { geometry: new world.db.Geo.Point(1, 2), maxDistance: 5 }
    assert.equal(
      (
        await errorOf(
          world.db
            .collection('things')
            .where({ at: _.geoNear(near) })
            .get(),
        )
      ).errCode,
      -502002,
    )
    const plain = world.db.collection('plain')
    await plain.add({ data: { _id: 'fat', text: 'x'.repeat(1_100_000) } })
    const fat = await errorOf(plain.where({ text: _.exists(true) }).get())
    assert.match(fat.errMsg, /exceed limit \(1MB\)/)
    assert.match((await errorOf(plain.doc('fat').get())).errMsg, /exceed limit \(1MB\)/)
  })

  test('a raw request over the limits, or without sense, is refused with a code', async () => {
    const post = async (body: unknown) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return (await (await fetch(`${world.url}/cloud/admin`, { method: 'POST', body: text })).json()) as {
        code: string
      }
    }
    const get = { action: 'database.getDocument', collectionName: 'things' }
    assert.equal((await post({ ...get, limit: 1001 })).code, 'INVALID_PARAM')
    assert.equal((await post({ ...get, limit: -1 })).code, 'INVALID_PARAM')
    assert.equal((await post({ ...get, query: '{broken' })).code, 'INVALID_PARAM')
    assert.equal((await post({ ...get, query: '[1]' })).code, 'INVALID_PARAM')
    assert.equal((await post({ ...get, collectionName: 7 })).code, 'INVALID_PARAM')
    assert.equal((await post({ action: 'database.dropEverything' })).code, 'INVALID_PARAM')
    assert.equal((await post('no json')).code, 'INVALID_PARAM')
    assert.equal((await post('null')).code, 'INVALID_PARAM')
  })
})
