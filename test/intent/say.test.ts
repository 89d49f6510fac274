import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { MessageLine, Sending, Switches } from '../../src/features/intent/contract'
import { intentText } from '../../src/features/intent/text'
import { underFaults } from '../faults/underFaults'
import { ANNA, BO, idOf, openPhones, type Phones, TEMPLATE } from './phone'

interface Messages {
  planned: MessageLine[]
  said: MessageLine[]
  sending: Sending
}

const DAY = '2026-11-23'
const START = `${DAY}T00:50:00.000Z`
const SEND = 'subscribeMessage.send'
let phones: Phones
let start: string

before(async () => {
  phones = await openPhones(START)
  start = phones.world.snapshot()
})
beforeEach(async () => {
  phones.world.restore(start)
  phones.wechat.reset()
  await phones.world.setClock(START)
})
after(() => phones.close())

/** What became of each wish, by the last part of its id. */
async function outcomes(): Promise<Record<string, [state: string, reason: string | null]>> {
  const intents = await phones.intents()
  return Object.fromEntries(intents.map(({ _id, state, reason }) => [_id.split(':').at(-1), [state, reason]]))
}

async function tickAt(time: string, day = DAY): Promise<void> {
  const tick = await phones.tickAt(day, time)
  assert.ok(tick.ok, tick.message)
}

const left = async (openid: string) => (await phones.consents(openid))?.credits[0]?.left

test('an accept counts once however often the phone tells of it; a refusal adds nothing', async () => {
  const tell = (id: string, answer: string) =>
    phones.member('intent.recordConsent', { id, answers: [{ templateId: TEMPLATE, answer }] }, ANNA)
  await Promise.all([tell('answer-1', 'accept'), tell('answer-1', 'accept')])
  await tell('answer-1', 'accept')
  assert.equal(await left(ANNA), 1)
  await tell('answer-2', 'accept')
  await tell('answer-3', 'reject')
  await tell('answer-4', 'ban')
  assert.equal(await left(ANNA), 2)
  const bad = [
    { id: 'x', answers: [{ templateId: TEMPLATE, answer: 'accept' }] },
    { id: 'answer-5', answers: [] },
    { id: 'answer-5', answers: Array.from({ length: 6 }, (_, n) => ({ templateId: `tpl-0${n}`, answer: 'accept' })) },
    { id: 'answer-5', answers: [1, 2].map(() => ({ templateId: TEMPLATE, answer: 'accept' })) },
    { id: 'answer-5', answers: [{ templateId: TEMPLATE, answer: 'yes' }] },
    { id: 'answer-5', answers: [{ templateId: '../x', answer: 'accept' }] },
  ]
  for (const input of bad) assert.equal(await phones.memberRefused('intent.recordConsent', input, ANNA), 'BAD_INPUT')
  assert.equal(await left(ANNA), 2)
})

test('what was asked for is said once, in the words of the template, and uses up one consent', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.wish(ANNA, 'w1', { vars: { 栏目: `早安${'打卡'.repeat(12)}`, 天数: '6' } })
  await phones.wish(ANNA, 'w1')
  const due = await phones.due()
  assert.deepEqual([due.length, due[0]?.kind], [1, 'intent.say'])
  await tickAt('08:55')
  await tickAt('09:00')
  assert.deepEqual(await outcomes(), { w1: ['said', null] })
  const [message, ...more] = await phones.messages()
  assert.equal(more.length, 0)
  assert.equal(message?.openid, ANNA)
  assert.match(String(message?.page), /^features\/checkin\/pages\/checkin\/index\?from=%E6/)
  assert.equal([...(message?.data.thing1?.value ?? '')].length, 20)
  assert.equal(message?.data.number2?.value, '6')
  assert.equal(await left(ANNA), 0)
  // The member reads what was said and what is planned, and how much of the week it took.
  await phones.wish(ANNA, 'w2', { dueAt: Date.parse(`${DAY}T12:00:00Z`), expiresAt: Date.parse(`${DAY}T14:00:00Z`) })
  const page = await phones.member<Messages>('intent.getMessages', {}, ANNA)
  const shown = ({ name, lines, state }: MessageLine) => [name, lines.at(-1), state]
  assert.deepEqual(page.planned.map(shown), [['打卡提醒', '6', 'waiting']])
  assert.deepEqual(page.said.map(shown), [['打卡提醒', '6', 'said']])
  const quiet = { from: '22:30', until: '07:00' }
  assert.deepEqual(page.sending, { sent: 1, perWeek: 7, most: 7, quiet })
  const preferences = { quiet: null, perWeek: 2, refused: [] }
  const after = await phones.member<Switches>('intent.setPreferences', preferences, ANNA)
  assert.deepEqual([after.sending.perWeek, after.preferences.perWeek], [2, 2])
  assert.deepEqual((await phones.member<Messages>('intent.getMessages', {}, BO)).said, [])
  await phones.world.db.collection('intents').where({ state: 'waiting' }).remove()
  await phones.world.db.collection('due').where({ kind: 'intent.say' }).remove()
  assert.deepEqual(await phones.due(), [])
  const idle = await phones.tickAt(DAY, '09:05')
  assert.equal(idle.wireCalls, 3)
})

