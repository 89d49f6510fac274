import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  deadlineOf,
  type GateFacts,
  gate,
  isLate,
  type Message,
  NOTHING_AGAINST,
  type Verdict,
} from '../../src/features/delivery/gate'
import { quotaLeft, quotaPeriod } from '../../src/features/delivery/quota'
import { deliveryText } from '../../src/features/delivery/text'
import { addDays, DAY, HOUR, instantAt, MINUTE } from '../../src/kernel/day'
import { quietUntil } from '../../src/kernel/quiet'

const MONDAY = '2026-11-23'
const at = (time: string, day = MONDAY) => instantAt(day, time)
const ROW: Message = { from: at('09:00'), until: at('10:00'), date: MONDAY, late: 'skip', route: 'group_task' }
const FACTS: GateFacts = { ...NOTHING_AGAINST, now: at('09:00'), quotaLeft: 1 }
const SEND: Verdict = { do: 'send' }
const skip = (reason: string): Verdict => ({ do: 'skip', reason })
const OVER = skip(deliveryText.windowOver)
const ASK: Verdict = { do: 'needs_staff', by: 'decision', reason: deliveryText.windowOverAsk }
const BY_HAND: Verdict = { do: 'needs_staff', by: 'hand', reason: deliveryText.quotaToHand }
const ALL_DAY: Partial<Message> = { from: at('00:00'), until: at('24:00') }
const NIGHT = [{ from: '22:00', until: '08:00' }]
const full = (freeAt: number, reason = '满') => [{ left: 0, freeAt, reason }]
const person: Partial<Message> = { route: 'subscribe' }

const CASES: [sentence: string, row: Partial<Message>, facts: Partial<GateFacts>, verdict: Verdict][] = [
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
  ['one too many without another way is skipped', { only: true }, { quotaLeft: 0 }, skip(deliveryText.quotaNoOther)],
  ['one that has quota is sent, other way or not', { only: true }, { quotaLeft: 1 }, SEND],
  ['the hand has no quota', { route: 'staff_task' }, { quotaLeft: 0 }, SEND],
  ['a duplicate is skipped', {}, { duplicate: true }, skip(deliveryText.duplicate)],
  ['paused comes before the window', {}, { paused: true, now: at('10:00') }, { do: 'defer', until: at('10:05') }],
  ['the window comes before the quota', {}, { now: at('08:00'), quotaLeft: 0 }, { do: 'defer', until: at('09:00') }],
  ['the quota comes before duplicates', {}, { quotaLeft: 0, duplicate: true }, BY_HAND],
  ['21:59:59.999 is not quiet yet', ALL_DAY, { quiet: NIGHT, now: at('22:00') - 1 }, SEND],
  ['22:00 exactly is quiet, beyond this window', ALL_DAY, { quiet: NIGHT, now: at('22:00') }, skip(deliveryText.quiet)],
  [
    'quiet hours over midnight are waited for by what lasts longer',
    { ...ALL_DAY, until: at('12:00', '2026-11-24') },
    { quiet: NIGHT, now: at('23:30') },
    { do: 'defer', until: at('08:00', '2026-11-24') },
  ],
  [
    'after midnight they end the same morning',
    ALL_DAY,
    { quiet: NIGHT, now: at('00:00') },
    { do: 'defer', until: at('08:00') },
  ],
  [
    'a millisecond before their end is quiet',
    ALL_DAY,
    { quiet: NIGHT, now: at('08:00') - 1 },
    { do: 'defer', until: at('08:00') },
  ],
  ['08:00 exactly is not', ALL_DAY, { quiet: NIGHT, now: at('08:00') }, SEND],
  ['quiet hours of no length are none', ALL_DAY, { quiet: [{ from: '09:00', until: '09:00' }] }, SEND],
  [
    'quiet hours within a day hold as well',
    {},
    { quiet: [{ from: '08:30', until: '09:30' }] },
    { do: 'defer', until: at('09:30') },
  ],
  [
    'two spans act together',
    {},
    {
      quiet: [
        { from: '08:30', until: '09:20' },
        { from: '09:10', until: '09:40' },
      ],
    },
    { do: 'defer', until: at('09:40') },
  ],
  [
    'what asks is asked about when it would have to wait too long',
    { late: 'ask' },
    { quiet: [{ from: '08:00', until: '12:00' }] },
    { do: 'needs_staff', by: 'decision', reason: deliveryText.quiet },
  ],
  [
    'quiet hours come before the quota',
    {},
    { quiet: [{ from: '08:00', until: '12:00' }], quotaLeft: 0 },
    skip(deliveryText.quiet),
  ],
  ['what is not wanted is not said', person, { unwanted: '已关' }, skip('已关')],
  [
    'not wanted comes before quiet hours',
    { ...person, ...ALL_DAY },
    { unwanted: '已关', quiet: NIGHT, now: at('23:00') },
    skip('已关'),
  ],
  ['one consent is one message', person, { credits: 1 }, SEND],
  ['without consent nothing is said', person, { credits: 0 }, skip(deliveryText.noConsent)],
  ['a group needs no consents', {}, { credits: 0 }, SEND],
  ['no consent comes before the cap', person, { credits: 0, rooms: full(at('09:30')) }, skip(deliveryText.noConsent)],
  ['a full cap is waited for', person, { rooms: full(at('09:30')) }, { do: 'defer', until: at('09:30') }],
  [
    'a cap that frees at the end of the window is too late',
    person,
    { rooms: full(at('10:00'), '今天 3 条了') },
    skip('今天 3 条了'),
  ],
  [
    'the first full cap decides',
    {},
    { rooms: [{ left: 1, freeAt: 0, reason: '' }, ...full(at('09:40'))] },
    { do: 'defer', until: at('09:40') },
  ],
  ['the cap comes before duplicates', {}, { rooms: full(at('10:00')), duplicate: true }, skip('满')],
]

