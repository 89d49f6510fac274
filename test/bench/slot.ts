import { demoWechat } from '../../local/demo/wechat'
import { createWechat } from '../../local/wechat/wechat'
import { plannedRow } from '../../src/features/delivery/rows'
import type { Occurrence, SopNode } from '../../src/features/sop/rules'
import { EVERYONE, NODE_DEFAULTS } from '../../src/features/sop/upcast'
import { dueItem } from '../../src/kernel/due'
import { openWorld } from '../cloud/world'
import { type Group, rounded, timed } from './group'

const GROUPS = 5_000
const OWNERS = 100
/** 09:00 in Shanghai. */
const NINE = Date.parse('2026-11-23T01:00:00Z')
const HOUR = 3_600_000

/** The nine o'clock post of a large brand: one beat for 5,000 groups of 100 owners, handed to WeCom by one tick. */
export const slot: Group = {
  name: 'slot',
  // One task for each owner; a token and the card's picture beside them.
  goals: { 'slot.wecom': 103, 'slot.wire': 400, 'slot.ms': 60_000 },
  async measure({ say }) {
    say(`nine o'clock: ${GROUPS} groups of ${OWNERS} owners`)
    const apis = new Map<string, number>()
    const world = await openWorld({
      now: new Date(NINE).toISOString(),
      timers: false,
      timeoutMs: 60_000,
      env: (baseUrl) => ({
        JIEPAI_APPID: demoWechat.brand.appid,
        WECOM_BASE_URL: baseUrl,
        WECOM_CORPID: demoWechat.corpid,
        WECOM_SECRET: demoWechat.secret,
        WECOM_AGENTID: String(demoWechat.agentid),
      }),
      wechat: (parts) => {
        const wechat = createWechat(parts)
        wechat.seed(largeBrand())
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
    const into = (name: string, docs: readonly { _id: string }[]) => {
      const collection = store.collection(name)
      if (collection === undefined) throw new Error(`the collection ${name} is not declared`)
      store.write(() => {
        for (const doc of docs) store.insert(collection, { ...doc })
      })
    }
    into('deliveries', rows())
    into('sops', [{ _id: 'bench', ...{ schema: 1, name: 'bench', live: 1, latest: 1, createdAt: NINE } }])
    // A first, empty beat starts the instance, so that the time is the work's own.
    await world.fireTimer('tick')
    into('due', [dueItem({ key: 'dispatch', kind: 'delivery.dispatch', at: NINE, payload: { beat: BEAT.beat } })])
    let wire = 0
    const ms = await timed(async () => {
      const fired = await world.fireTimer('tick')
      if (!fired.ok) throw new Error(`the tick failed: ${fired.message}`)
      wire = fired.wireCalls
    })
    const { total } = await world.db.collection('deliveries').where({ state: 'task_created' }).count()
    await world.close()
    if (total !== GROUPS) throw new Error(`${total} of ${GROUPS} groups have their task`)
    const wecom = [...apis.values()].reduce((sum, count) => sum + count, 0)
    return { 'slot.wire': wire, 'slot.wecom': wecom, 'slot.ms': rounded(ms) }
  },
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

const BEAT: Occurrence = {
  beat: 'bench_nine_20261123_0',
  node,
  date: '2026-11-23',
  nominal: '2026-11-23',
  to: 'groups',
  targets: [],
  slot: 0,
  from: NINE,
  until: NINE + HOUR,
}

const chatId = (index: number) => `wrBench${String(index).padStart(5, '0')}`
const owner = (index: number) => `owner${index % OWNERS}`

function rows() {
  return Array.from({ length: GROUPS }, (_, index) => {
    const group = {
      _id: chatId(index),
      schema: 1 as const,
      name: `群${index}`,
      owner: owner(index),
      ownerName: owner(index),
      tags: [],
      members: 200,
      syncedAt: 0,
      gone: false,
    }
    return plannedRow('bench', 1, BEAT, group, 'group_task', NINE)
  })
}

function largeBrand() {
  return {
    ...demoWechat,
    staff: Array.from({ length: OWNERS }, (_, index) => ({
      userid: owner(index),
      name: owner(index),
      openid: `o-staff-${index}`,
    })),
    members: [],
    groups: Array.from({ length: GROUPS }, (_, index) => ({
      chatId: chatId(index),
      name: `群${index}`,
      owner: owner(index),
      members: [],
      createdAt: NINE - 30 * 24 * HOUR,
    })),
  }
}
