import { Query } from 'mingo'
import { type Doc, isPlain, parseObject } from './ejson'
import { CloudError, invalidOperator, requestFailed } from './errors'

const GEO = new Set(['$geoWithin', '$geoIntersects', '$near', '$nearSphere', '$geoNear'])

/** Parses a request field that must hold an object, its server dates filled in. `now` in ms. Throws SyntaxError. */
export function readObject(text: unknown, now: number): Doc {
  const value = parseObject(text)
  // Most requests hold none, and walking every document for them costs as much as parsing it.
  return typeof text === 'string' && !text.includes('$tcb_server_date') ? value : (withServerDates(value, now) as Doc)
}

/** Replaces every `{$tcb_server_date: {offset}}` by the cloud's own time (milliseconds) plus the offset. */
export function withServerDates(value: unknown, now: number): unknown {
  if (Array.isArray(value)) return value.map((item) => withServerDates(item, now))
  if (!isPlain(value)) return value
  const stamp = value.$tcb_server_date
  if (isPlain(stamp)) return new Date(now + Number(stamp.offset ?? 0))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withServerDates(item, now)]))
}

/** Throws -502002 for operators that need a geographic index, which this database does not keep. */
export function refuseGeo(value: unknown): void {
  if (Array.isArray(value)) value.forEach(refuseGeo)
  else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (GEO.has(key)) throw invalidOperator(`${key} needs a geographic index, which the local cloud does not have`)
      refuseGeo(item)
    }
  }
}

/** Compiles a query. Throws -502002 for geographic operators and -502001 for a query that MongoDB would refuse. */
export function compile(query: Doc): (doc: Doc) => boolean {
  refuseGeo(query)
  if (Object.keys(query).length === 0) return () => true
  const compiled = refusing(() => new Query(query))
  return (doc) => refusing(() => compiled.test(doc))
}

/** Applies a projection to one document, as `find` does. */
export function project(doc: Doc, projection: Doc): Doc {
  return refusing(() => new Query({}).find<Doc>([doc], projection).all()[0] ?? {})
}

/** Runs a part of the query engine; what it refuses becomes -502001 with its own words. */
export function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof CloudError) throw error
    throw requestFailed(error instanceof Error ? error.message : String(error))
  }
}
