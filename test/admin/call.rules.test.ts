import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallError, type CallPorts, createCall } from '../../src/admin/call'
import { count, longDay, percent, shortDay, span } from '../../src/admin/format'
import { rowsInView } from '../../src/admin/parts/rows'
import { hrefOf, parsePlace } from '../../src/admin/place'

function ports(answer: () => Promise<Response>) {
  const seen = {
    now: 0,
    signedOut: 0,
    online: [] as boolean[],
    bodies: [] as string[],
    headers: [] as RequestInit['headers'][],
  }
  const made: CallPorts = {
    fetch: (_url, init) => {
      seen.bodies.push(String(init.body))
      if (init.headers) seen.headers.push(init.headers)
      return answer()
    },
    token: () => 'token-1',
    onNow: (now) => {
      seen.now = now
    },
    onSignedOut: () => {
      seen.signedOut++
    },
    onReach: (online) => seen.online.push(online),
  }
  return { seen, call: createCall(made) }
}

const json = (value: unknown) => async () => new Response(JSON.stringify(value))

function failed(code: string) {
  return (error: unknown) => error instanceof CallError && error.code === code && error.message.length > 5
}

test('a call carries method, input, version and session, and brings data and the clock', async () => {
  const { seen, call } = ports(json({ ok: true, data: { staff: [] }, now: 1234, requestId: 'r' }))
  assert.deepEqual(await call('staff.list', {}), { staff: [] })
  assert.equal(seen.now, 1234)
  const body = JSON.parse(seen.bodies[0] ?? '') as { method: string; input: unknown; client: string }
  assert.deepEqual([body.method, body.input], ['staff.list', {}])
  assert.match(body.client, /^admin\//)
  assert.equal((seen.headers[0] as Record<string, string>).authorization, 'Bearer token-1')
})

test('a refusal keeps its code and sentence, and its clock counts too', async () => {
  const { seen, call } = ports(
    json({ ok: false, code: 'WRONG_LOGIN', message: '账号或密码不对。', now: 99, requestId: 'r9' }),
  )
  await assert.rejects(call('staff.login', { name: 'a', password: 'b' }), (error: unknown) => {
    assert.ok(error instanceof CallError)
    assert.deepEqual([error.code, error.message, error.requestId], ['WRONG_LOGIN', '账号或密码不对。', 'r9'])
    return true
  })
  assert.deepEqual([seen.now, seen.signedOut], [99, 0])
})

test('a session that is over leads back to the login', async () => {
  for (const code of ['UNAUTHENTICATED', 'SESSION_EXPIRED']) {
    const { seen, call } = ports(json({ ok: false, code, message: '请再登录一次。', now: 1, requestId: 'r' }))
    await assert.rejects(call('staff.list', {}), failed(code))
    assert.equal(seen.signedOut, 1)
  }
})

test('nothing came back: offline, and no word about whether it happened', async () => {
  const { seen, call } = ports(async () => {
    throw new TypeError('Failed to fetch')
  })
  await assert.rejects(call('staff.list', {}), failed('OFFLINE'))
  assert.deepEqual(seen.online, [false])
  assert.equal(seen.signedOut, 0)
})

test('something came back that is no answer: a page of a proxy, half a JSON, an answer without a clock', async () => {
  for (const text of ['<html>502</html>', '{"ok":tr', '{"ok":true,"data":1}', 'null', '{"ok":false,"now":1}']) {
    const { call } = ports(async () => new Response(text))
    await assert.rejects(call('staff.list', {}), failed('BAD_ANSWER'))
  }
})

test('an aborted call is no failure of the network', async () => {
  const stop = new AbortController()
  const { seen, call } = ports(async () => {
    stop.abort()
    throw new DOMException('aborted', 'AbortError')
  })
  await assert.rejects(call('staff.list', {}, stop.signal), { name: 'AbortError' })
  assert.deepEqual(seen.online, [])
})

test('an address holds path and query, there and back, without empty values', () => {
  assert.equal(hrefOf('/sop', { sop: 'daily', v: '2', node: null }), '#/sop?sop=daily&v=2')
  assert.deepEqual(parsePlace('#/sop?sop=daily&v=2'), { path: '/sop', query: { sop: 'daily', v: '2' } })
  const back = hrefOf('/login', { next: '/today?d=2026-11-24' })
  assert.equal(parsePlace(back).query.next, '/today?d=2026-11-24')
  assert.deepEqual(parsePlace(''), { path: '/', query: {} })
})

test('numbers and days are written as on the board', () => {
  assert.equal(count(1286), '1,286')
  assert.equal(count(1234567), '1,234,567')
  assert.equal(percent(19, 22), '86.4')
  assert.equal(percent(0, 0), null)
  assert.equal(longDay('2026-11-23'), '11月23日 周一')
  assert.equal(shortDay('2027-01-02', '2026'), '2027/1/2')
  assert.equal(span(34 * 60_000), '34 分钟')
  assert.equal(span(20_000), '1 分钟')
  assert.equal(span(125 * 60_000), '2 小时 5 分')
  assert.equal(span(50 * 3_600_000), '2 天')
})

test('of 5,000 rows only those in view and eight around them are drawn', () => {
  assert.deepEqual(rowsInView(0, 440, 44, 5000), { first: 0, end: 18 })
  assert.deepEqual(rowsInView(44 * 1000, 440, 44, 5000), { first: 992, end: 1018 })
  assert.deepEqual(rowsInView(44 * 9999, 440, 44, 5000), { first: 5000, end: 5000 })
  assert.deepEqual(rowsInView(0, 440, 44, 0), { first: 0, end: 0 })
})
