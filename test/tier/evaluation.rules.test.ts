import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyMovements, newAccount } from '../../src/features/points/account'
import { addGrowth, growthOf, KEPT_MONTHS } from '../../src/features/points/growth'
import { driftsOf } from '../../src/features/points/liability'
import type { Account, Movement, TierState } from '../../src/features/points/rules'
import { audienceFactsOf } from '../../src/features/tier/audience'
import { birthdaysOn, changeableFrom, isBirthday, lastDays } from '../../src/features/tier/birthday'
import { tierBook } from '../../src/features/tier/book'
import { birthdayRounds, warningRounds, withBirthdayGift } from '../../src/features/tier/rounds'
import {
  closePeriods,
  earlyBy,
  growthIn,
  levelOf,
  multiplied,
  periodEnd,
  rise,
  type TierRules,
  tierAt,
} from '../../src/features/tier/rules'
import { tierOn, withTier } from '../../src/features/tier/standing'
import { recordsIn } from '../../src/features/tier/views'
import { warningOf } from '../../src/features/tier/warning'
import { addMonths, DAY, dayOf, monthOf, startOf } from '../../src/kernel/day'

const standard = tierBook.standard
const withBatches: TierRules = {
  ...standard,
  tiers: standard.tiers.map((tier) => ({ ...tier, benefits: { ...tier.benefits, upgradeBatch: `b-${tier.id}` } })),
}
const growth = (...months: [month: string, amount: number][]) => ({
  months: months.map(([month, amount]) => ({ month, amount })),
  total: months.reduce((sum, [, amount]) => sum + amount, 0),
})
const state = (id: string, until: string | null, change: Partial<TierState> = {}): TierState => ({
  ...{ id, since: '2026-01-01', until, byHand: false, gifts: [] },
  ...change,
})
const idsOf = ({ steps }: { steps: readonly { from: string; to: string; day: string }[] }) =>
  steps.map(({ from, to, day }) => `${from}>${to} ${day}`)

test('a window counts whole months up to the asked one', () => {
  const earned = growth(['2025-11', 7], ['2025-12', 100], ['2026-01', 20], ['2026-11', 3])
  const rolling = { kind: 'rolling_months' as const, months: 12 }
  const cases: [Parameters<typeof growthIn>[1], string, number][] = [
    [rolling, '2026-11', 123],
    [rolling, '2026-12', 23],
    [rolling, '2026-10', 127],
    [{ kind: 'rolling_months', months: 1 }, '2026-11', 3],
    [{ kind: 'calendar_year' }, '2025-12', 107],
    [{ kind: 'calendar_year' }, '2026-12', 23],
    [{ kind: 'forever' }, '2026-11', 130],
    [{ kind: 'forever' }, '2025-12', 107],
  ]
  for (const [window, month, expected] of cases) assert.equal(growthIn(earned, window, month), expected, month)
})

test('a period ends with a month, at least its whole length after the day it began', () => {
  const ends = (day: string, periodMonths: number) => periodEnd(day, { ...standard, periodMonths })
  assert.equal(ends('2026-11-20', 12), '2027-11-30')
  assert.equal(ends('2026-11-01', 12), '2027-10-31')
  assert.equal(ends('2026-11-30', 3), '2027-02-28')
  assert.equal(ends('2027-11-30', 3), '2028-02-29')
  assert.equal(ends('2028-02-29', 12), '2029-02-28')
  assert.equal(ends('2026-12-31', 1), '2027-01-31')
})

test('a rise is at once, to whatever the growth reaches, and gives the gift of every tier it passes', () => {
  const risen = rise(null, growth(), growth(['2026-11', 2000]), withBatches, '2026-11-20')
  assert.deepEqual(idsOf(risen), ['basic>vip 2026-11-20'])
  assert.deepEqual(risen.gifts, [
    { batch: 'b-core', cause: 'tier:core:2026-11-20' },
    { batch: 'b-vip', cause: 'tier:vip:2026-11-20' },
  ])
  assert.deepEqual([risen.state?.id, risen.state?.until], ['vip', '2027-11-30'])
  assert.equal(rise(null, growth(), growth(['2026-11', 599]), standard, '2026-11-20').state, null)
  assert.equal(rise(null, growth(), growth(['2026-11', 600]), standard, '2026-11-20').state?.id, 'core')
  assert.equal(rise(null, growth(), growth(['2025-11', 600]), standard, '2026-11-20').state, null, 'out of the window')
})