for (const [sentence, row, facts, verdict] of CASES) {
  test(sentence, () => assert.deepEqual(gate({ ...ROW, ...row }, { ...FACTS, ...facts }), verdict))
}

const QUOTAS: [rule: Parameters<typeof quotaLeft>[0], day: string, period: [string, string], limit: number][] = [
  ['days_of_month', '2026-11-30', ['2026-11-01', '2026-11-30'], 30],
  ['days_of_month', '2026-12-01', ['2026-12-01', '2026-12-31'], 31],
  ['days_of_month', '2028-02-29', ['2028-02-01', '2028-02-29'], 29],
  ['7_per_week', '2026-11-29', ['2026-11-23', '2026-11-29'], 7],
  ['7_per_week', '2026-11-30', ['2026-11-30', '2026-12-06'], 7],
  ['1_per_day', '2026-11-30', ['2026-11-30', '2026-11-30'], 1],
]

for (const [rule, day, [from, to], limit] of QUOTAS) {
  test(`the quota ${rule} on ${day}: the last one fits, one too many does not, the days around do not count`, () => {
    assert.deepEqual(quotaPeriod(rule, day), { from, to, limit })
    const uses = Array.from({ length: limit - 1 }, () => day).concat(addDays(from, -1), addDays(to, 1))
    assert.equal(quotaLeft(rule, day, uses), 1)
    assert.equal(quotaLeft(rule, day, [...uses, from]), 0)
    assert.equal(quotaLeft(rule, day, [...uses, from, to]), 0)
  })
}

/** Repeatable numbers (mulberry32), so that a failure can be seen again by its seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

test('whatever the facts: never outside the window, in quiet hours, over a cap, without consent or against a wish', () => {
  const next = random(7)
  const upTo = (count: number) => Math.floor(next() * count)
  const clock = () => `${String(upTo(24)).padStart(2, '0')}:${String(upTo(60)).padStart(2, '0')}`
  const pick = <T>(...list: T[]) => list[upTo(list.length)] as T
  const seen = new Set<string>()
  for (let run = 0; run < 20_000; run++) {
    const from = at('00:00') + upTo(24 * 60) * MINUTE
    const message: Message = {
      from,
      until: from + upTo(26 * 60) * MINUTE,
      date: MONDAY,
      late: pick('send', 'skip', 'ask'),
      route: pick('group_task', 'staff_task', 'single_task', 'subscribe'),
    }
    const now = from + (upTo(30 * 60) - 60) * MINUTE + upTo(2)
    const quiet = Array.from({ length: upTo(3) }, () => ({ from: clock(), until: clock() }))
    const rooms = Array.from({ length: upTo(3) }, () => ({
      left: upTo(6) - 1,
      freeAt: now + 1 + upTo(DAY),
      reason: '满',
    }))
    const facts: GateFacts = {
      now,
      paused: upTo(20) === 0,
      unwanted: upTo(20) === 0 ? '已关' : null,
      quiet,
      quotaLeft: upTo(4),
      credits: upTo(4),
      rooms,
      duplicate: upTo(20) === 0,
    }
    const verdict = gate(message, facts)
    seen.add(verdict.do)
    const note = JSON.stringify({ run, message, facts, verdict })
    if (verdict.do === 'send') {
      assert.ok(now >= message.from && now < deadlineOf(message), note)
      assert.ok(!quiet.some((span) => isWithin(now, span.from, span.until)), note)
      assert.ok(
        !facts.paused && facts.unwanted === null && !facts.duplicate && rooms.every(({ left }) => left > 0),
        note,
      )
      assert.ok(message.route !== 'group_task' || facts.quotaLeft > 0, note)
      assert.ok(message.route !== 'subscribe' || facts.credits > 0, note)
    }
    // What is put off is put off to a later instant that is still of use, so that nothing goes round for ever.
    if (verdict.do === 'defer') {
      assert.ok(
        verdict.until > now && (facts.paused || verdict.until === message.from || verdict.until < deadlineOf(message)),
        note,
      )
    }
    if (verdict.do === 'skip' || verdict.do === 'needs_staff') assert.match(verdict.reason, /[一-鿿]/, note)
  }
  assert.deepEqual([...seen].sort(), ['defer', 'needs_staff', 'send', 'skip'])
})

/** The hours of a wall clock, told by the text alone. */
function isWithin(instant: number, from: string, until: string): boolean {
  const wall = new Date(instant + 8 * HOUR).toISOString().slice(11, 16)
  return from < until ? wall >= from && wall < until : from > until && (wall >= from || wall < until)
}

test('quiet hours that hold the whole day end somewhere', () => {
  const end = quietUntil(at('09:00'), [
    { from: '08:00', until: '20:00' },
    { from: '20:00', until: '08:00' },
  ])
  assert.ok(end !== null && end > at('09:00'))
})

test('ten minutes after the beginning is in time, a millisecond more is late', () => {
  assert.equal(isLate(ROW, at('09:10')), false)
  assert.equal(isLate(ROW, at('09:10') + 1), true)
  assert.equal(isLate(ROW, at('09:00') - MINUTE), false)
})

test('the deadline is the end of the window, or of the day for what may be late', () => {
  assert.equal(deadlineOf(ROW), at('10:00'))
  assert.equal(deadlineOf({ ...ROW, late: 'send' }), at('24:00'))
})
