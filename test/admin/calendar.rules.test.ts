import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budgetOf } from '../../src/features/delivery/admin/monthBudget'
import { asAlways, leftOut, movedNode, movedOnce, nudged, saidOnce } from '../../src/features/sop/admin/beatMove'
import {
  beatsFor,
  dayLabels,
  daysOfMonth,
  daysOfWeek,
  nextBeats,
  weekNumber,
} from '../../src/features/sop/admin/calendar'
import { axisOf, minuteAt, yOf } from '../../src/features/sop/admin/calendarAxis'
import { comingFestivals } from '../../src/features/sop/admin/calendarFestivals'
import { clashPartners } from '../../src/features/sop/admin/calendarLens'
import { checksOf } from '../../src/features/sop/admin/editorChecks'
import { blankDraft } from '../../src/features/sop/admin/editorForm'
import type { NodeTime, Occurrence, SopNode } from '../../src/features/sop/rules'
import { EVERYONE } from '../../src/features/sop/upcast'
import { instantAt, minutesOf, timeOf, weekdayOf } from '../../src/kernel/day'
import { cannedGroup, cannedNode, cannedVersion } from './canned/version'

const today = '2026-12-09'
const now = instantAt(today, '11:26')
const all = { from: '2026-11-30', to: '2027-01-10' }
const facts = { groups: [cannedGroup], holidays: [] }

function beatsOf(node: SopNode): Occurrence[] {
  return beatsFor(cannedVersion([node]), all, [cannedGroup], [], cannedGroup.id)
}

test('weeks begin on Monday, months are whole weeks, week numbers are those of ISO 8601', () => {
  assert.deepEqual(daysOfWeek('2026-12-13')[0], '2026-12-07')
  const month = daysOfMonth('2026-12')
  assert.deepEqual([month[0], month.at(-1), month.length % 7], ['2026-11-30', '2027-01-03', 0])
  const known = ['2026-12-09', '2026-12-31', '2027-01-01', '2027-01-04', '2025-12-29']
  assert.deepEqual(known.map(weekNumber), [50, 53, 53, 1, 1])
})

test('a day carries its festival, else its solar term, else its lunar day; the first lunar day names the month', () => {
  const labels = dayLabels(['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-12', '2026-12-22'])
  assert.deepEqual(
    [...labels.values()].map(({ text }) => text),
    ['大雪', '三十', '冬月', '双12', '冬至'],
  )
})

test('whatever repeats is heard on the day and at the hour to which one of its beats was put', () => {
  const times: NodeTime[] = [
    { on: 'date', date: '2026-12-12' },
    { on: 'weekdays', weekdays: [2, 6] },
    { on: 'monthdays', days: [15, -1] },
    { on: 'festival', name: '冬至', offset: -3 },
    { on: 'group', day: 3 },
  ]
  for (const time of times) {
    const node = cannedNode({ time, slots: [{ from: '09:00', until: '10:00' }] })
    const [beat] = beatsOf(node)
    assert.ok(beat, JSON.stringify(time))
    const to = nudged(beat, 1, 45)
    const moved = movedNode(node, beat, to)
    assert.ok(moved, JSON.stringify(time))
    const there = beatsOf(moved).map(({ date, from, until }) => [date, timeOf(from), timeOf(until)].join(' '))
    assert.ok(there.includes(`${to.date} 09:45 10:45`), `${JSON.stringify(time)}: ${there.slice(0, 3)}`)
    assert.ok(!there.some((words) => words.startsWith(`${beat.date} `)), `${JSON.stringify(time)} stayed`)
  }
})

