import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Body, isObject, optionalText, text } from './args'
import { appendChat, type Bubble } from './chat'
import { codePicture } from './codePicture'
import type { Faults } from './faults'
import { parseObject, readBody, sendBytes, sendJson } from './http'
import { checkMediaId, uploadMedia } from './media'
import type { MpAccount } from './mpCrypto'
import { createMenu } from './mpMenu'
import { followerRow, follows, takeWindow } from './mpWindows'
import { noteCall } from './openapi'
import { Refusal, refusalBody } from './refusal'
import { checkToken } from './tokens'
import type { World } from './types'

/** Where the product reaches it; beside the pages of the simulated WeChat, because both platforms call their API `/cgi-bin/`. */
export const MP_BASE = '/wechat/mp'
const PREFIX = `${MP_BASE}/cgi-bin/`

const CALLS: Record<string, (world: World, body: Body, query: URLSearchParams) => Body> = {
  'user/info': userInfo,
  'menu/create': (world, body) => {
    createMenu(world, body)
    return ok()
  },
  'menu/get': (world) => {
    const menu = world.store.getMeta<unknown[]>('mp-menu')
    if (!menu) throw new Refusal(46003, 'menu no exist')
    return { menu: { button: menu } }
  },
  'menu/delete': (world) => {
    world.store.setMeta('mp-menu', null)
    return ok()
  },
  'message/custom/send': sendCustom,
  'qrcode/create': createQr,
  'openapi/quota/get': quotaOf,
}

/** The 公众号 API: always HTTP 200, the truth is in `errcode`; many good answers carry none. */
export async function handleMp(
  world: World,
  faults: Faults,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const api = url.pathname.slice(PREFIX.length)
  if (api === 'showqrcode') {
    sendBytes(res, 'image/png', codePicture(url.searchParams.get('ticket') ?? ''), 'max-age=86400')
    return
  }
  const raw = (await readBody(req)) ?? Buffer.alloc(0)
  const fault = faults.take(`mp/${api}`)
  if (fault?.kind === 'cut-before' || fault?.kind === 'hang-before') return void res.socket?.destroy()
  const forced = fault?.kind === 'errcode' ? new Refusal(fault.errcode ?? -1, 'system busy') : undefined
  const answer = perform(world, api, raw, url, String(req.headers['content-type'] ?? ''), forced)
  const noted = api === 'stable_token' || api === 'media/upload' ? {} : (parseObject(raw) ?? {})
  noteCall(world, `mp/${api}`, noted, answer)
  if (fault?.kind === 'cut-after' || fault?.kind === 'hang-after') return void res.socket?.destroy()
  sendJson(res, 200, answer)
}

function perform(world: World, api: string, raw: Buffer, url: URL, contentType: string, forced?: Refusal): Body {
  try {
    return world.transact(() => {
      if (forced) throw forced
      if (api === 'stable_token') return stableToken(world, parseObject(raw) ?? {})
      checkToken(world, url.searchParams)
      if (api === 'media/upload') return uploadMedia(world, url.searchParams, raw, contentType)
      const call = CALLS[api]
      if (call === undefined) throw new Refusal(-1, `unknown api ${api}`)
      const body = parseObject(raw)
      if (body === undefined) throw new Refusal(47001, 'data format error')
      if (/\\u[0-9a-f]{4}/i.test(raw.toString())) throw new Refusal(40033, 'invalid charset')
      return call(world, body, url.searchParams)
    })
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(`simulated 公众号: ${api} failed`, error)
    return refusalBody(error instanceof Refusal ? error : new Refusal(-1, 'system error'), String(world.clock.now()))
  }
}

function ok(): Body {
  return { errcode: 0, errmsg: 'ok' }
}

export function accountOf(world: World): MpAccount {
  const mp = world.store.getMeta<MpAccount>('mp')
  if (!mp) throw new Refusal(40013, 'invalid appid')
  return mp
}

/** The same token until it ends, whoever asks; `expires_in` is what is left of it. */
function stableToken(world: World, body: Body): Body {
  const mp = accountOf(world)
  if (body.appid !== mp.appid) throw new Refusal(40013, 'invalid appid')
  if (body.secret !== mp.secret) throw new Refusal(40001, 'invalid credential, access_token is invalid or not latest')
  const now = world.clock.now()
  const live = world.store.one<{ token: string; expires_at: number }>(
    'select token, expires_at from tokens where corpid = ? and revoked is null and expires_at > ?',
    mp.appid,
    now,
  )
  if (live) return { access_token: live.token, expires_in: Math.ceil((live.expires_at - now) / 1000) }
  const token = randomBytes(96).toString('base64url')
  const seconds = world.rules().tokenSeconds
  world.store.run('insert into tokens values (?, ?, ?, ?, null)', token, mp.appid, mp.secret, now + seconds * 1000)
  return { access_token: token, expires_in: seconds }
}

