import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import '../../src/features/intent/collections'
import type { StaffTierView, TierEdition, TierPreview } from '../../src/features/tier/contract'
import { firstTierWork } from '../../src/features/tier/jobs'
import { scheduleAll } from '../../src/kernel/due'
import { settled, storeOf } from '../checkin/ledgerOf'
import { codeOf, MEMBER, NOW, openTiers, RULES, setting } from './shop'

let shop: Awaited<ReturnType<typeof openTiers>>
let blank: string

before(async () => {
  shop = await openTiers()
  blank = shop.bank.world.snapshot()
})
beforeEach(async () => {
  shop.bank.world.restore(blank)
  await shop.bank.world.setClock(NOW)
})
after(() => shop.bank.close())

test('growth over a threshold raises the tier in the same update, with one line of history and one gift a tier', async () => {
  assert.equal((await shop.mine()).current, 'basic')
  await shop.grow('a', 599)
  assert.deepEqual((await shop.mine()).next, { id: 'core', name: '核心', missing: 1 })
  await shop.grow('b', 1)
  const account = await shop.bank.account(MEMBER)
  assert.deepEqual(account.tier, {
    ...{ id: 'core', since: '2026-11-22', until: '2027-11-30', byHand: false },
    gifts: [{ tier: 'core', until: '2027-11-30' }],
  })
  assert.deepEqual(account.growth, [{ month: '2026-11', amount: 600 }])
  const before = await shop.mine()
  assert.deepEqual(
    before.history.map(({ from, to, day, why }) => [from, to, day, why]),
    [['普通', '核心', '2026-11-22', 'growth']],
    'history is read from the account before it is drained',
  )
  await shop.sweep()
  assert.deepEqual((await shop.mine()).history, before.history)
  assert.deepEqual(await shop.gifts(), ['up_core'])
  assert.deepEqual([before.keep, before.next?.missing], [{ counted: 0, missing: 600, lower: '普通' }, 1400])
})

test('sixteen awards over one threshold at once: one rise, one gift', async () => {
  await Promise.all(Array.from({ length: 16 }, (_, i) => shop.grow(`r${i}`, 100)))
  await shop.sweep()
  assert.equal((await shop.bank.account(MEMBER)).balances.growth, 1600)
  assert.deepEqual(await shop.history(), ['basic>core'])
  assert.deepEqual(await shop.gifts(), ['up_core'])
})

test('a birthday told on the day itself is given at once, and a new birthday in the same year gives nothing more', async () => {
  settled((await shop.asMember('tier.setBirthday', { birthday: '11-22' })).answer)
  await shop.sweep()
  assert.equal((await shop.bank.account(MEMBER)).balances.points, 50)
  const store = storeOf(shop.bank.world)
  await store.update('accounts', { _id: MEMBER }, { birthdayToldOn: null })
  settled((await shop.asMember('tier.setBirthday', { birthday: '11-30' })).answer)
  await scheduleAll(store, firstTierWork(Date.parse(NOW)))
  await shop.bank.world.setClock('2026-11-30T01:10:00Z')
  await shop.sweep()
  assert.equal((await shop.bank.account(MEMBER)).balances.points, 50)
  // The next year, on a day on which no timer came until two days later.
  await shop.bank.world.setClock('2027-11-28T01:10:00Z')
  await shop.sweep()
  await shop.bank.world.setClock('2027-12-02T01:10:00Z')
  await shop.sweep()
  assert.equal((await shop.bank.account(MEMBER)).balances.points, 50, 'last year’s are over, this year’s were given')
  assert.deepEqual(await shop.gifts(), ['cake_basic', 'cake_basic'])
})

test('whoever would fall is warned thirty and seven days before, also when a day’s round was missed', async () => {
  await shop.grow('a', 700)
  await shop.bank.world.setClock('2027-10-30T01:00:00Z')
  await scheduleAll(storeOf(shop.bank.world), firstTierWork(Date.parse('2027-10-30T01:00:00Z')))
  for (const day of ['2027-10-30T01:10:00Z', '2027-11-02T01:10:00Z', '2027-11-03T01:10:00Z', '2027-11-23T01:10:00Z']) {
    await shop.bank.world.setClock(day)
    await shop.bank.sweep()
  }
  const wishes = await storeOf(shop.bank.world).find('intents', { memberId: MEMBER }, { sort: [['_id', 1]] })
  assert.deepEqual(
    wishes.map(({ _id, vars }) => [_id, vars.还差, vars.天数]),
    [
      [`tier.warning:${MEMBER}:2027-11-30:30`, '600', '28'],
      [`tier.warning:${MEMBER}:2027-11-30:7`, '600', '7'],
    ],
  )
})

