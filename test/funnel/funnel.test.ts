import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { memberIdOf, unionKeyOf } from '../../cloudfunctions/platform/identity'
import '../../src/features/funnel/collections'
import { funnelSubject } from '../../src/features/funnel/book'
import type { FunnelAnswer, GroupHealth, MoveRow, PersonRow, QualityAnswer } from '../../src/features/funnel/contract'
import { readRange } from '../../src/features/funnel/read'
import { addPerson, KEYS, keyOf, type Rollup, rowsOf } from '../../src/features/funnel/rollup'
import { contributionOf } from '../../src/features/funnel/rules'
import { observe } from '../../src/features/person/identities'
import { firstPersonWork } from '../../src/features/person/pullJob'
import type { NewFact, Person } from '../../src/features/person/rules'
import { addDays, startOf } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import { readEdition } from '../../src/kernel/ruleBook'
import { storeOf } from '../checkin/ledgerOf'
import { underFaults } from '../faults/underFaults'
import { DAY, type Newcomers, openNewcomers } from '../inbound/newcomers'

let shop: Newcomers
let poster: string
const [FROM, XIAOMAN] = ['2026-01-01', 'o-member-01']
const union = (n: string) => unionKeyOf('test-secret', `u-member-${n}`)
const rota = { staff: [{ user: 'xiaomei', cap: null, slots: [] }], backups: [], hours: null }

before(async () => {
  shop = await openNewcomers({ nodes: [] })
  const now = Date.parse(shop.world.now())
  await scheduleAll(storeOf(shop.world), [
    { key: 'groups.sync', kind: 'groups.sync', at: now },
    ...firstPersonWork(now),
  ])
  const plan = { store: '南京西路店', groups: null, welcome: [], invite: false, tags: [], firstSop: null, rota }
  const made = { ...plan, request: 'request-poster', id: 'c_poster', name: '收银台', kind: 'store' }
  poster = (await shop.staff<{ channel: { id: string } }>('channel.create', made)).channel.id
  await shop.staff('channel.addCost', { id: poster, request: 'request-cost', day: DAY, cents: 9000, note: '海报' })
  await ticks('09:00', '09:05', '09:10')
})
after(() => shop.close())

async function ticks(...times: string[]): Promise<void> {
  for (const time of times) await shop.tickAt(DAY, time)
}
async function tell(facts: NewFact[]): Promise<void> {
  const { store, now } = { store: storeOf(shop.world), now: Date.parse(shop.world.now()) }
  await observe({ store, now, settings: { secret: 'test-secret', demo: false, brandName: '', appid: '' } }, facts)
}

/** Every row of every dimension as it is kept, and the same from a recount of all people. */
async function compared() {
  const store = storeOf(shop.world)
  const { rules, revision } = await readEdition(store, funnelSubject)
  const { data } = await shop.world.db.collection('people').limit(1000).get()
  const [kept, counted]: [unknown[], unknown[]] = [[], []]
  for (const [dimension, attribution] of KEYS) {
    const range = await readRange(store, { from: FROM, to: '2027-12-31', dimension, attribution }, revision)
    assert.equal(range.waiting, 0)
    for (const { day, rows } of range.days) if (rows.length > 0) kept.push([dimension, attribution, day, rows])
    const byDay = new Map<string, Rollup>()
    for (const person of data as unknown as Person[]) {
      const one = contributionOf(person, rules)
      if (one === null) continue
      const rollup: Rollup = byDay.get(one.day) ?? new Map()
      byDay.set(one.day, rollup)
      addPerson(rollup, one)
    }
    for (const [day, rollup] of [...byDay].sort()) {
      counted.push([dimension, attribution, day, rowsOf(rollup, keyOf(dimension, attribution))])
    }
  }
  return { kept, counted }
}
async function same(): Promise<void> {
  const { kept, counted } = await compared()
  assert.deepEqual(kept, counted)
}
const get = (input: object = {}) => shop.staff<FunnelAnswer>('funnel.get', { from: FROM, to: DAY, ...input })
const reached = ({ funnel }: FunnelAnswer) => Object.fromEntries(funnel.steps.map(({ step, people }) => [step, people]))

