import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Intent } from '../../src/features/intent/rules'
import { intentText } from '../../src/features/intent/text'
import type { MemberDryRun } from '../../src/features/sop/memberDryRunContract'
import { instant, openShop, type Shop } from '../delivery/shop'
import { idOf } from '../intent/phone'
import { draftOf, nextDraft, nodeOf } from './writeNodes'

const TEMPLATE = 'tpl-notice'
const [SUNDAY, MONDAY, TUESDAY, WEDNESDAY] = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'] as const
/** Ticks around everything that is said or put off. */
const ALWAYS = ['00:05', '09:00', '09:05', '10:00', '10:05']
const TIMES = {
  [MONDAY]: [...ALWAYS, '12:35', '22:30', '22:35'],
  [TUESDAY]: ALWAYS,
  [WEDNESDAY]: ['00:05', '06:00', '06:05', '07:30', ...ALWAYS.slice(1), '12:35'],
}
let shop: Shop

before(async () => {
  shop = await openShop({ now: instant('2026-11-20', '12:00') })
})
after(() => shop.close())

const told: typeof nodeOf = (key, time, words, change) => nodeOf(key, time, words, { route: 'subscribe', ...change })

async function member(openid: string, credits: number): Promise<void> {
  await shop.member('member.giveConsent', { version: 1 }, openid)
  for (let n = 0; n < credits; n++) {
    await shop.wechat.act('subscribe', { openid, templateId: TEMPLATE })
    const answers = [{ templateId: TEMPLATE, answer: 'accept' }]
    await shop.member('intent.recordConsent', { id: `answer-${openid}-${n}`, answers }, openid)
  }
}

test('a dry run of days tells what is then said to members, and why the others hear nothing, beat by beat', async () => {
  await shop.staff('intent.saveKind', {
    ...{ kind: 'sop.notice', revision: 0, templateId: TEMPLATE, active: true },
    page: 'features/sop/pages/column/index?b={节拍}',
    fields: [{ field: 'thing1', text: '{内容}' }],
  })
  const rules = { quotaRule: '7_per_week', countsAt: 'confirmed', quiet: { from: '22:30', until: '07:30' } }
  await shop.staff('delivery.saveRules', {
    revision: 0,
    rules: { ...rules, groupPerDay: 12, personPerDay: 2, personPerWeek: 5 },
  })
  await member('o-plenty', 20)
  await member('o-three', 3)
  await member('o-none', 0)
  await member('o-off', 5)
  await shop.member('intent.setSwitch', { kind: 'sop.notice', on: false }, 'o-off')
  await member('o-noon', 20)
  const preferences = { quiet: { from: '09:30', until: '12:30' }, perWeek: null, refused: [] }
  await shop.member('intent.setPreferences', preferences, 'o-noon')
  await shop.setTime(SUNDAY, '18:00')
  await member('o-new', 20)

  const daily = { on: 'daily' as const }
  // Another SOP speaks first each day and takes from the same consents and caps.
  const other = await draftOf(shop, [told('morning', daily, '早安', { slots: [{ from: '09:00', until: '12:00' }] })])
  await shop.staff('sop.publish', { sop: other, number: 1 })
  const one = { slot: 0, skip: false, to: null, parts: null }
  const sop = await draftOf(shop, [told('third', { on: 'join', day: 3 }, '第一版第三天')], '会员专属')
  await shop.staff('sop.publish', { sop, number: 1 })
  const version = await nextDraft(shop, sop, [
    told('third', { on: 'join', day: 3 }, '第三天'),
    told('tip', daily, '十点小课堂', {
      slots: [{ from: '10:00', until: '13:00' }],
      exceptions: [{ ...one, date: TUESDAY, to: { date: WEDNESDAY, from: '09:00', until: '10:00' } }],
    }),
    told('night', { on: 'date', date: MONDAY }, '晚安', { slots: [{ from: '22:30', until: '23:00' }] }),
    told('long', { on: 'date', date: WEDNESDAY }, '晨读', { slots: [{ from: '06:00', until: '08:00' }] }),
  ])
  await shop.setTime(SUNDAY, '18:30')
  const input = { sop, version, from: MONDAY, days: 3 }
  const tried = await shop.staff<MemberDryRun>('sop.dryRunMembers', input)
  assert.deepEqual([tried.members, tried.next], [6, null])
  assert.equal((await intents()).length, 0, 'a dry run writes nothing')
  const reasons = tried.beats.flatMap(({ dropped }) => dropped.map(({ reason }) => reason))
  for (const part of ['没有可用的订阅授权', intentText.switchedOff, '每人每天的上限', '七天里']) {
    assert.ok(
      reasons.some((reason) => reason.includes(part)),
      `${part}: ${reasons.join('；')}`,
    )
  }
  assert.ok(tried.beats.some(({ putOff }) => putOff > 0))
  // Only who joined since the first version hears its third day from this one.
  const third = tried.beats.filter(({ node }) => node === 'third')
  assert.deepEqual(
    third.map(({ hears, version: of }) => [of, hears]).filter(([, hears]) => hears !== 0),
    [[1, 1]],
  )

  await shop.staff('sop.publish', { sop, number: version })
  for (const [day, times] of Object.entries(TIMES)) {
    for (const time of times) {
      const tick = await shop.tickAt(day, time)
      assert.ok(tick.ok, tick.message)
    }
  }
  const ended = (await intents()).filter(({ what }) => what?.startsWith(`${sop}:`))
  assert.ok(ended.every(({ state }) => state === 'said' || state === 'dropped'))
  const real = new Map<string, string[]>()
  for (const { what = '', state, reason } of ended) real.set(what, [...(real.get(what) ?? []), reason ?? state])
  const foretold = new Map<string, string[]>()
  for (const { beat, said, dropped } of tried.beats) {
    const lines = [
      ...Array<string>(said).fill('said'),
      ...dropped.flatMap(({ reason, count }) => Array<string>(count).fill(reason)),
    ]
    if (lines.length > 0) foretold.set(beat, [...(foretold.get(beat) ?? []), ...lines])
  }
  const sorted = (map: ReadonlyMap<string, string[]>) => [...map].map(([beat, lines]) => [beat, lines.sort()]).sort()
  assert.deepEqual(sorted(real), sorted(foretold))
  assert.ok(ended.some(({ memberId, state }) => memberId === idOf('o-plenty') && state === 'said'))
})

async function intents(): Promise<Intent[]> {
  const { data } = await shop.world.db.collection('intents').limit(1000).get()
  return data as unknown as Intent[]
}
