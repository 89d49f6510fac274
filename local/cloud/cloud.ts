import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Clock } from '../clock'
import { Database } from './database'
import { Faults } from './faults'
import { readFunctions } from './functionSpec'
import { type Answer, type Caller, Functions, type Violation } from './functions'
import type { OpenapiHandler } from './openapi'
import { Storage } from './storage'
import type { CollectionSpecs } from './store'
import { Timers } from './timers'
import { Wire } from './wire'

export interface CloudOptions {
  /** Everything is kept here: `cloud.db` and `storage/`. */
  readonly dataDir: string
  /** A folder of bundles, `<name>/index.js` and `<name>/config.json` each. */
  readonly functionsDir: string
  readonly collections: CollectionSpecs
  /** Configuration variables of the functions. */
  readonly env: Readonly<Record<string, string>>
  /** Address of the server that mounts this cloud, without a slash at the end. */
  readonly baseUrl: () => string
  readonly openapi?: OpenapiHandler | undefined
  readonly log: (line: string) => void
  /** Overrides every function's own timeout (ms). */
  readonly timeoutMs?: number | undefined
  readonly maxRunning?: number | undefined
  readonly heapMb?: number | undefined
  readonly transactionLifeMs?: number | undefined
}

/** The whole local cloud: database, storage, functions, timers, faults, one clock. */
export class Cloud {
  readonly clock: Clock
  readonly database: Database
  readonly storage: Storage
  readonly functions: Functions
  readonly timers: Timers
  readonly faults = new Faults()
  private readonly wire: Wire

  constructor(options: CloudOptions) {
    mkdirSync(options.dataDir, { recursive: true })
    this.database = new Database(join(options.dataDir, 'cloud.db'), () => this.clock.now(), options.transactionLifeMs)
    const { store } = this.database
    this.clock = new Clock({ load: () => store.getMeta('clock'), save: (text) => store.setMeta('clock', text) })
    this.database.declare(options.collections)
    this.storage = new Storage(join(options.dataDir, 'storage'), options.baseUrl)
    this.functions = new Functions({
      specs: readFunctions(options.functionsDir),
      clock: this.clock,
      urlOf: (id) => `${options.baseUrl()}/cloud/${id}`,
      env: options.env,
      log: options.log,
      timeoutMs: options.timeoutMs,
      maxRunning: options.maxRunning,
      heapMb: options.heapMb,
    })
    this.timers = new Timers(this.functions, this.clock)
    const { database, storage, functions, faults } = this
    this.wire = new Wire({ database, storage, functions, faults, openapi: options.openapi, log: options.log })
  }

  /** Answers one SDK request; `owner` is an instance id or `admin`. */
  handle(owner: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.wire.handle(owner, request, response)
  }

  invoke(name: string, event: unknown, caller: Caller): Promise<Answer> {
    return this.functions.invoke(name, event, caller)
  }

  get violations(): readonly Violation[] {
    return this.functions.violations
  }

  /** Copies documents, files and the clock to a folder. */
  snapshot(folder: string): void {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    this.database.snapshot(join(folder, 'cloud.db'))
    cpSync(this.storage.folder, join(folder, 'storage'), { recursive: true })
  }

  /** Puts documents, files and the clock back; instances stay warm, as they would in the cloud. */
  restore(folder: string): void {
    this.database.restore(join(folder, 'cloud.db'))
    rmSync(this.storage.folder, { recursive: true, force: true })
    if (existsSync(join(folder, 'storage'))) cpSync(join(folder, 'storage'), this.storage.folder, { recursive: true })
    this.clock.reload()
    this.timers.replan()
  }

  close(): void {
    this.clock.stop()
    this.functions.stopAll()
    this.database.close()
  }
}
