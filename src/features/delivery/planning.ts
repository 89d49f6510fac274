import type { Day } from '../../kernel/day'
import type { HolidayOverride } from '../../kernel/holidays'
import { type DayRange, expand, isForMembers, isRelative } from '../sop/expand'
import type { Occurrence, Part, SopNode, SopVersion } from '../sop/rules'
import { hasTones, wordedFor } from '../sop/tones'
import { filledParts, usesGroupVariables } from '../sop/variables'
import { factsOfGroup, groupValues } from './groupFacts'
import type { Group } from './groupTags'
import { RELEASED_STATES } from './machine'
import type { QuotaRule } from './quota'
import { assignRoutes, type PlannedRoute, type QuotaUse } from './routes'
import { deliveryId, isOnly } from './rows'
import { beyondTask, type Delivery } from './rules'

/** A beat with the groups that hear it and the version that they hear it from. */
export type PlannedBeat = Occurrence & {
  version: number
  groups: Group[]
  /** Place of the node in its version. */
  order: number
  /** The words differ from group to group. */
  perGroup: boolean
  /** Counts from the beginning of each group: two versions may speak in one beat. */
  relative: boolean
  partsFor: (group: Group) => Part[]
}

/** Everything that planning knows of a SOP and its hearers before it decides: what the timer and a dry run read alike. */
export interface PlanFacts {
  /** The version that is live, or that would be. */
  live: SopVersion
  /** Versions that groups in their first days are still on. */
  earlier: readonly SopVersion[]
  groups: readonly Group[]
  /** chat_id → number of the version that its run is pinned to. */
  pins: ReadonlyMap<string, number>
  /** WeCom user id → stores. */
  stores: ReadonlyMap<string, string[]>
  holidays: readonly HolidayOverride[]
}

/** What is known of a message that has been planned already. */
export type Standing = Pick<
  Delivery,
  '_id' | 'sop' | 'beat' | 'target' | 'date' | 'from' | 'until' | 'route' | 'state' | 'version' | 'deputyFor'
>

/**
 * What the live version says to groups on these days and, to groups that began under an earlier version, what that one says
 * about their first days; windows that are over (`now`, ms) are left out.
 */
export function beatsOf(facts: PlanFacts, range: DayRange, now: number): PlannedBeat[] {
  const { live, earlier, groups, pins, stores, holidays } = facts
  const pinned = groups.map((group) => factsOfGroup(group, stores.get(group.owner) ?? [], pins.get(group._id) ?? null))
  const byId = new Map(groups.map((group) => [group._id, group]))
  const beats = [
    ...said(live, live.nodes, pinned),
    ...earlier.flatMap((version) =>
      said(
        version,
        version.nodes.filter((node) => isRelative(node.time)),
        pinned.filter((fact) => fact.version === version.number),
      ),
    ),
  ]
  return beats.filter((beat) => beat.until > now && beat.groups.length > 0)

  function said(version: SopVersion, nodes: SopNode[], those: typeof pinned): PlannedBeat[] {
    const places = new Map(version.nodes.map((node, place) => [node.key, place]))
    const occurrences = expand({ ...version, nodes: nodes.filter(isSpoken) }, range, { groups: those, holidays })
    return occurrences.map((beat) => ({
      ...beat,
      version: version.number,
      groups: beat.targets.flatMap((id) => byId.get(id) ?? []),
      order: places.get(beat.node.key) ?? 0,
      perGroup: usesGroupVariables(beat.node) || hasTones(beat.node),
      relative: isRelative(beat.node.time),
      partsFor: (group) => filledParts(wordedFor(beat.node, group, beat.beat), groupValues(group)),
    }))
  }
}

/** Whether the timer says it to groups; the welcome template is WeCom's own to send. */
export function isSpoken(node: Pick<SopNode, 'route'>): boolean {
  return !isForMembers(node.route) && node.route !== 'group_welcome'
}

/**
 * Routes of every message that is still to be decided; what is already under way, and what other SOPs have planned, keeps its
 * place in the quota.
 *
 * @param elsewhere what else the quota's period holds, see `assignRoutes`
 */
export function routesOf(
  sop: string,
  beats: readonly PlannedBeat[],
  standing: readonly Standing[],
  rule: QuotaRule,
  elsewhere: readonly QuotaUse[],
): Map<string, PlannedRoute> {
  const fixed = new Map(
    standing.filter((row) => !(row.sop === sop && row.state === 'planned')).map((row) => [row._id, row]),
  )
  const wishes = beats.flatMap((beat) =>
    beat.groups
      .map((group) => ({
        id: deliveryId(sop, beat, group._id),
        target: group._id,
        date: beat.date,
        from: beat.from,
        order: beat.order,
        // No task could carry it, so it takes no quota.
        route: beyondTask(beat.node.parts) === null ? beat.node.route : ('staff_task' as const),
        only: isOnly(beat.node),
      }))
      .filter((wish) => !fixed.has(wish.id)),
  )
  const used = [...fixed.values()].filter((row) => row.route === 'group_task' && !RELEASED_STATES.includes(row.state))
  return assignRoutes(wishes, used, rule, elsewhere)
}

/** One message of the plan: what becomes a row, or a line of a dry run. */
export interface PlannedMessage {
  id: string
  beat: PlannedBeat
  group: Group
  route: PlannedRoute
}

/** Every message of the beats that does not stand already, with its route. */
export function messagesOf(
  sop: string,
  beats: readonly PlannedBeat[],
  standing: { has(id: string): boolean },
  routes: ReadonlyMap<string, PlannedRoute>,
): PlannedMessage[] {
  return beats.flatMap((beat) =>
    beat.groups
      .map((group) => ({ id: deliveryId(sop, beat, group._id), group }))
      .filter(({ id }) => !standing.has(id))
      .map(({ id, group }) => ({ id, beat, group, route: routes.get(id) ?? 'staff_task' })),
  )
}

/** The first and the last of some days. */
export function rangeOf(days: readonly Day[], otherwise: Day): DayRange {
  return { from: days[0] ?? otherwise, to: days.at(-1) ?? otherwise }
}
