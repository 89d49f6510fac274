import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineOf, gate, isLate, type Verdict } from '../../src/features/delivery/gate'
import type { Delivery } from '../../src/features/delivery/rules'
import { deliveryText } from '../../src/features/delivery/text'
import { instantAt, MINUTE } from '../../src/kernel/day'

const DAY = '2026-11-23'
const at = (time: string) => instantAt(DAY, time)
type Row = Pick<Delivery, 'from' | 'until' | 'date' | 'late' | 'route'>
const ROW: Row = { from: at('09:00'), until: at('10:00'), date: DAY, late: 'skip', route: 'group_task' }
const FACTS = { now: at('09:00'), paused: false, quotaLeft: 1, duplicate: false }
const SEND: Verdict = { do: 'send' }
const OVER: Verdict = { do: 'skip', reason: deliveryText.windowOver }
const ASK: Verdict = { do: 'needs_staff', by: 'decision', reason: deliveryText.windowOverAsk }
const BY_HAND: Verdict = { do: 'needs_staff', by: 'hand', reason: deliveryText.quotaToHand }

const CASES: [sentence: string, row: Partial<Row>, facts: Partial<typeof FACTS>, verdict: Verdict][] = [
  ['a millisecond before the window waits for it', {}, { now: at('09:00') - 1 }, { do: 'defer', until: at('09:00') }],
  ['the first instant of the window sends', {}, {}, SEND],
  ['the last instant of the window sends', {}, { now: at('10:00') - 1 }, SEND],
  ['the end of the window is outside', {}, { now: at('10:00') }, OVER],
  ['a zero-length window never sends', { until: at('09:00') }, {}, OVER],
  ['after the window a row that asks goes to a person', { late: 'ask' }, { now: at('10:00') }, ASK],
  ['after the window a row that may be late is still sent', { late: 'send' }, { now: at('10:00') }, SEND],
  ['it may be late until the last instant of its day', { late: 'send' }, { now: at('24:00') - 1 }, SEND],
  ['but not on the next day', { late: 'send' }, { now: at('24:00') }, OVER],
  ['a window to midnight ends there', { until: at('24:00') }, { now: at('24:00') }, OVER],
  ['the last message of the quota is sent', {}, { quotaLeft: 1 }, SEND],
  ['one too many goes to the hand', {}, { quotaLeft: 0 }, BY_HAND],
  ['the hand has no quota', { route: 'staff_task' }, { quotaLeft: 0 }, SEND],
  ['a duplicate is skipped', {}, { duplicate: true }, { do: 'skip', reason: deliveryText.duplicate }],
  ['paused comes before the window', {}, { paused: true, now: at('10:00') }, { do: 'defer', until: at('10:05') }],
  ['the window comes before the quota', {}, { now: at('08:00'), quotaLeft: 0 }, { do: 'defer', until: at('09:00') }],
  ['the quota comes before duplicates', {}, { quotaLeft: 0, duplicate: true }, BY_HAND],
]

for (const [sentence, row, facts, verdict] of CASES) {
  test(sentence, () => assert.deepEqual(gate({ ...ROW, ...row }, { ...FACTS, ...facts }), verdict))
}

test('ten minutes after the beginning is in time, a millisecond more is late', () => {
  assert.equal(isLate(ROW, at('09:10')), false)
  assert.equal(isLate(ROW, at('09:10') + 1), true)
  assert.equal(isLate(ROW, at('09:00') - MINUTE), false)
})

test('the deadline is the end of the window, or of the day for what may be late', () => {
  assert.equal(deadlineOf(ROW), at('10:00'))
  assert.equal(deadlineOf({ ...ROW, late: 'send' }), at('24:00'))
})
