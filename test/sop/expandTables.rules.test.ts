import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { GroupFacts, MemberFacts } from '../../src/features/sop/audience'
import { matchesGroup, matchesMember } from '../../src/features/sop/audience'
import { type ExpandFacts, expand } from '../../src/features/sop/expand'
import type { Audience, NodeTime, SopNode } from '../../src/features/sop/rules'
import { EVERYONE, upcastNode, upcastVersion } from '../../src/features/sop/upcast'
import { addDays, type Day } from '../../src/kernel/day'

function node(time: NodeTime, change: Partial<SopNode> = {}): SopNode {
  return upcastNode({
    key: 'n',
    kind: 'column',
    time,
    slots: [{ from: '09:00', until: '10:00' }],
    module: '互动',
    column: '栏目',
    tone: '',
    parts: [{ type: 'text', text: '早' }],
    topic: null,
    variables: {},
    audience: {},
    route: 'auto',
    late: 'skip',
    owner: '',
    note: '',
    unscheduled: null,
    source: null,
    ...change,
  })
}

function daysOf(nodes: SopNode | SopNode[], from: Day, to: Day, facts: ExpandFacts = {}, number = 1): string[] {
  const version = { sop: 's', number, from: null, to: null, nodes: [nodes].flat() }
  return expand(version, { from, to }, facts).map(({ date }) => date)
}

function group(id: string, change: Partial<GroupFacts> = {}): GroupFacts {
  return {
    id,
    tags: [],
    stores: [],
    owner: 'ling',
    members: 100,
    startedOn: null,
    joinDays: [],
    version: null,
    ...change,
  }
}

/** [what, time, first day, last day, days on which it is heard] */
const TABLE: readonly (readonly [string, NodeTime, Day, Day, Day[]])[] = [
  ['29 Feb exists in 2028', { on: 'date', date: '2028-02-29' }, '2028-02-01', '2028-03-31', ['2028-02-29']],
  [
    'the 29th of a common February is its last day',
    { on: 'monthdays', days: [29] },
    '2027-02-01',
    '2027-02-28',
    ['2027-02-28'],
  ],
  [
    'the 31st of every month, short ones included',
    { on: 'monthdays', days: [31] },
    '2027-01-01',
    '2027-04-30',
    ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
  ],
  [
    '30th and 31st meet on the last day of a short month once',
    { on: 'monthdays', days: [30, 31] },
    '2026-11-01',
    '2026-11-30',
    ['2026-11-30'],
  ],
  [
    'the last day',
    { on: 'monthdays', days: [1, -1] },
    '2028-02-01',
    '2028-03-01',
    ['2028-02-01', '2028-02-29', '2028-03-01'],
  ],
  [
    'over the end of week, month and year',
    { on: 'weekdays', weekdays: [4, 5] },
    '2026-12-31',
    '2027-01-01',
    ['2026-12-31', '2027-01-01'],
  ],
  [
    '春节 2027 and three days before',
    { on: 'festival', name: '春节', offset: -3 },
    '2027-01-01',
    '2027-03-01',
    ['2027-02-03'],
  ],
  [
    '除夕 in a year without 腊月三十',
    { on: 'festival', name: '农历腊月三十', offset: 0 },
    '2027-01-01',
    '2027-12-31',
    ['2027-02-05'],
  ],
  [
    'a festival before a New Year',
    { on: 'festival', name: '元旦', offset: -3 },
    '2026-12-01',
    '2027-01-10',
    ['2026-12-29'],
  ],
  [
    'a leap month is another month',
    { on: 'festival', name: '农历六月初一', offset: 0 },
    '2025-06-01',
    '2025-08-31',
    ['2025-06-25'],
  ],
  ['its leap twin', { on: 'festival', name: '农历闰六月初一', offset: 0 }, '2025-06-01', '2025-08-31', ['2025-07-25']],
  ['a moment has no day', { on: 'join', day: 0 }, '2026-11-01', '2026-11-30', []],
]

for (const [what, time, from, to, days] of TABLE) {
  test(`${what}: ${days.join(' ') || 'never'}`, () => assert.deepEqual(daysOf(node(time), from, to), days))
}

