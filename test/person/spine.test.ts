import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { memberIdOf, unionKeyOf } from '../../cloudfunctions/platform/identity'
import { openGidOf } from '../../local/wechat/contacts'
import '../../src/features/coupon/collections'
import type { Context } from '../../src/context'
import { COUPON_SWEEP } from '../../src/features/coupon/jobs'
import type { PersonCard, PersonTimeline } from '../../src/features/person/contract'
import { foldJob } from '../../src/features/person/foldJob'
import { observe, PERSON_FOLD } from '../../src/features/person/identities'
import { externalOf } from '../../src/features/person/links'
import { exportPerson, forgetPerson } from '../../src/features/person/privacy'
import { firstPersonWork } from '../../src/features/person/pullJob'
import type { Fact, Identity, NewFact, Person } from '../../src/features/person/rules'
import type { Tie } from '../../src/features/person/ties'
import { addDays, dayOf } from '../../src/kernel/day'
import { type DueItem, scheduleAll } from '../../src/kernel/due'
import { runDue } from '../../src/kernel/dueRun'
import type { Store } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import { batchFields } from '../coupon/shopCoupons'
import { underFaults } from '../faults/underFaults'
import { DAY, type Newcomers, openNewcomers } from '../inbound/newcomers'

let shop: Newcomers
const SECRET = 'test-secret'
const XIAOMAN = 'o-member-01'
const member = (openid: string) => memberIdOf(SECRET, openid)
const union = (n: string) => unionKeyOf(SECRET, `u-member-${n}`)
const NEXT = addDays(DAY, 1)

/** A use at the counter as the coupon's own sweep leaves it. */
const USE = {
  ...{
    schema: 1 as const,
    title: '券',
    batch: 'b',
    kind: 'use' as const,
    store: '静安寺店',
    staffId: 's',
    staffName: '员',
  },
  ...{ day: NEXT, offCents: 2000 },
}

before(async () => {
  shop = await openNewcomers({ nodes: [] })
  const now = Date.parse(shop.world.now())
  await scheduleAll(storeOf(shop.world), [
    { key: 'groups.sync', kind: 'groups.sync', at: now },
    ...firstPersonWork(now),
  ])
  await shop.tickAt(DAY, '09:00')
  await shop.tickAt(DAY, '09:05')
})
after(() => shop.close())

async function all<T>(collection: string, where: Record<string, unknown> = {}): Promise<T[]> {
  const { data } = await shop.world.db.collection(collection).where(where).limit(1000).get()
  return data as unknown as T[]
}
const personOf = async (id: string) => (await all<Person>('people', { _id: id }))[0]
const enter = (openid: string, input: object = {}) => shop.world.call('member', 'member.enter', input, { openid })

test('the first night finds everybody who is in a group, each once, with their unions', async () => {
  const people = await all<Person>('people')
  assert.equal(people.length, 12)
  const xiaoman = await personOf(union('01'))
  assert.deepEqual(xiaoman?.links, ['ext:wmHuajian01'])
  assert.deepEqual([xiaoman?.steps[0]?.step, xiaoman?.steps[0]?.group, xiaoman?.exits], ['join', 'wrHuajianFuli1', []])
  assert.equal((await all<Tie>('ties', { kind: 'group' })).length, 18)
  // Nothing has changed since: a look costs one call more, and the next tick is idle.
  assert.equal((await shop.tickAt(DAY, '09:07')).wireCalls, 3)
})

