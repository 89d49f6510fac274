import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { BeatPage, BeatView, ImportPreview, SopSummary } from '../../src/features/sop/contract'
import type { Grid } from '../../src/features/sop/grid'
import type { SopVersion } from '../../src/features/sop/rules'
import { fillBlanks, importTable, MONDAY, openShop, REAL_TABLE, type Shop } from '../delivery/shop'
import { readGrid } from './readGrid'

const DAY = '2026-11-23'
let shop: Shop
let blank: string

before(async () => {
  shop = await openShop()
  blank = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(blank)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

const list = async () => (await shop.staff<{ sops: SopSummary[] }>('sop.list', {})).sops
const versionOf = async (sop: string, number: number) =>
  (await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })).version
const without = (grid: Grid, ref: string): Grid => ({
  ...grid,
  sheets: grid.sheets.map((sheet, index) =>
    index > 0 ? sheet : { ...sheet, cells: sheet.cells.filter((cell) => cell.ref !== ref) },
  ),
})

async function publish() {
  const { draft, input } = await importTable(shop)
  await fillBlanks(shop, draft)
  await shop.staff('sop.publish', { sop: draft.sop, number: draft.number, note: '第一版' })
  assert.ok((await shop.world.fireTimer('tick')).ok)
  return { draft, input }
}

test('a preview writes nothing', async () => {
  await shop.staff('sop.previewImport', { grid: await readGrid(REAL_TABLE) })
  assert.deepEqual(await list(), [])
})

test('the same table committed twice is one version, another table is the next one', async () => {
  const { input, draft } = await importTable(shop)
  assert.deepEqual([draft.number, draft.nodes], [1, 17])
  assert.deepEqual(await shop.staff('sop.commitImport', input), draft)
  const other = await importTable(shop, (grid) => without(grid, 'K3'))
  assert.deepEqual([other.draft.sop, other.draft.number], [draft.sop, 2])
  assert.deepEqual(
    (await list()).map((sop) => [sop.name, sop.live, sop.latest, sop.versions.length]),
    [['花间美妆·福利群日常SOP', 0, 2, 2]],
  )
})

test('commits at the same moment give numbers of their own, never a mixture', async () => {
  const grid = await readGrid(REAL_TABLE)
  const grids = [grid, grid, without(grid, 'K3'), without(grid, 'K6')]
  const inputs = await Promise.all(
    grids.map(async (each) => ({
      grid: each,
      digest: (await shop.staff<ImportPreview>('sop.previewImport', { grid: each })).digest,
    })),
  )
  const answers = await Promise.all(
    inputs.map((input) => shop.staff<{ sop: string; number: number }>('sop.commitImport', input)),
  )
  assert.equal(answers[0]?.number, answers[1]?.number)
  assert.deepEqual([...new Set(answers.map((answer) => answer.number))].sort(), [1, 2, 3])
  for (const [index, { sop, number }] of answers.entries()) {
    const notes = (await versionOf(sop, number)).nodes.map((node) => node.note)
    const expected = (await shop.staff<ImportPreview>('sop.previewImport', { grid: grids[index] })).rows.map(
      (row) => row.node?.note,
    )
    assert.deepEqual(notes, expected)
  }
})

test('a table with wrong cells is written only without their rows, and only as it was previewed', async () => {
  const grid = await readGrid(REAL_TABLE)
  const [daily] = grid.sheets
  for (const cell of daily?.cells ?? []) if (cell.ref === 'B4') cell.value = '25:00'
  const { digest, counts } = await shop.staff<ImportPreview>('sop.previewImport', { grid })
  assert.equal(counts.broken, 1)
  assert.equal(await shop.refused('sop.commitImport', { grid, digest }), 'ROWS_BROKEN')
  assert.equal(await shop.refused('sop.commitImport', { grid: without(grid, 'K3'), digest }), 'DIGEST_CHANGED')
  assert.deepEqual(await list(), [])
  const leaveOut = ['日常栏目!4']
  const { nodes } = await shop.staff<{ nodes: number }>('sop.commitImport', { grid, digest, leaveOut })
  assert.equal(nodes, 16)
})

