import { FAULTS, type Fault, type FaultKind } from '../../local/cloud/faults'
import type { World } from '../cloud/world'
import { Seen } from './seen'

/** What one try of an action came to; `world.call` and `world.fireTimer` answer in this shape. */
export interface Attempt {
  readonly wireCalls: number
  /** The action of each wire call, in order. */
  readonly actions: readonly string[]
  readonly ok?: boolean
  readonly answer?: { readonly ok: boolean }
}

export interface FaultRun {
  /** One invocation of one function, as a client or a timer makes it. */
  readonly action: () => Promise<Attempt>
  /** The same again, as the client does when the first try failed or its answer was lost; `action` unless told. */
  readonly retry?: () => Promise<Attempt>
  /** The timed work that mends what a crash left behind. */
  readonly sweep?: () => Promise<unknown>
  /** Throws when something was lost, or given twice. Runs after every point. */
  readonly check: () => Promise<void> | void
  /** What `check` asks beside documents, files and what WeChat knows, such as its log of calls. */
  readonly sees?: () => Promise<unknown>
  /** Puts back what lives outside the cloud, such as the simulated WeChat; runs after every restore. */
  readonly restoreOutside?: () => Promise<void> | void
  /** Only these faults; a hang ends like a kill, when the function's time is over. All of them unless told. */
  readonly kinds?: readonly FaultKind[]
  /** How long (ms) a function whose call hangs may still do other things before its time is over. */
  readonly hangMs?: number
}

export interface FaultReport {
  /** Wire calls of the clean run. */
  readonly wireCalls: number
  /** Faults tried, one run each. */
  readonly points: number
}

/**
 * After one of these the documents are what they were before it, and the function learns the same of the fault either way (a
 * broken connection, its own end, nothing at all). So a fault after a read is the fault before it, and is tried once.
 */
const READS = new Set(['database.getDocument', 'database.calculateDocument', 'database.aggregateDocuments'])
const KINDS: readonly FaultKind[] = ['cut', 'kill', 'hang', 'conflict']
const TRIES = 3
/** The real limit is many seconds in which nothing more happens; it ends soon after what runs beside the call has ended. */
const DEFAULT_HANG_MS = 25

/**
 * Runs an action under every fault at every wire call: restore, fault, retry as a client would, sweep, check.
 * Every fault strikes. What follows is run once for each state that it can leave: when documents, files, clock, WeChat and what the
 * client was told are, but for random ids, those after which all went well before (`seen.ts`), the same would only happen again. So
 * three reads in a row, cut one by one, are retried once; a new instance and one that remembers count as two. An action whose
 * calls run side by side is run to the end at every point, and JIEPAI_FAULTS=all does so everywhere.
 * Throws one error that names every failing point by fault, call and wire action; the clean run has to pass first.
 * The world is left as it was before.
 */
export async function underFaults(world: World, run: FaultRun): Promise<FaultReport> {
  const before = world.snapshot()
  const { clean, quietBefore } = await watched(world, run.action)
  if (!succeeded(clean)) throw new Error(`the action fails without any fault: ${JSON.stringify(clean)}`)
  const all = process.env.JIEPAI_FAULTS === 'all'
  const seen = all || quietBefore === undefined ? undefined : new Seen()
  const mended = seen?.stateOf(world, 'mended', clean.answer, await run.sees?.())
  await run.sweep?.()
  await run.check()
  seen?.add(mended)

  const failures: string[] = []
  const kinds = all || run.kinds === undefined ? KINDS : run.kinds
  let points = 0
  for (const [i, action] of clean.actions.entries()) {
    for (const { kind, when } of FAULTS) {
      if (kind === 'conflict' && !action.startsWith('database.')) continue
      if (!kinds.includes(kind)) continue
      if (when === 'after' && READS.has(action)) continue
      if (!all && quietBefore !== undefined && kinds.includes('kill')) {
        if (kind === 'hang') continue
        if (kind === 'kill' && when === 'before' && quietBefore.has(i + 1)) continue
      }
      points += 1
      await putBack(world, before, run)
      const end = kind === 'hang' ? { endMs: run.hangMs ?? DEFAULT_HANG_MS } : {}
      const failure = await tryPoint(world, run, { kind, when, call: i + 1, ...end }, seen)
      if (failure !== undefined) failures.push(`${kind} ${when} call ${i + 1} (${action}): ${failure}`)
    }
  }
  await putBack(world, before, run)
  if (failures.length > 0) throw new Error(`${failures.length} of ${points} points fail\n${failures.join('\n')}`)
  return { wireCalls: clean.wireCalls, points }
}

/**
 * Runs the action, and finds out which ends of its instance are the same end. When its wire calls came one after the other,
 * nothing runs beside a call that hangs: that is a kill. `quietBefore` then has the calls (from 1) before which a kill leaves the
 * same as after the call before: nothing was said to WeChat between the two. Undefined when calls ran side by side.
 */
async function watched(world: World, action: () => Promise<Attempt>) {
  const { faults } = world.server.cloud
  const quietBefore = new Set<number>()
  let inTurn = true
  let ended = 0
  let outside = world.outside()
  let open = false
  faults.witness = (call, when) => {
    if (open !== (when === 'after') || call !== ended + 1) inTurn = false
    open = when === 'before'
    if (open && call > 1 && world.outside() === outside) quietBefore.add(call)
    if (!open) ended = call
    outside = world.outside()
  }
  try {
    const clean = await action()
    // A file goes to the store beside the wire.
    for (const [i, each] of clean.actions.entries()) if (each === 'storage.getUploadMetadata') quietBefore.delete(i + 2)
    return { clean, quietBefore: inTurn ? quietBefore : undefined }
  } finally {
    faults.witness = undefined
  }
}

async function putBack(world: World, snapshot: string, run: FaultRun): Promise<void> {
  world.restore(snapshot)
  await run.restoreOutside?.()
}

/** The sentence of what went wrong, or undefined; also when everything is as it was at a point from which all went well. */
async function tryPoint(world: World, run: FaultRun, fault: Fault, seen?: Seen): Promise<string | undefined> {
  const { faults } = world.server.cloud
  const blamed = world.violations.length
  try {
    world.fault(fault)
    let attempt = await run.action()
    if (faults.pending) return 'the fault did not strike: the action makes fewer calls than in its clean run'
    const careless = () => world.violations.length > blamed
    // The instance goes on with what it remembers, or a new one begins.
    const instance = fault.kind === 'cut' || fault.kind === 'conflict' ? 'warm' : 'cold'
    const broken = succeeded(attempt) ? undefined : seen?.stateOf(world, instance, await run.sees?.())
    if (seen?.has(broken) && !careless()) return undefined
    for (let tries = 1; !succeeded(attempt) && tries <= TRIES; tries++) attempt = await (run.retry ?? run.action)()
    if (!succeeded(attempt)) return `still failing after ${TRIES} retries: ${JSON.stringify(attempt)}`
    const mended = seen?.stateOf(world, 'mended', attempt.answer, await run.sees?.())
    if (!seen?.has(mended)) {
      await run.sweep?.()
      await run.check()
    }
    if (careless()) return 'a wire call was not awaited'
    seen?.add(broken)
    seen?.add(mended)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    faults.disarm()
  }
}

function succeeded({ ok, answer }: Attempt): boolean {
  return ok ?? answer?.ok ?? false
}
