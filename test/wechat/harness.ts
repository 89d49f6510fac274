import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWecom, type WecomOptions } from '../../cloudfunctions/platform/wecom'
import { demoWechat } from '../../local/demo/wechat'
import type { WechatClock, WechatRules } from '../../local/wechat/types'
import { createWechat, type Wechat } from '../../local/wechat/wechat'

/** Sunday 2026-11-22, 08:55 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 22, 0, 55)
export const MINUTE = 60_000
export const DAY = 24 * 3_600_000

export type FakeClock = WechatClock & { advance(ms: number): Promise<void>; waiting(): string[] }

/** A clock that stands still until it is moved; it runs what is due in order of time. */
export function fakeClock(start: number): FakeClock {
  const events = new Map<string, { at: number; run: () => Promise<void> | void }>()
  let time = start
  return {
    now: () => time,
    schedule(at, key, run) {
      events.set(key, { at, run })
    },
    waiting: () => [...events.keys()],
    async advance(ms) {
      const target = time + ms
      for (;;) {
        const due = [...events].filter(([, event]) => event.at <= target).sort((a, b) => a[1].at - b[1].at)[0]
        if (due === undefined) break
        events.delete(due[0])
        time = Math.max(time, due[1].at)
        await due[1].run()
      }
      time = target
    },
  }
}

export type World = {
  base: string
  clock: FakeClock
  wechat: Wechat
  dataDir: string
  client(change?: Partial<WecomOptions>): ReturnType<typeof createWecom>
  /** A raw call of the platform's API with a good token; answers the HTTP status beside the body. */
  cgi(api: string, body: unknown): Promise<{ status: number; body: Answer }>
  page(action: string, body: unknown): Promise<{ status: number; body: Answer }>
  state(): Promise<State>
  /** Ends this platform as a stop would and opens it again on the same file. */
  reopen(clock?: FakeClock): void
  close(): Promise<void>
}

export type Answer = Record<string, unknown> & { errcode?: number; errmsg?: string }
export type State = {
  now: number
  groups: { chatId: string; quota: { used: number; limit: number }; messages: Message[] }[]
  tasks: { msgid: string; state: string; reminders: number; targets: { chatId: string; status: number }[] }[]
  notices: { userid: string; title?: string; text?: string }[]
  calls: { api: string; code: number; request: string }[]
}
type Message = { at: number; from: { id: string; name: string }; source: string; bubble: Record<string, unknown> }

/** The simulated WeChat with the demo brand behind a bare HTTP server on a free port. */
export async function openWorld(rules: Partial<WechatRules> = {}): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiepai-wechat-'))
  let clock = fakeClock(MORNING)
  let wechat = createWechat({ dataDir, clock, rules })
  wechat.seed(demoWechat)
  const server: Server = createServer((req, res) => {
    wechat.handle(req, res, new URL(req.url ?? '/', 'http://local')).then((mine) => {
      if (!mine) res.writeHead(404).end('not WeChat')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { corpid, secret, agentid } = demoWechat

  async function post(url: string, body: unknown): Promise<{ status: number; body: Answer }> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Answer }
  }

  return {
    base,
    dataDir,
    get clock() {
      return clock
    },
    get wechat() {
      return wechat
    },
    client: (change = {}) => createWecom({ baseUrl: base, corpid, secret, agentid, now: () => clock.now(), ...change }),
    async cgi(api, body) {
      const token = await fetchToken(base)
      return post(`${base}/cgi-bin/${api}?access_token=${token}`, body)
    },
    page: (action, body) => post(`${base}/wechat/api/${action}`, body),
    async state() {
      return (await (await fetch(`${base}/wechat/api/state`)).json()) as State
    },
    reopen(next) {
      wechat.close()
      if (next) clock = next
      wechat = createWechat({ dataDir, clock, rules })
      wechat.seed(demoWechat)
    },
    async close() {
      wechat.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export async function fetchToken(base: string): Promise<string> {
  const query = `corpid=${demoWechat.corpid}&corpsecret=${demoWechat.secret}`
  const body = (await (await fetch(`${base}/cgi-bin/gettoken?${query}`)).json()) as Answer
  return String(body.access_token)
}

export const FULI1 = 'wrHuajianFuli1'
export const FULI2 = 'wrHuajianFuli2'
export const FULI3 = 'wrHuajianFuli3'

/** A 群发 of 小美 to one of her groups, as the wire has it. */
export function groupTask(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { chat_type: 'group', sender: 'xiaomei', chat_id_list: [FULI1], text: { content: '早安，打卡啦' }, ...change }
}

/** Creates a task and lets the 41063 window pass. */
export async function dispatched(world: World, change: Record<string, unknown> = {}): Promise<string> {
  const { body } = await world.cgi('externalcontact/add_msg_template', groupTask(change))
  await world.clock.advance(5000)
  return String(body.msgid)
}
