import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberBeats, toldUntil, versionOfMember } from '../../src/features/sop/memberBeats'
import { isOpenFallback } from '../../src/features/sop/memberRoutes'
import type { LatePolicy, NodeTime, Route, SopNode, SopVersion } from '../../src/features/sop/rules'
import { EVERYONE, NODE_DEFAULTS, upcastNode } from '../../src/features/sop/upcast'
import { instantAt } from '../../src/kernel/day'

function node(key: string, time: NodeTime, change: Partial<SopNode> = {}): SopNode {
  return {
    ...NODE_DEFAULTS,
    key,
    kind: 'special',
    time,
    slots: [{ from: '10:00', until: '12:00' }],
    module: '知识价值',
    column: key,
    tone: '',
    parts: [{ type: 'text', text: key }],
    topic: null,
    variables: {},
    audience: EVERYONE,
    route: 'subscribe',
    late: 'skip',
    owner: '',
    note: '',
    unscheduled: null,
    source: null,
    ...change,
  }
}

function version(number: number, nodes: SopNode[]): SopVersion {
  return {
    _id: `s:${number}`,
    schema: 2,
    sop: 's',
    number,
    parent: null,
    status: 'live',
    name: '',
    from: null,
    to: null,
    nodes,
    note: '',
    author: '',
    revision: 0,
    importDigest: null,
    createdAt: 0,
    publishedAt: 1,
    publishAt: null,
    rolledBack: null,
    steps: [],
  }
}

const DAY = '2026-11-25'
const said = (...args: Parameters<typeof memberBeats>) =>
  memberBeats(...args).map(
    ({ version: number, node: { key }, joined }) => `${number} ${key} ${joined?.join() ?? 'all'}`,
  )

test('a day since joining asks for those who joined so long ago, everything else for all members', () => {
  const nodes = [
    node('first', { on: 'join', day: 1 }),
    node('third', { on: 'join', day: 3 }),
    node('daily', { on: 'daily' }),
    node('group', { on: 'daily' }, { route: 'auto' }),
    node('at_once', { on: 'join', day: 0 }),
    node('kept', { on: 'daily' }, { unscheduled: '日期已过' }),
    // Groups are not asked about what goes to members.
    node('narrow', { on: 'daily' }, { audience: { ...EVERYONE, tags: ['福利群'], tiers: ['core'] } }),
  ]
  assert.deepEqual(said(version(1, nodes), [], { from: DAY, to: DAY }, []), [
    '1 daily all',
    '1 first 2026-11-25',
    '1 narrow all',
    '1 third 2026-11-23',
  ])
})

test('an earlier version speaks of days since joining alone', () => {
  const old = version(1, [node('third', { on: 'join', day: 3 }), node('daily', { on: 'daily' })])
  const live = version(2, [node('third', { on: 'join', day: 3 })])
  assert.deepEqual(said(live, [old], { from: DAY, to: DAY }, []), ['2 third 2026-11-23', '1 third 2026-11-23'])
})

test('what a day off carries on is heard by those whose day it stands for', () => {
  const live = version(1, [node('second', { on: 'join', day: 2 }, { weekend: 'shift' })])
  assert.deepEqual(said(live, [], { from: '2026-11-23', to: '2026-11-23' }, []), [
    '1 second 2026-11-22,2026-11-20,2026-11-21',
  ])
})

test('a member is on the version that was live at joining, or where an operator moved those on their way', () => {
  const published = [
    { number: 4, publishedAt: 400 },
    { number: 1, publishedAt: 100 },
    { number: 2, publishedAt: 200 },
  ]
  const moved = { version: 4, at: 450 }
  for (const [joinedAt, to, expected] of [
    [50, null, 1],
    [100, null, 1],
    [199, null, 1],
    [200, null, 2],
    [399, null, 2],
    [1000, null, 4],
    [150, moved, 4],
    [450, moved, 4],
    [451, { version: 2, at: 450 }, 4],
    [150, { version: 2, at: 450 }, 2],
  ] as const) {
    assert.equal(versionOfMember(published, joinedAt, to), expected, `${joinedAt} ${JSON.stringify(to)}`)
  }
  assert.equal(versionOfMember([], 1, null), null)
})

test('late is until the end of the day for what is better heard late, else until the window ends', () => {
  const until = (late: LatePolicy) =>
    toldUntil({ node: node('a', { on: 'daily' }, { late }), date: DAY, until: instantAt(DAY, '12:00') })
  assert.equal(until('skip'), instantAt(DAY, '12:00'))
  assert.equal(until('send'), instantAt('2026-11-26', '00:00'))
})

test('a group task has the owner’s queue for another way, a task to customers a subscribe message, nothing else has any', () => {
  const routes: Route[] = ['auto', 'group_task', 'staff_task', 'single_task', 'subscribe', 'welcome', 'group_welcome']
  const open = routes.flatMap((route) =>
    routes.filter((other) => isOpenFallback(route, other)).map((other) => `${route} ${other}`),
  )
  assert.deepEqual(open, ['auto staff_task', 'group_task staff_task', 'single_task subscribe'])
  assert.ok(routes.every((route) => isOpenFallback(route, null)))
})

test('a group task that was written before there was another way keeps its own', () => {
  const { fallback: _fallback, ...stored } = node('a', { on: 'daily' }, { route: 'group_task' })
  assert.equal(upcastNode(stored).fallback, 'staff_task')
  assert.equal(upcastNode({ ...stored, fallback: null }).fallback, null)
  assert.equal(upcastNode({ ...stored, route: 'auto' }).fallback, null)
})
