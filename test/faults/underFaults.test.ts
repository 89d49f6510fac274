import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openWorld, type World } from '../cloud/world'
import { Seen } from './seen'
import { underFaults } from './underFaults'

describe('the fault helper', () => {
  let world: World
  before(async () => {
    world = await openWorld({
      functionsDir: join(__dirname, '../cloud/functions'),
      collections: { things: { indexes: [] } },
    })
    await world.call('store', 'seed', {}, { openid: 'o' })
  })
  after(() => world.close())

  function things() {
    return world.db.collection('things')
  }

  async function check(): Promise<void> {
    const source = (await things().doc('source').get()).data as { left: number }
    const { total } = await things().where({ _id: 'moved:op1' }).count()
    assert.equal(source.left, 9, 'given twice or lost')
    assert.equal(total, 1, 'the second write is missing')
  }

  test('passes an action whose second try recognises itself', async () => {
    const action = () => world.call('store', 'transfer', { op: 'op1' }, { openid: 'o' })
    const report = await underFaults(world, { action, check })
    assert.equal(report.wireCalls, 2)
    assert.equal(report.points, process.env.JIEPAI_FAULTS === 'all' ? 14 : 9)
  })

  test('names every point at which a careless action gives twice', async () => {
    const action = () => world.call('store', 'careless', { op: 'op1' }, { openid: 'o' })
    const careful = async () => {
      const source = (await things().doc('source').get()).data as { left: number }
      assert.equal(source.left, 9, 'given twice or lost')
    }
    await assert.rejects(underFaults(world, { action, check: careful }), (error: Error) => {
      assert.match(error.message, /kill after call 1 \(database\.modifyDocument\): given twice or lost/)
      assert.match(error.message, /cut before call 2 \(database\.insertDocument\)/)
      assert.doesNotMatch(error.message, /kill before call 1/)
      return true
    })
  })

  test('leaves the world as it was', async () => {
    const source = (await things().doc('source').get()).data as { left: number }
    assert.equal(source.left, 10)
  })
})

describe('states that were seen', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32))
  const seen = new Seen()
  const stateOf = (text: string | undefined, ...beside: unknown[]) => seen.stateOf({ state: () => text }, ...beside)
  seen.add(stateOf(`from ${a} to ${b}, 10 points`, 'OK'))

  test('differ by random ids at most', () => {
    assert.ok(seen.has(stateOf(`from ${a} to ${b}, 10 points`, 'OK')))
    assert.ok(seen.has(stateOf(`from ${a} to ${c}, 10 points`, 'OK')))
    assert.ok(seen.has(stateOf(`from ${c} to ${d}, 10 points`, 'OK')))
  })

  test('are others with another word, another answer, or ids that changed places', () => {
    assert.ok(!seen.has(stateOf(`from ${a} to ${b}, 11 points`, 'OK')))
    assert.ok(!seen.has(stateOf(`from ${a} to ${b}, 10 points`, 'REFUSED')))
    assert.ok(!seen.has(stateOf(`from ${b} to ${a}, 10 points`, 'OK')))
    assert.ok(!seen.has(stateOf(`from ${a} to ${a}, 10 points`, 'OK')))
    assert.ok(!seen.has(stateOf(undefined, 'OK')), 'what cannot be told was never seen')
  })
})
