import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { QueueItem } from '../../src/features/delivery/contract'
import { drawCover } from '../../src/features/delivery/drawCover'
import { digestOf } from '../../src/features/delivery/media'
import { deliveryText } from '../../src/features/delivery/text'
import { MONDAY, openPublishedShop, type Shop, twoAtNine } from './shop'

const DAY = '2026-11-23'
const CREATE = 'externalcontact/add_msg_template'
const LIST = 'externalcontact/get_groupmsg_list_v2'
const XIAOMEI = { openid: 'o-staff-xiaomei' }
const GROUPS = ['wrHuajianFuli1', 'wrHuajianFuli2', 'wrHuajianFuli3']
let shop: Shop & { sop: string }
let planned: string

before(async () => {
  shop = await openPublishedShop(MONDAY, twoAtNine)
  planned = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(planned)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

const targets = async () =>
  (await shop.wechat.state()).tasks.flatMap((task) => task.targets.map((target) => target.chatId)).sort()
const tasked = () => shop.rows({ date: DAY, column: '打卡签到' })
const fault = (api: string, kind: string, more: object = {}) => shop.wechat.act('faults', { api, kind, ...more })
const clearFaults = () => shop.wechat.act('faults', { clear: true })

/** A cold start is longer than a tick: only warm instances really meet. */
const twoWarmInstances = () => Promise.all([1, 2, 3].map(() => shop.world.fireTimer('tick')))

test('two ticks at the same moment send once', async () => {
  await twoWarmInstances()
  await shop.setTime(DAY, '09:00')
  const runs = await Promise.all([1, 2, 3].map(() => shop.world.fireTimer('tick')))
  assert.ok(runs.some((run) => run.ok))
  await shop.tickAt(DAY, '09:05')
  assert.deepEqual(await targets(), GROUPS)
  const { notices } = await shop.wechat.state()
  assert.deepEqual(notices.map((notice) => notice.userid).sort(), ['aling', 'xiaomei'])
})

test('a beat that stands on the list twice is claimed once', async () => {
  const beat = (await tasked())[0]?.beat
  const dispatches = (await shop.due()).filter((each) => each.kind === 'delivery.dispatch')
  const due = shop.world.db.collection('due')
  for (const { _id, payload } of dispatches) if (payload.beat !== beat) await due.where({ _id }).remove()
  const item = dispatches.find((each) => each.payload.beat === beat)
  await due.add({ data: { ...item, _id: `${item?._id}:twin` } })
  await twoWarmInstances()
  await shop.setTime(DAY, '09:00')
  await Promise.all([1, 2].map(() => shop.world.fireTimer('tick')))
  await shop.tickAt(DAY, '09:05')
  assert.deepEqual(await targets(), GROUPS)
})

test('a version published while the beat goes out leaves no group without a message and none with two', async () => {
  await shop.staff('sop.startDraft', { sop: shop.sop })
  await shop.setTime(DAY, '09:00')
  await Promise.all([
    shop.world.fireTimer('tick'),
    shop.staff('sop.publish', { sop: shop.sop, number: 2 }),
    shop.world.fireTimer('tick'),
  ])
  await shop.tickAt(DAY, '09:05')
  await shop.tickAt(DAY, '09:10')
  assert.deepEqual(await targets(), GROUPS)
  const rows = await shop.rows({ date: DAY })
  assert.equal(rows.length, 6)
  assert.ok(rows.every((row) => row.state === 'awaiting_staff'))
})

for (const kind of ['cut-after', 'hang-after'] as const) {
  test(`a task whose answer was lost (${kind}) is found again at WeCom, not created again`, async () => {
    await fault(CREATE, kind, { times: 2 })
    await shop.setTime(DAY, '09:00')
    await shop.world.fireTimer('tick')
    assert.deepEqual([...new Set((await tasked()).map((row) => row.state))], ['claimed'])
    assert.ok((await shop.tickAt(DAY, '09:05')).ok)
    assert.deepEqual(await targets(), GROUPS)
    const { tasks } = await shop.wechat.state()
    for (const row of await tasked()) {
      assert.equal(row.msgid, tasks.find((task) => task.sender === row.owner)?.msgid)
    }
  })
}

for (const kind of ['cut-before', 'errcode'] as const) {
  test(`a task that surely does not exist (${kind}) is created by the next tick`, async () => {
    await fault(CREATE, kind, { times: 2, errcode: -1 })
    await shop.setTime(DAY, '09:00')
    await shop.world.fireTimer('tick')
    assert.deepEqual(await targets(), [])
    assert.ok((await shop.tickAt(DAY, '09:05')).ok)
    assert.deepEqual(await targets(), GROUPS)
    assert.ok((await tasked()).every((row) => row.state === 'task_created'))
  })
}

test('as long as WeCom cannot be asked nothing is created again, and then a person decides', async () => {
  await fault(CREATE, 'cut-after', { times: 2 })
  await shop.setTime(DAY, '09:00')
  await shop.world.fireTimer('tick')
  await fault(LIST, 'errcode', { errcode: -1, times: 1000 })
  for (const time of ['09:05', '09:30', '10:00', '10:05', '10:10', '10:15', '10:20']) await shop.tickAt(DAY, time)
  await clearFaults()
  assert.deepEqual(await targets(), GROUPS)
  const rows = await tasked()
  for (const row of rows) assert.deepEqual([row.state, row.reason], ['unconfirmed', deliveryText.unknown])
  assert.equal((await shop.board()).totals.unconfirmed, 3)

  const [first, second] = rows.map((row) => row._id)
  const resolve = (id: string | undefined, outcome: string) => shop.staff('delivery.resolve', { id, outcome })
  assert.deepEqual(await resolve(first, 'sent'), { id: first, state: 'sent' })
  assert.deepEqual(await resolve(first, 'sent'), { id: first, state: 'sent' })
  assert.equal(await shop.refused('delivery.resolve', { id: first, outcome: 'resend' }), 'NOT_UNCONFIRMED')
  await Promise.all([resolve(second, 'resend'), resolve(second, 'resend')])
  await shop.tickAt(DAY, '10:25')
  const again = (await tasked()).filter((row) => row.attempt === 1)
  assert.deepEqual(
    again.map((row) => [row._id, row.route, row.state]),
    [[second?.replace(/0$/, '1'), 'staff_task', 'awaiting_staff']],
  )
  const { items } = await shop.staff<{ items: QueueItem[] }>('delivery.getQueue', {}, XIAOMEI)
  const item = items.find((each) => each.id === again[0]?._id)
  await shop.staff('delivery.confirm', { id: item?.id }, XIAOMEI)
  const { cells, totals } = await shop.board()
  assert.equal(cells[`${again[0]?.target}|${again[0]?.beat}`]?.id, again[0]?._id)
  assert.deepEqual([totals.sent, totals.unconfirmed], [2, 1])
})

test('an owner whom WeCom refuses as a sender sends by hand, and the board says why', async () => {
  await shop.wechat.act('rules', { hiddenStaff: ['aling'] })
  await shop.tickAt(DAY, '09:00')
  const rows = await tasked()
  const refused = rows.find((row) => row.owner === 'aling')
  assert.deepEqual([refused?.route, refused?.state], ['staff_task', 'awaiting_staff'])
  assert.ok(refused?.reason, 'the reason is kept')
  assert.ok(rows.filter((row) => row.owner === 'xiaomei').every((row) => row.state === 'task_created'))
})

test('a picture that WeCom has forgotten is uploaded again', async () => {
  const _id = `image:${digestOf(drawCover('daka'))}`
  await shop.world.db
    .collection('media_cache')
    .add({ data: { _id, schema: 1, mediaId: '3forgotten', uploadedAt: Date.parse(MONDAY) } })
  await shop.tickAt(DAY, '09:00')
  assert.ok((await targets()).length < 3)
  assert.ok((await shop.tickAt(DAY, '09:05')).ok)
  assert.deepEqual(await targets(), GROUPS)
})

test('a poll that fails is tried again and loses nothing', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:03')
  await shop.wechat.confirmAll()
  await fault('externalcontact/get_groupmsg_task', 'cut-before', { times: 4 })
  assert.ok(!(await shop.tickAt(DAY, '09:05')).message)
  await clearFaults()
  await shop.tickAt(DAY, '09:10')
  await shop.tickAt(DAY, '09:15')
  assert.deepEqual([...new Set((await tasked()).map((row) => row.state))], ['sent'])
})

test('a group that left WeCom is not planned for any more', async () => {
  await shop.wechat.act('rules', { hiddenStaff: ['aling'] })
  await shop.tickAt('2026-11-24', '04:30')
  await shop.tickAt('2026-11-25', '00:05')
  const rows = await shop.rows({ date: '2026-11-26' })
  assert.deepEqual([...new Set(rows.map((row) => row.target))].sort(), ['wrHuajianFuli1', 'wrHuajianFuli2'])
})
