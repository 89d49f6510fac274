import assert from 'node:assert/strict'
import { join } from 'node:path'
import { demoStaff } from '../../local/demo/staff'
import { demoWechat } from '../../local/demo/wechat'
import { MP_BASE } from '../../local/wechat/mp'
import { createWechat, type Wechat } from '../../local/wechat/wechat'
import type { Board } from '../../src/features/delivery/contract'
import type { Delivery } from '../../src/features/delivery/rules'
import type { ImportPreview } from '../../src/features/sop/contract'
import type { Grid } from '../../src/features/sop/grid'
import type { SopVersion } from '../../src/features/sop/rules'
import type { DueItem } from '../../src/kernel/due'
import { openWorld, type World } from '../cloud/world'
import { readGrid } from '../sop/readGrid'

export const REAL_TABLE = join(__dirname, '../../local/demo/花间美妆-社群SOP.xlsx')
/** Monday 2026-11-23, 08:50 in Shanghai: the first day of the shop's table, before its first beat. */
export const MONDAY = '2026-11-23T00:50:00.000Z'

export interface WechatState {
  groups: { chatId: string; messages: { source: string; bubble: Record<string, unknown> }[] }[]
  tasks: {
    msgid: string
    sender: string
    state: string
    reminders: number
    targets: { chatId: string; status: number }[]
  }[]
  notices: { userid: string; title?: string }[]
}

/** The demo shop over the real SDK, the local cloud and the simulated WeChat; ticks only when told. */
export interface Shop {
  world: World
  staff<T>(method: string, input: unknown, as?: { openid?: string; token?: string }): Promise<T>
  /** The code of a refused call. */
  refused(method: string, input: unknown, as?: { openid?: string; token?: string }): Promise<string>
  member<T>(method: string, input: unknown, openid: string): Promise<T>
  memberRefused(method: string, input: unknown, openid: string): Promise<string>
  /** Moves the clock to a time of Shanghai on the day and lets the timer run once. */
  tickAt(day: string, time: string): Promise<Awaited<ReturnType<World['fireTimer']>>>
  setTime(day: string, time: string): Promise<void>
  rows(where?: Record<string, unknown>): Promise<Delivery[]>
  due(): Promise<DueItem[]>
  board(date?: string): Promise<Board>
  wechat: {
    state(): Promise<WechatState>
    act(action: string, body: unknown): Promise<void>
    /** Every owner presses 发送 on everything that waits. */
    confirmAll(): Promise<void>
    /** The outside world as it was at the start. */
    reset(): void
  }
  close(): Promise<void>
}

