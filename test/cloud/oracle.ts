import { isDeepStrictEqual } from 'node:util'
import type { Doc } from './sdkTypes'

/**
 * A plain-JavaScript reading of what the database promises, for the property test: no query engine inside, so that the
 * test does not compare the engine with itself. Values are numbers, strings, null and arrays of them.
 */
export type Condition =
  | { readonly op: 'eq' | 'gt' | 'lt'; readonly field: string; readonly value: unknown }
  | { readonly op: 'in'; readonly field: string; readonly values: readonly unknown[] }
  | { readonly op: 'exists'; readonly field: string; readonly value: boolean }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[] }

export type Change =
  | { readonly op: 'set'; readonly field: string; readonly value: unknown }
  | { readonly op: 'inc'; readonly field: string; readonly by: number }
  | { readonly op: 'push' | 'pull'; readonly field: string; readonly value: unknown }
  | { readonly op: 'unset'; readonly field: string }

export type Order = readonly { readonly field: string; readonly way: 'asc' | 'desc' }[]

function elements(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value ?? null]
}

export function matches(doc: Doc, condition: Condition): boolean {
  switch (condition.op) {
    case 'and':
      return condition.parts.every((part) => matches(doc, part))
    case 'or':
      return condition.parts.some((part) => matches(doc, part))
    case 'exists':
      return condition.field in doc === condition.value
    case 'eq':
      return elements(doc[condition.field]).includes(condition.value)
    case 'in':
      return elements(doc[condition.field]).some((each) => condition.values.includes(each))
    default:
      return elements(doc[condition.field]).some((each) => {
        if (typeof each !== typeof condition.value || each === null) return false
        const [left, right] = [each as number, condition.value as number]
        return condition.op === 'gt' ? left > right : left < right
      })
  }
}

/** Changes the document in place; returns whether anything changed. */
export function apply(doc: Doc, change: Change): boolean {
  const before = JSON.stringify(doc)
  const { field } = change
  if (change.op === 'set') doc[field] = change.value
  if (change.op === 'inc') doc[field] = ((doc[field] as number | undefined) ?? 0) + change.by
  if (change.op === 'push') doc[field] = [...((doc[field] as unknown[] | undefined) ?? []), change.value]
  if (change.op === 'pull' && field in doc)
    doc[field] = (doc[field] as unknown[]).filter((each) => each !== change.value)
  if (change.op === 'unset') delete doc[field]
  return JSON.stringify(doc) !== before
}

function rank(value: unknown): readonly [kind: number, value: number | string] {
  if (value === undefined || value === null) return [1, 0]
  return typeof value === 'number' ? [2, value] : [3, String(value)]
}

function compare(a: unknown, b: unknown): number {
  const [kindA, valueA] = rank(a)
  const [kindB, valueB] = rank(b)
  if (kindA !== kindB) return kindA - kindB
  return valueA < valueB ? -1 : valueA > valueB ? 1 : 0
}

/** An empty array comes before everything; any other is placed by its least or greatest element. */
function compareFields(a: unknown, b: unknown, sign: 1 | -1): number {
  const empty = (value: unknown) => (Array.isArray(value) && value.length === 0 ? 1 : 0)
  if (empty(a) + empty(b) > 0) return empty(b) - empty(a)
  const edge = (value: unknown) =>
    elements(value).reduce((best, each) => (compare(each, best) * sign < 0 ? each : best))
  return compare(edge(a), edge(b))
}

/** A collection with one unique field; a missing value counts as null. */
export class Oracle {
  docs: Doc[] = []

  constructor(private readonly unique: string) {}

  private clashes(doc: Doc, except?: Doc): boolean {
    const others = this.docs.filter((other) => other !== except)
    return others.some((other) => other._id === doc._id || (other[this.unique] ?? null) === (doc[this.unique] ?? null))
  }

  /** False when a duplicate stopped it; what came before the duplicate stays. */
  insert(docs: readonly Doc[]): boolean {
    for (const doc of docs) {
      if (this.clashes(doc)) return false
      this.docs.push(structuredClone(doc))
    }
    return true
  }

  /** Documents changed, or 'duplicate' when the one document named by id would clash. */
  update(condition: Condition, change: Change): number | 'duplicate' {
    let updated = 0
    for (const doc of this.docs) {
      if (!matches(doc, condition)) continue
      const after = structuredClone(doc)
      const changed = apply(after, change)
      if (this.clashes(after, doc)) return 'duplicate'
      apply(doc, change)
      updated += changed ? 1 : 0
    }
    return updated
  }

  remove(condition: Condition): number {
    const before = this.docs.length
    this.docs = this.docs.filter((doc) => !matches(doc, condition))
    return before - this.docs.length
  }

  find(condition: Condition, order: Order, skip: number, limit: number): Doc[] {
    const found = this.docs.filter((doc) => matches(doc, condition)).sort((a, b) => compareDocs(a, b, order))
    return found.slice(skip, skip + limit)
  }

  /** Whether an answer is a right one: documents of equal place may come in any order. */
  agrees(got: readonly Doc[], condition: Condition, order: Order, skip: number, limit: number): boolean {
    const want = this.find(condition, order, skip, limit)
    const own = new Map(this.docs.map((doc) => [doc._id, doc]))
    const sound = got.every((doc) => isDeepStrictEqual(doc, own.get(doc._id)) && matches(doc, condition))
    const distinct = new Set(got.map((doc) => doc._id)).size === got.length
    const placed = want.every((doc, i) => got[i] !== undefined && compareDocs(doc, got[i], order) === 0)
    return sound && distinct && placed && got.length === want.length
  }
}

function compareDocs(a: Doc, b: Doc, order: Order): number {
  for (const { field, way } of order) {
    const sign = way === 'desc' ? -1 : 1
    const compared = compareFields(a[field], b[field], sign)
    if (compared !== 0) return compared * sign
  }
  return 0
}
