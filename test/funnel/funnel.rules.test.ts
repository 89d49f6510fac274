import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressOf, askedOf, inputOf } from '../../src/features/funnel/admin/view'
import { medianWait } from '../../src/features/funnel/cells'
import { emptySums, qualityOf, sumRows, viewOf } from '../../src/features/funnel/figures'
import { addPerson, addRows, KEYS, keyOf, type Rollup, rowsOf } from '../../src/features/funnel/rollup'
import {
  type Counted,
  contributionOf,
  FUNNEL_STEPS,
  type FunnelBook,
  standardBook,
} from '../../src/features/funnel/rules'
import { foldPerson } from '../../src/features/person/fold'
import { factOf, type StepTaken } from '../../src/features/person/rules'
import { DAY, dayOf, HOUR } from '../../src/kernel/day'

const START = Date.parse('2026-11-01T01:00:00Z')
const nothing = { channel: null, guide: null, group: null, store: null, version: null }
const taken = (step: StepTaken['step'], at: number, more: Partial<StepTaken> = {}): StepTaken => ({
  ...{ step, at, ...nothing },
  ...more,
})

function person(id: string, steps: StepTaken[], more: Partial<Counted> = {}): Counted {
  const sorted = [...steps].sort((a, b) => a.at - b.at)
  const touches = sorted.filter(({ channel }) => channel !== null)
  return {
    ...{ _id: id, links: [id], steps: sorted, again: null, exits: [], orderCents: 0, uses: 0 },
    ...{ first: touches[0] ?? null, last: touches.at(-1) ?? null },
    cohortDay: sorted[0] === undefined ? null : dayOf(sorted[0].at),
    ...more,
  }
}
const reachedOf = (one: Counted, book: FunnelBook = standardBook) =>
  contributionOf(one, book)?.steps.flatMap(({ reached }, i) => (reached ? [book.steps[i]?.step] : []))

test('a step counts within its window after the nearest required step before it', () => {
  const way = [taken('follow', START), taken('join', START + DAY), taken('checkin', START + 29 * DAY)]
  assert.deepEqual(reachedOf(person('u1', way)), ['follow', 'join', 'checkin'])
  const late = [taken('follow', START), taken('join', START + DAY), taken('checkin', START + 32 * DAY)]
  assert.deepEqual(reachedOf(person('u1', late)), ['follow', 'join'])
  // Adding somebody is optional: who left it out goes on; without the group nothing counts.
  assert.deepEqual(reachedOf(person('u1', [taken('follow', START), taken('checkin', START + HOUR)])), ['follow'])
  const redeemed = [...way, taken('redeem', START + 58 * DAY)]
  assert.deepEqual(reachedOf(person('u1', redeemed)), ['follow', 'join', 'checkin', 'redeem'])
  const waited = contributionOf(person('u1', way), standardBook)?.steps.map((one) => one.waited)
  assert.deepEqual(waited, [null, null, DAY, 28 * DAY, null, null])
})

test('what came the other way round counts without a time; of an unmatched person no earlier step is asked for', () => {
  const other = contributionOf(person('u1', [taken('checkin', START), taken('join', START + DAY)]), standardBook)
  assert.deepEqual(other?.steps[3], { reached: true, waited: null })
  assert.deepEqual(reachedOf(person('wxa:m1', [taken('checkin', START)])), ['checkin'])
  assert.equal(contributionOf(person('wxa:m1', [taken('checkin', START)]), standardBook)?.matched, false)
  assert.equal(contributionOf(person('u1', []), standardBook), null)
})

test('leaving within seven days is an exit of its own, counted from the deepest relation', () => {
  const steps = [taken('follow', START), taken('join', START + DAY)]
  const left = (step: 'follow' | 'join', at: number) =>
    contributionOf(person('u1', steps, { exits: [{ step, at, about: false }] }), standardBook)?.left
  assert.equal(left('join', START + 8 * DAY), true)
  assert.equal(left('join', START + 8 * DAY + 1), false)
  assert.equal(left('follow', START + DAY), false, 'who stays in the group has not left')
})

test('first and last touch; a redemption names its store, a channel lends its own', () => {
  const one = person('u1', [
    taken('follow', START, { channel: 'c1' }),
    taken('add', START + HOUR, { channel: 'c2', guide: 'xiaomei' }),
    taken('redeem', START + DAY, { store: '南京西路店' }),
  ])
  const origin = contributionOf(one, standardBook)?.origin
  assert.deepEqual([origin?.first.channel, origin?.last.channel], ['c1', 'c2'])
  assert.deepEqual([origin?.first.store, origin?.first.guide], ['=南京西路店', 'xiaomei'])
  assert.equal(
    contributionOf(person('u2', [taken('follow', START, { channel: 'c1' })]), standardBook)?.origin.first.store,
    '@c1',
  )
})

const step = fc.constantFrom(...FUNNEL_STEPS)
const people = fc.uniqueArray(
  fc.record({
    n: fc.nat(500),
    matched: fc.boolean(),
    acts: fc.array(
      fc.record({ step, hours: fc.nat(1200), channel: fc.constantFrom(null, 'c1', 'c2'), cents: fc.nat(900) }),
      { minLength: 1, maxLength: 9 },
    ),
  }),
  { selector: ({ n }) => n, minLength: 1, maxLength: 40 },
)
const book = fc
  .uniqueArray(fc.record({ step, required: fc.boolean(), windowDays: fc.integer({ min: 1, max: 60 }) }), {
    selector: (one) => one.step,
    minLength: 1,
  })
  .map((steps): FunnelBook => ({ schema: 1, steps, least: 5 }))

