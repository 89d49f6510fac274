import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type LocalServer, startLocal } from '../../local/server'
import { COLLECTIONS, FUNCTIONS } from './fixtures'

describe('the HTTP surface', () => {
  const dir = mkdtempSync(join(tmpdir(), 'jiepai-http-'))
  let server: LocalServer

  before(async () => {
    for (const part of ['h5', 'admin']) {
      mkdirSync(join(dir, part, 'assets'), { recursive: true })
      writeFileSync(join(dir, part, 'index.html'), `<title>${part}</title>`)
      writeFileSync(join(dir, part, 'assets/app.js'), `// ${part}`)
    }
    server = await startLocal({
      dataDir: join(dir, 'data'),
      port: 0,
      functionsDir: FUNCTIONS,
      collections: COLLECTIONS,
      callable: new Set(['echo', 'slow']),
      h5Dir: join(dir, 'h5'),
      adminDir: join(dir, 'admin'),
      wechat: () => ({
        handle: async (incoming, response, url) => {
          if (url.pathname !== '/wechat/ping') return false
          response.end(`pong ${incoming.method}`)
          return true
        },
      }),
    })
  })
  after(async () => {
    await server.close()
    rmSync(dir, { recursive: true })
  })

  async function get(path: string, init?: RequestInit) {
    const response = await fetch(server.url + path, init)
    const text = await response.text()
    return { status: response.status, type: response.headers.get('content-type'), text, headers: response.headers }
  }

  async function post(path: string, body: string | Buffer, headers: Record<string, string> = {}) {
    const answer = await get(path, { method: 'POST', body, headers })
    return { ...answer, json: JSON.parse(answer.text) as Record<string, unknown> }
  }

  /** Sends a path as it is; fetch would tidy it. */
  function rawStatus(path: string, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  test('says that it is there', async () => {
    assert.deepEqual((await get('/healthz')).text, '{"ok":true}')
  })

  test('serves the member app and the admin page, each path without a file as the page', async () => {
    assert.match((await get('/')).text, /h5/)
    assert.match((await get('/some/page')).text, /h5/)
    assert.match((await get('/admin/')).text, /admin/)
    assert.match((await get('/admin')).text, /admin/)
    assert.match((await get('/admin/board/today')).text, /admin/)
    const script = await get('/admin/assets/app.js')
    assert.deepEqual([script.text, script.type], ['// admin', 'text/javascript; charset=utf-8'])
    assert.equal((await get('/assets/none.js')).status, 404)
    assert.equal((await get('/', { method: 'DELETE' })).status, 404)
  })

  test('serves nothing outside its folders', async () => {
    for (const path of [
      '/../data/cloud.db',
      '/..%2fdata%2fcloud.db',
      '/admin/..%2f..%2fdata%2fcloud.db',
      '/storage/..%2fcloud.db',
    ]) {
      assert.equal(await rawStatus(path), 404, path)
    }
    assert.equal(await rawStatus('/%E0%A4%A'), 400)
    assert.equal(await rawStatus('/', 'evil.example'), 403, 'a foreign name that resolves to loopback')
  })

  test('a call counts its wire calls and refuses what is no call', async () => {
    const ok = await post('/call/echo', '{"method":"x"}', { 'x-wx-openid': 'o' })
    assert.equal(ok.status, 200)
    assert.equal(ok.headers.get('x-wire-calls'), '0')
    const refused = async (path: string, body: string) => {
      const { status, json } = await post(path, body)
      assert.equal(json.ok, false)
      assert.match(String(json.message), /[一-龥]/)
      return [status, json.code]
    }
    assert.deepEqual(await refused('/call/echo', '{broken'), [400, 'BAD_JSON'])
    assert.deepEqual(await refused('/call/echo', '[]'), [400, 'BAD_JSON'])
    assert.deepEqual(await refused('/call/echo', `"${'x'.repeat(1024 * 1024)}"`), [413, 'BODY_TOO_LARGE'])
    assert.deepEqual(await refused('/call/absent', '{}'), [404, 'UNKNOWN_FUNCTION'])
    assert.deepEqual(await refused('/call/inbound', '{}'), [404, 'UNKNOWN_FUNCTION'])
    assert.deepEqual(await refused('/call/__proto__', '{}'), [404, 'UNKNOWN_FUNCTION'])
    assert.equal((await get('/call/echo')).status, 405)
  })

  test('HTTP access brings text as text and everything else as base64', async () => {
    interface Event {
      path: string
      httpMethod: string
      queryStringParameters: Record<string, string>
      body: string
      isBase64Encoded: boolean
    }
    const event = async (type: string, body: string | Buffer) =>
      (await post('/http/inbound/wecom/data?echostr=a%2Bb', body, { 'content-type': type })).json.event as Event
    const json = await event('application/json', '{"a":1}')
    assert.deepEqual(
      [json.path, json.httpMethod, json.body, json.isBase64Encoded],
      ['/wecom/data', 'POST', '{"a":1}', false],
    )
    assert.deepEqual(json.queryStringParameters, { echostr: 'a+b' })
    const xml = await event('text/xml', '<xml>节拍</xml>')
    assert.deepEqual([xml.body, xml.isBase64Encoded], [Buffer.from('<xml>节拍</xml>').toString('base64'), true])
    const bytes = await event('application/octet-stream', Buffer.from([0, 255]))
    assert.deepEqual([bytes.body, bytes.isBase64Encoded], ['AP8=', true])
  })

  test('a function answers as an integrated response or with a bare value', async () => {
    const text = await get('/http/inbound/text')
    assert.deepEqual([text.text, text.type], ['plain words', 'text/plain; charset=utf-8'])
    const json = await get('/http/inbound/json')
    assert.deepEqual([json.text, json.type], ['{"ok":true}', 'application/json; charset=utf-8'])
    const bytes = await fetch(`${server.url}/http/inbound/bytes`)
    assert.deepEqual([bytes.status, bytes.headers.get('content-type')], [201, 'image/png'])
    assert.deepEqual([...new Uint8Array(await bytes.arrayBuffer())], [1, 2, 3])
    assert.equal((await get('/http/absent/x')).status, 404)
  })

  test('the clock is read, set and refused what is no time', async () => {
    const set = await post('/local/clock', '{"now":"2026-12-01T00:00:00Z","frozen":true}')
    assert.deepEqual(set.json, { now: '2026-12-01T00:00:00.000Z', frozen: true })
    assert.deepEqual(JSON.parse((await get('/local/clock')).text), set.json)
    assert.equal((await post('/local/clock', '{"now":"soon"}')).status, 400)
    assert.equal((await post('/local/clock', '{"now":"2026-12-01T00:00:00Z","frozen":1}')).status, 400)
    assert.equal((await post('/local/clock', 'x')).status, 400)
    assert.equal((await post('/local/clock', '{"now":"2026-12-01T00:00:00Z"}')).json.frozen, false)
  })

  test('timers are fired, faults armed and figures shown', async () => {
    const fired = await post('/local/fire', '{"function":"inbound"}')
    assert.equal(fired.json.ok, true)
    assert.equal((await post('/local/fire', '{"function":"none"}')).status, 404)
    assert.equal((await post('/local/fault', '{"kind":"explode","call":1}')).status, 400)
    assert.equal((await post('/local/fault', '{"kind":"conflict","when":"after","call":1}')).status, 400)
    assert.equal((await post('/local/fault', '{"kind":"cut","call":0}')).status, 400)
    assert.equal((await post('/local/fault', '{"kind":"cut","call":1,"function":"nobody"}')).status, 200)
    const stats = JSON.parse((await get('/local/stats')).text) as {
      functions: Record<string, { invocations: number }>
      examined: number
    }
    assert.ok((stats.functions.inbound?.invocations ?? 0) > 0)
    assert.equal(typeof stats.examined, 'number')
    assert.equal((await post('/local/other', '{}')).status, 404)
  })

  test('the simulated WeChat gets its own paths only', async () => {
    assert.equal((await get('/wechat/ping')).text, 'pong GET')
    assert.match((await get('/wechat/else')).text, /h5/)
  })

  test('it does not listen beyond loopback unless told', async () => {
    const base = { dataDir: join(dir, 'other'), port: 0, functionsDir: FUNCTIONS, collections: {} }
    await assert.rejects(startLocal({ ...base, host: '0.0.0.0' }), /not loopback/)
  })

  test('one process serves a data folder', async () => {
    const again = startLocal({ dataDir: join(dir, 'data'), port: 0, functionsDir: FUNCTIONS, collections: {} })
    await assert.rejects(again, { name: 'FolderInUse' })
  })
})
