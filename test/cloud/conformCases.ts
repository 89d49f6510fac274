import assert from 'node:assert/strict'
import { errorOf } from './fixtures'
import type { SdkDatabase } from './sdkTypes'

/**
 * What the product relies on and a real CloudBase environment must do too. The same cases run against the local cloud in
 * the test suite and against an environment by `npm run conform -- --env <id>`.
 */
export interface ConformCase {
  readonly name: string
  readonly run: (db: SdkDatabase) => Promise<void>
}

/** Collections of the cases; `unique` needs a unique index on the field `code`, which no SDK call can create. */
export const CONFORM = { plain: 'jiepai_conform', unique: 'jiepai_conform_unique' } as const

/** Empties both collections; run before every case. */
export async function clear(db: SdkDatabase): Promise<void> {
  for (const name of Object.values(CONFORM))
    await db
      .collection(name)
      .where({ _id: db.command.exists(true) })
      .remove()
}

function plain(db: SdkDatabase) {
  return db.collection(CONFORM.plain)
}

export const CONFORM_CASES: readonly ConformCase[] = [
  {
    name: 'of guarded updates at once exactly as many succeed as there are units',
    run: async (db) => {
      const _ = db.command
      await plain(db).add({ data: { _id: 'stock', left: 3, taken: [] } })
      const take = (id: string) => {
        const guard = { _id: 'stock', left: _.gt(0), taken: _.neq(id) }
        return plain(db)
          .where(guard)
          .update({ data: { left: _.inc(-1), taken: _.push([id]) } })
      }
      const results = await Promise.all(['a', 'b', 'c', 'd', 'a', 'e', 'f', 'b'].map(take))
      assert.equal(results.filter(({ stats }) => stats.updated === 1).length, 3)
      const stock = (await plain(db).doc('stock').get()).data as { left: number; taken: string[] }
      assert.equal(stock.left, 0)
      assert.equal(new Set(stock.taken).size, 3)
    },
  },
  {
    name: 'elements of an array of objects are guarded by a field of theirs, pulled by it, and changed by their place',
    run: async (db) => {
      const _ = db.command
      const claim = (coupon: string, by: string) => ({ coupon, by, price: 3 })
      await plain(db).add({ data: { _id: 'stock', open: [claim('b:m:1', 'x'), claim('b:m:2', 'y')] } })
      const change = async (guard: Record<string, unknown>, data: Record<string, unknown>) =>
        (
          await plain(db)
            .where({ _id: 'stock', ...guard })
            .update({ data })
        ).stats.updated
      const again = _.push([claim('b:m:2', 'z')])
      assert.equal(await change({ 'open.coupon': _.neq('b:m:2') }, { open: again }), 0)
      const place = { 'open.1.coupon': _.eq('b:m:2'), 'open.1.by': _.eq('y') }
      assert.equal(await change(place, { 'open.1.by': _.set('z') }), 1)
      assert.equal(await change(place, { 'open.1.by': _.set('w') }), 0)
      assert.equal(await change({ 'open.by': _.eq('y') }, { open: _.pull({ coupon: 'b:m:2', by: 'y' }) }), 0)
      assert.equal(await change({ 'open.by': _.eq('x') }, { open: _.pull({ coupon: 'b:m:1', by: 'x' }) }), 1)
      const { open } = (await plain(db).doc('stock').get()).data as { open: unknown }
      assert.deepEqual(open, [claim('b:m:2', 'z')])
      assert.equal(await change({}, { open: _.pull({ coupon: { $in: ['b:m:2'] } }) }), 1)
    },
  },
  {
    name: 'a second insert of an id is -502001 with E11000',
    run: async (db) => {
      await plain(db).add({ data: { _id: 'k' } })
      const error = await errorOf(plain(db).add({ data: { _id: 'k' } }))
      assert.equal(error.errCode, -502001)
      assert.match(error.errMsg, /E11000 duplicate key error/)
    },
  },
  {
    name: 'the first duplicate of an insert-many stops the rest and keeps what came before',
    run: async (db) => {
      await plain(db).add({ data: { _id: 'b' } })
      const error = await errorOf(plain(db).add({ data: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }] }))
      assert.match(error.errMsg, /E11000/)
      const { data } = await plain(db).orderBy('_id', 'asc').get()
      assert.deepEqual(
        data.map((doc) => doc._id),
        ['a', 'b'],
      )
    },
  },
  {
    name: 'a unique index takes a missing field as null, once',
    run: async (db) => {
      const unique = db.collection(CONFORM.unique)
      await unique.add({ data: { _id: 'a', code: 1 } })
      assert.match((await errorOf(unique.add({ data: { _id: 'b', code: 1 } }))).errMsg, /E11000/)
      await unique.add({ data: { _id: 'c' } })
      assert.match((await errorOf(unique.add({ data: { _id: 'd' } }))).errMsg, /E11000/)
    },
  },
  {
    name: 'the second transaction that writes a document fails with a conflict text, and nothing of it stays',
    run: async (db) => {
      await plain(db).add({ data: { _id: 'a', n: 1 } })
      const first = await db.startTransaction()
      const second = await db.startTransaction()
      await first
        .collection(CONFORM.plain)
        .doc('a')
        .update({ data: { n: 2 } })
      const error = await errorOf(
        second
          .collection(CONFORM.plain)
          .doc('a')
          .update({ data: { n: 3 } }),
      )
      assert.equal(error.errCode, -501001)
      assert.match(error.errMsg, /TRANSACTION_CONFLICT|TransactionConflict|WriteConflict/)
      await first.commit()
      assert.equal((await plain(db).doc('a').get()).data?.n, 2)
    },
  },
  {
    name: 'an ended transaction fails with DATABASE_TRANSACTION_FAIL',
    run: async (db) => {
      const transaction = await db.startTransaction()
      await transaction.commit()
      await assert.rejects(transaction.commit(), { code: 'DATABASE_TRANSACTION_FAIL' })
    },
  },
  {
    name: 'an update by query inside a transaction escapes it',
    run: async (db) => {
      await plain(db).add({ data: { _id: 'a', n: 1 } })
      const transaction = await db.startTransaction()
      await transaction
        .collection(CONFORM.plain)
        .where({ _id: 'a' })
        .update({ data: { n: 2 } })
      await transaction.rollback()
      assert.equal((await plain(db).doc('a').get()).data?.n, 2)
    },
  },
  {
    name: 'a missing collection is -502005',
    run: async (db) => {
      assert.equal((await errorOf(db.collection('jiepai_conform_absent').get())).errCode, -502005)
      assert.equal((await errorOf(db.collection('jiepai_conform_absent').add({ data: {} }))).errCode, -502005)
    },
  },
  {
    name: 'a read gives 100 documents unless told, an aggregation 20',
    run: async (db) => {
      await plain(db).add({ data: Array.from({ length: 120 }, (_, n) => ({ _id: `n${n}`, n })) })
      assert.equal((await plain(db).get()).data.length, 100)
      assert.equal((await plain(db).limit(1000).get()).data.length, 120)
      assert.equal((await plain(db).aggregate().sort({ n: 1 }).end()).list.length, 20)
      assert.equal((await plain(db).aggregate().sort({ n: 1 }).limit(110).end()).list.length, 110)
    },
  },
  {
    name: 'updated counts documents that changed',
    run: async (db) => {
      await plain(db).add({
        data: [
          { _id: 'a', n: 1 },
          { _id: 'b', n: 2 },
        ],
      })
      const set = () =>
        plain(db)
          .where({ n: db.command.gt(0) })
          .update({ data: { n: 2 } })
      assert.equal((await set()).stats.updated, 1)
      assert.equal((await set()).stats.updated, 0)
    },
  },
  {
    name: 'values come back as they were, dates too',
    run: async (db) => {
      const doc = {
        _id: 'v',
        t: new Date('2026-03-01T00:00:00.123Z'),
        f: 0.1,
        big: 2 ** 53 - 1,
        no: null,
        deep: [{ a: [] }],
      }
      await plain(db).add({ data: doc })
      assert.deepEqual((await plain(db).doc('v').get()).data, doc)
    },
  },
  {
    name: 'null and missing come first in an order, then numbers, then text',
    run: async (db) => {
      await plain(db).add({ data: [{ _id: 't', v: 'x' }, { _id: 'n', v: 1 }, { _id: 'm' }] })
      const { data } = await plain(db).orderBy('v', 'asc').get()
      assert.deepEqual(
        data.map((doc) => doc._id),
        ['m', 'n', 't'],
      )
    },
  },
  {
    name: 'an increment of a text is refused and changes nothing',
    run: async (db) => {
      await plain(db).add({ data: { _id: 'a', v: 'x' } })
      assert.equal(
        (
          await errorOf(
            plain(db)
              .doc('a')
              .update({ data: { v: db.command.inc(1) } }),
          )
        ).errCode,
        -502001,
      )
      assert.equal((await plain(db).doc('a').get()).data?.v, 'x')
    },
  },
  {
    name: 'one element of an array is changed in place and another is pulled',
    run: async (db) => {
      const _ = db.command
      await plain(db).add({
        data: {
          _id: 'a',
          l: [
            { k: 1, n: 1 },
            { k: 2, n: 1 },
            { k: 3, n: 1 },
          ],
        },
      })
      await plain(db)
        .where({ _id: 'a', 'l.k': 2 })
        .update({ data: { 'l.$.n': _.inc(5) } })
      await plain(db)
        .doc('a')
        .update({ data: { l: _.pull({ k: 1 }) } })
      assert.deepEqual((await plain(db).doc('a').get()).data?.l, [
        { k: 2, n: 6 },
        { k: 3, n: 1 },
      ])
    },
  },
]
