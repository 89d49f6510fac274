import { aggregate } from 'mingo'
import { type Doc, parseEjson, parseObject, stringifyEjson } from './ejson'
import { invalidOperator, invalidParam, requestFailed } from './errors'
import { find, type View } from './find'
import { refuseGeo, refusing, withServerDates } from './matching'
import type { Order } from './planner'
import type { Collection, Store } from './store'

const STAGES = new Set(
  'addFields bucket bucketAuto count group limit match project lookup replaceRoot sample skip sort sortByCount unwind set unset'
    .split(' ')
    .map((name) => `$${name}`),
)
/** Without a `limit` stage the cloud returns 20 documents of an aggregation. */
const DEFAULT_LIMIT = 20
const MAX_RESULT = 1024 * 1024

/**
 * Runs a pipeline. A leading `match` (and `sort`) is answered by the indexes; the rest streams through the engine.
 * `lookup` reads other collections of the same view; a collection that does not exist joins as empty.
 */
export function runPipeline(
  store: Store,
  view: View,
  collection: Collection,
  rawStages: unknown,
  now: number,
): { list: string[] } {
  const stages = stagesOf(rawStages, now)
  const { query, order, rest } = leading(stages)
  const source = documents(view, collection, query, order)
  const collectionResolver = (name: string): Doc[] => {
    const other = store.collection(name)
    return other === undefined ? [] : [...documents(view, other, {}, [])]
  }
  const found = refusing(() => aggregate(source, rest, { collectionResolver })) as Doc[]
  const limit = stages.some((stage) => '$limit' in stage) ? found.length : DEFAULT_LIMIT
  const list = found.slice(0, limit).map(stringifyEjson)
  if (list.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) > MAX_RESULT) {
    throw requestFailed('database query result size exceed limit (1MB)')
  }
  return { list }
}

function stagesOf(raw: unknown, now: number): Doc[] {
  if (!Array.isArray(raw) || raw.length === 0) throw invalidParam('stages must be a non-empty array')
  return raw.flatMap((entry: { stageKey?: unknown; stageValue?: unknown }) => {
    const { stageKey, stageValue } = entry
    if (typeof stageKey !== 'string' || !STAGES.has(stageKey))
      throw invalidOperator(`unsupported stage ${String(stageKey)}`)
    const value = withServerDates(typeof stageValue === 'string' ? parseEjson(stageValue) : stageValue, now)
    refuseGeo(value)
    return stageKey === '$bucket' ? bucketStages(value as Bucket) : [{ [stageKey]: value }]
  })
}

interface Bucket {
  readonly groupBy: unknown
  readonly boundaries: readonly unknown[]
  readonly default?: unknown
  readonly output?: Doc
}

/** `$bucket` as a group: the engine's own puts a value that equals a boundary into the bucket below, and shows empty ones. */
function bucketStages({ groupBy, boundaries, default: other, output }: Bucket): Doc[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw requestFailed('$bucket needs at least two boundaries')
  const branches = boundaries.slice(0, -1).map((low: unknown, i) => ({
    case: { $and: [{ $gte: [groupBy, { $literal: low }] }, { $lt: [groupBy, { $literal: boundaries[i + 1] }] }] },
    // biome-ignore lint/suspicious/noThenProperty: the name is MongoDB's
    then: { $literal: low },
  }))
  const rest = other === undefined ? {} : { default: { $literal: other } }
  return [
    { $group: { _id: { $switch: { branches, ...rest } }, ...(output ?? { count: { $sum: 1 } }) } },
    { $sort: { _id: 1 } },
  ]
}

/** Splits off what the store can answer by itself: a first `match` and a `sort` right after it. */
function leading(stages: Doc[]): { query: Doc; order: Order; rest: Doc[] } {
  const rest = [...stages]
  const query = rest[0] !== undefined && '$match' in rest[0] ? parseObject(rest.shift()?.$match) : {}
  const order =
    rest[0] !== undefined && '$sort' in rest[0]
      ? (Object.entries(parseObject(rest.shift()?.$sort)) as [string, 1 | -1][])
      : []
  return { query, order, rest }
}

function* documents(view: View, collection: Collection, query: Doc, order: Order): Generator<Doc> {
  for (const { doc } of find(view, collection, query, { order })) yield doc
}
