import { type Doc, isPlain } from './ejson'
import { AFTER, isIndexable, keyOf } from './indexKeys'
import type { KeyRange } from './reader'
import type { Collection, Index } from './store'

export type Order = readonly (readonly [field: string, direction: 1 | -1])[]

/**
 * How a query is read. Every plan yields a superset of the matching documents (the query engine filters them);
 * `ordered` says that they already come in the order asked for.
 */
export type Plan =
  | { readonly kind: 'scan'; readonly ordered: boolean }
  | { readonly kind: 'ids'; readonly keys: readonly string[]; readonly exact: boolean; readonly ordered: boolean }
  | { readonly kind: 'idRange'; readonly range: KeyRange; readonly reverse: boolean; readonly ordered: boolean }
  | {
      readonly kind: 'index'
      readonly index: Index
      readonly ranges: readonly KeyRange[]
      readonly reverse: boolean
      readonly ordered: boolean
    }
  | { readonly kind: 'union'; readonly plans: readonly Plan[]; readonly ordered: boolean }

/** What a conjunction demands of one field, as keys. */
interface Constraint {
  points?: string[]
  from?: string
  to?: string
}

const MAX_POINTS = 500
const WHOLE: KeyRange = { from: '', to: AFTER }

/** Chooses the access path: the longest equality prefix wins, then a range, then an order that needs no sorting. */
export function plan(collection: Collection, query: Doc, order: Order): Plan {
  const constraints = new Map<string, Constraint>()
  gather(query, constraints)
  const best = bestOf(collection, constraints, order)
  if (best.score > 0) {
    const exact = Object.keys(query).length === 1 && '_id' in query && !isPlain(query._id)
    return best.plan.kind === 'ids' ? { ...best.plan, exact } : best.plan
  }
  return unionPlan(collection, query) ?? { kind: 'scan', ordered: order.length === 0 }
}

function unionPlan(collection: Collection, query: Doc): Plan | undefined {
  const parts = conjuncts(query)
  const choice = parts.find((part) => Array.isArray(part.$or) && part.$or.length > 0)
  if (choice === undefined) return undefined
  const rest = parts.filter((part) => part !== choice)
  const plans = (choice.$or as Doc[]).map((branch) => plan(collection, { $and: [...rest, branch] }, []))
  return plans.some((each) => each.kind === 'scan') ? undefined : { kind: 'union', plans, ordered: false }
}

/** The parts of a query that all have to hold, each with one key. */
function conjuncts(query: Doc): Doc[] {
  return Object.entries(query).flatMap(([key, value]) =>
    key === '$and' && Array.isArray(value) ? (value as Doc[]).flatMap(conjuncts) : [{ [key]: value }],
  )
}

function bestOf(
  collection: Collection,
  constraints: Map<string, Constraint>,
  order: Order,
): { plan: Plan; score: number } {
  const id = constraints.get('_id')
  if (id?.points !== undefined && id.points.length <= MAX_POINTS) {
    return { plan: { kind: 'ids', keys: id.points, exact: false, ordered: id.points.length <= 1 }, score: 1000 }
  }
  let best = idRangePlan(id, order)
  for (const index of collection.indexes) {
    const candidate = indexPlan(index, constraints, order)
    if (candidate.score > best.score) best = candidate
  }
  return best
}

function idRangePlan(id: Constraint | undefined, order: Order): { plan: Plan; score: number } {
  const sorts = order.length === 1 && order[0]?.[0] === '_id'
  if (id?.from === undefined && id?.to === undefined && !sorts) {
    return { plan: { kind: 'scan', ordered: order.length === 0 }, score: 0 }
  }
  const range = { from: id?.from ?? WHOLE.from, to: id?.to ?? WHOLE.to }
  const bounded = id?.from !== undefined || id?.to !== undefined
  const plan: Plan = {
    kind: 'idRange',
    range,
    reverse: sorts && order[0]?.[1] === -1,
    ordered: sorts || order.length === 0,
  }
  return { plan, score: (bounded ? 1 : 0) + (sorts ? 0.5 : 0) }
}

function indexPlan(index: Index, constraints: Map<string, Constraint>, order: Order): { plan: Plan; score: number } {
  let prefixes = ['']
  let used = 0
  for (const field of index.fields) {
    const points = constraints.get(field)?.points
    if (points === undefined || points.length * prefixes.length > MAX_POINTS) break
    prefixes = prefixes.flatMap((prefix) => points.map((point) => prefix + point))
    used += 1
  }
  const next = constraints.get(index.fields[used] ?? '')
  const bounded = next !== undefined && (next.from !== undefined || next.to !== undefined)
  const ranges = prefixes.map((prefix) => rangeWithin(prefix, next, index.multikey))
  const direction = index.multikey || prefixes.length > 1 ? undefined : sortedBy(index, used, constraints, order)
  const plan: Plan = {
    kind: 'index',
    index,
    ranges,
    reverse: direction === -1,
    ordered: direction !== undefined || order.length === 0,
  }
  return { plan, score: used * 2 + (bounded ? 1 : 0) + (direction !== undefined && order.length > 0 ? 0.5 : 0) }
}

function rangeWithin(prefix: string, next: Constraint | undefined, multikey: boolean): KeyRange {
  const from = prefix + (next?.from ?? '')
  // In an array one element may meet the lower bound and another the upper one, so only one bound may narrow the range.
  const to = multikey && next?.from !== undefined ? AFTER : (next?.to ?? AFTER)
  return { from, to: prefix + to }
}

/** The direction in which reading the index gives `order`, if it does. */
function sortedBy(index: Index, used: number, constraints: Map<string, Constraint>, order: Order): 1 | -1 | undefined {
  const wanted = order.filter(([field]) => constraints.get(field)?.points?.length !== 1)
  const direction = wanted[0]?.[1]
  if (direction === undefined) return undefined
  const rest = index.fields.slice(used)
  const fits = wanted.every(([field, each], i) => rest[i] === field && each === direction)
  return fits ? direction : undefined
}

function gather(query: Doc, constraints: Map<string, Constraint>): void {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' && Array.isArray(condition)) for (const each of condition as Doc[]) gather(each, constraints)
    if (field.startsWith('$')) continue
    const operators = isPlain(condition) && Object.keys(condition).some((key) => key.startsWith('$'))
    const entries = operators ? Object.entries(condition as Doc) : [['$eq', condition] as const]
    for (const [operator, value] of entries) narrow(constraints, field, operator, value)
  }
}

function narrow(constraints: Map<string, Constraint>, field: string, operator: string, value: unknown): void {
  const constraint = constraints.get(field) ?? {}
  if (operator === '$in' && Array.isArray(value)) {
    if (!value.every(isIndexable)) return
    constraint.points ??= [...new Set(value.map(keyOf))]
  } else if (!isIndexable(value)) {
    return
  } else {
    const key = keyOf(value)
    const tag = key.charAt(0)
    const nextTag = String.fromCharCode(tag.charCodeAt(0) + 1)
    if (operator === '$eq') constraint.points = [key]
    else if (operator === '$gt' || operator === '$gte') {
      // A bound of one character is only the bracket of the type; a real one replaces it.
      if (constraint.from === undefined || constraint.from.length === 1)
        constraint.from = operator === '$gt' ? key + AFTER : key
      constraint.to ??= nextTag
    } else if (operator === '$lt' || operator === '$lte') {
      const to = operator === '$lt' ? key : key + AFTER
      if (constraint.to === undefined || constraint.to.length === 1) constraint.to = to
      constraint.from ??= tag
    } else return
  }
  constraints.set(field, constraint)
}
