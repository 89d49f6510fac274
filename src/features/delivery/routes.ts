import type { Day } from '../../kernel/day'
import type { Route } from '../sop/rules'
import { type QuotaRule, quotaLeft } from './quota'

/** One message that is to be planned. */
export interface RouteWish {
  id: string
  target: string
  date: Day
  /** ms */
  from: number
  /** Place in the table; decides between messages of the same instant. */
  order: number
  /** What the node asks for. */
  route: Route
  /** That route or none. */
  only?: boolean
}

export type PlannedRoute = 'group_task' | 'staff_task'

/** What already stands in a group's quota, from whatever SOP. */
export interface QuotaUse {
  target: string
  date: Day
}

/**
 * Divides the messages of a day between the two routes: at most one group task per group and day, because a group cannot get
 * more (WD/92135), the others into the owner's queue. A node that asks for the group task gets it before the others; else
 * the earliest of the day does. A second one that asks comes too late, like every message of a group without quota: it goes to the
 * owner's queue, or keeps its route when it may take no other, and the gate ends it with the reason.
 *
 * @param used our own group tasks of these days
 * @param elsewhere what else the quota's period holds: it takes quota, and leaves the day its own task
 */
export function assignRoutes(
  wishes: readonly RouteWish[],
  used: readonly QuotaUse[],
  rule: QuotaRule,
  elsewhere: readonly QuotaUse[] = [],
): Map<string, PlannedRoute> {
  const uses = new Map<string, Day[]>()
  for (const use of used) uses.set(use.target, [...(uses.get(use.target) ?? []), use.date])
  const others = new Map<string, Day[]>()
  for (const use of elsewhere) others.set(use.target, [...(others.get(use.target) ?? []), use.date])
  const order = [...wishes].sort(
    (a, b) =>
      compare(a.date, b.date) ||
      Number(b.route === 'group_task') - Number(a.route === 'group_task') ||
      a.from - b.from ||
      a.order - b.order ||
      compare(a.id, b.id),
  )
  const routes = new Map<string, PlannedRoute>()
  for (const wish of order) {
    const days = uses.get(wish.target) ?? []
    const free =
      !days.includes(wish.date) && quotaLeft(rule, wish.date, [...days, ...(others.get(wish.target) ?? [])]) > 0
    const route = (free || wish.only === true) && wish.route !== 'staff_task' ? 'group_task' : 'staff_task'
    if (free && route === 'group_task') uses.set(wish.target, [...days, wish.date])
    routes.set(wish.id, route)
  }
  return routes
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
