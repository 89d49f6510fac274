import type { Database } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import { FAULTS } from '../../local/cloud/faults'
import { nextTickAfter } from '../../local/demo/lived/passing'
import { DEMO_LOGIN, demoStaff } from '../../local/demo/staff'
import { createWechat } from '../../local/wechat/wechat'
import '../../src/features/points/collections'
import '../../src/features/staff/collections'
import type { Chance } from '../../local/demo/lived/chance'
import type { Store } from '../../src/kernel/store'
import { openWorld, type RpcAnswer, type World } from '../cloud/world'
import type { Cast } from './cast'

/** As the helpers of the function tests take it. */
const SECRET = 'test'
/** A client repeats so often what got no answer. */
const TRIES = 4

export interface Counts {
  calls: number
  ticks: number
  wireCalls: number
  /** Faults made ready, by kind; one for a later wire call than an invocation makes does not strike. */
  armed: Record<string, number>
  /** Business refusals by code: sold out, limit reached … */
  refusals: Record<string, number>
  /** Calls that got no answer at all, after every retry; a sentence each. */
  unanswered: string[]
}

/** The product with its surroundings, and how people and the timer reach it. */
export interface Town {
  world: World
  store: Store
  counts: Counts
  /** Where the simulated WeChat keeps its file. */
  wechatDir: string
  /** Whether things go wrong by chance; off while the town is set up and while it comes to rest. */
  trouble: boolean
  now(): number
  goTo(at: number): Promise<void>
  /** A call as a phone makes it: repeated with the same input until it is answered. Null: refused, or never answered. */
  member<T>(method: string, input: unknown, openid: string): Promise<T | null>
  owner<T>(method: string, input: unknown, openid: string): Promise<T | null>
  /** The operator's page; a refusal is a defect of the simulation. */
  operator<T>(method: string, input: unknown): Promise<T>
  tick(): Promise<void>
  /** The instant of the next tick that has something to do (ms). */
  nextTick(): Promise<number>
  act(action: string, body: unknown): Promise<boolean>
  close(): Promise<void>
}

export async function openTown(cast: Cast, now: number, chance: Chance): Promise<Town> {
  let wechatDir = ''
  const world = await openWorld({
    ...(process.env.FN === undefined ? {} : { functionsDir: process.env.FN }),
    now: new Date(now).toISOString(),
    timers: false,
    env: (baseUrl) => ({
      JIEPAI_SECRET: SECRET,
      JIEPAI_DEMO: '1',
      JIEPAI_APPID: cast.wechat.brand.appid,
      WECOM_BASE_URL: baseUrl,
      WECOM_CORPID: cast.wechat.corpid,
      WECOM_SECRET: cast.wechat.secret,
      WECOM_AGENTID: String(cast.wechat.agentid),
    }),
    wechat: (parts) => {
      wechatDir = parts.dataDir
      const wechat = createWechat(parts)
      wechat.seed(cast.wechat)
      return wechat
    },
  })
  const store = wxStore(world.db as unknown as Database)
  const [demo] = await demoStaff()
  await store.insertAll('staff', [...(demo ? [demo] : []), ...cast.staff])
  const counts: Counts = { calls: 0, ticks: 0, wireCalls: 0, armed: {}, refusals: {}, unanswered: [] }
  let token = ''
  let lastTick = now
  const { faults } = world.server.cloud

  const upset = (fn: string, probability: number, mostCalls: number) => {
    if (!town.trouble || !chance.hit(probability)) return
    const { kind, when } = chance.pick(FAULTS)
    counts.armed[kind] = (counts.armed[kind] ?? 0) + 1
    world.fault({
      kind,
      when,
      call: chance.whole(1, mostCalls),
      function: fn,
      ...(kind === 'hang' ? { endMs: 25 } : {}),
    })
  }
  const once = async (fn: string, method: string, input: unknown, as: { openid?: string; token?: string }) => {
    counts.calls += 1
    const { answer, wireCalls } = await world.call(fn, method, input, as)
    counts.wireCalls += wireCalls
    return answer
  }
  const ask = async <T>(fn: string, method: string, input: unknown, openid: string): Promise<T | null> => {
    upset(fn, 0.02, 5)
    let answer: RpcAnswer = { ok: false }
    for (let tries = 0; tries < TRIES; tries++) {
      answer = await once(fn, method, input, { openid })
      if (answer.ok) return answer.data as T
      if (!SILENT.has(answer.code ?? '')) break
    }
    const code = answer.code ?? ''
    if (SILENT.has(code)) counts.unanswered.push(`${method}: ${code} ${answer.message ?? ''}`)
    else counts.refusals[`${method} ${code}`] = (counts.refusals[`${method} ${code}`] ?? 0) + 1
    return null
  }

  /** The machine goes down in the middle of what runs and comes up with its file: nothing that was in memory is left. */
  const crash = async (afterMs: number) => {
    counts.armed.restart = (counts.armed.restart ?? 0) + 1
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    world.server.cloud.functions.endAll()
    world.restore(world.snapshot())
  }

  const town: Town = {
    world,
    store,
    counts,
    wechatDir,
    trouble: false,
    now: () => Date.parse(world.now()),
    goTo: (at) => world.setClock(new Date(at).toISOString()),
    member: (method, input, openid) => ask('member', method, input, openid),
    owner: (method, input, openid) => ask('staff', method, input, openid),
    async operator<T>(method: string, input: unknown): Promise<T> {
      for (let tries = 0; ; tries++) {
        const answer = await once('staff', method, input, { token })
        if (answer.ok) return answer.data as T
        if (tries >= TRIES || !(SILENT.has(answer.code ?? '') || NO_SESSION.has(answer.code ?? ''))) {
          throw new Error(`${method}: ${answer.code} ${answer.message}`)
        }
        const login = await once('staff', 'staff.login', DEMO_LOGIN, {})
        token = (login.data as { token?: string } | undefined)?.token ?? ''
      }
    },
    async tick() {
      lastTick = town.now()
      upset('tick', 0.06, 40)
      if (town.trouble && chance.hit(0.04)) {
        const kind = chance.pick(['errcode', 'cut-before', 'cut-after'] as const)
        counts.armed[`WeChat ${kind}`] = (counts.armed[`WeChat ${kind}`] ?? 0) + 1
        await town.act('faults', { api: chance.pick(APIS), kind, errcode: chance.pick([-1, 45009, 42001]) })
      }
      // Now and then the platform fires a timer twice.
      const runs = town.trouble && chance.hit(0.02) ? 2 : 1
      const running = Array.from({ length: runs }, () => world.fireTimer('tick'))
      if (town.trouble && chance.hit(0.015)) await crash(chance.whole(1, 80))
      const fired = await Promise.all(running)
      counts.ticks += runs
      for (const { wireCalls } of fired) counts.wireCalls += wireCalls
      faults.disarm()
    },
    nextTick: () => nextTickAfter(store, lastTick),
    async act(action, body) {
      const response = await fetch(`${world.url}/wechat/api/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return response.ok
    },
    close: () => world.close(),
  }
  return town
}

/** Any API, and the one whose doubling would be heard. */
const APIS = ['*', 'externalcontact/add_msg_template']

/** Codes that say nothing about what happened: a client asks again. */
const SILENT = new Set(['', 'INTERNAL', 'UNAVAILABLE', 'TIMEOUT', 'BUSY', 'UNKNOWN_OUTCOME', 'FUNCTION_FAILED'])
const NO_SESSION = new Set(['SESSION_EXPIRED', 'UNAUTHENTICATED', 'NO_SESSION', 'BAD_TOKEN'])
