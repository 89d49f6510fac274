import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PlatformError } from '../../cloudfunctions/platform/wecomErrors'
import type { ContactSeen } from '../../cloudfunctions/platform/wecomPeople'
import type { Context } from '../../src/context'
import { syncGroups } from '../../src/features/delivery/groups'
import { foldJob } from '../../src/features/person/foldJob'
import { takeContacts } from '../../src/features/person/friends'
import { newIdentity, observe, PERSON_FOLD } from '../../src/features/person/identities'
import { lookJob } from '../../src/features/person/lookJob'
import { pullJob } from '../../src/features/person/pullJob'
import { type RosterSeen, takeGroupEvent, takeRoster } from '../../src/features/person/roster'
import { addMarks } from '../../src/features/person/tieStore'
import { staysOf } from '../../src/features/person/ties'
import { MINUTE } from '../../src/kernel/day'
import { type DueItem, dueItem } from '../../src/kernel/due'
import type { Store } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'

let world: World
let store: Store
/** Each test begins an hour after the one before. */
let now = Date.parse('2026-11-23T01:00:00Z')
const settings = { secret: 'test-secret', demo: true, brandName: '', appid: '' }
const item: DueItem = dueItem({ key: PERSON_FOLD, kind: PERSON_FOLD, at: 0 })

before(async () => {
  world = await openWorld({ timers: false })
  store = storeOf(world)
})
after(() => world.close())

const at = (where: Store = store) => ({ store: where, now, settings })
const contextOf = (wecom: object) => ({ ...at(), wecom }) as unknown as Context

/** Lets what the slots wait for pass, and folds. */
async function fold(): Promise<void> {
  now += 60 * MINUTE
  await foldJob.process(item, contextOf({}))
}

/** Somebody whom we know and of whom all is folded. */
async function known(externalUserid: string): Promise<string> {
  const who = `ext:${externalUserid}`
  await observe(at(), [{ step: 'touch', key: who, who, at: now }])
  await fold()
  return who
}

/** A function that dies right after its first write to ties; `first` is what others do before that write. */
function dying(first: () => Promise<unknown> = async () => {}): Store {
  const state = { dead: false }
  const alive = <T>(run: () => Promise<T>) => (state.dead ? Promise.reject(new Error('dead')) : run())
  const writing = async <T>(collection: string, run: () => Promise<T>) => {
    if (state.dead) throw new Error('dead')
    if (collection !== 'ties') return run()
    await first()
    state.dead = true
    await run()
    throw new Error('dead')
  }
  return {
    get: (name, id) => alive(() => store.get(name, id)),
    find: (name, where, options) => alive(() => store.find(name, where, options)),
    count: (name, where) => alive(() => store.count(name, where)),
    remove: (name, where) => alive(() => store.remove(name, where)),
    insert: (name, doc) => writing(name, () => store.insert(name, doc)),
    insertAll: (name, docs) => writing(name, () => store.insertAll(name, docs)),
    update: (name, where, change) => writing(name, () => store.update(name, where, change)),
  }
}

/** A function that dies before its n-th call. */
function dyingAt(n: number): { store: Store; calls: () => number } {
  let calls = 0
  const turn = async <T>(run: () => Promise<T>): Promise<T> => {
    if (++calls >= n) throw new Error('dead')
    return run()
  }
  const mortal: Store = {
    get: (name, id) => turn(() => store.get(name, id)),
    find: (name, where, options) => turn(() => store.find(name, where, options)),
    count: (name, where) => turn(() => store.count(name, where)),
    remove: (name, where) => turn(() => store.remove(name, where)),
    insert: (name, doc) => turn(() => store.insert(name, doc)),
    insertAll: (name, docs) => turn(() => store.insertAll(name, docs)),
    update: (name, where, change) => turn(() => store.update(name, where, change)),
  }
  return { store: mortal, calls: () => calls }
}

