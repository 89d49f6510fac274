import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, test } from 'node:test'
import type { StoredToken } from '../../cloudfunctions/platform/tokenCache'
import { WECOM_CODES } from '../../cloudfunctions/platform/wecomCodes'
import { NetworkError, PlatformError } from '../../cloudfunctions/platform/wecomErrors'
import { demoWechat } from '../../local/demo/wechat'
import { codePicture } from '../../local/wechat/codePicture'
import { openGidOf } from '../../local/wechat/contacts'
import { DAY, FULI1, FULI3, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const MESSAGE = { sender: 'xiaomei', chatIds: [FULI1], text: '早安，打卡啦' }

function fault(change: Record<string, unknown>) {
  return world.page('faults', change)
}

async function calls(api: string): Promise<number> {
  return (await world.state()).calls.filter((call) => call.api === api).length
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => assert.fail('the call should have failed'),
    (error: unknown) => error,
  )
}

async function platformFailure(work: Promise<unknown>): Promise<PlatformError> {
  const error = await failure(work)
  assert.ok(error instanceof PlatformError, String(error))
  return error
}

async function networkFailure(work: Promise<unknown>): Promise<NetworkError> {
  const error = await failure(work)
  assert.ok(error instanceof NetworkError, String(error))
  return error
}

test('a group message with a card goes from upload to the result of its group', async () => {
  const wecom = world.client()
  const mediaId = await wecom.uploadMedia('image', 'cover.png', Uint8Array.from(codePicture('cover')))
  const page = '/features/checkin/pages/today/index?beat=b1'
  const card = { type: 'miniprogram' as const, title: '打卡', appid: demoWechat.brand.appid, page, mediaId }
  const { msgid, failed } = await wecom.addGroupMessage({ ...MESSAGE, chatIds: [FULI1, FULI3], attachments: [card] })
  assert.deepEqual(failed, [FULI3])
  await world.clock.advance(3000)
  assert.deepEqual(await wecom.groupMessageSenders(msgid), [{ userid: 'xiaomei', confirmed: false, sentAt: null }])
  await world.page('confirm', { msgid, userid: 'xiaomei' })
  const sentAt = world.clock.now()
  assert.deepEqual(await wecom.groupMessageSenders(msgid), [{ userid: 'xiaomei', confirmed: true, sentAt }])
  assert.deepEqual(await wecom.groupMessageResults(msgid, 'xiaomei'), [
    { chatId: FULI1, externalUserid: '', state: 'sent', sentAt },
  ])
  const shown = (await world.state()).groups[0]?.messages.at(-1)
  assert.equal(shown?.bubble.path, 'features/checkin/pages/today/index.html?beat=b1')
  assert.equal(shown?.bubble.brokenPath, false)
})

test('the list of tasks carries what settles an unknown outcome: creator, time, text and card', async () => {
  const wecom = world.client()
  const { msgid } = await wecom.addGroupMessage(MESSAGE)
  const now = world.clock.now()
  const list = await wecom.listGroupMessages({ from: now - DAY, to: now, creator: 'xiaomei' })
  assert.deepEqual(list, [
    { msgid, creator: 'xiaomei', createdAt: now, personal: false, text: '早安，打卡啦', attachments: [] },
  ])
})

test('groups and their members are read with names and unionids', async () => {
  const wecom = world.client()
  assert.equal((await wecom.listGroupChats()).length, 4)
  assert.deepEqual(await wecom.listGroupChats(['aling']), [FULI3])
  const group = await wecom.getGroupChat(FULI1)
  assert.deepEqual([group.name, group.owner, group.members.length], ['花间美妆·福利群1', 'xiaomei', 7])
  assert.deepEqual(group.members[1], {
    id: 'wmHuajian01',
    kind: 'external',
    unionid: 'u-member-01',
    name: '林小满',
    joinedAt: group.createdAt + 3_600_000,
    joinScene: 3,
    state: '',
    invitor: null,
  })
  assert.match(group.version, /^[0-9a-f]{32}$/)
  assert.equal(await wecom.chatOfOpenGid(openGidOf(FULI1)), FULI1)
  assert.equal((await platformFailure(wecom.chatOfOpenGid('Gnone'))).code, 40058)
  assert.deepEqual(await wecom.listFollowUsers(), ['aling', 'dianzhang', 'xiaomei'])
  assert.equal((await platformFailure(wecom.listContacts(['aling'], ''))).code, 84061)
  assert.equal((await platformFailure(wecom.getGroupChat('wrNone'))).kind, 'bad_target')
})