test('whatever is not said ends with its reason', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.wish(ANNA, 'no-template', { kind: 'coupon.expiring' })
  await phones.wish(ANNA, 'no-kind', { kind: 'old.kind' })
  await phones.wish(ANNA, 'no-variable', { vars: { 栏目: '早安' } })
  await phones.wish(ANNA, 'bad-field', { vars: { 栏目: '早安', 天数: '六' } })
  const now = Date.parse(phones.world.now())
  await phones.wish(ANNA, 'expired', { dueAt: now - 2000, expiresAt: now - 1000 })
  await phones.wish(BO, 'no-consent')
  await phones.member('intent.setSwitch', { kind: 'checkin.reminder', on: false }, 'o-member-03')
  await phones.accept('o-member-03', 'answer-3')
  await phones.wish('o-member-03', 'switched-off')
  await phones.member('intent.setPreferences', { quiet: null, perWeek: null, refused: ['checkin'] }, 'o-member-04')
  await phones.accept('o-member-04', 'answer-4')
  await phones.wish('o-member-04', 'refused-topic')
  await tickAt('08:55')
  const ended = await outcomes()
  for (const [what, [state, reason]] of Object.entries(ended)) {
    assert.equal(state, 'dropped', what)
    assert.match(String(reason), /[一-鿿]/, what)
  }
  assert.equal(ended.expired?.[1], intentText.tooLate(null))
  assert.equal(ended['switched-off']?.[1], intentText.switchedOff)
  assert.equal(Object.keys(ended).length, 8)
  assert.deepEqual([await phones.messages(), await left(ANNA)], [[], 1])
  const report = await phones.staff<{ totals: object; unsaid: { member: string; id: string }[] }>(
    'intent.getReport',
    {},
  )
  assert.deepEqual(report.totals, { waiting: 0, saying: 0, said: 0, unknown: 0, dropped: 8 })
  assert.ok(!JSON.stringify(report).includes(idOf(ANNA)))
})

test('quiet hours and caps put off what is still of use then', async () => {
  for (let n = 1; n <= 5; n++) await phones.accept(ANNA, `answer-${n}`)
  await phones.setTime(DAY, '21:00')
  for (let n = 1; n <= 3; n++) await phones.wish(ANNA, `w${n}`)
  await phones.wish(ANNA, 'w4', { expiresAt: Date.parse(`${DAY}T15:00:00Z`) })
  await phones.wish(ANNA, 'w5', { expiresAt: Date.parse('2026-11-24T04:00:00Z') })
  await tickAt('21:05')
  const evening = await outcomes()
  assert.deepEqual(
    [evening.w3?.[0], evening.w4, evening.w5?.[0]],
    ['said', ['dropped', intentText.personDay(3)], 'waiting'],
  )
  // The cap frees at midnight, in the middle of the quiet hours; these end at seven.
  await tickAt('00:00', '2026-11-24')
  assert.equal((await outcomes()).w5?.[0], 'waiting')
  await tickAt('06:55', '2026-11-24')
  assert.equal((await phones.messages()).length, 3)
  await tickAt('07:00', '2026-11-24')
  assert.deepEqual((await outcomes()).w5, ['said', null])
  assert.equal(await left(ANNA), 1)
})

test('WeChat’s no: refused means no consent is left, busy is tried again, a wrong field gives the consent back', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.accept(ANNA, 'answer-2')
  await phones.wechat.act('unsubscribe', { openid: ANNA, templateId: TEMPLATE })
  await phones.wish(ANNA, 'refused')
  await tickAt('08:55')
  assert.deepEqual((await outcomes()).refused, ['dropped', intentText.refusedByMember])
  assert.equal(await left(ANNA), 0)

  await phones.accept(BO, 'answer-1')
  await phones.wechat.act('faults', { api: SEND, kind: 'errcode', errcode: -1 })
  await phones.wish(BO, 'busy')
  await tickAt('09:00')
  assert.deepEqual((await outcomes()).busy, ['waiting', intentText.busy])
  await tickAt('09:05')
  assert.deepEqual([(await outcomes()).busy?.[0], await left(BO)], ['said', 0])

  await phones.accept(BO, 'answer-2')
  await phones.wechat.act('faults', { api: SEND, kind: 'errcode', errcode: 47003 })
  await phones.wish(BO, 'field')
  await tickAt('09:15')
  assert.deepEqual((await outcomes()).field, ['dropped', intentText.badTemplate(47003)])
  assert.equal(await left(BO), 1)
  assert.equal((await phones.messages()).length, 1)
})

