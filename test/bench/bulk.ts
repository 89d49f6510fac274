import { stringifyEjson } from '../../local/cloud/ejson'
import { indexKeysOf, keyOf } from '../../local/cloud/indexKeys'
import type { Store } from '../../local/cloud/store'

/** Stands in a document where its number will be; as wide as the number is printed. */
export const NUMBER = '~number~0000~'
const WIDTH = NUMBER.length

interface Keyed {
  _id: string
}

/**
 * Writes a document many times over, each with its own number in place of `NUMBER`, by SQLite itself and below the wire: a million
 * calls would take an hour and measure nothing. Documents and index keys are those that a call would have written, byte for byte.
 *
 * @param first number of the first copy
 */
export function insertCopies(store: Store, name: string, doc: Keyed, first: number, count: number): void {
  if (count <= 0) return
  const collection = store.collection(name)
  if (collection === undefined) throw new Error(`the collection ${name} is not declared`)
  const numbered = `replace(?, '${NUMBER}', printf('%0${WIDTH}d', i))`
  const numbers =
    'WITH RECURSIVE numbers(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?)'
  const { committed } = store
  const [highest] = committed.get(`SELECT coalesce(max(n), 0) FROM ${collection.table}`) ?? [0]
  const places = [first, first + count, Number(highest) + 1 - first]
  const into = `INSERT INTO ${collection.table} (n, id, json) ${numbers} SELECT CAST(? AS INTEGER) + i, ${numbered}, ${numbered} FROM numbers`
  committed.run(into, ...places, keyOf(doc._id), stringifyEjson(doc))
  for (const index of collection.indexes) {
    const { keys, multikey } = indexKeysOf({ ...doc }, index.fields)
    if (multikey) throw new Error(`the index ${index.name} of ${name} is over an array: insert one by one`)
    const sql = `INSERT INTO index_keys (n, idx, key) ${numbers} SELECT CAST(? AS INTEGER) + i, ${index.id}, ${numbered} FROM numbers`
    for (const key of keys) committed.run(sql, ...places, key)
  }
}

/** Runs `work`, which writes very much, as one write: no journal, which a file that is thrown away does not need, and room for its pages. */
export function writingMuch(store: Store, work: () => void): void {
  const { committed } = store
  committed.all('PRAGMA wal_checkpoint(TRUNCATE)')
  committed.all('PRAGMA journal_mode = OFF')
  committed.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -524288')
  store.write(work)
  committed.exec('PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768')
  committed.all('PRAGMA journal_mode = WAL')
}
