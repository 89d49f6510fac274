import { openProduct } from '../e2e/product'
import { type Group, median, rounded } from './group'

/** The timer when there is nothing to do, and when the demo's day has just been planned. */
export const tick: Group = {
  name: 'tick',
  goals: { 'tick.idle.wire': 3 },
  async measure() {
    const product = await openProduct('2026-11-23T00:00:00.000Z', 'demo')
    const fire = async () => {
      const began = performance.now()
      const { outcome, calls } = await product.server.cloud.timers.fire('tick')
      if (!outcome.ok) throw new Error(`the tick failed: ${outcome.message}`)
      return { wire: calls.length, ms: performance.now() - began }
    }
    const first = await fire()
    let settled = await fire()
    for (let again = 0; again < 10 && settled.wire > 3; again++) settled = await fire()
    const idle = [settled, await fire(), await fire(), await fire(), await fire()]
    await product.close()
    return {
      'tick.idle.wire': median(idle.map(({ wire }) => wire)),
      'tick.idle.ms': rounded(median(idle.map(({ ms }) => ms))),
      'tick.first.wire': first.wire,
    }
  },
}
