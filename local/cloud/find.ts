import { type Doc, parseEjson, stringifyEjson } from './ejson'
import { compareKeys, keyOf, sortKeyOf } from './indexKeys'
import { compile } from './matching'
import { type Order, type Plan, plan } from './planner'
import type { Reader } from './reader'
import type { Collection, Row } from './store'

/** Documents read and decoded, summed up: what an index saves shows here. */
export interface ReadCounters {
  examined: number
}

/** What an open transaction wrote in one collection, by `_id` key; null is a removed document. */
export type Overlay = ReadonlyMap<string, Doc | null>

/** Where a query reads: a connection's view, under the writes of a transaction if there is one. */
export interface View {
  readonly reader: Reader
  readonly counters: ReadCounters
  overlay(collection: Collection): Overlay | undefined
}

export interface Found {
  /** Place in natural order; 0 for a document that so far exists only in a transaction. */
  readonly n: number
  readonly doc: Doc
}

/** Rows fetched at first when nobody says how many are wanted. */
const FIRST_PAGE = 64

export interface FindOptions {
  readonly order?: Order
  readonly skip?: number
  readonly limit?: number
}

/** Matching documents in order, lazily where no sorting is needed. */
export function* find(view: View, collection: Collection, query: Doc, options: FindOptions = {}): Generator<Found> {
  const { order = [], skip = 0, limit = Number.POSITIVE_INFINITY } = options
  const chosen = plan(collection, query, order)
  const expected = chosen.ordered && Number.isFinite(limit) ? skip + limit : FIRST_PAGE
  const matching = matches(view, collection, query, chosen, expected)
  const overlaid = (view.overlay(collection)?.size ?? 0) > 0
  const sorted = order.length === 0 || (chosen.ordered && !overlaid) ? matching : sort([...matching], order)
  let passed = 0
  if (limit <= 0) return
  for (const found of sorted) {
    passed += 1
    if (passed > skip) yield found
    if (passed >= skip + limit) return
  }
}

/** The stored text of the one document of an `{_id}` query: nothing to decode, filter or encode again. */
export function findExact(view: View, collection: Collection, query: Doc): string | undefined | 'not exact' {
  const chosen = plan(collection, query, [])
  if (chosen.kind !== 'ids' || !chosen.exact) return 'not exact'
  const key = chosen.keys[0] as string
  const written = view.overlay(collection)?.get(key)
  if (written !== undefined) return written === null ? undefined : stringifyEjson(written)
  const row = view.reader.byId(collection, key)
  if (row !== undefined) view.counters.examined += 1
  return row?.json
}

function* matches(view: View, collection: Collection, query: Doc, chosen: Plan, expected: number): Generator<Found> {
  const test = compile(query)
  const overlay = view.overlay(collection)
  for (const row of rowsOf(view.reader.expecting(expected), collection, chosen)) {
    view.counters.examined += 1
    const doc = parseEjson(row.json) as Doc
    if (overlay?.has(keyOf(doc._id))) continue
    if (test(doc)) yield { n: row.n, doc }
  }
  for (const doc of overlay?.values() ?? []) if (doc !== null && test(doc)) yield { n: 0, doc }
}

function* rowsOf(reader: Reader, collection: Collection, chosen: Plan): Generator<Row> {
  switch (chosen.kind) {
    case 'scan':
      yield* reader.scan(collection)
      return
    case 'ids':
      for (const key of chosen.keys) {
        const row = reader.byId(collection, key)
        if (row !== undefined) yield row
      }
      return
    case 'idRange':
      yield* reader.idRange(collection, chosen.range, chosen.reverse)
      return
    case 'index': {
      const once = chosen.index.multikey || chosen.ranges.length > 1
      const seen = new Set<number>()
      for (const range of chosen.ranges) {
        for (const row of reader.indexRange(collection, chosen.index, range, chosen.reverse)) {
          if (once && seen.has(row.n)) continue
          if (once) seen.add(row.n)
          yield row
        }
      }
      return
    }
    case 'union': {
      const seen = new Set<number>()
      for (const each of chosen.plans) {
        for (const row of rowsOf(reader, collection, each)) {
          if (!seen.has(row.n)) yield row
          seen.add(row.n)
        }
      }
    }
  }
}

function sort(found: Found[], order: Order): Found[] {
  const keyed = found.map((each) => ({ each, keys: order.map(([field, way]) => sortKeyOf(each.doc, field, way)) }))
  keyed.sort((a, b) => {
    for (const [i, [, direction]] of order.entries()) {
      const compared = compareKeys(a.keys[i] as string, b.keys[i] as string)
      if (compared !== 0) return compared * direction
    }
    // As an index read backwards: equal ones come in natural order, reversed when the sort is.
    return (a.each.n - b.each.n) * (order[0]?.[1] ?? 1)
  })
  return keyed.map(({ each }) => each)
}
