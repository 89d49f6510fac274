import type { Day } from '../../../kernel/day'
import type { QuotaView } from '../../delivery/contract'
import { assignRoutes, type PlannedRoute } from '../../delivery/routes'
import { beyondTask } from '../../delivery/rules'
import type { Occurrence } from '../rules'
import { hearersOf } from './calendarLens'

/** The 群发 of one group in the period, if the shown beats go out as they stand. */
export interface GroupBudget {
  limit: number
  spent: number
  waiting: number
  planned: number
  /** Below zero: so many ask for a group task and get none. */
  left: number
  routes: ReadonlyMap<string, PlannedRoute>
  diverted: ReadonlySet<string>
  /** What is left when a day from today on is over; null for other days. */
  leftAfter: (day: Day) => number | null
}

/**
 * As `budgetOf` for many groups at once, from the sums that the server tells of each: what was sent counts as a number, what is
 * planned keeps its day.
 *
 * @param now ms
 */
export function groupBudget(
  quota: QuotaView,
  group: string,
  beats: readonly Occurrence[],
  today: Day,
  now: number,
): GroupBudget | null {
  const own = quota.groups.find(({ chatId }) => chatId === group)
  if (own === undefined) return null
  const { from, to, limit, rule } = quota
  const inside = (day: Day) => day >= from && day <= to
  const coming = own.coming.filter(inside)
  const later = coming.filter((day) => day > today)
  const past = own.reserved + own.spent - coming.length
  const elsewhere = Array.from({ length: past + own.outside }, () => ({ target: group, date: from }))
  const wishes = beats
    .filter((beat) => beat.to === 'groups' && beat.until > now && inside(beat.date) && hearersOf(beat).has(group))
    .filter((beat) => beat.node.route !== 'group_welcome')
    .map(({ beat, date, from: begins, node }, order) => ({
      ...{ id: beat, target: group, date, from: begins, order },
      route: beyondTask(node.parts) === null ? node.route : ('staff_task' as const),
    }))
  const used = coming.map((date) => ({ target: group, date }))
  const routes = assignRoutes(wishes, used, rule, elsewhere)
  const tasks = wishes.filter(({ id }) => routes.get(id) === 'group_task').map(({ date }) => date)
  const diverted = new Set(
    wishes.filter(({ id, route }) => route === 'group_task' && routes.get(id) !== 'group_task').map(({ id }) => id),
  )
  // A second wish on a day that has its task already is no want of quota.
  const lacking = wishes.filter(
    ({ id, date }) => diverted.has(id) && !tasks.includes(date) && !coming.includes(date),
  ).length
  const days = [...later, ...tasks]
  const gone = own.reserved + own.spent + own.outside - later.length
  return {
    limit,
    spent: own.spent + own.outside,
    waiting: own.reserved - later.length,
    planned: days.length,
    left: limit - gone - days.length - lacking,
    routes,
    diverted,
    leftAfter: (day) =>
      day < today || !inside(day) ? null : limit - gone - days.filter((date) => date <= day).length - lacking,
  }
}
