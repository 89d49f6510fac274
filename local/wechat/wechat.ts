import type { IncomingMessage, ServerResponse } from 'node:http'
import { rescheduleAll } from './behaviour'
import { createCgi } from './cgi'
import { createFaults } from './faults'
import { handleMp, MP_BASE } from './mp'
import { noteCall, openapiCall } from './openapi'
import { handlePage } from './pageApi'
import { rescheduleChecks } from './security'
import { seedWorld } from './seed'
import type { WechatClock, WechatRules, WechatSeed } from './types'
import { openWorld } from './world'

export type Wechat = {
  /** Serves `/cgi-bin/*` and `/wechat/*`; false leaves the request untouched for others. */
  handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean>
  /** A cloud call of `wx.openApi` as it stands on the wire: snake case in, `{errcode, errmsg, …}` out. */
  openapi(name: string, params: Record<string, unknown>, caller: { openid?: string }): Promise<Record<string, unknown>>
  /** Of a person whom WeChat knows, while the brand's accounts are bound to one 开放平台 account. */
  unionidOf(openid: string): string | undefined
  /** Puts a brand's staff, members and groups in place; may be called at every start. */
  seed(world: WechatSeed): void
  /** All that decides what it does next, as one text; undefined while an event is on its way to the brand. */
  state(): string | undefined
  close(): void
}

/**
 * The simulated WeChat: 企业微信, the group chats and the phones of staff, with the contracts, limits and refusals of
 * the real platforms. It is an outside party: its state is its own file in `dataDir`, committed with every call, and
 * what happens there never depends on the state of the product.
 */
export function createWechat(options: {
  dataDir: string
  clock: WechatClock
  /** Address under which the product reaches `/cgi-bin/`; shown on the page. */
  baseUrl?: string
  rules?: Partial<WechatRules>
  /** Where events of 企业微信 are posted; without it nobody listens. */
  callbackUrl?: string
  /** Hands an event of the mini-program's message push to the cloud function; without it nobody listens. */
  push?: (event: Record<string, unknown>) => Promise<void>
}): Wechat {
  const push = options.push ?? (async () => undefined)
  const world = openWorld(
    options.dataDir,
    options.clock,
    options.rules ?? {},
    push,
    options.callbackUrl,
    options.baseUrl,
  )
  const faults = createFaults()
  const cgi = createCgi(world, faults)
  rescheduleAll(world)
  rescheduleChecks(world, faults)

  return {
    async handle(req, res, url) {
      if (url.pathname.startsWith('/cgi-bin/')) {
        await cgi.handle(req, res, url)
        return true
      }
      if (url.pathname.startsWith(`${MP_BASE}/`)) {
        await handleMp(world, faults, req, res, url)
        return true
      }
      if (url.pathname === '/wechat' || url.pathname.startsWith('/wechat/')) {
        await handlePage(world, faults, options.baseUrl ?? '', req, res, url)
        return true
      }
      return false
    },
    async openapi(name, params, caller) {
      const answer = openapiCall(world, faults, name, params, caller)
      noteCall(world, name, params, answer)
      return answer
    },
    unionidOf(openid) {
      if (!world.rules().bound) return undefined
      return world.store.one<{ unionid: string }>('select unionid from members where openid = ?', openid)?.unionid
    },
    seed(seed) {
      seedWorld(world, seed)
    },
    state() {
      if (world.callbacks.telling) return undefined
      return world.store.written() + JSON.stringify([faults.list(), world.rules()])
    },
    close() {
      cgi.close()
      world.close()
    },
  }
}