test('malformed tables are refused and write nothing', async () => {
  for (const grid of [
    {},
    { fileName: 'x', sheets: [] },
    { fileName: 'x', sheets: [{ name: 'a', cells: [{ ref: 'a1', value: 1 }], merges: [] }] },
    { fileName: 'x', sheets: [{ name: 'a', cells: [{ ref: 'A1', value: { $ne: 1 } }], merges: [] }] },
  ]) {
    assert.equal(await shop.refused('sop.previewImport', { grid }), 'BAD_INPUT')
  }
  const empty = { fileName: '空.xlsx', sheets: [{ name: '空', cells: [], merges: [] }] }
  const { digest } = await shop.staff<ImportPreview>('sop.previewImport', { grid: empty })
  assert.equal(await shop.refused('sop.commitImport', { grid: empty, digest }), 'NOTHING_TO_WRITE')
  assert.deepEqual(await list(), [])
})

test('open variables stop a publication and are named; member variables too', async () => {
  const grid = await readGrid(REAL_TABLE)
  const { digest } = await shop.staff<ImportPreview>('sop.previewImport', { grid })
  const draft = await shop.staff<{ sop: string; number: number }>('sop.commitImport', { grid, digest })
  const { answer } = await shop.world.call('staff', 'sop.publish', draft, { token: await tokenOf() })
  assert.equal(answer.code, 'VARIABLES_UNRESOLVED')
  assert.match(String(answer.message), /「打卡签到」的\{昵称\}；「午间好物」的\{产品\}；「九点秒杀」的\{产品\}/)
  assert.deepEqual(
    (await list()).map((sop) => sop.live),
    [0],
  )
})

async function tokenOf(): Promise<string> {
  const login = { name: 'demo', password: 'jiepai-demo' }
  return (await shop.staff<{ token: string }>('staff.login', login, {})).token
}

test('an edit is guarded by what was read, and a second try of it is the same edit', async () => {
  const { draft } = await importTable(shop)
  const { nodes } = await versionOf(draft.sop, draft.number)
  const edit = { sop: draft.sop, number: draft.number, revision: 0, node: nodes[0]?.key, text: '大家早，来打卡' }
  const first = await shop.staff<{ version: SopVersion }>('sop.saveNode', edit)
  assert.equal(first.version.revision, 1)
  assert.deepEqual(await shop.staff('sop.saveNode', edit), first)
  assert.equal(await shop.refused('sop.saveNode', { ...edit, text: '另一位同事的字' }), 'CHANGED_BY_OTHER')
  const next = { ...edit, revision: 1 }
  const bad = async (change: object) => shop.refused('sop.saveNode', { ...next, ...change })
  assert.equal(await bad({ slots: [{ from: '10:00', until: '09:00' }] }), 'SLOT_WRONG')
  assert.equal(await bad({ slots: [{ from: '25:00', until: '26:00' }] }), 'SLOT_WRONG')
  assert.equal(await bad({ slots: [] }), 'SLOT_MISSING')
  assert.equal(await bad({ text: '长'.repeat(1400) }), 'TEXT_TOO_LONG')
  assert.equal(await bad({ cardTitle: '标'.repeat(30) }), 'TITLE_TOO_LONG')
  assert.equal(await bad({ node: 'nobody' }), 'NO_SUCH_NODE')
  const { version } = await shop.staff<{ version: SopVersion }>('sop.saveNode', {
    ...next,
    node: nodes[1]?.key,
    text: '今晚用哪个？A 面霜 B 精华',
    slots: [{ from: '20:00', until: '21:00' }],
    route: 'group_task',
  })
  assert.deepEqual(version.nodes[1]?.topic?.options, [
    { key: 'A', text: '面霜' },
    { key: 'B', text: '精华' },
  ])
})

test('ten edits from one revision: one stands, nine are told', async () => {
  const { draft } = await importTable(shop)
  const { nodes } = await versionOf(draft.sop, draft.number)
  const token = await tokenOf()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      shop.world.call(
        'staff',
        'sop.saveNode',
        { sop: draft.sop, number: draft.number, revision: 0, node: nodes[0]?.key, text: `第 ${index} 种写法` },
        { token },
      ),
    ),
  )
  assert.equal(answers.filter(({ answer }) => answer.ok).length, 1)
  assert.ok(answers.every(({ answer }) => answer.ok || answer.code === 'CHANGED_BY_OTHER'))
  assert.equal((await versionOf(draft.sop, draft.number)).revision, 1)
})