test('a tier that is no longer earned goes down one level a period, and one that is still earned is kept', () => {
  const fallen = closePeriods(state('vip', '2026-06-30'), growth(), standard, '2026-07-01')
  assert.deepEqual(idsOf(fallen), ['vip>core 2026-07-01'])
  assert.equal(fallen.state?.until, '2027-06-30')
  assert.deepEqual(closePeriods(state('vip', '2026-06-30'), growth(), standard, '2026-06-30').steps, [])
  const twice = closePeriods(state('vip', '2026-06-30'), growth(), standard, '2030-01-01')
  assert.deepEqual(idsOf(twice), ['vip>core 2026-07-01', 'core>basic 2027-07-01'])
  assert.deepEqual([twice.state?.id, twice.state?.until], ['basic', null])
  const kept = closePeriods(state('core', '2026-06-30'), growth(['2025-07', 600]), standard, '2026-07-01')
  assert.deepEqual([kept.steps, kept.state?.since, kept.state?.until], [[], '2026-01-01', '2027-06-30'])
  const lost = closePeriods(state('core', '2026-06-30'), growth(['2025-06', 600]), standard, '2026-07-01')
  assert.deepEqual(idsOf(lost), ['core>basic 2026-07-01'])
})

test('what is earned after the end of a period does not save it, however late it is judged', () => {
  const late = closePeriods(state('core', '2026-06-30'), growth(['2026-07', 900]), standard, '2026-07-20')
  assert.deepEqual(idsOf(late), ['core>basic 2026-07-01'])
})

test('set by hand a tier holds to the end of its period, and rises only over a threshold that is crossed', () => {
  const low = state('basic', '2027-11-30', { byHand: true })
  const earned = growth(['2026-11', 700])
  assert.equal(rise(low, earned, growth(['2026-11', 710]), standard, '2026-11-20').state, low)
  assert.equal(rise(low, earned, growth(['2026-11', 2000]), standard, '2026-11-20').state?.id, 'vip')
  const high = state('vip', '2027-11-30', { byHand: true })
  assert.equal(closePeriods(high, growth(), standard, '2027-11-30').state, high)
  assert.deepEqual(idsOf(closePeriods(high, growth(), standard, '2027-12-01')), ['vip>core 2027-12-01'])
  assert.deepEqual(idsOf(closePeriods(low, growth(['2027-11', 600]), standard, '2027-12-01')), [
    'basic>core 2027-12-01',
  ])
})

test('the gift of a tier comes once a period, also when the tier is lost and found again within it', () => {
  const given = state('core', '2027-05-31', { gifts: [{ tier: 'vip', until: '2027-05-31' }] })
  assert.deepEqual(rise(given, growth(), growth(['2027-05', 2000]), withBatches, '2027-05-31').gifts, [])
  const later = rise(given, growth(), growth(['2027-06', 2000]), withBatches, '2027-06-01')
  assert.deepEqual(later.gifts, [{ batch: 'b-vip', cause: 'tier:vip:2027-06-01' }])
})

const START = startOf('2024-01-15')
const grow = (id: number, delta: number): Movement => ({
  ...{ bizType: 'test', bizId: String(id), asset: 'growth', delta, expires: null, reason: '测试' },
})

/** A member's life: some growth (or a bit of it taken back) every so many days. */
const life = fc.array(fc.record({ days: fc.nat(150), delta: fc.integer({ min: -200, max: 900 }) }), { maxLength: 40 })
const window = fc.oneof(
  fc.record({ kind: fc.constant('rolling_months' as const), months: fc.integer({ min: 1, max: 24 }) }),
  fc.constant({ kind: 'calendar_year' as const }),
  fc.constant({ kind: 'forever' as const }),
)
const someRules = fc.record({ window, periodMonths: fc.integer({ min: 1, max: 14 }) })

function live(
  steps: readonly { days: number; delta: number }[],
  visit: (before: Account, after: Account, now: number) => Account,
) {
  let account = newAccount('m1', START)
  let now = START
  for (const [i, { days, delta }] of steps.entries()) {
    now += days * DAY
    const wanted = Math.max(delta, -account.balances.growth)
    const after = wanted === 0 ? account : applyMovements(account, [grow(i, wanted)], now)
    account = visit(account, after, now)
  }
  return { account, now }
}

test('growth by month is what the ledger says, within the months that are kept', () => {
  fc.assert(
    fc.property(life, (steps) => {
      const { account, now: lived } = live(steps, (_, after) => after)
      assert.deepEqual(account.growth, growthOf(account.outbox))
      assert.ok(account.growth.length <= KEPT_MONTHS && account.growth.every(({ amount }) => amount > 0))
      const kept = account.growth.reduce((sum, { amount }) => sum + amount, 0)
      const [first] = account.outbox
      const young = !first || monthOf(dayOf(lived)) < addMonths(monthOf(first.day), KEPT_MONTHS)
      assert.ok(young ? kept === account.balances.growth : kept <= account.balances.growth)
      assert.deepEqual(driftsOf(account, account.outbox), [])
      const wrong = { ...account, growth: addGrowth(account.growth, dayOf(START + 5000 * DAY), 1) }
      assert.equal(driftsOf(wrong, account.outbox).length, 1, 'the audit sees a month that is not in the ledger')
    }),
    { numRuns: 150 },
  )
})

