import { randomUUID } from 'node:crypto'
import { Connection } from './connection'
import { type Doc, parseEjson } from './ejson'
import { type CloudError, transactionConflict, transactionEnded } from './errors'
import type { Found, Overlay, ReadCounters, View } from './find'
import { keyOf } from './indexKeys'
import { Reader } from './reader'
import type { Collection, Store } from './store'
import { documentLock, duplicateOf, type Locks, PlainTarget, type Target, uniqueKeys } from './writing'

/** A transaction lives 30 s at most (DATABASE_TRANSACTION_FAIL afterwards). */
export const TRANSACTION_LIFE_MS = 30_000

/** All open transactions, and which of them holds what. */
export class Transactions implements Locks {
  private readonly open = new Map<string, OpenTransaction>()
  private readonly holders = new Map<string, OpenTransaction>()

  constructor(
    private readonly store: Store,
    private readonly counters: ReadCounters,
    private readonly lifeMs = TRANSACTION_LIFE_MS,
  ) {}

  start(): string {
    const id = randomUUID()
    const transaction = new OpenTransaction(this.store, this.counters, this.holders)
    transaction.expiry = setTimeout(() => this.end(id), this.lifeMs)
    transaction.expiry.unref()
    this.open.set(id, transaction)
    return id
  }

  /** Throws DATABASE_TRANSACTION_FAIL for one that was ended. A conflict inside it ends it, as in MongoDB. */
  target(id: string): Target {
    const transaction = this.open.get(id)
    if (transaction === undefined) throw transactionEnded()
    transaction.onConflict = () => this.end(id)
    return transaction
  }

  commit(id: string): void {
    const transaction = this.open.get(id)
    if (transaction === undefined) throw transactionEnded()
    try {
      transaction.apply()
    } finally {
      this.end(id)
    }
  }

  abort(id: string): void {
    if (!this.open.has(id)) throw transactionEnded()
    this.end(id)
  }

  releaseOf(lock: string): Promise<void> | undefined {
    return this.holders.get(lock)?.ended
  }

  endAll(): void {
    for (const id of [...this.open.keys()]) this.end(id)
  }

  private end(id: string): void {
    const transaction = this.open.get(id)
    if (transaction === undefined) return
    this.open.delete(id)
    for (const [lock, holder] of this.holders) if (holder === transaction) this.holders.delete(lock)
    transaction.finish()
  }
}

const NO_LOCKS: Locks = { releaseOf: () => undefined }

/** Reads the snapshot of its first operation, keeps its writes to itself until it commits. */
class OpenTransaction implements Target {
  expiry: NodeJS.Timeout | undefined
  onConflict: () => void = () => {}
  readonly ended: Promise<void>
  private resolveEnded: () => void = () => {}
  private snapshot: Connection | undefined
  private readonly writes = new Map<string, { collection: Collection; overlay: Map<string, Doc | null> }>()

  constructor(
    private readonly store: Store,
    private readonly counters: ReadCounters,
    private readonly holders: Map<string, OpenTransaction>,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve
    })
  }

  get view(): View {
    const connection = this.snapshot ?? this.takeSnapshot()
    return {
      reader: new Reader(connection),
      counters: this.counters,
      overlay: (collection): Overlay | undefined => this.writes.get(collection.name)?.overlay,
    }
  }

  private takeSnapshot(): Connection {
    const connection = new Connection(this.store.file)
    connection.exec('BEGIN')
    connection.all('SELECT count(*) FROM collections')
    this.snapshot = connection
    return connection
  }

  async run<T>(work: () => T): Promise<T> {
    return work()
  }

  insert(collection: Collection, doc: Doc): void {
    const id = keyOf(doc._id)
    const seen = this.overlayOf(collection).get(id)
    const exists = seen === undefined ? this.view.reader.byId(collection, id) !== undefined : seen !== null
    if (exists) throw duplicateOf(collection, { name: '_id_', fields: ['_id'] }, doc)
    this.hold(collection, id)
    this.holdUnique(collection, doc)
    this.overlayOf(collection).set(id, doc)
  }

  replace(collection: Collection, _found: Found, after: Doc): void {
    const id = keyOf(after._id)
    this.hold(collection, id)
    this.holdUnique(collection, after)
    this.overlayOf(collection).set(id, after)
  }

  remove(collection: Collection, found: Found): void {
    const id = keyOf(found.doc._id)
    this.hold(collection, id)
    this.overlayOf(collection).set(id, null)
  }

  /** Writes everything at once. Nobody else can have touched what it holds. */
  apply(): void {
    const committed = new PlainTarget(this.store, NO_LOCKS, this.counters)
    this.store.write(() => {
      for (const { collection, overlay } of this.writes.values()) {
        for (const [id, doc] of overlay) {
          const row = committed.view.reader.byId(collection, id)
          const before = row === undefined ? undefined : { n: row.n, doc: parseEjson(row.json) as Doc }
          if (doc === null && before !== undefined) committed.remove(collection, before)
          else if (doc !== null && before !== undefined) committed.replace(collection, before, doc)
          else if (doc !== null) committed.insert(collection, doc)
        }
      }
    })
  }

  finish(): void {
    clearTimeout(this.expiry)
    this.snapshot?.close()
    this.resolveEnded()
  }

  private overlayOf(collection: Collection): Map<string, Doc | null> {
    let entry = this.writes.get(collection.name)
    if (entry === undefined) {
      entry = { collection, overlay: new Map() }
      this.writes.set(collection.name, entry)
    }
    return entry.overlay
  }

  /** The first writer wins: fails when another transaction holds the document or it changed since the snapshot. */
  private hold(collection: Collection, id: string): void {
    const lock = documentLock(collection, id)
    const holder = this.holders.get(lock)
    if (holder === this) return
    const seen = this.view.reader.byId(collection, id)?.json
    const committed = new Reader(this.store.committed).byId(collection, id)?.json
    if (holder !== undefined || seen !== committed) throw this.conflict()
    this.holders.set(lock, this)
  }

  private holdUnique(collection: Collection, doc: Doc): void {
    const own = new Reader(this.store.committed).byId(collection, keyOf(doc._id))?.n ?? 0
    for (const { lock, index, key } of uniqueKeys(collection, doc)) {
      const holder = this.holders.get(lock)
      if (holder !== undefined && holder !== this) throw this.conflict()
      const taken = [...this.overlayOf(collection)].some(
        ([id, other]) =>
          other !== null && id !== keyOf(doc._id) && uniqueKeys(collection, other).some((each) => each.lock === lock),
      )
      if (taken || new Reader(this.store.committed).holder(index, key, own)) throw duplicateOf(collection, index, doc)
      this.holders.set(lock, this)
    }
  }

  private conflict(): CloudError {
    this.onConflict()
    return transactionConflict()
  }
}
