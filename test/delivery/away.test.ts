import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { QueueItem } from '../../src/features/delivery/contract'
import type { ActResult, MyAway } from '../../src/features/delivery/ownerContract'
import { deliveryText } from '../../src/features/delivery/text'
import { underFaults } from '../faults/underFaults'
import { MONDAY, openPublishedShop, type Shop, twoAtNine } from './shop'

const DAY = '2026-11-23'
const XIAOMEI = { openid: 'o-staff-xiaomei' }
const ALING = { openid: 'o-staff-aling' }
const REQUEST = 'ab'.repeat(16)
const OTHER = 'cd'.repeat(16)

interface Queue {
  items: QueueItem[]
  away: MyAway | null
  colleagues: { user: string; name: string }[]
}

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

const queue = (as: { openid: string }) => shop.staff<Queue>('delivery.getQueue', {}, as)
const away = (input: object, as = XIAOMEI) => shop.staff<Record<string, number>>('delivery.setMyAway', input, as)
const many = (input: object, as = XIAOMEI) =>
  shop.staff<{ results: ActResult[] }>('delivery.actOnMany', { request: REQUEST, ...input }, as)

/** Xiaomei's rows that are sent by hand, after nine o'clock. */
async function byHand(): Promise<QueueItem[]> {
  const tick = await shop.tickAt(DAY, '09:00')
  assert.ok(tick.ok, tick.message)
  return (await queue(XIAOMEI)).items.filter(({ route }) => route === 'staff_task')
}

test('an owner leaves from the phone: the deputy sees whose messages they are, and coming back returns what has not begun', async () => {
  const before = await queue(XIAOMEI)
  assert.equal(before.away, null)
  assert.deepEqual(before.colleagues.map(({ user }) => user).sort(), ['aling', 'dianzhang'])
  assert.equal(await shop.refused('delivery.setMyAway', { until: '2026-11-22' }, XIAOMEI), 'DAY_OVER')
  assert.equal(await shop.refused('delivery.setMyAway', { until: DAY, deputy: 'nobody' }, XIAOMEI), 'NO_SUCH_DEPUTY')
  assert.equal(await shop.refused('delivery.setMyAway', { until: DAY, deputy: 'xiaomei' }, XIAOMEI), 'SAME_DEPUTY')

  const left = await away({ until: DAY, deputy: 'aling' })
  assert.ok((left.moved ?? 0) >= before.items.length && left.stayed === 0)
  const mine = await queue(XIAOMEI)
  assert.deepEqual([mine.items.length, mine.away?.deputyName, mine.away?.moved], [0, '阿玲', before.items.length])
  const hers = (await queue(ALING)).items.filter(({ standsInFor }) => standsInFor === '小美')
  assert.equal(hers.length, before.items.length)

  const back = await away({ until: null })
  assert.deepEqual(await away({ until: null }), back)
  assert.ok((back.back ?? 0) >= before.items.length && back.kept === 0)
  assert.deepEqual([(await queue(XIAOMEI)).items.length, (await queue(XIAOMEI)).away], [before.items.length, null])
})

test('what is on the deputy’s phone stays there when the owner comes back', async () => {
  await byHand()
  await away({ until: DAY, deputy: 'aling' })
  const { kept } = await away({ until: null })
  assert.ok((kept ?? 0) > 0)
  const hers = (await queue(ALING)).items.filter(({ standsInFor }) => standsInFor === '小美')
  assert.equal(hers.length, kept)
  const [one] = hers
  assert.equal(await shop.refused('delivery.confirm', { id: one?.id }, XIAOMEI), 'NOT_YOURS')
  const { results } = await many({ ids: [one?.id], act: { do: 'confirm' } }, ALING)
  assert.deepEqual([results[0]?.item?.state, results[0]?.item?.evidence], ['sent', 'self'])
})

test('leaving and coming back survive a cut and a kill at every wire call', async () => {
  await shop.setTime(DAY, '08:55')
  const call = (input: object) => () => shop.world.call('staff', 'delivery.setMyAway', input, XIAOMEI)
  const total = (await shop.rows({ owner: 'xiaomei' })).length
  const today = (await shop.rows({ owner: 'xiaomei', date: DAY })).length
  assert.ok(today > 0 && today < total, 'the night has planned tomorrow too')
  await underFaults(shop.world, {
    kinds: ['cut', 'kill'],
    action: call({ until: DAY, deputy: 'aling' }),
    check: async () => {
      const rows = await shop.rows({ deputyFor: 'xiaomei' })
      assert.equal(rows.length, today, 'what is planned for the day after stays')
      assert.ok(rows.every(({ owner, state }) => owner === 'aling' && state === 'planned'))
    },
  })
  await away({ until: DAY, deputy: 'aling' })
  await underFaults(shop.world, {
    kinds: ['cut', 'kill'],
    action: call({ until: null }),
    check: async () => {
      assert.equal((await shop.rows({ owner: 'xiaomei', state: 'planned' })).length, total)
      assert.equal((await shop.rows({ deputyFor: 'xiaomei' })).length, 0)
    },
  })
})

