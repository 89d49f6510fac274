import type { World } from '../cloud/world'
import { type Attempt, underFaults } from '../faults/underFaults'
import { type Counter, MONDAY } from './shopCoupons'

export interface FaultRuns {
  run(name: string, action: () => Promise<Attempt>, check: () => Promise<void>, retry?: typeof givesUp): Promise<void>
  claimAt(batch: string, openid?: string): ReturnType<Counter['claim']>
  /** Cut points tried so far. */
  points(): number
}

/** A client that gives up: only timed work mends what is left. */
export async function givesUp(): Promise<Attempt> {
  return { wireCalls: 0, actions: [], ok: true }
}

/** Actions of the coupon feature under every fault, and how many points that made. */
export function faultRuns(world: World, shop: Counter): FaultRuns {
  let calls = 0
  let points = 0
  return {
    async run(name, action, check, retry) {
      const report = await underFaults(world, {
        action,
        check,
        kinds: ['cut', 'kill'],
        sweep: () => shop.sweep(),
        ...(retry && { retry }),
      })
      points += report.points
      console.log(`${name}: ${report.wireCalls} wire calls, ${report.points} cut points`)
    },
    /** Each call has a clock of its own, so that no instance still knows the batch from another run. */
    async claimAt(batch, openid = 'o1') {
      calls += 1
      await world.setClock(new Date(Date.parse(MONDAY) + calls * 10_000).toISOString())
      return shop.claim(batch, openid)
    },
    points: () => points,
  }
}