export async function openShop({ now = MONDAY }: { now?: string } = {}): Promise<Shop> {
  let current: Wechat | undefined
  let reset = () => {}
  const world = await openWorld({
    ...(process.env.FN === undefined ? {} : { functionsDir: process.env.FN }),
    now,
    timers: false,
    env: (baseUrl) => ({
      JIEPAI_DEMO: '1',
      JIEPAI_APPID: demoWechat.brand.appid,
      WECOM_BASE_URL: baseUrl,
      WECOM_CORPID: demoWechat.corpid,
      WECOM_SECRET: demoWechat.secret,
      WECOM_AGENTID: String(demoWechat.agentid),
      WECOM_CALLBACK_TOKEN: demoWechat.callback?.token ?? '',
      WECOM_CALLBACK_AES_KEY: demoWechat.callback?.encodingAesKey ?? '',
      MP_BASE_URL: `${baseUrl}${MP_BASE}`,
      MP_APPID: demoWechat.mp?.appid ?? '',
      MP_SECRET: demoWechat.mp?.secret ?? '',
      MP_CALLBACK_TOKEN: demoWechat.mp?.token ?? '',
      MP_CALLBACK_AES_KEY: demoWechat.mp?.encodingAesKey ?? '',
    }),
    wechat: (parts) => {
      let times = 0
      const open = () => {
        const wechat = createWechat({
          ...parts,
          dataDir: join(parts.dataDir, `wechat-${times++}`),
          callbackUrl: `${parts.baseUrl}/http/inbound`,
        })
        wechat.seed(demoWechat)
        return wechat
      }
      let live = open()
      current = live
      reset = () => {
        live.close()
        live = open()
        current = live
      }
      return {
        handle: (request, response, url) => live.handle(request, response, url),
        openapi: (name, params, caller) => live.openapi(name, params, caller),
        unionidOf: (openid) => live.unionidOf(openid),
        state: () => live.state(),
        close: () => live.close(),
      }
    },
  })
  assert.ok(current)
  await world.db.collection('staff').add({ data: (await demoStaff()).map((person) => ({ ...person })) })
  const call = async (fn: string, method: string, input: unknown, as: { openid?: string; token?: string }) =>
    (await world.call(fn, method, input, as)).answer
  const login = async () => {
    const answer = await call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' }, {})
    return (answer.data as { token: string }).token
  }
  let token = await login()
  /** As the operator unless somebody else is named; a session that ended with the moving clock is renewed. */
  const asStaff = async (method: string, input: unknown, as?: { openid?: string; token?: string }) => {
    const answer = await call('staff', method, input, as ?? { token })
    if (as !== undefined || answer.code !== 'SESSION_EXPIRED') return answer
    token = await login()
    return call('staff', method, input, { token })
  }

  const setTime = (day: string, time: string) => world.setClock(instant(day, time))
  const shop: Shop = {
    world,
    async staff<T>(method: string, input: unknown, as?: { openid?: string; token?: string }) {
      const answer = await asStaff(method, input, as)
      assert.ok(answer.ok, `${method}: ${answer.code} ${answer.message}`)
      return answer.data as T
    },
    async refused(method, input, as) {
      const answer = await asStaff(method, input, as)
      assert.ok(!answer.ok, `${method} was not refused`)
      assert.match(String(answer.message), /[一-鿿].*[。？]$/s)
      return String(answer.code)
    },
    async memberRefused(method, input, openid) {
      const answer = await call('member', method, input, { openid })
      assert.ok(!answer.ok, `${method} was not refused`)
      assert.match(String(answer.message), /[一-鿿].*[。？]$/s)
      return String(answer.code)
    },
    async member<T>(method: string, input: unknown, openid: string) {
      const answer = await call('member', method, input, { openid })
      assert.ok(answer.ok, `${method}: ${answer.code} ${answer.message}`)
      return answer.data as T
    },
    setTime,
    async tickAt(day, time) {
      await setTime(day, time)
      return world.fireTimer('tick')
    },
    rows: (where = {}) => readEvery<Delivery>(world, 'deliveries', where),
    due: () => readEvery<DueItem>(world, 'due', {}),
    board: (date) => shop.staff<Board>('delivery.getBoard', date === undefined ? {} : { date }),
    wechat: {
      async state() {
        return (await (await fetch(`${world.url}/wechat/api/state`)).json()) as WechatState
      },
      async act(action, body) {
        const response = await fetch(`${world.url}/wechat/api/${action}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        assert.ok(response.ok, `${action}: ${await response.text()}`)
      },
      async confirmAll() {
        const { tasks } = await shop.wechat.state()
        for (const { msgid, sender, state } of tasks) {
          if (state === 'waiting' || state === 'unsent') await shop.wechat.act('confirm', { msgid, userid: sender })
        }
      },
      reset: () => reset(),
    },
    async close() {
      await world.close()
    },
  }
  return shop
}

/** `09:00` in Shanghai on a day, as ISO. */
export function instant(day: string, time: string): string {
  return new Date(Date.parse(`${day}T${time}:00+08:00`)).toISOString()
}

async function readEvery<T>(world: World, collection: string, where: Record<string, unknown>): Promise<T[]> {
  const { data } = await world.db.collection(collection).where(where).limit(1000).get()
  return data as unknown as T[]
}

/** What an operator commits after the preview: the shop's own table with every proposal taken. */
export async function tableInput(shop: Shop, change: (grid: Grid) => Grid = (grid) => grid) {
  const grid = change(await readGrid(REAL_TABLE))
  const first = await shop.staff<ImportPreview>('sop.previewImport', { grid })
  const fixes = Object.fromEntries(
    first.issues
      .filter((issue) => issue.level !== 'tidied' && issue.proposal !== null)
      .map((issue) => [`${issue.sheet}!${issue.cell}`, issue.proposal]),
  )
  const { digest } = await shop.staff<ImportPreview>('sop.previewImport', { grid, fixes })
  return { grid, fixes, digest }
}

/** Imports the table and answers the draft. */
export async function importTable(shop: Shop, change?: (grid: Grid) => Grid) {
  const input = await tableInput(shop, change)
  return { input, draft: await shop.staff<{ sop: string; number: number; nodes: number }>('sop.commitImport', input) }
}

/** The first two columns of the table alone, both at nine: a group task and one for the queue. Few wire calls a tick. */
export function twoAtNine(grid: Grid): Grid {
  return firstRows(grid, 4)
}

/** The check-in alone: a group task at nine. */
export function oneAtNine(grid: Grid): Grid {
  return firstRows(grid, 3)
}

function firstRows(grid: Grid, last: number): Grid {
  const [daily] = grid.sheets
  assert.ok(daily)
  const cells = daily.cells
    .filter((cell) => Number(cell.ref.slice(1)) <= last)
    .map((cell) => (cell.ref === 'B4' ? { ...cell, value: '9:00' } : cell))
  return { ...grid, sheets: [{ ...daily, cells }] }
}

/** Fills {产品} wherever it stands open. */
export async function fillBlanks(shop: Shop, { sop, number }: { sop: string; number: number }): Promise<SopVersion> {
  let { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })
  for (const node of version.nodes) {
    if (node.variables.产品 !== '') continue
    const input = { sop, number, revision: version.revision, node: node.key, variables: { 产品: '花间柔雾气垫' } }
    version = (await shop.staff<{ version: SopVersion }>('sop.saveNode', input)).version
  }
  return version
}

/** The shop's table, live and planned for today and tomorrow. */
export async function openPublishedShop(now = MONDAY, change?: (grid: Grid) => Grid): Promise<Shop & { sop: string }> {
  const shop = await openShop({ now })
  const { draft } = await importTable(shop, change)
  await fillBlanks(shop, draft)
  await shop.staff('sop.publish', { sop: draft.sop, number: draft.number, note: '第一版' })
  const tick = await shop.world.fireTimer('tick')
  assert.ok(tick.ok, tick.message)
  await leaveIdentities(shop)
  return { ...shop, sop: draft.sop }
}

/** What the look at the groups leaves to the identities is proven there; elsewhere it would be in every tick of every fault. */
export async function leaveIdentities({ world }: Shop): Promise<void> {
  const kind = world.db.command.in(['person.fold', 'person.look', 'funnel.roll'])
  await world.db.collection('due').where({ kind }).remove()
}
