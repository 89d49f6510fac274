import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { FaultKind } from '../../local/cloud/faults'
import type { SopSummary } from '../../src/features/sop/contract'
import type { SopVersion } from '../../src/features/sop/rules'
import { openShop, type Shop } from '../delivery/shop'
import { underFaults } from '../faults/underFaults'
import { draftOf, nextDraft, nodeOf } from './writeNodes'

const DAY = '2026-11-23'
/** Where one document holds the decision a kill leaves what a cut leaves; where several are written it is the harder one. */
const CUT = ['cut'] as const
const KILL = ['kill'] as const
const MORNING = nodeOf('morning', { on: 'daily' }, '第一版', { slots: [{ from: '09:00', until: '10:00' }] })
const RUN = nodeOf('run', { on: 'group', day: 1 }, '第一版')
let shop: Shop
let sop: string
let live: string
let token: string

before(async () => {
  shop = await openShop()
  sop = await draftOf(shop, [MORNING, RUN])
  await shop.staff('sop.publish', { sop, number: 1 })
  assert.ok((await shop.tickAt(DAY, '08:51')).ok)
  const login = { name: 'demo', password: 'jiepai-demo' }
  token = (await shop.staff<{ token: string }>('staff.login', login, {})).token
  live = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(live)
  await shop.setTime(DAY, '08:52')
})
after(() => shop.close())

const states = async () => [...new Set((await shop.rows({ date: DAY, nodeKey: 'morning' })).map((row) => row.state))]
const head = async () =>
  (await shop.staff<{ sops: SopSummary[] }>('sop.list', {})).sops.find((each) => each.sop === sop)

/** A call under cuts and kills; the tick at nine shows what it led to. */
async function survives(
  method: string,
  input: Record<string, unknown>,
  check: () => Promise<void>,
  { kinds = CUT, ticks = ['09:01'] }: { kinds?: readonly FaultKind[]; ticks?: readonly string[] } = {},
): Promise<void> {
  await underFaults(shop.world, {
    kinds,
    action: () => shop.world.call('staff', method, input, { token }),
    sweep: async () => {
      for (const time of ticks) assert.ok((await shop.tickAt(DAY, time)).ok)
    },
    check,
    restoreOutside: async () => {
      shop.wechat.reset()
      await shop.setTime(DAY, '08:52')
    },
  })
}

test('pausing survives every fault: nothing is said, and it is known since when and why', async () => {
  await survives('sop.pause', { sop, reason: '先停一下' }, async () => {
    assert.deepEqual(await states(), ['planned'])
    assert.equal((await head())?.paused?.reason, '先停一下')
  })
})

test('resuming survives every fault: what waited goes on, once', async () => {
  await shop.staff('sop.pause', { sop, reason: '先停一下' })
  await survives('sop.resume', { sop, rows: 'send' }, async () => {
    assert.deepEqual(await states(), ['awaiting_staff'])
    const { notices } = await shop.wechat.state()
    assert.equal(new Set(notices.map(({ userid }) => userid)).size, notices.length)
  })
})

test('ending survives every fault: nothing is said any more', async () => {
  await survives(
    'sop.retire',
    { sop, reason: '活动结束' },
    async () => {
      assert.deepEqual(await states(), ['skipped'])
      assert.deepEqual(
        (await head())?.versions.map(({ status }) => status),
        ['retired'],
      )
    },
    { kinds: KILL },
  )
})

test('a publication that is put off survives every fault: it turns live at its time, once', async () => {
  const number = await nextDraft(shop, sop, [{ ...MORNING, parts: [{ type: 'text', text: '第二版' }] }])
  const at = Date.parse(`${DAY}T00:56:00Z`)
  await survives('sop.schedulePublish', { sop, number, at }, async () => {
    assert.equal((await head())?.live, number)
    const rows = await shop.rows({ date: DAY, nodeKey: 'morning' })
    assert.ok(rows.every((row) => row.version === number && row.state === 'awaiting_staff'))
  })
})

test('switching survives every fault: everybody on the way goes on under the live version', async () => {
  const number = await nextDraft(shop, sop, [MORNING, RUN])
  await shop.staff('sop.publish', { sop, number })
  const group = (await shop.rows({ date: DAY }))[0]?.target ?? ''
  const run = { _id: `${sop}:${group}`, schema: 1, sop, target: group, version: 1, startedOn: DAY, switchedAt: null }
  await shop.world.db.collection('sop_runs').doc(run._id).remove()
  await shop.world.db.collection('sop_runs').add({ data: run })
  await survives(
    'sop.switch',
    { sop, number },
    async () => {
      const { runs } = await shop.staff<{ runs: { version: number }[] }>('sop.listRuns', { sop })
      assert.ok(runs.length > 0 && runs.every((each) => each.version === number))
      const { data } = await shop.world.db.collection('sops').where({ _id: sop }).get()
      assert.equal((data[0]?.membersMoved as { version: number } | undefined)?.version, number)
    },
    { kinds: KILL, ticks: [] },
  )
})

test('making a SOP of a template survives every fault: one SOP, one draft', async () => {
  const { templates } = await shop.staff<{ templates: { id: string }[] }>('sop.listTemplates', {})
  await underFaults(shop.world, {
    kinds: CUT,
    action: () =>
      shop.world.call('staff', 'sop.createFromTemplate', { template: templates[1]?.id, name: '新的' }, { token }),
    check: async () => {
      const made = (await shop.staff<{ sops: SopSummary[] }>('sop.list', {})).sops.filter((each) => each.sop !== sop)
      assert.deepEqual(
        made.map(({ versions }) => versions.map(({ number, status }) => [number, status])),
        [[[1, 'draft']]],
      )
    },
  })
})

test('choosing the stores of a draft, handing it in and a judge’s yes survive every fault', async () => {
  const number = await nextDraft(shop, sop, [MORNING])
  const found = async () => (await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })).version
  const { revision } = await found()
  const stores = ['南京西路店']
  const once = async () => {
    const version = await found()
    assert.deepEqual([version.stores, version.revision, version.hands?.length], [stores, revision + 1, 1])
  }
  await survives('sop.setStores', { sop, number, revision, stores }, once, { ticks: [] })
  await shop.staff('sop.setStores', { sop, number, revision, stores })
  await shop.staff('sop.submit', { sop, number })
  const submittedAt = (await found()).steps.at(-1)?.at
  const yes = async () => {
    const { status, steps } = await found()
    assert.deepEqual([status, steps.filter(({ did }) => did === 'approve').length], ['approved', 1])
  }
  await survives('sop.approve', { sop, number, submittedAt }, yes, { ticks: [] })
})
