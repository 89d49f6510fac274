import { demoWechat } from '../../local/demo/wechat'
import { createWechat } from '../../local/wechat/wechat'
import { plannedRow } from '../../src/features/delivery/rows'
import type { Delivery } from '../../src/features/delivery/rules'
import type { Occurrence, SopNode } from '../../src/features/sop/rules'
import { EVERYONE, NODE_DEFAULTS } from '../../src/features/sop/upcast'
import { dueItem } from '../../src/kernel/due'
import { openWorld, type World } from '../cloud/world'

/** 09:00 in Shanghai. */
export const NINE = Date.parse('2026-11-23T01:00:00Z')
const HOUR = 3_600_000

export interface LargeBrand {
  world: World
  /** Calls of WeCom's API so far, by path. */
  apis: ReadonlyMap<string, number>
  into(name: string, docs: readonly { _id: string }[]): void
  /** One tick and what it cost. */
  tick(): Promise<{ wire: number; wecom: number; examined: number; ms: number }>
}

/** A brand of so many groups and owners with one SOP, at nine in the morning, in the simulated WeChat and in the local cloud. */
export async function openLargeBrand(groups: number, owners: number): Promise<LargeBrand> {
  const apis = new Map<string, number>()
  const world = await openWorld({
    now: new Date(NINE).toISOString(),
    timers: false,
    // Longer than the real minute, so that a slow machine misses the goal and is not cut off.
    timeoutMs: 300_000,
    env: (baseUrl) => ({
      JIEPAI_APPID: demoWechat.brand.appid,
      WECOM_BASE_URL: baseUrl,
      WECOM_CORPID: demoWechat.corpid,
      WECOM_SECRET: demoWechat.secret,
      WECOM_AGENTID: String(demoWechat.agentid),
    }),
    wechat: (parts) => {
      const wechat = createWechat(parts)
      wechat.seed(brandOf(groups, owners))
      return {
        handle: (request, response, url) => {
          if (url.pathname.startsWith('/cgi-bin/')) apis.set(url.pathname, (apis.get(url.pathname) ?? 0) + 1)
          return wechat.handle(request, response, url)
        },
        close: () => wechat.close(),
      }
    },
  })
  const { store } = world.server.cloud.database
  const brand: LargeBrand = {
    world,
    apis,
    into(name, docs) {
      const collection = store.collection(name)
      if (collection === undefined) throw new Error(`the collection ${name} is not declared`)
      store.write(() => {
        for (const doc of docs) store.insert(collection, { ...doc })
      })
    },
    async tick() {
      const sum = () => [...apis.values()].reduce((total, count) => total + count, 0)
      const [wecom, examined, began] = [sum(), world.examined(), performance.now()]
      const fired = await world.fireTimer('tick')
      if (!fired.ok) throw new Error(`the tick failed: ${fired.message}`)
      const ms = performance.now() - began
      return { wire: fired.wireCalls, wecom: sum() - wecom, examined: world.examined() - examined, ms }
    },
  }
  brand.into('sops', [{ _id: 'bench', ...{ schema: 1, name: 'bench', live: 1, latest: 1, createdAt: NINE } }])
  return brand
}

const node: SopNode = {
  ...NODE_DEFAULTS,
  key: 'nine',
  kind: 'column',
  time: { on: 'daily' },
  slots: [{ from: '09:00', until: '10:00' }],
  module: '互动',
  column: '打卡签到',
  tone: '',
  parts: [
    { type: 'text', text: '早安，今天的打卡开始了' },
    { type: 'card', title: '点我打卡', cover: 'daka' },
  ],
  topic: null,
  variables: {},
  audience: EVERYONE,
  route: 'group_task',
  late: 'skip',
  owner: '',
  note: '',
  unscheduled: null,
  source: null,
}

/** The nine o'clock post of a day. */
export function beatOf(date: string, from: number): Occurrence {
  return {
    beat: `bench:nine:${date}:0`,
    ...{ node, date, nominal: date, to: 'groups', targets: [], slot: 0, from, until: from + HOUR },
  }
}

export function dispatchOf({ beat }: Occurrence, at: number) {
  return dueItem({ key: `dispatch:${beat}`, kind: 'delivery.dispatch', at, payload: { beat } })
}

export const chatId = (index: number) => `wrBench${String(index).padStart(5, '0')}`
const owner = (index: number, owners: number) => `owner${index % owners}`

/** Planned messages of a beat, one for each group. */
export function rowsOf(beat: Occurrence, groups: number, owners: number): Delivery[] {
  return Array.from({ length: groups }, (_, index) => {
    const group = {
      _id: chatId(index),
      schema: 1 as const,
      name: `群${index}`,
      owner: owner(index, owners),
      ownerName: owner(index, owners),
      tags: [],
      members: 200,
      syncedAt: 0,
      gone: false,
    }
    return plannedRow('bench', 1, beat, group, 'group_task', NINE)
  })
}

function brandOf(groups: number, owners: number) {
  return {
    ...demoWechat,
    staff: Array.from({ length: owners }, (_, index) => ({
      userid: owner(index, owners),
      name: owner(index, owners),
      openid: `o-staff-${index}`,
    })),
    members: [],
    groups: Array.from({ length: groups }, (_, index) => ({
      chatId: chatId(index),
      name: `群${index}`,
      owner: owner(index, owners),
      members: [],
      createdAt: NINE - 30 * 24 * HOUR,
    })),
  }
}
