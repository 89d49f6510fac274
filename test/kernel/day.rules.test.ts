import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addMonths,
  clockTime,
  dayOf,
  daysBetween,
  daysInMonth,
  instantAt,
  isClockTime,
  isDay,
  minutesOf,
  startOf,
  timeOf,
  weekdayOf,
} from '../../src/kernel/day'

const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) })

test('half past midnight in Shanghai is already the new day, whatever zone the machine is in', () => {
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 16, 30)), '2026-11-23')
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 15, 59, 59, 999)), '2026-11-22')
})

test('a brand for night people begins its day at four in the morning', () => {
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 19, 59), 240), '2026-11-22')
  assert.equal(dayOf(Date.UTC(2026, 10, 22, 20, 0), 240), '2026-11-23')
})

test('a day starts at its own first instant and the instant before belongs to yesterday', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 720 }), (instant, dayStart) => {
      const day = dayOf(instant, dayStart)
      const start = startOf(day, dayStart)
      assert.ok(start <= instant)
      assert.equal(dayOf(start, dayStart), day)
      assert.equal(dayOf(start - 1, dayStart), addDays(day, -1))
    }),
  )
})

test('adding days and counting them are inverse', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -4000, max: 4000 }), (instant, days) => {
      const day = dayOf(instant)
      assert.equal(daysBetween(day, addDays(day, days)), days)
    }),
  )
})

test('weekdays run from Monday 1 to Sunday 7', () => {
  assert.equal(weekdayOf('2026-11-22'), 7)
  assert.equal(weekdayOf('2026-11-23'), 1)
  assert.equal(weekdayOf('1969-12-31'), 3)
})

test('a clock time of a day reads back from its instant', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 1439 }), (instant, minutes) => {
      const time = clockTime(minutes)
      assert.equal(timeOf(instantAt(dayOf(instant), time)), time)
      assert.equal(minutesOf(time), minutes)
    }),
  )
  assert.equal(instantAt('2026-11-23', '24:00'), startOf('2026-11-24'))
})

test('months have their own lengths and cross the year', () => {
  assert.equal(daysInMonth('2028-02'), 29)
  assert.equal(daysInMonth('2026-11'), 30)
  assert.equal(addMonths('2026-11', 2), '2027-01')
  assert.equal(addMonths('2026-01', -1), '2025-12')
})

test('days and times that do not exist are told apart', () => {
  assert.ok(isDay('2028-02-29'))
  assert.ok(!isDay('2026-02-29') && !isDay('2026-13-01') && !isDay('26-1-1'))
  assert.ok(isClockTime('00:00') && isClockTime('24:00'))
  assert.ok(!isClockTime('25:00') && !isClockTime('24:01') && !isClockTime('9:00'))
})