test('a member enters: known by their union, from a channel and a group, or from nowhere', async () => {
  const first = await enter(XIAOMAN, { channel: 'c_poster' })
  assert.deepEqual([first.answer.ok, first.wireCalls], [true, 8])
  assert.equal((await enter(XIAOMAN)).wireCalls, 3, 'it is still to be folded')
  const again = await enter(XIAOMAN, { channel: 'c_poster', group: 'wrHuajianFuli1' })
  assert.ok(again.wireCalls <= 8, String(again.actions))
  // What WeChat decrypted beside the input says which group it was.
  const call = await fetch(`${shop.world.url}/call/member`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-wx-openid': XIAOMAN },
    body: JSON.stringify({
      ...{ method: 'member.enter', input: { channel: 'not a channel!'.repeat(5) } },
      group: { cloudID: 'x', data: { opengid: openGidOf('wrHuajianVip') } },
    }),
  })
  assert.equal(((await call.json()) as { ok: boolean }).ok, true)
  await enter('o-nobody', { channel: '', group: '<wr>' })
  // A phone can send anything, but not fill the database with it.
  for (const channel of ['made-up-1', 'made-up-2']) await enter(XIAOMAN, { channel })
  await shop.tickAt(DAY, '09:15')
  assert.equal((await enter(XIAOMAN)).wireCalls, 4)
  assert.equal((await enter(XIAOMAN)).wireCalls, 2)

  const facts = await all<Fact>('facts', { who: `wxa:${member(XIAOMAN)}` })
  assert.deepEqual(
    facts.map(({ step, channel, group, odd }) => [step, channel, group, odd?.length]).sort(),
    [
      ['touch', 'c_poster', null, undefined],
      ['touch', 'c_poster', 'wrHuajianFuli1', undefined],
      ['touch', null, 'wrHuajianVip', 30],
      ['visit', 'c_poster', null, undefined],
    ].sort(),
  )
  const person = await personOf(union('01'))
  assert.deepEqual(person?.links, ['ext:wmHuajian01', `wxa:${member(XIAOMAN)}`])
  // Nobody made such a channel, so it is not told as one.
  assert.equal(person?.first, null)
  const lonely = await personOf(`wxa:${member('o-nobody')}`)
  assert.deepEqual([lonely?.links.length, lonely?.steps[0]?.step], [1, 'visit'])
})

test('friends come and go: by which channel, how it ended, and through whom a member can be reached', async () => {
  const store = storeOf(shop.world)
  await shop
    .act('add-friend', { userid: 'xiaomei', openid: XIAOMAN, state: 'c_poster', silent: true, hold: true })
    .then(async (told) => shop.post((told as { callback: Parameters<typeof shop.post>[0] }).callback))
  await shop.tickAt(DAY, '09:20')
  await shop.tickAt(DAY, '09:25')
  assert.deepEqual(await externalOf(store, member(XIAOMAN)), [{ externalUserid: 'wmHuajian01', guides: ['xiaomei'] }])
  const [tie] = await all<Tie>('ties', { _id: 'f:xiaomei:wmHuajian01' })
  assert.deepEqual(
    tie?.marks.map(({ kind, scene, state }) => [kind, scene, state]),
    [
      ['seen', 1, 'c_poster'],
      ['join', null, 'c_poster'],
    ],
  )
  // Deleted without a word: the nightly round sees it, roughly.
  await shop.act('remove-friend', { userid: 'xiaomei', openid: XIAOMAN, hold: true })
  await shop.tickAt(NEXT, '04:55')
  await shop.tickAt(NEXT, '05:00')
  assert.deepEqual(await externalOf(store, member(XIAOMAN)), [])
  const { lines, exits, card } = await shop.staff<PersonTimeline>('person.timeline', { id: union('01') })
  const ends = lines.filter(({ what }) => what === 'remove')
  assert.deepEqual([ends.length, ends[0]?.about, ends[0]?.words], [1, true, '与 小美 不再是好友'])
  assert.deepEqual(
    exits.map(({ step, about }) => [step, about]),
    [['add', true]],
  )
  assert.equal(card.links.length, 2)
  assert.ok(lines.some(({ words }) => words === '加入「花间美妆·福利群1」（扫群二维码）'))
})

test('joining and leaving a group, in both forms of the list, with scenes; a dismissed group ends all', async () => {
  const act = async (action: string, body: object) => {
    const told = (await shop.act(action, { hold: true, ...body })) as { callback: Parameters<typeof shop.post>[0] }
    assert.equal((await shop.post(told.callback)).status, 200)
    return told
  }
  await shop.setTime(NEXT, '10:00')
  const two = 'o-member-02'
  await act('leave-group', { chatId: 'wrHuajianFuli1', openid: two, by: 'staff', older: true })
  await shop.setTime(NEXT, '12:00')
  await act('join-group', { chatId: 'wrHuajianFuli1', openid: two, scene: 1 })
  await act('dismiss-group', { chatId: 'wrHuajianVip' })
  await shop.tickAt(NEXT, '12:05')
  await shop.tickAt(NEXT, '12:10')
  const { lines } = await shop.staff<PersonTimeline>('person.timeline', { id: 'ext:wmHuajian02' })
  assert.deepEqual(
    lines.map(({ words }) => words),
    [
      '加入「花间美妆·福利群1」（扫群二维码）',
      '离开「花间美妆·福利群1」（被群主或管理员移出）',
      '加入「花间美妆·福利群1」（由群成员邀请）',
    ],
  )
  const vip = await all<Tie>('ties', { place: 'wrHuajianVip' })
  assert.deepEqual([...new Set(vip.map(({ open, marks }) => `${open}${marks.at(-1)?.scene}`))], ['false2'])
})

