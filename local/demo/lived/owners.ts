import type { QueueItem } from '../../../src/features/delivery/contract'
import { type Day, instantAt, weekdayOf } from '../../../src/kernel/day'
import type { Deed } from './passing'
import type { Town } from './reach'

interface Owner {
  userid: string
  openid: string
  /** Minutes between a group task on the phone and 发送. */
  delay: readonly [least: number, most: number]
  /** How likely a message in the queue is sent when the owner looks. */
  care: number
}

const OWNERS: readonly Owner[] = [
  { userid: 'xiaomei', openid: 'o-staff-xiaomei', delay: [1, 6], care: 0.97 },
  { userid: 'aling', openid: 'o-staff-aling', delay: [4, 38], care: 0.8 },
  { userid: 'dianzhang', openid: 'o-staff-dianzhang', delay: [2, 8], care: 0.95 },
]
/** One column is overlooked by this owner, the day before and today; yesterday's other one nobody is sure of. */
const FORGETFUL = 'aling'

/** How the owners of the groups spend a day: group tasks on their phones, a look at the queue at each column. */
export function ownersDay(town: Town, day: Day, { daysAgo }: { daysAgo: number }): Deed[] {
  const { chance, world } = town
  const deeds: Deed[] = []
  for (const owner of OWNERS) {
    const { userid, delay } = owner
    const forgets = userid === FORGETFUL && daysAgo === 4
    const delayMinutes = chance.whole(...delay)
    const behaviour = forgets ? { userid, mode: 'manual' } : { userid, mode: 'auto', delayMinutes }
    deeds.push({ at: instantAt(day, '08:30'), do: () => world.act('behaviour', behaviour) })
    for (const [from, until] of looksOf(day)) {
      const overlooked = userid === FORGETFUL && daysAgo < 2 && OVERLOOKED[daysAgo] === from
      if (overlooked) continue
      const at = chance.whole(instantAt(day, from), instantAt(day, until))
      deeds.push({ at, do: () => workQueue(town, owner) })
    }
  }
  return deeds
}

/** By days ago: the look that does not happen. */
const OVERLOOKED = ['10:02', '11:02'] as const

/** When owners look at their queue: a moment after each column begins. */
function looksOf(day: Day): (readonly [from: string, until: string])[] {
  const every = [
    ['10:02', '10:09'],
    ['11:02', '11:08'],
    ['15:02', '15:24'],
    ['20:03', '20:20'],
  ] as const
  const weekday = weekdayOf(day)
  return [
    ...every,
    ...(weekday === 3 ? [['12:02', '12:09'] as const] : []),
    ...(weekday === 5 ? [['21:02', '21:09'] as const] : []),
    ...(weekday === 7 ? [['20:32', '20:44'] as const] : []),
  ]
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