test('remind and cancel run into their limits as platform errors of the kind done', async () => {
  const wecom = world.client()
  const { msgid } = await wecom.addGroupMessage(MESSAGE)
  for (let i = 0; i < 3; i++) await wecom.remindGroupMessage(msgid)
  const reminded = await platformFailure(wecom.remindGroupMessage(msgid))
  assert.deepEqual([reminded.code, reminded.kind], [41094, 'done'])
  await wecom.cancelGroupMessage(msgid)
  const cancelled = await platformFailure(wecom.cancelGroupMessage(msgid))
  assert.deepEqual([cancelled.code, cancelled.kind], [41093, 'done'])
})

test('a message to staff names the receivers that got nothing', async () => {
  const sent = await world.client().sendToStaff(['xiaomei', 'ghost'], { type: 'text', text: '该发话题了' }, 600)
  assert.deepEqual(sent.invalid, ['ghost'])
})

test('a refusal says code, api, kind and a Chinese sentence', async () => {
  const error = await platformFailure(world.client({ secret: 'wrong' }).listGroupChats())
  assert.deepEqual([error.code, error.api, error.kind], [40001, 'gettoken', 'config'])
  assert.match(error.mend, /Secret/)
  const early = world.client()
  const { msgid } = await early.addGroupMessage(MESSAGE)
  assert.equal((await platformFailure(early.groupMessageSenders(msgid))).kind, 'retry_later')
  await fault({ api: 'message/send', kind: 'errcode', errcode: 99_999 })
  const unknown = await platformFailure(early.sendToStaff(['xiaomei'], { type: 'text', text: '在' }))
  assert.equal(unknown.kind, 'config')
  assert.match(unknown.mend, /99999/)
})

test('many calls at once fetch one token', async () => {
  const wecom = world.client()
  await Promise.all(Array.from({ length: 20 }, () => wecom.listGroupChats()))
  assert.equal(await calls('gettoken'), 1)
})

for (const as of ['expired', 'invalid'] as const) {
  test(`a token taken back early (${as}) is renewed once for all calls, and each call is repeated once`, async () => {
    const wecom = world.client()
    await wecom.listGroupChats()
    await world.page('revoke-tokens', { as })
    const sent = await Promise.all(
      Array.from({ length: 5 }, (_, i) => wecom.addGroupMessage({ ...MESSAGE, text: `第 ${i} 条` })),
    )
    assert.equal(new Set(sent.map((one) => one.msgid)).size, 5)
    assert.equal(await calls('gettoken'), 2)
    assert.equal((await world.state()).tasks.length, 5)
  })
}

test('a token that is refused again after the renewal ends as a platform error, not in a loop', async () => {
  await fault({ api: 'externalcontact/add_msg_template', kind: 'errcode', errcode: 42001, times: 9 })
  const error = await platformFailure(world.client().addGroupMessage(MESSAGE))
  assert.deepEqual([error.code, error.kind], [42001, 'refresh'])
  assert.equal(await calls('externalcontact/add_msg_template'), 2)
})

test('an ended token is renewed by the clock without a refused call', async () => {
  const wecom = world.client()
  await wecom.listGroupChats()
  await world.clock.advance(7_200_000)
  await wecom.listGroupChats()
  const state = await world.state()
  assert.deepEqual(
    state.calls.map((call) => call.code),
    [0, 0, 0, 0],
  )
})

