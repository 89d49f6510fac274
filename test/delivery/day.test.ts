import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { QueueItem } from '../../src/features/delivery/contract'
import { deliveryText } from '../../src/features/delivery/text'
import { MONDAY, openPublishedShop, type Shop } from './shop'

const DAY = '2026-11-23'
const XIAOMEI = { openid: 'o-staff-xiaomei' }
let shop: Shop & { sop: string }
let planned: string

before(async () => {
  shop = await openPublishedShop()
  planned = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(planned)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

const statesOf = async (column: string) =>
  (await shop.rows({ date: DAY, column })).map((row) => `${row.groupName.slice(-4)} ${row.route} ${row.state}`).sort()
const queue = () => shop.staff<{ items: QueueItem[] }>('delivery.getQueue', {}, XIAOMEI)
const itemOf = async (column: string) => {
  const item = (await queue()).items.find((each) => each.column === column)
  assert.ok(item, column)
  return item
}

test('publishing plans today and tomorrow: three groups hear five columns, the first by group task', async () => {
  const rows = await shop.rows()
  assert.equal(rows.length, 30)
  assert.deepEqual([...new Set(rows.map((row) => row.date))].sort(), [DAY, '2026-11-24'])
  assert.ok(rows.every((row) => (row.route === 'group_task') === (row.column === '打卡签到')))
  assert.ok(rows.every((row) => row.state === 'planned' && row.version === 1))
  assert.ok(!JSON.stringify(rows).includes('{产品}'))
})

test('at nine one task per owner goes out, with the same words to all groups and the card to the column', async () => {
  const tick = await shop.tickAt(DAY, '09:00')
  assert.ok(tick.ok)
  const { tasks, notices } = await shop.wechat.state()
  assert.deepEqual(tasks.map((task) => [task.sender, task.targets.length]).sort(), [
    ['aling', 1],
    ['xiaomei', 2],
  ])
  assert.equal(notices.length, 0)
  assert.deepEqual(await statesOf('打卡签到'), [
    '福利群1 group_task task_created',
    '福利群2 group_task task_created',
    '福利群3 group_task task_created',
  ])
})

test('the owner presses, the poll finds it, and the row says that WeCom says so', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.tickAt(DAY, '09:05')
  assert.ok((await shop.rows({ date: DAY, column: '打卡签到' })).every((row) => row.state === 'awaiting_staff'))
  await shop.setTime(DAY, '09:06')
  await shop.wechat.confirmAll()
  await shop.tickAt(DAY, '09:10')
  for (const row of await shop.rows({ date: DAY, column: '打卡签到' })) {
    assert.deepEqual([row.state, row.evidence, row.sentAt], ['sent', 'platform', Date.parse(`${DAY}T01:06:00Z`)])
  }
})

test('a press after ten past nine is late', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:31')
  await shop.wechat.confirmAll()
  await shop.tickAt(DAY, '09:35')
  assert.ok((await shop.rows({ date: DAY, column: '打卡签到' })).every((row) => row.state === 'late'))
  const cells = Object.values((await shop.board()).cells).filter((cell) => cell.state === 'late')
  assert.deepEqual(
    cells.map((cell) => cell.lateMinutes),
    [31, 31, 31],
  )
})

test('a group without quota ends as skipped with the reason', async () => {
  await shop.wechat.act('rules', { quotaRule: '1_per_day' })
  await shop.wechat.act('personal', { chatId: 'wrHuajianFuli1', text: '群主自己发过一条' })
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:02')
  await shop.wechat.confirmAll()
  await shop.tickAt(DAY, '09:05')
  const rows = await shop.rows({ date: DAY, column: '打卡签到' })
  const first = rows.find((row) => row.target === 'wrHuajianFuli1')
  assert.deepEqual([first?.state, first?.reason], ['skipped', deliveryText.quota])
  assert.equal(rows.filter((row) => row.state === 'sent').length, 2)
})

test('at ten the owners get one notice each, open the queue, and confirm with one tap', async () => {
  await shop.tickAt(DAY, '10:00')
  const { notices } = await shop.wechat.state()
  assert.deepEqual(notices.map((notice) => notice.userid).sort(), ['aling', 'xiaomei'])
  const item = await itemOf('话题讨论')
  assert.equal(item.state, 'awaiting_staff')
  assert.equal(item.card?.path, `features/sop/pages/column/index?b=${shop.sop}:${beatKey(item)}:0&g=${item.target}`)
  await shop.setTime(DAY, '10:03')
  const { item: sent } = await shop.staff<{ item: QueueItem }>('delivery.confirm', { id: item.id }, XIAOMEI)
  assert.deepEqual([sent.state, sent.evidence, sent.sentAt], ['sent', 'self', Date.parse(`${DAY}T02:03:00Z`)])
  await shop.setTime(DAY, '10:40')
  const again = await shop.staff<{ item: QueueItem }>('delivery.confirm', { id: item.id }, XIAOMEI)
  assert.deepEqual(again.item, sent)
})

