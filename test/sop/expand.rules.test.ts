import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { expand, isHeardOn, parseBeat } from '../../src/features/sop/expand'
import type { NodeTime, SopNode } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'
import { addDays, instantAt } from '../../src/kernel/day'

function node(key: string, time: NodeTime, change: Partial<SopNode> = {}): SopNode {
  return upcastNode({
    key,
    kind: 'column',
    time,
    slots: [{ from: '09:00', until: '10:00' }],
    module: '互动',
    column: key,
    tone: '',
    parts: [{ type: 'text', text: key }],
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

const version = (nodes: SopNode[], from: string | null = null, to: string | null = null) => ({
  sop: 's1',
  from,
  to,
  nodes,
})
const range = (from: string, to = from) => ({ from, to })

test('a day is its windows in order of time, each with its own beat', () => {
  const noon = node('noon', { on: 'daily' }, { slots: [{ from: '12:00', until: '13:00' }] })
  const twice = node(
    'twice',
    { on: 'daily' },
    {
      slots: [
        { from: '09:00', until: '10:00' },
        { from: '20:00', until: '24:00' },
      ],
    },
  )
  const beats = expand(version([noon, twice]), range('2026-11-23'))
  assert.deepEqual(
    beats.map((beat) => beat.beat),
    ['s1:twice:2026-11-23:0', 's1:noon:2026-11-23:0', 's1:twice:2026-11-23:1'],
  )
  assert.equal(beats[0]?.from, Date.parse('2026-11-23T01:00:00Z'))
  assert.equal(beats[2]?.until, Date.parse('2026-11-23T16:00:00Z'))
})

test('the period of a version has both its days and nothing beyond', () => {
  const days = expand(
    version([node('a', { on: 'daily' })], '2026-11-23', '2026-11-25'),
    range('2026-11-01', '2026-12-31'),
  )
  assert.deepEqual(
    days.map((beat) => beat.date),
    ['2026-11-23', '2026-11-24', '2026-11-25'],
  )
})

test('weekdays, dates and festivals fall on their days; joining falls on none', () => {
  assert.deepEqual(
    ['2026-11-23', '2026-11-25', '2026-11-29'].map((day) => isHeardOn({ on: 'weekdays', weekdays: [3, 7] }, day)),
    [false, true, true],
  )
  assert.ok(isHeardOn({ on: 'date', date: '2026-12-12' }, '2026-12-12'))
  assert.ok(isHeardOn({ on: 'festival', name: '妇女节', offset: -3 }, '2027-03-05'))
  assert.ok(isHeardOn({ on: 'festival', name: '元旦', offset: -3 }, '2026-12-29'))
  assert.ok(isHeardOn({ on: 'festival', name: '春节', offset: 0 }, '2027-02-06'))
  assert.ok(!isHeardOn({ on: 'festival', name: '春节', offset: 0 }, '2027-02-07'))
  assert.ok(!isHeardOn({ on: 'join', day: 2 }, '2026-11-23'))
})

test('what the timer does not send is not expanded', () => {
  assert.deepEqual(expand(version([node('a', { on: 'daily' }, { unscheduled: '入群即刻' })]), range('2026-11-23')), [])
})

test('a beat id tells where it comes from, and nothing else is one', () => {
  assert.deepEqual(parseBeat('s1:n2_2:2026-11-23:1'), { sop: 's1', node: 'n2_2', date: '2026-11-23', slot: 1 })
  assert.equal(parseBeat('s1:n2:2026-11-23'), null)
  assert.equal(parseBeat('S1:n2:2026-11-23:1'), null)
})

test('a range is the sum of its days, whatever the zone of the machine', () => {
  const nodes = [node('a', { on: 'daily' }), node('b', { on: 'weekdays', weekdays: [1, 6] })]
  fc.assert(
    fc.property(fc.nat(400), fc.nat(20), (start, length) => {
      const first = addDays('2026-01-01', start)
      const whole = expand(version(nodes), range(first, addDays(first, length)))
      const days = Array.from({ length: length + 1 }, (_, index) => addDays(first, index))
      assert.deepEqual(
        whole,
        days.flatMap((day) => expand(version(nodes), range(day))),
      )
      for (const beat of whole) assert.equal(beat.from, instantAt(beat.date, '09:00'))
    }),
    { numRuns: 50 },
  )
})