test('new rules are kept by revision, tell before whom they move, and lift whoever reaches more by them', async () => {
  await shop.grow('a', 300)
  const [basic, core, vip] = RULES.tiers
  const easier = { ...RULES, tiers: [basic, { ...core, threshold: 200 }, vip] }
  const told = settled((await shop.asStaff('tier.preview', { rules: easier })).answer) as TierPreview
  assert.deepEqual(
    told.lines.map((line) => [line.tier, line.now, line.after]),
    [
      ['basic', 1, 0],
      ['core', 0, 1],
      ['vip', 0, 0],
    ],
  )
  const change = { request: '3'.repeat(32), revision: 1, rules: easier }
  const edition = settled((await shop.asStaff('tier.setRules', change)).answer) as TierEdition
  assert.deepEqual([edition.revision, edition.by, edition.members[0]], [2, 'zhou姐', { tier: 'basic', count: 1 }])
  assert.equal(codeOf(await shop.asStaff('tier.setRules', { ...change, request: '4'.repeat(32) })), 'RULES_CHANGED')
  await shop.sweep()
  assert.equal((await shop.bank.account(MEMBER)).tier?.id, 'core')
  const without = { request: '5'.repeat(32), revision: 2, rules: { ...RULES, tiers: [basic, vip] } }
  assert.equal(codeOf(await shop.asStaff('tier.setRules', without)), 'TIER_IN_USE')
  const nonsense = { ...change, revision: 2, rules: { ...RULES, tiers: [core, basic] } }
  assert.equal(codeOf(await shop.asStaff('tier.setRules', nonsense)), 'BAD_INPUT')
  assert.equal(codeOf(await shop.asStaff('tier.setRules', change, 'lin')), 'FORBIDDEN')
})

test('segments are a short list that staff keep', async () => {
  const set = (segments: unknown, who?: string) =>
    shop.asStaff('member.setSegments', { memberId: MEMBER, segments }, who)
  assert.deepEqual(settled((await set(['老客', '敏感肌', '老客'])).answer), { segments: ['敏感肌', '老客'].sort() })
  const { segments, seq } = await shop.bank.account(MEMBER)
  await set(['敏感肌', '老客'])
  assert.deepEqual([segments.length, (await shop.bank.account(MEMBER)).seq], [2, seq], 'the same again writes nothing')
  for (const bad of [[''], ['长'.repeat(21)], Array.from({ length: 33 }, (_, i) => `s${i}`), '老客']) {
    assert.equal(codeOf(await set(bad)), 'BAD_INPUT')
  }
  assert.equal(codeOf(await set([], 'mei')), 'FORBIDDEN')
})

test('a tier set by hand keeps reason and operator, and answers the same request the same', async () => {
  const first = await shop.asStaff('tier.set', setting())
  assert.deepEqual(settled(first.answer), { tier: 'vip', until: '2027-11-30' })
  assert.deepEqual(settled((await shop.asStaff('tier.set', setting())).answer), settled(first.answer))
  assert.equal(codeOf(await shop.asStaff('tier.set', setting({ tier: 'core' }))), 'ID_REUSED')
  assert.equal(
    codeOf(await shop.asStaff('tier.set', setting({ request: '1'.repeat(32), tier: 'gold' }))),
    'NO_SUCH_TIER',
  )
  const strange = setting({ request: '2'.repeat(32), memberId: `m${'0'.repeat(24)}` })
  assert.equal(codeOf(await shop.asStaff('tier.set', strange)), 'NO_SUCH_MEMBER')
  assert.equal(codeOf(await shop.asStaff('tier.set', setting({ reason: ' ' }))), 'BAD_INPUT')
  assert.equal(codeOf(await shop.asStaff('tier.set', setting(), 'lin')), 'FORBIDDEN')
  const seen = settled((await shop.asStaff('tier.getOf', { memberId: MEMBER }, 'lin')).answer) as StaffTierView
  assert.deepEqual([seen.current, seen.history[0]?.by, seen.history[0]?.reason], ['vip', 'zhou姐', '补偿老会员'])
  assert.equal('reason' in ((await shop.mine()).history[0] ?? {}), false, 'the member reads no internal reason')
})

test('a birthday is told once a year', async () => {
  const told = { birthday: '11-23', changeableFrom: '2027-11-22' }
  assert.deepEqual(settled((await shop.asMember('tier.setBirthday', { birthday: '11-23' })).answer), told)
  assert.deepEqual(settled((await shop.asMember('tier.setBirthday', { birthday: '11-23' })).answer), told)
  assert.equal(codeOf(await shop.asMember('tier.setBirthday', { birthday: '11-24' })), 'BIRTHDAY_KEPT')
  for (const birthday of ['02-30', '2-1', '', 1123]) {
    assert.equal(codeOf(await shop.asMember('tier.setBirthday', { birthday })), 'BAD_INPUT')
  }
})
