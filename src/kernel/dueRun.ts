import type { DueItem, Job } from './due'
import { is, type Store, UnknownOutcome } from './store'

/** Longer than a tick may run (its timeout is 60 s), so no second run starts beside a living one. */
export const LEASE = 90_000
const TAKEN_AT_ONCE = 50
/** A job that fails waits 1, 2, 4 … minutes, half an hour at most; windows are long enough for a handful of tries. */
const FIRST_RETRY = 60_000
const LONGEST_RETRY = 30 * 60_000

export interface DueRun {
  /** Items that ended or moved on. */
  done: number
  failed: { key: string; kind: string; error: unknown }[]
  /** The time was up before the list was empty; the next tick goes on. */
  unfinished: boolean
}

/**
 * Takes what is free, oldest first, until the list is empty or the time is up. Each item is claimed by a guarded update that
 * leaves the run's token behind, and given up only by that token: a run that lost its lease changes nothing any more.
 * An idle run is one wire call.
 *
 * @param outOfTime asked before each item; the rest stays on the list
 */
export async function runDue<Context extends { store: Store; now: number; token: () => string }>(
  jobs: ReadonlyMap<string, Job<Context>>,
  context: Context,
  outOfTime: () => boolean,
): Promise<DueRun> {
  const { store, now } = context
  const run: DueRun = { done: 0, failed: [], unfinished: false }
  const tried = new Set<string>()
  for (;;) {
    const free = await store.find('due', { freeAt: is.lte(now) }, { sort: [['freeAt', 1]], limit: TAKEN_AT_ONCE })
    // An item that asks to be taken again at once is left to the next tick, or one stubborn item would hold up the rest.
    const fresh = free.filter((item) => !tried.has(item._id))
    if (fresh.length === 0) return run
    for (const item of fresh) {
      if (outOfTime()) return { ...run, unfinished: true }
      tried.add(item._id)
      await runItem(item, jobs, context, run)
    }
  }
}

async function runItem<Context extends { store: Store; now: number; token: () => string }>(
  item: DueItem,
  jobs: ReadonlyMap<string, Job<Context>>,
  context: Context,
  run: DueRun,
): Promise<void> {
  const { store, now } = context
  const lease = context.token()
  try {
    const claimed = await store.update(
      'due',
      { _id: item._id, freeAt: item.freeAt, lease: item.lease },
      { lease, freeAt: now + LEASE, attempts: item.attempts + 1 },
    )
    if (claimed === 0) return
    const job = jobs.get(item.kind)
    if (!job) throw new Error(`no job processes ${item.kind}`)
    const result = await job.process({ ...item, attempts: item.attempts + 1 }, context)
    const mine = { _id: item._id, lease }
    if (result === 'done') await store.remove('due', mine)
    else {
      await store.update('due', mine, {
        at: result.again,
        freeAt: result.again,
        lease: null,
        attempts: 0,
        lastError: null,
        ...(result.payload ? { payload: result.payload } : {}),
      })
    }
    run.done++
  } catch (error) {
    run.failed.push({ key: item._id, kind: item.kind, error })
    // With an unknown outcome the item may be ours or not; either way its lease ends by itself and it is taken again.
    if (error instanceof UnknownOutcome && error.collection === 'due') return
    const wait = Math.min(FIRST_RETRY * 2 ** item.attempts, LONGEST_RETRY)
    await giveBack(store, item._id, lease, now + wait, error)
  }
}

async function giveBack(store: Store, _id: string, lease: string, freeAt: number, error: unknown): Promise<void> {
  const lastError = error instanceof Error ? error.message.slice(0, 300) : String(error)
  try {
    await store.update('due', { _id, lease }, { freeAt, lease: null, lastError })
  } catch (unknown) {
    // The lease ends by itself; the tick must go on with the other items.
    if (!(unknown instanceof UnknownOutcome)) throw unknown
  }
}
