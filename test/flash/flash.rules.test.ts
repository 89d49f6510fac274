import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextOpening, openingsBetween, type Recurrence } from '../../src/features/flash/calendar'
import { commitmentOf, drawFrom, scoreOf, ticketOf } from '../../src/features/flash/draw'
import { type FlashSession, statusAt } from '../../src/features/flash/rules'
import { clockOf } from '../../src/features/flash/when'
import { addDays, DAY, HOUR, startOf, weekdayOf } from '../../src/kernel/day'

const at = (text: string) => Date.parse(text)
const daily = (change: Partial<Recurrence> = {}): Recurrence => ({
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  time: '09:00',
  minutes: 30,
  from: '2026-11-01',
  until: '2027-12-31',
  ...change,
})
const daysBetween = (sale: Recurrence, from: string, until: string) =>
  openingsBetween(sale, at(from), at(until)).map(({ day }) => day)

test('nine o’clock is nine in Shanghai, over the end of a month and of a year', () => {
  const [last, first] = openingsBetween(daily(), at('2026-12-30T16:00:00Z'), at('2027-01-01T15:59:00Z'))
  assert.deepEqual([last?.day, last?.opensAt], ['2026-12-31', at('2026-12-31T01:00:00Z')])
  assert.deepEqual([first?.day, first?.closesAt], ['2027-01-01', at('2027-01-01T01:30:00Z')])
  const leap = daily({ from: '2028-02-28', until: '2028-03-01' })
  const days = daysBetween(leap, '2028-02-01T00:00:00Z', '2028-04-01T00:00:00Z')
  assert.deepEqual(days, ['2028-02-28', '2028-02-29', '2028-03-01'])
})

test('a session that crosses midnight still runs on the next day, and belongs to the day on which it opened', () => {
  const night = daily({ time: '23:50', minutes: 20 })
  const after = at('2026-11-23T16:05:00Z')
  assert.deepEqual(daysBetween(night, '2026-11-23T16:05:00Z', '2026-11-23T16:06:00Z'), ['2026-11-23'])
  assert.deepEqual(daysBetween(night, '2026-11-23T16:10:00Z', '2026-11-23T16:11:00Z'), [])
  assert.equal(nextOpening(night, after)?.day, '2026-11-24')
  assert.equal(nextOpening(daily({ time: '00:00' }), at('2026-11-30T15:59:59Z'))?.day, '2026-12-01')
})

test('weekdays, first and last day are kept', () => {
  // 2026-11-23 is a Monday.
  const weekend = daily({ weekdays: [6, 7], from: '2026-11-24', until: '2026-11-29' })
  assert.deepEqual(daysBetween(weekend, '2026-11-20T00:00:00Z', '2026-12-20T00:00:00Z'), ['2026-11-28', '2026-11-29'])
  assert.equal(nextOpening(weekend, at('2026-11-22T00:00:00Z'))?.day, '2026-11-28')
  assert.equal(nextOpening(weekend, at('2026-11-29T01:00:00Z')), null)
  // Opened a second ago today: the next one is a week away.
  assert.equal(nextOpening(daily({ weekdays: [1] }), at('2026-11-23T01:00:00Z'))?.day, '2026-11-30')
})

test('whatever the recurrence: openings lie in it, in order, and the next opening is the first of them', () => {
  const recurrence = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    time: fc.constantFrom('00:00', '03:30', '09:00', '23:59'),
    minutes: fc.integer({ min: 1, max: 720 }),
    first: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 0, max: 60 }),
    now: fc.integer({ min: 0, max: 500 * 24 }),
  })
  const base = startOf('2026-11-01')
  fc.assert(
    fc.property(recurrence, ({ first, length, now: hours, ...rest }) => {
      const from = addDays('2026-11-01', first)
      const sale: Recurrence = { ...rest, from, until: addDays(from, length) }
      const now = base + hours * HOUR
      const openings = openingsBetween(sale, now, now + 9 * DAY)
      for (const { day, opensAt, closesAt } of openings) {
        assert.ok(sale.weekdays.includes(weekdayOf(day)) && day >= sale.from && day <= sale.until)
        assert.ok(closesAt > now && opensAt < now + 9 * DAY && closesAt - opensAt === sale.minutes * 60_000)
      }
      const ahead = openings.filter(({ opensAt }) => opensAt > now)
      const next = nextOpening(sale, now)
      if (next === null) assert.deepEqual(ahead, [])
      else if (next.opensAt < now + 9 * DAY) assert.deepEqual(ahead[0], next)
    }),
    { numRuns: 200 },
  )
})

