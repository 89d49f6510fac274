import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { demoWechat } from '../../local/demo/wechat'
import { type Answer, fetchToken, openWorld, type World } from './harness'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

async function gettoken(corpid: string, secret: string): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${world.base}/cgi-bin/gettoken?corpid=${corpid}&corpsecret=${secret}`)
  return { status: response.status, body: (await response.json()) as Answer }
}

async function listWith(token: string): Promise<Answer> {
  const url = `${world.base}/cgi-bin/externalcontact/groupchat/list?access_token=${token}`
  return (await (await fetch(url, { method: 'POST', body: '{"limit":10}' })).json()) as Answer
}

test('gettoken answers the same token with expires_in 7200 while it lives and a new one after it', async () => {
  const first = await gettoken(demoWechat.corpid, demoWechat.secret)
  assert.equal(first.body.expires_in, 7200)
  await world.clock.advance(7_199_000)
  const again = await gettoken(demoWechat.corpid, demoWechat.secret)
  assert.equal(again.body.access_token, first.body.access_token)
  assert.equal(again.body.expires_in, 7200)
  await world.clock.advance(1000)
  const next = await gettoken(demoWechat.corpid, demoWechat.secret)
  assert.notEqual(next.body.access_token, first.body.access_token)
})

test('a wrong corp is 40013 and a wrong secret 40001, both with HTTP 200 and a hint in errmsg', async () => {
  const corp = await gettoken('ww-other', demoWechat.secret)
  assert.deepEqual([corp.status, corp.body.errcode], [200, 40013])
  const secret = await gettoken(demoWechat.corpid, 'wrong')
  assert.deepEqual([secret.status, secret.body.errcode], [200, 40001])
  assert.match(String(secret.body.errmsg), /hint: \[\d+\], from ip: .*e=40001$/)
})

test('a call without a token is 41001, with an unknown one 40014, with an ended one 42001', async () => {
  assert.equal((await listWith('')).errcode, 41001)
  assert.equal((await listWith('made-up')).errcode, 40014)
  const token = await fetchToken(world.base)
  assert.equal((await listWith(token)).errcode, 0)
  await world.clock.advance(7_200_000)
  assert.equal((await listWith(token)).errcode, 42001)
})

test('a token that is taken back early is refused as the switch says, and the next gettoken gives another', async () => {
  const token = await fetchToken(world.base)
  await world.page('revoke-tokens', { as: 'invalid' })
  assert.equal((await listWith(token)).errcode, 40014)
  const second = await fetchToken(world.base)
  assert.notEqual(second, token)
  await world.page('revoke-tokens', { as: 'expired' })
  assert.equal((await listWith(second)).errcode, 42001)
})

test('an unknown API, a GET where a POST is due and a broken body are refused with HTTP 200', async () => {
  const token = await fetchToken(world.base)
  const unknown = await world.cgi('externalcontact/no_such_call', {})
  assert.deepEqual([unknown.status, unknown.body.errcode], [200, -1])
  const url = `${world.base}/cgi-bin/message/send?access_token=${token}`
  assert.equal(((await (await fetch(url)).json()) as Answer).errcode, 43002)
  assert.equal(((await (await fetch(url, { method: 'POST', body: '[1' })).json()) as Answer).errcode, 47001)
})

test('above the calls of a minute every call is 45009 until the minute is over', async () => {
  const token = await fetchToken(world.base)
  await world.page('rules', { callsPerMinute: 2 })
  assert.deepEqual([(await listWith(token)).errcode, (await listWith(token)).errcode], [0, 0])
  assert.equal((await listWith(token)).errcode, 45009)
  await world.clock.advance(60_000)
  assert.equal((await listWith(token)).errcode, 0)
})

test('what is not under /cgi-bin or /wechat is left to others', async () => {
  const response = await fetch(`${world.base}/healthz`)
  assert.equal(await response.text(), 'not WeChat')
})
