import cloud from 'wx-server-sdk'
import { createFiles, type Files } from './files'
import { type CallOpenapi, openapiOf } from './openapi'
import { createPhotos, type FilesApi, type Photos } from './photos'
import { createSecurity, type Security } from './security'

/**
 * The one import of `wx-server-sdk`. Its own typings leave most of the database untyped; the few shapes that we use are
 * written down here.
 */
interface Query {
  where(condition: unknown): Query
  orderBy(field: string, order: 'asc' | 'desc'): Query
  limit(count: number): Query
  skip(count: number): Query
  field(fields: Record<string, boolean>): Query
  get(): Promise<{ data: unknown[] }>
  count(): Promise<{ total: number }>
  update(options: { data: Record<string, unknown> }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

interface Collection extends Query {
  add(options: { data: unknown }): Promise<{ _id?: string; _ids?: string[] }>
}

type Command = (value: unknown) => unknown
export type DatabaseCommand = Record<
  | 'eq'
  | 'neq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'in'
  | 'nin'
  | 'exists'
  | 'and'
  | 'or'
  | 'set'
  | 'inc'
  | 'push'
  | 'pull'
  | 'addToSet'
  | 'min'
  | 'max',
  Command
> & { remove(): unknown }

export interface Database {
  collection(name: string): Collection
  command: DatabaseCommand
}

/** Who called, as the platform says. `SOURCE` is a chain of callers, the last one directly. */
export interface WxContext {
  OPENID?: string | number
  APPID?: string
  UNIONID?: string | number
  SOURCE?: string
}

let database: Database | undefined

/** The database of this environment; initialised once an instance. */
export function openDatabase(): Database {
  if (!database) {
    // The typings know neither the symbol nor `throwOnNotFound`; both are in the SDK's own documentation.
    cloud.init({ env: (process.env.TCB_ENV ?? process.env.SCF_NAMESPACE ?? cloud.DYNAMIC_CURRENT_ENV) as string })
    database = cloud.database({ throwOnNotFound: false } as object) as unknown as Database
  }
  return database
}

/** The mini-program's own APIs, by the platform's own rights (`permissions.openapi` in config.json). */
export function openOpenapi(): CallOpenapi {
  openDatabase()
  return openapiOf((cloud as unknown as { openapi: Parameters<typeof openapiOf>[0] }).openapi)
}

export function openSecurity(): Security {
  return createSecurity(openOpenapi())
}

/** The storage of this environment. After `openDatabase`. */
export function openPhotos(): Photos {
  return createPhotos(cloud as unknown as FilesApi)
}

export function openFiles(): Files {
  return createFiles(cloud as unknown as FilesApi)
}

/** Must be read inside the handler: the values belong to the running invocation. */
export function wxContext(): WxContext {
  return cloud.getWXContext() as WxContext
}

/** For seeds and tools outside of a function. */
export interface ToolDatabase extends Database {
  /** Makes the collection unless it is there. */
  createCollection(name: string): Promise<void>
}

/** The database behind another SDK endpoint: a local cloud's `/cloud/admin`. */
export function openDatabaseAt(url: string): ToolDatabase {
  // The SDK signs every request; the local cloud takes any signature.
  process.env.TENCENTCLOUD_SECRETID ??= 'local'
  process.env.TENCENTCLOUD_SECRETKEY ??= 'local'
  return openInstance({ env: 'local', serviceUrl: url })
}

/** The database of a named environment, from a machine outside of it, with the keys of the shell (TENCENTCLOUD_SECRETID …). */
export function openEnvironment(env: string): ToolDatabase {
  return openInstance({ env })
}

function openInstance(config: object): ToolDatabase {
  const instance = (cloud as unknown as { createNewInstance(config: object): typeof cloud }).createNewInstance(config)
  const opened = instance.database({ throwOnNotFound: false } as object) as unknown as Database & {
    createCollection(name: string): Promise<unknown>
  }
  return {
    collection: (name) => opened.collection(name),
    command: opened.command,
    async createCollection(name) {
      try {
        await opened.createCollection(name)
      } catch (error) {
        if (!/exist/i.test((error as { errMsg?: string }).errMsg ?? '')) throw error
      }
    },
  }
}
