import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readTime } from '../../src/features/sop/readTime'
import { clockTime } from '../../src/kernel/day'

/** What is written → windows as `from-until`, blank between several. */
const READ: [string | number, string][] = [
  ['9:00', '09:00-10:00'],
  ['11点', '11:00-12:00'],
  ['20：00', '20:00-21:00'],
  ['２０：３０', '20:30-21:30'],
  ['晚上8点', '20:00-21:00'],
  ['晚8点半', '20:30-21:30'],
  ['下午3点半', '15:30-16:30'],
  ['下午三点一刻', '15:15-16:15'],
  ['中午12点', '12:00-13:00'],
  ['中午1点', '13:00-14:00'],
  ['早上9点', '09:00-10:00'],
  ['凌晨12点', '00:00-01:00'],
  ['上午十点二十', '10:20-11:20'],
  ['8:05 PM', '20:05-21:05'],
  ['19时30分', '19:30-20:30'],
  ['09:00:00', '09:00-10:00'],
  ['12:00-13:00', '12:00-13:00'],
  ['12:00～13:30', '12:00-13:30'],
  ['下午3点到5点', '15:00-17:00'],
  ['20:00—24:00', '20:00-24:00'],
  ['9:00、20:00', '09:00-10:00 20:00-21:00'],
  ['20:00、9:00', '09:00-10:00 20:00-21:00'],
  ['晚上8点、9点', '20:00-21:00 21:00-22:00'],
  ['9:00\n20:00', '09:00-10:00 20:00-21:00'],
  ['9点 20点', '09:00-10:00 20:00-21:00'],
  ['9:00,9:00', '09:00-10:00'],
  [0.625, '15:00-16:00'],
  ['0.625', '15:00-16:00'],
  [0.375, '09:00-10:00'],
  [46_348.5, '12:00-13:00'],
  [9, '09:00-10:00'],
  ['23:30', '23:30-24:00'],
]

/** What is refused → code and proposal. */
const REFUSED: [string | number, string, string | null][] = [
  ['25:00', 'time_out_of_range', '15:00'],
  ['24:00', 'time_out_of_range', '0:00'],
  ['12:75', 'time_out_of_range', null],
  [25, 'time_out_of_range', '15:00'],
  ['待定', 'time_unreadable', null],
  ['有空就发', 'time_unreadable', null],
  ['9:00-10:00-11:00', 'time_unreadable', null],
  ['13:00-12:00', 'time_backwards', '12:00-13:00'],
]

for (const [written, expected] of READ) {
  test(`${JSON.stringify(written)} is read as ${expected}`, () => {
    const reading = readTime(written)
    assert.ok(reading.ok, JSON.stringify(reading))
    assert.equal(reading.slots.map((slot) => `${slot.from}-${slot.until}`).join(' '), expected)
  })
}

for (const [written, code, proposal] of REFUSED) {
  test(`${JSON.stringify(written)} is refused as ${code}`, () => {
    const reading = readTime(written)
    assert.ok(!reading.ok)
    assert.equal(reading.code, code)
    assert.equal(reading.proposal, proposal)
  })
}

test('every minute of the day is read the same in five ways of writing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
      const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
      const padded = String(minute).padStart(2, '0')
      for (const written of [
        `${hour}:${padded}`,
        `${hour}：${padded}`,
        `${hour}点${minute}分`,
        minutes / 1440,
        46_000 + minutes / 1440,
      ]) {
        const reading = readTime(written)
        // A bare 0 reads as midnight, every other fraction as its time.
        assert.ok(reading.ok, String(written))
        assert.equal(reading.slots[0]?.from, clockTime(minutes), String(written))
      }
    }),
  )
})

test('whatever is written, windows are inside one day and the end comes after the beginning', () => {
  const sign = fc.constantFrom(...'0123456789:：点半时分、-~晚上下午早中凌晨一二十 ')
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 10 }), (signs) => {
      const reading = readTime(signs.join(''))
      if (!reading.ok) return assert.ok(reading.message.length > 5)
      for (const slot of reading.slots) assert.ok(slot.from < slot.until && slot.until <= '24:00', JSON.stringify(slot))
    }),
    { numRuns: 2000 },
  )
})
