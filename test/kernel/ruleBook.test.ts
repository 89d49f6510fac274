import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { readEdition, readRules, type Subject, writeRules } from '../../src/kernel/ruleBook'
import type { Store } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

interface Greeting {
  words: string
}

const greeting: Subject<Greeting> = {
  id: 'greeting',
  standard: { words: '早' },
  read: (stored) => stored as Greeting,
}

let world: World
let store: Store
let blank: string
let now = 1_000_000

before(async () => {
  world = await openWorld({ timers: false })
  store = storeOf(world)
  blank = world.snapshot()
})
beforeEach(() => {
  world.restore(blank)
  now += 60_000
})
after(() => world.close())

const write = (words: string, revision: number, request: string) =>
  writeRules(store, greeting, { rules: { words }, revision, request, by: '小林' }, now)

test('before anybody set anything the standard holds, as revision 0', async () => {
  assert.deepEqual(await readEdition(store, greeting, now), {
    rules: { words: '早' },
    revision: 0,
    at: null,
    by: null,
  })
})

test('a change is read back, and every past revision stays', async () => {
  await write('你好', 0, 'a')
  const second = await write('晚上好', 1, 'b')
  assert.equal(second.revision, 2)
  assert.deepEqual(await readRules(store, greeting, now), { words: '晚上好' })
  assert.deepEqual((await store.get('rule_books', 'greeting:1'))?.rules, { words: '你好' })
})

test('whoever saw an older revision is refused, and the same request again is answered the same', async () => {
  await write('你好', 0, 'a')
  assert.equal((await write('你好', 0, 'a')).revision, 1)
  await assert.rejects(write('晚安', 0, 'b'), { code: 'RULES_CHANGED' })
})

test('two at once: one wins, one is told', async () => {
  const results = await Promise.allSettled([write('甲', 0, 'a'), write('乙', 0, 'b')])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.equal((await store.get('rule_books', 'greeting'))?.revision, 1)
})
