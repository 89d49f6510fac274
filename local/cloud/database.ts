import { Documents } from './documents'
import { invalidParam } from './errors'
import type { ReadCounters } from './find'
import { type CollectionSpecs, Store } from './store'
import { Transactions } from './transactions'
import { PlainTarget, type Target } from './writing'

/** The document database over one file. */
export class Database {
  readonly store: Store
  readonly counters: ReadCounters = { examined: 0 }
  readonly transactions: Transactions
  readonly documents: Documents
  private readonly plain: PlainTarget

  /** `now` gives milliseconds and feeds `serverDate`; `transactionLifeMs` is real time. */
  constructor(
    file: string,
    readonly now: () => number,
    transactionLifeMs?: number,
  ) {
    this.store = new Store(file)
    this.transactions = new Transactions(this.store, this.counters, transactionLifeMs)
    this.documents = new Documents(this.store, now)
    this.plain = new PlainTarget(this.store, this.transactions, this.counters)
  }

  declare(specs: CollectionSpecs): void {
    this.store.declare(specs)
  }

  /** Where an action works: the committed store, or the transaction it names. */
  target(transactionId: unknown): Target {
    if (transactionId === undefined || transactionId === null || transactionId === '') return this.plain
    if (typeof transactionId !== 'string') throw invalidParam('transactionId must be a string')
    return this.transactions.target(transactionId)
  }

  /** Copies the file; open transactions end, for a copy holds committed documents only. */
  snapshot(target: string): void {
    this.transactions.endAll()
    this.store.copyTo(target)
  }

  restore(source: string): void {
    this.transactions.endAll()
    this.store.restoreFrom(source)
  }

  close(): void {
    this.transactions.endAll()
    this.store.close()
  }
}
