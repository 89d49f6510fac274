import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { dispatched, FULI1, FULI2, MINUTE, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const CARD = { chatId: FULI1, openid: 'o-staff-xiaomei', title: '今日话题', path: 'pages/topic/index?beat=b2' }

test('the state holds the demo brand with its staff, members and groups', async () => {
  const state = (await (await fetch(`${world.base}/wechat/api/state`)).json()) as Record<string, unknown[]>
  assert.deepEqual([state.staff?.length, state.members?.length, state.groups?.length], [3, 12, 4])
})

test('a page that is up to date gets only the time, after a change it gets the state', async () => {
  const ask = async (since: number) =>
    (await (await fetch(`${world.base}/wechat/api/state?since=${since}`)).json()) as Record<string, unknown>
  const version = Number((await ask(-1)).version)
  assert.deepEqual(await ask(version), { unchanged: true, now: world.clock.now() })
  await world.page('say', { chatId: FULI1, openid: 'o-member-01', text: '来啦' })
  assert.notEqual((await ask(version)).version, version)
})

test('a card shared by hand stands in the chat as from that member of staff, text first', async () => {
  await world.page('share', { ...CARD, text: '换季脸干起皮，你是哪种？' })
  const messages = (await world.state()).groups[0]?.messages ?? []
  assert.deepEqual(
    messages.map((message) => [message.from.name, message.bubble.kind, message.source]),
    [
      ['小美', 'text', 'share'],
      ['小美', 'card', 'share'],
    ],
  )
  assert.equal(messages[1]?.bubble.cover, '/wechat/media/topic.svg')
})

test('sharing with the same key again adds nothing', async () => {
  const first = await world.page('share', { ...CARD, text: '来聊聊', key: 'delivery-1' })
  const second = await world.page('share', { ...CARD, text: '来聊聊', key: 'delivery-1' })
  assert.deepEqual([first.body.added, second.body.added], [true, false])
  assert.equal((await world.state()).groups[0]?.messages.length, 2)
})

test('a line typed with the same key again adds nothing, without a key it stands twice', async () => {
  const line = { chatId: FULI1, openid: 'o-staff-xiaomei', text: '今天也要好好护肤' }
  await world.page('say', { ...line, key: 'delivery-2' })
  assert.equal((await world.page('say', { ...line, key: 'delivery-2' })).body.added, false)
  await world.page('say', line)
  assert.equal((await world.state()).groups[0]?.messages.length, 2)
})

test('a share that is refused halfway leaves nothing behind', async () => {
  const answer = await world.page('share', { ...CARD, path: '', text: '来聊聊', imageUrl: '/wechat/media/topic.svg' })
  assert.equal(answer.status, 400)
  assert.equal((await world.state()).groups[0]?.messages.length, 0)
})

test('sharing by hand does not touch the quota of 群发', async () => {
  await world.page('share', CARD)
  assert.equal((await world.state()).groups[0]?.quota.used, 0)
})

test('a share into an unknown group or by a stranger is refused with a sentence', async () => {
  const group = await world.page('share', { ...CARD, chatId: 'wrNone' })
  assert.deepEqual([group.status, group.body.ok], [400, false])
  assert.match(String(group.body.message), /客户群/)
  assert.equal((await world.page('share', { ...CARD, openid: 'o-stranger' })).status, 400)
})

test('an owner with the automatic behaviour presses 发送 after the delay, at that very time', async () => {
  await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: 2 })
  const created = world.clock.now()
  const msgid = await dispatched(world)
  await world.clock.advance(90_000)
  assert.equal((await world.state()).tasks[0]?.state, 'waiting')
  await world.clock.advance(8 * 60 * MINUTE)
  const state = await world.state()
  assert.equal(state.tasks[0]?.state, 'sent')
  assert.equal(state.groups[0]?.messages[0]?.at, created + 2 * MINUTE)
  assert.equal((await world.page('confirm', { msgid, userid: 'xiaomei' })).body.already, true)
})

test('a behaviour that changes reaches the tasks that wait already, in both directions', async () => {
  await dispatched(world)
  await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: 10 })
  await world.page('behaviour', { userid: 'xiaomei', mode: 'manual' })
  await world.clock.advance(30 * MINUTE)
  assert.equal((await world.state()).tasks[0]?.state, 'waiting')
  await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: 1 })
  await world.clock.advance(MINUTE)
  assert.equal((await world.state()).tasks[0]?.state, 'sent')
})

test('a cancelled task is not pressed by the automatic owner', async () => {
  await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: 5 })
  const msgid = await dispatched(world)
  await world.cgi('externalcontact/cancel_groupmsg_send', { msgid })
  await world.clock.advance(10 * MINUTE)
  assert.equal((await world.state()).groups[0]?.messages.length, 0)
})

test('malformed page requests are refused and change nothing', async () => {
  assert.equal((await world.page('behaviour', { userid: 'xiaomei', mode: 'auto', delayMinutes: -1 })).status, 400)
  assert.equal((await world.page('behaviour', { userid: 'ghost', mode: 'manual' })).status, 400)
  assert.equal((await world.page('rules', { quotaRule: '9_per_day' })).status, 400)
  assert.equal((await world.page('faults', { api: '*', kind: 'explode' })).status, 400)
  assert.equal((await world.page('nothing', {})).status, 404)
  const form = await fetch(`${world.base}/wechat/api/say`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ chatId: FULI2, openid: 'o-member-01', text: 'x' }),
  })
  assert.equal(form.status, 400)
  assert.equal((await world.state()).groups[1]?.messages.length, 0)
})

test('the page, its modules and the drawings are served, nothing else of the folder or above', async () => {
  const get = async (path: string) => fetch(world.base + path, { redirect: 'manual' })
  assert.equal((await get('/wechat')).status, 302)
  assert.match(await (await get('/wechat/')).text(), /<title>/)
  assert.match(String((await get('/wechat/app.js')).headers.get('content-type')), /javascript/)
  for (const name of ['checkin', 'topic', 'product', 'game', 'feedback', 'memberday', 'flash', 'brand']) {
    const drawing = await get(`/wechat/media/${name}.svg`)
    assert.equal(drawing.headers.get('content-type'), 'image/svg+xml', name)
    assert.match(await drawing.text(), /^<svg/)
  }
  for (const path of ['/wechat/..%2fwechat.ts', '/wechat/%2e%2e/store.ts', '/wechat/media/..%2f..%2fwechat.ts']) {
    assert.equal((await get(path)).status, 404, path)
  }
})
