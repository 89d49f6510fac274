import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { standardBook } from '../../src/features/checkin/book'
import { isRest } from '../../src/features/checkin/rest'
import { grantsOf, milestonesAt } from '../../src/features/checkin/rewards'
import {
  checkInOn,
  countsOn,
  type DayRules,
  daysOfMonth,
  daysOn,
  firstDayOf,
  makeUpOn,
  markOf,
  plainDays,
  recountStreak,
  shieldsUsed,
  streakOn,
} from '../../src/features/checkin/rules'
import { worksOf } from '../../src/features/checkin/works'
import { newAccount } from '../../src/features/points/account'
import type { CheckinState } from '../../src/features/points/rules'
import { addDays, type Day, dayOf, monthOf, weekdayOf } from '../../src/kernel/day'

const fresh = newAccount('m1', 0).checkin

/** Checks in on some of the days that follow `from`. */
function play(from: Day, pattern: readonly boolean[], rules = plainDays) {
  let state = fresh
  pattern.forEach((present, i) => {
    if (present) state = checkInOn(state, addDays(from, i), rules)
  })
  return state
}
const days = (text: string) => [...text].map((one) => one === 'x')
const sundays = { isRest: (day: Day) => weekdayOf(day) === 7, shield: 0 }

type Move = { kind: 'come' | 'skip' } | { kind: 'repair'; back: number } | { kind: 'rules'; rules: number }
const books: DayRules[] = [
  plainDays,
  sundays,
  { isRest: () => false, shield: 2 },
  { isRest: sundays.isRest, shield: 1 },
]
const moves = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Move>({ kind: 'come' }) },
    { weight: 2, arbitrary: fc.constant<Move>({ kind: 'skip' }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('repair' as const), back: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rules' as const), rules: fc.nat({ max: 3 }) }) },
  ),
  { minLength: 1, maxLength: 480 },
)

test('the kept streak equals the streak recounted from the days, through repairs, protections, rests and new rules', () => {
  fc.assert(
    fc.property(moves, (list) => {
      let [state, day, rules]: [CheckinState, Day, DayRules] = [fresh, '2026-01-29', plainDays]
      for (const move of list) {
        const before = state
        if (move.kind === 'rules') rules = books[move.rules] ?? plainDays
        if (move.kind === 'come') state = checkInOn(state, day, rules)
        if (move.kind === 'come' || move.kind === 'skip') day = addDays(day, 1)
        const missed = addDays(day, -(move.kind === 'repair' ? move.back : 0))
        if (move.kind === 'repair' && firstDayOf(state) !== null && missed > (firstDayOf(state) ?? '')) {
          if (markOf(state, missed) === null) state = makeUpOn(state, missed, rules)
        }
        assert.equal(state.streak, recountStreak(state))
        assert.ok(state.longest >= state.streak && state.longest >= before.longest)
        assert.ok(shieldsUsed(state, monthOf(day)) <= 2)
        // What once counted or was bridged stays so for as long as it is kept.
        for (let back = 1; back < 40; back++) {
          const mark = markOf(before, addDays(day, -back))
          if (mark !== null) assert.equal(markOf(state, addDays(day, -back)), mark)
        }
        assert.ok(streakOn(state, day, rules) === 0 || streakOn(state, day, rules) >= state.streak)
      }
    }),
    { numRuns: 60 },
  )
})

/** Says what a streak is in the slow way: over all days ever struck, none of them let go. */
function slowStreak(struck: ReadonlySet<Day>, day: Day): number {
  let [streak, at] = [0, day]
  for (; struck.has(at); at = addDays(at, -1)) streak++
  return streak
}

test('a streak of any length is counted on after its first months were let go', () => {
  // A piece of two years is longer than what is kept; four of them are enough of gaps and cost seconds, twelve a minute.
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 4 }), (gaps) => {
      let [state, day] = [fresh, '2024-01-15']
      const struck = new Set<Day>()
      for (const gap of gaps) {
        for (let i = 0; i < gap * 12; i++) {
          state = checkInOn(state, day, plainDays)
          struck.add(day)
          day = addDays(day, 1)
        }
        day = addDays(day, gap % 3)
      }
      if (state.lastDay) assert.equal(state.streak, slowStreak(struck, state.lastDay))
      assert.equal(state.streak, recountStreak(state))
      assert.ok(Object.keys(state.months).length <= 13)
    }),
    { numRuns: 6, examples: [[[60]], [[60, 34]]] },
  )
})

test('one missed day ends a streak, today not yet checked in does not', () => {
  const state = play('2026-11-20', days('xxx'))
  assert.deepEqual(
    ['2026-11-22', '2026-11-23', '2026-11-24'].map((day) => streakOn(state, day, plainDays)),
    [3, 3, 0],
  )
  assert.equal(checkInOn(state, '2026-11-24', plainDays).streak, 1)
  assert.equal(play('2026-11-01', days('xxxx.x')).longest, 4)
})

