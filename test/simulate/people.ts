import { claim, makeUp, redeemAt, rush, sessionOf, takePart } from '../../local/demo/lived/acts'
import type { Chance } from '../../local/demo/lived/chance'
import type { Deed } from '../../local/demo/lived/passing'
import type { CouponView } from '../../src/features/coupon/contract'
import type { QueueItem } from '../../src/features/delivery/contract'
import { addDays, type Day, instantAt, MINUTE, weekdayOf } from '../../src/kernel/day'
import { type Cast, type Member, type Owner, STORE } from './cast'
import type { Town } from './town'

/** What was answered with yes, so that nothing of it may be gone afterwards. */
export interface Promises {
  checkins: { openid: string; day: Day }[]
  /** Coupon ids. */
  coupons: Set<string>
  redemptions: string[]
  choices: { openid: string; beat: string }[]
  posts: string[]
}

export interface Stage {
  town: Town
  cast: Cast
  chance: Chance
  promises: Promises
  sales: { id: string; mode: string }[]
}

/** Everything that people mean to do on one day, in order of time. */
export function deedsOf(stage: Stage, day: Day): Deed[] {
  const { cast, chance } = stage
  const deeds: Deed[] = []
  const at = (from: string, until: string) => chance.whole(instantAt(day, from), instantAt(day, until))
  for (const member of cast.members)
    memberDay(stage, day, member, (from, until, act) => deeds.push({ at: at(from, until), do: act }))
  for (const owner of cast.owners) {
    deeds.push({ at: instantAt(day, '08:30'), do: () => morningOf(stage, owner, day) })
    for (const [from, until] of QUEUE_TIMES) deeds.push({ at: at(from, until), do: () => workQueue(stage, owner, day) })
  }
  deeds.push({ at: instantAt(day, '08:00'), do: () => officeOf(stage, day) })
  deeds.push({ at: instantAt(day, '09:00') + MINUTE, do: () => grabAll(stage, day) })
  if (weekdayOf(day) <= 4 && chance.hit(0.7)) {
    const { chatId } = chance.pick(cast.groups)
    deeds.push({
      at: at('13:30', '14:30'),
      do: async () => void (await stage.town.act('personal', { chatId, text: '群主自己的一条' })),
    })
  }
  return deeds.sort((a, b) => a.at - b.at)
}

const QUEUE_TIMES = [
  ['10:35', '11:20'],
  ['12:05', '12:50'],
  ['15:10', '16:50'],
  ['20:05', '21:20'],
  ['21:40', '22:20'],
] as const

type Plan = (from: string, until: string, act: () => Promise<void>) => void

function memberDay(stage: Stage, day: Day, member: Member, plan: Plan): void {
  const { town, chance, promises } = stage
  const { openid } = member
  if (chance.hit(member.habit)) {
    plan('07:00', '23:40', async () => {
      if (await town.member('checkin.checkIn', {}, openid)) promises.checkins.push({ openid, day })
    })
  } else if (chance.hit(0.1))
    plan('10:00', '22:00', async () => {
      const missed = addDays(day, -1)
      if (await makeUp(town, chance, openid, missed)) promises.checkins.push({ openid, day: missed })
    })
  if (chance.hit(0.2))
    plan('12:05', '12:55', async () => {
      const beat = await takePart(town, chance, openid, { choices: ['A', 'B'] })
      if (beat !== null) promises.choices.push({ openid, beat })
    })
  if (chance.hit(0.06))
    plan('10:00', '21:00', async () => {
      const coupon = await claim(town, openid)
      if (coupon !== null) promises.coupons.add(coupon)
    })
  if (chance.hit(0.08)) plan('10:00', '20:00', () => redeem(stage, openid))
  if (chance.hit(0.03)) plan('10:00', '20:00', () => give(stage, openid))
  if (chance.hit(0.06)) plan('18:00', '22:00', () => publish(stage, openid, day))
  if (chance.hit(0.04)) plan('21:00', '22:00', () => remind(stage, openid))
  if (weekdayOf(day) === 5 && chance.hit(0.3)) {
    plan('12:05', '12:55', async () => {
      const sale = stage.sales.find(({ mode }) => mode === 'draw')
      if (sale) await town.member('flash.join', { session: sessionOf(sale.id, day) }, openid)
    })
  }
}