test('first steps of our own features are facts of the person', async () => {
  const openid = 'o-member-03'
  await enter(openid)
  await shop.member('checkin.checkIn', {}, openid)
  const create = { request: 'c'.repeat(32), batch: batchFields() }
  const { batch } = await shop.staff<{ batch: { _id: string } }>('coupon.createBatch', create)
  await shop.staff('coupon.setState', { id: batch._id, state: 'running' })
  await shop.member('coupon.claim', { batch: batch._id, n: 1 }, openid)
  const [coupon] = await storeOf(shop.world).find('coupons', { batch: batch._id })
  const use = { ...USE, coupon: coupon?._id ?? '', memberId: member(openid), at: Date.parse(shop.world.now()) }
  await storeOf(shop.world).insertAll('redemptions', [
    { ...use, _id: `${use.coupon}:1`, useNo: 1, billCents: 9900 },
    { ...use, _id: `${use.coupon}:1:undo`, useNo: 1, kind: 'undo', billCents: null },
    { ...use, _id: `${use.coupon}:2`, useNo: 2, billCents: 12_000, at: use.at + 1 },
  ])
  await scheduleAll(storeOf(shop.world), [{ key: COUPON_SWEEP, kind: COUPON_SWEEP, at: use.at }])
  await shop.tickAt(NEXT, '12:20')
  await shop.tickAt(NEXT, '12:25')
  await shop.tickAt(NEXT, '12:30')
  const person = await personOf(union('03'))
  assert.deepEqual(person?.steps.map(({ step }) => step).sort(), ['checkin', 'claim', 'join', 'redeem', 'visit'])
  assert.deepEqual([person?.uses, person?.billCents], [1, 12_000])
  assert.equal(person?.steps.find(({ step }) => step === 'redeem')?.store, '静安寺店')
  assert.equal(person?.cohortDay, dayOf(person?.steps[0]?.at ?? 0))
})

test('staff find people, see who is unmatched, and move an account only where it may go', async () => {
  const find = async (query: string) => (await shop.staff<{ people: PersonCard[] }>('person.find', { query })).people
  const code = member(XIAOMAN).slice(1, 9).toUpperCase()
  assert.deepEqual(
    (await find(code)).map(({ person }) => person),
    [union('01')],
  )
  assert.deepEqual(
    (await find('wmHuajian01')).map(({ person }) => person),
    [union('01')],
  )
  assert.deepEqual(await find('nobody-here'), [])
  const { counts, rows } = await shop.staff<{ counts: object[]; rows: { id: string }[] }>('person.unmatched', {
    kind: 'wxa',
  })
  assert.deepEqual(counts[0], { kind: 'wxa', all: 3, unmatched: 1 })
  assert.deepEqual(
    rows.map(({ id }) => id),
    [`wxa:${member('o-nobody')}`],
  )

  const [from, to] = [member('o-member-03'), member('o-nobody')]
  await shop.member('checkin.checkIn', {}, 'o-nobody')
  const request = 'a'.repeat(32)
  const move = { request, from, to, reason: '换了手机，账号转到新的' }
  assert.equal(await shop.refused('person.move', move), 'NOT_SAME_PERSON')
  assert.equal(await shop.refused('person.move', { ...move, to: from }), 'SAME_ACCOUNT')
  assert.equal(await shop.refused('person.timeline', { id: 'wxa:mffff' }), 'NO_SUCH_PERSON')
  type Moved = { moved: { asset: string; amount: number }[] }
  const balance = async (openid: string) =>
    (await shop.member<{ balance: number }>('points.getBalance', {}, openid)).balance
  const before = [await balance('o-member-03'), await balance('o-nobody')]
  const { moved } = await shop.staff<Moved>('person.move', { ...move, across: true })
  assert.deepEqual(await shop.staff<Moved>('person.move', { ...move, across: true }), { moved })
  await shop.tickAt(NEXT, '12:35')
  assert.deepEqual([await balance('o-member-03'), await balance('o-nobody')], [0, (before[0] ?? 0) + (before[1] ?? 0)])
  assert.equal(await shop.refused('person.move', { ...move, across: true, request: 'b'.repeat(32) }), 'NOTHING_TO_MOVE')
})

