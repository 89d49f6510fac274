import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDrawing } from './cover'
import type { Faults } from './faults'
import { parseObject, readBody, sendBytes, sendJson } from './http'
import { readMedia } from './media'
import { PAGE_ACTIONS } from './pageActions'
import { pageCalls, pageState, pageVersion } from './pageState'
import { Refusal } from './refusal'
import type { World } from './types'
import { wayPicture } from './ways'

const PAGE_DIR = join(dirname(fileURLToPath(import.meta.url)), 'page')
const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The page at `/wechat/`, its JSON API and the pictures. Errors of actions are HTTP 400 with a Chinese sentence. */
export async function handlePage(
  world: World,
  faults: Faults,
  baseUrl: string,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname
  if (path === '/wechat') {
    res.writeHead(302, { location: '/wechat/' })
    res.end()
  } else if (path.startsWith('/wechat/api/')) {
    await handleApi(world, faults, baseUrl, req, res, url)
  } else if (path.startsWith('/wechat/media/id/')) {
    const media = readMedia(world, path.slice('/wechat/media/id/'.length))
    if (media) sendBytes(res, media.contentType, media.bytes, 'max-age=86400')
    else notFound(res)
  } else if (path.startsWith('/wechat/media/way/')) {
    const picture = wayPicture(world, path.slice('/wechat/media/way/'.length))
    if (picture) sendBytes(res, 'image/png', picture, 'max-age=86400')
    else notFound(res)
  } else if (path.startsWith('/wechat/media/')) {
    const drawing = readDrawing(path.slice('/wechat/media/'.length))
    if (drawing) sendBytes(res, drawing.contentType, drawing.bytes, 'no-cache')
    else notFound(res)
  } else {
    servePageFile(res, path.slice('/wechat/'.length) || 'index.html')
  }
}

async function handleApi(
  world: World,
  faults: Faults,
  baseUrl: string,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const name = url.pathname.slice('/wechat/api/'.length)
  if (req.method === 'GET' && name === 'state') {
    // A page that is up to date gets only the time: it asks every two seconds.
    const known = url.searchParams.get('since')
    const unchanged = known === String(pageVersion(world))
    sendJson(res, 200, unchanged ? { unchanged: true, now: world.clock.now() } : pageState(world, baseUrl))
    return
  }
  if (req.method === 'GET' && name === 'calls') {
    sendJson(res, 200, { calls: pageCalls(world, 400) })
    return
  }
  const action = PAGE_ACTIONS[name]
  if (req.method !== 'POST' || action === undefined) {
    sendJson(res, 404, { ok: false, code: 'NOT_FOUND', message: '没有这个操作，请刷新页面再试' })
    return
  }
  // Only JSON: another site's form cannot send it without asking the browser first.
  const json = String(req.headers['content-type'] ?? '').startsWith('application/json')
  const raw = await readBody(req)
  const body = json && raw !== undefined ? parseObject(raw) : undefined
  if (body === undefined) {
    sendJson(res, 400, { ok: false, code: 'BAD_JSON', message: '请求读不懂，请刷新页面再试' })
    return
  }
  try {
    const answer = world.transact(() => action(world, body, faults))
    // Whoever pressed the button sees what the brand answered to it.
    await world.callbacks.told()
    sendJson(res, 200, { ok: true, ...answer })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    sendJson(res, 400, { ok: false, code: error.code, message: error.text })
  }
}

function servePageFile(res: ServerResponse, file: string): void {
  const match = /^[a-zA-Z0-9-]{1,40}\.(html|css|js|svg)$/.exec(file)
  const path = join(PAGE_DIR, file)
  if (match === null || !existsSync(path)) notFound(res)
  else sendBytes(res, TYPES[match[1] ?? ''] ?? 'text/plain', readFileSync(path), 'no-cache')
}

function notFound(res: ServerResponse): void {
  sendJson(res, 404, { ok: false, code: 'NOT_FOUND', message: '没有这个页面，请从 /wechat/ 进入' })
}
