import type { IndexSpec } from '../../cloudfunctions/platform/indexes'
import type { DesiredFile, DesiredTrigger } from './state'

/** An index under the name that it shall have in the cloud. */
export type NamedIndex = IndexSpec

/** One thing to do; doing it again changes nothing. `say` is the line that an operator reads. */
export type Step = { readonly say: string } & (
  | { readonly kind: 'collection'; readonly name: string }
  | {
      readonly kind: 'index'
      readonly collection: string
      readonly create: NamedIndex | null
      readonly drop: string | null
    }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'storage' }
  | { readonly kind: 'work' }
  | { readonly kind: 'owner'; readonly login: string; readonly name: string }
  | {
      readonly kind: 'function'
      readonly name: string
      /** A function that could not be made stands in the way. */
      readonly leftover: boolean
      readonly variables: Readonly<Record<string, string>>
    }
  | { readonly kind: 'code'; readonly name: string }
  | {
      readonly kind: 'config'
      readonly name: string
      /** All of them, or null when none changes. */
      readonly variables: Readonly<Record<string, string>> | null
    }
  | {
      readonly kind: 'trigger'
      readonly name: string
      readonly trigger: DesiredTrigger
      readonly replace: boolean
    }
  | {
      readonly kind: 'route'
      readonly domain: string
      readonly path: string
      readonly function: string
      readonly modify: boolean
    }
  | { readonly kind: 'hosting' }
  | {
      readonly kind: 'origin'
      readonly domains: readonly string[]
      /** Also the domain of the hosting that an earlier step opens. */
      readonly own: boolean
    }
  | { readonly kind: 'file'; readonly file: DesiredFile }
)

export interface Plan {
  readonly steps: readonly Step[]
  /** What a person should know or do by hand. */
  readonly notes: readonly string[]
}
