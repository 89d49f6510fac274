import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { groupBudget } from '../../src/features/delivery/admin/groupBudget'
import { draftOf } from '../../src/features/sop/admin/beatMove'
import {
  type Board,
  COLUMN,
  dayHeight,
  GUTTER,
  nextCursor,
  placeAt,
  stopsOf,
  topOf,
  viewOf,
} from '../../src/features/sop/admin/boardLayout'
import { beatsFor, beatsWithin } from '../../src/features/sop/admin/calendar'
import { axisOf } from '../../src/features/sop/admin/calendarAxis'
import {
  copied,
  dated,
  merged,
  nextFree,
  refusalAt,
  refusalOf,
  waitingOf,
} from '../../src/features/sop/admin/calendarChanges'
import { columnsOf, groupsWithin, hearing, readPlace } from '../../src/features/sop/admin/calendarLens'
import { daysToTry, outcomeOfBeat, overlayOf } from '../../src/features/sop/admin/calendarOverlay'
import {
  dropped,
  MOST_STEPS,
  NO_STEPS,
  nextStep,
  stepOf,
  stepped,
  turned,
  turnOf,
} from '../../src/features/sop/admin/calendarSteps'
import { atOf, parseAt } from '../../src/features/sop/admin/selected'
import type { Hearer } from '../../src/features/sop/lifeContract'
import { checkNode } from '../../src/features/sop/nodeRules'
import type { SopNode } from '../../src/features/sop/rules'
import { instantAt, timeOf } from '../../src/kernel/day'
import { cannedDryRun } from './canned/dryrun'
import { cannedGroup, cannedNode, cannedVersion } from './canned/version'

const today = '2026-12-09'
const now = instantAt(today, '11:26')
const groups: Hearer[] = [
  { ...cannedGroup, stores: ['静安店'] },
  { ...cannedGroup, id: 'wr2', name: '福利群2', stores: ['静安店', '徐汇店'] },
  { ...cannedGroup, id: 'wr3', name: 'VIP群', tags: ['VIP群'] },
]
const axis = axisOf([540, 660, 900, 1200])
const board: Board = { axis, columns: 1000, width: COLUMN, days: 30, strip: 30 }

test('of a thousand columns and thirty days only what is in view is drawn, wherever one scrolled to', () => {
  const whole = { width: GUTTER + 1000 * COLUMN, height: 30 * dayHeight(board) }
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (x, y) => {
      const scroll = { left: x * (whole.width - 960), top: y * (whole.height - 700), width: 960, height: 700 }
      const view = viewOf(board, scroll)
      const columns = view.end - view.first
      assert.ok(columns <= Math.ceil(908 / COLUMN) + 1 + 4, `${columns} columns`)
      assert.ok((view.bottom - view.top) * dayHeight(board) <= 700 + 4 * 240 + 2 * dayHeight(board))
      assert.ok(view.until - view.from <= 700 + 4 * 240)
      // Nothing that can be seen is missing.
      assert.ok(view.first * COLUMN <= scroll.left && view.from <= scroll.top)
      assert.ok(view.end === 1000 || view.end * COLUMN + GUTTER >= scroll.left + 960)
      assert.ok(view.bottom === 30 || view.bottom * dayHeight(board) >= scroll.top + 700)
    }),
    { numRuns: 60 },
  )
})

test('a point of the board is the place that stands there, and nothing is beside it', () => {
  const size = { width: GUTTER + 1000 * COLUMN }
  for (const [column, day, minute] of [
    [0, 0, 540],
    [999, 29, 1200],
    [37, 4, 675],
  ] as const) {
    const at = placeAt(board, size, GUTTER + column * COLUMN + 20, topOf(board, day, minute) + 1)
    assert.deepEqual(at, { column, day, minute })
  }
  assert.equal(placeAt(board, size, 20, 300), null)
  assert.equal(placeAt(board, size, GUTTER + 1001 * COLUMN, 300), null)
})

