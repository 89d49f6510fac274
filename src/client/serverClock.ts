import { machineNow } from '../kernel/clock'
import { keep, kept } from './keep'

const DRAWER = 'clock'
/** A difference that the network alone makes is not worth a write to the phone's storage (ms). */
const JITTER = 2000

/** How far the server's clock is ahead of this phone's, ms; null before the first answer. */
let ahead: number | null = null

/**
 * Every answer tells what time it is; the phone remembers the difference for when it has no network. Before the person has
 * agreed nothing is stored on their phone, not even that.
 */
export function heardServer(now: number): void {
  ahead = now - machineNow()
  // By the drawer itself: `consent` makes calls, so this file cannot ask it.
  if (kept('consent') !== 'given') return
  const before = kept<number>(DRAWER)
  if (before === null || Math.abs(before - ahead) > JITTER) keep(DRAWER, ahead)
}

/** How far the server's clock is ahead of this phone's, ms; negative when the phone is fast. */
export function clockAhead(): number {
  return ahead ?? kept<number>(DRAWER) ?? 0
}

/** The server's clock by the last answer, moved on by what has passed on the phone since (ms). */
export function serverNow(): number {
  return machineNow() + clockAhead()
}
