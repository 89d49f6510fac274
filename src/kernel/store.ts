/**
 * The port to the document database, as features see it. `cloudfunctions/platform/store.ts` implements it on
 * `wx-server-sdk`; there is no other implementation, tests use the same one over the local cloud.
 *
 * One method is one wire call, so a handler's cost can be read off its lines. There are no transactions: every write is an
 * insert under a natural `_id`, or an update guarded by what was read.
 */

/** Every collection of the product; each feature adds its own by declaration merging in its `collections.ts`. */
// biome-ignore lint/suspicious/noEmptyInterface: features fill it by declaration merging
export interface Collections {}
export type CollectionName = keyof Collections & string
export type Doc<C extends CollectionName> = Collections[C] & { _id: string }

/** A condition on a field; made by the functions of `is`. */
export interface Condition {
  readonly condition: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'exists' | 'and'
  readonly value: unknown
}

export const is = {
  eq: (value: unknown): Condition => ({ condition: 'eq', value }),
  neq: (value: unknown): Condition => ({ condition: 'neq', value }),
  gt: (value: unknown): Condition => ({ condition: 'gt', value }),
  gte: (value: unknown): Condition => ({ condition: 'gte', value }),
  lt: (value: unknown): Condition => ({ condition: 'lt', value }),
  lte: (value: unknown): Condition => ({ condition: 'lte', value }),
  in: (value: readonly unknown[]): Condition => ({ condition: 'in', value }),
  nin: (value: readonly unknown[]): Condition => ({ condition: 'nin', value }),
  exists: (value: boolean): Condition => ({ condition: 'exists', value }),
  and: (...value: Condition[]): Condition => ({ condition: 'and', value }),
}

/** A change of a field; made by the functions of `to`. A plain value replaces the field whole. */
export interface Operation {
  readonly operation: 'inc' | 'push' | 'pull' | 'addToSet' | 'unset' | 'min' | 'max'
  readonly value: unknown
}

export const to = {
  inc: (value: number): Operation => ({ operation: 'inc', value }),
  /** Appends all of them. */
  push: (value: readonly unknown[]): Operation => ({ operation: 'push', value }),
  /** Removes the elements that match: a value, or for documents an object of conditions. */
  pull: (value: unknown): Operation => ({ operation: 'pull', value }),
  addToSet: (value: unknown): Operation => ({ operation: 'addToSet', value }),
  unset: (): Operation => ({ operation: 'unset', value: null }),
  min: (value: number): Operation => ({ operation: 'min', value }),
  max: (value: number): Operation => ({ operation: 'max', value }),
}

type Paths = { [path: string]: unknown }
/** Field (or dotted path) → value or condition. An array of them means: any of these. */
export type Where<C extends CollectionName> =
  | ({ [K in keyof Doc<C>]?: Doc<C>[K] | Condition } & Paths)
  | readonly ({ [K in keyof Doc<C>]?: Doc<C>[K] | Condition } & Paths)[]
/** Field (or dotted path) → new value or operation. */
export type Change<C extends CollectionName> = { [K in keyof Doc<C>]?: Doc<C>[K] | Operation } & Paths

export interface FindOptions<C extends CollectionName> {
  sort?: readonly (readonly [field: (keyof Doc<C> & string) | (string & {}), direction: 1 | -1])[]
  /** 1 to 1,000, which is what the platform answers at most; 100 unless told. */
  limit?: number
  skip?: number
  /** Only these fields (and `_id`). */
  fields?: readonly (keyof Doc<C> & string)[]
}

export interface Store {
  /** One document, or null. */
  get<C extends CollectionName>(collection: C, id: string): Promise<Doc<C> | null>
  find<C extends CollectionName>(collection: C, where: Where<C>, options?: FindOptions<C>): Promise<Doc<C>[]>
  count<C extends CollectionName>(collection: C, where: Where<C>): Promise<number>
  /** `exists` when the `_id` (or a unique key) is taken: the natural key has done its work. */
  insert<C extends CollectionName>(collection: C, doc: Doc<C>): Promise<'inserted' | 'exists'>
  /** Inserts those that are not there yet; after it returned, all of them are there. One wire call unless some existed. */
  insertAll<C extends CollectionName>(collection: C, docs: readonly Doc<C>[]): Promise<void>
  /** Changes every document that matches and answers how many did. */
  update<C extends CollectionName>(collection: C, where: Where<C>, change: Change<C>): Promise<number>
  remove<C extends CollectionName>(collection: C, where: Where<C>): Promise<number>
}

/**
 * A write went out and no answer came back: it may or may not have happened, and it may still happen a moment from now.
 * The SDK reports it as -501001, the same code as a conflict (DESIGN "Retries"), so the platform classifies by message.
 * Whoever catches it reads its own id back; nobody repeats the write blindly.
 */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome'

  constructor(
    readonly action: string,
    readonly collection: string,
    override readonly cause: unknown,
  ) {
    super(`no answer to ${action} on ${collection}`)
  }
}
