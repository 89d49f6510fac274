import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { VersionCase, WaitingVersion } from '../../src/features/approval/contract'
import type { BeatPage, BeatView, SopSummary } from '../../src/features/sop/contract'
import type { VersionDiff } from '../../src/features/sop/diff'
import type { BeatFate } from '../../src/features/sop/fates'
import type { Grid } from '../../src/features/sop/grid'
import { sopText } from '../../src/features/sop/refusals'
import type { SopNode, SopVersion } from '../../src/features/sop/rules'
import { checkPublishable } from '../../src/features/sop/versions'
import { daysBetween } from '../../src/kernel/day'
import { storeOf } from '../checkin/ledgerOf'
import { importTable, MONDAY, oneAtNine, openShop, type Shop, twoAtNine } from '../delivery/shop'

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

interface Waiting {
  versions: WaitingVersion[]
  posts: number
}

interface Published {
  number: number
  beats: BeatFate[]
  paused: boolean
}

const versionOf = async (sop: string, number: number) =>
  (await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })).version
const summary = async () => (await shop.staff<{ sops: SopSummary[] }>('sop.list', {})).sops[0]
const states = async (where = {}) => [...new Set((await shop.rows({ date: DAY, ...where })).map((row) => row.state))]

async function live(change: (grid: Grid) => Grid = oneAtNine): Promise<string> {
  const { draft } = await importTable(shop, change)
  for (const node of (await versionOf(draft.sop, 1)).nodes) {
    const { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop: draft.sop, number: 1 })
    const input = { sop: draft.sop, number: 1, revision: version.revision, node: node.key, variables: { 产品: '气垫' } }
    await shop.staff('sop.saveNode', input)
  }
  await shop.staff('sop.publish', { sop: draft.sop, number: 1 })
  assert.ok((await shop.tickAt(DAY, '08:51')).ok)
  return draft.sop
}

/** The next draft, every text of it replaced. */
async function reworded(sop: string, text: string): Promise<number> {
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  for (const node of (await versionOf(sop, number)).nodes) {
    const { revision } = await versionOf(sop, number)
    await shop.staff('sop.saveNode', { sop, number, revision, node: node.key, text })
  }
  return number
}

test('a publication at 08:59:59 says what it still reached, and that is what is heard at nine', async () => {
  const sop = await live()
  const second = await reworded(sop, '第二版的早安')
  await shop.world.setClock(`${DAY}T00:59:59.000Z`)
  const reached = await shop.staff<Published>('sop.publish', { sop, number: second })
  assert.deepEqual(
    reached.beats.map(({ fate, taken, waiting }) => [fate, taken, waiting]),
    [['changed', 0, 3]],
  )
  assert.ok((await shop.tickAt(DAY, '09:00')).ok)
  const heard = () => shop.rows({ date: DAY })
  assert.ok((await heard()).every((row) => row.version === 2 && JSON.stringify(row.parts).includes('第二版的早安')))
  const third = await reworded(sop, '第三版的早安')
  const late = await shop.staff<Published>('sop.publish', { sop, number: third })
  assert.deepEqual(
    late.beats.map(({ fate, taken, waiting }) => [fate, taken, waiting]),
    [['taken', 3, 0]],
  )
  assert.ok((await shop.tickAt(DAY, '09:05')).ok)
  assert.ok((await heard()).every((row) => row.version === 2))
  // Asked again, after a lost answer: the same.
  assert.deepEqual((await shop.staff<Published>('sop.publish', { sop, number: third })).beats, late.beats)
})

test('a postponed message keeps its beginning when a new version comes', async () => {
  const sop = await live(twoAtNine)
  const [row] = await shop.rows({ date: DAY, route: 'staff_task' })
  assert.ok(row)
  await shop.staff('delivery.postpone', { id: row._id, minutes: 30 })
  const number = await reworded(sop, '第二版')
  await shop.staff('sop.publish', { sop, number })
  assert.ok((await shop.tickAt(DAY, '08:56')).ok)
  const rows = await shop.rows({ date: DAY })
  assert.ok(rows.every((each) => each.version === 2 && JSON.stringify(each.parts).includes('第二版')))
  for (const each of rows) assert.equal(each.from, each._id === row._id ? row.from + 30 * 60_000 : row.from, each._id)
})

