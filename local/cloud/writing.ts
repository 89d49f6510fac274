import type { Doc } from './ejson'
import { duplicateKey } from './errors'
import type { Found, Overlay, ReadCounters, View } from './find'
import { indexKeysOf, keyOf } from './indexKeys'
import { refusing } from './matching'
import { Reader } from './reader'
import type { Collection, Store } from './store'

/** Where an action reads and writes: the committed store, or an open transaction. */
export interface Target {
  readonly view: View
  /** Runs a whole action: everything it wrote is kept, or nothing if it throws. */
  run<T>(work: () => T): Promise<T>
  insert(collection: Collection, doc: Doc): void
  replace(collection: Collection, found: Found, after: Doc): void
  remove(collection: Collection, found: Found): void
}

/** Thrown inside an action that meets a document which a transaction holds; the action is undone and runs again later. */
export class Held {
  constructor(readonly released: Promise<void>) {}
}

/** Tells whether a transaction holds a document or a unique key, and when it lets go. */
export interface Locks {
  releaseOf(lock: string): Promise<void> | undefined
}

export function documentLock(collection: Collection, idKey: string): string {
  return `d${collection.id}:${idKey}`
}

/** The unique keys a document occupies, as lock names with what an E11000 says about them. */
export function uniqueKeys(
  collection: Collection,
  doc: Doc,
): { lock: string; index: Collection['indexes'][number]; key: string }[] {
  return collection.indexes
    .filter((index) => index.unique)
    .flatMap((index) =>
      refusing(() => indexKeysOf(doc, index.fields)).keys.map((key) => ({ lock: `u${index.id}:${key}`, index, key })),
    )
}

/** What E11000 shows of the fields of an index. */
export function duplicateOf(collection: Collection, index: { name: string; fields: readonly string[] }, doc: Doc) {
  const shown = index.fields.map((field) => `${field}: ${JSON.stringify(doc[field] ?? null)}`)
  return duplicateKey(collection.name, index.name, `{ ${shown.join(', ')} }`)
}

/** Writes outside any transaction: each action is one SQLite transaction and waits for documents that are held. */
export class PlainTarget implements Target {
  readonly view: View

  constructor(
    private readonly store: Store,
    private readonly locks: Locks,
    counters: ReadCounters,
  ) {
    this.view = {
      get reader() {
        return new Reader(store.committed)
      },
      counters,
      overlay: (): Overlay | undefined => undefined,
    }
  }

  async run<T>(work: () => T): Promise<T> {
    for (;;) {
      try {
        return this.store.write(work)
      } catch (error) {
        if (!(error instanceof Held)) throw error
        await error.released
      }
    }
  }

  insert(collection: Collection, doc: Doc): void {
    const id = keyOf(doc._id)
    this.await(documentLock(collection, id))
    if (this.view.reader.byId(collection, id) !== undefined) {
      throw duplicateOf(collection, { name: '_id_', fields: ['_id'] }, doc)
    }
    this.checkUnique(collection, doc, 0)
    refusing(() => this.store.insert(collection, doc))
  }

  replace(collection: Collection, found: Found, after: Doc): void {
    this.await(documentLock(collection, keyOf(after._id)))
    this.checkUnique(collection, after, found.n)
    refusing(() => this.store.replace(collection, found.n, found.doc, after))
  }

  remove(collection: Collection, found: Found): void {
    this.await(documentLock(collection, keyOf(found.doc._id)))
    this.store.remove(collection, found.n, found.doc)
  }

  private checkUnique(collection: Collection, doc: Doc, n: number): void {
    for (const { lock, index, key } of uniqueKeys(collection, doc)) {
      this.await(lock)
      if (this.view.reader.holder(index, key, n)) throw duplicateOf(collection, index, doc)
    }
  }

  private await(lock: string): void {
    const released = this.locks.releaseOf(lock)
    if (released !== undefined) throw new Held(released)
  }
}