const beatKey = (item: QueueItem) => item.id.split(':').slice(1, 2).concat(DAY).join(':')

test('what nobody sent in its window is missed, and its task is withdrawn from the phone', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.tickAt(DAY, '10:00')
  for (const row of await shop.rows({ date: DAY, column: '打卡签到' })) {
    assert.deepEqual([row.state, row.reason], ['missed', deliveryText.ownerMissed])
  }
  assert.ok((await shop.wechat.state()).tasks.every((task) => task.state !== 'waiting'))
  await shop.tickAt(DAY, '11:00')
  assert.ok((await shop.rows({ date: DAY, column: '话题讨论' })).every((row) => row.state === 'missed'))
})

test('a press between the last poll and the end of the window still counts', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:58')
  await shop.wechat.confirmAll()
  await shop.tickAt(DAY, '10:00')
  assert.ok((await shop.rows({ date: DAY, column: '打卡签到' })).every((row) => row.state === 'late'))
})

test('a notice may be late: it stays in the queue until the day ends', async () => {
  await shop.tickAt(DAY, '20:00')
  await shop.tickAt(DAY, '21:00')
  const open = await shop.rows({ date: DAY, column: '用户反馈' })
  assert.ok(open.every((row) => row.state === 'awaiting_staff'))
  await shop.setTime(DAY, '22:00')
  const { item } = await shop.staff<{ item: QueueItem }>('delivery.confirm', { id: open[0]?._id })
  assert.deepEqual([item.state, item.evidence], ['late', 'operator'])
  await shop.tickAt('2026-11-24', '00:00')
  const states = (await shop.rows({ date: DAY, column: '用户反馈' })).map((row) => `${row.state} ${row.reason}`)
  assert.deepEqual(states.sort(), ['late null', `missed ${deliveryText.dayOver}`, `missed ${deliveryText.dayOver}`])
})

test('a server that slept through a window sends nothing late and says so', async () => {
  await shop.tickAt(DAY, '12:30')
  const { tasks, notices } = await shop.wechat.state()
  assert.deepEqual([tasks.length, notices.length], [0, 0])
  for (const column of ['打卡签到', '话题讨论', '午间好物']) {
    for (const row of await shop.rows({ date: DAY, column })) {
      assert.deepEqual([row.state, row.reason], ['missed', deliveryText.tickMissed])
    }
  }
})

test('a whole week plans itself, day by day, each beat once', async () => {
  for (const day of ['24', '25', '26', '27']) await shop.tickAt(`2026-11-${day}`, '00:05')
  const rows = await shop.rows({})
  assert.equal(new Set(rows.map((row) => row._id)).size, rows.length)
  const friday = rows.filter((row) => row.date === '2026-11-27')
  assert.deepEqual([...new Set(friday.map((row) => row.column))].sort(), [
    '九点秒杀',
    '午间好物',
    '打卡签到',
    '游戏互动',
    '用户反馈',
    '福利周五',
    '话题讨论',
  ])
  const vip = rows.filter((row) => row.target === 'wrHuajianVip')
  assert.deepEqual(
    vip.map((row) => `${row.date} ${row.column} ${row.route}`),
    ['2026-11-25 会员日 group_task'],
  )
})

test('postponing moves the beginning, never beyond the end, and a repeated tap is one', async () => {
  await shop.tickAt(DAY, '10:00')
  const { id } = await itemOf('话题讨论')
  await shop.setTime(DAY, '10:05')
  const postpone = (minutes: number) => shop.staff<{ item: QueueItem }>('delivery.postpone', { id, minutes }, XIAOMEI)
  const at = (time: string) => Date.parse(`${DAY}T${time}:00+08:00`)
  assert.equal((await postpone(30)).item.from, at('10:35'))
  assert.equal((await postpone(30)).item.from, at('10:35'))
  await shop.setTime(DAY, '10:36')
  assert.equal(await shop.refused('delivery.postpone', { id, minutes: 30 }, XIAOMEI), 'WINDOW_ALMOST_OVER')
  const { item } = await shop.staff<{ item: QueueItem }>('delivery.confirm', { id }, XIAOMEI)
  assert.equal(item.state, 'sent')
})

test('a skip keeps its reason, can be taken back in the window, and never touches a group task', async () => {
  await shop.tickAt(DAY, '10:00')
  const { id } = await itemOf('话题讨论')
  const skip = { id, reason: '群里正在处理客诉' }
  assert.equal((await shop.staff<{ item: QueueItem }>('delivery.skip', skip, XIAOMEI)).item.state, 'skipped')
  assert.equal((await shop.staff<{ item: QueueItem }>('delivery.skip', skip, XIAOMEI)).item.reason, skip.reason)
  assert.equal((await shop.staff<{ item: QueueItem }>('delivery.unskip', { id }, XIAOMEI)).item.state, 'awaiting_staff')
  await shop.staff('delivery.skip', skip, XIAOMEI)
  await shop.setTime(DAY, '11:00')
  assert.equal(await shop.refused('delivery.unskip', { id }, XIAOMEI), 'WINDOW_CLOSED')
  assert.equal(await shop.refused('delivery.confirm', { id }, XIAOMEI), 'ALREADY_CLOSED')
})

