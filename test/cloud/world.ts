import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { collections as productCollections } from '../../cloudfunctions/platform/indexes'
import type { Fault } from '../../local/cloud/faults'
import type { Violation } from '../../local/cloud/functions'
import type { OpenapiHandler } from '../../local/cloud/openapi'
import type { CollectionSpecs } from '../../local/cloud/store'
import { type LocalServer, startLocal, type WechatPart, type WechatParts } from '../../local/server'
import type { Sdk, SdkDatabase } from './sdkTypes'

export interface WorldOptions {
  /** Folder of bundles; the product's own `dist/cloudfunctions` unless told. */
  readonly functionsDir?: string
  readonly collections?: CollectionSpecs
  /** Configuration variables of the functions; made from the server's address where they need it. */
  readonly env?: Record<string, string> | ((baseUrl: string) => Record<string, string>)
  /** Where the frozen clock stands at first (ISO). */
  readonly now?: string
  readonly openapi?: OpenapiHandler
  readonly wechat?: (parts: WechatParts) => WechatPart
  /** Overrides every function's own timeout (ms). */
  readonly timeoutMs?: number
  /** Instances of one function that run at once; 8 unless told. */
  readonly maxRunning?: number
  readonly transactionLifeMs?: number
  /** False: timers fire only through `fireTimer`, so the clock can move over weeks without a tick every five minutes. */
  readonly timers?: boolean
}

export interface CallOptions {
  readonly openid?: string
  readonly token?: string
}

/** The rpc answer of a function. */
export interface RpcAnswer {
  readonly ok: boolean
  readonly data?: unknown
  readonly code?: string
  readonly message?: string
  readonly [field: string]: unknown
}

export interface CallResult {
  readonly status: number
  readonly answer: RpcAnswer
  readonly wireCalls: number
  /** The action of each wire call, in order. */
  readonly actions: readonly string[]
}

/** A local cloud of its own in a temporary folder, with a frozen clock, driven by a test. */
export interface World {
  readonly url: string
  readonly server: LocalServer
  /** The real SDK's database, pointed at this cloud's `/cloud/admin`. */
  readonly db: SdkDatabase
  readonly sdk: Sdk
  call(fn: string, method: string, input?: unknown, options?: CallOptions): Promise<CallResult>
  /** Moves the clock and runs what falls due. Frozen unless told. */
  setClock(now: string, frozen?: boolean): Promise<void>
  now(): string
  fireTimer(fn: string): Promise<{ ok: boolean; wireCalls: number; actions: readonly string[]; message?: string }>
  fault(fault: Fault): void
  /** A copy of documents, files and clock; the returned name goes to `restore`. */
  snapshot(): string
  restore(name: string): void
  /** Wire calls that a function did not await. A test that expects none should check it. */
  readonly violations: readonly Violation[]
  /** Documents read and decoded so far. */
  examined(): number
  /** Requests that reached the simulated WeChat so far; a function that makes one acts outside of the documents. */
  outside(): number
  /** Documents, files, clock and WeChat as one text; undefined when the clock runs, something is on its way, or WeChat does not tell. */
  state(): string | undefined
  readonly logs: readonly string[]
  close(): Promise<void>
}

const HOME = resolve(__dirname, '../..')

