import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { budgetOf } from '../../src/features/delivery/admin/monthBudget'
import type { GroupDays } from '../../src/features/delivery/contract'
import { beatsFor } from '../../src/features/sop/admin/calendar'
import type { Hearer } from '../../src/features/sop/lifeContract'
import type { SopVersion } from '../../src/features/sop/rules'
import { addDays, dayOf } from '../../src/kernel/day'
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
