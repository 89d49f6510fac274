import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Wish } from '../../src/features/intent/rules'
import { emitIntents } from '../../src/features/intent/server'
import { is } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

let world: World
before(async () => {
  world = await openWorld({ timers: false })
})
after(() => world.close())

const wish = (change: Partial<Wish> = {}): Wish => ({
  memberId: 'm1',
  kind: 'checkin.reminder',
  what: '2026-11-23',
  dueAt: 1000,
  expiresAt: 2000,
  vars: { 天数: '6' },
  ...change,
})

test('the same wish emitted twice is one wish, and what was said of it stays', async () => {
  const store = storeOf(world)
  await emitIntents(store, [wish()], 0)
  await store.update('intents', { _id: 'checkin.reminder:m1:2026-11-23' }, { state: 'said' })
  await emitIntents(store, [wish({ vars: { 天数: '7' } }), wish({ memberId: 'm2' })], 0)
  const all = await store.find(
    'intents',
    { state: is.in(['waiting', 'said']), dueAt: is.lte(1000) },
    { sort: [['_id', 1]] },
  )
  assert.deepEqual(
    all.map(({ memberId, state, vars }) => [memberId, state, vars.天数]),
    [
      ['m1', 'said', '6'],
      ['m2', 'waiting', '6'],
    ],
  )
})

test('a wish that could never be said is a defect', async () => {
  await assert.rejects(emitIntents(storeOf(world), [wish({ expiresAt: 1000 })], 0), /ends before it begins/)
})
