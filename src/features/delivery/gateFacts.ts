import { DAY, type Day, startOf } from '../../kernel/day'
import type { GateFacts, Room } from './gate'
import { RELEASED_STATES } from './machine'
import type { Delivery } from './rules'
import type { SendingRules } from './sendingRules'
import { deliveryText } from './text'

/** The fields of a group's other messages of the day that the gate looks at. */
export const SAME_DAY = ['target', 'date', 'from', 'route', 'state'] as const
export type SameDay = Pick<Delivery, '_id' | (typeof SAME_DAY)[number]>

/**
 * What the gate asks about a message to a group: the brand's rules, the group's day over all SOPs and routes, its quota.
 *
 * @param others messages of the group on that day, this one may be among them
 * @param quotaLeft messages that the group can still get by group task, this one included
 */
export function groupFacts(
  row: SameDay,
  others: readonly SameDay[],
  world: { now: number; paused: boolean; rules: SendingRules; quotaLeft: number; duplicate: boolean },
): GateFacts {
  const { now, paused, rules, quotaLeft, duplicate } = world
  const before = countBefore(row, others)
  const left = row.route === 'group_task' && isFirstOfDay(row, others) ? quotaLeft : 0
  return factsFor({ now, paused, quiet: [rules.quiet], quotaLeft: left, duplicate }, roomOf(row.date, rules, before))
}

/** The facts of one message to a group, field by field: objects of one shape, which a month of a large brand needs. */
export function factsFor(
  { now, paused, quiet, quotaLeft, duplicate }: Pick<GateFacts, 'now' | 'paused' | 'quiet' | 'quotaLeft' | 'duplicate'>,
  room: Room,
): GateFacts {
  return {
    now,
    paused,
    unwanted: null,
    quiet,
    quotaLeft,
    credits: Number.POSITIVE_INFINITY,
    rooms: [room],
    duplicate,
  }
}

/** What the brand lets a group hear on a day, after so many messages that go before. */
export function roomOf(date: Day, rules: SendingRules, before: number): Room {
  return {
    left: rules.groupPerDay - before,
    freeAt: startOf(date) + DAY,
    reason: deliveryText.groupFull(before),
  }
}

/**
 * Two SOPs that were planned at the same moment may both hold a group task for one group: the one under way, else the
 * earlier one, keeps it. Both sides come to the same answer.
 */
function isFirstOfDay(row: SameDay, sameDay: readonly SameDay[]): boolean {
  return (
    countBefore(
      row,
      sameDay.filter((other) => other.route === 'group_task'),
    ) === 0
  )
}

/** Messages of the row's group and day that go before it: under way or sent, else earlier. */
export function countBefore(row: SameDay, sameDay: readonly SameDay[]): number {
  return sameDay.filter((other) => {
    if (other._id === row._id || other.target !== row.target || other.date !== row.date) return false
    if (RELEASED_STATES.includes(other.state)) return false
    if (other.state !== 'planned') return true
    return other.from < row.from || (other.from === row.from && other._id < row._id)
  }).length
}
