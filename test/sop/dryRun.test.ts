import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { textOf } from '../../src/features/delivery/rows'
import type { Delivery } from '../../src/features/delivery/rules'
import { deliveryText } from '../../src/features/delivery/text'
import type { DryRun, DryRunMessage } from '../../src/features/sop/dryRunContract'
import { emptyLife } from '../../src/features/sop/publication'
import type { NodeTime, SopNode, SopVersion } from '../../src/features/sop/rules'
import { upcastNode } from '../../src/features/sop/upcast'
import { addDays } from '../../src/kernel/day'
import { openShop, type Shop } from '../delivery/shop'

/** Sunday evening: the month that follows holds 中秋 (25 to 27 September) and 国庆 (1 to 7 October). */
const SUNDAY = '2026-09-20T12:00:00.000Z'
const FROM = '2026-09-21'
const DAYS = 31
const LAST = addDays(FROM, DAYS - 1)
const FULI1 = 'wrHuajianFuli1'

let shop: Shop
before(async () => {
  shop = await openShop({ now: SUNDAY })
})
after(() => shop.close())

test('a dry run of a month is what is then planned and sent: a holiday, a first day and a spent quota among it', async () => {
  await shop.world.fireTimer('tick')
  const rules = { quotaRule: '7_per_week', countsAt: 'confirmed', quiet: { from: '22:30', until: '07:00' } }
  const caps = { groupPerDay: 12, personPerDay: 3, personPerWeek: 7 }
  await shop.staff('delivery.saveRules', { revision: 0, rules: { ...rules, ...caps } })
  await ownSends(FULI1, 4)
  await addDraft('sdry', [
    // Single days: left out, said otherwise, moved within the week and out of it.
    node(
      'morning',
      { on: 'daily' },
      {
        ...{ route: 'group_task', text: '{群名} 早上好', late: 'skip' },
        exceptions: [
          { date: '2026-09-30', slot: 0, skip: true, to: null, parts: null },
          { date: '2026-10-12', slot: 0, skip: false, to: null, parts: [{ type: 'text', text: '{群名} 返工好' }] },
          {
            date: '2026-10-14',
            slot: 0,
            skip: false,
            to: { date: '2026-10-15', from: '09:05', until: '20:00' },
            parts: null,
          },
          {
            date: '2026-10-16',
            slot: 0,
            skip: false,
            to: { date: '2026-11-20', from: '09:00', until: '20:00' },
            parts: null,
          },
        ],
      },
    ),
    node(
      'tips',
      { on: 'weekdays', weekdays: [1, 4] },
      {
        ...{ text: '小课堂', tone: '专业', holiday: 'shift' },
        parts: [{ type: 'text', text: '小课堂', tones: [{ tone: '福利群', text: '来上课啦' }] }],
      },
    ),
    node('ad', { on: 'weekdays', weekdays: [3] }, { text: '周三福利', holiday: 'skip', route: 'group_task' }),
    // 2026-01-05 is day 1 of the first group: its day 265 is 2026-09-26, the second group's a week later.
    node('birthday', { on: 'group', day: 265 }, { text: '建群 265 天' }),
    node('night', { on: 'date', date: '2026-09-22' }, { text: '晚安', slot: ['22:40', '23:00'] }),
  ])

  // Away over two days, with a deputy: what was to be a group task is sent from the deputy's queue.
  await shop.staff('delivery.setAway', { user: 'dianzhang', until: '2026-09-23', deputy: 'aling' })

  const tried = await wholeRun()
  const stoodIn = tried.messages.filter(({ verdict }) => verdict.reason === deliveryText.rerouted)
  assert.deepEqual([...new Set(stoodIn.map(({ date }) => date))], ['2026-09-21', '2026-09-22', '2026-09-23'])
  const bySentence = new Set(tried.clashes.map(({ kind }) => kind))
  assert.deepEqual([...bySentence].sort(), ['over_budget', 'quiet', 'same_hour', 'same_text'])
  assert.ok(tried.shifts.some((shift) => shift.name === '国庆节' && shift.date === '2026-10-08'))
  assert.ok(tried.shifts.some((shift) => shift.name === '国庆节' && shift.date === null))
  const short = tried.messages.filter(({ group, date }) => group === FULI1 && date < '2026-09-28')
  assert.equal(short.filter(({ route }) => route === 'group_task').length, 3, 'three of seven are left this week')
  assert.match(String(short.at(-1)?.routeReason), /^2026-09-21 到 2026-09-27 的群发次数用完了$/)
  assert.equal(tried.messages.filter(({ column }) => column === 'birthday').length, 4)
  const mornings = (date: string) =>
    tried.messages.filter((one) => one.group === FULI1 && one.column === 'morning' && one.date === date)
  assert.deepEqual(
    ['2026-09-30', '2026-10-12', '2026-10-14', '2026-10-15', '2026-10-16'].map((day) => mornings(day).length),
    [0, 1, 0, 2, 0],
  )
  assert.match(String(mornings('2026-10-12')[0]?.text), / 返工好$/)
  // A tag that names a tone decides; the groups without one take turns. What is sent below is compared with these words.
  const lessons = tried.messages.filter(({ column }) => column === 'tips')
  const wordsIn = (group: string) => new Set(lessons.flatMap((one) => (one.group === group ? [one.text] : [])))
  assert.deepEqual([...wordsIn(FULI1)], ['来上课啦'])
  const other = lessons.find(({ group, text }) => group !== FULI1 && text === '小课堂')?.group ?? ''
  assert.deepEqual([...wordsIn(other)].sort(), ['小课堂', '来上课啦'].sort())
  assert.ok((await shop.rows({ sop: 'sdry' })).length === 0, 'a dry run writes nothing')

  await shop.staff('sop.publish', { sop: 'sdry', number: 1, note: '照试跑发' })
  await shop.world.fireTimer('tick')
  for (const owner of ['xiaomei', 'aling', 'dianzhang']) {
    await shop.wechat.act('behaviour', { userid: owner, mode: 'auto', delayMinutes: 3 })
  }
  const done: Delivery[] = []
  for (let day = FROM; day <= LAST; day = addDays(day, 1)) {
    for (const time of ['00:05', '09:00', '09:05', '22:45', '23:10']) await shop.tickAt(day, time)
    done.push(...(await shop.rows({ sop: 'sdry', date: day })))
  }
  assert.deepEqual(done.map(sent).sort(), tried.messages.map(foretold).sort())
  const heard = new Set(done.filter((row) => row.evidence === 'platform').map((row) => `${row.date} ${row.target}`))
  const promised = tried.messages.filter(({ route }) => route === 'group_task').map((one) => `${one.date} ${one.group}`)
  assert.deepEqual([...heard].sort(), promised.sort())
})

