import { chanceOf } from '../../local/demo/lived/chance'
import { type Deed, liveUntil } from '../../local/demo/lived/passing'
import { addDays, dayOf, HOUR, startOf } from '../../src/kernel/day'
import { type Audit, audit } from './audit'
import { castOf } from './cast'
import { deedsOf, type Stage } from './people'
import { SOP } from './plan'
import { setUp } from './setUp'
import { type Counts, openTown, type Town } from './town'

export interface Simulation {
  days: number
  groups: number
  seed: number
  say?: (line: string) => void
}

export interface Lived extends Audit {
  counts: Counts
  promised: { checkins: number; coupons: number; redemptions: number; choices: number; posts: number }
  wallMs: number
}

/** Sunday evening before a Monday, Shanghai. */
const BEGIN = Date.parse('2026-11-22T20:00:00+08:00')
/** After the last day the town comes to rest: leases end, retries find their way, nothing goes wrong any more. */
const REST = 5 * HOUR

/** Lives through some days of the whole product, as fast as the machine goes, and looks at what is left of them. */
export async function simulate({ days, groups, seed, say = () => {} }: Simulation): Promise<Lived> {
  const began = performance.now()
  const chance = chanceOf(seed)
  const cast = castOf(groups, BEGIN, chance)
  const town = await openTown(cast, BEGIN, chance)
  try {
    await setUp(town, cast)
    const { sales } = await town.operator<{ sales: { _id: string; mode: string }[] }>('flash.list', {})
    const stage: Stage = {
      ...{ town, cast, chance, sales: sales.map(({ _id, mode }) => ({ id: _id, mode })) },
      promises: { checkins: [], coupons: new Set(), redemptions: [], choices: [], posts: [] },
    }
    const first = addDays(dayOf(BEGIN), 1)
    await liveUntil(town, [], startOf(first))
    town.trouble = true
    for (let n = 0; n < days; n++) {
      const day = addDays(first, n)
      const deeds: Deed[] = deedsOf(stage, day)
      if (n > 0 && n === Math.floor(days / 2))
        deeds.push({ at: startOf(day) + 9 * HOUR - 1000, do: () => newVersion(town) })
      await liveUntil(
        town,
        deeds.sort((a, b) => a.at - b.at),
        startOf(addDays(day, 1)),
      )
      say(
        `${day}: ${town.counts.ticks} ticks, ${town.counts.calls} calls, ${Math.round((performance.now() - began) / 1000)} s`,
      )
    }
    town.trouble = false
    await town.act('faults', { clear: true })
    await liveUntil(town, [], startOf(addDays(first, days)) + REST)
    const found = await audit(stage, { from: first, to: addDays(first, days - 1) })
    const { checkins, coupons, redemptions, choices, posts } = stage.promises
    return {
      ...found,
      counts: town.counts,
      promised: {
        ...{ checkins: checkins.length, coupons: coupons.size, redemptions: redemptions.length },
        ...{ choices: choices.length, posts: posts.length },
      },
      wallMs: Math.round(performance.now() - began),
    }
  } finally {
    await town.close()
  }
}

/** Nine o'clock less a second: the operator publishes other words. */
async function newVersion(town: Town): Promise<void> {
  const { number } = await town.operator<{ number: number }>('sop.startDraft', { sop: SOP })
  const { version } = await town.operator<{ version: { revision: number } }>('sop.getVersion', { sop: SOP, number })
  const node = { sop: SOP, number, revision: version.revision, node: 'topic', text: 'topic：换了新的问法，点开看看' }
  await town.operator('sop.saveNode', node)
  await town.operator('sop.publish', { sop: SOP, number, note: '换一句话' })
}
