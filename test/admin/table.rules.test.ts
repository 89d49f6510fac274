import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runBulk } from '../../src/admin/bulk/run'
import { movedClock, readClock, readDay } from '../../src/admin/fields/readTyped'
import { dropView, keepView, narrowing, readViews, sameQuery } from '../../src/admin/filter/views'
import { ago } from '../../src/admin/format'
import { ENTRY, foldedParts, HEADING, readFolds } from '../../src/admin/menu/folds'
import { rowsInView } from '../../src/admin/parts/rows'
import { AT_NOTHING, afterKey, afterPick, type TableState } from '../../src/admin/table/tableKeys'
import { gridOf, tsvOf } from '../../src/admin/table/tsv'
import { pasteRota } from '../../src/features/channel/admin/pasteRota'
import { codeProblems, codesOf, gridCells, pastedCells } from '../../src/features/member/admin/memberCodes'
import { pasteTiers } from '../../src/features/tier/admin/pasteTiers'
import { tierBook } from '../../src/features/tier/book'

const ids = Array.from({ length: 10_000 }, (_, index) => `r${index}`)
const shape = { ids, page: 20, choosing: true }
const press = (state: TableState, key: string, shift = false, mod = false) =>
  afterKey(state, { key, shift, mod }, shape) ?? state
const chosen = ({ chosen: set }: TableState) =>
  [...set].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))).join(' ')

test('of ten thousand rows some tens are drawn wherever somebody scrolls, and what is in view is among them', () => {
  for (const top of [0, 35, 36, 5_000, 180_000, 359_000, 400_000, -50]) {
    const { first, end } = rowsInView(top, 720, 36, 10_000)
    assert.ok(end - first <= 37, `${end - first} rows at ${top}`)
    const [seen, last] = [Math.floor(Math.max(0, top) / 36), Math.ceil((Math.max(0, top) + 720) / 36)]
    if (seen < 9_970) assert.ok(first <= seen && end >= last)
  }
})

test('a table is walked and chosen from by keys, never past its ends; a range that shrinks lets go of what it had added', () => {
  let state = press(AT_NOTHING, 'ArrowUp')
  assert.equal(state.at, 0)
  state = press(press(state, 'j'), 'ArrowDown')
  assert.equal(state.at, 2)
  state = press(state, ' ')
  state = press(press(press(state, 'ArrowDown', true), 'ArrowDown', true), 'ArrowUp', true)
  assert.equal(chosen(state), 'r2 r3')
  state = press(press(state, 'End'), 'x')
  assert.equal(state.at, 9_999)
  assert.equal(chosen(press(state, 'PageDown')), 'r2 r3 r9999')
  assert.equal(press(state, 'Home').at, 0)
  assert.equal(press(state, 'a', false, true).chosen.size, 10_000)
  assert.equal(press(state, 'Escape').chosen.size, 0)
  assert.equal(chosen(afterPick(afterPick(AT_NOTHING, ids, 7, false), ids, 4, true)), 'r4 r5 r6 r7')
  assert.equal(afterKey(state, { key: 'q', shift: false, mod: false }, shape), null)
  // ⌘C and the browser's other commands stay the browser's.
  assert.equal(afterKey(state, { key: 'c', shift: false, mod: true }, shape), null)
  assert.equal(afterKey(state, { key: ' ', shift: false, mod: false }, { ...shape, choosing: false }), null)
  assert.equal(afterKey(AT_NOTHING, { key: 'j', shift: false, mod: false }, { ...shape, ids: [] }), null)
})

test('what is copied goes into a spreadsheet cell by cell and comes back the same; nothing in it is calculated', () => {
  const rows = [
    ['王可', 12, null],
    ['a\tb', 'c"d', 'e\nf'],
  ]
  assert.deepEqual(gridOf(tsvOf(rows)), [
    ['王可', '12', ''],
    ['a\tb', 'c"d', 'e\nf'],
  ])
  assert.equal(tsvOf([['=1+1', '+86', '@x']]), "'=1+1\t'+86\t'@x")
  assert.deepEqual(gridOf('a\tb\r\nc\r\n'), [['a', 'b'], ['c']])
  assert.deepEqual(gridOf(''), [['']])
})

