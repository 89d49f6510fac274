import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkinPlan } from '../../src/features/checkin/plan'
import {
  checkedInOn,
  checkInOn,
  daysOfMonth,
  firstDayOf,
  milestonesAt,
  recountStreak,
  rewardsOf,
  streakOn,
} from '../../src/features/checkin/rules'
import { newAccount } from '../../src/features/points/account'
import { addDays, type Day } from '../../src/kernel/day'

const fresh = newAccount('m1', 0).checkin

/** Checks in on some of the days that follow `from`. */
function play(from: Day, pattern: readonly boolean[]) {
  let state = fresh
  pattern.forEach((present, i) => {
    if (present) state = checkInOn(state, addDays(from, i))
  })
  return state
}

test('the kept streak equals the streak recounted from the days', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 380 }), (pattern) => {
      const state = play('2026-03-01', pattern)
      assert.equal(state.streak, recountStreak(state))
      assert.ok(state.longest >= state.streak)
    }),
  )
})

test('a streak counts on past the reward cycle: day 100 is 100', () => {
  const state = play(
    '2026-08-16',
    Array.from({ length: 100 }, () => true),
  )
  assert.equal(state.streak, 100)
  assert.equal(streakOn(state, '2026-11-23'), 100)
})

test('one missed day ends a streak, today not yet checked in does not', () => {
  const state = play('2026-11-20', [true, true, true])
  assert.equal(streakOn(state, '2026-11-22'), 3)
  assert.equal(streakOn(state, '2026-11-23'), 3)
  assert.equal(streakOn(state, '2026-11-24'), 0)
  assert.equal(checkInOn(state, '2026-11-24').streak, 1)
})

test('the first day is the earliest one that is kept', () => {
  assert.equal(firstDayOf(fresh), null)
  assert.equal(firstDayOf(play('2026-10-30', [false, true, false, true])), '2026-10-31')
})

test('the longest streak outlives the break', () => {
  assert.equal(play('2026-11-01', [true, true, true, true, false, true]).longest, 4)
})

test('the streak crosses month and year', () => {
  const state = play('2026-12-30', [true, true, true, true])
  assert.equal(state.streak, 4)
  assert.deepEqual(daysOfMonth(state, '2026-12'), [30, 31])
  assert.deepEqual(daysOfMonth(state, '2027-01'), [1, 2])
  assert.ok(checkedInOn(state, '2027-01-02') && !checkedInOn(state, '2027-01-03'))
})

test('months older than a year and a month are let go', () => {
  const state = checkInOn(play('2025-10-01', [true]), '2026-11-01')
  assert.deepEqual(Object.keys(state.months), ['2026-11'])
})

test('the seventh day pays its milestone once, and again in the next cycle', () => {
  const paid = (streak: number) => rewardsOf(checkinPlan, 'm1', '2026-11-23', streak).map(({ delta }) => delta)
  assert.deepEqual(paid(6), [10])
  assert.deepEqual(paid(7), [10, 50])
  assert.deepEqual(paid(8), [10])
  assert.deepEqual(paid(37), [10, 50])
})

test('every reward of a day has its own key', () => {
  const keys = rewardsOf(checkinPlan, 'm1', '2026-11-23', 7).map(({ bizType, bizId }) => `${bizType}:${bizId}`)
  assert.deepEqual(keys, ['checkin:daily:m1:2026-11-23', 'checkin:daily:m1:2026-11-23:streak7'])
})

test('milestones tell what is left in the running cycle', () => {
  const left = (streak: number) => milestonesAt(checkinPlan, streak).map(({ days, left: rest }) => [days, rest])
  assert.deepEqual(left(0), [
    [3, 3],
    [7, 7],
    [14, 14],
    [30, 30],
  ])
  assert.deepEqual(left(6), [
    [3, 0],
    [7, 1],
    [14, 8],
    [30, 24],
  ])
  assert.deepEqual(left(31), [
    [33, 2],
    [37, 6],
    [44, 13],
    [60, 29],
  ])
})
