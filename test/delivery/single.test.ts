import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Consents } from '../../src/features/intent/consents'
import type { DryRun } from '../../src/features/sop/dryRunContract'
import { underFaults } from '../faults/underFaults'
import { idOf } from '../intent/phone'
import { draftOf, nextDraft } from '../sop/writeNodes'
import { MONDAY, openid, openSingleShop, type SingleShop, single } from './singleShop'

const CREATE = 'externalcontact/add_msg_template'
let shop: SingleShop
let friends: string

before(async () => {
  shop = await openSingleShop()
  friends = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(friends)
  await shop.resetWechat()
  await shop.setTime(MONDAY, '08:50')
})
after(() => shop.close())

async function publish(nodes: Parameters<typeof draftOf>[1]): Promise<string> {
  const sop = await draftOf(shop, nodes)
  await shop.staff('sop.publish', { sop, number: 1 })
  await tickAt('08:55')
  return sop
}

async function tickAt(time: string): Promise<void> {
  const tick = await shop.tickAt(MONDAY, time)
  assert.ok(tick.ok, tick.message)
}

const heard = async (number: string) =>
  (
    (
      await shop.world.db
        .collection('consents')
        .doc(idOf(openid(number)))
        .get()
    ).data as unknown as Consents | null
  )?.heard ?? []
const ASSIGNED = [
  '01 xiaomei assigned',
  '02 xiaomei assigned',
  '03 aling assigned',
  '04 aling assigned',
  '05 dianzhang assigned',
  '06 - skipped 还没对上企业微信的好友：没加导购，或还没进过小程序',
]
const WAITING = ['aling 03,04 waiting', 'dianzhang 05 waiting', 'xiaomei 01,02 waiting']

test('each guide has one task for their own friends; who is nobody’s friend is named; what WeCom says is what stands', async () => {
  await publish([single('tips', '换季护肤小贴士')])
  for (const time of ['10:00', '10:05']) await tickAt(time)
  assert.deepEqual(await shop.told(), ASSIGNED)
  assert.deepEqual(await shop.tasks(), WAITING)
  assert.deepEqual(
    (await heard('01')).map(({ kind }) => kind),
    ['sop.notice'],
  )
  const rows = await shop.rows({ route: 'single_task' })
  assert.deepEqual(rows.map(({ state, customers }) => `${state} ${customers}`).sort(), [
    'awaiting_staff 1',
    'awaiting_staff 2',
    'awaiting_staff 2',
  ])

  // 04 is deleted, and 阿玲 presses; 小美 is reminded and does nothing; 陈一诺's is taken back.
  const task = async (sender: string) => (await shop.wechat.state()).tasks.find((each) => each.sender === sender)
  await shop.wechat.act('remove-friend', { openid: openid('04'), userid: 'aling', hold: true })
  await shop.wechat.act('confirm', { msgid: (await task('aling'))?.msgid, userid: 'aling' })
  const rowOf = (owner: string) => rows.find((row) => row.owner === owner)?._id
  assert.deepEqual(await shop.staff('delivery.remind', { id: rowOf('xiaomei') }), { reminders: 1 })
  assert.equal((await task('xiaomei'))?.reminders, 1)
  assert.deepEqual(await shop.staff('delivery.withdraw', { id: rowOf('dianzhang') }), { withdrawn: 1 })
  assert.equal(await shop.refused('delivery.sendAgain', { id: rowOf('dianzhang') }), 'NOT_RESENDABLE')
  // Who goes away after their task is out has nobody who could press instead: today's page says so.
  await shop.staff('delivery.setAway', { user: 'xiaomei', until: MONDAY, deputy: 'aling' })
  const { singles } = await shop.board(MONDAY)
  assert.deepEqual(
    singles[0]?.tasks.filter(({ away }) => away).map(({ guide, state }) => [guide, state]),
    [['xiaomei', 'awaiting_staff']],
  )
  assert.deepEqual([singles[0]?.customers, singles[0]?.left], [5, 1])
  for (const time of ['10:10', '12:00', '12:05', '12:10']) await tickAt(time)
  assert.deepEqual(await shop.told(), [
    '01 xiaomei skipped 导购没有在时段内点发送',
    '02 xiaomei skipped 导购没有在时段内点发送',
    '03 aling sent',
    '04 aling skipped 客户已经不是这位导购的好友，没有送达',
    '05 dianzhang skipped 运营撤回了这条群发，群主不能再发',
    ASSIGNED[5],
  ])
  assert.deepEqual(await shop.tasks(), ['aling 03=1,04=2 sent', 'dianzhang 05 cancelled', 'xiaomei 01,02 cancelled'])
  // The place under the caps is kept by who heard it, and by nobody else.
  assert.deepEqual([(await heard('03')).length, (await heard('01')).length, (await heard('04')).length], [1, 0, 0])
  assert.ok(!(await shop.due()).some((item) => item._id.includes(MONDAY)))
  const [reached] = await shop.rows({ owner: 'aling', route: 'single_task' })
  assert.deepEqual([reached?.state, reached?.reached, reached?.customers], ['sent', 1, 2])
})