async function redeem({ town, chance, cast, promises }: Stage, openid: string): Promise<void> {
  const counter = chance.pick(cast.owners).openid
  const redemption = await redeemAt(town, openid, { openid: counter, store: STORE, billCents: 19_900 })
  if (redemption === null) return
  promises.redemptions.push(redemption)
  if (chance.hit(0.2)) await town.owner('coupon.undo', { redemption }, counter)
}

async function give({ town, chance, cast, promises }: Stage, openid: string): Promise<void> {
  const mine = await town.member<{ coupons: CouponView[] }>('coupon.getMine', {}, openid)
  const coupon = mine?.coupons.find(({ giftable }) => giftable)
  if (coupon === undefined) return
  const offered = await town.member<{ gift: { token: string } }>('coupon.offerGift', { id: coupon.id }, openid)
  const friend = chance.pick(cast.members).openid
  if (offered === null || friend === openid) return
  const got = await town.member<{ coupon: CouponView }>('coupon.acceptGift', { token: offered.gift.token }, friend)
  if (got) promises.coupons.add(got.coupon.id)
}

async function publish({ town, chance, promises }: Stage, openid: string, day: Day): Promise<void> {
  const input = { request: chance.request(), day, text: `今天也很好 ${chance.whole(1, 999)}`, photos: [] }
  const got = await town.member<{ post: { id: string } }>('post.publish', input, openid)
  if (got) promises.posts.push(`${openid} ${day}`)
}

async function remind({ town }: Stage, openid: string): Promise<void> {
  const today = await town.member<{ sessions: { session: string; status: string }[] }>('flash.getToday', {}, openid)
  const next = today?.sessions.find(({ status }) => status === 'upcoming')
  if (next) await town.member('flash.remindMe', { session: next.session }, openid)
}

/** Nine o'clock and a minute: a good part of the members grabs at once. */
async function grabAll({ town, cast, chance, sales, promises }: Stage, day: Day): Promise<void> {
  const sale = sales.find(({ mode }) => mode === 'first_come')
  if (sale === undefined) return
  const crowd = cast.members.filter(() => chance.hit(0.25)).map(({ openid }) => openid)
  for (const coupon of await rush(town, crowd, sessionOf(sale.id, day), 6)) promises.coupons.add(coupon)
}

/** How an owner treats the group tasks of today. */
async function morningOf({ town, chance }: Stage, owner: Owner, day: Day): Promise<void> {
  const { userid, temper } = owner
  const present = owner.awayUntil < day
  const delay = temper === 'late' ? chance.whole(5, 70) : chance.whole(1, 8)
  const sends = present && !(temper === 'forgetful' ? chance.hit(0.4) : chance.hit(0.03))
  await town.act('behaviour', sends ? { userid, mode: 'auto', delayMinutes: delay } : { userid, mode: 'manual' })
}

/** The owner opens the queue: sends most, skips, puts off or overlooks some. */
async function workQueue({ town, chance }: Stage, owner: Owner, day: Day): Promise<void> {
  if (owner.awayUntil >= day || (owner.temper === 'forgetful' && chance.hit(0.4))) return
  const queue = await town.owner<{ items: QueueItem[] }>('delivery.getQueue', {}, owner.openid)
  for (const { id, route, state } of queue?.items ?? []) {
    if (route !== 'staff_task' || state !== 'awaiting_staff') continue
    const mood = chance.next()
    if (mood < 0.8) await town.owner('delivery.confirm', { id }, owner.openid)
    else if (mood < 0.87) await town.owner('delivery.skip', { id, reason: '群里正在聊别的' }, owner.openid)
    else if (mood < 0.95) await town.owner('delivery.postpone', { id, minutes: 10 }, owner.openid)
  }
}

/** The operator's morning: somebody is away for days; what is unconfirmed is decided. */
async function officeOf({ town, cast, chance }: Stage, day: Day): Promise<void> {
  if (chance.hit(0.25)) {
    const owner = chance.pick(cast.owners)
    const until = addDays(day, chance.whole(1, 3))
    if (owner.awayUntil < day) {
      owner.awayUntil = until
      await town.operator('delivery.setAway', { user: owner.userid, until })
    }
  }
  const unsure = await town.store.find('deliveries', { state: 'unconfirmed' }, { limit: 50, fields: ['date'] })
  for (const { _id } of unsure) {
    if (chance.hit(0.7)) await town.operator('delivery.resolve', { id: _id, outcome: 'sent' })
  }
}
