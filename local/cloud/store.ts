import { copyFileSync, rmSync } from 'node:fs'
import { Connection } from './connection'
import { type Doc, parseEjson, stringifyEjson } from './ejson'
import { indexKeysOf, keyOf } from './indexKeys'

/** What an index is declared as; the direction is advisory, keys are kept ascending and read both ways. */
export interface IndexSpec {
  readonly name: string
  readonly keys: readonly (readonly [field: string, direction: 1 | -1])[]
  readonly unique?: boolean
}

export type CollectionSpecs = Readonly<Record<string, { readonly indexes: readonly IndexSpec[] }>>

export interface Index {
  readonly id: number
  readonly name: string
  readonly fields: readonly string[]
  readonly unique: boolean
  /** Whether an array was ever indexed: such an index holds a document several times and gives no order. */
  multikey: boolean
}

export interface Collection {
  readonly id: number
  readonly name: string
  readonly table: string
  readonly indexes: Index[]
}

/** A stored document: its place in natural order and its Extended JSON. */
export interface Row {
  readonly n: number
  readonly json: string
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, multikey INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS index_keys (
    idx INTEGER NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (idx, key, n)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
`

/**
 * Documents and index keys in one SQLite file. One table per collection (rowid = natural order, `_id` as an
 * order-preserving key), one table for the keys of all indexes. Survives `kill -9` (WAL, synchronous=NORMAL).
 */
export class Store {
  private connection: Connection
  private catalogue = new Map<string, Collection>()
  private restored = 0

  constructor(public file: string) {
    this.connection = this.open()
  }

  private open(): Connection {
    const connection = new Connection(this.file)
    connection.all('PRAGMA journal_mode = WAL')
    connection.exec('PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2000')
    connection.exec(SCHEMA)
    this.catalogue = readCatalogue(connection)
    return connection
  }

  /** The connection that sees everything committed. */
  get committed(): Connection {
    return this.connection
  }

  collection(name: string): Collection | undefined {
    return this.catalogue.get(name)
  }

  collectionNames(): string[] {
    return [...this.catalogue.keys()]
  }

  /** Runs `work` in one SQLite transaction: all of it is written, or nothing. */
  write<T>(work: () => T): T {
    this.connection.exec('BEGIN IMMEDIATE')
    let done = false
    try {
      const result = work()
      this.connection.exec('COMMIT')
      done = true
      return result
    } finally {
      if (!done) {
        this.connection.exec('ROLLBACK')
        this.catalogue = readCatalogue(this.connection)
      }
    }
  }

  createCollection(name: string): Collection {
    return this.write(() => this.addCollection(name))
  }

  private addCollection(name: string): Collection {
    const id = this.connection.run('INSERT INTO collections (name) VALUES (?)', name)
    const table = tableOf(id)
    this.connection.exec(`CREATE TABLE ${table} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL)`)
    const collection: Collection = { id, name, table, indexes: [] }
    this.catalogue.set(name, collection)
    return collection
  }

  /** Creates what is declared and missing, rebuilds what is declared otherwise, drops what is declared no more. */
  declare(specs: CollectionSpecs): void {
    this.write(() => {
      for (const [name, { indexes }] of Object.entries(specs)) {
        const collection = this.catalogue.get(name) ?? this.addCollection(name)
        this.declareIndexes(collection, indexes)
      }
    })
  }

  private declareIndexes(collection: Collection, specs: readonly IndexSpec[]): void {
    const wanted = new Map(specs.map((spec) => [JSON.stringify([spec.name, spec.keys, spec.unique === true]), spec]))
    const rows = this.connection.all('SELECT id, spec FROM indexes WHERE collection = ?', collection.id)
    for (const [id, spec] of rows) {
      if (wanted.delete(String(spec))) continue
      this.connection.run('DELETE FROM index_keys WHERE idx = ?', Number(id))
      this.connection.run('DELETE FROM indexes WHERE id = ?', Number(id))
      const at = collection.indexes.findIndex((index) => index.id === Number(id))
      if (at >= 0) collection.indexes.splice(at, 1)
    }
    for (const [key, spec] of wanted) this.addIndex(collection, spec, key)
  }

  private addIndex(collection: Collection, spec: IndexSpec, key: string): void {
    const sql = 'INSERT INTO indexes (collection, name, spec, multikey) VALUES (?, ?, ?, 0)'
    const id = this.connection.run(sql, collection.id, spec.name, key)
    const fields = spec.keys.map(([field]) => field)
    const index: Index = { id, name: spec.name, fields, unique: spec.unique === true, multikey: false }
    collection.indexes.push(index)
    for (const [n, json] of this.connection.all(`SELECT n, json FROM ${collection.table}`)) {
      const { keys, multikey } = indexKeysOf(parseEjson(String(json)) as Doc, index.fields)
      if (index.unique && keys.some((key) => this.isHeld(index, key))) {
        throw new Error(`${collection.name} holds duplicates: its index ${index.name} cannot be unique`)
      }
      this.addKeys(index, Number(n), keys, multikey)
    }
  }

  private isHeld(index: Index, key: string): boolean {
    return (
      this.connection.get('SELECT 1 FROM index_keys WHERE idx = ? AND key = ? LIMIT 1', index.id, key) !== undefined
    )
  }

  insert(collection: Collection, doc: Doc): number {
    const keyed = keysOf(collection, doc)
    const sql = `INSERT INTO ${collection.table} (id, json) VALUES (?, ?)`
    const n = this.connection.run(sql, keyOf(doc._id), stringifyEjson(doc))
    for (const { index, keys, multikey } of keyed) this.addKeys(index, n, keys, multikey)
    return n
  }

  /** Writes `after` in place of `before`; only index keys that differ are touched. */
  replace(collection: Collection, n: number, before: Doc, after: Doc): void {
    const keyed = keysOf(collection, after)
    this.connection.run(`UPDATE ${collection.table} SET json = ? WHERE n = ?`, stringifyEjson(after), n)
    for (const { index, keys, multikey } of keyed) {
      const old = new Set(indexKeysOf(before, index.fields).keys)
      const added = keys.filter((key) => !old.delete(key))
      this.addKeys(index, n, added, multikey)
      this.removeKeys(index, n, old)
    }
  }

  remove(collection: Collection, n: number, doc: Doc): void {
    this.connection.run(`DELETE FROM ${collection.table} WHERE n = ?`, n)
    for (const { index, keys } of keysOf(collection, doc)) this.removeKeys(index, n, keys)
  }

  private addKeys(index: Index, n: number, keys: Iterable<string>, multikey: boolean): void {
    if (multikey) this.markMultikey(index)
    const sql = 'INSERT OR IGNORE INTO index_keys (idx, key, n) VALUES (?, ?, ?)'
    for (const key of keys) this.connection.run(sql, index.id, key, n)
  }

  private removeKeys(index: Index, n: number, keys: Iterable<string>): void {
    const sql = 'DELETE FROM index_keys WHERE idx = ? AND key = ? AND n = ?'
    for (const key of keys) this.connection.run(sql, index.id, key, n)
  }

  private markMultikey(index: Index): void {
    if (index.multikey) return
    index.multikey = true
    this.connection.run('UPDATE indexes SET multikey = 1 WHERE id = ?', index.id)
  }

  getMeta(key: string): string | undefined {
    const row = this.connection.get('SELECT value FROM meta WHERE key = ?', key)
    return row === undefined ? undefined : String(row[0])
  }

  setMeta(key: string, value: string): void {
    this.connection.run(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      key,
      value,
    )
  }

  /** Copies the whole file to `target`. */
  copyTo(target: string): void {
    this.connection.all('PRAGMA wal_checkpoint(TRUNCATE)')
    copyFileSync(this.file, target)
  }

  /**
   * Goes on with a copy of `source`. No transaction may be open. The copy has a name of its own: the driver lets go of a
   * file only when its statements are collected, and writing over a file that it still maps fails with a short read.
   */
  restoreFrom(source: string): void {
    this.connection.close()
    this.restored += 1
    const next = `${source}.restored-${this.restored}`
    copyFileSync(source, next)
    if (this.restored > 1) rmSync(this.file, { force: true })
    this.file = next
    this.connection = this.open()
  }

  close(): void {
    this.connection.close()
  }
}

/** Computed before anything is written, because a document that cannot be indexed is refused as a whole. */
function keysOf(collection: Collection, doc: Doc): { index: Index; keys: string[]; multikey: boolean }[] {
  return collection.indexes.map((index) => ({ index, ...indexKeysOf(doc, index.fields) }))
}

function tableOf(id: number): string {
  return `docs_${id}`
}

function readCatalogue(connection: Connection): Map<string, Collection> {
  const collections = new Map<string, Collection>()
  const byId = new Map<number, Collection>()
  for (const [id, name] of connection.all('SELECT id, name FROM collections')) {
    const collection: Collection = { id: Number(id), name: String(name), table: tableOf(Number(id)), indexes: [] }
    collections.set(collection.name, collection)
    byId.set(collection.id, collection)
  }
  for (const [id, owner, name, spec, multikey] of connection.all(
    'SELECT id, collection, name, spec, multikey FROM indexes',
  )) {
    const [, keys, unique] = JSON.parse(String(spec)) as [string, [string, 1 | -1][], boolean]
    const fields = keys.map(([field]) => field)
    byId
      .get(Number(owner))
      ?.indexes.push({ id: Number(id), name: String(name), fields, unique, multikey: multikey === 1 })
  }
  return collections
}
