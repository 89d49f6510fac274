import './collections'
import type { Context } from '../../context'
import { DAY } from '../../kernel/day'
import type { Job } from '../../kernel/due'
import { type DueRun, runDue } from '../../kernel/dueRun'
import { is, type Store } from '../../kernel/store'
import { sweepOutboxes } from '../points/ledger'
import type { TickRun } from './rules'

/** The function's timeout is 60 s; what begins before this is done ends before that. */
const BUDGET = 40_000
/** Health is looked at for two days, then the record is of no use. */
const KEPT = 2 * DAY

/**
 * One beat of the metronome: due work, then full outboxes, then the record of the run; what the outboxes asked other features to
 * do is done in the same beat. An idle tick is three wire calls whatever the number of plans and members.
 *
 * @param elapsed ms of wall time since the invocation began
 */
export async function tick(jobs: ReadonlyMap<string, Job<Context>>, context: Context, elapsed: () => number) {
  const { store, now } = context
  const outOfTime = () => elapsed() > BUDGET
  const first = await runDue(jobs, context, outOfTime)
  const { entries: drained, effects } = await sweepAll(store, now, outOfTime)
  const run = effects > 0 && !outOfTime() ? joined(first, await runDue(jobs, context, outOfTime)) : first
  await record(store, now, run, elapsed())
  return { ...run, drained }
}

function joined(first: DueRun, second: DueRun): DueRun {
  return {
    done: first.done + second.done,
    failed: [...first.failed, ...second.failed],
    unfinished: second.unfinished,
  }
}

async function sweepAll(store: Store, now: number, outOfTime: () => boolean) {
  const total = { entries: 0, effects: 0 }
  for (;;) {
    const swept = await sweepOutboxes(store, now)
    total.entries += swept.entries
    total.effects += swept.effects
    if (swept.accounts < 100 || outOfTime()) return total
  }
}

async function record(store: Store, now: number, run: DueRun, ms: number): Promise<void> {
  await store.insert('tick_runs', {
    _id: String(now),
    schema: 1,
    at: now,
    ms: Math.round(ms),
    done: run.done,
    failed: run.failed.length,
    unfinished: run.unfinished,
  })
}

/** What the board's health card shows. */
export async function readTickHealth(
  store: Store,
  now: number,
): Promise<{ runs: TickRun[]; backlog: number; oldestDueAt: number | null }> {
  const runs = await store.find('tick_runs', { at: is.lte(now) }, { sort: [['at', -1]], limit: 12 })
  const overdue = await store.find(
    'due',
    { freeAt: is.lte(now) },
    { sort: [['freeAt', 1]], limit: 100, fields: ['at'] },
  )
  return { runs, backlog: overdue.length, oldestDueAt: overdue[0]?.at ?? null }
}

const LISTED_RUNS = 60
const LISTED_ITEMS = 100

/** The same to look at line by line: the last runs, and what is due and not done. */
export async function readTick(store: Store, now: number) {
  const runs = await store.find('tick_runs', { at: is.lte(now) }, { sort: [['at', -1]], limit: LISTED_RUNS })
  const items = await store.find(
    'due',
    { freeAt: is.lte(now) },
    { sort: [['freeAt', 1]], limit: LISTED_ITEMS, fields: ['kind', 'at', 'attempts', 'lastError'] },
  )
  return {
    runs: runs.map(({ at, ms, done, failed }) => ({ at, ms, done, failed })),
    waiting: items.map(({ _id: id, kind, at, attempts, lastError }) => ({ id, kind, at, attempts, lastError })),
  }
}

/** Drops the records of past days; on the due list once a day. */
export const forgetRuns: Job<Context> = {
  kind: 'tick.forget',
  async process(_item, { store, now }) {
    await store.remove('tick_runs', { at: is.lt(now - KEPT) })
    return { again: now + DAY }
  },
}