test('codes of a list are judged cell by cell, out of a column, a block or a workbook', () => {
  const judged = (text: string) => codesOf(pastedCells(text)).map(({ ref, code, problem }) => [ref, code, problem])
  assert.deepEqual(judged('会员码\n3f9a 01bc\nA1B2C3D4，A1B2C3D4\n王小姐'), [
    ['第 2 行', null, codeProblems.shape],
    ['第 2 行', null, codeProblems.shape],
    ['第 3 行', 'A1B2C3D4', null],
    ['第 3 行', 'A1B2C3D4', codeProblems.double],
    ['第 4 行', null, codeProblems.shape],
  ])
  assert.deepEqual(judged('林晓\t３Ｆ９Ａ０１ＢＣ\n周敏\ta1b2-c3d4'), [
    ['第 1 行', '3F9A01BC', null],
    ['第 2 行', 'A1B2C3D4', null],
  ])
  const cell = (ref: string, value: string | number) => ({ ref, value })
  const sheet = (cells: ReturnType<typeof cell>[]) => ({ fileName: 'a', sheets: [{ name: 's', cells, merges: [] }] })
  const cells = [
    cell('A1', '姓名'),
    cell('B1', '会员码'),
    cell('A2', '林晓'),
    cell('B2', 1234567),
    cell('B3', 1.2345e71),
  ]
  assert.deepEqual(
    codesOf(gridCells(sheet(cells))).map(({ ref, code, problem }) => [ref, code, problem]),
    [
      ['B2', '01234567', null],
      ['B3', null, codeProblems.number],
    ],
  )
  assert.deepEqual(gridCells({ sheets: [] }), [])
})

test('a run goes on past what fails, stops when told, and keeps the request of each item for a later try', async () => {
  const items = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id }))
  const asked: string[] = []
  const seen: number[] = []
  let stop = false
  const settings = {
    requestOf: ({ id }: { id: string }) => `request-${id}`,
    stopped: () => stop,
    onState: ({ done, failed }: { done: readonly unknown[]; failed: readonly unknown[] }) => {
      seen.push(done.length + failed.length)
    },
    whyOf: (error: unknown) => (error as Error).message,
  }
  const deed = async ({ id }: { id: string }, request: string) => {
    asked.push(request)
    if (id === 'b') throw new Error('没有这个')
    if (id === 'c') stop = true
    return id === 'a' ? 'same' : 'changed'
  }
  const first = await runBulk(items, deed, settings)
  assert.deepEqual(
    [first.done, first.changed, first.failed.map(({ item }) => item), first.left].map((list) =>
      list.map(({ id }) => id).join(),
    ),
    ['a,c', 'c', 'b', 'd'],
  )
  assert.equal(first.failed[0]?.why, '没有这个')
  assert.deepEqual(seen, [0, 1, 2, 3, 3])
  stop = false
  await runBulk(
    first.failed.map(({ item }) => item),
    deed,
    settings,
  )
  assert.deepEqual(asked, ['request-a', 'request-b', 'request-c', 'request-b'])
})

test('times and days are read as people type them, and what is none is no value', () => {
  const clocks = ['9', '930', '0930', '9:30', '９：３０', '9点半', '21点', '下午3点', '3pm', '12:05 am', '23:59']
  assert.deepEqual(clocks.map(readClock), [
    '09:00',
    '09:30',
    '09:30',
    '09:30',
    '09:30',
    '09:30',
    '21:00',
    '15:00',
    '15:00',
    '00:05',
    '23:59',
  ])
  for (const wrong of ['', '24:00', '9:60', '9:3', 'abc', '-1', '99999']) assert.equal(readClock(wrong), null, wrong)
  assert.deepEqual(
    [movedClock('09:50', 15), movedClock('23:50', 60), movedClock('00:05', -15)],
    ['10:05', '23:59', '00:00'],
  )
  const days = ['2026-12-09', '20261209', '2026/12/9', '12月9日', '12-9', '2027年1月2号']
  assert.deepEqual(
    days.map((typed) => readDay(typed, '2026-11-22')),
    ['2026-12-09', '2026-12-09', '2026-12-09', '2026-12-09', '2026-12-09', '2027-01-02'],
  )
  for (const wrong of ['', '2026-02-30', '13-1', 'x', '2026']) assert.equal(readDay(wrong, '2026-11-22'), null, wrong)
})

test('an instant is near within a day and a date after it, always with the whole of it at hand', () => {
  const now = Date.parse('2026-12-09T03:26:00Z')
  assert.deepEqual(ago(now - 20_000, now), { near: '刚刚', far: '刚刚' })
  assert.deepEqual(ago(now - 12 * 60_000, now), { near: '12 分钟前', far: '12 分钟前' })
  assert.deepEqual(ago(now + 34 * 60_000, now), { near: '34 分钟后', far: '34 分钟后' })
  assert.deepEqual(ago(now - 25 * 3_600_000, now), { near: '12/8 10:26', far: '25 小时前' })
})

