import { HOUR } from '../../src/kernel/day'
import { type Group, rounded } from './group'
import { beatOf, dispatchOf, NINE, openLargeBrand, rowsOf } from './largeBrand'

const GROUPS = 5_000
const OWNERS = 100

/**
 * The nine o'clock post of a large brand: one beat for 5,000 groups of 100 owners, handed to WeCom by one tick when nobody has asked
 * WeCom for anything yet (a token, the card's picture); then one an hour later, as most are.
 */
export const slot: Group = {
  name: 'slot',
  // One task for each owner; the first time a token and the card's picture beside them.
  goals: {
    'slot.cold.wecom': 102,
    'slot.warm.wecom': 100,
    'slot.cold.wire': 400,
    'slot.warm.wire': 400,
    'slot.cold.ms': 60_000,
    'slot.warm.ms': 60_000,
  },
  async measure({ say }) {
    say(`nine o'clock and ten: ${GROUPS} groups of ${OWNERS} owners`)
    const brand = await openLargeBrand(GROUPS, OWNERS)
    const { world } = brand
    // An empty run starts the instance, so that the time is the work's own.
    await brand.tick()
    const first = beatOf('2026-11-23', NINE)
    brand.into('deliveries', rowsOf(first, GROUPS, OWNERS))
    brand.into('due', [dispatchOf(first, NINE)])
    const cold = await brand.tick()
    // A post an hour later: the token lives for two hours, the picture for three days. The first one's rows are out of the way.
    await world.db.collection('deliveries').where({ date: first.date }).remove()
    await world.setClock(new Date(NINE + HOUR).toISOString())
    const second = { ...beatOf('2026-11-23', NINE + HOUR), beat: 'bench:nine:2026-11-23:1', slot: 1 }
    brand.into('deliveries', rowsOf(second, GROUPS, OWNERS))
    brand.into('due', [dispatchOf(second, NINE + HOUR)])
    const warm = await brand.tick()
    const { total } = await world.db.collection('deliveries').where({ state: 'task_created' }).count()
    await world.close()
    if (total !== GROUPS) throw new Error(`${total} of ${GROUPS} groups have their task`)
    return {
      ...{ 'slot.cold.wecom': cold.wecom, 'slot.cold.wire': cold.wire, 'slot.cold.ms': rounded(cold.ms) },
      ...{ 'slot.warm.wecom': warm.wecom, 'slot.warm.wire': warm.wire, 'slot.warm.ms': rounded(warm.ms) },
    }
  },
}
