import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { errorOf, testWorld } from './fixtures'
import type { World } from './world'

describe('transactions through the SDK', () => {
  let world: World
  const LIFE_MS = 400

  before(async () => {
    world = await testWorld({ transactionLifeMs: LIFE_MS })
  })
  after(() => world.close())
  beforeEach(async () => {
    const _ = world.db.command
    for (const name of ['plain', 'coded'])
      await world.db
        .collection(name)
        .where({ _id: _.exists(true) })
        .remove()
    await world.db.collection('plain').add({
      data: [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 1 },
      ],
    })
  })

  function plain() {
    return world.db.collection('plain')
  }

  async function n(id: string): Promise<unknown> {
    return (await plain().doc(id).get()).data?.n
  }

  test('writes are seen inside at once and outside only after the commit', async () => {
    const _ = world.db.command
    const t = await world.db.startTransaction()
    await t
      .collection('plain')
      .doc('a')
      .update({ data: { n: _.inc(4) } })
    await t.collection('plain').add({ data: { _id: 'new', n: 9 } })
    await t.collection('plain').doc('b').remove()
    assert.equal((await t.collection('plain').doc('a').get()).data?.n, 5)
    assert.equal((await t.collection('plain').doc('new').get()).data?.n, 9)
    assert.equal((await t.collection('plain').doc('b').get()).data, null)
    assert.deepEqual([await n('a'), await n('new'), await n('b')], [1, undefined, 1])
    await t.commit()
    assert.deepEqual([await n('a'), await n('new'), await n('b')], [5, 9, undefined])
  })

  test('a rollback leaves nothing', async () => {
    const t = await world.db.startTransaction()
    await t
      .collection('plain')
      .doc('a')
      .set({ data: { n: 100 } })
    await t.rollback('because')
    assert.equal(await n('a'), 1)
  })

  test('reads see the state of the first operation', async () => {
    const t = await world.db.startTransaction()
    assert.equal((await t.collection('plain').doc('a').get()).data?.n, 1)
    await plain()
      .doc('a')
      .update({ data: { n: 50 } })
    await plain().add({ data: { _id: 'late', n: 0 } })
    assert.equal((await t.collection('plain').doc('a').get()).data?.n, 1)
    assert.equal(
      (
        await t
          .collection('plain')
          .where({ n: world.db.command.gte(0) })
          .get()
      ).data.length,
      2,
    )
    await t.commit()
  })

  test('the first writer of a document wins, the second fails at once and is over', async () => {
    const first = await world.db.startTransaction()
    const second = await world.db.startTransaction()
    await first
      .collection('plain')
      .doc('a')
      .update({ data: { n: 2 } })
    const error = await errorOf(
      second
        .collection('plain')
        .doc('a')
        .update({ data: { n: 3 } }),
    )
    assert.equal(error.errCode, -501001, 'the SDK knows no number for it')
    assert.match(error.errMsg, /DATABASE_TRANSACTION_CONFLICT/)
    assert.match((await errorOf(second.collection('plain').doc('b').get())).errMsg, /DATABASE_TRANSACTION_FAIL/)
    await first.commit()
    assert.equal(await n('a'), 2)
  })

  test('a document that changed since the snapshot is a conflict too', async () => {
    const t = await world.db.startTransaction()
    await t.collection('plain').doc('a').get()
    await plain()
      .doc('a')
      .update({ data: { n: 50 } })
    assert.match(
      (
        await errorOf(
          t
            .collection('plain')
            .doc('a')
            .update({ data: { n: 3 } }),
        )
      ).errMsg,
      /CONFLICT/,
    )
    assert.equal(await n('a'), 50)
  })

  test('of eight runTransaction on one document one succeeds: the SDK does not repeat a conflict', async () => {
    const _ = world.db.command
    let runs = 0
    let reads = 0
    let allHaveRead = () => {}
    // Each has its snapshot before the first one writes, however busy the machine is.
    const together = new Promise<void>((resolve) => {
      allHaveRead = resolve
    })
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        world.db.runTransaction(async (t) => {
          runs += 1
          await t.collection('plain').doc('a').get()
          reads += 1
          if (reads === 8) allHaveRead()
          await together
          await t
            .collection('plain')
            .doc('a')
            .update({ data: { n: _.inc(1) } })
        }),
      ),
    )
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal(runs, 8)
    assert.equal(await n('a'), 2)
  })

  test('a plain update waits for the transaction that holds the document', async () => {
    const _ = world.db.command
    const t = await world.db.startTransaction()
    await t
      .collection('plain')
      .doc('a')
      .update({ data: { n: 10 } })
    let done = false
    const waiting = plain()
      .doc('a')
      .update({ data: { n: _.inc(1) } })
      .then(() => {
        done = true
      })
    await plain()
      .doc('b')
      .update({ data: { n: 7 } })
    assert.equal(done, false)
    await t.commit()
    await waiting
    assert.deepEqual([await n('a'), await n('b')], [11, 7])
  })

  test('an insert of an id, or of a unique key, that a transaction holds waits and then is a duplicate', async () => {
    const t = await world.db.startTransaction()
    await t.collection('coded').add({ data: { _id: 'x', code: 1 } })
    const sameId = errorOf(world.db.collection('coded').add({ data: { _id: 'x', code: 2 } }))
    const sameCode = errorOf(world.db.collection('coded').add({ data: { _id: 'y', code: 1 } }))
    await t.commit()
    assert.match((await sameId).errMsg, /E11000.*_id_/)
    assert.match((await sameCode).errMsg, /E11000.*code/)
  })

  test('a duplicate inside a transaction is refused', async () => {
    const t = await world.db.startTransaction()
    assert.match((await errorOf(t.collection('plain').add({ data: { _id: 'a' } }))).errMsg, /E11000/)
    await t.collection('coded').add({ data: { _id: 'x', code: 1 } })
    assert.match((await errorOf(t.collection('coded').add({ data: { _id: 'y', code: 1 } }))).errMsg, /E11000/)
    await t.rollback()
  })

  test('an update by query inside a transaction is sent without it and escapes: the trap of SDK 4.0.2', async () => {
    const t = await world.db.startTransaction()
    await t
      .collection('plain')
      .where({ _id: 'a' })
      .update({ data: { n: 77 } })
    await t.rollback()
    assert.equal(await n('a'), 77)
  })

  test('a transaction ends after its life, and what comes later fails', async () => {
    const t = await world.db.startTransaction()
    await t
      .collection('plain')
      .doc('a')
      .update({ data: { n: 2 } })
    // The plain update waits for the end of the transaction, so its answer is the signal.
    await plain()
      .doc('a')
      .update({ data: { n: 3 } })
    assert.match((await errorOf(t.collection('plain').doc('a').get())).errMsg, /DATABASE_TRANSACTION_FAIL/)
    await assert.rejects(t.commit(), { code: 'DATABASE_TRANSACTION_FAIL' })
    assert.equal(await n('a'), 3)
  })

  test('a committed transaction is over', async () => {
    const t = await world.db.startTransaction()
    await t.commit()
    await assert.rejects(t.commit(), { code: 'DATABASE_TRANSACTION_FAIL' })
  })
})
