import './collections'
import '../sop/collections'
import type { Context } from '../../context'
import { type Day, dayOf } from '../../kernel/day'
import { readHolidays } from '../../kernel/holidayBook'
import { asksForStores } from '../sop/audience'
import { isForMembers } from '../sop/expand'
import type { SopVersion } from '../sop/rules'
import { lastRunDay, newRuns, readRuns, startRuns } from '../sop/runs'
import { readVersion, readVersions } from '../sop/versionStore'
import { readStoresOfOwners } from '../staff/server'
import { readGroups, syncGroups } from './groups'
import type { Group } from './groupTags'
import { beatsOf, type PlanFacts, type PlannedBeat, rangeOf } from './planning'

/** The beats of the live version on these days, see `beatsOf`. Null when the version is not live. */
export async function plannedBeats(
  context: Context,
  sop: string,
  number: number,
  days: readonly Day[],
  { sync }: { sync: boolean },
): Promise<PlannedBeat[] | null> {
  const { store, now } = context
  const live = await readVersion(store, sop, number)
  if (live === null || live.status !== 'live') return null
  const timed = live.nodes.some((node) => node.unscheduled === null && !isForMembers(node.route))
  if (!timed && number === 1) return []
  const groups = await (sync ? groupsOrSynced(context) : groupsThere(context))
  const range = rangeOf(days, dayOf(now))
  return beatsOf(await readPlanFacts(context, live, groups, { pin: true }), range, now)
}

/** Groups that are still there. */
async function groupsThere({ store }: Pick<Context, 'store'>): Promise<Group[]> {
  return (await readGroups(store)).filter((group) => !group.gone)
}

/** Groups that are still there; before the first sync they are asked for. */
export async function groupsOrSynced(context: Context): Promise<Group[]> {
  const groups = await groupsThere(context)
  if (groups.length > 0) return groups
  await syncGroups(context, context.now)
  return groupsThere(context)
}

/**
 * What planning asks before it decides, for a version that is live or is looked at as if it were.
 *
 * @param pin whether groups in their first days are pinned to the version from now on; else that is only imagined
 */
export async function readPlanFacts(
  context: Pick<Context, 'store' | 'now'>,
  live: SopVersion,
  groups: readonly Group[],
  { pin }: { pin: boolean },
): Promise<PlanFacts> {
  const { store } = context
  const pins = await pinsOf(context, live, groups, pin)
  const others = [...new Set(pins.values())].filter((each) => each !== live.number)
  const earlier = others.length > 0 ? await readVersions(store, live.sop, others) : []
  // Asked for only where some node depends on it: most SOPs do without both.
  const versions = [live, ...earlier]
  const nodes = versions.flatMap((version) => version.nodes)
  const minds = nodes.some((node) => node.holiday !== 'keep' || node.weekend !== 'keep')
  const holidays = minds ? await readHolidays(store, context.now) : []
  const asksStores = versions.some(asksForStores)
  const stores = asksStores ? await readStoresOfOwners(store) : new Map<string, string[]>()
  return { live, earlier, groups, pins, stores, holidays }
}

/** Which version each group that is in its first days is pinned to. */
async function pinsOf(
  { store, now }: Pick<Context, 'store' | 'now'>,
  live: SopVersion,
  groups: readonly Group[],
  pin: boolean,
): Promise<ReadonlyMap<string, number>> {
  // A first version without such nodes has no runs, and nobody to ask for them.
  if (lastRunDay(live.nodes) === 0 && live.number === 1) return new Map()
  const starts = groups.map(({ _id, startedOn }) => ({ id: _id, startedOn: startedOn ?? null }))
  const known = await readRuns(store, live.sop)
  const runs = pin
    ? await startRuns(store, live, starts, known, dayOf(now))
    : [...known, ...newRuns(live, starts, known, dayOf(now))]
  return new Map(runs.map((run) => [run.target, run.version]))
}
