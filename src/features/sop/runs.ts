import './collections'
import { type Day, daysBetween } from '../../kernel/day'
import { is, type Store } from '../../kernel/store'
import type { SopNode, SopRun, SopVersion } from './rules'

/** The last day of a group's life on which a version says something; 0 when nothing counts from its beginning. */
export function lastRunDay(nodes: readonly Pick<SopNode, 'time' | 'unscheduled'>[]): number {
  return Math.max(
    0,
    ...nodes.map(({ time, unscheduled }) => (time.on === 'group' && unscheduled === null ? time.day : 0)),
  )
}

/** `{sop}:{target}` */
export function runId(sop: string, target: string): string {
  return `${sop}:${target}`
}

/** Every group on its way through a SOP. */
export async function readRuns(store: Store, sop: string): Promise<SopRun[]> {
  const all: SopRun[] = []
  for (let last = ''; ; ) {
    const page = await store.find('sop_runs', { sop, _id: is.gt(last) }, { sort: [['_id', 1]], limit: 1000 })
    all.push(...page)
    const end = page.at(-1)
    if (page.length < 1000 || end === undefined) return all
    last = end._id
  }
}

/**
 * Pins groups that are in their first days to the live version, where no earlier one has them already. A group is found by its
 * own first day, never by that of the SOP: one that is made in week three hears day 1 in week three.
 */
export async function startRuns(
  store: Store,
  version: Pick<SopVersion, 'sop' | 'number' | 'nodes'>,
  groups: readonly { id: string; startedOn: Day | null }[],
  runs: readonly SopRun[],
  today: Day,
): Promise<SopRun[]> {
  const fresh = newRuns(version, groups, runs, today)
  for (let at = 0; at < fresh.length; at += 200) await store.insertAll('sop_runs', fresh.slice(at, at + 200))
  return [...runs, ...fresh]
}

/** The runs that begin today: of groups in their first days that no run has yet. */
export function newRuns(
  version: Pick<SopVersion, 'sop' | 'number' | 'nodes'>,
  groups: readonly { id: string; startedOn: Day | null }[],
  runs: readonly Pick<SopRun, 'target'>[],
  today: Day,
): SopRun[] {
  const last = lastRunDay(version.nodes)
  const known = new Set(runs.map((run) => run.target))
  return groups.flatMap(({ id, startedOn }): SopRun[] => {
    if (startedOn === null || known.has(id)) return []
    // A shift over days off may carry the last day on by some more.
    const age = daysBetween(startedOn, today) + 1
    if (age > last + SHIFT_DAYS || last === 0) return []
    return [
      {
        _id: runId(version.sop, id),
        schema: 1,
        sop: version.sop,
        target: id,
        version: version.number,
        startedOn,
        switchedAt: null,
      },
    ]
  })
}

const SHIFT_DAYS = 16