test('a paused SOP says nothing; what is planned waits, ends with the reason, or goes on', async () => {
  const sop = await live()
  await shop.staff('sop.pause', { sop, reason: '改价，先停一下' })
  assert.ok((await shop.tickAt(DAY, '09:00')).ok)
  assert.deepEqual(await states(), ['planned'])
  assert.equal((await summary())?.paused?.reason, '改价，先停一下')
  const paused = shop.world.snapshot()
  await shop.setTime(DAY, '09:20')
  assert.deepEqual(await shop.staff('sop.resume', { sop, rows: 'send' }), { sop, skipped: 0 })
  for (const time of ['09:21', '09:26']) assert.ok((await shop.tickAt(DAY, time)).ok)
  assert.ok(!(await states()).includes('planned') && (await shop.wechat.state()).tasks.length > 0)

  shop.world.restore(paused)
  shop.wechat.reset()
  await shop.setTime(DAY, '09:20')
  assert.deepEqual(await shop.staff('sop.resume', { sop, rows: 'skip' }), { sop, skipped: 3 })
  assert.deepEqual(await states(), ['skipped'])

  shop.world.restore(paused)
  for (const time of ['09:30', '09:55', '10:01']) assert.ok((await shop.tickAt(DAY, time)).ok)
  const rows = await shop.rows({ date: DAY })
  assert.ok(
    rows.every((row) => row.state === 'skipped' && /暂停/.test(row.reason ?? '')),
    rows[0]?.reason ?? '',
  )
  assert.equal((await shop.wechat.state()).tasks.length, 0)
})

test('a SOP that has ended lets go of what is planned and never speaks again', async () => {
  const sop = await live()
  await shop.staff('sop.retire', { sop, reason: '活动结束' })
  for (const time of ['08:56', '09:00', '09:06']) assert.ok((await shop.tickAt(DAY, time)).ok)
  assert.deepEqual(await states(), ['skipped'])
  assert.equal((await shop.wechat.state()).tasks.length, 0)
  assert.equal(await shop.refused('sop.publish', { sop, number: 1 }), 'SOP_RETIRED')
})

/** Sent back and approved on the phone of a second person, who sees what would change and decides on that alone. */
async function judged(sop: string, number: number): Promise<void> {
  const store = storeOf(shop.world)
  const [guide] = await store.find('staff', { _id: 'aling' }, { limit: 1 })
  assert.ok(guide)
  const judge = { openid: 'o-judge' }
  for (const [id, name, openid] of [
    ['judge', '沈审核', judge.openid],
    ['helper', '高帮手', 'o-helper'],
  ] as const) {
    const roles = [id === 'judge' ? ('reviewer' as const) : ('operator' as const)]
    await store.insert('staff', { ...guide, _id: id, login: id, name, roles, openid, wecomUserId: null })
  }
  const waiting = (as: { openid?: string } = judge) => shop.staff<Waiting>('approval.list', {}, as)
  const [first] = (await waiting()).versions
  assert.ok(first)
  assert.deepEqual([first.sop, first.number, first.base, first.submittedBy], [sop, number, 1, '周运营'])
  assert.deepEqual([first.note, first.notYou, (await waiting()).posts], ['改了早安', null, 0])
  assert.equal(await shop.refused('approval.list', {}, { openid: 'o-staff-aling' }), 'FORBIDDEN')
  const seen = await shop.staff<VersionCase>('approval.getVersion', { sop, number }, judge)
  const [change] = seen.messages
  assert.deepEqual([seen.total, change?.change, change?.when], [1, 'changed', '每天 09:00–10:00，自动选路'])
  assert.equal(change?.fields.find(({ field }) => field === '文案')?.after, '要审的一版')
  assert.ok(change?.message?.parts.some((part) => part.type === 'text' && part.text === '要审的一版'))
  const decide = { sop, number, note: '再短一点', submittedAt: first.submittedAt }
  // A second tap, or a second judge at the same moment, changes nothing more.
  for (let tap = 0; tap < 2; tap++) await shop.staff('sop.sendBack', decide, judge)
  assert.deepEqual((await waiting()).versions, [])
  assert.equal(await shop.refused('sop.approve', decide, judge), 'NOT_IN_REVIEW')
  // Whoever helped to write it is no second person either.
  const { nodes, revision } = await versionOf(sop, number)
  const edit = { sop, number, revision, node: nodes[0]?.key, text: '短了' }
  await shop.staff('sop.saveNode', edit, { openid: 'o-helper' })
  await shop.setTime(DAY, '08:52')
  await shop.staff('sop.submit', { sop, number })
  assert.equal(await shop.refused('sop.approve', { sop, number }, { openid: 'o-helper' }), 'SELF_REVIEW')
  assert.equal((await waiting({ openid: 'o-helper' })).versions[0]?.notYou, sopText.selfReview)
  assert.equal(await shop.refused('sop.approve', decide, judge), 'SUBMITTED_AGAIN')
  const again = (await waiting()).versions[0]?.submittedAt
  const ask = () => shop.staff<{ status: string }>('sop.approve', { sop, number, submittedAt: again }, judge)
  assert.deepEqual([(await ask()).status, (await ask()).status], ['approved', 'approved'])
  const late = { ...decide, submittedAt: again }
  assert.equal(await shop.refused('sop.sendBack', late, judge), 'NOT_IN_REVIEW')
}

