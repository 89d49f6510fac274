import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

describe('aggregation through the SDK', () => {
  let world: World
  before(async () => {
    world = await testWorld()
    await world.db.collection('things').add({
      data: [
        { _id: 'a', kind: 'fruit', size: 1, tags: ['red', 'sweet'], at: new Date('2026-03-01T10:00:00Z') },
        { _id: 'b', kind: 'fruit', size: 5, tags: ['green'], at: new Date('2026-03-02T10:00:00Z') },
        { _id: 'c', kind: 'tool', size: 3, tags: [], at: new Date('2026-03-02T11:00:00Z') },
      ],
    })
    await world.db.collection('plain').add({
      data: [
        { _id: 1, thing: 'a', stars: 5 },
        { _id: 2, thing: 'a', stars: 3 },
        { _id: 3, thing: 'c', stars: 4 },
      ],
    })
  })
  after(() => world.close())

  function things() {
    return world.db.collection('things').aggregate()
  }

  test('match, group, sort, project', async () => {
    const { aggregate: $ } = world.db.command
    const grouped = things()
      .match({ size: world.db.command.gt(0) })
      .group({ _id: '$kind', total: $.sum('$size'), mean: $.avg('$size'), ids: $.push('$_id') })
      .sort({ _id: 1 })
    assert.deepEqual((await grouped.end()).list, [
      { _id: 'fruit', total: 6, mean: 3, ids: ['a', 'b'] },
      { _id: 'tool', total: 3, mean: 3, ids: ['c'] },
    ])
    const { list } = await things()
      .sort({ size: -1 })
      .limit(1)
      .project({ _id: 0, size: 1, twice: $.multiply(['$size', 2]) })
      .end()
    assert.deepEqual(list, [{ size: 5, twice: 10 }])
  })

  test('unwind, sortByCount, count, skip, sample', async () => {
    const tags = await things().unwind('$tags').sortByCount('$tags').sort({ _id: 1 }).end()
    assert.deepEqual(tags.list, [
      { _id: 'green', count: 1 },
      { _id: 'red', count: 1 },
      { _id: 'sweet', count: 1 },
    ])
    assert.deepEqual((await things().match({ kind: 'fruit' }).count('n').end()).list, [{ n: 2 }])
    assert.equal((await things().sort({ size: 1 }).skip(2).end()).list.length, 1)
    assert.equal((await things().sample({ size: 2 }).end()).list.length, 2)
  })

  test('addFields, replaceRoot, bucket, bucketAuto and dates', async () => {
    const { aggregate: $ } = world.db.command
    const day = $.dateToString({ date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' })
    const { list } = await things()
      .addFields({ day })
      .group({ _id: '$day', n: $.sum(1) })
      .sort({ _id: 1 })
      .end()
    assert.deepEqual(list, [
      { _id: '2026-03-01', n: 1 },
      { _id: '2026-03-02', n: 2 },
    ])
    const roots = await things()
      .match({ _id: 'a' })
      .replaceRoot({ newRoot: { only: '$size' } })
      .end()
    assert.deepEqual(roots.list, [{ only: 1 }])
    const buckets = await things()
      .bucket({ groupBy: '$size', boundaries: [0, 3, 6], output: { n: $.sum(1) } })
      .end()
    assert.deepEqual(buckets.list, [
      { _id: 0, n: 1 },
      { _id: 3, n: 2 },
    ])
    assert.equal((await things().bucketAuto({ groupBy: '$size', buckets: 2 }).end()).list.length, 2)
  })

  test('lookup by field and by pipeline', async () => {
    const { command: _ } = world.db
    const $ = _.aggregate
    const simple = await things()
      .lookup({ from: 'plain', localField: '_id', foreignField: 'thing', as: 'ratings' })
      .sort({ _id: 1 })
      .end()
    assert.deepEqual(
      simple.list.map((doc) => (doc.ratings as unknown[]).length),
      [2, 0, 1],
    )
    const best = await things()
      .match({ _id: 'a' })
      .lookup({
        from: 'plain',
        let: { own: '$_id' },
        pipeline: $.pipeline()
          .match(_.expr($.and([$.eq(['$thing', '$$own']), $.gt(['$stars', 3])])))
          .project({ stars: 1 })
          .done(),
        as: 'best',
      })
      .end()
    assert.deepEqual(best.list[0]?.best, [{ _id: 1, stars: 5 }])
    const none = await things()
      .match({ _id: 'a' })
      .lookup({ from: 'absent', localField: '_id', foreignField: 'x', as: 'none' })
      .end()
    assert.deepEqual(none.list[0]?.none, [])
  })

  test('without a limit stage it gives 20 documents, as the cloud does', async () => {
    await world.db.collection('coded').add({ data: Array.from({ length: 30 }, (_, i) => ({ code: i })) })
    const coded = () => world.db.collection('coded').aggregate().sort({ code: 1 })
    assert.equal((await coded().end()).list.length, 20)
    assert.equal((await coded().limit(25).end()).list.length, 25)
  })

  test('a leading match reads through an index', async () => {
    await world.db
      .collection('things')
      .add({ data: Array.from({ length: 300 }, (_, i) => ({ kind: 'bulk', size: i })) })
    const before = world.examined()
    await things().match({ kind: 'tool' }).limit(10).end()
    assert.equal(world.examined() - before, 1)
  })

  test('stages that the cloud does not have are refused', async () => {
    const raw = { action: 'database.aggregateDocuments', collectionName: 'things' }
    const post = async (stages: unknown) => {
      const response = await fetch(`${world.url}/cloud/admin`, {
        method: 'POST',
        body: JSON.stringify({ ...raw, stages }),
      })
      return ((await response.json()) as { code?: string }).code
    }
    assert.equal(await post([{ stageKey: '$out', stageValue: '"x"' }]), 'DATABASE_INVALID_OPERRATOR')
    assert.equal(await post([{ stageKey: '$geoNear', stageValue: '{}' }]), 'DATABASE_INVALID_OPERRATOR')
    assert.equal(await post([]), 'INVALID_PARAM')
    assert.match((await errorOf(world.db.collection('absent').aggregate().limit(1).end())).errMsg, /not exist/)
  })
})
