import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { demoWechat } from '../../local/demo/wechat'
import { codePicture } from '../../local/wechat/codePicture'
import { DAY, dispatched, FULI1, FULI2, FULI3, groupTask, MINUTE, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const ADD = 'externalcontact/add_msg_template'
const TASK = 'externalcontact/get_groupmsg_task'
const RESULT = 'externalcontact/get_groupmsg_send_result'

async function addCode(change: Record<string, unknown>): Promise<number | undefined> {
  const answer = await world.cgi(ADD, groupTask(change))
  assert.equal(answer.status, 200)
  return answer.body.errcode
}

async function upload(bytes: Buffer, type = 'image'): Promise<Record<string, unknown>> {
  const { access_token: token } = (await (
    await fetch(`${world.base}/cgi-bin/gettoken?corpid=${demoWechat.corpid}&corpsecret=${demoWechat.secret}`)
  ).json()) as { access_token: string }
  const form = new FormData()
  form.set('media', new Blob([Uint8Array.from(bytes)]), 'cover.png')
  const url = `${world.base}/cgi-bin/media/upload?access_token=${token}&type=${type}`
  return (await (await fetch(url, { method: 'POST', body: form })).json()) as Record<string, unknown>
}

test('nothing reaches a group before the owner presses 发送', async () => {
  const msgid = await dispatched(world)
  await world.clock.advance(6 * 60 * MINUTE)
  const before = await world.state()
  assert.deepEqual(
    before.groups.map((group) => group.messages.length),
    [0, 0, 0, 0],
  )
  assert.equal((await world.cgi(TASK, { msgid })).body.errcode, 0)
  assert.deepEqual((await world.cgi(TASK, { msgid })).body.task_list, [{ userid: 'xiaomei', status: 0 }])

  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const after = await world.state()
  assert.deepEqual(
    after.groups.map((group) => group.messages.length),
    [1, 0, 0, 0],
  )
  const sendTime = Math.floor(world.clock.now() / 1000)
  assert.deepEqual((await world.cgi(TASK, { msgid })).body.task_list, [
    { userid: 'xiaomei', status: 2, send_time: sendTime },
  ])
  assert.deepEqual((await world.cgi(RESULT, { msgid, userid: 'xiaomei' })).body.send_list, [
    { chat_id: FULI1, userid: 'xiaomei', status: 1, send_time: sendTime },
  ])
})

test('right after create the queries answer 41063 for three seconds', async () => {
  const { body } = await world.cgi(ADD, groupTask())
  const msgid = String(body.msgid)
  assert.equal((await world.cgi(TASK, { msgid })).body.errcode, 41063)
  await world.clock.advance(2999)
  assert.equal((await world.cgi(RESULT, { msgid, userid: 'xiaomei' })).body.errcode, 41063)
  await world.clock.advance(1)
  assert.equal((await world.cgi(RESULT, { msgid, userid: 'xiaomei' })).body.errcode, 0)
})

test('the length of the 41063 window is a rule', async () => {
  await world.page('rules', { dispatchSeconds: 0 })
  const { body } = await world.cgi(ADD, groupTask())
  assert.equal((await world.cgi(TASK, { msgid: body.msgid })).body.errcode, 0)
})

test('wrong arguments are refused with the code of the platform and HTTP 200', async () => {
  const link = { msgtype: 'link', link: { title: '活动', url: 'https://example.com' } }
  assert.equal(await addCode({ chat_type: 'both' }), 86214)
  assert.equal(await addCode({ sender: undefined }), 40058)
  assert.equal(await addCode({ sender: '' }), 40058)
  assert.equal(await addCode({ attachments: [{ msgtype: 'link', link: { ...link.link, desc: '' } }] }), 40058)
  assert.equal(await addCode({ sender: 'nobody' }), 60111)
  assert.equal(await addCode({ text: undefined }), 40058)
  assert.equal(await addCode({ text: { content: '长'.repeat(1334) } }), 45002)
  assert.equal(await addCode({ attachments: Array.from({ length: 10 }, () => link) }), 41064)
  assert.equal(await addCode({ attachments: Array.from({ length: 9 }, () => link) }), 0)
  assert.equal(await addCode({ attachments: [{ msgtype: 'poll', poll: {} }] }), 41065)
  assert.equal(await addCode({ chat_id_list: Array.from({ length: 2001 }, (_, i) => `wr${i}`) }), 40058)
  assert.equal((await world.state()).tasks.length, 1)
})

test('an owner outside the visible range of the application is 60011', async () => {
  await world.page('rules', { hiddenStaff: ['xiaomei'] })
  assert.equal(await addCode({}), 60011)
})

test('groups that the sender does not own come back in fail_list, and with nobody left it is 41048', async () => {
  const { body } = await world.cgi(ADD, groupTask({ chat_id_list: [FULI1, FULI3, 'wrUnknown'] }))
  assert.deepEqual(body.fail_list, [FULI3, 'wrUnknown'])
  assert.equal(await addCode({ chat_id_list: [FULI3] }), 41048)
})

test('a card needs an uploaded picture that is younger than three days, and its own bubble shows it', async () => {
  const picture = codePicture('cover')
  assert.equal((await upload(Buffer.from('<svg xmlns="x"></svg>'))).errcode, 40123)
  assert.equal((await upload(Buffer.from('x'))).errcode, 44001)
  const { media_id: mediaId } = await upload(picture)
  const page = 'features/checkin/pages/today/index.html?b=1'
  const card = { title: '早安打卡', appid: demoWechat.brand.appid, page, pic_media_id: mediaId }
  const attachments = [{ msgtype: 'miniprogram', miniprogram: card }]
  assert.equal(
    await addCode({ attachments: [{ msgtype: 'miniprogram', miniprogram: { ...card, pic_media_id: 'x' } }] }),
    40007,
  )
  const msgid = await dispatched(world, { attachments })
  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const [words, shown] = (await world.state()).groups[0]?.messages ?? []
  assert.deepEqual(words?.bubble, { kind: 'text', text: '早安，打卡啦' })
  assert.equal(shown?.bubble.path, page)
  assert.equal(shown?.bubble.brokenPath, false)
  const stored = await fetch(world.base + String(shown?.bubble.cover))
  assert.deepEqual(Buffer.from(await stored.arrayBuffer()), picture)
  await world.clock.advance(3 * DAY)
  assert.equal(await addCode({ attachments }), 40007)
})

test('a card whose path does not end in .html is marked as one that WeChat cannot open', async () => {
  await world.page('rules', { mediaIds: 'any' })
  const card = { title: '打卡', appid: demoWechat.brand.appid, page: 'pages/today/index?b=1', pic_media_id: 'any' }
  const msgid = await dispatched(world, {
    text: undefined,
    attachments: [{ msgtype: 'miniprogram', miniprogram: card }],
  })
  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const [shown] = (await world.state()).groups[0]?.messages ?? []
  assert.equal(shown?.bubble.brokenPath, true)
  assert.equal(shown?.bubble.cover, '/wechat/media/checkin.svg')
})

test('a second press of 发送 changes nothing and answers the same', async () => {
  const msgid = await dispatched(world)
  const first = await world.page('confirm', { msgid, userid: 'xiaomei' })
  const second = await world.page('confirm', { msgid, userid: 'xiaomei' })
  assert.deepEqual([first.body.already, second.body.already], [false, true])
  assert.deepEqual(second.body.targets, first.body.targets)
  assert.equal((await world.state()).groups[0]?.messages.length, 1)
})

test('only the owner whose phone holds the task can press 发送', async () => {
  const msgid = await dispatched(world)
  const answer = await world.page('confirm', { msgid, userid: 'aling' })
  assert.equal(answer.status, 400)
  assert.match(String(answer.body.message), /手机上/)
})

test('three reminders in 24 hours are taken, the fourth is 41094, a day later one more is taken', async () => {
  const msgid = await dispatched(world)
  const codes: (number | undefined)[] = []
  for (let i = 0; i < 4; i++) {
    codes.push((await world.cgi('externalcontact/remind_groupmsg_send', { msgid })).body.errcode)
  }
  assert.deepEqual(codes, [0, 0, 0, 41094])
  await world.clock.advance(DAY)
  assert.equal((await world.cgi('externalcontact/remind_groupmsg_send', { msgid })).body.errcode, 0)
})

test('a cancelled task can no longer be sent, and a second cancel is 41093', async () => {
  const msgid = await dispatched(world)
  assert.equal((await world.cgi('externalcontact/cancel_groupmsg_send', { msgid })).body.errcode, 0)
  assert.equal((await world.cgi('externalcontact/cancel_groupmsg_send', { msgid })).body.errcode, 41093)
  assert.equal((await world.page('confirm', { msgid, userid: 'xiaomei' })).status, 400)
  assert.equal((await world.state()).groups[0]?.messages.length, 0)
  const sent = await dispatched(world)
  await world.page('confirm', { msgid: sent, userid: 'xiaomei' })
  assert.equal((await world.cgi('externalcontact/cancel_groupmsg_send', { msgid: sent })).body.errcode, 41093)
})

test('a missing msgid is 41046 and an unknown one 41047', async () => {
  assert.equal((await world.cgi(TASK, {})).body.errcode, 41046)
  assert.equal((await world.cgi(TASK, { msgid: 'msgX' })).body.errcode, 41047)
})

test('the list of tasks takes at most a month and pages by a cursor', async () => {
  for (let i = 0; i < 3; i++) await dispatched(world, { text: { content: `第 ${i} 条` } })
  const now = Math.floor(world.clock.now() / 1000)
  const list = 'externalcontact/get_groupmsg_list_v2'
  const range = { chat_type: 'group', start_time: now - 3600, end_time: now }
  assert.equal((await world.cgi(list, { ...range, start_time: now - 32 * 86_400 })).body.errcode, 40058)
  const first = (await world.cgi(list, { ...range, limit: 2 })).body
  const rest = (await world.cgi(list, { ...range, limit: 2, cursor: first.next_cursor })).body
  const texts = [first, rest].flatMap((page) =>
    (page.group_msg_list as { text: { content: string } }[]).map((row) => row.text.content),
  )
  assert.deepEqual(texts, ['第 2 条', '第 1 条', '第 0 条'])
  assert.equal(rest.next_cursor, '')
  assert.deepEqual((await world.cgi(list, { ...range, creator: 'aling' })).body.group_msg_list, [])
})

test('one task to two groups of the owner gives a result per group', async () => {
  const msgid = await dispatched(world, { chat_id_list: [FULI1, FULI2] })
  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const list = (await world.cgi(RESULT, { msgid, userid: 'xiaomei', limit: 1 })).body
  assert.equal((list.send_list as unknown[]).length, 1)
  const next = (await world.cgi(RESULT, { msgid, userid: 'xiaomei', limit: 1, cursor: list.next_cursor })).body
  assert.equal((next.send_list as { chat_id: string }[])[0]?.chat_id, FULI2)
})
