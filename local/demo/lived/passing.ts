import { COUPON_SWEEP } from '../../../src/features/coupon/jobs'
import { FLASH_OPEN } from '../../../src/features/flash/jobs'
import '../../../src/features/points/collections'
import { MINUTE } from '../../../src/kernel/day'
import { is, type Store, type Where } from '../../../src/kernel/store'

/** Something that somebody does at an instant (ms). */
export interface Deed {
  at: number
  do: () => Promise<unknown>
}

/** What passes: the clock, and the timer that the passing calls when it has something to do. */
export interface Passing {
  now(): number
  goTo(at: number): Promise<void>
  tick(): Promise<void>
  /** The instant of the next tick that has something to do (ms). */
  nextTick(): Promise<number>
}

const TICK = 5 * MINUTE
/** What somebody did may have put work on the list that is due earlier than was known: looked at so often (ms). */
const LOOK = 5 * MINUTE
/** What looks every few minutes whether something is to do: a tick for it alone comes a little later, so that days pass faster. */
const HOUSEKEEPING = [COUPON_SWEEP, FLASH_OPEN]

/** What people do and what the timer has to do, in order of time; nothing happens in between, so the clock jumps. */
export async function liveUntil(town: Passing, deeds: readonly Deed[], end: number): Promise<void> {
  const waiting = [...deeds]
  let tickAt = await town.nextTick()
  let lookedAt = town.now()
  for (;;) {
    const deedAt = waiting[0]?.at ?? Number.POSITIVE_INFINITY
    const at = Math.max(Math.min(deedAt, tickAt, end), town.now())
    await town.goTo(at)
    if (at >= end) return
    if (tickAt <= deedAt) {
      await town.tick()
      tickAt = await town.nextTick()
      lookedAt = at
      continue
    }
    await waiting.shift()?.do()
    if (at - lookedAt < LOOK) continue
    tickAt = Math.min(tickAt, await town.nextTick())
    lookedAt = at
  }
}

/** The instant (ms) of the first of the timer's five minutes after `lastTick` in which something is on the list. */
export async function nextTickAfter(store: Store, lastTick: number): Promise<number> {
  const firstOf = async (kind: Where<'due'>) => {
    const found = await store.find('due', kind, { sort: [['freeAt', 1]], limit: 1, fields: ['freeAt'] })
    return found[0]?.freeAt ?? Number.MAX_VALUE
  }
  const work = await firstOf({ kind: is.nin(HOUSEKEEPING) })
  const housekeeping = (await firstOf({ kind: is.in(HOUSEKEEPING) })) + 4 * TICK
  const dirty = await store.count('accounts', { dirtyAt: is.gt(0) })
  const wanted = Math.min(work, housekeeping, dirty > 0 ? lastTick + 6 * TICK : Number.MAX_VALUE)
  return Math.ceil(Math.max(wanted, lastTick + 1) / TICK) * TICK
}