test('growth never lowers a tier, a period never lowers it by more than one, and nothing else moves it', () => {
  fc.assert(
    fc.property(life, someRules, (steps, change) => {
      const rules = { ...standard, ...change }
      live(steps, (before, after, now) => {
        const moved = withTier(before, after, rules, now)
        const records = moved.effects.slice(before.effects.length).flatMap(({ payload }) => payload.records ?? [])
        for (const { from, to, why } of records as { from: string; to: string; why: string }[]) {
          const [a, b] = [from, to].map((id) => rules.tiers.findIndex((tier) => tier.id === id))
          if (why === 'growth') assert.ok((b ?? 0) > (a ?? 0))
          else assert.ok((b ?? 0) >= (a ?? 0) - 1)
        }
        const reached = growthIn(
          { months: moved.growth, total: moved.balances.growth },
          rules.window,
          monthOf(dayOf(now)),
        )
        assert.ok(
          tierOn(moved, rules, now).threshold >= (rules.tiers.findLast((t) => t.threshold <= reached)?.threshold ?? 0),
        )
        return moved
      })
    }),
    { numRuns: 150 },
  )
})

test('a tier is the same whether the job ran every month or never', () => {
  fc.assert(
    fc.property(life, someRules, fc.nat(900), (steps, change, quiet) => {
      const rules = { ...standard, ...change }
      const lazy = live(steps, (before, after, now) => withTier(before, after, rules, now))
      let last = START
      const eager = live(steps, (before, after, now) => {
        let current = before
        for (let at = last; at < now; at += 20 * DAY) current = withTier(current, current, rules, at)
        last = now
        return withTier(current, { ...after, tier: current.tier, effects: current.effects }, rules, now)
      })
      assert.deepEqual(eager.account.tier, lazy.account.tier)
      const now = lazy.now + quiet * DAY
      const shown = withTier(lazy.account, lazy.account, rules, now)
      assert.deepEqual(withTier(shown, shown, rules, now), shown, 'a second look changes nothing')
    }),
    { numRuns: 150 },
  )
})

test('a promise that came true while nobody looked counts on its own day, after the period that had ended before', () => {
  const account = { ...newAccount('m1', START), tier: state('core', '2026-06-30') }
  const after = applyMovements(account, [{ ...grow(1, 700), at: startOf('2026-07-15') }], startOf('2026-07-20'))
  const { effects } = withTier(account, after, standard, startOf('2026-07-20'))
  const records = effects.flatMap(({ payload }) => recordsIn(payload))
  assert.deepEqual(idsOf({ steps: records }), ['core>basic 2026-07-01', 'basic>core 2026-07-15'])
})

test('one big award or many small ones come to the same tier and the same gifts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 8 }), (parts) => {
      const apart = parts.reduce(
        (account, delta, i) => withTier(account, applyMovements(account, [grow(i, delta)], START), withBatches, START),
        newAccount('m1', START),
      )
      const sum = parts.reduce((a, b) => a + b, 0)
      const fresh = newAccount('m1', START)
      const once = withTier(fresh, applyMovements(fresh, [grow(0, sum)], START), withBatches, START)
      const gifts = ({ effects }: Account) => effects.filter(({ kind }) => kind === 'coupon.give').map(({ _id }) => _id)
      assert.deepEqual([apart.tier, gifts(apart)], [once.tier, gifts(once)])
    }),
    { numRuns: 50 },
  )
})

test('a tier that the rules no longer know stands where its growth would', () => {
  assert.equal(levelOf(state('gold', '2027-06-30'), standard, growth(['2026-11', 700]), '2026-11-20'), 1)
})

test('an audience asks for the tier of the moment, not for the one that was written down', () => {
  const account = { ...newAccount('m1', START), tier: state('core', '2026-06-30'), segments: ['敏感肌'] }
  const facts = (day: string) => audienceFactsOf(account, standard, startOf(day))
  assert.deepEqual(facts('2026-06-30'), { tier: 'core', segments: ['敏感肌'], channel: null })
  assert.equal(facts('2026-07-01').tier, 'basic')
})

