import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { QueueItem, QuotaView, RulesView } from '../../src/features/delivery/contract'
import { deliveryText } from '../../src/features/delivery/text'
import { underFaults } from '../faults/underFaults'
import { MONDAY, openPublishedShop, type Shop, twoAtNine } from './shop'

const DAY = '2026-11-23'
const XIAOMEI = { openid: 'o-staff-xiaomei' }
const ALING = { openid: 'o-staff-aling' }
let shop: Shop & { sop: string }
let planned: string

before(async () => {
  shop = await openPublishedShop(MONDAY, twoAtNine)
  planned = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(planned)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

const tasked = () => shop.rows({ date: DAY, column: '打卡签到' })
const rules = () => shop.staff<RulesView>('delivery.getRules', {})
const quota = async () => (await shop.staff<QuotaView>('delivery.getQuota', {})).groups
const queue = async (as: { openid: string }) =>
  (await shop.staff<{ items: QueueItem[] }>('delivery.getQueue', {}, as)).items

async function change(part: Partial<RulesView['rules']>): Promise<RulesView> {
  const { rules: old, revision } = await rules()
  return shop.staff('delivery.saveRules', { revision, rules: { ...old, ...part } })
}

async function tickAt(time: string): Promise<void> {
  const tick = await shop.tickAt(DAY, time)
  assert.ok(tick.ok, tick.message)
}

test('the rules of sending: usual ones at first, changed on what was read, the same change twice is one', async () => {
  const first = await rules()
  assert.deepEqual([first.revision, first.rules.quotaRule, first.at], [0, 'days_of_month', null])
  const input = { revision: 0, rules: { ...first.rules, quotaRule: '1_per_day' } }
  const [one, two] = [
    await shop.staff<RulesView>('delivery.saveRules', input),
    await shop.staff('delivery.saveRules', input),
  ]
  assert.deepEqual(one, two)
  assert.equal(await shop.refused('delivery.saveRules', { revision: 0, rules: first.rules }), 'RULES_CHANGED')
  for (const bad of [
    { groupPerDay: 0 },
    { personPerDay: 1.5 },
    { quiet: { from: '25:00', until: '08:00' } },
    { quotaRule: '4' },
  ]) {
    const rulesOf = { ...first.rules, ...bad }
    assert.equal(await shop.refused('delivery.saveRules', { revision: 1, rules: rulesOf }), 'BAD_INPUT')
  }
  assert.equal(await shop.refused('delivery.saveRules', { ...input, revision: 1 }, XIAOMEI), 'FORBIDDEN')
})

test('quiet hours and the cap of a group hold at dispatch, over both routes', async () => {
  await change({ quiet: { from: '22:00', until: '09:10' } })
  await tickAt('09:00')
  assert.ok((await shop.rows({ date: DAY })).every((row) => row.state === 'planned'))
  await change({ quiet: null, groupPerDay: 1 })
  await tickAt('09:10')
  const rows = await shop.rows({ date: DAY })
  for (const target of new Set(rows.map((row) => row.target))) {
    const own = rows.filter((row) => row.target === target)
    assert.deepEqual(own.map((row) => row.state === 'skipped').sort(), [false, true])
    const skipped = own.find((row) => row.state === 'skipped')
    assert.equal(skipped?.reason, deliveryText.groupFull(1))
  }
})

test('a 群发 of the owner’s own takes from the budget: seen by the hour, then the hand sends instead', async () => {
  await change({ quotaRule: '1_per_day' })
  const before = await quota()
  assert.deepEqual(before.map(({ reserved, spent, outside, left }) => [reserved, spent, outside, left]).sort(), [
    [0, 0, 0, 1],
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [1, 0, 0, 0],
  ])
  await shop.wechat.act('personal', { chatId: 'wrHuajianFuli1', text: '早' })
  const item = { kind: 'quota.reconcile', schema: 1, lease: null, attempts: 0, lastError: null, payload: {} }
  const at = Date.parse(shop.world.now())
  await shop.world.db.collection('due').add({ data: { _id: 'quota.reconcile', ...item, at, freeAt: at } })
  await shop.wechat.act('rules', { dispatchSeconds: 0 })
  await underFaults(shop.world, {
    kinds: ['kill'],
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt('08:55'),
    check: async () => {
      const { data } = await shop.world.db.collection('outside_sends').get()
      assert.deepEqual(
        data.map(({ target, personal }) => [target, personal]),
        [['wrHuajianFuli1', true]],
      )
    },
    restoreOutside: () => shop.setTime(DAY, '08:50'),
  })
  await tickAt('08:50')
  await tickAt('09:00')
  const states = (await tasked()).map((row) => [row.target, row.route, row.reason])
  assert.deepEqual(states.sort(), [
    ['wrHuajianFuli1', 'staff_task', deliveryText.quotaToHand],
    ['wrHuajianFuli2', 'group_task', null],
    ['wrHuajianFuli3', 'group_task', null],
  ])
  await shop.wechat.confirmAll()
  await tickAt('09:05')
  const used = Object.fromEntries(
    (await quota()).map(({ chatId, reserved, spent, outside }) => [chatId, [reserved, spent, outside]]),
  )
  assert.deepEqual(used, {
    wrHuajianFuli1: [0, 0, 1],
    wrHuajianFuli2: [0, 1, 0],
    wrHuajianFuli3: [0, 1, 0],
    wrHuajianVip: [0, 0, 0],
  })
})

test('an owner who is away: the deputy gets it all in the queue, and WeCom’s task is withdrawn', async () => {
  await tickAt('09:00')
  const away = { user: 'xiaomei', until: DAY, deputy: 'aling' }
  const set = () => shop.world.call('staff', 'delivery.setAway', away, { openid: 'o-staff-dianzhang' })
  assert.equal((await set()).answer.code, 'FORBIDDEN')
  assert.equal(await shop.refused('delivery.setAway', { ...away, deputy: 'xiaomei' }), 'SAME_DEPUTY')
  const moved = await shop.staff<{ moved: number; stayed: number }>('delivery.setAway', away)
  assert.deepEqual(moved, { moved: 4 + (await tomorrow()), stayed: 0 })
  assert.deepEqual(await shop.staff('delivery.setAway', away), { moved: 0, stayed: 0 })
  assert.deepEqual(await queue(XIAOMEI), [])
  const items = await queue(ALING)
  assert.equal(items.filter(({ route, state }) => route === 'staff_task' && state === 'awaiting_staff').length, 5)
  const { tasks, notices } = await shop.wechat.state()
  assert.deepEqual(tasks.map((task) => [task.sender, task.state]).sort(), [
    ['aling', 'waiting'],
    ['xiaomei', 'cancelled'],
  ])
  assert.ok(notices.filter(({ userid }) => userid === 'aling').length >= 2)
  const mine = items.find(({ target }) => target === 'wrHuajianFuli1')
  await shop.staff('delivery.confirm', { id: mine?.id }, ALING)
})

async function tomorrow(): Promise<number> {
  return (await shop.rows({ date: '2026-11-24', deputyFor: 'xiaomei' })).length
}

test('an owner who left before the beat is replaced by the timer, a day later the owner is back', async () => {
  await shop.world.db.collection('absences').add({
    data: { _id: 'xiaomei', schema: 1, until: DAY, deputy: 'dianzhang', by: '', at: 0 },
  })
  await tickAt('09:00')
  const rows = await shop.rows({ date: DAY })
  assert.ok(
    rows
      .filter(({ target }) => target !== 'wrHuajianFuli3')
      .every(
        ({ owner, deputyFor, route, state }) =>
          owner === 'dianzhang' && deputyFor === 'xiaomei' && route === 'staff_task' && state === 'awaiting_staff',
      ),
  )
  assert.deepEqual(
    (await shop.wechat.state()).tasks.map((task) => task.sender),
    ['aling'],
  )
  await shop.tickAt('2026-11-24', '09:00')
  const next = await shop.rows({ date: '2026-11-24', deputyFor: 'xiaomei' })
  assert.equal(next.length, 0)
})

test('the night’s planning leaves in the queue what a deputy sends: WeCom takes no group task from somebody who owns no group', async () => {
  await shop.staff('delivery.setAway', { user: 'xiaomei', until: '2026-11-24', deputy: 'aling' })
  await shop.tickAt('2026-11-24', '00:05')
  await shop.tickAt('2026-11-24', '09:00')
  const rows = await shop.rows({ date: '2026-11-24', deputyFor: 'xiaomei' })
  assert.ok(rows.length > 0)
  assert.deepEqual([...new Set(rows.map(({ route, state }) => `${route} ${state}`))], ['staff_task awaiting_staff'])
})

test('withdrawing for a deputy survives every fault: what the owner confirmed stays sent, the rest is in one queue', async () => {
  await tickAt('09:00')
  await shop.setTime(DAY, '09:01')
  const { answer } = await shop.world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  const { token } = answer.data as { token: string }
  await underFaults(shop.world, {
    kinds: ['kill'],
    action: () =>
      shop.world.call('staff', 'delivery.setAway', { user: 'xiaomei', until: DAY, deputy: 'aling' }, { token }),
    check: async () => {
      const rows = await shop.rows({ date: DAY })
      assert.equal(rows.length, 6)
      const own = rows.filter(({ target }) => target !== 'wrHuajianFuli3')
      assert.ok(
        own.every(({ owner, state, msgid }) => owner === 'aling' && state === 'awaiting_staff' && msgid === null),
      )
    },
  })
})

test('a missed message can be sent after all: once, beside the missed one', async () => {
  await tickAt('09:00')
  await tickAt('10:00')
  const [missed] = await tasked()
  assert.equal(missed?.state, 'missed')
  await shop.setTime(DAY, '14:00')
  const [one, two] = await Promise.all(
    [1, 2].map(() => shop.staff<{ id: string }>('delivery.sendAgain', { id: missed?._id })),
  )
  assert.deepEqual(one, two)
  await tickAt('14:05')
  const attempts = (await shop.rows({ beat: missed?.beat, target: missed?.target })).map(
    ({ attempt, state, route }) => [attempt, state, route],
  )
  assert.deepEqual(attempts.sort(), [
    [0, 'missed', 'group_task'],
    [1, 'awaiting_staff', 'staff_task'],
  ])
  assert.equal(await shop.refused('delivery.sendAgain', { id: one?.id }), 'NOT_OVER')
  await tickAt('15:05')
  const ended = await shop.rows({ _id: one?.id })
  assert.equal(ended[0]?.state, 'missed')
  assert.equal(await shop.refused('delivery.sendAgain', { id: missed?._id }), 'NEWER_ATTEMPT')
})