test('a version is read before it turns live, and turns live at its time', async () => {
  const sop = await live()
  const number = await reworded(sop, '要审的一版')
  await shop.staff('sop.setReview', { sop, required: true })
  assert.equal(await shop.refused('sop.publish', { sop, number }), 'NEEDS_REVIEW')
  await shop.staff('sop.submit', { sop, number, note: '改了早安' })
  const { nodes, revision } = await versionOf(sop, number)
  const edit = { sop, number, revision, node: nodes[0]?.key, text: '偷偷改' }
  assert.equal(await shop.refused('sop.saveNode', edit), 'IN_REVIEW')
  assert.equal(await shop.refused('sop.approve', { sop, number }), 'SELF_REVIEW')
  await judged(sop, number)
  const at = Date.parse(`${DAY}T00:56:00Z`)
  assert.equal(await shop.refused('sop.schedulePublish', { sop, number, at: at - 3_600_000 }), 'PUBLISH_PAST')
  await shop.staff('sop.schedulePublish', { sop, number, at: at + 60_000 })
  await shop.staff('sop.cancelSchedule', { sop, number })
  await shop.staff('sop.schedulePublish', { sop, number, at })
  assert.ok((await shop.tickAt(DAY, '08:55')).ok)
  assert.equal((await summary())?.live, 1)
  assert.ok((await shop.tickAt(DAY, '08:58')).ok)
  const version = await versionOf(sop, number)
  assert.deepEqual([version.status, version.publishAt, (await summary())?.live], ['live', null, 2])
  assert.deepEqual(
    version.steps.map(({ did }) => did),
    ['create', 'submit', 'send_back', 'submit', 'approve', 'schedule', 'unschedule', 'schedule', 'publish'],
  )
})

test('going back is a new version with the old words, made once', async () => {
  const sop = await live()
  const number = await reworded(sop, '后悔的一版')
  await shop.staff('sop.publish', { sop, number })
  const back = { sop, live: 2, to: 1, note: '第二版话说重了' }
  assert.equal((await shop.staff<Published>('sop.rollBack', back)).number, 3)
  assert.equal((await shop.staff<Published>('sop.rollBack', back)).number, 3)
  assert.equal(await shop.refused('sop.rollBack', { ...back, to: 2 }), 'CHANGED_BY_PUBLISH')
  const { diff } = await shop.staff<{ diff: VersionDiff }>('sop.diff', { sop, from: 1, to: 3 })
  assert.deepEqual([diff.nodes, diff.fields], [[], []])
  const changed = await shop.staff<{ diff: VersionDiff }>('sop.diff', { sop, from: 1, to: 2 })
  assert.deepEqual(
    changed.diff.nodes.map(({ change, fields }) => [change, fields.map(({ field }) => field)]),
    [['changed', ['文案']]],
  )
  assert.deepEqual(
    (await summary())?.versions.map((each) => [each.number, each.parent, each.status]),
    [
      [3, 1, 'live'],
      [2, 1, 'retired'],
      [1, null, 'retired'],
    ],
  )
})

