import { MINUTE } from '../../kernel/day'
import { scheduleAll } from '../../kernel/due'
import type { Store } from '../../kernel/store'

export const SAY = 'intent.say'
/** As often as the tick runs: wishes of one span share one item on the due list. */
const SPAN = 5 * MINUTE
/** Longer than any function runs (60 s), so that a run never looks while the call that put it there still writes. */
const AHEAD = 1.5 * MINUTE

/** The run (ms) that says what is due at an instant and was put on the list at `now`. */
export function sayingAt(at: number, now: number): number {
  return Math.ceil(Math.max(at, now + AHEAD) / SPAN) * SPAN
}

/** A run at the end of each span that holds one of the instants (ms). */
export async function scheduleSaying(store: Store, instants: readonly number[], now: number): Promise<void> {
  const runs = new Set(instants.map((at) => sayingAt(at, now)))
  await scheduleAll(
    store,
    [...runs].sort((a, b) => a - b).map((at) => ({ key: `${SAY}:${at}`, kind: SAY, at })),
  )
}
