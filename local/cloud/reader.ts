import type { Connection } from './connection'
import type { Collection, Index, Row } from './store'

const PAGE = 1024

/** A half-open range of index keys. */
export interface KeyRange {
  readonly from: string
  readonly to: string
}

/**
 * Reads rows through one connection, page by page, so that a query with a limit stops early and no statement stays
 * open while the caller writes.
 */
export class Reader {
  /** `firstPage`: rows fetched at first; as many as the caller wants in all, when it knows. */
  constructor(
    private readonly connection: Connection,
    private readonly firstPage = 64,
  ) {}

  /** The same reader for a caller that wants about `rows` rows. */
  expecting(rows: number): Reader {
    return new Reader(this.connection, Math.max(1, Math.min(rows, PAGE)))
  }

  byId(collection: Collection, idKey: string): Row | undefined {
    const row = this.connection.get(`SELECT n, json FROM ${collection.table} WHERE id = ?`, idKey)
    return row === undefined ? undefined : { n: Number(row[0]), json: String(row[1]) }
  }

  count(collection: Collection): number {
    return Number(this.connection.get(`SELECT count(*) FROM ${collection.table}`)?.[0] ?? 0)
  }

  /** All documents in natural order. */
  *scan(collection: Collection): Generator<Row> {
    let last = 0
    for (let size = this.firstPage; ; size = PAGE) {
      const sql = `SELECT n, json FROM ${collection.table} WHERE n > ? ORDER BY n LIMIT ?`
      const page = this.connection.all(sql, last, size)
      for (const [n, json] of page) yield { n: Number(n), json: String(json) }
      if (page.length < size) return
      last = Number(page[page.length - 1]?.[0])
    }
  }

  /** Documents by `_id` within a range of keys, in order of `_id`. */
  *idRange(collection: Collection, range: KeyRange, reverse: boolean): Generator<Row> {
    let { from, to } = range
    let first = true
    for (let size = this.firstPage; ; size = PAGE) {
      const low = first || reverse ? 'id >= ?' : 'id > ?'
      const sql = `SELECT id, n, json FROM ${collection.table} WHERE ${low} AND id < ? ORDER BY id ${reverse ? 'DESC' : 'ASC'} LIMIT ?`
      const page = this.connection.all(sql, from, to, size)
      for (const [, n, json] of page) yield { n: Number(n), json: String(json) }
      if (page.length < size) return
      const edge = String(page[page.length - 1]?.[0])
      if (reverse) to = edge
      else from = edge
      first = false
    }
  }

  /** Documents of a key range of an index, in key order; a document with several keys in the range comes several times. */
  *indexRange(collection: Collection, index: Index, range: KeyRange, reverse: boolean): Generator<Row> {
    const direction = reverse ? 'DESC' : 'ASC'
    const beyond = reverse ? '(k.key < ? OR (k.key = ? AND k.n < ?))' : '(k.key > ? OR (k.key = ? AND k.n > ?))'
    const select = `SELECT k.key, k.n, d.json FROM index_keys k CROSS JOIN ${collection.table} d ON d.n = k.n WHERE k.idx = ? AND k.key >= ? AND k.key < ?`
    const order = `ORDER BY k.key ${direction}, k.n ${direction} LIMIT ?`
    let edge: { key: string; n: number } | undefined
    let { from, to } = range
    for (let size = this.firstPage; ; size = PAGE) {
      const page: (string | number | null)[][] =
        edge === undefined
          ? this.connection.all(`${select} ${order}`, index.id, from, to, size)
          : this.connection.all(
              `${select} AND ${beyond} ${order}`,
              index.id,
              from,
              to,
              edge.key,
              edge.key,
              edge.n,
              size,
            )
      for (const [, n, json] of page) yield { n: Number(n), json: String(json) }
      if (page.length < size) return
      const last = page[page.length - 1]
      edge = { key: String(last?.[0]), n: Number(last?.[1]) }
      // The bounds move along too: SQLite seeks by them, not by the OR above.
      if (reverse) to = `${edge.key}\x01`
      else from = edge.key
    }
  }

  /** Whether an index holds `key` for another document than `n`. */
  holder(index: Index, key: string, n: number): boolean {
    const sql = 'SELECT 1 FROM index_keys WHERE idx = ? AND key = ? AND n <> ? LIMIT 1'
    return this.connection.get(sql, index.id, key, n) !== undefined
  }
}