test('the keys reach every beat and every empty hour of a column, go on with the next day, and stop at the edge', () => {
  const beats = [
    { beat: 'a', from: instantAt(today, '09:00') },
    { beat: 'b', from: instantAt(today, '15:20') },
  ]
  const stops = stopsOf(beats, [540, 600, 900])
  assert.deepEqual(
    stops.map(({ minute, beat }) => beat ?? minute),
    ['a', 600, 'b'],
  )
  const stopsAt = () => stops
  let at = { minute: 540, beat: 'a' as string | null, column: 0, day: 0 }
  const walk = (key: string) => {
    const next = nextCursor(at, key, { columns: 2, days: 2 }, stopsAt)
    if (next) at = next
    return next === null ? null : `${at.column}/${at.day}/${at.beat ?? at.minute}`
  }
  assert.deepEqual(
    ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'Home', 'PageDown', 'PageDown'].map(
      walk,
    ),
    ['0/0/600', '0/0/b', '0/1/a', '0/0/b', '1/0/b', null, '0/0/b', '0/1/b', null],
  )
})

test('a place in the address comes back as it was, also in the day view', () => {
  for (const chosen of [
    { date: today, from: '15:00', beat: null, column: null },
    { date: today, from: '11:00', beat: `daily:goods:${today}:0`, column: null },
    { date: today, from: '11:00', beat: `daily:goods:${today}:0`, column: 'wr1' },
    { date: today, from: '11:00', beat: null, column: '南京~西路店' },
  ]) {
    assert.deepEqual(parseAt(atOf(chosen)), chosen)
  }
  assert.equal(parseAt('2026-13-01T10:00'), null)
  assert.deepEqual(readPlace({ view: 'day', lens: 'store', store: '静安店', dry: '1' }), {
    ...{ view: 'day', lens: 'store', only: '静安店', dryrun: true },
  })
  assert.equal(readPlace({ group: 'all' }).only, null)
  assert.equal(readPlace({ view: 'year', lens: 'moon' }).lens, 'group')
})

test('a day is divided by group, store or SOP, and a beat stands in every column that hears it', () => {
  const nodes = [cannedNode(), cannedNode({ key: 'vip', audience: { ...cannedNode().audience, tags: ['VIP群'] } })]
  const beats = beatsWithin(cannedVersion(nodes), { from: today, to: today }, groups, [], false)
  const heard = (lens: 'group' | 'store' | 'sop') =>
    columnsOf(lens, groups, [
      { sop: 'daily', name: '日常' },
      { sop: 'other', name: '别的' },
    ]).map((column) => [column.name, beats.map((beat) => hearing(column, beat)).join()])
  assert.deepEqual(heard('group'), [
    ['福利群1', '1,0'],
    ['福利群2', '1,0'],
    ['VIP群', '1,1'],
  ])
  assert.deepEqual(heard('store'), [
    ['徐汇店', '1,0'],
    ['静安店', '2,0'],
  ])
  assert.deepEqual(heard('sop'), [
    ['日常', '3,1'],
    ['别的', '0,0'],
  ])
  assert.deepEqual(
    groupsWithin({ lens: 'store', only: '徐汇店' }, groups).map(({ id }) => id),
    ['wr2'],
  )
})

test('nothing is put into the past and nothing that was said is moved; both say why', () => {
  assert.match(refusalAt({ date: today, from: '11:26' }, now) ?? '', /12月9日 周三 11:26 已经过去/)
  assert.equal(refusalAt({ date: today, from: '11:27' }, now), null)
  assert.match(refusalOf({ from: now, node: cannedNode() }, now) ?? '', /已经到点/)
})

const beatOf = (node: SopNode, date = '2026-12-12') =>
  beatsFor(cannedVersion([node]), { from: date, to: date }, [cannedGroup], [], cannedGroup.id)[0] ?? assert.fail()

test('a copy is a single date with the same words on the next free quarter, and its key is free', () => {
  const node = cannedNode({ exceptions: [{ date: '2026-12-20', slot: 0, skip: true, to: null, parts: null }] })
  const beat = beatOf(node)
  const near = [beat, { from: instantAt('2026-12-12', '11:45') }]
  const to = nextFree(near, { date: '2026-12-12', from: '11:30' }, now)
  assert.deepEqual(to, { date: '2026-12-12', from: '12:15' })
  assert.deepEqual(nextFree([], { date: '2026-12-01', from: '10:00' }, now).date, today)
  const copy = copied(beat, to, ['goods', 'goods_c'])
  assert.deepEqual(
    [copy.key, copy.time, copy.slots],
    ['goods_c2', { on: 'date', date: '2026-12-12' }, [{ from: '12:15', until: '13:15' }]],
  )
  assert.equal(copy.exceptions, undefined)
  checkNode(copy, null)
})

