import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import type { Doc } from '../../kernel/store'
import { expand, isForMembers, isRelative } from '../sop/expand'
import { readHolidays } from '../sop/holidayStore'
import type { Occurrence, Part, SopNode, SopVersion } from '../sop/rules'
import { lastRunDay, readRuns, startRuns } from '../sop/runs'
import { filledParts, usesGroupVariables } from '../sop/variables'
import { readVersion, readVersions } from '../sop/versionStore'
import { readStoresOfOwners } from '../staff/server'
import { factsOfGroup, groupValues } from './groupFacts'
import { readGroups, syncGroups } from './groups'

/** A beat with the groups that hear it and the version that they hear it from. */
export type PlannedBeat = Occurrence & {
  version: number
  groups: Doc<'groups'>[]
  /** Place of the node in its version. */
  order: number
  /** The words differ from group to group. */
  perGroup: boolean
  /** Counts from the beginning of each group: two versions may speak in one beat. */
  relative: boolean
  partsFor: (group: Doc<'groups'>) => Part[]
}

/**
 * What the live version says to groups on these days and, to groups that began under an earlier version, what that one says
 * about their first days; windows that are over are left out. Null when the version is not live.
 */
export async function plannedBeats(
  context: Context,
  sop: string,
  number: number,
  days: readonly [from: Day, to: Day] | Day[],
  { sync }: { sync: boolean },
): Promise<PlannedBeat[] | null> {
  const { store, now } = context
  const live = await readVersion(store, sop, number)
  if (live === null || live.status !== 'live') return null
  const range = { from: days[0] ?? dayOf(now), to: days.at(-1) ?? dayOf(now) }
  const timed = live.nodes.some((node) => node.unscheduled === null && !isForMembers(node.route))
  if (!timed && number === 1) return []
  let groups = (await readGroups(store)).filter((group) => !group.gone)
  if (groups.length === 0 && sync) {
    await syncGroups(context, now)
    groups = (await readGroups(store)).filter((group) => !group.gone)
  }
  const runs = await runsOf(
    context,
    live,
    groups.map(({ _id, startedOn }) => ({ id: _id, startedOn: startedOn ?? null })),
  )
  const others = [...new Set(runs.values())].filter((each) => each !== number)
  const earlier = others.length > 0 ? await readVersions(store, sop, others) : []
  // Asked for only where some node depends on it: most SOPs do without both.
  const nodes = [live, ...earlier].flatMap((version) => version.nodes)
  const minds = nodes.some((node) => node.holiday !== 'keep' || node.weekend !== 'keep')
  const holidays = minds ? await readHolidays(store, range.from, range.to) : []
  const asksStores = nodes.some((node) => node.audience.stores.length > 0)
  const stores = asksStores ? await readStoresOfOwners(store) : new Map<string, string[]>()
  const pinned = groups.map((group) => factsOfGroup(group, stores.get(group.owner) ?? [], runs.get(group._id) ?? null))
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
    const spoken = nodes.filter((node) => !isForMembers(node.route) && node.route !== 'group_welcome')
    const occurrences = expand({ ...version, nodes: spoken }, range, { groups: those, holidays })
    return occurrences.map((beat) => ({
      ...beat,
      version: version.number,
      groups: beat.targets.flatMap((id) => byId.get(id) ?? []),
      order: version.nodes.indexOf(beat.node),
      perGroup: usesGroupVariables(beat.node),
      relative: isRelative(beat.node.time),
      partsFor: (group) => filledParts(beat.node, groupValues(group)),
    }))
  }
}

/** Which version each group that is in its first days is pinned to. */
async function runsOf(
  { store, now }: Context,
  live: SopVersion,
  groups: readonly { id: string; startedOn: Day | null }[],
): Promise<ReadonlyMap<string, number>> {
  // A first version without such nodes has no runs, and nobody to ask for them.
  if (lastRunDay(live.nodes) === 0 && live.number === 1) return new Map()
  const runs = await startRuns(store, live, groups, await readRuns(store, live.sop), dayOf(now))
  return new Map(runs.map((run) => [run.target, run.version]))
}