test('a rest neither breaks a streak nor advances it, and who comes all the same is counted', () => {
  // 2026-11-22 was a Sunday.
  assert.equal(streakOn(play('2026-11-19', days('xxx'), sundays), '2026-11-23', sundays), 3)
  assert.equal(play('2026-11-19', days('xxx.x'), sundays).streak, 4)
  assert.equal(markOf(play('2026-11-19', days('xxx.x'), sundays), '2026-11-22'), 'rest')
  assert.equal(play('2026-11-19', days('xxxxx'), sundays).streak, 5)
})

test('the Spring Festival and its 调休 by the official calendar, and what the brand says of a day goes before it', () => {
  const calendar = { rest: { weekdays: [6, 7], holidays: true }, overrides: [] }
  const rests = (day: Day) => isRest(calendar, [], day)
  // 15 to 23 February 2026 were free, Saturday the 14th and the 28th were worked.
  assert.deepEqual(['2026-02-14', '2026-02-15', '2026-02-23', '2026-02-24', '2026-02-28'].map(rests), [
    false,
    true,
    true,
    false,
    false,
  ])
  const rules = { isRest: rests, shield: 0 }
  const before = play('2026-02-12', days('xxx'), rules)
  assert.equal(checkInOn(before, '2026-02-24', rules).streak, 4)
  const own = { ...calendar, overrides: [{ day: '2027-02-17', kind: 'holiday' as const, name: '春节' }] }
  assert.deepEqual([isRest(calendar, [], '2027-02-17'), isRest(own, [], '2027-02-17')], [false, true])
  // What was entered for SOPs holds here too, unless the check-in says otherwise or does not rest on days off.
  const entered = [{ day: '2027-02-17', work: false, name: '春节' }]
  const workday = { ...calendar, overrides: [{ day: '2027-02-17', kind: 'workday' as const, name: '店庆' }] }
  const ignoring = { ...calendar, rest: { weekdays: [], holidays: false } }
  assert.deepEqual(
    [calendar, workday, ignoring].map((one) => isRest(one, entered, '2027-02-17')),
    [true, false, false],
  )
})

test("the month's protection takes one missed day, never half of a gap, and comes again next month", () => {
  const rules = { isRest: () => false, shield: 1 }
  const once = play('2026-11-20', days('xx.xx'), rules)
  assert.equal(once.streak, 4)
  assert.equal(markOf(once, '2026-11-22'), 'shielded')
  assert.equal(play('2026-11-20', days('xx.xx.x'), rules).streak, 1)
  const two = play('2026-11-20', days('xx..x'), rules)
  assert.deepEqual([two.streak, shieldsUsed(two, '2026-11')], [1, 0])
  assert.equal(play('2026-11-26', days('xx.xx.x'), rules).streak, 5)
  // A gap over the turn of the month takes one of each.
  assert.equal(play('2026-11-28', days('xx..x'), { ...rules, shield: 1 }).streak, 3)
})

test('a repair joins two runs, alone or together with a protection', () => {
  const broken = play('2026-11-10', days('xxx.xx'))
  assert.equal(makeUpOn(broken, '2026-11-13', plainDays).streak, 6)
  const rules = { isRest: () => false, shield: 1 }
  const wide = play('2026-11-10', days('xxx..xx'), rules)
  assert.equal(wide.streak, 2)
  const joined = makeUpOn(wide, '2026-11-14', rules)
  assert.deepEqual([joined.streak, markOf(joined, '2026-11-13')], [6, 'shielded'])
  // Repairing yesterday before today is struck.
  const yesterday = makeUpOn(play('2026-11-10', days('xxx')), '2026-11-13', plainDays)
  assert.deepEqual([yesterday.streak, streakOn(yesterday, '2026-11-14', plainDays)], [4, 4])
})

test('a day declared a rest afterwards mends every streak that it broke; withdrawing it takes nothing back', () => {
  const state = play('2026-11-10', days('xxx.xx'))
  const outage = { isRest: (day: Day) => day === '2026-11-13', shield: 0 }
  assert.equal(daysOn(state, '2026-11-16', outage).streak, 5)
  const later = checkInOn(state, '2026-11-16', outage)
  assert.equal(checkInOn(later, '2026-11-17', plainDays).streak, 7)
})

test('month end, 29 February and the new year are days like any other', () => {
  assert.equal(play('2028-02-27', days('xxxx')).streak, 4)
  assert.ok(countsOn(play('2028-02-27', days('xxxx')), '2028-02-29'))
  const state = play('2026-12-30', days('xxxx'))
  assert.equal(state.streak, 4)
  assert.deepEqual(
    [daysOfMonth(state, '2026-12'), daysOfMonth(state, '2027-01')],
    [
      [30, 31],
      [1, 2],
    ],
  )
  assert.equal(firstDayOf(play('2026-10-30', days('.x.x'))), '2026-10-31')
})

test('where the day begins at 03:00, half past midnight belongs to the day before', () => {
  const at = (instant: string) => dayOf(Date.parse(instant), 180)
  assert.deepEqual(
    ['2026-11-23T00:30:00+08:00', '2026-11-23T02:59:59.999+08:00', '2026-11-23T03:00:00+08:00'].map(at),
    ['2026-11-22', '2026-11-22', '2026-11-23'],
  )
})