test('a busy WeChat until the end of its use: dropped with both reasons, and the consent is back', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.wechat.act('faults', { api: SEND, kind: 'errcode', errcode: 45009, times: 9 })
  await phones.wish(ANNA, 'busy', { expiresAt: Date.parse(phones.world.now()) + 8 * 60_000 })
  await tickAt('08:55')
  await tickAt('09:00')
  assert.deepEqual((await outcomes()).busy, ['dropped', intentText.tooLate(intentText.busy)])
  assert.equal(await left(ANNA), 1)
})

test('the operator’s template: checked before it is stored, changed only on what was read', async () => {
  const save = { kind: 'flash.opening', revision: 0, templateId: 'tpl-flash', page: 'pages/a', active: true }
  const fields = [{ field: 'thing1', text: '{活动}' }]
  assert.equal(
    await phones.refused('intent.saveKind', { ...save, fields: [{ field: 'thing1', text: '字'.repeat(21) }] }),
    'BAD_TEMPLATE',
  )
  assert.equal(
    await phones.refused('intent.saveKind', { ...save, fields: [{ field: 'keyword1', text: '好' }] }),
    'BAD_TEMPLATE',
  )
  assert.equal(await phones.refused('intent.saveKind', { ...save, page: '/pages/a', fields }), 'BAD_INPUT')
  await phones.staff('intent.saveKind', { ...save, fields })
  await phones.staff('intent.saveKind', { ...save, fields })
  assert.equal(await phones.refused('intent.saveKind', { ...save, page: 'pages/b', fields }), 'CHANGED_MEANWHILE')
})

test('two ticks at the same moment say it once', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.accept(ANNA, 'answer-2')
  await Promise.all([1, 2].map(() => phones.world.fireTimer('tick')))
  await phones.wish(ANNA, 'w1')
  const [item] = await phones.due()
  await phones.world.db.collection('due').add({ data: { ...item, _id: `${item?._id}:twin` } })
  await phones.setTime(DAY, '08:55')
  await Promise.all([1, 2, 3].map(() => phones.world.fireTimer('tick')))
  await tickAt('09:00')
  assert.equal((await phones.messages()).length, 1)
  assert.deepEqual([(await outcomes()).w1, await left(ANNA)], [['said', null], 1])
})

test('saying survives every fault at every wire call and at WeChat: nothing twice, and every wish ends with the truth', async () => {
  await phones.accept(ANNA, 'answer-1')
  await phones.accept(ANNA, 'answer-2')
  await phones.wish(ANNA, 'w1')
  const seen = new Set<string>()
  const outside = async () => {
    phones.wechat.reset()
    for (let accepts = 0; accepts < 2; accepts++) {
      await phones.wechat.act('subscribe', { openid: ANNA, templateId: TEMPLATE })
    }
    await phones.setTime(DAY, '08:55')
  }
  const sweep = async () => {
    for (const time of ['09:00', '09:05', '09:10']) {
      if ((await phones.due()).length > 0) await tickAt(time)
    }
  }
  const check = async () => {
    const arrived = (await phones.messages()).length
    const [state, reason] = (await outcomes()).w1 ?? []
    seen.add(`${state} ${arrived}`)
    assert.ok(arrived <= 1, `${arrived} messages`)
    if (state === 'said') assert.equal(arrived, 1)
    else assert.deepEqual([state, reason], ['unknown', intentText.unknown])
    assert.equal(await left(ANNA), 1)
    assert.deepEqual(await phones.due(), [])
  }
  await outside()
  const report = await underFaults(phones.world, {
    kinds: ['cut', 'kill'],
    action: () => phones.world.fireTimer('tick'),
    sweep,
    check,
    restoreOutside: outside,
  })
  assert.ok(report.points > 25, String(report.points))
  assert.deepEqual([...seen].sort(), ['said 1', 'unknown 0', 'unknown 1'])

  // A hang ends like a kill, only later: it is tried where it matters, at WeChat's own call.
  const waiting = phones.world.snapshot()
  const { actions } = await phones.world.fireTimer('tick')
  const call = actions.indexOf('wx.openApi') + 1
  const { functions } = phones.world.server.cloud
  for (const when of ['before', 'after'] as const) {
    phones.world.restore(waiting)
    await outside()
    phones.world.fault({ kind: 'hang', when, call })
    functions.timeoutMs = 600
    await phones.world.fireTimer('tick')
    functions.timeoutMs = undefined
    await sweep()
    await check()
    assert.equal((await outcomes()).w1?.[0], 'unknown')
  }
})
