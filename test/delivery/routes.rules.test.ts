import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { quotaLeft, quotaPeriod } from '../../src/features/delivery/quota'
import { assignRoutes, type RouteWish } from '../../src/features/delivery/routes'

const wish = (id: string, change: Partial<RouteWish> = {}): RouteWish => ({
  id,
  target: 'g1',
  date: '2026-11-23',
  from: Number(id.replace(/\D/g, '')),
  order: 0,
  route: 'auto',
  ...change,
})
const grouped = (...args: Parameters<typeof assignRoutes>) =>
  [...assignRoutes(...args)].filter(([, route]) => route === 'group_task').map(([id]) => id)

test('the earliest of the day is the group task, the rest go to the owner', () => {
  const routes = assignRoutes([wish('m11'), wish('m9'), wish('m20')], [], 'days_of_month')
  assert.deepEqual(Object.fromEntries(routes), { m9: 'group_task', m11: 'staff_task', m20: 'staff_task' })
})

test('a pinned message comes before an earlier one, and a second pinned one comes too late', () => {
  const wishes = [wish('m9'), wish('m20', { route: 'group_task' }), wish('m21', { route: 'group_task' })]
  assert.deepEqual(grouped(wishes, [], 'days_of_month'), ['m20'])
})

test('a second pinned one that has no other way keeps its route and takes nobody’s place', () => {
  const wishes = [wish('m20', { route: 'group_task' }), wish('m21', { route: 'group_task', only: true })]
  assert.deepEqual(grouped(wishes, [], 'days_of_month'), ['m20', 'm21'])
  const month = Array.from({ length: 29 }, (_, day) => ({
    target: 'g1',
    date: `2026-11-${String(day + 1).padStart(2, '0')}`,
  })).filter(({ date }) => date !== '2026-11-23')
  const last = wish('m22', { date: '2026-11-30' })
  assert.ok(grouped([...wishes, last], month, 'days_of_month').includes('m22'))
})

test('a message pinned to the hand never takes the group task', () => {
  assert.deepEqual(grouped([wish('m9', { route: 'staff_task' }), wish('m10')], [], 'days_of_month'), ['m10'])
  assert.deepEqual(grouped([wish('m9', { route: 'staff_task' })], [], 'days_of_month'), [])
})

test('of two messages of one instant the one that stands first in the table is the group task', () => {
  const wishes = [wish('m2', { from: 9, order: 1 }), wish('m3', { from: 9, order: 0 })]
  assert.deepEqual(grouped(wishes, [], 'days_of_month'), ['m3'])
})

test('each group and each day has its own', () => {
  const wishes = [wish('m1'), wish('m2', { target: 'g2' }), wish('m3', { date: '2026-11-24' }), wish('m4')]
  assert.deepEqual(grouped(wishes, [], 'days_of_month').sort(), ['m1', 'm2', 'm3'])
})

test('what is under way keeps its place', () => {
  assert.deepEqual(grouped([wish('m1')], [{ target: 'g1', date: '2026-11-23' }], 'days_of_month'), [])
})

test('the seventh of a week goes, the eighth does not', () => {
  const week = ['23', '24', '25', '26', '27', '28'].map((day) => ({ target: 'g1', date: `2026-11-${day}` }))
  const sunday = wish('m1', { date: '2026-11-29' })
  assert.deepEqual(grouped([sunday], week, '7_per_week'), ['m1'])
  const more = [...week, { target: 'g1', date: '2026-11-23' }]
  assert.deepEqual(grouped([sunday], more, '7_per_week'), [])
  assert.deepEqual(grouped([wish('m1', { date: '2026-11-30' })], more, '7_per_week'), ['m1'])
})

test('periods of the quota are natural ones', () => {
  assert.deepEqual(quotaPeriod('1_per_day', '2026-11-30'), { from: '2026-11-30', to: '2026-11-30', limit: 1 })
  assert.deepEqual(quotaPeriod('7_per_week', '2026-11-29'), { from: '2026-11-23', to: '2026-11-29', limit: 7 })
  assert.deepEqual(quotaPeriod('days_of_month', '2028-02-10'), { from: '2028-02-01', to: '2028-02-29', limit: 29 })
  assert.equal(quotaLeft('days_of_month', '2026-11-30', Array(29).fill('2026-11-01')), 1)
  assert.equal(quotaLeft('days_of_month', '2026-11-30', Array(30).fill('2026-11-01')), 0)
  assert.equal(quotaLeft('days_of_month', '2026-12-01', Array(30).fill('2026-11-01')), 31)
})

test('no group ever gets two group tasks on a day, and every message has a route', () => {
  const any = fc.record({
    target: fc.constantFrom('g1', 'g2'),
    date: fc.constantFrom('2026-11-23', '2026-11-24'),
    from: fc.nat(5),
    order: fc.nat(2),
    route: fc.constantFrom('auto' as const, 'group_task' as const, 'staff_task' as const),
  })
  fc.assert(
    fc.property(
      fc.array(any, { maxLength: 12 }),
      fc.constantFrom('days_of_month' as const, '1_per_day' as const),
      (list, rule) => {
        const wishes = list.map((each, index) => ({ ...each, id: `m${index}` }))
        const routes = assignRoutes(wishes, [], rule)
        assert.equal(routes.size, wishes.length)
        const taken = wishes
          .filter((each) => routes.get(each.id) === 'group_task')
          .map((each) => each.target + each.date)
        assert.equal(new Set(taken).size, taken.length)
        // The order in which wishes come in changes nothing.
        const again = assignRoutes([...wishes].reverse(), [], rule)
        assert.deepEqual(Object.fromEntries(again), Object.fromEntries(routes))
      },
    ),
  )
})