/** Ties, identities and people of a group, without when and how often they were written. */
async function outcomeOf(place: string) {
  const ties = await store.find('ties', { place }, { sort: [['_id', 1]] })
  const ids = ties.map(({ externalUserid }) => `ext:${externalUserid}`)
  const identities = await store.find('identities', {}, { sort: [['_id', 1]], limit: 1000 })
  const mine = identities.filter(({ _id }) => ids.includes(_id))
  const people = await store.find('people', {}, { sort: [['_id', 1]], limit: 1000 })
  return [
    ties.map((tie) => [tie._id, staysOf(tie).map(({ from, state, to }) => [from, state, to === null])]),
    mine.map(({ _id, person, dirtyAt }) => [_id, person, dirtyAt]),
    people
      .filter(({ links }) => links.some((link) => ids.includes(link)))
      .map(({ _id, steps, exits }) => [_id, steps.map(({ step }) => step).sort(), exits.length]),
  ]
}

/** The same again after a death, and what is folded afterwards of somebody. */
async function twice(
  who: string,
  run: (where: ReturnType<typeof at>) => Promise<unknown>,
  first?: () => Promise<void>,
) {
  await assert.rejects(run(at(dying(first))), /dead/)
  now += 2 * MINUTE
  await run(at())
  await fold()
  const person = await store.get('people', who)
  return [person?.steps.map(({ step }) => step).filter((step) => step !== 'touch'), person?.exits.length]
}

function rosterOf(version: string, ...ids: string[]): RosterSeen {
  const member = { kind: 'external' as const, unionid: null, joinScene: 3, state: 'c_poster', joinedAt: now }
  return { version, members: ids.map((id) => ({ ...member, id, name: '' })) } as RosterSeen
}

test('what a look has written when it dies is folded after the second try, also when a fold ran in between', async () => {
  const who = await known('wmKnown1')
  const here = rosterOf('v1', 'wmKnown1')
  const foldMeanwhile = async () => {
    await foldJob.process(item, contextOf({}))
  }
  assert.deepEqual(await twice(who, (where) => takeRoster(where, 'wrOne', here), foldMeanwhile), [['join'], 0])
  const empty = rosterOf('v2')
  assert.deepEqual(await twice(who, (where) => takeRoster(where, 'wrOne', empty)), [['join', 'quit'], 1])
})

test('a look that dies before any of its calls comes to the same at the second try', async () => {
  for (const id of ['wmKnown7', 'wmKnown8']) await known(id)
  const place = 'wrSix'
  const joined = { chatId: place, change: 'join' as const, ids: ['wmKnown7', 'wmKnown9'], at: now, scene: 0 }
  await takeGroupEvent(at(), joined)
  await takeRoster(at(), place, rosterOf('v1', 'wmKnown7', 'wmKnown9'))
  await fold()
  const [clean, begun] = [world.snapshot(), now]
  // One has gone without a word, one is known from elsewhere, one is new and told with whom they are one.
  const seen = rosterOf('v2', 'wmKnown7', 'wmKnown8', 'wmNew1')
  const members = seen?.members.map((one) => (one.id === 'wmKnown8' ? one : { ...one, unionid: `u-${one.id}` })) ?? []
  const outcomes = new Set<string>()
  const run = async (call: number): Promise<number> => {
    world.restore(clean)
    now = begun
    const mortal = dyingAt(call)
    const looking = takeRoster(at(mortal.store), place, { members, version: 'v2' })
    await (call === Number.POSITIVE_INFINITY ? looking : assert.rejects(looking, /dead/))
    now += 2 * MINUTE
    await takeRoster(at(), place, { members, version: 'v2' })
    await fold()
    outcomes.add(JSON.stringify(await outcomeOf(place)))
    return mortal.calls()
  }
  const total = await run(Number.POSITIVE_INFINITY)
  assert.ok(total > 15, String(total))
  // The first calls of a look only read; after a call is before the next one.
  for (let call = 3; call <= total; call++) await run(call)
  assert.deepEqual([...outcomes].length, 1, [...outcomes].join('\n'))
})

test('the end of a dismissed group and the beginning of a friendship are folded after the second try', async () => {
  const who = await known('wmKnown2')
  await takeRoster(at(), 'wrTwo', rosterOf('v1', 'wmKnown2'))
  await fold()
  const event = { chatId: 'wrTwo', change: 'dismiss' as const, ids: [], at: now, scene: null }
  assert.deepEqual(await twice(who, (where) => takeGroupEvent(where, event)), [['join', 'quit'], 1])
  const friends = [{ user: 'aling', at: now, state: '', addWay: 1 }]
  const seen: ContactSeen[] = [{ externalUserid: 'wmKnown2', unionid: null, friends }]
  const [steps] = await twice(who, (where) => takeContacts(where, seen))
  assert.deepEqual(steps, ['join', 'quit', 'add'])
})

