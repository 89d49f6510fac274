import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { deliveryText } from '../../src/features/delivery/text'
import type { BeatFate } from '../../src/features/sop/fates'
import type { NodeDraft } from '../../src/features/sop/nodeRules'
import { draftOf, nextDraft, nodeOf } from '../sop/writeNodes'
import { openShop, type Shop, MONDAY as START } from './shop'

const [MONDAY, TUESDAY] = ['2026-11-23', '2026-11-24'] as const
const AT_NINE = [{ from: '09:00', until: '10:00' }]
/** The demo's customer groups. */
const GROUPS = 4
const NOON = { from: '12:00', until: '13:00' }
let shop: Shop
let blank: string

before(async () => {
  shop = await openShop()
  blank = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(blank)
  shop.wechat.reset()
  await shop.world.setClock(START)
})
after(() => shop.close())

async function tickAt(day: string, time: string): Promise<void> {
  const tick = await shop.tickAt(day, time)
  assert.ok(tick.ok, tick.message)
}

async function live(nodes: readonly NodeDraft[]): Promise<string> {
  const sop = await draftOf(shop, nodes)
  await shop.staff('sop.publish', { sop, number: 1 })
  await tickAt(MONDAY, '08:51')
  return sop
}

/** What the groups' owners have on their phones as tasks: group and words. */
async function tasked(): Promise<string[]> {
  const { tasks } = (await shop.wechat.state()) as unknown as {
    tasks: { bubbles: unknown; targets: { chatId: string }[] }[]
  }
  return tasks
    .flatMap(({ bubbles, targets }) => targets.map(({ chatId }) => words({ target: chatId, parts: bubbles })))
    .sort()
}

const words = (row: { target: string; parts: unknown }) => `${row.target} ${JSON.stringify(row.parts).match(/第.版/)}`
const greeting = (text: string, change: Partial<NodeDraft> = {}) =>
  nodeOf('morning', { on: 'daily' }, text, { slots: AT_NINE, route: 'group_task', fallback: 'staff_task', ...change })

test('a publication that meets the dispatch says what is then on the phones, whoever was first', async () => {
  const sop = await live([greeting('第一版')])
  const number = await nextDraft(shop, sop, [greeting('第二版')])
  const before = shop.world.snapshot()
  const seen = new Set<string>()
  for (const clock of ['00:59:59.000', '01:00:00.000']) {
    shop.world.restore(before)
    shop.wechat.reset()
    await shop.world.setClock(`${MONDAY}T${clock}Z`)
    const [{ beats }, first, second] = await Promise.all([
      shop.staff<{ beats: BeatFate[] }>('sop.publish', { sop, number }),
      shop.world.fireTimer('tick'),
      shop.world.fireTimer('tick'),
    ])
    assert.ok(first.ok && second.ok)
    for (const time of ['09:00', '09:02', '09:05']) await tickAt(MONDAY, time)
    const rows = await shop.rows({ date: MONDAY })
    const [beat] = beats
    assert.equal(rows.length, GROUPS)
    assert.equal(rows.filter((row) => row.version === 2).length, beat?.waiting, JSON.stringify(beat))
    assert.equal(rows.filter((row) => row.version === 1).length, beat?.taken)
    assert.deepEqual(await tasked(), rows.map(words).sort())
    seen.add(beat?.fate ?? '')
  }
  assert.ok(seen.has('changed'), [...seen].join())
})

test('a clock that jumps a day ahead and an hour back loses nothing and repeats nothing', async () => {
  await live([greeting('第一版'), nodeOf('noon', { on: 'daily' }, '第二版', { slots: [NOON] })])
  await tickAt(MONDAY, '09:00')
  for (const time of ['08:00', '08:05', '09:05']) await tickAt(MONDAY, time)
  assert.equal((await tasked()).length, GROUPS)
  for (const time of ['09:05', '09:10']) await tickAt(TUESDAY, time)
  const monday = await shop.rows({ date: MONDAY })
  assert.equal(monday.length, 2 * GROUPS)
  assert.ok(
    monday.every((row) => row.state === 'missed' && row.reason !== null),
    JSON.stringify(monday.map(({ state }) => state)),
  )
  for (const time of ['08:10', '08:15', '09:15']) await tickAt(TUESDAY, time)
  const tuesday = await shop.rows({ date: TUESDAY })
  assert.deepEqual(
    [tuesday.length, new Set(tuesday.map((row) => row.target + row.nodeKey)).size],
    [2 * GROUPS, 2 * GROUPS],
  )
  assert.equal((await tasked()).length, 2 * GROUPS)
  for (const time of ['11:00', '12:00', '11:00', '12:05']) await tickAt(TUESDAY, time)
  assert.equal((await tasked()).length, 2 * GROUPS)
  assert.ok((await shop.rows({ date: TUESDAY, nodeKey: 'noon' })).every((row) => row.state === 'awaiting_staff'))
})

test('what comes late is sent within its day, dropped, or put to a person, as its node says', async () => {
  const node = (late: NodeDraft['late']) => nodeOf(late, { on: 'daily' }, `晚了就${late}`, { slots: AT_NINE, late })
  await live([node('send'), node('skip'), node('ask')])
  const planned = shop.world.snapshot()
  const ends = async (key: string) => [
    ...new Set(
      (await shop.rows({ date: MONDAY, nodeKey: key })).map(({ state, reason }) => `${state} ${reason ?? ''}`),
    ),
  ]
  for (const time of ['10:30', '10:35']) await tickAt(MONDAY, time)
  assert.deepEqual(await ends('send'), ['awaiting_staff '])
  assert.deepEqual(await ends('skip'), [`missed ${deliveryText.tickMissed}`])
  assert.match(String(await ends('ask')), /^unconfirmed ./)
  const board = await shop.board(MONDAY)
  assert.ok(Object.values(board.cells).some((cell) => cell.state === 'unconfirmed'))

  shop.world.restore(planned)
  for (const time of ['00:10', '00:15']) await tickAt(TUESDAY, time)
  assert.match(String(await ends('send')), /^missed ./)
})

test('a second group task of the day goes to the owner’s queue, or nowhere when it names no other way', async () => {
  const second = (key: string, fallback: NodeDraft['fallback']) =>
    nodeOf(key, { on: 'daily' }, key, { slots: [{ from: '09:05', until: '10:00' }], route: 'group_task', fallback })
  await live([greeting('第一版'), second('by_hand', 'staff_task'), second('or_none', null)])
  for (const time of ['09:00', '09:05', '09:10']) await tickAt(MONDAY, time)
  const of = async (key: string) => [
    ...new Set(
      (await shop.rows({ date: MONDAY, nodeKey: key })).map(({ state, reason }) => `${state} ${reason ?? ''}`),
    ),
  ]
  assert.deepEqual(await of('by_hand'), ['awaiting_staff '])
  assert.deepEqual(await of('or_none'), [`skipped ${deliveryText.quotaNoOther}`])
  assert.equal((await tasked()).length, GROUPS)
})