test('points are multiplied in the favour of the member', () => {
  assert.deepEqual(
    [multiplied(10, 10_000), multiplied(10, 12_000), multiplied(7, 15_000), multiplied(0, 15_000)],
    [10, 12, 11, 0],
  )
  assert.equal(earlyBy(tierAt(standard, 2)), 15 * 60_000)
})

test('who was born on 29 February celebrates on the 28th in common years', () => {
  assert.deepEqual(birthdaysOn('2027-02-28'), ['02-28', '02-29'])
  assert.deepEqual(birthdaysOn('2028-02-28'), ['02-28'])
  assert.deepEqual(birthdaysOn('2028-02-29'), ['02-29'])
  assert.deepEqual(['02-29', '02-30', '13-01', '2-9', '00-10', '12-31'].map(isBirthday), [
    true,
    false,
    false,
    false,
    false,
    true,
  ])
  assert.equal(changeableFrom('2028-02-29'), '2029-02-28')
  assert.equal(changeableFrom('2026-11-22'), '2027-11-22')
  assert.deepEqual(lastDays('2026-12-30', '2027-01-01', 7), ['2026-12-30', '2026-12-31', '2027-01-01'])
  assert.deepEqual(lastDays('2026-01-01', '2027-01-01', 2), ['2026-12-31', '2027-01-01'])
  assert.deepEqual(lastDays('2027-01-02', '2027-01-01', 2), [])
  assert.deepEqual(
    birthdayRounds(['2026-12-31', '2027-01-01']).map(({ value, year }) => [value, year]),
    [
      ['12-31', 2026],
      ['01-01', 2027],
    ],
  )
})

test('the birthday gift is of the tier of the day, and comes once a year whatever the birthday becomes', () => {
  const now = startOf('2026-11-22')
  const member = { ...newAccount('m1', now), birthday: '11-22', tier: state('core', '2027-06-30') }
  const given = withBirthdayGift(member, withBatches, 2026, now)
  assert.deepEqual([given.balances.points, given.lots[0]?.expires, given.birthdayGift], [100, '2027-11-22', 2026])
  const moved = { ...given, birthday: '12-24' }
  assert.equal(withBirthdayGift(moved, withBatches, 2026, now), moved)
  // The tier has lapsed by then: the lowest gives 50.
  assert.equal(withBirthdayGift(given, withBatches, 2027, now + 365 * DAY).balances.points, 150)
})

test('whoever would fall is warned, each time once, and who has earned enough is left alone', () => {
  const now = startOf('2026-06-01') + 10 * 3_600_000
  const rounds = warningRounds(['2026-05-31', '2026-06-01'], [30, 7])
  assert.deepEqual(
    rounds.map(({ value }) => value),
    ['2026-06-07', '2026-06-08', '2026-06-30', '2026-07-01'],
  )
  const round = { field: 'tier.until' as const, value: '2026-06-30', year: null }
  const account = { ...newAccount('m1', now), tier: state('vip', '2026-06-30') }
  assert.deepEqual(warningOf(account, round, standard, now), {
    ...{ memberId: 'm1', kind: 'tier.warning', what: '2026-06-30:30', dueAt: now, expiresAt: startOf('2026-07-01') },
    vars: { 等级: 'VIP', 下级: '核心', 到期: '2026年6月30日', 还差: '2000', 天数: '29' },
  })
  assert.equal(warningOf(account, round, standard, startOf('2026-06-24'))?.what, '2026-06-30:7')
  const safe = {
    ...account,
    growth: [{ month: '2026-05', amount: 2000 }],
    balances: { ...account.balances, growth: 2000 },
  }
  assert.equal(warningOf(safe, round, standard, now), null)
  assert.equal(warningOf(account, round, standard, startOf('2026-07-02')), null)
})

test('rules that make no sense are refused with a sentence', () => {
  const [first, second] = standard.tiers
  const bad = [
    { ...standard, tiers: [] },
    { ...standard, tiers: [{ ...first, threshold: 1 }] },
    { ...standard, tiers: [first, { ...second, threshold: 0 }] },
    { ...standard, tiers: [first, { ...second, id: 'basic' }] },
    { ...standard, tiers: [first, { ...second, threshold: Number.NaN }] },
    { ...standard, tiers: [first, { ...second, threshold: '600' }] },
    { ...standard, periodMonths: 0 },
    { ...standard, tiers: [{ ...first, benefits: { ...first?.benefits, multiplier: 20_000 } }] },
    { ...standard, window: { kind: 'rolling_months', months: 25 } },
  ]
  for (const rules of bad) assert.throws(() => tierBook.read(rules), JSON.stringify(rules))
  assert.deepEqual(tierBook.read(standard), standard)
})
