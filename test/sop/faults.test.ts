import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { SopSummary } from '../../src/features/sop/contract'
import { schedule } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import { importTable, leaveIdentities, MONDAY, oneAtNine, openShop, type Shop, tableInput } from '../delivery/shop'
import { underFaults } from '../faults/underFaults'

const DAY = '2026-11-23'
/** A hang ends like a kill, only later: it is tried elsewhere. */
const KINDS = ['cut', 'kill'] as const
let shop: Shop
let draft: { sop: string; number: number }
let token: string
/** The table imported and the groups known, nothing published yet. */
let imported: string

before(async () => {
  shop = await openShop()
  draft = (await importTable(shop, oneAtNine)).draft
  const login = { name: 'demo', password: 'jiepai-demo' }
  token = (await shop.staff<{ token: string }>('staff.login', login, {})).token
  await schedule(storeOf(shop.world), { key: 'groups.sync', kind: 'groups.sync', at: Date.parse(MONDAY) })
  assert.ok((await shop.world.fireTimer('tick')).ok)
  await leaveIdentities(shop)
  imported = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(imported)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

async function everythingPlannedOnce(): Promise<void> {
  const { sops } = await shop.staff<{ sops: { live: number; versions: { status: string }[] }[] }>('sop.list', {})
  assert.deepEqual(
    sops.map((sop) => [sop.live, sop.versions.map((version) => version.status)]),
    [[1, ['live']]],
  )
  const rows = await shop.rows()
  assert.equal(rows.length, 6)
  const groupTasks = rows.filter((row) => row.route === 'group_task').map((row) => row.target + row.date)
  assert.deepEqual([groupTasks.length, new Set(groupTasks).size], [6, 6])
  const due = (await shop.due()).map((item) => item._id)
  for (const beat of new Set(rows.map((row) => row.beat))) {
    for (const kind of ['dispatch', 'close']) assert.ok(due.includes(`${kind}:${beat}`), `${kind}:${beat}`)
  }
}

const isNotNote = (cell: { ref: string }) => cell.ref !== 'K3'

test('importing survives every fault: one version, whatever was answered', async () => {
  const input = await tableInput(shop, (grid) => {
    const table = oneAtNine(grid)
    return { ...table, sheets: table.sheets.map((sheet) => ({ ...sheet, cells: sheet.cells.filter(isNotNote) })) }
  })
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.call('staff', 'sop.commitImport', input, { token }),
    check: async () => {
      const { sops } = await shop.staff<{ sops: { versions: { number: number }[] }[] }>('sop.list', {})
      assert.deepEqual(
        sops.map((sop) => sop.versions.map((version) => version.number)),
        [[2, 1]],
      )
    },
  })
})

test('publishing survives every fault: one live version, planned once', async () => {
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.call('staff', 'sop.publish', draft, { token }),
    sweep: () => shop.tickAt(DAY, '08:52'),
    check: everythingPlannedOnce,
    restoreOutside: () => shop.world.setClock(MONDAY),
  })
})

test('going back survives every fault: one version more, live once', async () => {
  await shop.staff('sop.publish', draft)
  assert.ok((await shop.tickAt(DAY, '08:51')).ok)
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop: draft.sop })
  await shop.staff('sop.publish', { sop: draft.sop, number })
  await underFaults(shop.world, {
    kinds: ['cut'],
    action: () => shop.world.call('staff', 'sop.rollBack', { sop: draft.sop, live: 2, to: 1, note: '退回' }, { token }),
    sweep: () => shop.tickAt(DAY, '08:53'),
    check: async () => {
      const { sops } = await shop.staff<{ sops: SopSummary[] }>('sop.list', {})
      assert.deepEqual(
        sops.map((sop) => [sop.live, sop.versions.map((version) => [version.number, version.status])]),
        [
          [
            3,
            [
              [3, 'live'],
              [2, 'retired'],
              [1, 'retired'],
            ],
          ],
        ],
      )
      assert.ok((await shop.rows()).every((row) => row.version === 3))
    },
    restoreOutside: () => shop.world.setClock(MONDAY),
  })
})

/** Two ticks later everything stands, whatever the first one died of. */
const planned = {
  kinds: KINDS,
  action: () => shop.world.fireTimer('tick'),
  sweep: async () => {
    for (const time of ['08:53', '08:56']) assert.ok((await shop.tickAt(DAY, time)).ok)
  },
  check: everythingPlannedOnce,
  restoreOutside: () => shop.world.setClock(MONDAY),
}

test('planning survives every fault: every row and every due item, once', async () => {
  await shop.staff('sop.publish', draft)
  await underFaults(shop.world, planned)
})

test('a group that comes into sight survives every fault: known with its members, and planned for today, once', async () => {
  const group = 'wrHuajianFuli3'
  const { db } = shop.world
  const members = async () => (await db.collection('ties').where({ place: group }).count()).total
  const all = await members()
  for (const [collection, where] of [
    ['groups', { _id: group }],
    ['rosters', { _id: group }],
    ['ties', { place: group }],
  ] as const)
    await db.collection(collection).where(where).remove()
  const known = async () => {
    assert.equal((await db.collection('groups').where({ _id: group }).count()).total, 1)
    assert.deepEqual([await members(), all > 0], [all, true])
  }
  const now = Date.parse(MONDAY)
  const again = () =>
    db
      .collection('due')
      .where({ kind: 'groups.sync' })
      .update({ data: { at: now, freeAt: now } })
  await again()
  await underFaults(shop.world, { ...planned, kinds: ['cut'], check: known })
  // That planning survives a cut is proven above.
  await shop.staff('sop.publish', draft)
  await db.collection('due').where({ kind: 'groups.sync' }).remove()
  assert.ok((await shop.tickAt(DAY, '08:50')).ok)
  await schedule(storeOf(shop.world), { key: 'groups.sync', kind: 'groups.sync', at: now })
  await underFaults(shop.world, {
    ...planned,
    kinds: ['kill'],
    check: async () => {
      await known()
      await everythingPlannedOnce()
    },
  })
})