const hex = (text: string) => createHash('sha256').update(text).digest('hex')

test('anybody can draw again with any SHA-256: commitment, scores and winners follow from seed and tickets', () => {
  const seed = 'a'.repeat(32)
  assert.equal(commitmentOf(seed), hex(seed))
  const tickets = Array.from({ length: 50 }, (_, i) => ({ ticket: ticketOf('s', `m${i}`), memberId: `m${i}` }))
  const again = [...tickets].sort((a, b) => (hex(`${seed}:${a.ticket}`) < hex(`${seed}:${b.ticket}`) ? -1 : 1))
  const { winners, lastScore } = drawFrom(seed, tickets, 10)
  assert.deepEqual(
    winners,
    again.slice(0, 10).map(({ memberId }) => memberId),
  )
  const won = tickets.filter(({ ticket }) => scoreOf(seed, ticket) <= (lastScore ?? ''))
  assert.deepEqual(won.map(({ memberId }) => memberId).sort(), [...winners].sort())
})

test('a draw gives min(stock, entrants) prizes, each to another member, in whatever order they joined', () => {
  const draw = fc.record({
    seed: fc.string({ minLength: 1 }),
    members: fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { maxLength: 60 }),
    stock: fc.integer({ min: 1, max: 70 }),
    shuffle: fc.infiniteStream(fc.integer({ min: 0, max: 1e6 })),
  })
  fc.assert(
    fc.property(draw, ({ seed, members, stock, shuffle }) => {
      const tickets = members.map((i) => ({ ticket: ticketOf('s', `m${i}`), memberId: `m${i}` }))
      const { winners } = drawFrom(seed, tickets, stock)
      assert.equal(winners.length, Math.min(stock, members.length))
      assert.equal(new Set(winners).size, winners.length)
      const order = new Map(tickets.map(({ ticket }) => [ticket, shuffle.next().value ?? 0]))
      const shuffled = [...tickets].sort((a, b) => (order.get(a.ticket) ?? 0) - (order.get(b.ticket) ?? 0))
      assert.deepEqual(drawFrom(seed, shuffled, stock).winners, winners)
    }),
    { numRuns: 30 },
  )
})

test('over many seeds everybody wins about as often: no ticket is better than another', () => {
  const tickets = Array.from({ length: 10 }, (_, i) => ({ ticket: ticketOf('s', `m${i}`), memberId: `m${i}` }))
  const wins = new Map<string, number>()
  const draws = 2000
  for (let run = 0; run < draws; run++) {
    for (const memberId of drawFrom(`seed ${run}`, tickets, 3).winners)
      wins.set(memberId, (wins.get(memberId) ?? 0) + 1)
  }
  // Expected 600 each with a standard deviation of 20.5; five of them are never reached by a fair draw with fixed seeds.
  for (const count of wins.values()) assert.ok(Math.abs(count - 600) < 103, `${count} of 600`)
  assert.equal(wins.size, 10)
})

test('a session stands as its time, its sale and its stock say', () => {
  const session: FlashSession = {
    ...{ _id: 's', schema: 1, sale: 'f', title: '', mode: 'first_come', stock: 1, price: 0, day: '2026-11-23' },
    prize: { item: '', worthCents: 0, note: '', stores: [], validDays: 7 },
    ...{ opensAt: 1000, closesAt: 2000, state: 'running', draw: null },
  }
  const undrawn = { seed: 's', commitment: 'c', drawnAt: null, entrants: 0, winners: [], lastScore: null }
  const draw: FlashSession = { ...session, mode: 'draw', draw: undrawn }
  const drawn: FlashSession = { ...draw, draw: { ...undrawn, drawnAt: 2100 } }
  const stopped = { state: 'stopped' } as const
  assert.deepEqual(
    [
      statusAt(session, 999, null),
      statusAt(session, 1000, 1),
      statusAt(session, 1500, 0),
      statusAt(session, 2000, 1),
      statusAt({ ...session, state: 'paused' }, 1500, 1),
      statusAt({ ...session, ...stopped }, 1500, 1),
      statusAt(draw, 2000, null),
      statusAt({ ...draw, ...stopped }, 2500, null),
      statusAt({ ...drawn, ...stopped }, 2500, null),
    ],
    ['upcoming', 'running', 'sold_out', 'over', 'paused', 'cancelled', 'drawing', 'cancelled', 'drawn'],
  )
})

test('the server’s time is told to the second, in Shanghai', () => {
  assert.equal(clockOf(at('2026-11-23T00:59:58.999Z')), '08:59:58')
})
