import { createHash } from 'node:crypto'
import { callbackSignature } from '../../cloudfunctions/platform/callbackCrypto'
import { demoWechat } from '../../local/demo/wechat'
import { type EventFields, eventXml, type SealedCallback, sealCallback } from '../../local/wechat/callbacks'
import type { WelcomeDoc } from '../../src/features/delivery/welcomeRules'
import type { NodeTime, Part, Route, SopNode } from '../../src/features/sop/rules'
import { openShop, type Shop } from '../delivery/shop'
import type { Attempt } from '../faults/underFaults'

export const DAY = '2026-11-23'
const KEYS = demoWechat.callback ?? { token: '', encodingAesKey: '' }

export interface Newcomers extends Shop {
  /** A person adds a member of staff on the simulated phone; the callback is handed back instead of being sent. */
  friend(body?: Record<string, unknown>): Promise<{ callback: SealedCallback; externalUserid: string }>
  /** Posts a callback as 企业微信 does. */
  post(callback: SealedCallback): Promise<Attempt & { status: number }>
  /** An event of one's own making, well signed. */
  seal(fields: EventFields, at?: number): SealedCallback
  welcomes(): Promise<WelcomeDoc[]>
  events(): Promise<{ _id: string; state: string; reason?: string; raw: string }[]>
  /** What stands in a friend's chat from staff. */
  heard(externalUserid: string): Promise<Record<string, unknown>[]>
  act<T>(action: string, body: unknown): Promise<T>
}

/** A node of the moment of joining. */
export function joining(key: string, parts: Part[], route: Route = 'welcome', time?: NodeTime): SopNode {
  const open = { least: null, most: null }
  return {
    key,
    kind: 'welcome',
    time: time ?? { on: 'join', day: 0 },
    slots: [],
    module: '欢迎',
    column: key,
    value: '',
    tone: '',
    parts,
    topic: null,
    variables: {},
    audience: { tags: [], stores: [], owners: [], size: open, age: open, tiers: [], segments: [], preferences: [] },
    route,
    fallback: null,
    late: 'skip',
    holiday: 'keep',
    weekend: 'keep',
    effort: '',
    owner: '',
    note: '',
    unscheduled: '入群即刻由企业微信发出',
    source: null,
  }
}

const NODES = [
  joining('gift', [
    { type: 'text', text: '{客户称呼}，我是{员工称呼}，先送你一张新人券🎁' },
    { type: 'coupon', title: '新人券', batch: '' },
  ]),
  joining('answers', [{ type: 'text', text: '有问题随时问我，订单找客服。' }]),
  joining('rules', [
    { type: 'text', text: '群里不发广告，<b>有话</b>好好说。' },
    { type: 'link', title: '群公约', url: 'https://example.com/rules', description: '一分钟看完', picture: '' },
  ]),
]

/** The demo shop with one SOP that welcomes, at 09:00 on a Monday. */
export async function openNewcomers({ nodes = NODES }: { nodes?: SopNode[] } = {}): Promise<Newcomers> {
  const shop = await openShop({ now: '2026-11-23T01:00:00.000Z' })
  const { world } = shop
  await putSop(shop, 'sopwelcome', nodes)
  const newcomers: Newcomers = {
    ...shop,
    friend: (body = {}) => newcomers.act('add-friend', { userid: 'xiaomei', name: '阿蓝', hold: true, ...body }),
    async post(sealed) {
      const { query, body } = signedNow(sealed, Date.parse(world.now()))
      const init = { method: 'POST', body, headers: { 'content-type': 'text/xml' } }
      const response = await fetch(`${world.url}/http/inbound?${query}`, init)
      await response.arrayBuffer()
      const actions = world.server.cloud.functions.callsOf(response.headers.get('x-request-id') ?? '')
      return { status: response.status, ok: response.status === 200, wireCalls: actions.length, actions }
    },
    seal(fields, at = Date.parse(world.now())) {
      return sealCallback(KEYS, demoWechat.corpid, eventXml(demoWechat.corpid, at, fields), at)
    },
    async welcomes() {
      const { data } = await world.db.collection('welcomes').limit(1000).get()
      return data as unknown as WelcomeDoc[]
    },
    async events() {
      const { data } = await world.db.collection('inbound_events').limit(1000).get()
      return data as unknown as { _id: string; state: string; raw: string }[]
    },
    async heard(externalUserid) {
      const { friends } = (await (await fetch(`${world.url}/wechat/api/state`)).json()) as {
        friends: { externalUserid: string; messages: { from: { kind: string }; bubble: Record<string, unknown> }[] }[]
      }
      const chat = friends.find((friend) => friend.externalUserid === externalUserid)
      return (chat?.messages ?? []).filter(({ from }) => from.kind === 'staff').map(({ bubble }) => bubble)
    },
    async act<T>(action: string, body: unknown) {
      const response = await fetch(`${world.url}/wechat/api/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = (await response.json()) as T & { ok: boolean; message?: string }
      if (!answer.ok) throw new Error(`${action}: ${answer.message}`)
      return answer
    },
  }
  return newcomers
}

/** An event that is late was signed late: what is older than ten minutes is refused. */
function signedNow({ query, body }: SealedCallback, now: number): SealedCallback {
  const given = new URLSearchParams(query)
  const [, encrypted = ''] = /<Encrypt><!\[CDATA\[(.*?)]]>/.exec(body) ?? []
  const [timestamp, nonce] = [String(Math.floor(now / 1000)), given.get('nonce') ?? '']
  const isOurs =
    given.get('msg_signature') === callbackSignature(KEYS.token, given.get('timestamp') ?? '', nonce, encrypted)
  // A forged one stays as it is.
  if (!isOurs) return { query, body }
  const msg_signature = callbackSignature(KEYS.token, timestamp, nonce, encrypted)
  return { query: new URLSearchParams({ msg_signature, timestamp, nonce }).toString(), body }
}

/** A SOP whose only version is live. */
export async function putSop({ world }: Shop, sop: string, nodes: SopNode[], publishedAt = 1): Promise<void> {
  await world.db.collection('sops').add({
    data: { _id: sop, schema: 1, name: '欢迎', live: 1, latest: 1, createdAt: 0, paused: null, retiredAt: null },
  })
  await world.db.collection('sop_versions').add({
    data: {
      _id: `${sop}:1`,
      schema: 2,
      sop,
      number: 1,
      parent: null,
      status: 'live',
      name: '欢迎',
      from: null,
      to: null,
      nodes: nodes.map((node) => ({ ...node })),
      note: '',
      author: '运营',
      revision: 1,
      importDigest: null,
      createdAt: 0,
      publishedAt,
      publishAt: null,
      rolledBack: null,
      steps: [],
    },
  })
}

/** How the product names a stored callback. */
export function eventId(raw: string): string {
  return `wecom:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`
}
