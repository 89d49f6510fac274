import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { budgetOf } from '../../src/features/delivery/admin/monthBudget'
import type { GroupDays } from '../../src/features/delivery/contract'
import { beatsFor } from '../../src/features/sop/admin/calendar'
import type { Hearer } from '../../src/features/sop/lifeContract'
import type { SopVersion } from '../../src/features/sop/rules'
import { addDays, dayOf, instantAt } from '../../src/kernel/day'
import type { HolidayOverride } from '../../src/kernel/holidays'
import { openPublishedShop, type Shop } from '../delivery/shop'

let shop: Shop & { sop: string }
before(async () => {
  // Sunday evening: tomorrow's beats are all still to be planned.
  shop = await openPublishedShop('2026-11-22T12:00:00.000Z')
})
after(() => shop.close())

test('what the page expands for a group, and the ways it shows, is what the timer then plans for that group', async () => {
  const { sop } = shop
  const { groups, holidays } = await shop.staff<{ groups: Hearer[]; holidays: HolidayOverride[] }>('sop.getHearers', {
    sop,
  })
  const { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number: 1 })
  const now = Date.parse('2026-11-22T12:00:00.000Z')
  const tomorrow = addDays(dayOf(now), 1)
  await shop.world.fireTimer('tick')
  const rows = (await shop.rows({ date: tomorrow })).filter((row) => row.sop === sop)
  assert.ok(rows.length > 10)
  for (const group of groups) {
    const range = { from: tomorrow, to: tomorrow }
    const beats = beatsFor(version, range, groups, holidays, group.id)
    const nothing = { rule: 'days_of_month' as const, rows: [], outside: [] }
    const { routes } = budgetOf(nothing, beats, sop, group.id, tomorrow, now)
    const planned = rows.filter((row) => row.target === group.id)
    assert.deepEqual([...routes].sort(), planned.map((row) => [row.beat, row.route]).sort(), group.name)
  }
})

test('a group tells its messages of a range with their states, and no range is longer than two months', async () => {
  const chatId = 'wrHuajianFuli1'
  const days = await shop.staff<GroupDays>('delivery.getGroupDays', { chatId, from: '2026-11-23', to: '2026-11-24' })
  const rows = await shop.rows({ target: chatId, date: '2026-11-23' })
  assert.deepEqual(days.rows.map(({ beat }) => beat).sort(), rows.map(({ beat }) => beat).sort())
  assert.ok(days.rows.every(({ state }) => state === 'planned'))
  assert.equal(
    await shop.refused('delivery.getGroupDays', { chatId, from: '2026-11-01', to: '2027-02-01' }),
    'RANGE_TOO_LONG',
  )
})

test('a beat that was planned already is moved, reworded and left out by the next version, and nothing is said twice', async () => {
  const { sop } = shop
  const planned = (await shop.rows({ date: '2026-11-23' })).filter((row) => row.sop === sop && row.slot === 0)
  const beats = [...new Set(planned.map((row) => row.beat))].slice(0, 3)
  assert.equal(beats.length, 3)
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  let { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })
  const to = { date: '2026-11-24', from: '16:40', until: '17:30' }
  const one = { date: '2026-11-23', slot: 0, skip: false, to: null, parts: null }
  const changes = [{ to }, { parts: [{ type: 'text' as const, text: '就今天这样说' }] }, { skip: true }]
  for (const [index, change] of changes.entries()) {
    const before = version.nodes.find(({ key }) => key === beats[index]?.split(':')[1])
    assert.ok(before)
    const { topic: _topic, unscheduled: _unscheduled, source: _source, ...node } = before
    const input = { sop, number, revision: version.revision, node: { ...node, exceptions: [{ ...one, ...change }] } }
    version = (await shop.staff<{ version: SopVersion }>('sop.putNode', input)).version
  }
  await shop.staff('sop.publish', { sop, number })
  await shop.world.fireTimer('tick')
  const stands = async (beat = '') =>
    (await shop.rows({ beat })).map(({ date, from, parts }) => [
      date,
      from,
      parts[0]?.type === 'text' ? parts[0].text : '',
    ])
  // Tuesday is planned in the night, under the keys that the messages had.
  assert.deepEqual(await stands(beats[0]), [])
  await shop.tickAt('2026-11-23', '00:05')
  const moved = await stands(beats[0])
  assert.deepEqual(
    [...new Set(moved.map(([date, from]) => `${date} ${from}`))],
    [`2026-11-24 ${instantAt(to.date, to.from)}`],
  )
  assert.equal(moved.length, planned.filter((row) => row.beat === beats[0]).length)
  assert.ok((await stands(beats[1])).every(([date, , text]) => date === '2026-11-23' && text === '就今天这样说'))
  assert.deepEqual(await stands(beats[2]), [])
  // Its dispatch was on the list for the old time: it waits for the new one.
  await shop.tickAt('2026-11-23', '23:30')
  assert.ok((await shop.rows({ beat: beats[0] ?? '' })).every(({ state }) => state === 'planned'))
  await shop.tickAt('2026-11-24', '00:05')
  await shop.tickAt('2026-11-24', '16:45')
  const after = await shop.rows({ beat: beats[0] ?? '' })
  assert.ok(
    after.length === moved.length && after.every(({ state }) => state !== 'planned'),
    JSON.stringify(after.map(({ state }) => state)),
  )
})

test('a step over several nodes is kept whole or not at all, once, and is put back as it stood', async () => {
  const { sop } = shop
  const { number } = await shop.staff<{ number: number }>('sop.startDraft', { sop })
  const { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', { sop, number })
  const at = { sop, number, revision: version.revision }
  const waits = version.nodes.findIndex(({ unscheduled, time }) => unscheduled !== null && time.on === 'festival')
  const [first, open] = [version.nodes[0], version.nodes[waits]]
  assert.ok(first && open && waits > 0)
  const put = (node: typeof open) => {
    const { topic: _topic, unscheduled, source, ...draft } = node
    return { do: 'put', node: draft, unscheduled, source }
  }
  const dated = { ...open, time: { on: 'date' as const, date: '2026-12-20' }, unscheduled: null }
  const changes = [{ do: 'remove', key: first.key }, put(dated)]
  const wrong = [...changes, put({ ...open, key: 'wrong', slots: [{ from: '12:00', until: '11:00' }] })]
  assert.equal(await shop.refused('sop.changeNodes', { ...at, changes: wrong }), 'SLOT_WRONG')
  const kept = await shop.staff<{ version: SopVersion }>('sop.changeNodes', { ...at, changes })
  const again = await shop.staff<{ version: SopVersion }>('sop.changeNodes', { ...at, changes })
  assert.deepEqual([again.version.revision, again.version.nodes], [kept.version.revision, kept.version.nodes])
  assert.deepEqual(
    [kept.version.revision, kept.version.nodes.length, kept.version.nodes[waits - 1]?.unscheduled],
    [version.revision + 1, version.nodes.length - 1, null],
  )
  assert.equal(
    await shop.refused('sop.changeNodes', { ...at, changes: [{ do: 'remove', key: open.key }] }),
    'CHANGED_BY_OTHER',
  )
  const back = [{ ...put(first), before: version.nodes[1]?.key }, put(open)]
  const after = { ...at, revision: version.revision + 1, changes: back }
  const undone = await shop.staff<{ version: SopVersion }>('sop.changeNodes', after)
  assert.deepEqual(undone.version.nodes, version.nodes)
})
