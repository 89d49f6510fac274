import { FAULTS, type Fault, type FaultKind } from '../../local/cloud/faults'
import type { World } from '../cloud/world'

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
  /** Puts back what lives outside the cloud, such as the simulated WeChat; runs after every restore. */
  readonly restoreOutside?: () => Promise<void> | void
  /** Only these faults; a hang ends like a kill, after the time the function is given. All of them unless told. */
  readonly kinds?: readonly FaultKind[]
  /** Milliseconds a function may run while a call hangs. */
  readonly hangMs?: number
}

export interface FaultReport {
  /** Wire calls of the clean run. */
  readonly wireCalls: number
  /** Faults tried, one run each. */
  readonly points: number
}

const TRIES = 3
const DEFAULT_HANG_MS = 300

/**
 * Runs an action under every fault at every wire call: restore, fault, retry as a client would, sweep, check.
 * Throws one error that names every failing point by fault, call and wire action; the clean run has to pass first.
 * The world is left as it was before.
 */
export async function underFaults(world: World, run: FaultRun): Promise<FaultReport> {
  const before = world.snapshot()
  const clean = await run.action()
  if (!succeeded(clean)) throw new Error(`the action fails without any fault: ${JSON.stringify(clean)}`)
  await run.sweep?.()
  await run.check()

  const failures: string[] = []
  let points = 0
  for (const [i, action] of clean.actions.entries()) {
    for (const { kind, when } of FAULTS) {
      if (kind === 'conflict' && !action.startsWith('database.')) continue
      if (run.kinds !== undefined && !run.kinds.includes(kind)) continue
      points += 1
      await putBack(world, before, run)
      const failure = await tryPoint(world, run, { kind, when, call: i + 1 })
      if (failure !== undefined) failures.push(`${kind} ${when} call ${i + 1} (${action}): ${failure}`)
    }
  }
  await putBack(world, before, run)
  if (failures.length > 0) throw new Error(`${failures.length} of ${points} points fail\n${failures.join('\n')}`)
  return { wireCalls: clean.wireCalls, points }
}

async function putBack(world: World, snapshot: string, run: FaultRun): Promise<void> {
  world.restore(snapshot)
  await run.restoreOutside?.()
}

/** The sentence of what went wrong, or undefined. */
async function tryPoint(world: World, run: FaultRun, fault: Fault): Promise<string | undefined> {
  const { functions, faults } = world.server.cloud
  const blamed = world.violations.length
  const ownTimeout = functions.timeoutMs
  try {
    world.fault(fault)
    if (fault.kind === 'hang') functions.timeoutMs = run.hangMs ?? DEFAULT_HANG_MS
    let attempt = await run.action()
    functions.timeoutMs = ownTimeout
    if (faults.pending) return 'the fault did not strike: the action makes fewer calls than in its clean run'
    for (let tries = 1; !succeeded(attempt) && tries <= TRIES; tries++) attempt = await (run.retry ?? run.action)()
    if (!succeeded(attempt)) return `still failing after ${TRIES} retries: ${JSON.stringify(attempt)}`
    await run.sweep?.()
    await run.check()
    return world.violations.length > blamed ? 'a wire call was not awaited' : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    functions.timeoutMs = ownTimeout
    faults.disarm()
  }
}

function succeeded({ ok, answer }: Attempt): boolean {
  return ok ?? answer?.ok ?? false
}
