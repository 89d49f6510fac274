import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as v from 'valibot'
import { type CheckinBook, type Gift, problemOf, type Step, standardBook } from '../../src/features/checkin/book'
import { bookSchema } from '../../src/features/checkin/bookSchema'
import { makeUpDecision } from '../../src/features/checkin/cards'
import { checkInDecision } from '../../src/features/checkin/checkIn'
import { dayRulesOf } from '../../src/features/checkin/rest'
import { checkInOn, plainDays } from '../../src/features/checkin/rules'
import { applyMovements, newAccount } from '../../src/features/points/account'
import { type Deed, ROOM } from '../../src/features/points/change'
import type { Account } from '../../src/features/points/rules'
import { tierBook, tierRulesSchema } from '../../src/features/tier/book'
import { withTier } from '../../src/features/tier/standing'
import { addDays, type Day, dayOf } from '../../src/kernel/day'

const NOW = Date.parse('2026-11-23T01:00:00Z')
const TODAY = dayOf(NOW)

/** All four kinds of gift, or some of them. */
const gifts = fc
  .tuple(fc.subarray<Gift['kind']>(['points', 'growth', 'makeup_card', 'coupon'], { minLength: 1 }), fc.nat(1000))
  .map(([kinds, n]) =>
    kinds.map(
      (kind): Gift => (kind === 'coupon' ? { kind, batch: `b${n}`, title: '券' } : { kind, amount: 1 + (n % 10) }),
    ),
  )
const stepsUpTo = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: 12 })
    .chain((days) =>
      fc.tuple(...days.sort((a, b) => a - b).map((each) => gifts.map((list): Step => ({ days: each, gifts: list })))),
    )
const cycled = fc
  .integer({ min: 1, max: 30 })
  .chain((cycle) => fc.record({ cycle: fc.constant(cycle), steps: stepsUpTo(cycle) }))
const books = fc
  .record({
    daily: gifts,
    everyday: cycled,
    own: cycled,
    again: fc.boolean(),
    total: stepsUpTo(12),
    date: gifts,
    budget: fc.boolean(),
  })
  .map(
    ({ daily, everyday, own, again, total, date, budget }): CheckinBook => ({
      ...standardBook,
      ...everyday,
      daily,
      cards: { ...standardBook.cards, windowDays: 31, perMonth: 31 },
      campaigns: [
        {
          ...{ id: 'winter', title: '暖冬', from: addDays(TODAY, -300), until: addDays(TODAY, 20) },
          ...{ consecutive: own.steps, cycle: again ? own.cycle : null, cumulative: total },
          ...{ calendar: [{ day: TODAY, gifts: date }], budgetPerDay: budget ? 100 : null },
        },
      ],
    }),
  )
const tiers = v.parse(tierRulesSchema, {
  ...tierBook.standard,
  tiers: Array.from({ length: 5 }, (_, i) => ({
    ...{ id: `t${i}`, name: `第${i}级`, threshold: i },
    benefits: { ...tierBook.standard.tiers[0]?.benefits, upgradeBatch: `rise${i}` },
  })),
})

/** Two runs of days with one missed day between them, the later one up to yesterday. */
function comer(earlier: number, later: number): { account: Account; missed: Day } {
  const missed = addDays(TODAY, -later - 1)
  let { checkin } = newAccount('m1', NOW)
  for (let i = earlier; i > 0; i--) checkin = checkInOn(checkin, addDays(missed, -i), plainDays)
  for (let i = later; i > 0; i--) checkin = checkInOn(checkin, addDays(TODAY, -i), plainDays)
  const card = { bizType: 'buycard', bizId: 'c', asset: 'makeup_card' as const, delta: 1, expires: null, reason: '卡' }
  const drained = { ...applyMovements({ ...newAccount('m1', NOW), checkin }, [card], NOW), outbox: [] }
  return { account: { ...drained, consent: { version: 1, at: NOW } }, missed }
}

test('whatever the legal rules give at once, with a rise over all tiers, fits into the room that an account keeps free', () => {
  let most = 0
  fc.assert(
    fc.property(books, fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 30 }), (book, earlier, later) => {
      v.parse(bookSchema, book)
      assert.equal(problemOf(book), null)
      const { account, missed } = comer(earlier, later)
      const rules = dayRulesOf(book, [])
      const deeds: Deed<unknown>[] = [
        checkInDecision(account, book, rules, NOW),
        makeUpDecision(account, { day: missed, request: '0'.repeat(32) }, book, rules, NOW),
        // Declared a rest afterwards, the missed day joins the two runs.
        checkInDecision(account, book, { isRest: (day) => day === missed, shield: 0 }, NOW),
      ]
      for (const deed of deeds) {
        assert.ok('after' in deed)
        const after = withTier(account, deed.after, tiers, NOW)
        most = Math.max(most, after.outbox.length, after.effects.length)
        assert.ok(after.outbox.length <= ROOM, `${after.outbox.length} entries`)
        assert.ok(after.effects.length <= ROOM, `${after.effects.length} effects`)
        assert.ok(after.outbox.every(({ reason }) => reason.length <= 100))
        assert.equal(new Set(after.outbox.map(({ _id }) => _id)).size, after.outbox.length)
      }
    }),
    { numRuns: 40 },
  )
  assert.ok(most > ROOM / 2, 'the room is hardly used: the property proves nothing')
})
