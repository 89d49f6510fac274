import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const MEMBER = 'o-member-01'

async function code(name: string, params: Record<string, unknown>): Promise<unknown> {
  return (await world.wechat.openapi(name, params, { openid: MEMBER })).errcode
}

function notice(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { touser: MEMBER, template_id: 'tpl-checkin', data: { thing1: { value: '今天还没打卡' } }, ...change }
}

test('one accept is one subscribe message, the next is 43101', async () => {
  assert.equal(await code('subscribeMessage.send', notice()), 43101)
  await world.page('subscribe', { openid: MEMBER, templateId: 'tpl-checkin' })
  assert.equal(await code('subscribeMessage.send', notice()), 0)
  assert.equal(await code('subscribeMessage.send', notice()), 43101)
})

test('a field that does not fit its type is 47003 with its name and does not use up the accept', async () => {
  await world.page('subscribe', { openid: MEMBER, templateId: 'tpl-checkin' })
  const long = notice({ data: { thing1: { value: '字'.repeat(21) } } })
  const refused = await world.wechat.openapi('subscribeMessage.send', long, {})
  assert.equal(refused.errcode, 47003)
  assert.match(String(refused.errmsg), /data\.thing1\.value/)
  assert.equal(await code('subscribeMessage.send', notice({ touser: '' })), 40003)
  assert.equal(await code('subscribeMessage.send', notice({ template_id: '' })), 40037)
  assert.equal(await code('subscribeMessage.send', notice()), 0)
})

test('the content check passes, asks for review or refuses, and wants version 2 and a scene', async () => {
  const check = async (content: string) => {
    const answer = await world.wechat.openapi(
      'security.msgSecCheck',
      { version: 2, scene: 2, content },
      { openid: MEMBER },
    )
    return (answer.result as { suggest: string } | undefined)?.suggest
  }
  assert.deepEqual(
    [await check('气垫真好用'), await check('加微信领券'), await check('来赌博')],
    ['pass', 'review', 'risky'],
  )
  assert.equal(await code('security.msgSecCheck', { version: 2, scene: 2, content: '' }), 44002)
  assert.equal(await code('security.msgSecCheck', { version: 2, scene: 9, content: '好' }), 40129)
  assert.equal(await code('security.msgSecCheck', { scene: 2, content: '好' }), 40097)
})

test('a mini-program code is a PNG of its own scene; a scene over 32 characters is 40129', async () => {
  const picture = async (scene: string) =>
    (await world.wechat.openapi('wxacode.getUnlimited', { scene, page: 'pages/today/index' }, {})).buffer
  const [one, two] = [await picture('c_ab12'), await picture('c_ab13')]
  assert.ok(Buffer.isBuffer(one) && Buffer.isBuffer(two))
  assert.equal(one.subarray(1, 4).toString(), 'PNG')
  assert.notDeepEqual(one, two)
  assert.equal(await code('wxacode.getUnlimited', { scene: 'x'.repeat(33) }), 40129)
  assert.equal(await code('wxacode.getUnlimited', { scene: '50%' }), 40129)
  assert.equal(await code('wxacode.getUnlimited', { scene: 'a', page: '/pages/x' }), 41030)
})

test('an API that is not played is -604100', async () => {
  assert.equal(await code('ocr.idcard', {}), -604100)
})
