import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inviteCodeOf, memberIdOf, memberOfInvite } from '../../cloudfunctions/platform/identity'
import { demoStaff } from '../../local/demo/staff'
import type { Context } from '../../src/context'
import { link } from '../../src/features/person/identities'
import { forgetPerson } from '../../src/features/person/privacy'
import type { ReferralRules } from '../../src/features/referral/contract'
import { noteReferral } from '../../src/features/referral/note'
import type { Referral } from '../../src/features/referral/rules'
import { firstReferralWork } from '../../src/features/referral/watch'
import { DAY } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import { settled, storeOf } from '../checkin/ledgerOf'
import { openWorld, type World } from '../cloud/world'
import { newRequest } from '../coupon/shopCoupons'
import { underFaults } from '../faults/underFaults'

const SECRET = 'test-secret'
const idOf = (openid: string) => memberIdOf(SECRET, openid)
const codeOf = (openid: string) => inviteCodeOf(SECRET, idOf(openid))
const [ANNA, BO] = ['o-anna', 'o-bo']
let world: World
let token: string

before(async () => {
  world = await openWorld({ now: '2026-11-01T01:00:00Z', timers: false })
  await world.db.collection('staff').add({ data: (await demoStaff()).map((person) => ({ ...person })) })
  await scheduleAll(storeOf(world), firstReferralWork(Date.parse(world.now())))
  for (const openid of [ANNA, BO]) await come(openid)
  await later(DAY)
})
after(() => world.close())

const all = async <T>(collection: string) =>
  (await world.db.collection(collection).limit(1000).get()).data as unknown as T[]
const referralOf = async (openid: string) => (await all<Referral>('referrals')).find(({ _id }) => _id === idOf(openid))
const context = () => ({ store: storeOf(world), now: Date.parse(world.now()), settings: { secret: SECRET } }) as Context
async function later(ms: number): Promise<void> {
  await world.setClock(new Date(Date.parse(world.now()) + ms).toISOString())
}
async function staff(method: string, input: unknown) {
  const first = token ? await world.call('staff', method, input, { token }) : null
  if (first && first.answer.code !== 'SESSION_EXPIRED') return first
  const { answer } = await world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  token = (settled(answer) as { token: string }).token
  return world.call('staff', method, input, { token })
}
/** A person agrees, and their first launch is told. */
async function come(openid: string, by = ''): Promise<void> {
  settled((await world.call('member', 'member.giveConsent', { version: 1 }, { openid })).answer)
  settled((await world.call('member', 'member.enter', by === '' ? {} : { invitedBy: by }, { openid })).answer)
}
const tick = () => world.fireTimer('tick')
/** The next morning's watch. */
async function morning() {
  await later(DAY)
  return tick()
}
const pointsOf = async (openid: string) =>
  (settled((await world.call('member', 'points.getBalance', {}, { openid })).answer) as { balance: number }).balance
/** Checks in on so many days; whoever is thanked meanwhile is thanked by the watch of these days. */
async function checkIn(days: number, ...openids: string[]): Promise<void> {
  for (let i = 0; i < days; i++) {
    for (const openid of openids) settled((await world.call('member', 'checkin.checkIn', {}, { openid })).answer)
    await morning()
  }
}
async function setRules(change: object): Promise<ReferralRules> {
  const { rules, revision } = settled((await staff('referral.getRules', {})).answer) as ReferralRules
  const { schema, since, ...fields } = rules
  const input = { request: newRequest(), revision, rules: { ...fields, ...change } }
  return settled((await staff('referral.setRules', input)).answer) as ReferralRules
}

test('a code is sealed: it leads back to its member alone, and a made-up one to nobody', () => {
  assert.match(codeOf(ANNA), /^[\w-]{22}$/)
  assert.equal(memberOfInvite(SECRET, codeOf(ANNA)), idOf(ANNA))
  for (const bad of ['', idOf(ANNA), 'A'.repeat(22), `${codeOf(ANNA)}x`])
    assert.equal(memberOfInvite(SECRET, bad), null)
  assert.equal(memberOfInvite('another', codeOf(ANNA)), null)
})

