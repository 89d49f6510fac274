import { type Day, monthOf } from '../../../kernel/day'
import type { Occurrence } from '../../sop/rules'
import type { GroupDays } from '../contract'
import { groupValues } from '../groupFacts'
import { RELEASED_STATES } from '../machine'
import { quotaPeriod } from '../quota'
import { assignRoutes, type PlannedRoute } from '../routes'
import { beyondTask } from '../rules'

export interface Budget {
  limit: number
  /** First and last day of the quota's period. */
  from: Day
  to: Day
  /** Sent by us or by others; on the owner's phone; still to be made. */
  spent: number
  waiting: number
  planned: number
  /** Beats that ask for the group task and get none. */
  diverted: ReadonlySet<string>
  /** beat → the way that planning would give it. */
  routes: ReadonlyMap<string, PlannedRoute>
  /** What is left when a day of the period is over. */
  leftAfter: (day: Day) => number
}

/**
 * The 群发 budget of one group over a quota's period, if the shown beats go out as they stand. Ways are given out by the rule that
 * plans; what was handed over already keeps its own.
 *
 * @param beats what the group hears, from the version on the screen
 * @param sop its id: rows of it that nobody has taken yet follow the screen, not the version that is live
 * @param now ms
 */
export function budgetOf(
  { rule, rows, outside }: Pick<GroupDays, 'rule' | 'rows' | 'outside'>,
  beats: readonly Occurrence[],
  sop: string,
  group: string,
  day: Day,
  now: number,
): Budget {
  const { from, to, limit } = quotaPeriod(rule, day)
  const inside = (date: Day) => date >= from && date <= to
  const standing = rows.filter((row) => row.sop !== sop || row.state !== 'planned')
  const held = standing.filter((row) => row.route === 'group_task' && !RELEASED_STATES.includes(row.state))
  const taken = new Set(standing.map((row) => row.beat))
  const wishes = beats
    .filter((beat) => beat.to === 'groups' && beat.node.route !== 'group_welcome')
    .filter((beat) => beat.until > now && !taken.has(beat.beat))
    .map(({ beat, date, from: begins, node }, order) => ({
      id: beat,
      target: group,
      date,
      from: begins,
      order,
      route: beyondTask(node.parts) === null ? node.route : ('staff_task' as const),
    }))
  const used = held.map(({ date }) => ({ target: group, date }))
  const others = outside.map((date) => ({ target: group, date }))
  const routes = new Map(assignRoutes(wishes, used, rule, others))
  for (const row of standing) routes.set(row.beat, row.route)
  const coming = wishes.filter((wish) => routes.get(wish.id) === 'group_task').map((wish) => wish.date)
  const days = [...held.map((row) => row.date), ...outside, ...coming].filter(inside)
  const sent = (state: string) => state === 'sent' || state === 'late'
  return {
    limit,
    from,
    to,
    spent: held.filter((row) => inside(row.date) && sent(row.state)).length + outside.filter(inside).length,
    waiting: held.filter((row) => inside(row.date) && !sent(row.state)).length,
    planned: coming.filter(inside).length,
    diverted: new Set(
      wishes
        .filter((wish) => wish.route === 'group_task' && routes.get(wish.id) !== 'group_task')
        .map((wish) => wish.id),
    ),
    routes,
    leftAfter: (date) => limit - days.filter((use) => use <= date).length,
  }
}

/** `12 月` of a period of a month, else its days. */
export function periodName({ from, to }: Pick<Budget, 'from' | 'to'>): string {
  if (from === to) return '当天'
  return monthOf(from) === monthOf(to) && from.endsWith('-01') ? `${Number(from.slice(5, 7))} 月` : '本周'
}

/** {群名}, {群主} … as one group fills them. */
export function valuesOfGroup(group: { name: string; ownerName: string; members: number }): Record<string, string> {
  return groupValues(group)
}
