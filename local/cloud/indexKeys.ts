import { type Doc, isPlain } from './ejson'

/**
 * Order-preserving text keys: comparing two keys byte by byte compares the values in MongoDB's order (null < numbers <
 * strings < objects < arrays < binary < ObjectId < booleans < dates < regular expressions). The first character names
 * the type; every key ends itself, so the keys of several fields can be joined into one.
 */
export const TYPE_TAG = {
  emptyArray: '1',
  null: '2',
  number: '3',
  string: '4',
  object: '5',
  array: '6',
  binary: '7',
  objectId: '8',
  boolean: '9',
  date: 'a',
  regexp: 'b',
  other: 'c',
} as const

/** Greater than every continuation of a key. */
export const AFTER = '\x7f'
const END = '\x01'
const EMPTY_ARRAY = Symbol('empty array')

const view = new DataView(new ArrayBuffer(8))

function numberKey(value: number): string {
  if (Number.isNaN(value)) return '0'.repeat(16)
  view.setFloat64(0, value === 0 ? 0 : value)
  let high = view.getUint32(0)
  let low = view.getUint32(4)
  if (high & 0x80000000) {
    high = ~high >>> 0
    low = ~low >>> 0
  } else {
    high = (high | 0x80000000) >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

function stringKey(value: string): string {
  // The characters at and below the terminator move up behind an escape, so that order and uniqueness stay.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these three are escaped
  return value.replace(/[\x00-\x02]/g, (c) => `\x02${String.fromCharCode(c.charCodeAt(0) + 3)}`) + END
}

/** The key of one value. */
export function keyOf(value: unknown): string {
  if (value === EMPTY_ARRAY) return TYPE_TAG.emptyArray
  if (value === null || value === undefined) return TYPE_TAG.null
  if (typeof value === 'number') return TYPE_TAG.number + numberKey(value)
  if (typeof value === 'string') return TYPE_TAG.string + stringKey(value)
  if (typeof value === 'boolean') return TYPE_TAG.boolean + (value ? '1' : '0')
  if (value instanceof Date) return TYPE_TAG.date + numberKey(value.getTime())
  if (value instanceof RegExp) return TYPE_TAG.regexp + stringKey(`${value.source}/${value.flags}`)
  if (Array.isArray(value)) return TYPE_TAG.array + value.map(keyOf).join('') + END
  if (isPlain(value)) {
    const entries = Object.entries(value).map(([name, item]) => {
      const key = keyOf(item)
      return key[0] + stringKey(name) + key
    })
    return TYPE_TAG.object + entries.join('') + END
  }
  return bsonKey(value as { _bsontype?: string; toString(): string; toHexString?(): string })
}

function bsonKey(value: { _bsontype?: string; toString(): string; toHexString?(): string }): string {
  switch (value._bsontype) {
    case 'ObjectId':
      return TYPE_TAG.objectId + stringKey(value.toHexString?.() ?? value.toString())
    case 'Long':
    case 'Decimal128':
      return TYPE_TAG.number + numberKey(Number(value.toString()))
    case 'Binary':
      return TYPE_TAG.binary + stringKey(value.toString())
    default:
      return TYPE_TAG.other + stringKey(String(value))
  }
}

/** Whether the type bracket of a value can be searched as a range of keys. */
export function isIndexable(value: unknown): boolean {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return true
  return value instanceof Date || (typeof value === 'object' && (value as Doc)._bsontype === 'ObjectId')
}

/** Compares two keys in the order in which SQLite keeps them: by code point, not by UTF-16 unit. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

function codePointRank(unit: number): number {
  // Surrogates stand for code points above every other unit.
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** The values that an index, or a sort, sees at a path: array elements one by one, a missing field as null. */
export function valuesAt(doc: Doc, path: string): { values: unknown[]; multikey: boolean } {
  const found: unknown[] = []
  const multikey = collect(doc, path.split('.'), 0, found)
  return { values: found.length > 0 ? found : [null], multikey }
}

function collect(value: unknown, parts: string[], depth: number, found: unknown[]): boolean {
  if (depth === parts.length) {
    if (!Array.isArray(value)) {
      found.push(value)
      return false
    }
    if (value.length === 0) found.push(EMPTY_ARRAY)
    else found.push(...value)
    return true
  }
  const part = parts[depth] as string
  if (Array.isArray(value)) {
    if (/^\d+$/.test(part) && Number(part) < value.length) collect(value[Number(part)], parts, depth + 1, found)
    for (const item of value) if (isPlain(item)) collect(item, parts, depth, found)
    return true
  }
  if (isPlain(value)) return collect(value[part], parts, depth + 1, found)
  found.push(undefined)
  return false
}

/** All keys of a document in an index over `fields`; throws on two arrays in one index, as the real one does. */
export function indexKeysOf(doc: Doc, fields: readonly string[]): { keys: string[]; multikey: boolean } {
  let keys = ['']
  let arrays = 0
  for (const field of fields) {
    const { values, multikey } = valuesAt(doc, field)
    if (multikey) arrays += 1
    if (arrays > 1) throw new RangeError(`cannot index parallel arrays [${fields.join('] [')}]`)
    const own = [...new Set(values.map(keyOf))]
    keys = keys.flatMap((prefix) => own.map((key) => prefix + key))
  }
  return { keys, multikey: arrays > 0 }
}

/** The key that decides a document's place in a sort: the least element of an array ascending, the greatest descending. */
export function sortKeyOf(doc: Doc, path: string, direction: 1 | -1): string {
  const keys = valuesAt(doc, path).values.map(keyOf)
  return keys.reduce((best, key) => (compareKeys(key, best) * direction < 0 ? key : best))
}
