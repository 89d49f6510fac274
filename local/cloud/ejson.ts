import { type Document as BsonDocument, EJSON, Long } from 'bson'

/** A document as the server works on it: plain values, Date, RegExp, and bson's classes for the rare types. */
export type Doc = Record<string, unknown>

const INT64_SAFE = /^-?\d{1,15}$/

/**
 * Reads Extended JSON, canonical or relaxed. Numbers become JavaScript numbers (a long beyond 2^53 stays a Long, so
 * that nothing is rounded), `$date` a Date, `$regularExpression` a RegExp; other `$` types are left to bson.
 */
export function parseEjson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return text.includes('"$') ? revive(value) : value
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (value === null || typeof value !== 'object') return value
  const source = value as Doc
  const keys = Object.keys(source)
  const first = keys[0]
  if (first?.startsWith('$') && keys.length <= 2) {
    const special = reviveSpecial(first, source)
    if (special !== undefined) return special
  }
  const target: Doc = {}
  for (const key of keys) target[key] = revive(source[key])
  return target
}

function reviveSpecial(type: string, source: Doc): unknown {
  const raw = source[type]
  switch (type) {
    case '$numberInt':
    case '$numberDouble':
      return Number(raw)
    case '$numberLong':
      return INT64_SAFE.test(String(raw)) ? Number(raw) : reviveLong(String(raw))
    case '$date':
      return new Date(typeof raw === 'string' ? raw : Number(revive(raw)))
    case '$regularExpression': {
      const { pattern, options } = raw as { pattern: string; options: string }
      return new RegExp(pattern, [...options].filter((flag) => 'imsu'.includes(flag)).join(''))
    }
    case '$oid':
    case '$binary':
    case '$numberDecimal':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
      return EJSON.deserialize(source as BsonDocument)
    default:
      return undefined
  }
}

function reviveLong(text: string): number | Long {
  const long = Long.fromString(text)
  const number = long.toNumber()
  return Number.isSafeInteger(number) ? number : long
}

/** Writes Extended JSON, relaxed where JSON says the same and canonical where it would lose something. */
export function stringifyEjson(value: unknown): string {
  return JSON.stringify(plain(value))
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value
    return { $numberDouble: Object.is(value, -0) ? '-0.0' : String(value) }
  }
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } }
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } }
  if ('_bsontype' in value) return EJSON.serialize({ value }, { relaxed: false }).value
  const target: Doc = {}
  for (const [key, item] of Object.entries(value)) if (item !== undefined) target[key] = plain(item)
  return target
}

/** Parses a request field that must hold an object; an absent or empty one is `{}`. Throws SyntaxError. */
export function parseObject(text: unknown): Doc {
  if (text === undefined || text === null || text === '') return {}
  const value = typeof text === 'string' ? parseEjson(text) : revive(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new SyntaxError('an object is expected')
  return value as Doc
}

/** Whether a value is a plain object, not one of the scalar classes. */
export function isPlain(value: unknown): value is Doc {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !('_bsontype' in value)
  )
}