test('a published version is not edited; the next draft is a copy, opened once, and replaces it', async () => {
  const { draft } = await publish()
  const { sop } = draft
  const edit = { sop, number: 1, revision: 2, node: (await versionOf(sop, 1)).nodes[0]?.key, text: '改' }
  assert.equal(await shop.refused('sop.saveNode', edit), 'NOT_DRAFT')
  const opened = await Promise.all([1, 2, 3].map(() => shop.staff<{ number: number }>('sop.startDraft', { sop })))
  assert.deepEqual(
    opened.map(({ number }) => number),
    [2, 2, 2],
  )
  await shop.staff('sop.saveNode', { ...edit, number: 2, revision: 0, text: '周一早上好，来打卡' })
  await shop.setTime(DAY, '08:55')
  await shop.staff('sop.publish', { sop, number: 2 })
  const again = await shop.staff<{ publishedAt: number }>('sop.publish', { sop, number: 2 })
  assert.equal(again.publishedAt, Date.parse(`${DAY}T00:55:00Z`))
  assert.deepEqual(
    (await list()).map((each) => [each.live, each.versions.map((version) => version.status)]),
    [[2, ['live', 'retired']]],
  )
  assert.equal(await shop.refused('sop.publish', { sop, number: 1 }), 'RETIRED')
  assert.ok((await shop.world.fireTimer('tick')).ok)
  const rows = await shop.rows({ column: '打卡签到' })
  assert.ok(
    rows.length === 6 && rows.every((row) => row.version === 2 && JSON.stringify(row.parts).includes('周一早上好')),
  )
})

test('what was handed over keeps its version; what was not is rewritten, moved and dropped with it', async () => {
  const { draft } = await publish()
  const { sop } = draft
  const [later] = await shop.rows({ date: DAY, column: '打卡签到', owner: 'aling' })
  await shop.staff('delivery.postpone', { id: later?._id, minutes: 30 })
  await shop.tickAt(DAY, '09:00')
  await shop.staff('sop.startDraft', { sop })
  const before = await versionOf(sop, 2)
  const key = (column: string) => before.nodes.find((node) => node.column === column)?.key
  const edit = { sop, number: 2 }
  await shop.staff('sop.saveNode', { ...edit, revision: 0, node: key('打卡签到'), text: '新的早安' })
  await shop.staff('sop.saveNode', {
    ...edit,
    revision: 1,
    node: key('游戏互动'),
    slots: [{ from: '14:00', until: '14:30' }],
  })
  await shop.staff('sop.publish', edit)
  await shop.tickAt(DAY, '09:05')
  const today = await shop.rows({ date: DAY })
  const versions = (column: string) => today.filter((row) => row.column === column).map((row) => row.version)
  assert.deepEqual(
    [versions('打卡签到'), versions('游戏互动')],
    [
      [1, 1, 2],
      [2, 2, 2],
    ],
  )
  await shop.tickAt(DAY, '14:00')
  const games = await shop.rows({ date: DAY, column: '游戏互动' })
  assert.ok(games.length === 3 && games.every((row) => row.state === 'awaiting_staff'))
})

