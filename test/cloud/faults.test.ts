import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Fault } from '../../local/cloud/faults'
import { testWorld } from './fixtures'
import type { CallResult, World } from './world'

describe('faults at a wire call', () => {
  let world: World
  let fresh: string
  before(async () => {
    world = await testWorld({ timeoutMs: 2000 })
    await world.call('store', 'seed', {}, { openid: 'o' })
    fresh = world.snapshot()
  })
  after(() => world.close())
  beforeEach(() => world.restore(fresh))

  async function struck(fault: Fault): Promise<CallResult & { left: unknown; moved: number }> {
    world.fault(fault)
    const result = await world.call('store', 'transfer', { op: 'op1' }, { openid: 'o' })
    const things = world.db.collection('things')
    const left = (await things.doc('source').get()).data?.left
    return { ...result, left, moved: (await things.where({ _id: 'moved:op1' }).count()).total }
  }

  test('cut: the function goes on with an unknown outcome, before or after the write', async () => {
    const before = await struck({ kind: 'cut', when: 'before', call: 1 })
    assert.deepEqual([before.status, before.left, before.wireCalls], [500, 10, 1])
    world.restore(fresh)
    const after = await struck({ kind: 'cut', when: 'after', call: 1 })
    assert.deepEqual([after.status, after.left, after.wireCalls], [500, 9, 1])
    assert.match(world.logs.join('\n'), /-501001.*(socket hang up|ECONNRESET)/)
  })

  test('kill: no further line runs, and the next call is a cold start', async () => {
    const starts = world.server.cloud.functions.stats().store?.coldStarts ?? 0
    const before = await struck({ kind: 'kill', when: 'before', call: 2 })
    assert.deepEqual([before.status, before.left, before.moved], [500, 9, 0])
    world.restore(fresh)
    const after = await struck({ kind: 'kill', when: 'after', call: 2 })
    assert.deepEqual([after.status, after.left, after.moved], [500, 9, 1])
    assert.equal(world.server.cloud.functions.stats().store?.coldStarts, starts + 1)
  })

  test('hang: the function ends by its timeout', async () => {
    const functions = world.server.cloud.functions
    functions.timeoutMs = 200
    const before = await struck({ kind: 'hang', when: 'before', call: 1 })
    assert.deepEqual([before.status, before.left], [500, 10])
    world.restore(fresh)
    const after = await struck({ kind: 'hang', when: 'after', call: 1 })
    assert.deepEqual([after.status, after.left], [500, 9])
    functions.timeoutMs = 2000
  })

  test('conflict: the database answers a conflict and writes nothing', async () => {
    const result = await struck({ kind: 'conflict', when: 'before', call: 1 })
    assert.deepEqual([result.status, result.left], [500, 10])
    assert.match(world.logs.join('\n'), /DATABASE_TRANSACTION_CONFLICT/)
  })

  test('a fault strikes once, at its call, in its function', async () => {
    const missed = await struck({ kind: 'cut', when: 'before', call: 3 })
    assert.equal(missed.status, 200)
    assert.equal(world.server.cloud.faults.pending, true)
    world.restore(fresh)
    assert.equal((await struck({ kind: 'cut', when: 'before', call: 1, function: 'echo' })).status, 200)
    world.restore(fresh)
    await struck({ kind: 'cut', when: 'before', call: 1, function: 'store' })
    const again = await world.call('store', 'transfer', { op: 'op1' }, { openid: 'o' })
    assert.deepEqual([again.status, again.answer.ok], [200, true])
  })

  test('a restored world has its documents, files and time back', async () => {
    await world.sdk.uploadFile({ cloudPath: 'kept.txt', fileContent: Buffer.from('kept') })
    await world.setClock('2026-11-21T00:00:00.000Z')
    const copy = world.snapshot()
    const [file] = (
      await world.sdk.uploadFile({ cloudPath: 'gone.txt', fileContent: Buffer.from('gone') })
    ).fileID.split('?')
    await world.db.collection('things').doc('source').remove()
    await world.setClock('2026-11-25T00:00:00.000Z')
    world.restore(copy)
    assert.equal(world.now(), '2026-11-21T00:00:00.000Z')
    assert.equal((await world.db.collection('things').doc('source').get()).data?.left, 10)
    const { fileList } = await world.sdk.getTempFileURL({
      fileList: [file ?? '', (file ?? '').replace('gone', 'kept')],
    })
    assert.deepEqual(
      fileList.map(({ status }) => status),
      [-503003, 0],
    )
  })
})