test('the menu folds from below until it fits, never the part that is open, and keeps what somebody pressed', () => {
  const parts = [2, 5, 5, 6, 4, 7].map((entries, index) => ({
    ...{ name: index === 0 ? null : `p${index}`, entries, active: index === 5 },
  }))
  const whole = 29 * ENTRY + 5 * HEADING
  const folded = (room: number, pressed: Record<string, boolean> = {}) =>
    [...foldedParts(parts, room, pressed)].sort().join()
  assert.equal(folded(whole), '')
  assert.equal(folded(whole - 1), 'p4')
  assert.equal(folded(whole - 5 * ENTRY), 'p3,p4')
  assert.equal(folded(0), 'p1,p2,p3,p4')
  assert.equal(folded(whole, { p1: true }), 'p1')
  assert.equal(folded(whole - 1, { p4: false }), 'p3')
  assert.deepEqual(readFolds({ getItem: () => '{"p1":true,"p2":"x"}' }), { p1: true })
  assert.deepEqual(readFolds({ getItem: () => 'null' }), {})
})

test('filters get a name, the newest first, and what is not a filter is never kept', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
  const query = narrowing({ tier: 'gold', code: '3F9A', seen: '' }, ['tier', 'seen'])
  assert.deepEqual(query, { tier: 'gold' })
  keepView(storage, '/members', { name: '金卡', query })
  keepView(storage, '/members', { name: '流失', query: { seen: 'lost' } })
  assert.deepEqual(
    keepView(storage, '/members', { name: '金卡', query }).map(({ name }) => name),
    ['金卡', '流失'],
  )
  assert.deepEqual(
    dropView(storage, '/members', '金卡').map(({ name }) => name),
    ['流失'],
  )
  assert.deepEqual(readViews(storage, '/orders'), [])
  assert.ok(sameQuery({ a: '1', b: '2' }, { b: '2', a: '1' }) && !sameQuery({ a: '1' }, {}))
  for (const broken of ['{"/members":[{"name":1}]}', '[', 'null', '{"/members":7}']) {
    assert.deepEqual(readViews({ getItem: () => broken }, '/members'), [])
  }
})

test('a block of cells goes into tiers and into a rota; each cell that cannot be taken is named with its reason', () => {
  const draft = tierBook.standard
  const pasted = pasteTiers(draft, { tier: 0, field: 'threshold' }, [
    ['0', '700', '2,500', '9'],
    ['', '-5', '300'],
    ['1', '１.５ 倍', '12'],
  ])
  assert.equal(pasted.taken, 4)
  assert.deepEqual(
    pasted.problems.map(({ cell, said }) => `${cell} ${said}`),
    ['第 1 行第 1 列 0', '第 1 行第 4 列 9', '第 2 行第 2 列 -5', '第 3 行第 1 列 1', '第 3 行第 3 列 12'],
  )
  assert.deepEqual(
    pasted.draft.tiers.map(({ threshold }) => threshold),
    [0, 700, 2500],
  )
  assert.deepEqual(
    [pasted.draft.tiers[1]?.benefits.multiplier, pasted.draft.tiers[2]?.benefits.birthdayPoints],
    [15_000, 300],
  )
  const colleagues = [
    { user: 'xiaomei', name: '小美' },
    { user: 'l1', name: '林晓' },
    { user: 'l2', name: '林晓' },
  ]
  const before = {
    staff: [{ user: 'l1', cap: 5, slots: [{ weekday: 1, from: '09:00', until: '12:00' }] }],
    backups: [],
    hours: null,
  }
  const { rota, taken, problems } = pasteRota(
    before,
    [['员工', '上限'], ['小美', '30'], ['林晓', '1'], ['l1', ''], ['l2', '很多'], ['没有'], ['']],
    colleagues,
  )
  assert.deepEqual(
    rota.staff.map(({ user, cap, slots }) => [user, cap, slots.length]),
    [
      ['l1', 5, 1],
      ['xiaomei', 30, 0],
      ['l2', null, 0],
    ],
  )
  assert.equal(taken, 3)
  assert.deepEqual(
    problems.map(({ cell }) => cell),
    ['第 3 行第 1 列', '第 5 行第 2 列', '第 6 行第 1 列'],
  )
})