test('two messages become one where they fit into one: words behind words, the second left out', () => {
  const class_ = cannedNode({ key: 'class', column: '小课堂', parts: [{ type: 'text', text: '下课' }] })
  const once = cannedNode({
    key: 'once',
    time: { on: 'date', date: '2026-12-12' },
    parts: [{ type: 'text', text: '一次' }],
  })
  const nodes = [cannedNode(), class_, once]
  const one = merged(nodes, beatOf(cannedNode()), beatOf(class_))
  assert.equal(
    one?.first.exceptions?.[0]?.parts?.[0]?.type === 'text' && one.first.exceptions[0].parts[0].text,
    '今天的好物到了\n\n下课',
  )
  assert.equal(one?.second?.exceptions?.[0]?.skip, true)
  assert.equal(merged(nodes, beatOf(cannedNode()), beatOf(once))?.second, null)
  // A message has room for one card: the first one's stays. Nine pictures more are too many.
  const other = cannedNode({ key: 'other' })
  const two = merged([...nodes, other], beatOf(cannedNode()), beatOf(other))?.first.exceptions?.[0]?.parts ?? []
  assert.deepEqual(
    two.map(({ type }) => type),
    ['text', 'card'],
  )
  // Said in several tones it is still said in each.
  const warm = cannedNode({
    key: 'warm',
    parts: [{ type: 'text', text: '下课', tones: [{ tone: '活泼', text: '放学啦' }] }],
  })
  const toned = merged([...nodes, warm], beatOf(cannedNode()), beatOf(warm))?.first.exceptions?.[0]?.parts?.[0]
  assert.deepEqual(toned?.type === 'text' && toned.tones, [{ tone: '活泼', text: '今天的好物到了\n\n放学啦' }])
  const album = Array.from({ length: 9 }, (_, at) => ({ type: 'image' as const, material: `m${at}` }))
  const heavy = cannedNode({ key: 'heavy', parts: album })
  assert.equal(merged([...nodes, heavy], beatOf(cannedNode()), beatOf(heavy)), null)
})

test('steps are taken back and done again in order, at most a hundred, and a date that was filled is open again', () => {
  const open = cannedNode({ key: 'open', unscheduled: '没有写哪一天', source: { sheet: '日常', row: 9 } })
  const filled: SopNode = { ...checkNode(dated(open, { date: '2026-12-12', from: '20:00' }), open), unscheduled: null }
  assert.deepEqual(
    [filled.time, filled.slots],
    [{ on: 'date', date: '2026-12-12' }, [{ from: '20:00', until: '21:00' }]],
  )
  assert.deepEqual(waitingOf({ nodes: [open, filled, { ...open, time: { on: 'join', day: 0 } }] }), [open])
  const before = cannedVersion([cannedNode(), open, cannedNode({ key: 'last' })])
  const after = { nodes: before.nodes.map((node) => (node.key === 'open' ? filled : node)) }
  const fill = stepOf('排到 12月12日', before, after, ['open'])
  const back = turnOf(fill, 'undo', after.nodes)
  assert.deepEqual(back, {
    changes: [{ do: 'put', node: draftOf(open), before: 'last', unscheduled: open.unscheduled, source: open.source }],
  })
  const gone = stepOf('删掉', before, { nodes: before.nodes.filter(({ key }) => key !== 'open') }, ['open'])
  assert.deepEqual(turnOf(gone, 'redo', before.nodes), { changes: [{ do: 'remove', key: 'open' }] })
  let history = NO_STEPS
  for (let count = 0; count < MOST_STEPS + 5; count++) history = stepped(history, { ...fill, words: `第 ${count} 步` })
  assert.equal(history.done.length, MOST_STEPS)
  history = turned(turned(history, 'undo'), 'undo')
  assert.deepEqual([nextStep(history, 'undo')?.words, nextStep(history, 'redo')?.words], ['第 102 步', '第 103 步'])
  assert.equal(nextStep(stepped(history, fill), 'redo'), null)
  assert.equal(nextStep(dropped(history, 'undo'), 'undo')?.words, '第 101 步')
})

