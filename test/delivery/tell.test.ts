import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Intent } from '../../src/features/intent/rules'
import type { NodeDraft } from '../../src/features/sop/nodeRules'
import { underFaults } from '../faults/underFaults'
import { idOf } from '../intent/phone'
import { draftOf, nextDraft, nodeOf, writeNodes } from '../sop/writeNodes'
import { instant, openShop, type Shop } from './shop'

const [FRIDAY, MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25'] as const
const TEMPLATE = 'tpl-notice'
let shop: Shop
let joined: string

const told: typeof nodeOf = (key, time, words, change) => nodeOf(key, time, words, { route: 'subscribe', ...change })

async function publish(nodes: readonly NodeDraft[]): Promise<string> {
  const sop = await draftOf(shop, nodes)
  await shop.staff('sop.publish', { sop, number: 1 })
  return sop
}

async function republish(sop: string, nodes: readonly NodeDraft[]): Promise<number> {
  const number = await nextDraft(shop, sop, nodes)
  await shop.staff('sop.publish', { sop, number })
  return number
}

async function tickAt(day: string, time: string): Promise<void> {
  const tick = await shop.tickAt(day, time)
  assert.ok(tick.ok, tick.message)
}

async function wishes(): Promise<Intent[]> {
  const { data } = await shop.world.db.collection('intents').where({ kind: 'sop.notice' }).orderBy('_id', 'asc').get()
  return data as unknown as Intent[]
}
/** Who was told what, in words. */
const heard = async () =>
  (await wishes()).map(({ memberId, vars }) => `${memberId === idOf('o-old') ? 'old' : 'new'} ${vars.内容}`).sort()

const join = (openid: string) => shop.member('member.giveConsent', { version: 1 }, openid)

before(async () => {
  shop = await openShop({ now: instant(FRIDAY, '12:00') })
  await join('o-old')
  await shop.setTime(MONDAY, '08:50')
  joined = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(joined)
  shop.wechat.reset()
  await shop.setTime(MONDAY, '08:50')
})
after(() => shop.close())

test('a member hears day 2 on the day after joining, everybody what is said to all, each once and through the gate', async () => {
  await shop.staff('intent.saveKind', {
    kind: 'sop.notice',
    revision: 0,
    templateId: TEMPLATE,
    page: 'features/sop/pages/column/index?b={节拍}',
    fields: [{ field: 'thing1', text: '{内容}' }],
    active: true,
  })
  const sop = await publish([
    told('second', { on: 'join', day: 2 }, '第二天的护肤课，你有 {积分} 分'),
    told('all', { on: 'daily' }, '今晚直播', { slots: [{ from: '15:00', until: '18:00' }] }),
  ])
  await join('o-new')
  await shop.wechat.act('subscribe', { openid: 'o-new', templateId: TEMPLATE })
  const answers = [{ templateId: TEMPLATE, answer: 'accept' }]
  await shop.member('intent.recordConsent', { id: 'answer-1', answers }, 'o-new')
  await tickAt(MONDAY, '10:00')
  assert.deepEqual(await heard(), [])
  for (const time of ['15:00', '15:05', '15:10']) await tickAt(MONDAY, time)
  assert.deepEqual(await heard(), ['new 今晚直播', 'old 今晚直播'])
  const outcomes = (await wishes()).map(({ state, reason }) => `${state} ${reason ?? ''}`).sort()
  assert.deepEqual(outcomes, ['dropped 会员没有可用的订阅授权，发不出去', 'said '])
  for (const time of ['00:05', '10:00', '10:05']) await tickAt(TUESDAY, time)
  assert.deepEqual(await heard(), ['new 今晚直播', 'new 第二天的护肤课，你有 0 分', 'old 今晚直播'])
  // The notice opens the column, in the words of its version.
  const beat = `${sop}:second:${TUESDAY}:0`
  assert.equal((await shop.member<{ version: number }>('sop.openBeat', { beat }, 'o-new')).version, 1)
})

test('a single day is moved, said otherwise or left out for members too', async () => {
  const all = told('all', { on: 'daily' }, '今晚直播')
  const sop = await publish([all])
  const one = { slot: 0, skip: false, to: null, parts: null }
  const later = { date: TUESDAY, from: '14:00', until: '15:00' }
  const number = await republish(sop, [
    {
      ...all,
      exceptions: [
        { ...one, date: MONDAY, to: later, parts: [{ type: 'text', text: '改到今天下午' }] },
        { ...one, date: TUESDAY, skip: true },
      ],
    },
  ])
  for (const time of ['08:55', '10:00']) await tickAt(MONDAY, time)
  for (const time of ['00:05', '10:00']) await tickAt(TUESDAY, time)
  assert.deepEqual(await heard(), [])
  await tickAt(TUESDAY, '14:00')
  assert.deepEqual(await heard(), ['old 改到今天下午'])
  // The notice opens the beat that it speaks of, under the id that it always had.
  const opened = await shop.member<{ version: number }>('sop.openBeat', { beat: `${sop}:all:${MONDAY}:0` }, 'o-old')
  assert.equal(opened.version, number)
  for (const time of ['00:05', '10:00']) await tickAt(WEDNESDAY, time)
  assert.deepEqual(await heard(), ['old 今晚直播', 'old 改到今天下午'])
})

test('members on their way finish on the version that was live when they joined, unless they are switched', async () => {
  const sop = await publish([told('third', { on: 'join', day: 3 }, '第一版')])
  await join('o-new')
  await tickAt(MONDAY, '09:00')
  await shop.setTime(TUESDAY, '09:00')
  const second = await republish(sop, [told('third', { on: 'join', day: 3 }, '第二版')])
  await tickAt(TUESDAY, '09:05')
  const published = shop.world.snapshot()
  for (const time of ['00:05', '10:00', '10:05']) await tickAt(WEDNESDAY, time)
  assert.deepEqual(await heard(), ['new 第一版'])

  shop.world.restore(published)
  await shop.setTime(TUESDAY, '09:10')
  await shop.staff('sop.switch', { sop, number: second })
  for (const time of ['00:05', '10:00', '10:05']) await tickAt(WEDNESDAY, time)
  assert.deepEqual(await heard(), ['new 第二版'])
})

test('a pause, an end and a tick that comes too late say nothing, and what was missed is counted', async () => {
  const nodes = [told('all', { on: 'daily' }, '今晚直播')]
  const sop = await publish(nodes)
  await tickAt(MONDAY, '08:55')
  const planned = shop.world.snapshot()
  await shop.staff('sop.pause', { sop, reason: '改时间' })
  await tickAt(MONDAY, '10:00')
  assert.deepEqual(await heard(), [])
  await shop.staff('sop.resume', { sop, rows: 'send' })
  await tickAt(MONDAY, '10:10')
  assert.deepEqual(await heard(), ['old 今晚直播'])
  await shop.staff('sop.retire', { sop, reason: '结束了' })
  assert.deepEqual(
    (await wishes()).map(({ state, reason }) => [state, reason]),
    [['dropped', '这份 SOP 已结束，没有发']],
  )

  shop.world.restore(planned)
  for (const time of ['12:10', '12:15']) await tickAt(MONDAY, time)
  const [late] = await wishes()
  assert.equal(late?.state, 'dropped')
})

test('two ticks at once and every fault leave one wish per member', async () => {
  await publish([told('all', { on: 'daily' }, '今晚直播')])
  await tickAt(MONDAY, '08:55')
  await shop.setTime(MONDAY, '10:00')
  const once = async () => assert.deepEqual(await heard(), ['old 今晚直播'])
  const planned = shop.world.snapshot()
  await Promise.all([shop.world.fireTimer('tick'), shop.world.fireTimer('tick')])
  await once()
  shop.world.restore(planned)
  await underFaults(shop.world, {
    kinds: ['cut', 'kill'],
    action: () => shop.world.fireTimer('tick'),
    sweep: () => tickAt(MONDAY, '10:05'),
    check: once,
    restoreOutside: () => shop.setTime(MONDAY, '10:00'),
  })
})

test('ways that lead nowhere are refused at publishing, with what to do instead', async () => {
  const wrong: readonly [Partial<NodeDraft>, string][] = [
    [{ route: 'single_task', parts: [{ type: 'text', text: '你有 {积分} 分' }] }, 'SINGLE_TASK_VARIABLE'],
    [{ route: 'single_task', module: '促销转化', fallback: 'subscribe' }, 'MEMBER_MARKETING'],
    [{ route: 'single_task', fallback: 'staff_task' }, 'FALLBACK_CLOSED'],
    [{ time: { on: 'group', day: 3 } }, 'MEMBER_GROUP_DAY'],
    [{ time: { on: 'join', day: 0 } }, 'MEMBER_AT_ONCE'],
    [{ late: 'ask' }, 'MEMBER_ASK'],
    [{ module: '促销转化' }, 'MEMBER_MARKETING'],
    [{ parts: [{ type: 'text', text: '{昵称}，早安' }] }, 'MEMBER_VARIABLE_UNKNOWN'],
    [{ fallback: 'staff_task' }, 'FALLBACK_CLOSED'],
    [{ route: 'staff_task', fallback: 'group_task' }, 'FALLBACK_CLOSED'],
  ]
  const sop = await publish([told('all', { on: 'daily' }, '今晚直播')])
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  for (const [change, code] of wrong) {
    await writeNodes(shop, sop, number, [told('all', { on: 'daily' }, '今晚直播', change)])
    assert.equal(await shop.refused('sop.publish', { sop, number }), code)
  }
})