test('only the owner and the office touch a row, and group tasks are sent in WeCom', async () => {
  await shop.tickAt(DAY, '09:00')
  const { id } = await itemOf('打卡签到')
  assert.equal(await shop.refused('delivery.confirm', { id }, XIAOMEI), 'SEND_IN_WECOM')
  assert.equal(await shop.refused('delivery.skip', { id, reason: '忙' }, XIAOMEI), 'GROUP_TASK_WHOLE')
  assert.equal(await shop.refused('delivery.confirm', { id }, { openid: 'o-staff-aling' }), 'NOT_YOURS')
  assert.equal(await shop.refused('delivery.confirm', { id: 'no-such-row' }, XIAOMEI), 'NO_SUCH_DELIVERY')
  assert.equal(await shop.refused('delivery.remind', { id }, XIAOMEI), 'FORBIDDEN')
  assert.equal(await shop.refused('delivery.getQueue', {}), 'NO_WECOM_USER')
})

test('three reminders a day reach the owner, the fourth is refused calmly', async () => {
  await shop.tickAt(DAY, '09:00')
  const { id } = await itemOf('打卡签到')
  await shop.setTime(DAY, '09:20')
  for (const number of [1, 2, 3]) {
    assert.deepEqual(await shop.staff('delivery.remind', { id }), { reminders: number })
  }
  assert.equal(await shop.refused('delivery.remind', { id }), 'REMIND_LIMIT')
  const task = (await shop.wechat.state()).tasks.find((each) => each.sender === 'xiaomei')
  assert.equal(task?.reminders, 3)
})

test('the board shows groups by beats, the totals and the tick', async () => {
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:03')
  await shop.wechat.confirmAll()
  await shop.tickAt(DAY, '09:05')
  const beat = (await shop.rows({ date: DAY, column: '打卡签到' }))[0]?.beat
  await shop.member('sop.openBeat', { beat, group: 'wrHuajianFuli1' }, 'o-member-01')
  const board = await shop.board()
  assert.deepEqual(
    board.groups.map((group) => `${group.name} ${group.ownerName} ${group.members}`),
    ['花间美妆·VIP群 陈一诺 4', '花间美妆·福利群1 小美 6', '花间美妆·福利群2 小美 4', '花间美妆·福利群3 阿玲 4'],
  )
  assert.deepEqual(
    board.beats.map((each) => `${each.column} ${each.opened}`),
    ['打卡签到 1', '话题讨论 0', '午间好物 0', '游戏互动 0', '用户反馈 0'],
  )
  assert.deepEqual(board.totals, {
    planned: 15,
    due: 3,
    sent: 3,
    late: 0,
    missed: 0,
    awaiting: 0,
    unconfirmed: 0,
    skipped: 0,
  })
  assert.equal(board.cells[`wrHuajianFuli1|${beat}`]?.evidence, 'platform')
  assert.equal(board.tick.lastRunAt, Date.parse(`${DAY}T01:05:00Z`))
  const { items } = await queue()
  assert.equal(items.find((item) => item.target === 'wrHuajianFuli1')?.opened, 1)

  // Of all who open the card: another group's, a phone that follows a group that never got it, one that follows none.
  await shop.member('sop.openBeat', { beat, group: 'wrHuajianFuli3' }, 'o-member-02')
  await shop.member('sop.openBeat', { beat, group: 'wrElsewhere' }, 'o-member-03')
  await shop.member('sop.openBeat', { beat }, 'o-member-04')
  const rows = await shop.rows({ beat: beat ?? '' })
  const openings = async (target: string) =>
    shop.staff('delivery.getOpenings', { id: rows.find((row) => row.target === target)?._id })
  const one = { opened: 1, acted: 0 }
  const lines = { others: one, unknown: { opened: 2, acted: 0 }, total: { opened: 4, acted: 0 } }
  assert.deepEqual(await openings('wrHuajianFuli1'), { own: one, ...lines })
  assert.deepEqual(await openings('wrHuajianFuli2'), {
    own: { opened: 0, acted: 0 },
    ...lines,
    others: { opened: 2, acted: 0 },
  })
  // 阿玲's task serves one group and its card says so; 小美's serves two and cannot.
  const tasks = (await shop.wechat.state()).tasks
  const named = (sender: string) =>
    /[?&]g=(\w+)/.exec(JSON.stringify(tasks.find((task) => task.sender === sender)))?.[1]
  assert.deepEqual([named('aling'), named('xiaomei')], ['wrHuajianFuli3', undefined])
})
