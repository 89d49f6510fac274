import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { FUNCTIONS } from './fixtures'
import { type Change, type Condition, Oracle, type Order } from './oracle'
import type { Doc, SdkCollection } from './sdkTypes'
import { openWorld, type World } from './world'

const scalar = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom('', 'a', 'b', 'ab', '中'))
const field = fc.constantFrom('a', 'b', 't')
const id = fc.constantFrom(...'klmnopqrstuvwx')

/** `a` and `b` hold scalars or null, `t` arrays, `n` numbers, `u` is unique; each may be missing. */
const doc: fc.Arbitrary<Doc> = fc.record(
  {
    _id: id,
    a: fc.option(scalar),
    b: scalar,
    t: fc.array(scalar, { maxLength: 3 }),
    n: fc.integer({ min: 0, max: 5 }),
    u: fc.integer({ min: 0, max: 40 }),
  },
  { requiredKeys: ['_id'] },
)

const condition: fc.Arbitrary<Condition> = fc.letrec<{ leaf: Condition; tree: Condition }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ op: fc.constant('eq' as const), field, value: fc.option(scalar) }),
    fc.record({ op: fc.constantFrom('gt' as const, 'lt' as const), field, value: scalar }),
    fc.record({
      op: fc.constant('in' as const),
      field,
      values: fc.array(fc.option(scalar), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant('exists' as const), field, value: fc.boolean() }),
    id.map((value) => ({ op: 'eq' as const, field: '_id', value })),
  ),
  tree: fc.oneof(
    { maxDepth: 2 },
    tie('leaf'),
    fc.record({
      op: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).tree

/** Reads often ask for everything, so that an order has something to do. */
const wide: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant({ op: 'exists' as const, field: '_id', value: true }),
  condition,
)

/** Changes that may touch any number of documents. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ op: fc.constant('set' as const), field: fc.constantFrom('a', 'b'), value: scalar }),
  fc.record({ op: fc.constant('inc' as const), field: fc.constant('n'), by: fc.integer({ min: -2, max: 2 }) }),
  fc.record({ op: fc.constantFrom('push' as const, 'pull' as const), field: fc.constant('t'), value: scalar }),
  fc.record({ op: fc.constant('unset' as const), field: fc.constantFrom('a', 'b', 't', 'n') }),
)
const order: fc.Arbitrary<Order> = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom('_id', 'a', 'b', 't', 'n', 'u'),
    way: fc.constantFrom('asc' as const, 'desc' as const),
  }),
  { maxLength: 2, selector: ({ field }) => field },
)

type Step =
  | { readonly do: 'insert'; readonly docs: readonly Doc[] }
  | { readonly do: 'update'; readonly where: Condition; readonly change: Change }
  | { readonly do: 'rename'; readonly id: string; readonly u: number }
  | { readonly do: 'remove'; readonly where: Condition }
  | {
      readonly do: 'find'
      readonly where: Condition
      readonly order: Order
      readonly skip: number
      readonly limit: number
    }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('insert' as const), docs: fc.array(doc, { minLength: 1, maxLength: 5 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('update' as const), where: condition, change }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), id, u: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), where: condition }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('find' as const),
      where: wide,
      order,
      skip: fc.integer({ min: 0, max: 3 }),
      limit: fc.integer({ min: 1, max: 6 }),
    }),
  },
)

let world: World
before(async () => {
  const indexes = [
    { name: 'a_b', keys: [['a', 1] as const, ['b', 1] as const] },
    { name: 't', keys: [['t', 1] as const] },
    { name: 'b_n', keys: [['b', -1] as const, ['n', 1] as const] },
    { name: 'u', keys: [['u', 1] as const], unique: true },
  ]
  world = await openWorld({
    functionsDir: FUNCTIONS,
    collections: { indexed: { indexes }, bare: { indexes: indexes.slice(3) } },
  })
})
after(() => world.close())

function encode(condition: Condition): object {
  const _ = world.db.command
  switch (condition.op) {
    case 'and':
    case 'or':
      return _[condition.op](condition.parts.map(encode))
    case 'in':
      return { [condition.field]: _.in(condition.values) }
    default:
      return { [condition.field]: _[condition.op](condition.value) }
  }
}

function encodeChange(change: Change): Doc {
  const _ = world.db.command
  switch (change.op) {
    case 'set':
      return { [change.field]: change.value }
    case 'inc':
      return { [change.field]: _.inc(change.by) }
    case 'push':
      return { [change.field]: _.push([change.value]) }
    case 'pull':
      return { [change.field]: _.pull(change.value) }
    case 'unset':
      return { [change.field]: _.remove() }
  }
}

/** What a step comes to, in one shape for both sides. */
async function perform(collection: SdkCollection, step: Step): Promise<unknown> {
  const duplicate = (error: { errMsg?: string }) => {
    if (!/E11000/.test(error.errMsg ?? '')) throw error
    return 'duplicate'
  }
  switch (step.do) {
    case 'insert':
      return collection.add({ data: [...step.docs] }).then(() => 'inserted', duplicate)
    case 'update':
      return (await collection.where(encode(step.where)).update({ data: encodeChange(step.change) })).stats.updated
    case 'rename':
      return collection
        .doc(step.id)
        .update({ data: { u: step.u } })
        .then(({ stats }) => stats.updated, duplicate)
    case 'remove':
      return (await collection.where(encode(step.where)).remove()).stats.removed
    case 'find': {
      const sorted = step.order.reduce(
        (query, { field, way }) => query.orderBy(field, way),
        collection.where(encode(step.where)),
      )
      return (await sorted.skip(step.skip).limit(step.limit).get()).data
    }
  }
}

function expected(oracle: Oracle, step: Exclude<Step, { do: 'find' }>): unknown {
  switch (step.do) {
    case 'insert':
      return oracle.insert(step.docs) ? 'inserted' : 'duplicate'
    case 'update':
      return oracle.update(step.where, step.change)
    case 'rename':
      return oracle.update({ op: 'eq', field: '_id', value: step.id }, { op: 'set', field: 'u', value: step.u })
    case 'remove':
      return oracle.remove(step.where)
  }
}

for (const name of ['indexed', 'bare']) {
  test(`random operations do what the oracle says (${name})`, async () => {
    const collection = world.db.collection(name)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        await collection.where({ _id: world.db.command.exists(true) }).remove()
        const oracle = new Oracle('u')
        for (const each of steps) {
          const got = await perform(collection, each)
          if (each.do === 'find') {
            const right = oracle.agrees(got as Doc[], each.where, each.order, each.skip, each.limit)
            assert.ok(right, `${JSON.stringify(each)} gave ${JSON.stringify(got)} of ${JSON.stringify(oracle.docs)}`)
          } else assert.deepEqual(got, expected(oracle, each), JSON.stringify(each))
        }
        assert.deepEqual((await collection.limit(100).get()).data, oracle.docs)
      }),
      { numRuns: 60 },
    )
  })
}
