/** One document that a deed changed. */
export interface AuditedChange {
  collection: string
  did: 'insert' | 'update' | 'remove'
  /** `_id`s, the first few of them; empty when the condition named none. */
  ids: string[]
  /** Fields as they were before, where the deed had read them; null when it had not. */
  before: Record<string, unknown> | null
  /** Fields as they were written; null for a removal. */
  after: Record<string, unknown> | null
}

/** What a member of staff did, `_id` is the request's. */
export interface AuditEntry {
  _id: string
  schema: 1
  /** ms */
  at: number
  staffId: string
  /** Their name at that moment. */
  name: string
  /** Method, `feature.verb`. */
  method: string
  input: unknown
  /** `begun` until the answer: whoever died in between leaves an entry without an end, which is then the truth. */
  state: 'begun' | 'done' | 'failed'
  /** Code of the refusal or fault. */
  code?: string
  changes: AuditedChange[]
  /** Changes beyond those that are kept. */
  more: number
  /** Every `_id` that was touched, at most 50: the history of one thing is a query by it. */
  about: string[]
}

/** Changes kept of one deed; a bulk deed is told by its input and its count. */
export const CHANGES_KEPT = 30
const IDS_KEPT = 10
const ABOUT_KEPT = 50
/** Characters of one value; a whole version's content is read in the version, not here. */
const LONGEST = 300
const LONGEST_INPUT = 2000
const SECRET = /password|secret|token|openid|code$/i

/** A value as the log may keep it: secrets are masked, what is long is cut and says how long it was. */
export function keep(value: unknown, name = '', longest = LONGEST): unknown {
  if (SECRET.test(name) && (typeof value === 'string' || typeof value === 'number')) return '···'
  const masked = mask(value)
  const text = JSON.stringify(masked) ?? 'null'
  if (text.length <= longest) return masked
  return `${text.slice(0, longest - 40)}… (${text.length} 字符)`
}

export function keepInput(input: unknown): unknown {
  return keep(input, '', LONGEST_INPUT)
}

function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mask)
  if (typeof value !== 'object' || value === null) return value === undefined ? null : value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET.test(name) && typeof each === 'string' ? '···' : mask(each),
    ]),
  )
}

/** The part of a document that a change speaks of: dotted paths by their first field. */
export function before(doc: Record<string, unknown> | undefined, change: Record<string, unknown>) {
  if (!doc) return null
  const names = new Set(Object.keys(change).map((path) => path.split('.')[0] ?? path))
  return Object.fromEntries([...names].map((name) => [name, keep(doc[name] ?? null, name)]))
}

export function after(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, keep(value, name)]))
}

/** What the entry keeps of all that was changed. */
export function summary(changes: readonly AuditedChange[]): Pick<AuditEntry, 'changes' | 'more' | 'about'> {
  const kept = changes.slice(0, CHANGES_KEPT).map((change) => ({ ...change, ids: change.ids.slice(0, IDS_KEPT) }))
  const about = [...new Set(changes.flatMap(({ ids }) => ids))].slice(0, ABOUT_KEPT)
  return { changes: kept, more: changes.length - kept.length, about }
}
