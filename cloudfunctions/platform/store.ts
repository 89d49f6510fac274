import {
  type Change,
  type CollectionName,
  type Condition,
  type Doc,
  type FindOptions,
  type Operation,
  type Store,
  UnknownOutcome,
  type Where,
} from '../../src/kernel/store'
import type { Database, DatabaseCommand } from './sdk'

/**
 * The store port on `wx-server-sdk`. One method is one wire call.
 *
 * There is no way to a transaction from here: inside one, `where().update()` is sent without the transaction's id and
 * escapes it silently (seen on the wire with 4.0.2), and `runTransaction` does not retry a conflict. The product guards
 * single documents instead.
 */
export function wxStore(db: Database, meter: { calls: number } = { calls: 0 }): Store {
  const command = db.command

  /** Every wire call starts here, so the log line of an invocation can say how many there were. */
  function collection(name: string) {
    meter.calls++
    return db.collection(name)
  }

  function query<C extends CollectionName>(where: Where<C>) {
    if (isList(where)) return command.or(where.map((one) => conditions(one, command)))
    return conditions(where, command)
  }

  return {
    async get(name, id) {
      const { data } = await collection(name).where({ _id: id }).limit(1).get()
      return (data[0] ?? null) as Doc<typeof name> | null
    },

    async find<C extends CollectionName>(name: C, where: Where<C>, options: FindOptions<C> = {}) {
      let cursor = collection(name).where(query(where))
      for (const [field, direction] of options.sort ?? []) {
        cursor = cursor.orderBy(field, direction === 1 ? 'asc' : 'desc')
      }
      if (options.skip) cursor = cursor.skip(options.skip)
      cursor = cursor.limit(options.limit ?? 100)
      if (options.fields) cursor = cursor.field(Object.fromEntries(options.fields.map((field) => [field, true])))
      const { data } = await cursor.get()
      return data as Doc<C>[]
    },

    async count(name, where) {
      return (await collection(name).where(query(where)).count()).total
    },

    async insert(name, doc) {
      try {
        await collection(name).add({ data: doc })
        return 'inserted'
      } catch (error) {
        if (isDuplicate(error)) return 'exists'
        throw classify(error, 'insert', name)
      }
    },

    async insertAll<C extends CollectionName>(name: C, docs: readonly Doc<C>[]) {
      if (docs.length === 0) return
      try {
        // One insert-many on the wire. As in MongoDB the first duplicate stops the rest.
        await collection(name).add({ data: docs as Doc<C>[] })
      } catch (error) {
        if (!isDuplicate(error)) throw classify(error, 'insertAll', name)
        for (const doc of docs) await this.insert(name, doc)
      }
    },

    async update<C extends CollectionName>(name: C, where: Where<C>, change: Change<C>) {
      // Encoded before the try: a mistake in the call itself is no unknown outcome.
      const matching = query(where)
      const data = changes(change, command)
      try {
        return (await collection(name).where(matching).update({ data })).stats.updated
      } catch (error) {
        throw classify(error, 'update', name)
      }
    },

    async remove(name, where) {
      const matching = query(where)
      try {
        return (await collection(name).where(matching).remove()).stats.removed
      } catch (error) {
        throw classify(error, 'remove', name)
      }
    },
  }
}

function isList(where: unknown): where is readonly Record<string, unknown>[] {
  return Array.isArray(where)
}

function conditions(where: Record<string, unknown>, command: DatabaseCommand): Record<string, unknown> {
  const encoded: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(where)) {
    if (value === undefined) throw new Error(`undefined in the condition on ${field}: it would match everything`)
    encoded[field] = isCondition(value) ? condition(value, command) : command.eq(value)
  }
  return encoded
}

function condition({ condition: name, value }: Condition, command: DatabaseCommand): unknown {
  if (name === 'and') return command.and((value as Condition[]).map((each) => condition(each, command)))
  return command[name](value)
}

function changes(change: Record<string, unknown>, command: DatabaseCommand): Record<string, unknown> {
  const encoded: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(change)) {
    if (value === undefined) continue
    // Without `set` the SDK would flatten an object into dotted paths and merge it into what stands there.
    encoded[field] = isOperation(value) ? operation(value, command) : command.set(value)
  }
  return encoded
}

function operation({ operation: name, value }: Operation, command: DatabaseCommand): unknown {
  switch (name) {
    case 'push':
      return command.push(value as unknown[])
    case 'pull':
      return command.pull(rawConditions(value))
    case 'unset':
      return command.remove()
    default:
      return command[name](value)
  }
}

/** Inside `pull` the SDK sends conditions as they are, so they are written in the wire's own operators. */
function rawConditions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isCondition(value)) return { [`$${value.condition}`]: value.value }
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [
      field,
      isCondition(each) ? { [`$${each.condition}`]: each.value } : each,
    ]),
  )
}

function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && 'condition' in value && 'value' in value
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'operation' in value && 'value' in value
}

/** -502001 carries every refused database request; only the text tells a taken key from the rest. */
function isDuplicate(error: unknown): boolean {
  return /E11000|duplicate key/i.test(messageOf(error))
}

/** Refused for certain: conflicts and requests that the database rejected. Everything else of a write is unknown. */
const REFUSED = new Set([-501005, -501006, -501007, -501009, -502001, -502002, -502003, -502004, -502005])

function classify(error: unknown, action: string, collection: string): unknown {
  const code = (error as { errCode?: unknown }).errCode
  if (typeof code === 'number' && REFUSED.has(code)) return error
  if (/TRANSACTION_CONFLICT|WriteConflict/i.test(messageOf(error))) return error
  return new UnknownOutcome(action, collection, error)
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return `${error.message} ${(error as { errMsg?: string }).errMsg ?? ''}`
  return String((error as { errMsg?: string } | null)?.errMsg ?? error)
}