test('a dry run counts what is then sent: per guide, who has no friend, who is told another way, and whose cap is full', async () => {
  const rules = await shop.staff<{ rules: object; revision: number }>('delivery.getRules', {})
  await shop.staff('delivery.saveRules', { revision: rules.revision, rules: { ...rules.rules, personPerDay: 2 } })
  const sop = await draftOf(shop, [
    single('one', '第一条', { slots: [{ from: '09:30', until: '11:00' }] }),
    single('two', '第二条', { fallback: 'subscribe' }),
    single('three', '第三条', { slots: [{ from: '10:30', until: '12:00' }] }),
  ])
  await shop.staff('delivery.setAway', { user: 'dianzhang', until: MONDAY })
  const { singles } = await shop.staff<DryRun>('sop.dryRun', { sop, version: 1, from: MONDAY, days: 1 })
  assert.deepEqual(
    singles.map(({ guides, fallback, skipped }) => [
      guides.map(({ guide, customers }) => `${guide} ${customers}`).join(),
      fallback,
      skipped.reduce((sum, { members }) => sum + members, 0),
    ]),
    [
      ['aling 2,xiaomei 2', 0, 2],
      ['aling 2,xiaomei 2', 2, 0],
      ['', 0, 6],
    ],
  )
  await shop.staff('sop.publish', { sop, number: 1 })
  for (const time of ['08:55', '09:30', '10:00', '10:30', '10:35']) await tickAt(time)
  const lines = await shop.lines()
  for (const { beat, guides, fallback, skipped } of singles) {
    const own = lines.filter((line) => line.beat === beat)
    const count = (fits: (line: (typeof own)[number]) => boolean) => own.filter(fits).length
    for (const { guide, customers } of guides)
      assert.equal(
        count((line) => line.guide === guide),
        customers,
      )
    assert.equal(
      count(({ state }) => state === 'fallback'),
      fallback,
    )
    for (const { reason, members } of skipped)
      assert.equal(
        count((line) => line.reason === reason),
        members,
        reason,
      )
    const total = guides.reduce((sum, { customers }) => sum + customers, fallback)
    assert.equal(
      own.length,
      skipped.reduce((sum, { members }) => sum + members, total),
    )
  }
  assert.deepEqual(await shop.tasks(), [
    'aling 03,04 waiting',
    'aling 03,04 waiting',
    'xiaomei 01,02 waiting',
    'xiaomei 01,02 waiting',
  ])
})

test('every fault at every wire call of telling and handing over: one task a guide, everybody in one', async () => {
  await publish([single('tips', '换季护肤小贴士')])
  await shop.setTime(MONDAY, '10:00')
  // One friend and the one without: the steps between them are the same for everybody.
  for (const number of ['02', '03', '04', '05'])
    await shop.world.db
      .collection('accounts')
      .doc(idOf(openid(number)))
      .remove()
  // Nothing else is due, so that the tick is only about this.
  for (const { _id, kind } of await shop.due()) {
    if (kind !== 'sop.tell') await shop.world.db.collection('due').where({ _id }).remove()
  }
  const report = await underFaults(shop.world, {
    kinds: ['kill'],
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('10:05'),
    check: async () => {
      assert.deepEqual(await shop.tasks(), ['xiaomei 01 waiting'])
      assert.deepEqual(await shop.told(), [ASSIGNED[0], ASSIGNED[5]])
      assert.equal((await heard('01')).length, 1)
      const rows = await shop.rows({ route: 'single_task' })
      assert.ok(
        rows.length === 1 &&
          rows.every(({ msgid, state }) => msgid !== null && /^(task_created|awaiting_staff)$/.test(state)),
      )
    },
    restoreOutside: async () => {
      await shop.resetWechat()
      await shop.setTime(MONDAY, '10:00')
    },
  })
  assert.ok(report.points > 8, String(report.points))
})