test('groups on their way finish on the version on which they began, unless they are switched', async () => {
  const sop = await live()
  const { data } = await shop.world.db.collection('groups').limit(10).get()
  const started = (data as unknown as { _id: string; startedOn: string }[]).map(
    ({ startedOn }) => daysBetween(startedOn, DAY) + 1,
  )
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  const draft = await versionOf(sop, number)
  const [first] = draft.nodes
  assert.ok(first && started.every((day) => day >= 1 && day <= 365), String(started))
  const { topic: _topic, unscheduled: _unscheduled, source: _source, ...node } = first
  const slots = [{ from: '15:00', until: '16:00' }]
  let { revision } = draft
  for (const day of new Set(started)) {
    const run = {
      ...node,
      key: `run_${day}`,
      time: { on: 'group', day },
      slots,
      parts: [{ type: 'text', text: '旧的' }],
    }
    revision = (await shop.staff<{ version: SopVersion }>('sop.putNode', { sop, number, revision, node: run })).version
      .revision
  }
  await shop.staff('sop.publish', { sop, number })
  assert.ok((await shop.tickAt(DAY, '08:56')).ok)
  const runs = async () => (await shop.rows({ date: DAY })).filter((row) => row.nodeKey.startsWith('run_'))
  const words = async () => [
    ...new Set((await runs()).map((row) => `${row.version}${JSON.stringify(row.parts).match(/旧的|新的/)}`)),
  ]
  assert.equal((await runs()).length, 3)
  const next = await reworded(sop, '新的')
  await shop.staff('sop.publish', { sop, number: next })
  for (const time of ['08:57', '09:05']) assert.ok((await shop.tickAt(DAY, time)).ok)
  assert.deepEqual(await words(), ['2旧的'])
  const seen = async () => {
    const [row] = await runs()
    const today = { group: row?.target ?? '' }
    const { beats } = await shop.member<{ beats: BeatView[] }>('sop.getToday', today, 'o-member-01')
    const page = await shop.member<BeatPage>('sop.openBeat', { beat: row?.beat, ...today }, 'o-member-01')
    // A card that names its version needs no group.
    const named = { beat: row?.beat, version: row?.version }
    assert.equal((await shop.member<BeatPage>('sop.openBeat', named, 'o-member-02')).text, page.text)
    return [beats.filter(({ beat }) => beat === row?.beat).length, page.version, page.text]
  }
  assert.deepEqual(await seen(), [1, 2, '旧的'])
  assert.deepEqual(await shop.staff('sop.switch', { sop, number: next }), { sop, switched: started.length })
  assert.ok((await shop.tickAt(DAY, '09:12')).ok)
  assert.deepEqual(await words(), ['3新的'])
  assert.deepEqual(await seen(), [1, 3, '新的'])
})

test('a group that is found in the morning hears what is said that day', async () => {
  await live()
  const [row] = await shop.rows({ date: DAY })
  const lost = String(row?.target)
  // The night's reading of the groups is over before this one is made.
  for (const time of ['04:31', '04:36']) assert.ok((await shop.tickAt('2026-11-24', time)).ok)
  await shop.world.db.collection('groups').doc(lost).remove()
  await shop.tickAt('2026-11-25', '00:06')
  const heard = async () => (await shop.rows({ date: '2026-11-25', target: lost })).length
  assert.equal(await heard(), 0)
  for (const time of ['04:31', '04:36']) assert.ok((await shop.tickAt('2026-11-25', time)).ok)
  assert.equal(await heard(), 1)
})

test('a template becomes a draft once, goes out as a table and comes back; bad nodes are refused', async () => {
  const { templates } = await shop.staff<{ templates: { id: string; nodes: number; blanks: string[] }[] }>(
    'sop.listTemplates',
    {},
  )
  assert.deepEqual(
    templates.map(({ id }) => id),
    ['welcome_three', 'daily_columns', 'week_plan', 'nurture_14', 'festival_calendar', 'member_day'],
  )
  const made = await shop.staff<{ sop: string; number: number; nodes: number }>('sop.createFromTemplate', {
    template: 'week_plan',
  })
  assert.deepEqual(await shop.staff('sop.createFromTemplate', { template: 'week_plan' }), made)
  const { sop, number } = made
  const { grid } = await shop.staff<{ grid: Grid }>('sop.exportVersion', { sop, number })
  const preview = await shop.staff<{ digest: string; rows: { node: SopNode | null }[] }>('sop.previewImport', { grid })
  const again = await shop.staff<{ number: number }>('sop.commitImport', { grid, digest: preview.digest, sop })
  const { diff } = await shop.staff<{ diff: VersionDiff }>('sop.diff', { sop, from: number, to: again.number })
  assert.deepEqual([diff.nodes, diff.fields], [[], []])
  const { beats } = await shop.staff<{ beats: unknown[] }>('sop.getCalendar', {
    sop,
    number,
    from: DAY,
    to: '2026-11-29',
  })
  assert.equal(beats.length, 7)
  assert.equal(await shop.refused('sop.getCalendar', { sop, number, from: DAY, to: '2027-11-29' }), 'RANGE_TOO_LONG')
  const spring = { day: '2027-02-09', work: false, name: '春节' }
  const first2027 = { year: 2027, days: [spring], revision: 0, request: 'a'.repeat(32) }
  const stored = { year: 2027, days: [spring], revision: 1 }
  assert.deepEqual(await shop.staff('sop.setHolidays', first2027), stored)
  // The answer was lost and the page asks again; a colleague's page had read the same book.
  assert.deepEqual(await shop.staff('sop.setHolidays', first2027), stored)
  const late = { ...first2027, days: [], request: 'b'.repeat(32) }
  assert.equal(await shop.refused('sop.setHolidays', late), 'RULES_CHANGED')
  assert.deepEqual(await shop.staff('sop.getHolidays', { year: 2027 }), { ...stored, announced: false })
  const wrong = { ...late, revision: 1, days: [{ ...spring, day: '2026-02-09' }] }
  assert.equal(await shop.refused('sop.setHolidays', wrong), 'HOLIDAY_WRONG_YEAR')

  const version = await versionOf(sop, number)
  const [first] = version.nodes
  assert.ok(first)
  const { topic: _topic, unscheduled: _unscheduled, source: _source, ...node } = first
  const put = (change: object) =>
    shop.refused('sop.putNode', { sop, number, revision: version.revision, node: { ...node, ...change } })
  for (const change of [
    { time: { on: 'date', date: '2026-02-31' } },
    { time: { on: 'weekdays', weekdays: [8] } },
    { time: { on: 'group', day: 0.5 } },
    { slots: [{ from: '9点', until: '10:00' }] },
    { parts: [{ type: 'text', text: '长'.repeat(5000) }] },
    { parts: [{ type: 'link', title: 'a', url: 'javascript:alert(1)', description: '', picture: '' }] },
    { parts: [{ type: 'perfume', material: 'x' }] },
    { parts: [] },
    { audience: { ...node.audience, size: { least: 9, most: 1 } } },
    { route: 'pigeon' },
  ]) {
    assert.equal(await put(change), 'BAD_INPUT', JSON.stringify(change))
  }
  assert.equal(await put({ slots: [{ from: '25:00', until: '26:00' }] }), 'SLOT_WRONG')
  assert.deepEqual((await versionOf(sop, number)).revision, version.revision)
})

