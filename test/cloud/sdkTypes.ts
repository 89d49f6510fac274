/**
 * What the tests use of wx-server-sdk. Its own typings mix callbacks and promises into one answer and lack transactions'
 * arguments and most commands, so the shapes that the SDK really has are written down here.
 */

export type Doc = Record<string, unknown>
type Way = 'asc' | 'desc'
type Changed = Promise<{ stats: { updated: number } }>

export interface SdkQuery {
  where(condition: object): SdkQuery
  orderBy(field: string, way: Way): SdkQuery
  limit(count: number): SdkQuery
  skip(count: number): SdkQuery
  field(fields: Record<string, unknown>): SdkQuery
  get(): Promise<{ data: Doc[] }>
  count(): Promise<{ total: number }>
  update(options: { data: Doc }): Changed
  remove(): Promise<{ stats: { removed: number } }>
}

export interface SdkDocument {
  get(): Promise<{ data: Doc | null }>
  set(options: { data: Doc }): Promise<{ _id: unknown; stats: { updated: number; created: number } }>
  update(options: { data: Doc }): Changed
  remove(): Promise<{ stats: { removed: number } }>
}

type Stage = 'match' | 'group' | 'sort' | 'project' | 'unwind' | 'sortByCount' | 'count' | 'skip' | 'limit' | 'sample'
type MoreStages = 'addFields' | 'replaceRoot' | 'bucket' | 'bucketAuto' | 'lookup' | 'geoNear'

export type SdkAggregate = Record<Stage | MoreStages, (value: unknown) => SdkAggregate> & {
  end(): Promise<{ list: Doc[] }>
  done(): unknown
}

export interface SdkCollection extends SdkQuery {
  doc(id: string | number): SdkDocument
  add(options: { data: Doc | Doc[] }): Promise<{ _id?: unknown; _ids?: unknown[] }>
  aggregate(): SdkAggregate
}

export interface SdkTransaction {
  collection(name: string): SdkCollection
  commit(): Promise<unknown>
  rollback(reason?: unknown): Promise<unknown>
}

/** An operator on a field, which others can be joined to. */
interface Operator {
  and(...others: unknown[]): Operator
  or(...others: unknown[]): Operator
}
type QueryName = 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'all' | 'exists' | 'size' | 'elemMatch'
type LogicName = 'and' | 'or' | 'nor' | 'not' | 'expr' | 'geoNear'
type UpdateName =
  | 'set'
  | 'inc'
  | 'mul'
  | 'min'
  | 'max'
  | 'push'
  | 'unshift'
  | 'pull'
  | 'pullAll'
  | 'addToSet'
  | 'rename'

type Expression = 'sum' | 'avg' | 'push' | 'multiply' | 'dateToString' | 'and' | 'eq' | 'gt'

export type SdkCommand = Record<QueryName | LogicName | UpdateName, (value: unknown) => Operator> &
  Record<'pop' | 'shift' | 'remove', () => unknown> & {
    mod(divisor: number, rest: number): Operator
    aggregate: Record<Expression, (value: unknown) => unknown> & { pipeline(): SdkAggregate }
  }

export interface SdkDatabase {
  collection(name: string): SdkCollection
  createCollection(name: string): Promise<unknown>
  startTransaction(): Promise<SdkTransaction>
  runTransaction<T>(work: (transaction: SdkTransaction) => Promise<T>, times?: number): Promise<T>
  serverDate(options?: { offset: number }): unknown
  command: SdkCommand
  RegExp(options: { regexp: string; options?: string }): unknown
  Geo: { Point: new (longitude: number, latitude: number) => unknown }
}

export interface Sdk {
  init(options: object): void
  createNewInstance(options: object): Sdk
  database(options?: { throwOnNotFound?: boolean }): SdkDatabase
  callFunction(options: { name: string; data?: object }): Promise<{ result: unknown }>
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string; statusCode: number }>
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Buffer }>
  getTempFileURL(options: {
    fileList: string[]
  }): Promise<{ fileList: { status: number; tempFileURL: string; errMsg: string }[] }>
  deleteFile(options: {
    fileList: string[]
  }): Promise<{ fileList: { status: number; fileID: string; errMsg: string }[] }>
}