/** Persons by the real fold of their facts. */
function folded(all: typeof people extends fc.Arbitrary<infer T> ? T : never): Counted[] {
  const channels = new Map([['c1', null]])
  return all.map(({ n, matched, acts }) => {
    const id = matched ? `u${n}` : `wxa:m${n}`
    const facts = acts.map(({ step: what, hours, channel, cents }, i) =>
      factOf({
        ...{ step: what === 'join' || what === 'add' ? ('visit' as const) : what, key: `${n}:${i}`, who: id },
        ...{ at: START + hours * HOUR, channel, cents },
      }),
    )
    const sources = { identities: [{ _id: id, conflict: false }], facts, ties: [], channels }
    return { _id: id, ...foldPerson(sources) }
  })
}

function rolled(all: readonly Counted[], steps: FunnelBook): Rollup {
  const rollup: Rollup = new Map()
  for (const one of all) {
    const given = contributionOf(one, steps)
    if (given !== null) addPerson(rollup, given)
  }
  return rollup
}
const shown = (rollup: Rollup) => KEYS.map(([dimension, attribution]) => rowsOf(rollup, keyOf(dimension, attribution)))

test('a rollup is the same in any order and in any parts, and a recount of people one by one', () => {
  fc.assert(
    fc.property(people, book, fc.nat(), (all, steps, cut) => {
      const persons = folded(all)
      const whole = shown(rolled(persons, steps))
      assert.deepEqual(shown(rolled([...persons].reverse(), steps)), whole)
      const at = cut % (persons.length + 1)
      const [one, two] = [rolled(persons.slice(0, at), steps), rolled(persons.slice(at), steps)]
      for (const [dimension, attribution] of KEYS) {
        const key = keyOf(dimension, attribution)
        addRows(one, key, rowsOf(two, key))
      }
      assert.deepEqual(shown(one), whole)

      const [day] = [{ day: '2026-11-01', rows: rowsOf(rolled(persons, steps), 'total:first') }]
      const sums = sumRows([day], { steps: steps.steps.length, today: '2026-12-31', shown: (value) => value })
      const sum = sums.get('') ?? emptySums(steps.steps.length)
      const view = viewOf(sum, steps)
      const counted = persons.flatMap((one) => contributionOf(one, steps) ?? [])
      assert.equal(view.people, counted.length)
      for (const [i, { people: many, unmatched, ofPrevious }] of view.steps.entries()) {
        assert.equal(many, counted.filter((each) => each.steps[i]?.reached).length)
        assert.ok(many <= view.people && unmatched <= many && (ofPrevious ?? 0) >= 0)
      }
      // Of the matched nobody is at a step who was not at the required one before.
      let before = view.people - view.unmatched
      for (const each of view.steps) {
        const known = each.people - each.unmatched
        assert.ok(known <= before)
        if (each.required) before = known
      }
      const quality = qualityOf(sum, 1000, steps.least)
      assert.equal(quality.few, quality.known < steps.least)
      for (const share of [quality.checkin, quality.retention7, quality.coupon]) assert.ok((share ?? 0) <= 10_000)
    }),
    { numRuns: 60 },
  )
})

test('a median out of buckets is right within a fifth', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 120_000, max: 60 * DAY }), { minLength: 1, maxLength: 60 }), (times) => {
      const rollup: Rollup = new Map()
      for (const [i, ms] of times.entries()) {
        const one = contributionOf(person(`u${i}`, [taken('follow', START), taken('join', START + ms)]), {
          ...standardBook,
          steps: [{ step: 'join', required: true, windowDays: 60 }],
        })
        if (one) addPerson(rollup, one)
      }
      const found = medianWait(rowsOf(rollup, 'total:first')[0]?.cell.steps[0]?.waits ?? [])
      const exact = [...times].sort((a, b) => a - b)[Math.ceil(times.length / 2) - 1] ?? 0
      assert.ok(found !== null && found / exact < 1.21 && exact / found < 1.21, `${found} of ${exact}`)
    }),
    { numRuns: 40 },
  )
  assert.equal(medianWait([]), null)
})

test('an address says which people are looked at, and who has no value has one there', () => {
  const today = '2026-12-09'
  const plain = askedOf({}, today)
  assert.deepEqual(
    [plain.from, plain.to, plain.by, plain.value, plain.versus],
    ['2026-11-10', today, 'channel', null, null],
  )
  const asked = { ...plain, value: '', versus: { value: 'c1' } }
  const query = Object.fromEntries(
    Object.entries(addressOf(asked)).filter((each): each is [string, string] => each[1] !== null),
  )
  assert.deepEqual(askedOf(query, today), asked)
  assert.deepEqual(askedOf({ from: '2026-13-01', to: 'x', by: 'y', vs: 'before' }, today), {
    ...plain,
    versus: 'before',
  })
  assert.deepEqual(inputOf({ ...plain, versus: 'before' }).compare, { from: '2026-10-11', to: '2026-11-09' })
})