test('whatever WeCom leaves open about a task is asked before another one is made, also without a mark', async () => {
  await publish([single('tips', '换季护肤小贴士')])
  for (const [kind, more] of [
    ['cut-after', {}],
    ['errcode', { errcode: 45009 }],
  ] as const) {
    const planned = shop.world.snapshot()
    await shop.wechat.act('faults', { api: CREATE, kind, times: 2, ...more })
    for (const time of ['10:00', '10:05', '10:10']) await tickAt(time)
    assert.deepEqual(await shop.tasks(), WAITING, kind)
    assert.deepEqual(await shop.told(), ASSIGNED)
    await shop.wechat.act('faults', { clear: true })
    shop.world.restore(planned)
    await shop.resetWechat()
  }
  // A lasting no ends the task with the reason, and its places are free again.
  await shop.wechat.act('faults', { api: CREATE, kind: 'errcode', errcode: 60111, times: 1 })
  for (const time of ['10:00', '10:05', '12:00', '12:10']) await tickAt(time)
  const refused = (await shop.rows({ state: 'skipped', route: 'single_task' }))[0]
  assert.match(refused?.reason ?? '', /企业微信没有接受客户群发（60111）/)
  const who = (await shop.lines()).filter(({ row }) => row === refused?._id)
  assert.ok(who.length > 0 && who.every(({ reason }) => reason === refused?.reason))
})

test('a pause, an end and another version between the first look and the task: nothing fires that was taken back', async () => {
  const sop = await publish([
    single('tips', '第一版'),
    single('late', '第二拍', { slots: [{ from: '15:00', until: '18:00' }] }),
  ])
  await shop.staff('sop.pause', { sop, reason: '改稿' })
  await tickAt('10:00')
  assert.deepEqual([await shop.told(), await shop.tasks()], [[], []])
  const number = await nextDraft(shop, sop, [single('tips', '改过的话'), single('gone', '别的')])
  await shop.staff('sop.publish', { sop, number })
  await shop.staff('sop.resume', { sop, rows: 'send' })
  for (const time of ['10:10', '10:15', '15:00', '15:05']) await tickAt(time)
  const { tasks } = await shop.wechat.state()
  const words = tasks.map((task) => (task as unknown as { bubbles: { text: string }[] }).bubbles[0]?.text).sort()
  assert.deepEqual([...new Set(words)], ['别的', '改过的话'])
  assert.equal(tasks.length, 6)

  // Quiet hours hold the tasks back after the members were gone over; the new version says it in other words, or not at all.
  const rows = await shop.rows({ route: 'single_task', nodeKey: 'tips' })
  const back = { state: 'planned', claim: null, msgid: null }
  for (const { _id } of rows) await shop.world.db.collection('deliveries').doc(_id).update({ data: back })
  const third = await nextDraft(shop, sop, [single('gone', '别的')])
  await shop.staff('sop.publish', { sop, number: third })
  await shop.world.db.collection('due').add({
    data: {
      _id: 'again',
      schema: 1,
      kind: 'delivery.dispatch',
      at: 0,
      freeAt: 0,
      lease: null,
      attempts: 0,
      lastError: null,
      payload: { beat: rows[0]?.beat },
    },
  })
  await tickAt('15:10')
  const after = await shop.rows({ route: 'single_task', nodeKey: 'tips' })
  assert.ok(after.every(({ state }) => state === 'skipped' || state === 'missed'))
  assert.equal((await shop.wechat.state()).tasks.length, 6)
})