test('a dry run says why nobody hears it, and refuses what it cannot try', async () => {
  const past = await shop.staff<DryRun>('sop.dryRun', { sop: 'sdry', version: 1, from: '2026-01-01', days: 2 })
  assert.deepEqual([past.messages.length, past.remarks[0]], [0, '这些天已经过去，试跑只看还没有发的；请选今天或以后。'])
  const input = { sop: 'sdry', version: 1, from: LAST, days: 3 }
  assert.equal(await shop.refused('sop.dryRun', { ...input, days: 32 }), 'BAD_INPUT')
  assert.equal(await shop.refused('sop.dryRun', { ...input, from: '2026-02-31' }), 'BAD_INPUT')
  assert.equal(await shop.refused('sop.dryRun', { ...input, version: 9 }), 'NO_SUCH_VERSION')
  assert.equal(await shop.refused('sop.dryRun', { ...input, groups: ['wrNobody'] }), 'NO_SUCH_GROUPS')
  const one = await shop.staff<DryRun>('sop.dryRun', { ...input, groups: [FULI1, 'wrNobody'], limit: 1 })
  assert.deepEqual([one.groups.looked, one.messages.length, one.next], [1, 1, 1])
  assert.match(one.remarks.join(''), /选中的群里有 1 个/)
})

/** Beat, hearer, way, words and version: all that a group could notice. */
function foretold(message: DryRunMessage): string {
  const { id, route, text, version, verdict } = message
  return [id, route, text, version, verdict.do === 'send' ? 'handed over' : verdict.reason].join(' | ')
}

function sent(row: Delivery): string {
  const wasHandedOver = row.state === 'sent' || row.state === 'late' || row.reason === '群主没有在时段内发出'
  return [row._id, row.route, textOf(row.parts), row.version, wasHandedOver ? 'handed over' : row.reason].join(' | ')
}

async function wholeRun(): Promise<DryRun> {
  const input = { sop: 'sdry', version: 1, from: FROM, days: DAYS }
  const first = await shop.staff<DryRun>('sop.dryRun', input)
  const messages = [...first.messages]
  for (let next = first.next; next !== null; ) {
    const page = await shop.staff<DryRun>('sop.dryRun', { ...input, offset: next })
    messages.push(...page.messages)
    next = page.next
  }
  assert.equal(messages.length, first.totals.messages)
  const { table } = await shop.staff<DryRun>('sop.dryRun', { ...input, limit: 1, table: true })
  assert.deepEqual(first.table, undefined)
  const told = (table?.beats ?? []).flatMap(({ date, by }) =>
    by.flatMap((number, place) => {
      const fate = table?.fates[number - 1]
      return fate ? [[date, table?.groups[place]?.id, fate.route, fate.do, fate.clashes.join()].join(' ')] : []
    }),
  )
  const said = messages.map(({ date, group, route, verdict, clashes }) =>
    [date, group, route, verdict.do, clashes.join()].join(' '),
  )
  assert.deepEqual(told.sort(), said.sort())
  return { ...first, messages }
}

/** The owner's own 群发 of Monday, as the reconciliation notes them. */
async function ownSends(target: string, count: number): Promise<void> {
  const at = Date.parse(`${FROM}T00:30:00+08:00`)
  for (let n = 0; n < count; n++) {
    const send = { schema: 1, msgid: `m${n}`, target, creator: 'xiaomei', personal: true, createdAt: at, sentAt: at }
    await shop.world.db.collection('outside_sends').add({ data: { _id: `m${n}:${target}`, ...send } })
  }
}

async function addDraft(sop: string, nodes: SopNode[]): Promise<void> {
  const at = Date.parse(SUNDAY)
  await shop.world.db.collection('sops').add({
    data: { _id: sop, schema: 1, name: '试跑月', live: 0, latest: 1, createdAt: at },
  })
  const version: SopVersion = { ...emptyLife(sop, 1, null, at, '周运营'), name: '试跑月', from: null, to: null, nodes }
  await shop.world.db.collection('sop_versions').add({ data: { ...version } })
}

function node(
  key: string,
  time: NodeTime,
  {
    text,
    slot: [from, until] = ['09:00', '21:00'],
    ...change
  }: { text: string; slot?: [string, string] } & Partial<SopNode>,
): SopNode {
  return upcastNode({
    ...{ key, time, column: key, kind: 'column', module: '互动', tone: '', topic: null, variables: {}, audience: {} },
    ...{ owner: '', note: '', unscheduled: null, source: null, route: 'auto', late: 'skip' },
    slots: [{ from, until }],
    parts: [{ type: 'text', text }],
    ...change,
  })
}
