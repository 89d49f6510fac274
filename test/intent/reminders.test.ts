import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import '../../src/features/flash/collections'
import { CHECKIN_REMIND } from '../../src/features/checkin/jobs'
import type { RulesView } from '../../src/features/delivery/contract'
import { FLASH_OPEN } from '../../src/features/flash/jobs'
import { EXAMPLES, KINDS } from '../../src/features/intent/kinds'
import { intentText } from '../../src/features/intent/text'
import { schedule } from '../../src/kernel/due'
import { storeOf } from '../checkin/ledgerOf'
import { saleFields } from '../flash/flashShop'
import { ANNA, BO, idOf, openPhones, type Phones, TEMPLATE } from './phone'

const DAY = '2026-11-23'
const FLASH_TEMPLATE = 'tpl-flash-opening'
let phones: Phones
let start: string

/** Anna and Bo came three days running and not yet today; both allowed one reminder. */
before(async () => {
  phones = await openPhones('2026-11-20T01:00:00Z')
  for (const openid of [ANNA, BO]) await phones.member('member.giveConsent', { version: 1 }, openid)
  for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
    await phones.setTime(day, '09:00')
    for (const openid of [ANNA, BO]) await phones.member('checkin.checkIn', {}, openid)
  }
  await phones.setTime(DAY, '08:00')
  for (const openid of [ANNA, BO]) await phones.accept(openid, 'answer-1')
  const [reminder] = KINDS
  assert.ok(reminder)
  const { page, fields } = reminder
  await phones.staff('intent.saveKind', {
    ...{ kind: 'checkin.reminder', revision: 1, templateId: TEMPLATE, page, fields, active: true },
  })
  await schedule(storeOf(phones.world), {
    key: CHECKIN_REMIND,
    kind: CHECKIN_REMIND,
    at: Date.parse(phones.world.now()),
  })
  start = phones.world.snapshot()
})
beforeEach(async () => {
  phones.world.restore(start)
  phones.wechat.reset()
  for (const openid of [ANNA, BO]) await phones.wechat.act('subscribe', { openid, templateId: TEMPLATE })
  await phones.setTime(DAY, '08:00')
})
after(() => phones.close())

const reasons = async () => (await phones.intents()).map(({ state, reason }) => [state, reason])

async function evening(...times: string[]): Promise<void> {
  for (const time of times) {
    const tick = await phones.tickAt(DAY, time)
    assert.ok(tick.ok, tick.message)
  }
}

test('a streak at risk is spoken of in the evening, to who has not come and has not switched it off', async () => {
  await phones.member('intent.setSwitch', { kind: 'checkin.reminder', on: false }, BO)
  await evening('20:05', '20:10', '20:15', '20:20')
  const [message, ...more] = await phones.messages()
  assert.equal(more.length, 0)
  assert.deepEqual(message && [message.openid, message.page, message.data], [
    ANNA,
    'features/checkin/pages/today/index',
    { thing1: { value: '每日打卡' }, thing2: { value: '已连续 3 天，今天还没打卡' } },
  ])
  assert.deepEqual((await reasons()).sort(), [
    ['dropped', intentText.switchedOff],
    ['said', null],
  ])
  const { switches } = await phones.member<{ switches: { kind: string; credits: number }[] }>(
    'intent.getSwitches',
    {},
    ANNA,
  )
  assert.deepEqual(
    switches.map(({ kind, credits }) => `${kind} ${credits}`),
    ['checkin.reminder 0', 'coupon.expiring 0', 'tier.warning 0', 'flash.opening 0', 'sop.notice 0', 'survey.invite 0'],
  )
})

test('quiet hours of a member put it off; when they end after the day it is not said, and that is the reason', async () => {
  const quiet = (until: string) => ({ quiet: { from: '20:00', until }, perWeek: null, refused: [] })
  await phones.member('intent.setPreferences', quiet('21:00'), ANNA)
  await phones.member('intent.setPreferences', quiet('02:00'), BO)
  await evening('20:10', '20:15', '20:20')
  assert.equal((await phones.messages()).length, 0)
  await evening('21:00')
  assert.deepEqual(
    (await phones.messages()).map(({ openid }) => openid),
    [ANNA],
  )
  assert.deepEqual((await reasons()).map(([state]) => state).sort(), ['dropped', 'said'])
})

