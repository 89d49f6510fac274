import type { Delivery } from './rules'

/** Longer than a tick may run (ms), so that whoever finds the claim over finds its run dead. */
export const CLAIM = 90_000

/** A row that a run holds. */
export type Claimed = Delivery & { claim: { token: string; until: number } }

/** A claimed row whose run is over without having said what became of it. */
export function isAbandoned(now: number): (row: Delivery) => boolean {
  return (row) => row.state === 'claimed' && (row.claim === null || row.claim.until <= now)
}
