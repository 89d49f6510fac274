import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

interface Echo {
  event: unknown
  context: Record<string, unknown>
  requestId: string
  now: string
  secret: string
  rawOpenid?: string
  zone: number
  served: number
}

describe('functions', () => {
  let world: World
  before(async () => {
    world = await testWorld({ env: { OWN: '1' } })
  })
  after(() => world.close())

  async function echo(options: { openid?: string; token?: string } = {}, input: unknown = {}): Promise<Echo> {
    return (await world.call('echo', 'hello', input, options)).answer as unknown as Echo
  }

  test("a call of a person brings identity, secret, the cloud's time and UTC", async () => {
    await world.setClock('2026-07-01T16:30:00.000Z')
    const seen = await echo({ openid: 'o-1' }, { x: 1 })
    assert.deepEqual(seen.event, {
      method: 'hello',
      input: { x: 1 },
      userInfo: { openId: 'o-1', appId: seen.context.APPID },
    })
    assert.equal(seen.context.OPENID, 'o-1')
    assert.equal(seen.context.SOURCE, 'wx_client')
    assert.equal(seen.context.ENV, 'local')
    assert.equal(seen.now, '2026-07-01T16:30:00.000Z')
    assert.equal(seen.secret, 'test-secret')
    assert.equal(seen.zone, 0)
    assert.match(seen.requestId, /^[0-9a-f-]{36}$/)
  })

  test('an identity does not stay for the next caller of the same instance', async () => {
    const first = await echo({ openid: 'o-1' })
    const second = await echo()
    assert.equal(second.served, first.served + 1, 'the instance is warm')
    assert.equal(second.context.OPENID, undefined)
    assert.equal(first.rawOpenid, 'o-1')
    assert.equal(second.rawOpenid, undefined, 'not even in the environment')
    assert.equal(second.context.SOURCE, 'wx_http')
  })

  test('a call without identity, or with a token, is an HTTP event', async () => {
    const { event } = (await echo({ token: 'abc', openid: 'o-1' })) as { event: Record<string, unknown> }
    assert.equal(event.httpMethod, 'POST')
    assert.equal((event.headers as Record<string, string>).authorization, 'Bearer abc')
    assert.equal(event.isBase64Encoded, false)
    assert.deepEqual(JSON.parse(String(event.body)), { method: 'hello', input: {} })
  })

  test('an instance serves one caller at a time, and up to four stay warm', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => slow(150)))
    assert.deepEqual(
      answers.map(({ answer }) => answer.seen),
      [1, 1, 1, 1, 1, 1],
    )
    const { slow: stats } = world.server.cloud.functions.stats()
    assert.equal(stats?.coldStarts, 6)
    assert.equal(stats?.instances, 4)
    await slow(0)
    assert.equal(world.server.cloud.functions.stats().slow?.coldStarts, 6)
  })

  function slow(ms: number) {
    return callRaw('slow', { ms })
  }

  async function callRaw(fn: string, event: object) {
    const headers = { 'x-wx-openid': 'o' }
    const response = await fetch(`${world.url}/call/${fn}`, { method: 'POST', headers, body: JSON.stringify(event) })
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
  }

  test('a function that runs longer than its config.json allows is ended', async () => {
    const { status, answer } = await slow(60_000)
    assert.equal(status, 500)
    assert.equal(answer.code, 'INTERNAL')
    assert.match(String(answer.message), /稍后再试/)
    assert.match(String(answer.requestId), /^[0-9a-f-]{36}$/)
  })

  test('a function that throws is answered calmly and its instance lives on', async () => {
    const before = await echo()
    const { status, answer } = await world.call('echo', 'throw', {}, { openid: 'o' })
    assert.equal(status, 500)
    assert.equal(answer.code, 'INTERNAL')
    assert.equal((await echo()).served, before.served + 2)
  })

  test('wire calls are counted per invocation', async () => {
    await world.call('store', 'seed', {}, { openid: 'o' })
    const { wireCalls, actions } = await world.call('store', 'transfer', { op: 'first' }, { openid: 'o' })
    assert.equal(wireCalls, 2)
    assert.deepEqual(actions, ['database.modifyDocument', 'database.insertDocument'])
    assert.deepEqual(world.violations, [])
  })

  test('a wire call that the handler did not wait for is recorded, during and after it', async () => {
    await world.call('store', 'forget', { id: 'x' }, { openid: 'o' })
    await world.call('store', 'late', { ms: 0 }, { openid: 'o' })
    await echoUntil(() => world.violations.length === 2)
    assert.deepEqual(
      world.violations.map((each) => each.function),
      ['store', 'store'],
    )
  })

  /** Calls go through the same server, so each answer gives a late request time to arrive. */
  async function echoUntil(done: () => boolean): Promise<void> {
    for (let i = 0; i < 500 && !done(); i++) await echo()
  }

  test('a function calls a function: the source becomes a chain and the identity stays behind', async () => {
    const input = { name: 'echo', data: { hello: 1 } }
    const { answer, wireCalls } = await world.call('caller', 'call', input, { openid: 'o-1' })
    const seen = answer as unknown as Echo
    assert.deepEqual(seen.event, { hello: 1 })
    assert.equal(seen.context.OPENID, undefined)
    assert.equal(seen.context.SOURCE, 'wx_client,scf')
    assert.equal(wireCalls, 1)
  })

  test('the SDK outside a function calls functions too, and hears how they failed', async () => {
    const { result } = await world.sdk.callFunction({ name: 'echo', data: { a: 1 } })
    assert.deepEqual((result as Echo).event, { a: 1 })
    const threw = await errorOf(world.sdk.callFunction({ name: 'echo', data: { method: 'throw' } }))
    assert.match(threw.errMsg, /callFunction:fail.*on purpose/s)
    assert.match((await errorOf(world.sdk.callFunction({ name: 'absent' }))).errMsg, /absent does not exist/)
  })
})

