import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { underFaults } from '../faults/underFaults'
import { MONDAY, openPublishedShop, type Shop, twoAtNine } from './shop'

const DAY = '2026-11-23'
/** A hang ends like a kill, only later, and a conflict like a cut before: both are tried on taking part. */
const KINDS = ['cut', 'kill'] as const
let shop: Shop & { sop: string }
/** Two columns at nine. */
let both: string

before(async () => {
  shop = await openPublishedShop(MONDAY, twoAtNine)
  both = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(both)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

/** Leaves one column of the day on the plan, so that a tick is only about it. */
async function only(column: string): Promise<void> {
  const beats = new Set((await shop.rows({ column })).map((row) => row.beat))
  const { command } = shop.world.db
  await shop.world.db
    .collection('deliveries')
    .where({ column: command.neq(column) })
    .remove()
  for (const item of await shop.due()) {
    if (typeof item.payload.beat === 'string' && !beats.has(item.payload.beat)) {
      await shop.world.db.collection('due').where({ _id: item._id }).remove()
    }
  }
}

/** A tick of the timer: what a crash left behind is taken up by the next one. */
async function tickAt(time: string): Promise<void> {
  const tick = await shop.tickAt(DAY, time)
  assert.ok(tick.ok, tick.message)
}

test('dispatch of group tasks survives every fault at every wire call: nothing twice, nothing lost', async () => {
  await only('打卡签到')
  await shop.setTime(DAY, '09:00')
  const report = await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('09:05'),
    check: async () => {
      const { tasks } = await shop.wechat.state()
      const targets = tasks.flatMap((task) => task.targets.map(({ chatId }) => ({ chatId, msgid: task.msgid })))
      assert.deepEqual(targets.map(({ chatId }) => chatId).sort(), [
        'wrHuajianFuli1',
        'wrHuajianFuli2',
        'wrHuajianFuli3',
      ])
      for (const row of await shop.rows({ date: DAY })) {
        assert.equal(row.msgid, targets.find(({ chatId }) => chatId === row.target)?.msgid)
        assert.ok(row.state === 'task_created' || row.state === 'awaiting_staff', row.state)
      }
    },
    restoreOutside: async () => {
      shop.wechat.reset()
      await shop.setTime(DAY, '09:00')
    },
  })
  assert.ok(report.points > 20, String(report.points))
})

test('dispatch to the queue survives every fault: one notice per owner, every row open', async () => {
  await only('话题讨论')
  await shop.setTime(DAY, '09:00')
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('09:05'),
    check: async () => {
      const { notices } = await shop.wechat.state()
      assert.deepEqual(notices.map((notice) => notice.userid).sort(), ['aling', 'xiaomei'])
      const rows = await shop.rows({ date: DAY })
      assert.ok(rows.length === 3 && rows.every((row) => row.state === 'awaiting_staff'))
    },
    restoreOutside: async () => {
      shop.wechat.reset()
      await shop.setTime(DAY, '09:00')
    },
  })
})

test('polling survives every fault: what WeCom sent is sent, once and for good', async () => {
  await only('打卡签到')
  await tickAt('09:00')
  await shop.setTime(DAY, '09:04')
  await shop.wechat.confirmAll()
  await shop.setTime(DAY, '09:05')
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('09:10'),
    check: async () => {
      for (const row of await shop.rows({ date: DAY })) {
        assert.deepEqual([row.state, row.evidence, row.sentAt], ['sent', 'platform', Date.parse(`${DAY}T01:04:00Z`)])
      }
    },
    restoreOutside: () => shop.setTime(DAY, '09:05'),
  })
})

test('closing survives every fault: every row ends, with a reason, and its task is withdrawn', async () => {
  await only('打卡签到')
  await tickAt('09:00')
  await shop.setTime(DAY, '10:00')
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('10:05'),
    check: async () => {
      const rows = await shop.rows({ date: DAY })
      assert.ok(rows.length === 3 && rows.every((row) => row.state === 'missed' && row.reason !== null))
      assert.ok((await shop.wechat.state()).tasks.every((task) => task.state !== 'waiting'))
      assert.ok(!(await shop.due()).some((item) => item._id.includes(DAY)))
    },
    // The withdrawal at WeCom stays from point to point: a second one is refused as done before.
    restoreOutside: () => shop.setTime(DAY, '10:00'),
  })
})

test('taking part survives every fault: one participation, the first answer', async () => {
  const beat = (await shop.rows({ date: DAY, column: '话题讨论' }))[0]?.beat ?? ''
  await shop.setTime(DAY, '09:20')
  for (const [method, input] of [
    ['sop.openBeat', { beat, group: 'wrHuajianFuli1' }],
    ['sop.choose', { beat, choice: 'B' }],
  ] as const) {
    await underFaults(shop.world, {
      action: () => shop.world.call('member', method, input, { openid: 'o-member-05' }),
      check: async () => {
        const { data } = await shop.world.db.collection('participations').where({ beat }).get()
        assert.equal(data.length, 1)
        if (method === 'sop.choose') assert.equal(data[0]?.choice, 'B')
      },
    })
  }
})

test('an owner’s confirmation survives every fault', async () => {
  await tickAt('09:00')
  await shop.setTime(DAY, '09:20')
  const [first] = await shop.rows({ date: DAY, column: '话题讨论', owner: 'xiaomei' })
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.call('staff', 'delivery.confirm', { id: first?._id }, { openid: 'o-staff-xiaomei' }),
    check: async () => {
      const [row] = await shop.rows({ _id: first?._id })
      assert.deepEqual([row?.state, row?.evidence], ['late', 'self'])
    },
  })
})