test('the shared store spares a cold start the fetch and takes what the renewal brings', async () => {
  let stored: StoredToken | null = null
  const tokenStore = {
    read: async () => stored,
    write: async (_key: string, value: StoredToken) => {
      stored = value
    },
  }
  await world.client({ tokenStore }).listGroupChats()
  await world.client({ tokenStore }).listGroupChats()
  assert.equal(await calls('gettoken'), 1)
  await world.page('revoke-tokens', { as: 'expired' })
  await world.client({ tokenStore }).listGroupChats()
  await world.client({ tokenStore }).listGroupChats()
  assert.equal(await calls('gettoken'), 2)
})

test('a write cut before its effect is unknown, not repeated, and left nothing behind', async () => {
  await fault({ api: 'externalcontact/add_msg_template', kind: 'cut-before' })
  const error = await networkFailure(world.client().addGroupMessage(MESSAGE))
  assert.deepEqual([error.api, error.outcome], ['externalcontact/add_msg_template', 'unknown'])
  assert.equal((await world.state()).tasks.length, 0)
})

test('a write cut after its effect is unknown, not repeated, and left exactly one task behind', async () => {
  await fault({ api: 'externalcontact/add_msg_template', kind: 'cut-after' })
  const error = await networkFailure(world.client().addGroupMessage(MESSAGE))
  assert.equal(error.outcome, 'unknown')
  assert.equal((await world.state()).tasks.length, 1)
})

test('a write that hangs ends by the time limit as unknown, with its effect or without', async () => {
  const wecom = world.client({ timeoutMs: 60 })
  await fault({ api: 'message/send', kind: 'hang-before' })
  const before = await networkFailure(wecom.sendToStaff(['xiaomei'], { type: 'text', text: '一' }))
  assert.deepEqual([before.reason, before.outcome], ['timeout', 'unknown'])
  await fault({ api: 'message/send', kind: 'hang-after' })
  await networkFailure(wecom.sendToStaff(['xiaomei'], { type: 'text', text: '二' }))
  const notices = (await world.state()).notices.map((notice) => notice.text)
  assert.deepEqual(notices, ['二'])
})

test('a read that was cut is repeated once by itself', async () => {
  const wecom = world.client()
  await fault({ api: 'externalcontact/groupchat/list', kind: 'cut-after' })
  assert.equal((await wecom.listGroupChats()).length, 4)
  assert.equal(await calls('externalcontact/groupchat/list'), 2)
  await fault({ api: 'externalcontact/groupchat/list', kind: 'cut-before', times: 2 })
  assert.equal((await networkFailure(wecom.listGroupChats())).reason, 'connection')
})

test('a failure of gettoken means that the write behind it was surely not sent', async () => {
  await fault({ api: 'gettoken', kind: 'cut-after' })
  const error = await networkFailure(world.client().addGroupMessage(MESSAGE))
  assert.deepEqual([error.api, error.outcome], ['gettoken', 'not_sent'])
  assert.equal(await calls('externalcontact/add_msg_template'), 0)
})

test('a refused connection is surely not sent', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const held = { token: 'held', expiresAt: world.clock.now() + DAY }
  const tokenStore = { read: async () => held, write: async () => {} }
  const wecom = world.client({ baseUrl: `http://127.0.0.1:${port}`, tokenStore })
  const error = await networkFailure(wecom.addGroupMessage(MESSAGE))
  assert.deepEqual(
    [error.api, error.reason, error.outcome],
    ['externalcontact/add_msg_template', 'connection', 'not_sent'],
  )
})

test('a gateway page and an answer without its fields are network errors of unknown outcome', async () => {
  const wecom = world.client()
  await wecom.listGroupChats()
  const answers = [new Response('<html>502</html>', { status: 502 }), new Response('<html>'), Response.json({ ok: 1 })]
  for (const answer of answers) {
    const faulty = world.client({
      fetch: async (url, init) => (url.includes('add_msg_template') ? answer : fetch(url, init)),
    })
    const error = await networkFailure(faulty.addGroupMessage(MESSAGE))
    assert.deepEqual([error.reason, error.outcome], ['bad_answer', 'unknown'])
  }
})

test('every code of the table has a Chinese sentence', () => {
  for (const [code, known] of Object.entries(WECOM_CODES)) {
    assert.match(known.mend, /\p{Script=Han}{4}/u, `code ${code}`)
  }
})