test('what people do becomes a funnel of people, equal to a recount', async () => {
  await same()
  assert.deepEqual([(await get()).funnel.people, reached(await get()).join], [12, 12])
  await shop.world.call('member', 'member.enter', { channel: poster }, { openid: XIAOMAN })
  await shop.member('checkin.checkIn', {}, XIAOMAN)
  await shop.member('checkin.checkIn', {}, 'o-nobody')
  await tell([
    { step: 'follow', key: 'e1', who: 'mp:oX', at: Date.parse(shop.world.now()), channel: poster },
    {
      step: 'redeem',
      key: 'r1',
      who: `wxa:${memberIdOf('test-secret', XIAOMAN)}`,
      at: startOf(DAY) + 1,
      store: '静安店',
    },
  ])
  await ticks('09:15', '09:20', '09:25', '09:30')
  await same()
  const all = await get({ dimension: 'channel' })
  // Twelve in groups; the follower and the member whom nobody can join to them are people of their own.
  assert.deepEqual([all.funnel.people, all.funnel.unmatched, all.waiting], [14, 2, 0])
  assert.deepEqual(all.rows.map(({ name, people }) => [name, people]).sort(), [
    ['收银台', 2],
    ['未识别来源', 12],
  ])
  assert.deepEqual(
    [all.funnel.steps[3]?.people, all.funnel.steps[3]?.unmatched],
    [1, 1],
    'long after the window of joining',
  )
  const kinds = await get({ dimension: 'kind', value: 'store', compare: { value: '' } })
  assert.deepEqual([kinds.funnel.people, kinds.compare?.people, kinds.compareName], [2, 12, '未识别来源'])
  assert.deepEqual(
    (await get({ dimension: 'store' })).rows.map(({ name }) => name),
    ['南京西路店', '静安店', '没有门店'],
  )
  assert.equal(
    all.days.reduce((sum, { people }) => sum + people, 0),
    all.funnel.people,
  )
  assert.deepEqual(
    kinds.days.filter(({ people }) => people > 0).map(({ day, people, active }) => [day, people, active]),
    [
      ['2026-01-05', 1, 1],
      [DAY, 1, null],
    ],
  )
  const quality = await shop.staff<QualityAnswer>('funnel.quality', { from: FROM, to: DAY })
  const row = quality.rows.find(({ value }) => value === poster)
  assert.deepEqual([row?.people, row?.today, row?.quality.few, row?.quality.perJoined], [2, 1, true, 9000])
  const { rows } = await shop.staff<{ rows: PersonRow[] }>('funnel.people', {
    ...{ from: FROM, to: DAY, dimension: 'channel', value: poster },
  })
  assert.deepEqual(
    rows.map(({ person, kinds: faces }) => [person, faces.join()]),
    [
      [union('01'), 'ext,wxa'],
      ['mp:oX', 'mp'],
    ],
  )
})

test('a group tells its health, and what is asked badly is refused', async () => {
  const { group } = await shop.staff<{ group: GroupHealth }>('funnel.group', { chatId: 'wrHuajianFuli1' })
  assert.deepEqual([group.size, group.bigEnough, group.matched, group.active], [6, false, 1, 1])
  assert.deepEqual([group.funnel.people, group.lively, group.lastPostAt], [0, true, null])
  const past = { chatId: 'wrHuajianFuli1', from: FROM, to: DAY }
  const moves = async (input: object) => (await shop.staff<{ rows: MoveRow[] }>('funnel.groupMoves', input)).rows
  const month = { ...past, from: group.days[0]?.day ?? DAY }
  assert.equal(
    (await moves({ ...month, which: 'joins' })).length,
    group.days.reduce((sum, { joins }) => sum + joins, 0),
  )
  assert.ok((await moves({ ...past, which: 'joins' })).every(({ person }) => person !== null))
  assert.deepEqual(await moves({ ...past, which: 'quits' }), [])
  // Its people first came long before the days that are looked at.
  assert.equal(await shop.refused('funnel.group', { chatId: 'wrNobody' }), 'NO_SUCH_GROUP')
  for (const input of [
    { from: DAY, to: FROM },
    { from: '2020-01-01', to: DAY },
    { from: DAY, to: DAY, value: 'x' },
  ]) {
    assert.equal(await shop.refused('funnel.get', input), 'BAD_INPUT')
  }
})
test('other steps count everything anew, and so does a rebuild from the facts', async () => {
  const book = { steps: [{ step: 'checkin', required: true, windowDays: 365 }], least: 1 }
  await shop.staff('funnel.saveBook', { request: 'request-book', revision: 0, book })
  await ticks('09:40', '09:45', '09:50')
  await same()
  assert.deepEqual(reached(await get()), { checkin: 2 })
  await shop.staff('funnel.rebuild', { request: 'request-rebuild', from: 'facts' })
  await ticks('09:55', '10:00', '10:05', '10:10', '10:15')
  await same()
  assert.equal((await shop.tickAt(DAY, '10:20')).wireCalls, 3, 'an idle tick')
})

test('rolling up survives every fault at every wire call', async () => {
  // Somebody turns out to have come a day earlier: the person leaves one day and joins another.
  await tell([{ step: 'touch', key: 't1', who: 'mp:oX', at: startOf(addDays(DAY, -1)) + 1, channel: poster }])
  await ticks('10:25')
  await shop.setTime(DAY, '10:30')
  const report = await underFaults(shop.world, {
    action: () => shop.world.fireTimer('tick'),
    kinds: ['kill'],
    sweep: () => ticks('10:34', '10:40'),
    async check() {
      await same()
      const { data } = await shop.world.db.collection('people').where({ _id: 'mp:oX' }).get()
      const [person] = data as unknown as Person[]
      assert.deepEqual([person?.rolledDays, person?.dirtyAt], [[addDays(DAY, -1)], null])
      assert.equal((await shop.world.db.collection('due').where({ kind: 'funnel.roll' }).get()).data.length, 0)
    },
  })
  console.log(`roll: ${report.wireCalls} wire calls, ${report.points} points`)
})