test('several groups are answered in one call, each for itself, and a repeat changes nothing', async () => {
  const items = await byHand()
  const ids = items.map(({ id }) => id)
  assert.ok(ids.length >= 2)
  const [first = '', second = ''] = ids
  await shop.staff('delivery.skip', { id: first, reason: '今天发太多了' }, XIAOMEI)
  const hers = (await queue(ALING)).items.filter(({ state }) => state === 'awaiting_staff')
  const foreign = hers[0]?.id ?? ''
  const { results } = await many({ ids: [...ids, foreign, 'no-such-row'], act: { do: 'confirm' } })
  assert.deepEqual(
    results.map(({ id, item, ...no }) => [id, item?.state ?? ('code' in no && no.code)]),
    [
      [first, 'ALREADY_CLOSED'],
      ...ids.slice(1).map((id) => [id, 'sent']),
      [foreign, 'NOT_YOURS'],
      ['no-such-row', 'NO_SUCH_DELIVERY'],
    ],
  )
  assert.equal(
    (await many({ ids: [second], act: { do: 'skip', reason: '其他' }, request: OTHER })).results[0]?.item,
    null,
  )
  // The office takes the skip back; the phone's old request, still repeating, does not skip it again.
  const third = hers[0]?.id ?? ''
  const skip = { ids: [third], act: { do: 'skip', reason: '其他' }, request: OTHER }
  assert.equal((await many(skip, ALING)).results[0]?.item?.state, 'skipped')
  await shop.staff('delivery.unskip', { id: third })
  assert.equal((await many(skip, ALING)).results[0]?.item?.state, 'awaiting_staff')
  for (const bad of [
    { ids: [], act: { do: 'confirm' } },
    { ids, act: { do: 'burn' } },
    { ids, act: { do: 'postpone', minutes: -5 } },
  ]) {
    assert.equal(await shop.refused('delivery.actOnMany', { request: REQUEST, ...bad }, XIAOMEI), 'BAD_INPUT')
  }
})

test('postponing several groups moves each once whatever breaks on the way, however late the phone repeats', async () => {
  const ids = (await byHand()).map(({ id }) => id)
  await shop.setTime(DAY, '09:02')
  const act = { request: REQUEST, ids, act: { do: 'postpone', minutes: 10 } }
  const post = () => shop.world.call('staff', 'delivery.actOnMany', act, XIAOMEI)
  await underFaults(shop.world, {
    kinds: ['cut', 'kill'],
    action: post,
    sweep: async () => {
      await shop.setTime(DAY, '09:08')
      await post()
      await shop.setTime(DAY, '09:02')
    },
    check: async () => {
      const rows = (await shop.rows({ date: DAY })).filter(({ _id }) => ids.includes(_id))
      assert.deepEqual([...new Set(rows.map(({ from }) => from))], [Date.parse(`${DAY}T09:12:00+08:00`)])
    },
    restoreOutside: () => shop.setTime(DAY, '09:02'),
  })
})

test('a word that was said in time and arrives after the window counts, unless it was sent again', async () => {
  const [item, other] = await byHand()
  await shop.tickAt(DAY, '11:00')
  const row = async (id = '') => (await shop.rows({ _id: id }))[0]
  assert.equal((await row(item?.id))?.state, 'missed')
  const late = { ids: [item?.id], act: { do: 'confirm', at: Date.parse(`${DAY}T12:00:00+08:00`) } }
  assert.equal((await many(late)).results[0]?.item, null)
  const at = Date.parse(`${DAY}T09:04:00+08:00`)
  const { results } = await many({ ids: [item?.id], act: { do: 'confirm', at } })
  assert.deepEqual([results[0]?.item?.state, results[0]?.item?.sentAt], ['sent', at])
  await shop.staff('delivery.sendAgain', { id: other?.id })
  assert.equal((await many({ ids: [other?.id], act: { do: 'confirm', at } })).results[0]?.item, null)
})

test('what the node lets be asked about comes back to the queue when its owner wants it, once', async () => {
  const [item, dropped] = await byHand()
  await shop.tickAt(DAY, '11:00')
  const ask = { late: 'ask', state: 'unconfirmed', reason: deliveryText.windowOverAsk }
  await shop.world.db.collection('deliveries').where({ _id: item?.id }).update({ data: ask })
  const mine = (await queue(XIAOMEI)).items
  assert.deepEqual(
    mine.filter(({ mayResend }) => mayResend).map(({ id }) => id),
    [item?.id],
  )
  assert.equal(await shop.refused('delivery.sendAfterAll', { id: dropped?.id }, XIAOMEI), 'NOT_RESENDABLE')
  assert.equal(await shop.refused('delivery.sendAfterAll', { id: item?.id }, ALING), 'NOT_YOURS')
  await underFaults(shop.world, {
    kinds: ['cut', 'kill'],
    action: () => shop.world.call('staff', 'delivery.sendAfterAll', { id: item?.id }, XIAOMEI),
    check: async () => {
      const rows = await shop.rows({
        beat: mine.length > 0 ? (await shop.rows({ _id: item?.id }))[0]?.beat : '',
        target: item?.target,
      })
      assert.deepEqual(rows.map(({ attempt, state }) => [attempt, state]).sort(), [
        [0, 'skipped'],
        [1, 'planned'],
      ])
    },
  })
})
