import type { QueueItem } from '../../../src/features/delivery/contract'
import { type Day, instantAt, MINUTE, weekdayOf } from '../../../src/kernel/day'
import type { Deed } from './passing'
import type { Town } from './reach'

interface Owner {
  userid: string
  openid: string
  /** Minutes between a group task on the phone and 发送. */
  delay: readonly [least: number, most: number]
  /** Minutes between a column's beginning and a look at the queue. */
  looks: readonly [least: number, most: number]
  /** How likely a message in the queue is sent when the owner looks. */
  care: number
}

const OWNERS: readonly Owner[] = [
  { userid: 'xiaomei', openid: 'o-staff-xiaomei', delay: [1, 6], looks: [2, 8], care: 0.98 },
  { userid: 'aling', openid: 'o-staff-aling', delay: [3, 16], looks: [2, 12], care: 0.93 },
  { userid: 'dianzhang', openid: 'o-staff-dianzhang', delay: [2, 8], looks: [3, 9], care: 0.95 },
]
/** One column is overlooked by this owner, the day before and today; yesterday's other one nobody is sure of. */
const FORGETFUL = 'aling'

/** How the owners of the groups spend a day: group tasks on their phones, a look at the queue at each column. */
export function ownersDay(town: Town, day: Day, { daysAgo }: { daysAgo: number }): Deed[] {
  const { chance, world } = town
  const deeds: Deed[] = []
  for (const owner of OWNERS) {
    const { userid, delay, looks } = owner
    const forgets = userid === FORGETFUL && daysAgo === 4
    const delayMinutes = chance.whole(...delay)
    const behaviour = forgets ? { userid, mode: 'manual' } : { userid, mode: 'auto', delayMinutes }
    deeds.push({ at: instantAt(day, '08:30'), do: () => world.act('behaviour', behaviour) })
    for (const column of columnsOf(day)) {
      const overlooked = userid === FORGETFUL && daysAgo < 2 && OVERLOOKED[daysAgo] === column
      if (overlooked) continue
      const at = instantAt(day, column) + chance.whole(looks[0] * MINUTE, looks[1] * MINUTE)
      deeds.push({ at, do: () => workQueue(town, owner) })
    }
  }
  return deeds
}

/** By days ago: the column at which no look happens. */
const OVERLOOKED = ['10:00', '11:00'] as const

/** When columns begin that go by the queue. */
function columnsOf(day: Day): string[] {
  const weekly: Readonly<Record<number, string>> = { 3: '12:00', 5: '21:00', 7: '20:30' }
  return ['10:00', '11:00', '15:00', '20:00', ...[weekly[weekdayOf(day)] ?? []].flat()]
}

/** Sends most, skips one with a reason now and then, overlooks some. */
async function workQueue(town: Town, { openid, care }: Owner): Promise<void> {
  const { chance } = town
  const queue = await town.owner<{ items: QueueItem[] }>('delivery.getQueue', {}, openid)
  for (const { id, route, state } of queue?.items ?? []) {
    if (route !== 'staff_task' || state !== 'awaiting_staff') continue
    if (chance.hit(care)) await town.owner('delivery.confirm', { id }, openid)
    else if (chance.hit(0.3)) await town.owner('delivery.skip', { id, reason: '群里正在聊别的' }, openid)
  }
}

/** From now on nobody presses by themselves: whoever plays with the demo is the owner. */
export async function handOver({ world }: Town): Promise<void> {
  for (const { userid } of OWNERS) await world.act('behaviour', { userid, mode: 'manual' })
}
