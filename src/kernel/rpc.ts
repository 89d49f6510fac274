import type * as v from 'valibot'

/** Who may call a method. `anyone` needs no identity at all (login); `visitor` a WeChat identity; `member` one that gave consent. */
export type StaffRole = 'owner' | 'operator' | 'reviewer' | 'store_manager' | 'guide' | 'viewer'
export type Role = 'anyone' | 'visitor' | 'member' | StaffRole

declare const answers: unique symbol
/** Carries an output type at compile time; nothing at run time. */
export interface Output<T> {
  readonly [answers]?: T
}

/** The output type of a method, written once in the contract. */
export function output<T>(): Output<T> {
  return {}
}

type Schema = v.GenericSchema<unknown, unknown>

/** One method: who may call it, what goes in (checked on the server), what comes out (a type). */
export interface MethodSpec {
  readonly roles: readonly Role[]
  readonly input: Schema
  readonly output: Output<unknown>
}

/** Method name (`feature.verb`) → its contract. */
export type Contract = Readonly<Record<string, MethodSpec>>

export type InputOf<M extends MethodSpec> = v.InferInput<M['input']>
export type ParsedOf<M extends MethodSpec> = v.InferOutput<M['input']>
export type OutputOf<M extends MethodSpec> = M['output'] extends Output<infer T> ? T : never

/** The functions that answer a contract; a missing or mistyped one does not compile. */
export type Handlers<C extends Contract, Context> = {
  readonly [K in keyof C]: (input: ParsedOf<C[K]>, context: Context) => Promise<OutputOf<C[K]>>
}

/** What a client sends, inside the event of `callFunction` or as the body of an HTTP access. */
export interface RpcRequest {
  method: string
  input: unknown
  /** Version of the calling mini-program or page; old ones live for days. */
  client?: string
  /** What only WeChat can open, as `cloudID` on the phone and decrypted at the function: the group that the phone came from. */
  group?: unknown
}

/** What every call answers. `now` is the only clock that pages may show or decide by (ms since 1970, UTC). */
export type RpcAnswer<T = unknown> =
  | { ok: true; data: T; now: number; requestId: string }
  | { ok: false; code: string; message: string; now: number; requestId: string }
