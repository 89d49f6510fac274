import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldPerson } from '../../src/features/person/fold'
import { linked, newIdentity } from '../../src/features/person/identities'
import { factOf, type NewFact, readChannel } from '../../src/features/person/rules'
import { newTie } from '../../src/features/person/tieStore'
import { type Mark, staysOf, withMarks } from '../../src/features/person/ties'
import { DAY, HOUR, MINUTE } from '../../src/kernel/day'

const T = Date.parse('2026-11-23T02:00:00Z')
const mark = (kind: Mark['kind'], at: number, more: Partial<Mark> = {}): Mark => ({
  ...{ kind, at: T + at, scene: null, state: '' },
  ...more,
})
/** `[from, to, about]` of each stay, relative to T. */
const told = (marks: Mark[], seenAt = 0) =>
  staysOf({ marks: withMarks([], marks), seenAt: seenAt && T + seenAt }).map(({ from, to, about }) => [
    from === null ? null : from - T,
    to === null ? null : to - T,
    about,
  ])

test('a joining that an event and a look tell of is one; its end is the event’s', () => {
  assert.deepEqual(told([mark('join', 3000), mark('seen', 0, { scene: 3, state: 'c1' })]), [[0, null, false]])
  assert.deepEqual(told([mark('join', 3000), mark('seen', 0), mark('leave', HOUR)]), [[0, HOUR, false]])
})

test('who comes back has two stays, also when one of the four events never came', () => {
  const [first, left, again, goneAgain] = [
    mark('seen', 0),
    mark('leave', HOUR),
    mark('seen', DAY),
    mark('leave', 2 * DAY),
  ]
  assert.deepEqual(told([first, left, again, goneAgain]), [
    [0, HOUR, false],
    [DAY, 2 * DAY, false],
  ])
  // Nobody told that they left: they had by the time they came again.
  assert.deepEqual(told([first, again]), [
    [0, DAY, true],
    [DAY, null, false],
  ])
  assert.deepEqual(told([first, mark('absent', 3 * HOUR), again]), [
    [0, 3 * HOUR, true],
    [DAY, null, false],
  ])
  assert.deepEqual(told([left]), [[null, HOUR, false]])
})

test('a look that missed somebody counts until a later one finds them', () => {
  assert.deepEqual(told([mark('seen', 0), mark('absent', HOUR)]), [[0, HOUR, true]])
  assert.deepEqual(told([mark('seen', 0), mark('absent', HOUR)], 2 * HOUR), [[0, null, false]])
  // The list may be a moment behind the event.
  assert.deepEqual(told([mark('join', 0), mark('absent', MINUTE)]), [[0, null, false]])
  // The exact end that arrives late wins over the rough one.
  assert.deepEqual(told([mark('seen', 0), mark('absent', DAY), mark('leave', HOUR)]), [[0, HOUR, false]])
})

