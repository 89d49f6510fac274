import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { underFaults } from '../faults/underFaults'
import { MONDAY, oneAtNine, openPublishedShop, type Shop } from './shop'

const DAY = '2026-11-23'
const KINDS = ['cut', 'kill'] as const
let shop: Shop & { sop: string }
let tasked: string
/** A row of 小美's task, which goes to two groups. */
let id: string

before(async () => {
  shop = await openPublishedShop(MONDAY, oneAtNine)
  tasked = shop.world.snapshot()
})
beforeEach(start)
after(() => shop.close())

async function start(): Promise<void> {
  shop.world.restore(tasked)
  shop.wechat.reset()
  await shop.tickAt(DAY, '09:00')
  await shop.setTime(DAY, '09:20')
  id = (await shop.rows({ owner: 'xiaomei', date: DAY }))[0]?._id ?? ''
}

async function taskOutside() {
  return (await shop.wechat.state()).tasks.find(({ sender }) => sender === 'xiaomei')
}

test('six who remind at once make three reminders, on whichever row they press', async () => {
  const rows = await shop.rows({ owner: 'xiaomei', date: DAY })
  const { token } = await shop.staff<{ token: string }>('staff.login', { name: 'demo', password: 'jiepai-demo' })
  const press = (row: number) => shop.world.call('staff', 'delivery.remind', { id: rows[row % 2]?._id }, { token })
  const answers = await Promise.all([0, 1, 2, 3, 4, 5].map(press))
  const codes = answers.map(({ answer }) => (answer.ok ? 'OK' : answer.code)).sort()
  assert.deepEqual(codes, ['OK', 'OK', 'OK', 'REMIND_LIMIT', 'REMIND_LIMIT', 'REMIND_LIMIT'])
  assert.equal((await taskOutside())?.reminders, 3)
})

test('a reminder that WeCom surely did not take is given back; one without an answer counts', async () => {
  assert.deepEqual(await shop.staff('delivery.remind', { id }), { reminders: 1 })
  const api = 'externalcontact/remind_groupmsg_send'
  await shop.setTime(DAY, '09:21')
  await shop.wechat.act('faults', { api, kind: 'errcode', errcode: -1 })
  assert.equal(await shop.refused('delivery.remind', { id }), 'REMIND_FAILED')
  await shop.wechat.act('faults', { api, kind: 'cut-after' })
  assert.equal(await shop.refused('delivery.remind', { id }), 'REMIND_FAILED')
  assert.deepEqual(await shop.staff('delivery.remind', { id }), { reminders: 3 })
  assert.equal((await taskOutside())?.reminders, 3)
})

test('withdrawing ends every group of the task, once; what was sent stays sent', async () => {
  assert.deepEqual(await shop.staff('delivery.withdraw', { id }), { withdrawn: 2 })
  assert.deepEqual(await shop.staff('delivery.withdraw', { id }), { withdrawn: 2 })
  assert.equal((await taskOutside())?.state, 'cancelled')
  assert.equal(await shop.refused('delivery.remind', { id }), 'NOT_WAITING')
  const [other] = await shop.rows({ owner: 'aling', date: DAY })
  await shop.wechat.confirmAll()
  assert.equal(await shop.refused('delivery.withdraw', { id: other?._id }), 'ALREADY_SENT')
  assert.equal((await shop.rows({ _id: other?._id }))[0]?.evidence, 'platform')
})

test('reminding and withdrawing survive every fault: never a fourth reminder, no row left half way', async () => {
  const { token } = await shop.staff<{ token: string }>('staff.login', { name: 'demo', password: 'jiepai-demo' })
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.call('staff', 'delivery.remind', { id }, { token }),
    check: async () => {
      const rows = await shop.rows({ owner: 'xiaomei', date: DAY })
      const counted = Math.max(...rows.map((row) => row.remindedAt.length))
      const heard = (await taskOutside())?.reminders ?? 0
      assert.ok(heard >= 1 && heard <= counted && counted <= 3, `${heard} of ${counted}`)
    },
    // The platform's count goes on from point to point; a day later it begins anew.
    restoreOutside: resetReminders,
  })
  await underFaults(shop.world, {
    kinds: KINDS,
    action: () => shop.world.call('staff', 'delivery.withdraw', { id }, { token }),
    check: async () => {
      const rows = await shop.rows({ owner: 'xiaomei', date: DAY })
      assert.ok(rows.length === 2 && rows.every((row) => row.state === 'skipped' && row.evidence === 'operator'))
      assert.equal((await taskOutside())?.state, 'cancelled')
    },
  })
})

async function resetReminders(): Promise<void> {
  await shop.wechat.act('forget-reminders', {})
}