test('a daily node keeps its days: one beat is put elsewhere, left out or reworded alone, and back; another hour is for every day', () => {
  const node = cannedNode({ time: { on: 'daily' } })
  const [beat] = beatsOf(node)
  assert.ok(beat)
  assert.equal(movedNode(node, beat, nudged(beat, 1, 0)), null)
  assert.deepEqual(movedNode(node, beat, nudged(beat, 0, 30))?.slots, [{ from: '11:30', until: '12:30' }])
  const heardOn = (of: SopNode, date: string) =>
    beatsOf(of)
      .filter((each) => each.date === date)
      .map((each) => `${each.beat.slice(-12)} ${timeOf(each.from)}`)
  const once = movedOnce(node, beat, { date: '2026-12-12', from: '20:00' })
  assert.deepEqual(heardOn(once, beat.date), [])
  assert.deepEqual(heardOn(once, '2026-12-12'), ['2026-12-12:0 11:00', `${beat.date}:0 20:00`])
  const there = beatsOf(once).find((each) => each.exception !== undefined)
  assert.ok(there)
  // Put elsewhere again it is still the same beat; put back it is as always.
  assert.deepEqual(
    heardOn(movedOnce(once, there, { date: '2026-12-13', from: '08:00' }), '2026-12-13')[0],
    `${beat.date}:0 08:00`,
  )
  assert.deepEqual(movedOnce(once, there, { date: beat.date, from: '11:00' }), node)
  const reworded = saidOnce(once, there, [{ type: 'text', text: '今天晚上见' }])
  assert.deepEqual(asAlways(leftOut(reworded, there), { date: beat.date, slot: 0 }), node)
  const late = movedNode(node, beat, { date: beat.date, from: '23:30' })?.slots[0]
  assert.deepEqual(late, { from: '22:59', until: '23:59' })
})

test('the scale of a week folds empty hours and gives back the quarter at which something was dropped', () => {
  const axis = axisOf(['09:00', '11:00', '20:00', '21:00'].map(minutesOf))
  assert.equal(axis.stretches.filter(({ folded }) => folded).length, 1)
  for (const minute of [9 * 60, 11 * 60 + 15, 20 * 60 + 45]) assert.equal(minuteAt(axis, yOf(axis, minute)), minute)
  assert.ok(yOf(axis, 20 * 60) - yOf(axis, 11 * 60) < 200)
})

test('beats of a group within half an hour clash', () => {
  const nodes = [
    cannedNode({ key: 'a', slots: [{ from: '20:00', until: '21:00' }] }),
    cannedNode({ key: 'b', slots: [{ from: '20:29', until: '21:00' }] }),
    cannedNode({ key: 'c', slots: [{ from: '20:59', until: '21:30' }] }),
  ]
  const beats = beatsFor(cannedVersion(nodes), { from: today, to: today }, [cannedGroup], [], cannedGroup.id)
  const keys = [...clashPartners(beats, cannedGroup.id)].map(([beat, near]) => [beat, ...near.map((one) => one.beat)])
  assert.deepEqual(
    keys.map((one) => one.map((beat) => beat.split(':')[1])),
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  )
  // Groups that hear only one of the two are not asked twice.
  const vip = { ...cannedGroup, id: 'wr2', tags: ['VIP群'] }
  const forVip = { ...EVERYONE, tags: ['VIP群'] }
  const split = cannedVersion(nodes.map((node) => (node.key === 'b' ? { ...node, audience: forVip } : node)))
  const both = beatsFor(split, { from: today, to: today }, [{ ...cannedGroup, tags: ['福利群'] }, vip], [], null)
  assert.equal(clashPartners(both, cannedGroup.id).size, 0)
  assert.equal(clashPartners(both, 'wr2').size, 2)
})

