import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { memberIdOf, unionKeyOf } from '../../cloudfunctions/platform/identity'
import type { SealedCallback } from '../../local/wechat/callbacks'
import type { Identity, Person } from '../../src/features/person/rules'
import { staysOf, type Tie } from '../../src/features/person/ties'
import { underFaults } from '../faults/underFaults'
import { DAY, type Newcomers, openNewcomers } from '../inbound/newcomers'

let shop: Newcomers
let blank: string
const FOUR = 'o-member-04'
const union = unionKeyOf('test-secret', 'u-member-04')
/** A death leaves its item leased for 90 s, so the ticks go on for a while. */
const LATER = ['09:06', '09:12']

before(async () => {
  shop = await openNewcomers({ nodes: [] })
  blank = shop.world.snapshot()
})
beforeEach(() => shop.world.restore(blank))
after(() => shop.close())

async function all<T>(collection: string, where: Record<string, unknown> = {}): Promise<T[]> {
  const { data } = await shop.world.db.collection(collection).where(where).limit(1000).get()
  return data as unknown as T[]
}

async function held(action: string, body: object): Promise<SealedCallback> {
  return ((await shop.act(action, { hold: true, ...body })) as { callback: SealedCallback }).callback
}

/** What everything that happened below comes to, whatever died on the way. */
async function settled(times: readonly string[] = LATER): Promise<void> {
  for (const time of times) await shop.tickAt(DAY, time)
  const waiting = (await all<{ kind: string }>('due')).filter(
    ({ kind }) => kind.startsWith('person.') || kind === 'groups.look',
  )
  assert.deepEqual(
    waiting.map(({ kind }) => kind),
    [],
    'nothing waits',
  )
  assert.deepEqual(
    (await all<Identity>('identities')).filter(({ dirtyAt }) => dirtyAt !== null),
    [],
    'nothing is dirty',
  )
}

const personOf = async (id: string) => (await all<Person>('people', { _id: id }))[0]

test('a new friend survives every fault at every wire call of the callback', async () => {
  const callback = await held('add-friend', { userid: 'aling', openid: FOUR, state: 'c_poster', silent: true })
  const check = async () => {
    const ties = await all<Tie>('ties', { kind: 'friend' })
    assert.deepEqual(
      ties.map(({ _id, open }) => [_id, open]),
      [['f:aling:wmHuajian04', true]],
    )
    assert.deepEqual(
      ties.flatMap(staysOf).map(({ joinScene, state }) => [joinScene, state]),
      [[1, 'c_poster']],
    )
    const person = await personOf(union)
    assert.deepEqual(
      [person?.links, person?.steps.map(({ step, guide }) => [step, guide])],
      [['ext:wmHuajian04'], [['add', 'aling']]],
    )
  }
  const event = await underFaults(shop.world, {
    action: () => shop.post(callback),
    kinds: ['cut'],
    sweep: () => settled(),
    check,
  })
  console.log(`add: ${event.wireCalls} wire calls, ${event.points} points`)
})

test('a link that is found late survives every fault', async () => {
  const id = `wxa:${memberIdOf('test-secret', FOUR)}`
  const check = async () => {
    const person = await personOf(union)
    assert.deepEqual([person?.links, person?.steps.map(({ step }) => step).sort()], [[id], ['touch', 'visit']])
    assert.deepEqual((await personOf(id))?.links ?? [], [], 'an empty shell at most, until the rollups let go of it')
  }
  // The accounts are bound to one 开放平台 account only later; until then the member is a person of their own.
  await shop.act('rules', { bound: false })
  const action = () => shop.world.call('member', 'member.enter', { channel: 'c_poster' }, { openid: FOUR })
  // Five, and what this instance has not read yet: the channel and two rule books.
  assert.equal((await action()).wireCalls, 8)
  await settled()
  assert.deepEqual((await personOf(id))?.links, [id])
  await shop.act('rules', { bound: true })
  await shop.setTime(DAY, '09:00')
  // A launch leaves no item leased, so one tick mends it.
  const sweep = () => settled(LATER.slice(0, 1))
  const late = await underFaults(shop.world, { action, kinds: ['cut'], sweep, check })
  console.log(`linked late: ${late.wireCalls} wire calls, ${late.points} points`)
})