test('days off keep, move or drop a node; a makeup Saturday is a workday, a weekend has a policy of its own', () => {
  const national: NodeTime = { on: 'date', date: '2026-10-02' }
  assert.deepEqual(daysOf(node(national), '2026-09-25', '2026-10-15'), ['2026-10-02'])
  assert.deepEqual(daysOf(node(national, { holiday: 'shift' }), '2026-09-25', '2026-10-15'), ['2026-10-08'])
  assert.deepEqual(daysOf(node(national, { holiday: 'skip' }), '2026-09-25', '2026-10-15'), [])
  const saturdays = node({ on: 'weekdays', weekdays: [6] }, { weekend: 'skip' })
  assert.deepEqual(daysOf(saturdays, '2026-10-03', '2026-10-17'), ['2026-10-03', '2026-10-10'])
  // The range begins after the nominal day: what was moved into it is heard all the same.
  assert.deepEqual(daysOf(node(national, { holiday: 'shift' }), '2026-10-08', '2026-10-08'), ['2026-10-08'])
})

test('several days that are moved to one are heard once, and its own day names it', () => {
  const daily = node({ on: 'daily' }, { holiday: 'shift' })
  const beats = expand({ sop: 's', from: null, to: null, nodes: [daily] }, { from: '2026-10-01', to: '2026-10-09' })
  assert.deepEqual(
    beats.map(({ date, nominal }) => [date, nominal]),
    [
      ['2026-10-08', '2026-10-08'],
      ['2026-10-09', '2026-10-09'],
    ],
  )
})

test('days that a person entered move a node too', () => {
  const holidays = [{ day: '2027-03-01', work: false, name: '店休' }]
  const node1 = node({ on: 'date', date: '2027-03-01' }, { holiday: 'shift' })
  assert.deepEqual(daysOf(node1, '2027-02-25', '2027-03-05', { holidays }), ['2027-03-02'])
})

test('every group hears day N of its own life, also one that is made in week three', () => {
  const day3 = node({ on: 'group', day: 3 })
  const groups = [group('a', { startedOn: '2026-11-02' }), group('b', { startedOn: '2026-11-20' }), group('c')]
  const beats = expand(
    { sop: 's', from: null, to: null, nodes: [day3] },
    { from: '2026-11-01', to: '2026-11-30' },
    { groups },
  )
  assert.deepEqual(
    beats.map(({ date, targets }) => [date, targets]),
    [
      ['2026-11-04', ['a']],
      ['2026-11-22', ['b']],
    ],
  )
})

test('two first days that a break moves together are one beat with both groups', () => {
  const day1 = node({ on: 'group', day: 1 }, { holiday: 'shift' })
  const groups = [
    group('a', { startedOn: '2026-10-01' }),
    group('b', { startedOn: '2026-10-03' }),
    group('c', { startedOn: '2026-10-08' }),
  ]
  const beats = expand(
    { sop: 's', from: null, to: null, nodes: [day1] },
    { from: '2026-10-01', to: '2026-10-10' },
    { groups },
  )
  assert.deepEqual(
    beats.map(({ date, targets }) => [date, [...targets].sort()]),
    [['2026-10-08', ['a', 'b', 'c']]],
  )
})

test('a group on its way stays on the version on which it began', () => {
  const day2 = node({ on: 'group', day: 2 })
  const groups = [
    group('old', { startedOn: '2026-11-22', version: 1 }),
    group('new', { startedOn: '2026-11-22', version: 2 }),
    group('free', { startedOn: '2026-11-22' }),
  ]
  const heard = (number: number) =>
    expand(
      { sop: 's', number, from: null, to: null, nodes: [day2] },
      { from: '2026-11-23', to: '2026-11-23' },
      { groups },
    ).flatMap(({ targets }) => targets)
  assert.deepEqual(heard(1), ['old', 'free'])
  assert.deepEqual(heard(2), ['new', 'free'])
})

test('newcomers: a group hears it when somebody joined, a member by the day of joining', () => {
  const day2 = node({ on: 'join', day: 2 })
  const groups = [group('a', { joinDays: ['2026-11-20', '2026-11-22'] }), group('b')]
  assert.deepEqual(daysOf(day2, '2026-11-20', '2026-11-25', { groups }), ['2026-11-21', '2026-11-23'])
  const member = (id: string, joinedOn: Day | null): MemberFacts => ({
    id,
    tier: 'gold',
    segments: [],
    preferences: [],
    joinedOn,
    version: null,
  })
  const members = [member('m1', '2026-11-22'), member('m2', '2026-11-01'), member('m3', null)]
  const beats = expand(
    { sop: 's', from: null, to: null, nodes: [node({ on: 'join', day: 2 }, { route: 'single_task' })] },
    { from: '2026-11-23', to: '2026-11-23' },
    { members, groups },
  )
  assert.deepEqual(
    beats.map(({ to, targets }) => [to, targets]),
    [['members', ['m1']]],
  )
})