test('marks and facts are sets: any order, any grouping, any repetition folds the same', () => {
  const marks = fc.record({
    kind: fc.constantFrom('join', 'seen', 'leave', 'absent'),
    at: fc.integer({ min: 0, max: 40 }).map((n) => T + n * MINUTE),
    scene: fc.constantFrom(null, 1, 3),
    state: fc.constantFrom('', 'c1', 'c2'),
  }) as fc.Arbitrary<Mark>
  const facts = fc.record({
    step: fc.constantFrom('touch', 'follow', 'unfollow', 'visit', 'order', 'redeem') as fc.Arbitrary<NewFact['step']>,
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    who: fc.constantFrom('wxa:m1', 'mp:o1'),
    cents: fc.constantFrom(undefined, 100),
  })
  const seen = fc.uniqueArray(facts, { selector: ({ step, key }) => `${step}:${key}` })
  fc.assert(
    fc.property(
      fc.array(marks, { maxLength: 14 }),
      seen,
      fc.array(fc.nat(100), { minLength: 40, maxLength: 40 }),
      (list, known, dice) => {
        const shuffled = <A>(items: readonly A[]) =>
          [...items, ...items.slice(0, 3)]
            .map((item, i) => ({ item, by: dice[i % 40] ?? 0 }))
            .sort((a, b) => a.by - b.by)
            .map(({ item }) => item)
        const fold = (some: readonly Mark[], facts: readonly (typeof known)[number][]) => {
          const tie = newTie({ kind: 'group', place: 'wr1', externalUserid: 'wm1', marks: [], seenAt: 0 })
          const grown = some.reduce<Mark[]>((before, one) => withMarks(before, [one]), [])
          return foldPerson({
            identities: shuffled([newIdentity('wxa:m1', null, T), newIdentity('mp:o1', null, T)]).slice(0, 2),
            facts: facts.map(({ cents, ...fact }) =>
              factOf({ ...fact, at: T + fact.key.charCodeAt(0) * MINUTE, ...(cents && { cents }) }),
            ),
            ties: [{ ...tie, marks: grown }],
            channels: new Map([['c1', null]]),
          })
        }
        const [one, other] = [fold(list, known), fold(shuffled(list), shuffled(known))]
        assert.deepEqual({ ...other, links: [] }, { ...one, links: [] })
        const stays = staysOf({ marks: withMarks([], list), seenAt: 0 })
        for (const [i, stay] of stays.entries()) {
          assert.ok(stay.from === null || stay.to === null || stay.from <= stay.to)
          assert.ok(
            i === 0 || (stays[i - 1]?.to ?? Number.POSITIVE_INFINITY) <= (stay.from ?? 0),
            'stays do not overlap',
          )
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('channels: unknown ones and those stopped by then are none, the odd is kept as such', () => {
  assert.deepEqual(readChannel('c_ab-12'), { channel: 'c_ab-12' })
  assert.deepEqual(readChannel(''), { channel: null })
  assert.deepEqual(readChannel('<script>'.repeat(9)).odd?.length, 30)
  const fold = (channels: Map<string, number | null>) =>
    foldPerson({
      identities: [],
      facts: [factOf({ step: 'touch', key: 'k', who: 'wxa:m1', at: T, channel: 'c1' })],
      ties: [],
      channels,
    }).first?.channel ?? null
  assert.deepEqual(
    [fold(new Map()), fold(new Map([['c1', null]])), fold(new Map([['c1', T]])), fold(new Map([['c1', T + 1]]))],
    [null, 'c1', null, 'c1'],
  )
})

test('a use that was taken back is none; orders sum up and the second one is known', () => {
  const at = (step: NewFact['step'], key: string, after: number, more: Partial<NewFact> = {}) =>
    factOf({ step, key, who: 'wxa:m1', at: T + after, ...more })
  const { uses, billCents, orderCents, again, steps } = foldPerson({
    identities: [],
    facts: [
      at('redeem', 'c:1:undo', 5, { of: 'redeem:c:1' }),
      at('redeem', 'c:1', 1, { cents: 9900 }),
      at('redeem', 'c:2', 9, { cents: 12000 }),
      at('order', 'x', 20, { cents: 500 }),
      at('order', 'y', 30, { cents: 700 }),
      at('refund', 'y', 40, { cents: -700 }),
    ],
    ties: [],
    channels: new Map(),
  })
  assert.deepEqual([uses, billCents, orderCents, again?.at], [1, 12000, 500, T + 30])
  assert.deepEqual(
    steps.map(({ step }) => step),
    ['redeem', 'order', 'refund'],
  )
})

test('unions may come in any order: the smallest counts, and a conflict stays one', () => {
  const told = fc.array(fc.constantFrom('u1', 'u2', 'u3'), { minLength: 1, maxLength: 6 })
  const take = (unions: readonly string[]) =>
    unions.reduce((identity, union) => Object.assign(identity, linked(identity, union)), newIdentity('ext:w', null, T))
  fc.assert(
    fc.property(told, (unions) => {
      const { union, conflict, person } = take(unions)
      assert.deepEqual([union, conflict, person], [[...unions].sort()[0], new Set(unions).size > 1, union])
    }),
  )
})
