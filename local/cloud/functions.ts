import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { FunctionSpec } from './functionSpec'
import { Instance, type Invocation, type Outcome } from './instances'

/** Most idle instances kept per function, and most that run at once; more callers wait in line. */
const MAX_IDLE = 4
const MAX_RUNNING = 8
/** Beyond the first, an instance that was idle for this long (real ms) is let go. */
const IDLE_LIFE_MS = 60_000

/** The mini-program that clients call from. */
export const APP_ID = 'wxlocal0000000000'

/** Invocations whose wire calls can still be asked for. */
const REMEMBERED = 100

/** Who calls: becomes the function's environment, as the platform does it. */
export interface Caller {
  readonly openid?: string
  readonly unionid?: string
  /** Value of TCB_SOURCE: `wx_client`, `wx_trigger`, `wx_http`, or a chain such as `wx_client,scf`. */
  readonly source: string
}

export interface Answer {
  readonly outcome: Outcome
  readonly requestId: string
  /** Actions of the wire calls that the invocation made. */
  readonly calls: readonly string[]
}

/** A wire call that came after its handler had returned, or was still open then: the real cloud freezes the instance there. */
export interface Violation {
  readonly function: string
  readonly requestId: string
  readonly action: string
}

export interface FunctionsOptions {
  readonly specs: ReadonlyMap<string, FunctionSpec>
  readonly clock: Clock
  readonly urlOf: (instanceId: string) => string
  readonly env: Readonly<Record<string, string>>
  readonly log: (line: string) => void
  /** Overrides every function's own timeout (ms). */
  readonly timeoutMs?: number | undefined
  /** Instances of one function that run at once, 8 unless told; as many then stay warm, for a rush that comes again. */
  readonly maxRunning?: number | undefined
  /** What an instance may hold in memory; 256 MB as in the cloud unless told. */
  readonly heapMb?: number | undefined
}

interface Pool {
  readonly instances: Set<Instance>
  readonly waiting: (() => void)[]
  invocations: number
  coldStarts: number
  wireCalls: number
}

/** The functions and their instances: cold start on demand, warm instances reused, one invocation at a time each. */
export class Functions {
  readonly violations: Violation[] = []
  private readonly pools = new Map<string, Pool>()
  private readonly byId = new Map<string, Instance>()
  private readonly recent = new Map<string, readonly string[]>()
  private readonly trimming: NodeJS.Timeout
  timeoutMs: number | undefined

  constructor(private readonly options: FunctionsOptions) {
    this.timeoutMs = options.timeoutMs
    this.trimming = setInterval(() => this.trimAll(), IDLE_LIFE_MS)
    this.trimming.unref()
    for (const name of options.specs.keys()) {
      this.pools.set(name, { instances: new Set(), waiting: [], invocations: 0, coldStarts: 0, wireCalls: 0 })
    }
  }

  has(name: string): boolean {
    return this.pools.has(name)
  }

  get specs(): ReadonlyMap<string, FunctionSpec> {
    return this.options.specs
  }

  /** The instance behind an SDK address. */
  instance(id: string): Instance | undefined {
    return this.byId.get(id)
  }

  /** Runs a function that exists. Never throws: what goes wrong is in the outcome. */
  async invoke(name: string, event: unknown, caller: Caller): Promise<Answer> {
    const pool = this.pools.get(name) as Pool
    const spec = this.options.specs.get(name) as FunctionSpec
    const instance = await this.acquire(name, pool)
    const identity = caller.openid === undefined ? {} : { openid: caller.openid }
    const invocation: Invocation = {
      requestId: randomUUID(),
      functionName: name,
      ...identity,
      calls: [],
      open: 0,
      finished: false,
    }
    pool.invocations += 1
    const outcome = await instance.run(invocation, event, environmentOf(caller), this.timeoutMs ?? spec.timeoutMs)
    invocation.finished = true
    pool.wireCalls += invocation.calls.length
    if (!outcome.ok) this.options.log(`${name} ${invocation.requestId} ${outcome.failure}: ${outcome.message}`)
    if (invocation.open > 0) this.blame(name, invocation.requestId, invocation.calls[invocation.calls.length - 1] ?? '')
    this.remember(invocation)
    this.release(pool, instance)
    return { outcome, requestId: invocation.requestId, calls: [...invocation.calls] }
  }