test('the budget of a month is what the planning rule would give out, after what others used', () => {
  const nodes = [
    cannedNode({ key: 'asks', route: 'group_task', slots: [{ from: '20:00', until: '21:00' }] }),
    cannedNode({ key: 'first', slots: [{ from: '09:00', until: '10:00' }] }),
    cannedNode({ key: 'late', route: 'group_task', slots: [{ from: '21:00', until: '22:00' }] }),
  ]
  const beats = beatsFor(cannedVersion(nodes), all, [cannedGroup], [], cannedGroup.id)
  const standing = { rule: 'days_of_month' as const, rows: [], outside: Array<string>(10).fill('2026-12-02') }
  const budget = budgetOf(standing, beats, 'daily', cannedGroup.id, today, now)
  assert.equal(budget.routes.get(`daily:asks:${today}:0`), 'group_task')
  assert.equal(budget.routes.get(`daily:first:2026-12-10:0`), 'staff_task')
  assert.ok(budget.diverted.has(`daily:late:${today}:0`))
  // 31 in December: ten by others, then one a day from the ninth to the last gap.
  assert.deepEqual([budget.limit, budget.spent, budget.planned], [31, 10, 21])
  assert.equal(budget.leftAfter('2026-12-08'), 21)
  assert.equal(budget.leftAfter('2026-12-31'), 31 - 10 - 21)
})

test('the coming 90 days name their festivals with what is ready for each and what is missing', () => {
  const nodes = [
    cannedNode({
      key: 'dongzhi',
      kind: 'special',
      time: { on: 'festival', name: '冬至', offset: 0 },
      parts: [{ type: 'text', text: '{话题}' }],
    }),
    cannedNode({ key: 'dated', kind: 'special', time: { on: 'date', date: '2026-12-24' } }),
  ]
  const festivals = comingFestivals(cannedVersion(nodes), today)
  assert.deepEqual(
    festivals.slice(0, 5).map(({ label }) => label),
    ['双12', '冬至', '平安夜', '圣诞节', '元旦'],
  )
  const dongzhi = festivals.find(({ name }) => name === '冬至')
  assert.deepEqual([dongzhi?.done, dongzhi?.steps, dongzhi?.missing], [2, 4, ['图片或卡片', '变量']])
  assert.equal(festivals.find(({ name }) => name === '平安夜')?.nodes.length, 1)
  assert.equal(festivals.find(({ name }) => name === '圣诞节')?.nodes.length, 0)
})

test('the checks of a node are the refusals of the server, then what to look at', () => {
  const version = cannedVersion([cannedNode({ key: 'other', column: '午间好物' })])
  const world = { version, ...facts, quiet: { from: '22:30', until: '07:00' }, today, now }
  const draft = { ...blankDraft(['other'], {}), column: '早安', slots: [{ from: '11:10', until: '12:00' }] }
  const levels = (of: typeof draft) =>
    Object.fromEntries(checksOf(of, null, world).map(({ name, level }) => [name, level]))
  assert.deepEqual(levels(draft).存草稿, 'save')
  const written = { ...draft, parts: [{ type: 'text' as const, text: '{产品} 到了，{昵称}' }] }
  assert.match(checksOf(written, null, world)[0]?.words ?? '', /不能带每个人的\{昵称\}，可以改成：\{产品\} 到了，大家/)
  const fine = { ...draft, parts: [{ type: 'text' as const, text: '{产品} 到了' }] }
  assert.deepEqual(levels(fine), {
    长度: 'ok',
    变量: 'publish',
    谁收到: 'ok',
    排期: 'ok',
    免打扰: 'ok',
    撞车: 'advice',
    配额: 'ok',
    卡片: 'advice',
  })
  const night = {
    ...fine,
    slots: [{ from: '23:00', until: '23:30' }],
    audience: { ...fine.audience, tags: ['没有的'] },
  }
  assert.deepEqual([levels(night).免打扰, levels(night).谁收到], ['advice', 'advice'])
  const broken = { ...fine, time: { on: 'festival' as const, name: '乱写节', offset: 0 } }
  assert.equal(levels(broken).存草稿, 'save')
})

test('the next days are those of the expansion, days off and all', () => {
  const node = cannedNode({ time: { on: 'weekdays', weekdays: [5] }, holiday: 'shift' })
  const next = nextBeats(cannedVersion([node]), node, facts, '2026-12-28', instantAt('2026-12-28', '08:00'), 3)
  // 元旦 2027 is a Friday.
  assert.ok(next[0] && next[0].nominal === '2027-01-01' && next[0].date > '2027-01-01')
  assert.equal(weekdayOf(next[1]?.date ?? ''), 5)
})