describe('open APIs', () => {
  let world: World
  const seen: unknown[] = []
  before(async () => {
    world = await testWorld({
      openapi: async (name, params, caller) => {
        seen.push({ name, params, caller })
        if (name === 'wxacode.getUnlimited') return { contentType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8]) }
        if (params.touser === 'nobody') return { errcode: 43101, errmsg: 'user refuse to accept the msg' }
        if (name !== 'subscribeMessage.send') return { errCode: -604100, errMsg: 'API not found' }
        return { errcode: 0, errmsg: 'ok', msg_id: 12 }
      },
    })
  })
  after(() => world.close())

  test('parameters arrive in snake case with the caller, and the answer comes back', async () => {
    const input = { touser: 'o-2', templateId: 'T', data: { thing1: { value: '节拍' } } }
    const { answer, wireCalls } = await world.call('caller', 'openapi', input, { openid: 'o-1' })
    assert.deepEqual(answer, { msgId: 12, errMsg: 'openapi.subscribeMessage.send:ok', errCode: 0 })
    assert.equal(wireCalls, 1)
    const params = { touser: 'o-2', template_id: 'T', data: { thing1: { value: '节拍' } } }
    assert.deepEqual(seen[0], { name: 'subscribeMessage.send', params, caller: { openid: 'o-1' } })
  })

  test('an image comes back as bytes', async () => {
    const { answer } = await world.call('caller', 'code', { scene: 'c_1' }, { openid: 'o-1' })
    assert.deepEqual(answer, { contentType: 'image/jpeg', length: 2, first: 0xff })
  })

  test('a refusal of WeChat and an unknown API throw their codes', async () => {
    assert.equal((await world.call('caller', 'openapi', { touser: 'nobody' }, { openid: 'o-1' })).status, 500)
    assert.equal((await world.call('caller', 'unknown', {}, { openid: 'o-1' })).status, 500)
    const text = world.logs.join('\n')
    assert.match(text, /43101/)
    assert.match(text, /-604100/)
  })
})
