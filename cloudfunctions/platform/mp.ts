import * as v from 'valibot'
import { describeMpCode, MP_NOT_SET_UP } from './mpCodes'
import { createTokenCache } from './tokenCache'
import { NetworkError, PlatformError } from './wecomErrors'
import { type Answerer, type Fetch, sendRequest } from './wecomHttp'

export type MpOptions = {
  /** Default is the platform itself; tests and local runs give the simulated one. */
  baseUrl?: string
  /** Empty: no 公众号 is connected, and every call throws PlatformError `MP_NOT_SET_UP` without a request. */
  appid: string
  secret: string
  /** The business clock in ms; it decides when a token has ended. */
  now: () => number
  fetch?: Fetch
  /** Limit of one request in ms; default 2,000: callbacks have to be answered within five seconds. */
  timeoutMs?: number
}

/** What 公众号 says of one person. */
export interface MpUser {
  following: boolean
  /** Only when the account is bound to a 微信开放平台 account. */
  unionid: string | null
  /** `ADD_SCENE_QR_CODE` …; null of who does not follow. */
  subscribeScene: string | null
  /** Channel of the code by which they came; null for none. */
  scene: string | null
  /** ms */
  followedAt: number | null
}

/** One 客服消息. */
export type CustomMessage =
  | { type: 'text'; text: string }
  | { type: 'image'; mediaId: string }
  | { type: 'news'; title: string; description: string; url: string; picture: string }
  | { type: 'miniprogram'; title: string; appid: string; path: string; mediaId: string }

/** A button of the menu, in the API's own terms; one with `sub_button` has no type. */
export type MpButton =
  | { name: string; type: 'click'; key: string }
  | { name: string; type: 'view'; url: string }
  | { name: string; type: 'miniprogram'; url: string; appid: string; pagepath: string }
  | { name: string; sub_button: MpButton[] }

export interface MpQr {
  ticket: string
  /** What the code says; it can be drawn by oneself. */
  url: string
  /** Address of the picture (JPG, no token needed). */
  picture: string
  /** Seconds; null for a permanent one. */
  expiresIn: number | null
}

export type Mp = ReturnType<typeof createMp>

const MP: Answerer = { name: '公众号', describe: describeMpCode }
const DEFAULT_BASE = 'https://api.weixin.qq.com'
const SHOW_QR = 'https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket='
/** The longest life of a temporary code (s). */
const LONGEST_QR = 2_592_000

const empty = v.object({})
const tokenAnswer = v.object({ access_token: v.string(), expires_in: v.number() })
const userAnswer = v.object({
  subscribe: v.number(),
  unionid: v.optional(v.string()),
  subscribe_scene: v.optional(v.string()),
  subscribe_time: v.optional(v.number()),
  qr_scene_str: v.optional(v.string()),
})
const qrAnswer = v.object({ ticket: v.string(), url: v.string(), expire_seconds: v.optional(v.number()) })
const menuAnswer = v.object({ menu: v.object({ button: v.array(v.record(v.string(), v.unknown())) }) })
const mediaAnswer = v.object({ media_id: v.string() })
/** Bytes of a picture that is brought over; WeChat takes 10 MB, a QR code has 50 KB. */
const LARGEST_PICTURE = 2_000_000
const quotaAnswer = v.object({ quota: v.object({ daily_limit: v.number(), used: v.number(), remain: v.number() }) })

/**
 * The 公众号 calls that we use. Every method throws PlatformError (surely not done; see `kind`) or NetworkError (see `outcome`).
 * A refused token is renewed and the call repeated once. Nothing else is repeated.
 *
 * The token is kept by the instance alone: `stable_token` gives every instance the same one until it ends, so the platform itself is the
 * shared cache. It is never asked to make a new one (`force_refresh` ends the token of all others and is allowed 20 times a day).
 */
