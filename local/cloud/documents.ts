import { type Doc, isPlain, parseEjson, parseObject, stringifyEjson } from './ejson'
import { CloudError, invalidParam, noCollection, requestFailed } from './errors'
import { type Found, find, findExact } from './find'
import { project, readObject } from './matching'
import type { Order } from './planner'
import type { Collection, Store } from './store'
import { applyUpdate, checkDocument, newId } from './updates'
import type { Target } from './writing'

/** The body of a database request; fields as the SDK names them. */
export type Params = Readonly<Record<string, unknown>>

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000
/** Bytes of a whole result; the real one answers -602001 "database query result size exceed limit (1MB)". */
const MAX_RESULT = 1024 * 1024
/** Bytes of one document, MongoDB's own limit. */
const MAX_DOCUMENT = 16 * 1024 * 1024
const COLLECTION_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/** The database actions on documents. Every one checks its parameters before it touches anything. */
export class Documents {
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Inserts in order; the first duplicate stops the rest, and what came before it stays (outside a transaction). */
  async insert(params: Params, target: Target): Promise<{ insertedIds: unknown[] }> {
    const collection = this.collectionOf(params)
    if (!Array.isArray(params.data) || params.data.length === 0) throw invalidParam('data must be a non-empty array')
    const docs = params.data.map((text) => this.newDocument(text))
    const refused = await target.run(() => {
      for (const doc of docs) {
        try {
          target.insert(collection, doc)
        } catch (error) {
          if (error instanceof CloudError) return error
          throw error
        }
      }
      return undefined
    })
    if (refused !== undefined) throw refused
    return { insertedIds: docs.map((doc) => doc._id) }
  }

  /** At most 1,000 documents and 1 MB, 100 documents unless told. */
  get(params: Params, target: Target): { list: string[] } {
    const collection = this.collectionOf(params)
    const query = this.queryOf(params)
    const projection = parseObject(params.projection)
    if (Object.keys(projection).length === 0 && params.offset === undefined) {
      const exact = findExact(target.view, collection, query)
      if (exact !== 'not exact') return { list: exact === undefined ? [] : limited([exact]) }
    }
    const skip = countOf(params.offset, 'offset', 0)
    const limit = countOf(params.limit, 'limit', DEFAULT_LIMIT)
    if (limit > MAX_LIMIT) throw invalidParam(`limit must not be more than ${MAX_LIMIT}`)
    const list: string[] = []
    for (const { doc } of find(target.view, collection, query, { order: orderOf(params.order), skip, limit })) {
      list.push(stringifyEjson(Object.keys(projection).length > 0 ? project(doc, projection) : doc))
    }
    return { list: limited(list) }
  }

  count(params: Params, target: Target): { total: number } {
    const collection = this.collectionOf(params)
    const query = this.queryOf(params)
    if (Object.keys(query).length === 0) return { total: target.view.reader.count(collection) }
    let total = 0
    for (const _ of find(target.view, collection, query)) total += 1
    return { total }
  }

  /** `merge` applies update operators; without it the document is replaced, or created when `upsert` says so. */
  async modify(params: Params, target: Target): Promise<{ updated: number; upsert_id?: unknown }> {
    const collection = this.collectionOf(params)
    const query = this.queryOf(params)
    const data = readObject(params.data, this.now())
    const change = params.merge === false ? replacement(data) : operators(data, query)
    const limit = params.multi === true ? Number.POSITIVE_INFINITY : 1
    const outcome = await target.run(() => {
      const matching = [...find(target.view, collection, query, { limit })]
      if (matching.length === 0 && params.upsert === true) return this.create(collection, query, change, target)
      return changeEach(matching, change, (found, after) => target.replace(collection, found, after))
    })
    if (outcome.refused !== undefined) throw outcome.refused
    return outcome.result
  }

  private create(collection: Collection, query: Doc, change: (doc: Doc) => Doc, target: Target): Modified {
    const created = { _id: isPlain(query._id) || query._id === undefined ? newId() : query._id, ...change({}) }
    checkDocument(created)
    target.insert(collection, created)
    return { result: { updated: 0, upsert_id: created._id } }
  }