function userInfo(world: World, _body: Body, query: URLSearchParams): Body {
  const openid = query.get('openid') ?? ''
  const row = followerRow(world, openid)
  if (row === undefined) throw new Refusal(40003, 'invalid openid')
  const member = world.store.one<{ unionid: string }>('select unionid from members where openid = ?', row.member)
  const union = member && world.rules().bound ? { unionid: member.unionid } : {}
  if (!follows(row)) return { subscribe: 0, openid, ...union }
  return {
    subscribe: 1,
    openid,
    language: 'zh_CN',
    subscribe_time: Math.floor((row.followed_at ?? 0) / 1000),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: row.scene === '' ? 'ADD_SCENE_SEARCH' : 'ADD_SCENE_QR_CODE',
    qr_scene: 0,
    qr_scene_str: row.scene,
    ...union,
  }
}

function sendCustom(world: World, body: Body): Body {
  const row = followerRow(world, text(body, 'touser'))
  if (row === undefined) throw new Refusal(40003, 'invalid openid')
  if (!follows(row)) throw new Refusal(43004, 'require subscribe')
  const bubble = bubbleOf(world, body)
  takeWindow(world, row)
  sayTo(world, row.openid, bubble, 'custom')
  return ok()
}

/** The brand speaks in the chat of a person. */
export function sayTo(world: World, openid: string, bubble: Bubble, source: string): void {
  const from = { kind: 'staff' as const, id: 'mp' }
  appendChat(world, { chatId: `mp:${openid}`, at: world.clock.now(), from, bubble, source })
}

function bubbleOf(world: World, body: Body): Bubble {
  const type = text(body, 'msgtype')
  const content = body[type]
  if (!isObject(content)) throw new Refusal(40008, 'invalid message type')
  if (type === 'text') return { kind: 'text', text: text(content, 'content') }
  if (type === 'image') return { kind: 'image', url: mediaUrl(world, text(content, 'media_id')) }
  if (type === 'miniprogrampage') {
    const cover = mediaUrl(world, text(content, 'thumb_media_id'))
    return { kind: 'card', title: text(content, 'title'), path: text(content, 'pagepath'), cover, brokenPath: false }
  }
  if (type !== 'news') throw new Refusal(40008, 'invalid message type')
  const articles = Array.isArray(content.articles) ? content.articles : []
  const [article] = articles
  if (articles.length !== 1 || !isObject(article)) throw new Refusal(45008, 'article size out of limit')
  return linkBubble(article)
}

export function linkBubble(article: Body): Bubble {
  return {
    kind: 'link',
    title: String(article.title ?? ''),
    description: String(article.description ?? ''),
    url: String(article.url ?? ''),
    cover: String(article.picurl ?? ''),
  }
}

export function mediaUrl(world: World, mediaId: string): string {
  checkMediaId(world, mediaId)
  return `/wechat/media/id/${mediaId}`
}

const LONGEST = 2_592_000
const MOST_PERMANENT = 100_000

function createQr(world: World, body: Body): Body {
  const action = text(body, 'action_name')
  if (action !== 'QR_STR_SCENE' && action !== 'QR_LIMIT_STR_SCENE') throw new Refusal(40052, 'invalid action name')
  const info = isObject(body.action_info) && isObject(body.action_info.scene) ? body.action_info.scene : {}
  const scene = optionalText(info, 'scene_str') ?? ''
  if (scene === '' || scene.length > 64) throw new Refusal(40053, 'invalid action info')
  const permanent = action === 'QR_LIMIT_STR_SCENE'
  const made = world.store.one<{ n: number }>('select count(*) n from mp_codes where until is null')
  if (permanent && (made?.n ?? 0) >= MOST_PERMANENT) throw new Refusal(45009, 'reach max qrcode limit')
  const seconds = typeof body.expire_seconds === 'number' ? Math.min(body.expire_seconds, LONGEST) : 30
  const ticket = `gQ${randomBytes(48).toString('base64url')}==`
  const until = permanent ? null : world.clock.now() + seconds * 1000
  world.store.run('insert into mp_codes values (?, ?, ?)', ticket, scene, until)
  const url = `http://weixin.qq.com/q/${randomBytes(12).toString('base64url')}`
  return { ticket, url, ...(permanent ? {} : { expire_seconds: seconds }) }
}

const DAILY: Record<string, number> = {
  '/cgi-bin/message/custom/send': 500_000,
  '/cgi-bin/qrcode/create': 100_000,
  '/cgi-bin/menu/create': 1000,
}

function quotaOf(world: World, body: Body): Body {
  const path = text(body, 'cgi_path')
  const limit = DAILY[path]
  if (limit === undefined) throw new Refusal(76021, 'cgi_path not found, please check')
  const day = Math.floor((world.clock.now() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000
  const calls = world.store.one<{ n: number }>(
    'select count(*) n from calls where api = ? and at >= ?',
    `mp${path.slice('/cgi-bin'.length)}`,
    day,
  )
  const used = calls?.n ?? 0
  return { ...ok(), quota: { daily_limit: limit, used, remain: limit - used } }
}