test('an audience asks for all of what it names; what is not known does not match', () => {
  const ask = (change: Partial<Audience>, who: Partial<GroupFacts> = {}) =>
    matchesGroup({ ...EVERYONE, ...change }, group('g', who), '2026-11-23')
  assert.ok(ask({}))
  assert.ok(ask({ tags: ['VIP群', '福利群'] }, { tags: ['福利群'] }) && !ask({ tags: ['VIP群'] }, { tags: ['福利群'] }))
  assert.ok(ask({ stores: ['s1'] }, { stores: ['s1'] }) && !ask({ stores: ['s1'] }))
  assert.ok(ask({ owners: ['ling'] }) && !ask({ owners: ['mei'] }))
  assert.ok(ask({ size: { least: 100, most: 100 } }) && !ask({ size: { least: 101, most: null } }))
  assert.ok(ask({ age: { least: null, most: 1 } }, { startedOn: '2026-11-23' }))
  assert.ok(
    !ask({ age: { least: 2, most: null } }, { startedOn: '2026-11-23' }) && !ask({ age: { least: 2, most: null } }),
  )
  assert.ok(!ask({ tags: ['福利群'], owners: ['mei'] }, { tags: ['福利群'] }))
  const member = { tier: 'gold', segments: ['干皮'], preferences: [] }
  assert.ok(matchesMember({ ...EVERYONE, tiers: ['gold'], segments: ['干皮'] }, member))
  assert.ok(!matchesMember({ ...EVERYONE, preferences: ['彩妆'] }, member))
})

test('what was stored before the fields existed reads as it behaved then', () => {
  const {
    value: _value,
    fallback: _fallback,
    holiday: _holiday,
    weekend: _weekend,
    effort: _effort,
    ...old
  } = node({ on: 'daily' })
  const stored = {
    _id: 's:1',
    schema: 1 as const,
    sop: 's',
    number: 1,
    parent: null,
    status: 'live' as const,
    name: 'n',
    from: null,
    to: null,
    nodes: [{ ...old, audience: { tags: ['福利群'] } }],
    note: '',
    author: 'a',
    revision: 0,
    importDigest: null,
    createdAt: 0,
    publishedAt: 0,
  }
  const read = upcastVersion(stored)
  assert.deepEqual([read.schema, read.publishAt, read.steps], [2, null, []])
  assert.deepEqual(read.nodes[0]?.audience, { ...EVERYONE, tags: ['福利群'] })
  assert.equal(read.nodes[0]?.holiday, 'keep')
  assert.deepEqual(upcastVersion(read), read)
})

test('a range is the sum of its days whatever moves, for every policy', () => {
  const policies = ['keep', 'shift', 'skip'] as const
  const times: NodeTime[] = [
    { on: 'weekdays', weekdays: [1, 6] },
    { on: 'monthdays', days: [1, 31] },
    { on: 'festival', name: '国庆节', offset: 1 },
    { on: 'group', day: 4 },
  ]
  const groups = [group('a', { startedOn: '2026-09-28' }), group('b', { startedOn: '2026-10-01' })]
  fc.assert(
    fc.property(
      fc.constantFrom(...times),
      fc.constantFrom(...policies),
      fc.constantFrom(...policies),
      fc.nat(40),
      (time, holiday, weekend, start) => {
        const nodes = [node(time, { holiday, weekend })]
        const first = addDays('2026-09-10', start)
        const version = { sop: 's', from: null, to: null, nodes }
        const whole = expand(version, { from: first, to: addDays(first, 12) }, { groups })
        const days = Array.from({ length: 13 }, (_, index) => addDays(first, index))
        assert.deepEqual(
          whole,
          days.flatMap((day) => expand(version, { from: day, to: day }, { groups })),
        )
      },
    ),
    { numRuns: 60 },
  )
})
