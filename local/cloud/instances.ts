import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock'
import type { FunctionSpec } from './functionSpec'

/** Answer of an invocation that did not come from the function itself. */
export type Failure = 'threw' | 'timeout' | 'killed' | 'broken'

export type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly failure: Failure; readonly message: string }

/** One run of a handler. */
export interface Invocation {
  readonly requestId: string
  readonly functionName: string
  readonly openid?: string
  /** Actions of the wire calls so far, in order. */
  readonly calls: string[]
  /** Wire calls without an answer when the handler returned. */
  open: number
  finished: boolean
}

export interface InstanceOptions {
  readonly spec: FunctionSpec
  readonly clock: Clock
  /** The SDK address of an instance. */
  readonly urlOf: (instanceId: string) => string
  readonly env: Readonly<Record<string, string>>
  readonly log: (line: string) => void
  readonly heapMb?: number | undefined
}

/** As in the cloud. */
const HEAP_MB = 256

interface Message {
  readonly kind: 'ready' | 'broken' | 'returned' | 'threw'
  readonly id?: string
  readonly result?: string
  readonly message?: string
  readonly open?: number
}

/** A worker thread that holds one loaded function and serves one invocation at a time, as the cloud does. */
export class Instance {
  readonly id = randomUUID().slice(0, 8)
  /** The running invocation; after it, the last one. */
  invocation: Invocation | undefined
  busy = false
  alive = true
  idleSince = 0
  private readonly worker: Worker
  private settle: ((outcome: Outcome) => void) | undefined
  private limit: NodeJS.Timeout | undefined
  private readonly loaded: Promise<string | undefined>

  get functionName(): string {
    return this.options.spec.name
  }

  constructor(private readonly options: InstanceOptions) {
    const { spec, clock } = options
    this.worker = new Worker(join(__dirname, 'bootstrap.cjs'), {
      workerData: { file: spec.file, clock: clock.reading() },
      env: { ...this.baseEnvironment() },
      stdout: true,
      stderr: true,
      execArgv: [],
      // A small nursery keeps a warm instance about 15 MB leaner.
      resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? HEAP_MB, maxYoungGenerationSizeMb: 8 },
    })
    this.worker.unref()
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => text.split('\n').filter(Boolean).forEach(options.log))
    }
    this.loaded = new Promise((resolve) => {
      this.worker.on('message', (message: Message) => {
        if (message.kind === 'ready') resolve(undefined)
        else if (message.kind === 'broken') resolve(message.message)
        else this.finish(message)
      })
      this.worker.on('exit', () => resolve('the instance ended while it was loading'))
    })
    this.worker.on('error', (error) => {
      this.alive = false
      this.end({ ok: false, failure: 'threw', message: error.stack ?? error.message })
    })
    this.worker.on('exit', () => this.end({ ok: false, failure: 'killed', message: 'the instance was terminated' }))
  }

  private baseEnvironment(): Record<string, string> {
    const { PATH, HOME, LANG } = process.env
    return {
      PATH: PATH ?? '',
      HOME: HOME ?? '',
      LANG: LANG ?? 'C.UTF-8',
      TZ: 'UTC',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      SCF_NAMESPACE: 'local',
      TCB_ENV: 'local',
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: this.options.urlOf(this.id) }),
      ...this.options.env,
    }
  }

  /** Runs the handler once. The instance must not be busy. */
  async run(invocation: Invocation, event: unknown, env: Record<string, string>, timeoutMs: number): Promise<Outcome> {
    const broken = await this.loaded
    if (broken !== undefined) {
      this.kill()
      return { ok: false, failure: 'broken', message: broken }
    }
    this.invocation = invocation
    const outcome = new Promise<Outcome>((resolve) => {
      this.settle = resolve
    })
    this.limit = setTimeout(() => this.timeOut(timeoutMs), timeoutMs)
    const clock = this.options.clock.reading()
    this.worker.ref()
    this.worker.postMessage({
      id: invocation.requestId,
      event,
      env,
      clock,
      context: this.contextOf(invocation, timeoutMs),
    })
    const result = await outcome
    clearTimeout(this.limit)
    this.worker.unref()
    invocation.finished = true
    return result
  }

  /** The running invocation has only so much time left (ms), whatever its function's limit is. */
  runOut(leftMs: number): void {
    clearTimeout(this.limit)
    this.limit = setTimeout(() => this.timeOut(leftMs), leftMs)
  }

  private timeOut(ms: number): void {
    this.end({ ok: false, failure: 'timeout', message: `the function ran longer than ${ms / 1000} s` })
    this.kill()
  }

  /** What SCF passes as the second argument. */
  private contextOf({ requestId, functionName }: Invocation, timeoutMs: number): Record<string, unknown> {
    return {
      request_id: requestId,
      function_name: functionName,
      function_version: '$LATEST',
      namespace: 'local',
      memory_limit_in_mb: 256,
      time_limit_in_ms: timeoutMs,
    }
  }

  /** Ends the thread at once: no further line of the function runs. */
  kill(): void {
    this.alive = false
    this.end({ ok: false, failure: 'killed', message: 'the instance was terminated' })
    void this.worker.terminate()
  }

  private finish({ kind, id, result, message, open }: Message): void {
    if (this.invocation === undefined || id !== this.invocation.requestId) return
    this.invocation.open = open ?? 0
    this.end(
      kind === 'returned'
        ? { ok: true, result: JSON.parse(result ?? 'null') as unknown }
        : { ok: false, failure: 'threw', message: message ?? 'unknown error' },
    )
  }

  private end(outcome: Outcome): void {
    if (outcome.ok === false && outcome.failure !== 'threw') this.alive = false
    const { settle } = this
    this.settle = undefined
    settle?.(outcome)
  }
}
