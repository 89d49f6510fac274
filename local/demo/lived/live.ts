import { machineNow } from '../../../src/kernel/clock'
import { addDays, DAY, type Day, dayOf, HOUR, instantAt, MINUTE, startOf, weekdayOf } from '../../../src/kernel/day'
import type { LocalServer } from '../../server'
import { seedFlash } from '../flash'
import { seedSop } from '../seed'
import { judge, seedFirstWeek } from '../surveyAnswers'
import { seedSurveys } from '../surveys'
import { seedTiers } from '../tiers'
import { demoWechat } from '../wechat'
import { worldOf } from '../world'
import { claim } from './acts'
import { agreeToReminders, openBrand } from './brand'
import { chanceOf } from './chance'
import { comersOf, type Regular, visit } from './comers'
import { FIRST, grabAll, joinAll, memberDay, redeem } from './members'
import { officeDay } from './office'
import { handOver, ownersDay } from './owners'
import type { Deed } from './passing'
import { type Town, townOf } from './reach'
import { revisedTable } from './table'

/** Newcomers come for so long. */
const MONTH = 30
const PEOPLE = 44
const SEED = 20_261_122
const TICK = 5 * MINUTE
/** The ticks of a day that change something: the plan is there, a column begins, its window ends. The others would find little to do. */
const TICKS = ['08:30', '09:00', '10:00', '11:00', '12:00', '15:00', '16:00', '20:00', '21:00', '23:40']
/** The same of columns and draws that have a weekday. */
const WEEKLY: Readonly<Record<number, readonly string[]>> = {
  3: ['13:00'],
  5: ['13:05', '22:00'],
  7: ['20:30', '21:30'],
}

/**
 * Fills a server with the demo brand as it stands today: a month of newcomers and a week of its SOP, lived through by calls, phones and
 * the timer on the local clock, which ends where it began, moved on by what this took. The same every time, but for the dates. The server's timers must not run and
 * nobody else may use it.
 *
 * @param month days that newcomers come for, the last of them today
 * @param days of the SOP that have passed, besides today
 */
export async function seedLived(server: LocalServer, { month = MONTH, days = 7, people = PEOPLE } = {}): Promise<void> {
  const world = worldOf(server)
  const now = world.now()
  const ahead = now - machineNow()
  const today = dayOf(now)
  const first = addDays(today, 1 - month)
  const eve = addDays(today, -days - 1)
  const chance = chanceOf(SEED)
  const town = townOf(world, chance)
  await world.setNow(instantAt(first, '08:00'))
  await openBrand(town, today)
  const { deeds, regulars } = await comersOf(town, startOf(first), month, people)
  const members = [...firstMembers(town, first, deeds), ...regulars]
  for (let day = first, n = 0; day <= eve; day = addDays(day, 1), n++) {
    deeds.push(...quietDay(town, members, day))
    if (n % 5 === 4 || day === eve) deeds.push({ at: instantAt(day, '19:50'), do: () => world.tick() })
  }
  const rest = await liveOn(town, deeds, instantAt(eve, '20:00'))
  const { sop, sale, draw } = await beginSop(town, eve, today)
  for (let daysAgo = days; daysAgo >= 0; daysAgo--) {
    const day = addDays(today, -daysAgo)
    for (const member of members) rest.push(...memberDay(town, member, day, { isToday: daysAgo === 0 }))
    rest.push(...ownersDay(town, day, { daysAgo }), ...officeDay(town, day, { daysAgo, sop, members }))
    const ticks = [...TICKS, ...(WEEKLY[weekdayOf(day)] ?? [])]
    rest.push(...ticks.map((time) => ({ at: instantAt(day, time), do: () => world.tick() })))
    rest.push({ at: instantAt(day, '09:00') + MINUTE, do: () => grabAll(town, members, sale, day) })
    if (weekdayOf(day) === 5) rest.push({ at: instantAt(day, '12:20'), do: () => joinAll(town, members, draw, day) })
  }
  for (const [place, { openid, since }] of members.entries()) {
    const at = Math.max(since, instantAt(eve, '20:30')) + chance.whole(1, 6 * 24 * 60) * MINUTE
    if (place % 8 !== 3) rest.push({ at, do: () => judge(town, openid, chance.request(), place) })
  }
  // The board shows the last hour of the timer.
  for (let at = now - (now % TICK) - HOUR; at < now; at += TICK) rest.push({ at, do: () => world.tick() })
  await liveOn(town, rest, now)
  await handOver(town)
  await world.setNow(machineNow() + ahead)
}

/** @returns what comes after `end` */
async function liveOn({ world }: Town, deeds: Deed[], end: number): Promise<Deed[]> {
  const inOrder = deeds.sort((a, b) => a.at - b.at)
  for (const { at, do: act } of inOrder) {
    if (at >= end) break
    // The clock runs on while something is done, and never back.
    await world.setNow(Math.max(at, world.now()))
    await act()
  }
  await world.setNow(Math.max(end, world.now()))
  return inOrder.filter(({ at }) => at >= end)
}

/** Members of old open the mini-program in its first days; three do not and stay unmatched, as it is with a real brand. */
function firstMembers(town: Town, first: Day, deeds: Deed[]): Regular[] {
  return demoWechat.members.slice(0, 9).map(({ openid, externalUserid }, n) => {
    const since = instantAt(addDays(first, n % 4), '09:00') + n * 23 * MINUTE
    deeds.push({ at: since, do: () => visit(town, openid, '') })
    const group = demoWechat.groups.find(({ members }) => members.includes(externalUserid))?.chatId ?? ''
    return { openid, group, since, habit: openid === FIRST ? 1 : 0.9 - n * 0.06 }
  })
}

/** Before the SOP members check in and use a coupon now and then, and a tick every few days is early enough. */
function quietDay(town: Town, members: readonly Regular[], day: Day): Deed[] {
  const { chance } = town
  const deeds: Deed[] = []
  for (const { openid, since, habit } of members) {
    const at = chance.whole(instantAt(day, '08:00'), instantAt(day, '22:00'))
    if (at < since + DAY) continue
    if (chance.hit(openid === FIRST ? 1 : habit * 0.4))
      deeds.push({ at, do: () => town.member('checkin.checkIn', {}, openid) })
    if (chance.hit(0.05))
      deeds.push({ at, do: () => claim(town, openid) }, { at: at + MINUTE, do: () => redeem(town, openid) })
  }
  return deeds
}

/** The evening before its first day: the SOP goes live, sales and surveys begin, members agree to reminders. */
async function beginSop(town: Town, eve: Day, today: Day): Promise<{ sop: string; sale: string; draw: string }> {
  const { world } = town
  const sop = await seedSop(world, revisedTable(addDays(eve, 1), today))
  await seedFlash(world)
  await seedTiers(world)
  await seedSurveys(world)
  await seedFirstWeek(world)
  await agreeToReminders(town)
  const { sales } = await town.operator<{ sales: { _id: string; mode: string }[] }>('flash.list', {})
  const [sale, draw] = ['first_come', 'draw'].map((wanted) => sales.find(({ mode }) => mode === wanted)?._id)
  if (sop === null || sale === undefined || draw === undefined) throw new Error('the demo brand was begun before')
  return { sop, sale, draw }
}