test('a member sees the columns of the group, opens one, and answers once', async () => {
  await publish()
  await shop.setTime(DAY, '10:05')
  const today = await shop.member<{ groupName: string; beats: BeatView[]; nextBeatAt: number }>(
    'sop.getToday',
    { group: 'wrHuajianFuli1' },
    'o-member-01',
  )
  assert.equal(today.groupName, '花间美妆·福利群1')
  assert.deepEqual(
    today.beats.map((beat) => `${beat.column} ${beat.when} ${beat.isCheckin}`),
    ['打卡签到 past true', '话题讨论 now false', '午间好物 next false', '游戏互动 next false', '用户反馈 next false'],
  )
  assert.equal(today.nextBeatAt, Date.parse(`${DAY}T03:00:00Z`))
  const beat = today.beats[1]?.beat
  const open = (openid: string) => shop.member<BeatPage>('sop.openBeat', { beat, group: 'wrHuajianFuli1' }, openid)
  const first = await open('o-member-01')
  assert.deepEqual([first.tally, first.choice, first.participants], [null, null, 1])
  assert.equal(first.topic?.question, '换季脸干起皮,你最想解决哪一个?')
  assert.deepEqual(first.media, [{ type: 'image', material: '话题图' }])
  const choose = (openid: string, choice: string) => shop.member<BeatPage>('sop.choose', { beat, choice }, openid)
  await choose('o-member-02', 'B')
  const chosen = await choose('o-member-01', 'A')
  assert.deepEqual([chosen.choiceText, chosen.tally, chosen.participants], ['卡粉', { A: 1, B: 1, C: 0 }, 2])
  assert.deepEqual(await choose('o-member-01', 'C'), chosen)
  const month = await shop.member('sop.getMonth', { month: DAY.slice(0, 7) }, 'o-member-01')
  assert.deepEqual(month, { days: [{ day: Number(DAY.slice(8)), joined: 1 }] })
  const view = await shop.member<{ beats: BeatView[] }>('sop.getToday', {}, 'o-member-01')
  assert.equal(view.beats.find((each) => each.beat === beat)?.choiceText, '卡粉')
})

test('the page of today is one call: two wire calls once its instance knows the day of the group', async () => {
  await publish()
  await shop.setTime(DAY, '10:05')
  const group = { group: 'wrHuajianFuli1' }
  const score = await shop.member('checkin.getScore', {}, 'o-member-01')
  const programme = await shop.member('sop.getToday', group, 'o-member-01')
  const ask = () => shop.world.call('member', 'today.get', group, { openid: 'o-member-01' })
  assert.deepEqual((await ask()).answer.data, { score, programme })
  const again = await ask()
  assert.deepEqual(again.answer.data, { score, programme })
  assert.equal(again.wireCalls, 2, again.actions.join(', '))
})

test('answers outside the question, the day or the columns are refused', async () => {
  await publish()
  const [topic] = await shop.rows({ date: DAY, column: '话题讨论' })
  const [game] = await shop.rows({ date: DAY, column: '游戏互动' })
  const choose = (beat: string | undefined, choice: string) =>
    shop.memberRefused('sop.choose', { beat, choice }, 'o-member-01')
  assert.equal(await choose(topic?.beat, 'A'), 'NOT_YET')
  await shop.setTime(DAY, '10:10')
  assert.equal(await choose(topic?.beat, 'D'), 'NO_SUCH_CHOICE')
  assert.equal(await choose(game?.beat, 'A'), 'NO_TOPIC')
  assert.equal(await choose('s1:n1:2026-11-23:0', 'A'), 'NO_SUCH_BEAT')
  assert.equal(await choose('../etc', 'A'), 'BAD_INPUT')
  await shop.setTime('2026-11-24', '00:00')
  assert.equal(await choose(topic?.beat, 'A'), 'TOPIC_CLOSED')
  assert.equal((await shop.world.db.collection('participations').count()).total, 0)
})

test('twenty taps at once are one answer', async () => {
  await publish()
  const beat = (await shop.rows({ date: DAY, column: '话题讨论' }))[0]?.beat
  await shop.setTime(DAY, '10:10')
  await shop.member('sop.openBeat', { beat }, 'o-member-01')
  // A cold start is longer than an answer: only warm instances really meet.
  await Promise.all(Array.from({ length: 20 }, () => shop.member('sop.getToday', {}, 'o-member-02')))
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      shop.member<BeatPage>('sop.choose', { beat, choice: 'ABC'[index % 3] }, 'o-member-01'),
    ),
  )
  assert.equal(new Set(answers.map((answer) => answer.choice)).size, 1)
  const { data } = await shop.world.db.collection('participations').get()
  assert.deepEqual(
    data.map((each) => each.choice),
    [answers[0]?.choice],
  )
})