test('a list keeps its channel when the event of the same joining is written at the same moment', async () => {
  const [place, externalUserid] = ['wrThree', 'wmKnown3']
  const mark = { kind: 'join' as const, at: now + 1000, scene: null, state: '' }
  const racing: Store = {
    ...store,
    async insertAll(collection, docs) {
      if (collection === 'ties')
        await addMarks(store, { kind: 'group', place, externalUserid, marks: [mark], seenAt: 0 })
      return store.insertAll(collection, docs)
    },
  }
  await takeRoster(at(racing), place, rosterOf('v1', externalUserid))
  const tie = await store.get('ties', `g:${place}:${externalUserid}`)
  assert.deepEqual(tie && staysOf(tie).map(({ state, joinScene }) => [state, joinScene]), [['c_poster', 3]])
})

test('a group that was out of sight and comes back as it was has its members again', async () => {
  const here = rosterOf('v1', 'wmKnown4')
  const open = async () => (await store.get('ties', 'g:wrFour:wmKnown4'))?.open
  const seen: (boolean | undefined)[] = []
  for (const roster of [here, null, here]) {
    await takeRoster(at(), 'wrFour', roster)
    seen.push(await open())
    now += 10 * MINUTE
  }
  assert.deepEqual(seen, [true, false, true])
})

test('a group that is listed no more loses its members, though nobody told that it was dismissed', async () => {
  await takeRoster(at(), 'wrFive', rosterOf('v1', 'wmKnown5'))
  await store.insert('groups', {
    ...{ _id: 'wrFive', schema: 1, name: '', owner: 'aling', store: '', tags: [], size: 1, createdAt: now },
    ...{ gone: false, syncedAt: now },
  } as unknown as Parameters<typeof store.insert<'groups'>>[1])
  now += 10 * MINUTE
  assert.equal(await syncGroups(contextOf({ listGroupChats: async () => [] }), now), true)
  assert.equal((await store.get('ties', 'g:wrFive:wmKnown5'))?.open, false)
  assert.equal((await store.get('groups', 'wrFive'))?.gone, true)
})

test('whoever leaves the staff is nobody’s friend after the next round; a list that is empty ends nothing', async () => {
  const friends = [{ user: 'leaving', at: now, state: '', addWay: 1 }]
  const contacts = { leaving: [{ externalUserid: 'wmKnown6', unionid: null, friends }] }
  const wecom = (staff: string[]) => ({
    listFollowUsers: async () => staff,
    listContacts: async ([user]: string[]) => ({
      contacts: user === 'leaving' ? contacts.leaving : [],
      next: '',
    }),
  })
  const open: (boolean | undefined)[] = []
  let payload = {}
  for (const staff of [['leaving'], [], ['aling']]) {
    const result = await pullJob.process({ ...item, payload }, contextOf(wecom(staff)))
    payload = result === 'done' ? {} : (result.payload ?? {})
    open.push((await store.get('ties', 'f:leaving:wmKnown6'))?.open)
    now += 60 * MINUTE
  }
  assert.deepEqual(open, [true, true, false])
})

test('customers of whom WeCom never tells keep nobody behind them waiting', async () => {
  const ids = Array.from({ length: 51 }, (_, n) => `ext:wmLine${String(n).padStart(2, '0')}`)
  await store.insertAll(
    'identities',
    ids.map((id, n) => ({ ...newIdentity(id, null, now), askAt: n + 1 })),
  )
  const asked = new Set<string>()
  const lookAtContact = async (externalUserid: string): Promise<ContactSeen> => {
    asked.add(externalUserid)
    if (externalUserid !== 'wmLine50') throw new PlatformError(99999, 'externalcontact/get', 'never')
    return { externalUserid, unionid: null, friends: [] }
  }
  for (let run = 0; run < 2; run++) {
    await assert.rejects(Promise.resolve(lookJob.process(item, contextOf({ lookAtContact }))), PlatformError)
    now += MINUTE
  }
  assert.ok(asked.has('wmLine50'))
  assert.equal((await store.get('identities', 'ext:wmLine50'))?.askAt, null)
})