export function createMp(options: MpOptions) {
  const { appid, secret, now, timeoutMs = 2000 } = options
  const base = `${options.baseUrl ?? DEFAULT_BASE}/cgi-bin`
  const fetch: Fetch = options.fetch ?? globalThis.fetch
  const ready = appid !== '' && secret !== ''
  const tokens = createTokenCache({ key: `mp:${appid}`, now, fetchToken })

  /** A failure here means that the call behind it was never made. */
  async function fetchToken() {
    const body = { grant_type: 'client_credential', appid, secret, force_refresh: false }
    const request = { api: 'stable_token', url: `${base}/stable_token`, init: post(body), timeoutMs }
    try {
      const answer = await sendRequest(fetch, request, tokenAnswer, MP)
      return { token: answer.access_token, expiresAt: now() + answer.expires_in * 1000 }
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
      throw new NetworkError('stable_token', error.reason, 'not_sent', { cause: error }, MP.name)
    }
  }

  async function call<S extends v.GenericSchema>(
    api: string,
    init: RequestInit,
    answer: S,
    query = '',
  ): Promise<v.InferOutput<S>> {
    if (!ready) throw new PlatformError(MP_NOT_SET_UP, api, 'not set up', describeMpCode(MP_NOT_SET_UP))
    const send = (token: string) =>
      sendRequest(fetch, { api, url: `${base}/${api}?access_token=${token}${query}`, init, timeoutMs }, answer, MP)
    const token = await tokens.get()
    try {
      return await send(token)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.kind !== 'refresh') throw error
      return send(await tokens.replace(token))
    }
  }

  async function uploadImage(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const body = new FormData()
    body.set('media', new Blob([bytes]), name)
    return (await call('media/upload', { method: 'POST', body }, mediaAnswer, '&type=image')).media_id
  }

  /** The bytes at an address; nothing was sent to anybody when this fails. */
  async function fetchPicture(url: string): Promise<Uint8Array<ArrayBuffer>> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (response.status === 200 && bytes.length > 0 && bytes.length <= LARGEST_PICTURE) return bytes
    } catch (cause) {
      throw new NetworkError('picture', 'connection', 'not_sent', { cause }, MP.name)
    }
    throw new NetworkError('picture', 'bad_answer', 'not_sent', {}, MP.name)
  }

  return {
    /** Whether a 公众号 is connected at all. */
    ready,

    /** `user/info`. Of who does not follow only the unionid is told. */
    async getUser(openid: string): Promise<MpUser> {
      const user = await call('user/info', {}, userAnswer, `&openid=${encodeURIComponent(openid)}&lang=zh_CN`)
      const filled = (text: string | undefined) => (text === undefined || text === '' ? null : text)
      return {
        following: user.subscribe === 1,
        unionid: filled(user.unionid),
        subscribeScene: filled(user.subscribe_scene),
        scene: filled(user.qr_scene_str),
        followedAt: user.subscribe_time === undefined ? null : user.subscribe_time * 1000,
      }
    },

    /** `menu/create`: replaces the menu whole; phones show it within five minutes. A second try is harmless. */
    async createMenu(button: readonly MpButton[]): Promise<void> {
      await call('menu/create', post({ button }), empty)
    },

    /** `menu/get`: the menu made by the API, as it stands at WeChat; null when there is none. */
    async getMenu(): Promise<Record<string, unknown>[] | null> {
      try {
        return (await call('menu/get', {}, menuAnswer)).menu.button
      } catch (error) {
        if (error instanceof PlatformError && error.code === 46003) return null
        throw error
      }
    },

    /** `menu/delete`. */
    async deleteMenu(): Promise<void> {
      await call('menu/delete', {}, empty)
    },

    /** `message/custom/send`, inside a window only (45015, 45047). Not idempotent: after an unknown outcome never again. */
    async sendCustom(openid: string, message: CustomMessage): Promise<void> {
      await call('message/custom/send', post({ touser: openid, ...customBody(message) }), empty)
    },

    /**
     * `qrcode/create` with `scene` (1 to 64 characters) in it. A second call for one scene is harmless; permanent ones are 100,000 in all.
     *
     * @param seconds life of a temporary code, at most 30 days; null makes a permanent one
     */
    async createQr(scene: string, seconds: number | null): Promise<MpQr> {
      const action_info = { scene: { scene_str: scene } }
      const body =
        seconds === null
          ? { action_name: 'QR_LIMIT_STR_SCENE', action_info }
          : { expire_seconds: Math.min(seconds, LONGEST_QR), action_name: 'QR_STR_SCENE', action_info }
      const made = await call('qrcode/create', post(body), qrAnswer)
      const picture = `${showQrAt(options.baseUrl)}${encodeURIComponent(made.ticket)}`
      return { ticket: made.ticket, url: made.url, picture, expiresIn: made.expire_seconds ?? null }
    },

    /** `media/upload` of a picture for messages; the id lives three days. A second try is harmless. */
    uploadImage,

    /** The same with a picture that stands somewhere else, such as a QR code of 企微. */
    async uploadFrom(url: string): Promise<string> {
      return uploadImage('picture.png', await fetchPicture(url))
    },

    /** `openapi/quota/get`: what is left of one API today, by its path (`/cgi-bin/message/custom/send`). */
    async quotaOf(path: string): Promise<{ limit: number; used: number; left: number }> {
      const { quota } = await call('openapi/quota/get', post({ cgi_path: path }), quotaAnswer)
      return { limit: quota.daily_limit, used: quota.used, left: quota.remain }
    },
  }
}

/** JSON.stringify leaves Chinese as it is; `\uXXXX` would be refused (40033). */
function post(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** Pictures of codes have a host of their own; the simulated WeChat shows them beside its API. */
function showQrAt(baseUrl: string | undefined): string {
  return baseUrl === undefined || baseUrl === DEFAULT_BASE ? SHOW_QR : `${baseUrl}/cgi-bin/showqrcode?ticket=`
}

function customBody(message: CustomMessage): object {
  switch (message.type) {
    case 'text':
      return { msgtype: 'text', text: { content: message.text } }
    case 'image':
      return { msgtype: 'image', image: { media_id: message.mediaId } }
    case 'news': {
      const { title, description, url, picture } = message
      return { msgtype: 'news', news: { articles: [{ title, description, url, picurl: picture }] } }
    }
    case 'miniprogram': {
      const { title, appid, path, mediaId } = message
      return { msgtype: 'miniprogrampage', miniprogrampage: { title, appid, pagepath: path, thumb_media_id: mediaId } }
    }
  }
}