test('one inviter a person, ever: two at once leave one; none for oneself, for who was here, for who was known', async () => {
  await come('o-new', codeOf(ANNA))
  await Promise.all(
    [ANNA, BO].map((by) =>
      noteReferral(context(), { memberId: idOf('o-new'), by: idOf(by), channel: 'c_a', at: context().now }),
    ),
  )
  await tick()
  const [first, ...none] = await all<Referral>('referrals')
  assert.deepEqual([first?._id, none.length, first?.state], [idOf('o-new'), 0, 'waiting'])
  const facts = (await all<{ step: string; who: string }>('facts')).filter(({ step }) => step === 'invite')
  assert.deepEqual(
    facts.map(({ who }) => who),
    [`wxa:${idOf('o-new')}`],
  )

  await come('o-self', codeOf('o-self'))
  await come(BO, codeOf(ANNA))
  await come('o-forged', 'B'.repeat(22))
  await link(context(), 'ext:wmKnown', 'u-known')
  await later(2 * 3_600_000)
  await link(context(), `wxa:${idOf('o-known')}`, 'u-known')
  await come('o-known', codeOf(ANNA))
  // A line that leads back to the friend, as only a defect or a returned account could make it.
  await come('o-loop', codeOf(ANNA))
  await world.db.collection('referrals').add({ data: { ...first, _id: idOf(ANNA), by: idOf('o-loop'), state: 'void' } })
  await tick()
  assert.equal((await all('referrals')).length, 2)
  assert.deepEqual([await referralOf('o-loop'), await referralOf('o-known')], [undefined, undefined])
  await world.db
    .collection('referrals')
    .where({ _id: idOf(ANNA) })
    .remove()
})

test('nothing is given for coming; off nothing at all; on, the friend’s seventh day brings the sum once, up to the month’s cap', async () => {
  await checkIn(7, 'o-new')
  assert.deepEqual([await pointsOf(ANNA), (await referralOf('o-new'))?.state], [0, 'waiting'])
  assert.equal(
    (await setRules({ on: true, monthCap: 1, deed: { kind: 'checkins', days: 2 } })).rules.since,
    context().now,
  )
  await morning()
  assert.equal((await referralOf('o-new'))?.state, 'over', 'who came before the rule was on brings nothing')
  await come('o-n1', codeOf(ANNA))
  await later(2 * 3_600_000)
  await come('o-n2', codeOf(ANNA))
  await tick()
  await checkIn(1, 'o-n1', 'o-n2')
  assert.equal(await pointsOf(ANNA), 0)
  await checkIn(1, 'o-n1', 'o-n2')
  const states = [(await referralOf('o-n1'))?.state, (await referralOf('o-n2'))?.state].sort()
  assert.deepEqual([states, await pointsOf(ANNA)], [['capped', 'paid'], 50])
})

test('a crowd within an hour waits for staff, who say yes or no once; a forgotten member leaves no name', async () => {
  await later(31 * DAY)
  await setRules({ monthCap: 20, crowd: 3, deed: { kind: 'checkins', days: 2 } })
  const crowd = ['o-c1', 'o-c2', 'o-c3']
  for (const openid of crowd) await come(openid, codeOf(BO))
  await tick()
  await checkIn(2, ...crowd)
  assert.deepEqual(
    [await pointsOf(BO), (await all<Referral>('referrals')).filter(({ state }) => state === 'review').length],
    [0, 3],
  )
  const decide = async (openid: string, approve: boolean, note = '') =>
    (await staff('referral.decide', { id: idOf(openid), approve, note })).answer
  assert.equal((await decide('o-c2', false)).code, 'NOTE_NEEDED')
  const report = await underFaults(world, {
    action: () => staff('referral.decide', { id: idOf('o-c1'), approve: true }),
    kinds: ['kill'],
    check: async () => assert.deepEqual([(await referralOf('o-c1'))?.state, await pointsOf(BO)], ['paid', 50]),
  })
  assert.ok(report.points > 5, String(report.points))
  settled(await decide('o-c1', true))
  settled(await decide('o-c1', true))
  settled(await decide('o-c2', false, '同一个人的小号'))
  assert.equal((await decide('o-c2', true)).code, 'REFERRAL_DECIDED')
  await morning()
  assert.equal(await pointsOf(BO), 50)
  const { rows, review } = settled((await staff('referral.list', { show: 'all', by: idOf(BO) })).answer) as {
    rows: Referral[]
    review: number
  }
  assert.deepEqual([rows.length, review], [3, 1])

  await forgetPerson(context(), idOf('o-c1'))
  await forgetPerson(context(), idOf(BO))
  const left = JSON.stringify([await all('referrals'), await all('referral_months'), await all('facts')])
  assert.ok(!left.includes(idOf('o-c1')) && !left.includes(idOf(BO)))
  assert.equal((await referralOf('o-c3'))?.state, 'void')
})
