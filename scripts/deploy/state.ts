import type { IndexSpec } from '../../cloudfunctions/platform/indexes'

/** A function as it should be. */
export interface DesiredFunction {
  readonly name: string
  /** SHA-256 of all files of the bundle and their names. */
  readonly digest: string
  /** Seconds; the console's default of 3 is too short for a cold start. */
  readonly timeout: number
  readonly triggers: readonly DesiredTrigger[]
  readonly variables: readonly Variable[]
}

export interface DesiredTrigger {
  readonly name: string
  /** Seven fields, UTC+8. */
  readonly cron: string
}

/** A configuration variable of a function. Its value comes from the shell that deploys, or stays as it is in the cloud. */
export interface Variable {
  readonly name: string
  /** A function without it answers nothing. */
  readonly required?: boolean
  /** Another value makes what was stored unfindable, so a changed one is refused. */
  readonly fixed?: boolean
}

/** A file of the admin page. */
export interface DesiredFile {
  readonly key: string
  readonly bytes: Uint8Array
  readonly type: string
  readonly cache: string
}

/** What the sources say. */
export interface Desired {
  readonly collections: Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>>
  readonly functions: readonly DesiredFunction[]
  readonly routes: readonly { readonly path: string; readonly function: string }[]
  readonly files: readonly DesiredFile[]
  /** Domain of the API that the operator chose; otherwise the environment's own. */
  readonly apiDomain: string | null
  /** Further addresses from which the admin page is opened (a domain of one's own). */
  readonly pageDomains: readonly string[]
}

export interface ActualIndex {
  readonly name: string
  readonly keys: readonly (readonly [field: string, direction: string])[]
  readonly unique: boolean
}

export interface ActualCollection {
  readonly indexes: readonly ActualIndex[]
  /** Nobody but the functions reads or writes it. */
  readonly closed: boolean
}

export interface ActualFunction {
  readonly status: string
  readonly timeout: number
  /** MB */
  readonly memory: number
  readonly description: string
  /** Of the archive in the cloud, where it is told. */
  readonly codeSha: string | null
  readonly variables: Readonly<Record<string, string>>
  readonly triggers: readonly { readonly name: string; readonly cron: string; readonly on: boolean }[]
}

export interface ActualRoute {
  readonly path: string
  readonly function: string
  /** On, without a login of the platform's own, with its check of the page's origin, the whole path handed on. */
  readonly asWanted: boolean
}

export interface Hosting {
  readonly domain: string
  readonly bucket: string
  readonly region: string
}

/** What the environment says. */
export interface Actual {
  readonly collections: ReadonlyMap<string, ActualCollection>
  readonly functions: ReadonlyMap<string, ActualFunction>
  readonly otherFunctions: readonly string[]
  /** Domain and routes of HTTP access; null when the environment has none yet. */
  readonly api: { readonly domain: string; readonly routes: readonly ActualRoute[] } | null
  readonly safeDomains: readonly string[]
  readonly hosting: Hosting | null
  /** Path → MD5. */
  readonly files: ReadonlyMap<string, string>
  /** Whether phones may upload and everybody may read, the rule of the storage. */
  readonly storageRight: boolean
  readonly hasPeople: boolean
  /** Keys of recurring work that is not on the list. */
  readonly missingWork: readonly string[]
}

/** The places of an environment that calls name. */
export interface Place {
  readonly env: string
  /** Instance of the database. */
  readonly tag: string
  /** Bucket of the storage. */
  readonly bucket: string
}