test('a step on something that a colleague changed since is refused and names it; other nodes do not matter', () => {
  const before = cannedVersion([cannedNode(), cannedNode({ key: 'class', column: '小课堂' })])
  const moved = cannedNode({ time: { on: 'weekdays', weekdays: [1] } })
  const after = { nodes: [moved, ...before.nodes.slice(1)] }
  const step = stepOf('挪了', before, after, ['goods'])
  const theirs = [{ ...moved, column: '早市好物' }, ...before.nodes.slice(1)]
  assert.deepEqual(turnOf(step, 'undo', theirs), { changed: theirs[0] })
  assert.ok('changes' in turnOf(step, 'undo', [moved, cannedNode({ key: 'class', column: '同事改过' })]))
  // The same node, its fields written in another order.
  const { column, ...rest } = moved
  assert.ok('changes' in turnOf(step, 'undo', [{ ...rest, column }]))
})

test('what a group has left of its 群发 counts what was sent, what is planned and what will not fit', () => {
  const nodes = [
    cannedNode({ key: 'asks', route: 'group_task', slots: [{ from: '20:00', until: '21:00' }] }),
    cannedNode({ key: 'late', route: 'group_task', slots: [{ from: '21:00', until: '22:00' }] }),
  ]
  const beats = beatsFor(
    cannedVersion(nodes),
    { from: '2026-12-01', to: '2026-12-31' },
    [cannedGroup],
    [],
    cannedGroup.id,
  )
  const of = (spent: number) => ({
    ...{ rule: 'days_of_month' as const, from: '2026-12-01', to: '2026-12-31', limit: 31 },
    groups: [{ chatId: cannedGroup.id, name: '', reserved: 1, spent, outside: 0, left: 0, coming: [today] }],
  })
  const budget = groupBudget(of(8), cannedGroup.id, beats, today, now)
  // The ninth holds today's; then one a day until the last.
  assert.deepEqual([budget?.spent, budget?.waiting, budget?.planned, budget?.left], [8, 1, 22, 0])
  assert.equal(budget?.leftAfter('2026-12-10'), 21)
  assert.equal(budget?.leftAfter('2026-12-08'), null)
  assert.ok(budget?.diverted.has('daily:late:2026-12-10:0'))
  assert.equal(groupBudget(of(11), cannedGroup.id, beats, today, now)?.left, -6)
})

test('the dry run over a beat: ways, who does not hear it and why, and what is left; days that are over are not tried', () => {
  const beats = beatsWithin(cannedVersion([cannedNode()]), { from: today, to: today }, groups.slice(0, 2), [], false)
  const [beat] = beats
  assert.ok(beat)
  const run = {
    ...cannedDryRun(),
    ...{ from: today, to: today },
    quota: [
      {
        group: 'wr1',
        groupName: '福利群1',
        from: '2026-12-01',
        to: '2026-12-31',
        limit: 31,
        used: 8,
        planned: 1,
        byHand: 0,
      },
    ],
    table: {
      groups: groups.map(({ id, name }) => ({ id, name })),
      fates: [
        { route: 'group_task' as const, do: 'send' as const, reason: null, clashes: [] },
        {
          route: 'staff_task' as const,
          do: 'skip' as const,
          reason: '超过一天的上限',
          clashes: ['group_full' as const],
        },
      ],
      beats: [{ beat: beat.beat, date: today, by: [1, 2, 0] }],
    },
  }
  const overlay = overlayOf(run)
  assert.ok(overlay)
  assert.deepEqual(outcomeOfBeat(overlay, beat, null), {
    ways: [{ route: 'group_task', groups: 1 }],
    silent: [{ reason: '超过一天的上限', names: ['福利群2'] }],
    notMeant: ['VIP群'],
    otherwise: [],
    clashes: ['group_full'],
  })
  const [column] = columnsOf('group', groups, [])
  assert.deepEqual(outcomeOfBeat(overlay, beat, column ?? null)?.silent, [])
  assert.equal(outcomeOfBeat(overlay, { ...beat, date: '2026-12-08' }, null), null)
  assert.deepEqual(
    [overlay.leftAfter('wr1', '2026-12-08'), overlay.leftAfter('wr1', today), overlay.leftAfter('wr9', today)],
    [23, 22, null],
  )
  assert.deepEqual(daysToTry(['2026-12-07', '2026-12-08', today, '2026-12-10'], today), { from: today, days: 2 })
  assert.equal(daysToTry(['2026-12-07'], today), null)
  assert.equal(timeOf(beat.from), '11:00')
})