  /** Actions of the wire calls of one of the latest invocations, in order. */
  callsOf(requestId: string): readonly string[] {
    return this.recent.get(requestId) ?? []
  }

  private remember({ requestId, calls }: Invocation): void {
    this.recent.set(requestId, [...calls])
    const oldest = this.recent.keys().next().value
    if (this.recent.size > REMEMBERED && oldest !== undefined) this.recent.delete(oldest)
  }

  /** Records that a wire call of an invocation was not awaited. */
  blame(functionName: string, requestId: string, action: string): void {
    this.violations.push({ function: functionName, requestId, action })
    this.options.log(
      `violation: ${functionName} ${requestId} ${action} was sent or still open after the handler returned`,
    )
  }

  stats(): Record<string, { instances: number; invocations: number; coldStarts: number; wireCalls: number }> {
    return Object.fromEntries(
      [...this.pools].map(([name, { instances, invocations, coldStarts, wireCalls }]) => [
        name,
        { instances: instances.size, invocations, coldStarts, wireCalls },
      ]),
    )
  }

  stopAll(): void {
    clearInterval(this.trimming)
    this.endAll()
  }

  /** Ends all instances, running ones too; the next call starts new ones. */
  endAll(): void {
    for (const pool of this.pools.values()) {
      for (const instance of pool.instances) this.drop(pool, instance)
    }
  }

  private async acquire(name: string, pool: Pool): Promise<Instance> {
    for (;;) {
      const idle = [...pool.instances].find((instance) => !instance.busy && instance.alive)
      if (idle !== undefined) {
        idle.busy = true
        return idle
      }
      if (pool.instances.size < (this.options.maxRunning ?? MAX_RUNNING)) return this.start(name, pool)
      await new Promise<void>((resolve) => pool.waiting.push(resolve))
    }
  }

  private start(name: string, pool: Pool): Instance {
    const { clock, urlOf, env, log, heapMb } = this.options
    const spec = this.options.specs.get(name) as FunctionSpec
    const instance = new Instance({ spec, clock, urlOf, env, log, heapMb })
    instance.busy = true
    pool.coldStarts += 1
    pool.instances.add(instance)
    this.byId.set(instance.id, instance)
    return instance
  }

  private release(pool: Pool, instance: Instance): void {
    instance.busy = false
    instance.idleSince = performance.now()
    if (!instance.alive) this.drop(pool, instance)
    this.trim(pool)
    pool.waiting.shift()?.()
  }

  private trimAll(): void {
    for (const pool of this.pools.values()) this.trim(pool)
  }

  /** Lets instances go that are too many, or idle for too long; the latest one stays warm. */
  private trim(pool: Pool): void {
    const idle = [...pool.instances].filter((each) => !each.busy).sort((a, b) => b.idleSince - a.idleSince)
    const most = this.options.maxRunning ?? MAX_IDLE
    for (const [i, each] of idle.entries()) {
      const stale = i > 0 && performance.now() - each.idleSince > IDLE_LIFE_MS
      if (i >= most || stale) this.drop(pool, each)
    }
  }

  private drop(pool: Pool, instance: Instance): void {
    pool.instances.delete(instance)
    this.byId.delete(instance.id)
    instance.kill()
  }
}

function environmentOf({ openid, unionid, source }: Caller): Record<string, string> {
  const context: Record<string, string> = { WX_APPID: APP_ID, TCB_SOURCE: source }
  if (openid !== undefined) context.WX_OPENID = openid
  if (unionid !== undefined) context.WX_UNIONID = unionid
  const keys = Object.keys(context).filter((key) => key.startsWith('WX_'))
  return { ...context, WX_CONTEXT_KEYS: keys.join(','), TCB_CONTEXT_KEYS: 'TCB_SOURCE' }
}
