import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { quotaWindow } from '../../local/wechat/quota'
import { DAY, dispatched, FULI1, MINUTE, MORNING, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function send(): Promise<number> {
  const msgid = await dispatched(world)
  const { body } = await world.page('confirm', { msgid, userid: 'xiaomei' })
  return (body.targets as { status: number }[])[0]?.status ?? -1
}

async function sendMany(times: number): Promise<number[]> {
  const statuses: number[] = []
  for (let i = 0; i < times; i++) statuses.push(await send())
  return statuses
}

test('one a day: the second of a Shanghai day ends as status 3, after midnight there is room again', async () => {
  await world.page('rules', { quotaRule: '1_per_day' })
  assert.deepEqual(await sendMany(2), [1, 3])
  await world.clock.advance(16 * 60 * MINUTE)
  assert.deepEqual(await sendMany(2), [1, 3])
})

test('seven a week: the eighth between Monday and Sunday ends as status 3, Monday opens a new week', async () => {
  await world.page('rules', { quotaRule: '7_per_week' })
  assert.deepEqual(await sendMany(8), [1, 1, 1, 1, 1, 1, 1, 3])
  await world.clock.advance(DAY)
  assert.equal(await send(), 1)
})

test('days of the month: November takes thirty, the thirty-first ends as status 3, December takes again', async () => {
  const statuses = await sendMany(31)
  assert.deepEqual([statuses.filter((status) => status === 1).length, statuses[30]], [30, 3])
  await world.clock.advance(9 * DAY)
  assert.equal(await send(), 1)
})

test('what goes over the quota is no error of the API and shows in no chat', async () => {
  await world.page('rules', { quotaRule: '1_per_day' })
  await send()
  const msgid = await dispatched(world)
  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const { body } = await world.cgi('externalcontact/get_groupmsg_send_result', { msgid, userid: 'xiaomei' })
  assert.deepEqual(body.send_list, [{ chat_id: FULI1, userid: 'xiaomei', status: 3 }])
  assert.equal((await world.state()).groups[0]?.messages.length, 1)
})

test('the quota counts when the owner confirms, not when the task is created', async () => {
  await world.page('rules', { quotaRule: '1_per_day' })
  const first = await dispatched(world)
  const second = await dispatched(world)
  assert.equal((await world.state()).groups[0]?.quota.used, 0)
  await world.page('confirm', { msgid: second, userid: 'xiaomei' })
  await world.clock.advance(16 * 60 * MINUTE)
  const { body } = await world.page('confirm', { msgid: first, userid: 'xiaomei' })
  assert.deepEqual(body.targets, [{ chatId: FULI1, status: 1 }])
})

test('a 群发 that the owner makes by hand uses up the same quota', async () => {
  await world.page('rules', { quotaRule: '1_per_day' })
  await world.page('personal', { chatId: FULI1, text: '姐妹们早' })
  assert.equal(await send(), 3)
})

test('the windows are natural ones of Shanghai', () => {
  const sunday = MORNING
  const dayStart = Date.UTC(2026, 10, 21, 16)
  assert.deepEqual(quotaWindow('1_per_day', sunday), { from: dayStart, to: dayStart + DAY, limit: 1 })
  assert.deepEqual(quotaWindow('7_per_week', sunday), { from: dayStart - 6 * DAY, to: dayStart + DAY, limit: 7 })
  assert.deepEqual(quotaWindow('days_of_month', Date.UTC(2028, 1, 10)), {
    from: Date.UTC(2028, 0, 31, 16),
    to: Date.UTC(2028, 1, 29, 16),
    limit: 29,
  })
  assert.equal(quotaWindow('1_per_day', dayStart).from, dayStart)
  assert.equal(quotaWindow('1_per_day', dayStart - 1).to, dayStart)
})