  /** Changes one document and returns it as it is afterwards. */
  async modifyAndReturn(params: Params, target: Target): Promise<{ updated: number; doc?: string }> {
    const collection = this.collectionOf(params)
    const query = this.queryOf(params)
    const change = operators(readObject(params.data, this.now()), query)
    return target.run(() => {
      for (const found of find(target.view, collection, query, { limit: 1 })) {
        const after = change(structuredCloneOf(found.doc))
        target.replace(collection, found, after)
        return { updated: 1, doc: stringifyEjson(after) }
      }
      return { updated: 0 }
    })
  }

  async remove(params: Params, target: Target): Promise<{ deleted: number }> {
    const collection = this.collectionOf(params)
    const query = this.queryOf(params)
    const limit = params.multi === true ? Number.POSITIVE_INFINITY : 1
    return target.run(() => {
      const matching = [...find(target.view, collection, query, { limit })]
      for (const found of matching) target.remove(collection, found)
      return { deleted: matching.length }
    })
  }

  addCollection(params: Params): void {
    const name = params.collectionName
    if (typeof name !== 'string' || !COLLECTION_NAME.test(name))
      throw invalidParam(`invalid collection name ${String(name)}`)
    if (this.store.collection(name) !== undefined) {
      throw new CloudError('RESOURCE_EXIST', `[ResourceUnavailable.ResourceExist] Table exist: ${name}`)
    }
    this.store.createCollection(name)
  }

  collectionOf(params: Params): Collection {
    const name = params.collectionName
    if (typeof name !== 'string' || name === '') throw invalidParam('collectionName is required')
    const collection = this.store.collection(name)
    if (collection === undefined) throw noCollection(name)
    return collection
  }

  private queryOf(params: Params): Doc {
    return readObject(params.query, this.now())
  }

  private newDocument(text: unknown): Doc {
    if (text === '') throw invalidParam('every document must be an object')
    const doc = readObject(text, this.now())
    checkDocument(doc)
    if (String(text).length > MAX_DOCUMENT) throw requestFailed('BSONObj size is invalid: a document may have 16 MB')
    if (Array.isArray(doc._id)) throw requestFailed("The '_id' value cannot be of type array")
    return { _id: doc._id ?? newId(), ...doc }
  }
}

interface Modified {
  readonly result: { updated: number; upsert_id?: unknown }
  readonly refused?: CloudError
}

/** Changes documents one after another; what is refused stops the rest, and what was changed before it stays. */
function changeEach(matching: Found[], change: (doc: Doc) => Doc, write: (found: Found, after: Doc) => void): Modified {
  let updated = 0
  for (const found of matching) {
    try {
      const after = change(structuredCloneOf(found.doc))
      const text = stringifyEjson(after)
      if (text.length > MAX_DOCUMENT) throw requestFailed('BSONObj size is invalid: a document may have 16 MB')
      if (text === stringifyEjson(found.doc)) continue
      write(found, after)
      updated += 1
    } catch (refused) {
      if (refused instanceof CloudError) return { result: { updated }, refused }
      throw refused
    }
  }
  return { result: { updated } }
}

function operators(data: Doc, query: Doc): (doc: Doc) => Doc {
  const plainFields = Object.keys(data).every((key) => !key.startsWith('$'))
  const changes = plainFields ? { $set: data } : data
  return (doc) => {
    applyUpdate(doc, changes, query)
    checkDocument(doc)
    return doc
  }
}

function replacement(data: Doc): (doc: Doc) => Doc {
  checkDocument(data)
  return (doc) => (doc._id === undefined ? { ...data } : { _id: doc._id, ...data })
}

/** A deep copy that keeps Date and bson classes: the engine changes documents in place. */
function structuredCloneOf(doc: Doc): Doc {
  return parseEjson(stringifyEjson(doc)) as Doc
}

function orderOf(text: unknown): Order {
  return Object.entries(parseObject(text)).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw invalidParam(`invalid sort direction for ${field}`)
    return [field, direction] as const
  })
}

function countOf(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === null) return fallback
  if (!Number.isInteger(value) || (value as number) < 0) throw invalidParam(`${name} must be a non-negative integer`)
  return value as number
}

function limited(list: string[]): string[] {
  let bytes = 0
  for (const text of list) bytes += Buffer.byteLength(text)
  if (bytes > MAX_RESULT) throw requestFailed('database query result size exceed limit (1MB)')
  return list
}