/** Opens a world. Close it at the end of the test: it holds a port, a folder and threads. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  // The cloud runs in UTC and a worker thread takes the zone of its process.
  process.env.TZ = 'UTC'
  const dir = mkdtempSync(join(tmpdir(), 'jiepai-world-'))
  const logs: string[] = []
  const { wechat } = options
  let outside = 0
  const counted = (part: WechatPart): WechatPart => ({
    handle(...request) {
      outside += 1
      return part.handle(...request)
    },
    ...(part.openapi && { openapi: part.openapi }),
    unionidOf: (openid) => part.unionidOf?.(openid),
    ...(part.state && { state: () => part.state?.() }),
    close: () => part.close?.(),
  })
  const server = await startLocal({
    dataDir: join(dir, 'data'),
    functionsDir: options.functionsDir ?? join(HOME, 'dist/cloudfunctions'),
    collections: options.collections ?? productCollections,
    port: 0,
    callable: 'all',
    env: (baseUrl) => ({
      JIEPAI_SECRET: 'test-secret',
      ...(typeof options.env === 'function' ? options.env(baseUrl) : options.env),
    }),
    log: (line) => logs.push(line),
    ...(options.openapi && { openapi: options.openapi }),
    ...(wechat && { wechat: (parts) => counted(wechat(parts)) }),
    ...(options.maxRunning !== undefined && { maxRunning: options.maxRunning }),
    ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
    ...(options.transactionLifeMs !== undefined && { transactionLifeMs: options.transactionLifeMs }),
    timers: false,
    // Close to its limit V8 collects in the middle of loading a bundle: a sixth of a cold start, and suites make hundreds.
    heapMb: 1024,
  })
  const { cloud } = server
  await cloud.clock.set(Date.parse(options.now ?? '2026-11-20T01:00:00.000Z'), true)
  if (options.timers !== false) cloud.timers.start()
  const sdk = sdkFor(`${server.url}/cloud/admin`)
  let copies = 0

  return {
    url: server.url,
    server,
    sdk,
    db: sdk.database({ throwOnNotFound: false }),
    logs,
    async call(fn, method, input = {}, { openid, token } = {}) {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (openid !== undefined) headers['x-wx-openid'] = openid
      if (token !== undefined) headers.authorization = `Bearer ${token}`
      const body = JSON.stringify({ method, input })
      const response = await fetch(`${server.url}/call/${fn}`, { method: 'POST', headers, body })
      const actions = cloud.functions.callsOf(response.headers.get('x-request-id') ?? '')
      const answer = (await response.json()) as RpcAnswer
      return { status: response.status, answer, wireCalls: Number(response.headers.get('x-wire-calls') ?? 0), actions }
    },
    setClock: (now, frozen = true) => cloud.clock.set(Date.parse(now), frozen),
    now: () => new Date(cloud.clock.now()).toISOString(),
    async fireTimer(fn) {
      const { outcome, calls } = await cloud.timers.fire(fn)
      const failed = outcome.ok ? {} : { message: `${outcome.failure}: ${outcome.message}` }
      return { ok: outcome.ok, wireCalls: calls.length, actions: calls, ...failed }
    },
    fault: (fault) => cloud.faults.arm(fault),
    snapshot() {
      copies += 1
      const name = join(dir, `snapshot-${copies}`)
      cloud.snapshot(name)
      return name
    },
    restore(name) {
      cloud.faults.disarm()
      cloud.restore(name)
    },
    get violations() {
      return cloud.violations
    },
    examined: () => cloud.database.counters.examined,
    outside: () => outside,
    state: () => stateOf(server),
    async close() {
      await server.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The record of a run (`tick_runs`) is for the health page; it alone tells how long something took. */
function stateOf({ cloud, wechat }: LocalServer): string | undefined {
  const { frozen } = cloud.clock.reading()
  const outside = wechat === undefined ? '' : wechat.state?.()
  if (frozen === null || outside === undefined) return undefined
  const { store } = cloud.database
  const told = store.collectionNames().filter((name) => name !== 'tick_runs')
  const documents = told.map((name) => {
    const rows = store.committed.all(`SELECT json FROM ${store.collection(name)?.table} ORDER BY n`)
    return `${name}\n${rows.join('\n')}`
  })
  const plan = cloud.clock.planned().map(({ at, key }) => `${at} ${key}`)
  return [frozen, ...plan, ...filesUnder(cloud.storage.folder), ...documents, outside].join('\n')
}

/** Names and digests. */
function filesUnder(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  const digestOf = (name: string) =>
    createHash('sha1')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return files.map((name) => `${name} ${digestOf(name)}`)
}

/** A fresh copy of the SDK whose calls go to `url`. Several worlds may be open in one process. */
function sdkFor(url: string): Sdk {
  Object.assign(process.env, {
    // As in a function: elsewhere the SDK first asks the network whether it is in Tencent's cloud (60 ms a call).
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
    SILENCE: 'true',
  })
  const load = createRequire(__filename)
  const sdk = load('wx-server-sdk') as Sdk
  // `serviceUrl` wins over the environment, so that an earlier world keeps its own address.
  return sdk.createNewInstance({ env: 'local', serviceUrl: url })
}