test('an account that is moved arrives once, whatever dies between its two ends', async () => {
  const { answer } = await shop.world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  const { token } = answer.data as { token: string }
  const [from, to] = ['o-nobody', 'o-member-03']
  const balances = async () => {
    const of = async (openid: string) =>
      (await shop.member<{ balance: number }>('points.getBalance', {}, openid)).balance
    return [await of(from), await of(to)]
  }
  const [all = 0] = await balances()
  assert.ok(all > 0)
  const input = { request: 'd'.repeat(32), from: member(from), to: member(to), reason: '转回原账号', across: true }
  const { points } = await underFaults(shop.world, {
    action: () => shop.world.call('staff', 'person.move', input, { token }),
    kinds: ['cut'],
    sweep: () => shop.tickAt(NEXT, '12:38'),
    check: async () => assert.deepEqual(await balances(), [0, all]),
  })
  assert.ok(points > 10, String(points))
})

test('what becomes dirty while a fold is running is folded by another one', async () => {
  const store = storeOf(shop.world)
  const at = Date.parse(shop.world.now())
  const settings = { secret: SECRET, demo: true, brandName: '', appid: '' }
  const seen = (key: string): NewFact => ({ step: 'follow', key, who: `mp:o${key}`, at })
  await observe({ store, now: at, settings }, [seen('early')])
  const [item] = await all<DueItem>('due', { kind: PERSON_FOLD })
  const now = item?.freeAt ?? 0
  let late = false
  // Right after the fold has read what is dirty for the last time, somebody else observes.
  const racing: Store = {
    ...store,
    async find(collection, where, options) {
      const found = await store.find(collection, where, options)
      if (collection === 'identities' && found.length === 0 && !late) {
        late = true
        await observe({ store, now, settings }, [seen('late')])
      }
      return found
    },
  }
  const context = { store: racing, now, token: () => 'f'.repeat(32) } as unknown as Context
  const run = await runDue(new Map([[PERSON_FOLD, foldJob]]), context, () => false)
  assert.deepEqual([late, run.failed.filter(({ kind }) => kind === PERSON_FOLD)], [true, []])
  assert.deepEqual([(await personOf('mp:oearly'))?.links, await personOf('mp:olate')], [['mp:oearly'], undefined])
  await shop.tickAt(NEXT, '12:42')
  await shop.tickAt(NEXT, '12:45')
  assert.deepEqual((await personOf('mp:olate'))?.links, ['mp:olate'])
})

test('a member who is forgotten leaves numbers and no trace', async () => {
  const [store, id] = [storeOf(shop.world), member(XIAOMAN)]
  const { places, lines } = await exportPerson({ store }, id)
  assert.deepEqual([places.sort(), lines.some(({ what }) => what === 'visit')], [['ext', 'wxa'], true])
  const count = (await all<Fact>('facts')).length
  const now = Date.parse(shop.world.now())
  for (let times = 0; times < 2; times++) await forgetPerson({ store, now }, id)
  await shop.tickAt(NEXT, '12:50')
  await shop.tickAt(NEXT, '12:55')
  for (const collection of ['identities', 'facts', 'people']) {
    assert.doesNotMatch(JSON.stringify(await all(collection)), new RegExp(id), collection)
  }
  assert.equal((await all<Fact>('facts')).length, count)
  assert.deepEqual((await personOf(union('01')))?.links, ['ext:wmHuajian01'])
  const [nobody] = (await all<Identity>('identities')).filter(({ _id }) => _id.startsWith('wxa:gone'))
  assert.deepEqual([(await personOf(nobody?._id ?? ''))?.steps.map(({ step }) => step).sort()], [['touch', 'visit']])
})
