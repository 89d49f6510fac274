import './collections'
import type { Change, CollectionName, Doc, Store, Where } from '../../kernel/store'
import { type AuditEntry, type AuditedChange, after, before, keepInput, summary } from './rules'

/** Work put on a list is a consequence of a deed; what it does later is written down by itself. */
const CONSEQUENCES: readonly CollectionName[] = ['due']

export interface Trail {
  /** The store that the handler gets. */
  store: Store
  /** Writes down how it ended; a deed that wrote nothing leaves nothing. */
  close(code: string | null): Promise<void>
}

/**
 * A store that writes down what staff change with it. The entry is there before the first write goes out: whoever dies in between
 * leaves it `begun`, so nothing is changed without a trace. Costs two wire calls a deed, none for one that only reads.
 *
 * @param deed who does what; `_id` is the request's
 */
export function openTrail(
  store: Store,
  deed: Pick<AuditEntry, '_id' | 'at' | 'staffId' | 'name' | 'method' | 'input'>,
) {
  const seen = new Map<string, Record<string, unknown>>()
  const changes: AuditedChange[] = []
  let opening: Promise<unknown> | null = null

  function look<C extends CollectionName>(collection: C, docs: readonly Doc<C>[]) {
    for (const doc of docs) {
      const key = `${collection}/${doc._id}`
      seen.set(key, { ...seen.get(key), ...(doc as Record<string, unknown>) })
    }
  }

  function open(): Promise<unknown> {
    opening ??= store.insert('audit_log', {
      ...deed,
      schema: 1,
      input: keepInput(deed.input),
      state: 'begun',
      changes: [],
      more: 0,
      about: [],
    })
    return opening
  }

  async function note(collection: CollectionName, did: AuditedChange['did'], ids: string[], change: object | null) {
    if (CONSEQUENCES.includes(collection)) return
    await open()
    const known = ids.length === 1 ? seen.get(`${collection}/${ids[0]}`) : undefined
    const fields = { ...change } as Record<string, unknown>
    changes.push({
      collection,
      did,
      ids,
      before: did === 'insert' ? null : did === 'remove' ? (known ? after(known) : null) : before(known, fields),
      after: change && after(fields),
    })
  }

  const watched: Store = {
    async get(collection, id) {
      const doc = await store.get(collection, id)
      if (doc) look(collection, [doc])
      return doc
    },
    async find(collection, where, options) {
      const docs = await store.find(collection, where, options)
      look(collection, docs)
      return docs
    },
    count: (collection, where) => store.count(collection, where),
    async insert(collection, doc) {
      await note(collection, 'insert', [doc._id], doc)
      return store.insert(collection, doc)
    },
    async insertAll(collection, docs) {
      const first = docs.length === 1 ? (docs[0] ?? null) : { documents: docs.length }
      if (docs.length > 0)
        await note(
          collection,
          'insert',
          docs.map(({ _id }) => _id),
          first,
        )
      await store.insertAll(collection, docs)
    },
    async update<C extends CollectionName>(collection: C, where: Where<C>, change: Change<C>) {
      await note(collection, 'update', idsOf(where), change)
      return store.update(collection, where, change)
    },
    async remove(collection, where) {
      await note(collection, 'remove', idsOf(where), null)
      return store.remove(collection, where)
    },
  }

  async function close(code: string | null): Promise<void> {
    if (opening === null) return
    await opening
    const end = code === null ? { state: 'done' as const } : { state: 'failed' as const, code }
    await store.update('audit_log', { _id: deed._id }, { ...end, ...summary(changes) })
  }

  return { store: watched, close } satisfies Trail
}

/** The `_id`s that a condition names. */
function idsOf(where: unknown): string[] {
  if (Array.isArray(where)) return where.flatMap(idsOf)
  const id = (where as { _id?: unknown })._id
  if (typeof id === 'string') return [id]
  const list = typeof id === 'object' && id !== null && 'value' in id ? id.value : null
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}
