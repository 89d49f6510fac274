import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffVersions } from '../../src/features/sop/diff'
import { withException } from '../../src/features/sop/exceptions'
import { expand } from '../../src/features/sop/expand'
import { beatFates, beatsOfBoth } from '../../src/features/sop/fates'
import { emptyLife } from '../../src/features/sop/publication'
import type { BeatException, NodeTime, SopNode, SopVersion } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'
import { checkPublishable } from '../../src/features/sop/versions'
import { timeOf } from '../../src/kernel/day'

const WEEK = { from: '2026-11-23', to: '2026-11-29' }
const none = { skip: false, to: null, parts: null }

function node(time: NodeTime, exceptions: Partial<BeatException>[] = [], change: Partial<SopNode> = {}): SopNode {
  const plain = upcastNode({
    ...{ key: 'n', time, column: '早安', kind: 'column', module: '互动', tone: '', topic: null, variables: {} },
    ...{ owner: '', note: '', unscheduled: null, source: null, route: 'auto', late: 'skip', audience: {} },
    slots: [
      { from: '09:00', until: '10:00' },
      { from: '20:00', until: '21:00' },
    ],
    parts: [{ type: 'text', text: '早安' }],
    ...change,
  })
  return exceptions.reduce(
    (made: SopNode, one) => withException(made, { date: '2026-11-25', slot: 0, ...none, ...one }),
    plain,
  )
}

function version(nodes: SopNode[], change: Partial<SopVersion> = {}): SopVersion {
  return { ...emptyLife('s', 1, null, 0, '周运营'), name: 's', from: null, to: null, nodes, ...change }
}

const said = (nodes: SopNode[], range = WEEK, change: Partial<SopVersion> = {}) =>
  expand(version(nodes, change), range).map(
    ({ beat, date, from, node: { parts } }) =>
      `${beat.slice(4)} ${date.slice(8)} ${timeOf(from)} ${parts[0]?.type === 'text' ? parts[0].text : ''}`,
  )

test('one beat is left out, moved or reworded; it keeps its id, and every other beat is as it was', () => {
  const plain = said([node({ on: 'daily' })])
  const cases: [Partial<BeatException>, string[]][] = [
    [{ skip: true }, []],
    [{ parts: [{ type: 'text', text: '晚安' }] }, ['2026-11-25:0 25 09:00 晚安']],
    [{ to: { date: '2026-11-27', from: '14:00', until: '15:00' } }, ['2026-11-25:0 27 14:00 早安']],
    [{ to: { date: '2026-11-25', from: '07:30', until: '08:00' } }, ['2026-11-25:0 25 07:30 早安']],
    [{ to: { date: '2026-12-01', from: '14:00', until: '15:00' } }, []],
  ]
  for (const [exception, expected] of cases) {
    const found = said([node({ on: 'daily' }, [exception])])
    const others = plain.filter((line) => !line.startsWith('2026-11-25:0'))
    assert.deepEqual([...found].sort(), [...others, ...expected].sort())
  }
  // Whoever looks at another week alone sees what was moved there, once.
  const away = node({ on: 'daily' }, [{ to: { date: '2026-12-01', from: '14:00', until: '15:00' } }])
  const day = { from: '2026-12-01', to: '2026-12-01' }
  assert.deepEqual(said([away], day), [
    '2026-12-01:0 01 09:00 早安',
    '2026-11-25:0 01 14:00 早安',
    '2026-12-01:1 01 20:00 早安',
  ])
})

test('what is not there cannot be moved: another day, another window, or outside the period', () => {
  const to = { date: '2026-11-26', from: '14:00', until: '15:00' }
  const mondays = { on: 'weekdays' as const, weekdays: [1] }
  assert.deepEqual(said([node(mondays, [{ to }])]), said([node(mondays)]))
  assert.deepEqual(said([node({ on: 'daily' }, [{ slot: 7, to }])]), said([node({ on: 'daily' })]))
  const begins = { from: '2026-11-26' }
  assert.deepEqual(said([node({ on: 'daily' }, [{ to }])], WEEK, begins), said([node({ on: 'daily' })], WEEK, begins))
  const ends = { to: '2026-11-25' }
  const left = said([node({ on: 'daily' })], WEEK, ends).filter((line) => !line.startsWith('2026-11-25:0'))
  assert.deepEqual(said([node({ on: 'daily' }, [{ to }])], WEEK, ends), left)
})

test('a first day of a group that was moved is heard by the groups whose day it was', () => {
  const group = { id: 'g', tags: [], stores: [], owner: 'o', members: 9, joinDays: [], version: null }
  const groups = [
    { ...group, startedOn: '2026-11-23' },
    { ...group, id: 'h', startedOn: '2026-11-24' },
  ]
  const to = { date: '2026-11-28', from: '14:00', until: '15:00' }
  const third = node({ on: 'group', day: 3 }, [{ to }], { slots: [{ from: '09:00', until: '10:00' }] })
  const found = expand(version([third]), WEEK, { groups }).map(({ date, targets }) => [date, ...targets])
  assert.deepEqual(found, [
    ['2026-11-26', 'h'],
    ['2026-11-28', 'g'],
  ])
})

test('a diff names single days, a publication tells which beat of today they reach, and their words are checked', () => {
  const before = version([node({ on: 'daily' })])
  const to = { date: '2026-11-26', from: '14:00', until: '15:00' }
  const after = version([node({ on: 'daily' }, [{ to }])], { number: 2 })
  assert.deepEqual(diffVersions(before, after).nodes[0]?.fields, [
    { field: '单独安排', before: '', after: '2026年11月25日第1次：改到2026年11月26日14:00-15:00' },
  ])
  const fates = (today: string) => {
    const both = beatsOfBoth(before, after, today)
    const counts = new Map(both.ids.map((id) => [id, { all: 1, reached: 1 }]))
    return beatFates(both, counts, 0).map(({ beat, fate }) => `${beat.slice(4)} ${fate}`)
  }
  assert.deepEqual(fates('2026-11-25'), ['2026-11-25:0 removed', '2026-11-25:1 same'])
  assert.deepEqual(fates('2026-11-26'), ['2026-11-26:0 same', '2026-11-25:0 added', '2026-11-26:1 same'])
  const open = node({ on: 'daily' }, [{ parts: [{ type: 'text', text: '{产品} 到了' }] }])
  assert.throws(() => checkPublishable(version([open])), /\{产品\}/)
})
