import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { DAY, eventId, joining, type Newcomers, openNewcomers, putSop } from './newcomers'

let shop: Newcomers
let fresh: string

before(async () => {
  shop = await openNewcomers()
  fresh = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(fresh)
  shop.wechat.reset()
  await shop.world.setClock(`${DAY}T01:00:00.000Z`)
})
after(() => shop.close())

test('a new friend hears 福利, 答疑 and 群规 as one message with its card and link, by name', async () => {
  const { externalUserid } = await shop.act<{ externalUserid: string }>('add-friend', {
    userid: 'xiaomei',
    name: '阿蓝',
    state: 'c_ab12',
  })
  const bubbles = await shop.heard(externalUserid)
  assert.deepEqual(
    bubbles.map(({ kind, title }) => [kind, title]),
    [
      ['text', undefined],
      ['card', '新人券'],
      ['link', '群公约'],
    ],
  )
  assert.match(
    String(bubbles[0]?.text),
    /^阿蓝，我是小美，先送你.*\n\n有问题随时问我.*\n\n群里不发广告，<b>有话<\/b>好好说。$/s,
  )
  const [doc] = await shop.welcomes()
  assert.deepEqual([doc?.state, doc?.channel, doc?.customer, doc?.attachments], ['sent', 'c_ab12', '阿蓝', 2])
  assert.deepEqual(
    (await shop.events()).map(({ state }) => state),
    ['done'],
  )
})

test('the same callback three times, together and later, welcomes once', async () => {
  const { callback, externalUserid } = await shop.friend()
  const answers = await Promise.all([shop.post(callback), shop.post(callback), shop.post(callback)])
  assert.ok(answers.every(({ status }) => status === 200))
  await shop.world.setClock(`${DAY}T01:30:00.000Z`)
  assert.equal((await shop.post(callback)).status, 200)
  assert.equal((await shop.heard(externalUserid)).length, 3)
  assert.equal((await shop.welcomes()).length, 1)
})

test('a callback that comes after the twenty seconds sends nothing, and the member of staff is told once', async () => {
  const { callback } = await shop.friend()
  await shop.world.setClock(`${DAY}T01:00:21.000Z`)
  assert.equal((await shop.post(callback)).status, 200)
  assert.equal((await shop.welcomes())[0]?.state, 'late')
  await shop.tickAt(DAY, '09:05')
  await shop.tickAt(DAY, '09:10')
  const { notices } = await shop.wechat.state()
  assert.equal(notices.filter(({ userid }) => userid === 'xiaomei').length, 1)
  const { calls } = (await (await fetch(`${shop.world.url}/wechat/api/calls`)).json()) as { calls: { api: string }[] }
  assert.ok(!calls.some(({ api }) => api.endsWith('send_welcome_msg')))
})

test('what WeCom says no to is kept with its reason; a busy moment is tried again; no answer is never repeated', async () => {
  const api = 'externalcontact/send_welcome_msg'
  const cases = [
    [{ kind: 'errcode', errcode: 41051 }, 200, 'refused', 0],
    [{ kind: 'errcode', errcode: 41050 }, 200, 'late', 0],
    [{ kind: 'errcode', errcode: 41096 }, 200, 'sent', 3],
    [{ kind: 'errcode', errcode: 41096, times: 2 }, 503, 'waiting', 0],
    [{ kind: 'cut-after' }, 200, 'unknown', 3],
    [{ kind: 'cut-before' }, 200, 'unknown', 0],
  ] as const
  for (const [fault, status, state, heard] of cases) {
    const { callback, externalUserid } = await shop.friend()
    await shop.wechat.act('faults', { api, ...fault })
    assert.equal((await shop.post(callback)).status, status, JSON.stringify(fault))
    await shop.wechat.act('faults', { clear: true })
    const doc = (await shop.welcomes()).find((each) => each.externalUserid === externalUserid)
    assert.equal(doc?.state, state, JSON.stringify(fault))
    assert.ok(state === 'sent' || doc?.reason, 'a reason stands there')
    assert.equal((await shop.heard(externalUserid)).length, heard)
    if (state !== 'waiting') continue
    // WeCom repeats a callback that was not answered 200.
    assert.equal((await shop.post(callback)).status, 200)
    assert.equal((await shop.heard(externalUserid)).length, 3)
  }
})