const points = (
  before: CheckinState,
  after: CheckinState,
  day: Day,
  how: 'done' | 'made' = 'done',
  book = standardBook,
) =>
  grantsOf(book, before, after, day, how).flatMap(({ gifts }) =>
    gifts.map((gift) => (gift.kind === 'coupon' ? 0 : gift.amount)),
  )
const ofDay = (streak: number) => {
  const before = play('2026-03-01', Array(streak - 1).fill(true))
  const day = addDays('2026-03-01', streak - 1)
  return points(before, checkInOn(before, day, plainDays), day)
}

test('the seventh day pays its milestone once, and again in the next cycle; day 100 is 100', () => {
  assert.deepEqual([6, 7, 8, 37].map(ofDay), [[10], [10, 50], [10], [10, 50]])
  assert.equal(play('2026-08-16', Array(100).fill(true)).streak, 100)
})

test('a repair pays the milestones that neither run had reached, and not the gift of the day', () => {
  const broken = play('2026-11-01', days('xxxxxxx.xxxxx'))
  const repaired = makeUpOn(broken, '2026-11-08', plainDays)
  // 7 and 5 days become 13: three and seven were paid, fourteen is not reached.
  assert.deepEqual(points(broken, repaired, '2026-11-08', 'made'), [])
  const next = checkInOn(repaired, '2026-11-14', plainDays)
  assert.deepEqual(points(repaired, next, '2026-11-14'), [10, 100])
  const short = play('2026-11-01', days('xxxx.xx'))
  assert.deepEqual(points(short, makeUpOn(short, '2026-11-05', plainDays), '2026-11-05', 'made'), [50])
})

test('repairing before or after today is struck comes to the same rewards', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (length) => {
      const past = play('2026-03-01', Array(length).fill(true))
      const [missed, today] = [addDays('2026-03-01', length), addDays('2026-03-01', length + 1)]
      const made = makeUpOn(past, missed, plainDays)
      const first = [...points(past, made, missed, 'made'), ...points(made, checkInOn(made, today, plainDays), today)]
      const struck = checkInOn(past, today, plainDays)
      const late = makeUpOn(struck, missed, plainDays)
      const second = [...points(past, struck, today), ...points(struck, late, missed, 'made')]
      assert.deepEqual(
        first.reduce((a, b) => a + b),
        second.reduce((a, b) => a + b),
      )
      assert.deepEqual(checkInOn(made, today, plainDays).streak, late.streak)
    }),
    { numRuns: 40 },
  )
})

test('a campaign counts its own days only, gives a total once, and a date on the date', () => {
  const gift = (amount: number) => [{ kind: 'points' as const, amount }]
  const campaign = {
    id: 'double12',
    title: '双十二',
    from: '2026-12-05',
    until: '2026-12-12',
    consecutive: [{ days: 2, gifts: gift(7) }],
    cycle: null,
    cumulative: [{ days: 3, gifts: gift(30) }],
    calendar: [{ day: '2026-12-12', gifts: gift(500) }],
    budgetPerDay: null,
  }
  const book = { ...standardBook, steps: [], daily: [], campaigns: [campaign] }
  const paid: number[][] = []
  let state = fresh
  const strike = (day: Day) => {
    const after = checkInOn(state, day, plainDays)
    const grants = grantsOf(book, state, after, day, 'done')
    const { given } = worksOf(book, newAccount('m1', 0), day, grants, 0)
    paid.push(points(state, after, day, 'done', book))
    state = { ...after, given: [...state.given, ...given] }
  }
  for (const day of ['04', '05', '06', '08', '09', '12']) strike(`2026-12-${day}`)
  assert.deepEqual(paid, [[], [], [7], [30], [], [500]])
})

test('every reward of a day has its own key, also when a repair reaches two milestones', () => {
  const before = play('2026-11-01', days('xx.xxxx'))
  const after = makeUpOn(before, '2026-11-03', plainDays)
  const keys = (how: 'done' | 'made', from: CheckinState, to: CheckinState, day: Day) =>
    worksOf(standardBook, newAccount('m1', 0), day, grantsOf(standardBook, from, to, day, how), 0).movements.map(
      ({ bizType, bizId }) => `${bizType}:${bizId}`,
    )
  assert.deepEqual(keys('made', before, after, '2026-11-03'), ['checkin:daily:m1:2026-11-03:streak7'])
  const seven = play('2026-11-01', days('xxxxxx'))
  assert.deepEqual(keys('done', seven, checkInOn(seven, '2026-11-07', plainDays), '2026-11-07'), [
    'checkin:daily:m1:2026-11-07',
    'checkin:daily:m1:2026-11-07:streak7',
  ])
})

test('milestones tell what is left in the running cycle', () => {
  const left = (streak: number) => milestonesAt(standardBook, streak).map(({ days: at, left: rest }) => [at, rest])
  assert.deepEqual(left(0)[0], [3, 3])
  assert.deepEqual(left(7)[1], [7, 0])
  assert.deepEqual(left(31)[0], [33, 2])
})