test('a version goes to the stores that headquarters choose, in plan, dry run, difference and table alike', async () => {
  const sop = await live(twoAtNine)
  await storeOf(shop.world).update('staff', { _id: 'xiaomei' }, { stores: ['静安店'] })
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  const { revision } = await versionOf(sop, number)
  const choose = (stores: string[], at = revision) => ({ sop, number, revision: at, stores })
  assert.equal(await shop.refused('sop.setStores', choose(['没有这家店'])), 'NO_SUCH_STORE')
  assert.equal(await shop.refused('sop.setStores', choose(['静安店'], revision + 5)), 'CHANGED_BY_OTHER')
  for (const stores of [['静安店'], ['静安店', '静安店']]) await shop.staff('sop.setStores', choose(stores))
  assert.equal((await versionOf(sop, number)).revision, revision + 1)
  assert.equal(await shop.refused('sop.setStores', choose([])), 'CHANGED_BY_OTHER')
  const { diff } = await shop.staff<{ diff: VersionDiff }>('sop.diff', { sop, from: 1, to: number })
  assert.deepEqual(diff.fields, [{ field: '发给门店', before: '全部门店', after: '静安店' }])
  const run = { sop, version: number, from: '2026-11-25', days: 1 }
  const { messages } = await shop.staff<{ messages: { group: string }[] }>('sop.dryRun', run)
  assert.deepEqual(new Set(messages.map(({ group }) => group)).size, 2)

  const planned = async () => [...new Set((await shop.rows({ date: DAY })).map(({ owner }) => owner))].sort()
  assert.deepEqual(await planned(), ['aling', 'xiaomei'])
  await shop.staff('sop.publish', { sop, number })
  assert.ok((await shop.tickAt(DAY, '08:56')).ok)
  assert.deepEqual(await planned(), ['xiaomei'])
  const heard = async (group: string) =>
    (await shop.member<{ beats: BeatView[] }>('sop.getToday', { group }, 'o-member-01')).beats.length
  assert.deepEqual([await heard('wrHuajianFuli1'), await heard('wrHuajianFuli3')], [2, 0])
  assert.equal(await shop.refused('sop.setStores', choose([], revision + 1)), 'NOT_DRAFT')

  const { grid } = await shop.staff<{ grid: Grid }>('sop.exportVersion', { sop, number })
  const preview = await shop.staff<{ digest: string }>('sop.previewImport', { grid })
  const again = await shop.staff<{ number: number }>('sop.commitImport', { grid, digest: preview.digest, sop })
  const back = await shop.staff<{ diff: VersionDiff }>('sop.diff', { sop, from: number, to: again.number })
  assert.deepEqual([back.diff.fields, back.diff.nodes], [[], []])
  // Members belong to no store, so such a version cannot speak to them.
  const { nodes } = await versionOf(sop, number)
  const toMembers = { nodes: nodes.map((node) => ({ ...node, route: 'subscribe' as const })) }
  assert.throws(() => checkPublishable({ ...toMembers, stores: ['静安店'] }), /会员不分门店/)
})