test('who asked to be told of a flash sale is told before it opens; a cancelled one is not spoken of', async () => {
  const fields = KINDS.find(({ _id }) => _id === 'flash.opening')
  assert.ok(fields)
  await phones.staff('intent.saveKind', {
    ...{
      kind: 'flash.opening',
      revision: 0,
      templateId: FLASH_TEMPLATE,
      page: fields.page,
      fields: fields.fields,
      active: true,
    },
  })
  const opened = async (request: string, time: string) => {
    const sale = saleFields({ time })
    const made = await phones.staff<{ sale: { _id: string } }>('flash.create', { request: request.repeat(32), sale })
    await phones.staff('flash.setState', { id: made.sale._id, state: 'running' })
    return { id: made.sale._id, session: `${made.sale._id}_20261123` }
  }
  await schedule(storeOf(phones.world), { key: FLASH_OPEN, kind: FLASH_OPEN, at: Date.parse(phones.world.now()) })
  const [nine, ten] = [await opened('a', '09:00'), await opened('b', '10:00')]
  for (const accept of ['answer-2', 'answer-3']) {
    await phones.wechat.act('subscribe', { openid: ANNA, templateId: FLASH_TEMPLATE })
    const answers = [{ templateId: FLASH_TEMPLATE, answer: 'accept' }]
    await phones.member('intent.recordConsent', { id: accept, answers }, ANNA)
  }
  const ask = { session: nine.session }
  const { at } = await phones.member<{ at: number }>('flash.remindMe', ask, ANNA)
  assert.equal(new Date(at).toISOString(), `${DAY}T00:50:00.000Z`)
  await phones.member('flash.remindMe', ask, ANNA)
  await phones.member('flash.remindMe', { session: ten.session }, ANNA)
  assert.equal((await phones.intents()).length, 2)
  assert.equal(
    await phones.memberRefused('flash.remindMe', { session: 'f0123456789ab_20261123' }, ANNA),
    'NO_SUCH_SESSION',
  )
  await phones.staff('flash.setState', { id: ten.id, state: 'stopped' })
  assert.equal(await phones.memberRefused('flash.remindMe', { session: ten.session }, ANNA), 'NOT_UPCOMING')
  await evening('08:50', '08:55')
  assert.equal(await phones.memberRefused('flash.remindMe', ask, BO), 'OPENS_SOON')
  await evening('09:00', '09:50', '09:55', '10:00')
  assert.equal(await phones.memberRefused('flash.remindMe', ask, BO), 'NOT_UPCOMING')
  const messages = await phones.messages()
  assert.deepEqual(
    messages.map(({ openid, page, data }) => [openid, page, data.time2?.value]),
    [[ANNA, `features/flash/pages/flash/index?session=${nine.session}`, '2026年11月23日 09:00']],
  )
  assert.deepEqual(
    (await phones.intents())
      .filter(({ _id }) => _id.startsWith('flash'))
      .map(({ _id, state, reason }) => [_id, state, reason])
      .sort(),
    [
      [`flash.opening:${idOf(ANNA)}:${nine.session}`, 'said', null],
      [`flash.opening:${idOf(ANNA)}:${ten.session}`, 'dropped', '这一场秒杀取消了'],
    ].sort(),
  )
})

test('caps of a person count every subscribe message, whatever feature wished for it', async () => {
  const notice = KINDS.find(({ _id }) => _id === 'sop.notice')
  assert.ok(notice)
  const { page, fields } = notice
  await phones.staff('intent.saveKind', {
    ...{ kind: 'sop.notice', revision: 0, templateId: FLASH_TEMPLATE, page, fields, active: true },
  })
  for (const openid of [ANNA, BO]) {
    await phones.wechat.act('subscribe', { openid, templateId: FLASH_TEMPLATE })
    const answers = [{ templateId: FLASH_TEMPLATE, answer: 'accept' }]
    await phones.member('intent.recordConsent', { id: 'answer-9', answers }, openid)
  }
  const { rules, revision } = await phones.staff<RulesView>('delivery.getRules', {})
  await phones.staff('delivery.saveRules', { revision, rules: { ...rules, personPerDay: 1 } })
  await phones.setTime(DAY, '12:00')
  // A column at noon for Anna alone: her evening is spoken for, Bo's is not.
  await phones.wish(ANNA, 'fuli:class:2026-11-23:0', { kind: 'sop.notice', vars: { ...EXAMPLES['sop.notice'] } })
  await evening('12:05', '20:10', '20:15', '20:20')
  assert.deepEqual(
    (await phones.messages()).map(({ openid, page }) => `${openid} ${page.split('/')[1]}`),
    [`${ANNA} sop`, `${BO} checkin`],
  )
  assert.deepEqual(
    (await phones.intents()).filter(({ state }) => state === 'dropped').map(({ _id, reason }) => [_id, reason]),
    [[`checkin.reminder:${idOf(ANNA)}:${DAY}`, intentText.personDay(1)]],
  )
})