test('a friend without a code, and one for whom nothing is live, are told apart from missed ones', async () => {
  const { callback } = await shop.friend({ silent: true })
  assert.equal((await shop.post(callback)).status, 200)
  await shop.world.db
    .collection('sops')
    .doc('sopwelcome')
    .update({ data: { retiredAt: 1 } })
  const second = await shop.friend({ name: '小北' })
  assert.equal((await shop.post(second.callback)).status, 200)
  assert.deepEqual(
    (await shop.welcomes()).map(({ state }) => state),
    ['none', 'none'],
  )
  await shop.tickAt(DAY, '09:05')
  assert.equal((await shop.wechat.state()).notices.length, 0)
})

test('the newest SOP that is meant for this member of staff speaks', async () => {
  const text = [{ type: 'text' as const, text: '只说给阿玲的客户' }]
  const node = joining('own', text)
  await putSop(shop, 'sopaling', [{ ...node, audience: { ...node.audience, owners: ['aling'] } }], 2)
  const mine = await shop.friend({ userid: 'aling' })
  const other = await shop.friend({ name: '小北' })
  await shop.post(mine.callback)
  await shop.post(other.callback)
  assert.deepEqual(
    (await shop.heard(mine.externalUserid)).map((bubble) => bubble.text),
    ['只说给阿玲的客户'],
  )
  assert.equal((await shop.heard(other.externalUserid)).length, 3)
})

test('forged, broken, oversized, foreign and unknown callbacks are refused or ignored with a reason, and change nothing', async () => {
  const { callback } = await shop.friend()
  const { query, body } = callback
  const bad = new URLSearchParams(query)
  bad.set('msg_signature', '0'.repeat(40))
  const status = async (sealed: typeof callback) => (await shop.post(sealed)).status
  assert.equal(await status({ query: bad.toString(), body }), 403)
  assert.equal(await status({ query: '', body }), 403)
  assert.equal(await status({ query, body: '<xml></xml>' }), 403)
  assert.equal(await status({ query, body: `<xml>${'a'.repeat(200_000)}</xml>` }), 413)
  assert.equal((await shop.events()).length, 0)
  const contact = { Event: 'change_external_contact', UserID: 'xiaomei', ExternalUserID: 'wm1' }
  const odd = [
    shop.seal({ Event: 'weather' }),
    shop.seal({ ...contact, ChangeType: 'edit_external_contact' }),
    shop.seal({ ...contact, ChangeType: 'add_external_contact', UserID: '../x' }),
    shop.seal({ Event: 'change_external_chat', ChangeType: 'explode', ChatId: 'wr1' }),
    shop.seal({ ...contact, ChangeType: 'add_external_contact', WelcomeCode: 'made up' }, -1000),
  ]
  for (const sealed of odd) assert.equal(await status(sealed), 200)
  const events = await shop.events()
  assert.equal(events.length, odd.length)
  for (const { _id, state, reason, raw } of events) {
    assert.equal(_id, eventId(raw))
    assert.deepEqual([state, typeof reason], ['ignored', 'string'])
  }
  assert.equal((await shop.welcomes()).length, 0)
  // A code that the platform does not know ends as late, not as a crash.
  const made = shop.seal({ ...contact, ChangeType: 'add_external_contact', WelcomeCode: 'made up' })
  assert.equal(await status(made), 200)
  assert.equal((await shop.welcomes())[0]?.state, 'late')
})

test('people who come and go, new and dismissed groups are known within a minute, in whatever order events come', async () => {
  const sync = { _id: 'groups.sync', schema: 1, kind: 'groups.sync', at: 0, freeAt: 0, lease: null, attempts: 0 }
  await shop.world.db.collection('due').add({ data: { ...sync, lastError: null, payload: {} } })
  await shop.tickAt(DAY, '09:01')
  const group = async (id: string) => {
    const { data } = await shop.world.db.collection('groups').where({ _id: id }).get()
    return data[0] as { members: number; gone: boolean } | undefined
  }
  const before = await group('wrHuajianFuli1')
  const made = await shop.act<{ chatId: string; callback: Parameters<typeof shop.post>[0] }>('create-group', {
    userid: 'aling',
    name: '花间美妆·新群',
    hold: true,
  })
  const join = await shop.act<{ callback: typeof made.callback }>('join-group', {
    chatId: made.chatId,
    name: '小北',
    hold: true,
  })
  await shop.act('join-group', { chatId: 'wrHuajianFuli1', name: '小南' })
  await shop.act('dismiss-group', { chatId: 'wrHuajianVip' })
  for (const { callback } of [join, made, join]) assert.equal((await shop.post(callback)).status, 200)
  await shop.tickAt(DAY, '09:05')
  assert.deepEqual([(await group(made.chatId))?.members, (await group('wrHuajianVip'))?.gone], [1, true])
  assert.equal((await group('wrHuajianFuli1'))?.members, (before?.members ?? 0) + 1)
})
