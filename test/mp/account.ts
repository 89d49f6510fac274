import { createHash } from 'node:crypto'
import { demoWechat } from '../../local/demo/wechat'
import { type EventFields, eventXml, type SealedCallback } from '../../local/wechat/callbacks'
import { type MpAccount, openReply, sealMessage } from '../../local/wechat/mpCrypto'
import type { InboundEvent } from '../../src/features/inbound/rules'
import type { Follower } from '../../src/features/mp/followerRules'
import { type MpBook, NO_BOOK } from '../../src/features/mp/rules'
import { openShop, type Shop } from '../delivery/shop'
import type { Attempt } from '../faults/underFaults'

export const NOW = '2026-11-23T01:00:00.000Z'
export const MP = demoWechat.mp as MpAccount

export interface Answered extends Attempt {
  status: number
  /** The passive reply, opened; empty for none. */
  reply: string
}

export interface Account extends Shop {
  /** Somebody acts on the simulated phone and the callback is handed back instead of being sent. */
  held(action: string, body: Record<string, unknown>): Promise<{ openid: string; callback: SealedCallback }>
  /** Posts a callback as 公众号 does. */
  post(callback: SealedCallback): Promise<Answered>
  /** An event or message of one's own making, well signed. */
  seal(openid: string, fields: EventFields, at?: number): SealedCallback
  act(action: string, body: Record<string, unknown>): Promise<{ openid: string }>
  followers(): Promise<Follower[]>
  facts(): Promise<{ _id: string; who: string; step: string; channel: string | null; odd?: string }[]>
  events(): Promise<InboundEvent[]>
  /** What the brand said in a person's chat, and how it came there. */
  chat(openid: string): Promise<{ source: string; bubble: { kind: string; text?: string; title?: string } }[]>
  saveBook(change: Partial<MpBook>): Promise<void>
}

export async function openAccount(): Promise<Account> {
  const shop = await openShop({ now: NOW })
  const { world } = shop
  const rows = async <T>(name: string) => (await world.db.collection(name).limit(1000).get()).data as unknown as T[]
  let saved = 0
  const act = async <T>(action: string, body: Record<string, unknown>): Promise<T> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const answer = (await (await fetch(`${world.url}/wechat/api/${action}`, init)).json()) as T & { ok: boolean }
    if (!answer.ok) throw new Error(`${action}: ${JSON.stringify(answer)}`)
    return answer
  }
  return {
    ...shop,
    act,
    held: (action, body) => act(action, { ...body, hold: true }),
    async post({ query, body, path = '' }) {
      const init = { method: 'POST', body, headers: { 'content-type': 'text/xml' } }
      const response = await fetch(`${world.url}/http/inbound${path}?${query}`, init)
      const text = await response.text()
      const actions = world.server.cloud.functions.callsOf(response.headers.get('x-request-id') ?? '')
      const reply = response.status === 200 ? (openReply(MP, text) ?? `unreadable ${text}`) : text
      return { status: response.status, ok: response.status === 200, wireCalls: actions.length, actions, reply }
    },
    seal: (openid, fields, at = Date.parse(world.now())) =>
      sealMessage(MP, eventXml(MP.account, at, { FromUserName: openid, ...fields }), openid, Date.parse(world.now())),
    followers: () => rows('mp_followers'),
    facts: () => rows('facts'),
    events: () => rows('inbound_events'),
    async chat(openid) {
      const state = (await (await fetch(`${world.url}/wechat/api/state`)).json()) as {
        mp: {
          followers: {
            openid: string
            messages: { source: string; from: { kind: string }; bubble: { kind: string } }[]
          }[]
        }
      }
      const chat = state.mp.followers.find((one) => one.openid === openid)?.messages ?? []
      return chat.filter(({ from }) => from.kind === 'staff')
    },
    async saveBook(change) {
      const { revision } = await shop.staff<{ revision: number }>('mp.getBook', {})
      const request = `save-book-${createHash('sha1').update(`${saved++}`).digest('hex').slice(0, 12)}`
      await shop.staff('mp.saveBook', { book: { ...NO_BOOK, ...change }, revision, request })
    },
  }
}
