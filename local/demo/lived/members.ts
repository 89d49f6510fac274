import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MineView } from '../../../src/features/post/contract'
import type { BeatView } from '../../../src/features/sop/contract'
import { addDays, type Day, instantAt } from '../../../src/kernel/day'
import { answerSurvey } from '../surveyAnswers'
import { claim, makeUp, redeemAt, rush, sessionOf, takePart } from './acts'
import type { Regular } from './comers'
import type { Deed } from './passing'
import type { Town } from './reach'

/** Whose phone the member app shows first: a long streak, and today's beat is left to who opens it. */
export const FIRST = 'o-member-01'

/** Counters at which coupons are redeemed. */
const COUNTERS = [
  { openid: 'o-staff-xiaomei', store: '南京西路店' },
  { openid: 'o-staff-dianzhang', store: '南京西路店' },
  { openid: 'o-staff-aling', store: '徐家汇店' },
]
const SHOWN = [
  '今天的妆，气垫两下就够了',
  '打卡第七天，皮肤真的亮了一点',
  '秒到的小样到了，比想象中大',
  '周末在家敷面膜，晒一下',
  '跟着小课堂做了三步走，换季没起皮',
  '护手霜换到啦，味道好好闻',
  '通勤五分钟快手妆',
  '和闺蜜一起来南京西路店，店员好耐心',
]
const PHOTOS = ['product', 'memberday', 'brand', 'flash']

/** What one member means to do on one day. */
export function memberDay(town: Town, regular: Regular, day: Day, { isToday }: { isToday: boolean }): Deed[] {
  const { chance } = town
  const { openid, group, habit } = regular
  const deeds: Deed[] = []
  const plan = (from: string, until: string, act: () => Promise<unknown>) => {
    const at = chance.whole(instantAt(day, from), instantAt(day, until))
    if (at > regular.since) deeds.push({ at, do: act })
  }
  const comes = openid === FIRST ? !isToday : chance.hit(habit)
  if (comes) plan('07:05', '22:40', () => town.member('checkin.checkIn', {}, openid))
  else if (chance.hit(0.08)) plan('10:00', '22:00', () => makeUp(town, chance, openid, addDays(day, -1)))
  if (chance.hit(habit * 0.4))
    plan('10:12', '10:55', () => takePart(town, chance, openid, { choices: ['A', 'B', 'C'], group }))
  if (chance.hit(0.15)) plan('11:20', '11:58', () => look(town, openid, group))
  if (chance.hit(0.12)) plan('20:10', '20:55', () => look(town, openid, group))
  if (chance.hit(0.14)) plan('10:00', '21:00', () => claim(town, openid))
  if (chance.hit(0.12)) plan('10:30', '20:30', () => redeem(town, openid))
  if (chance.hit(0.05)) plan('20:00', '22:00', () => post(town, openid, day, { unsure: false }))
  if (chance.hit(0.1)) plan('12:00', '22:00', () => prefer(town, openid))
  if (chance.hit(0.05)) plan('12:00', '22:00', () => recommend(town, openid))
  return deeds
}

/** Opens a column that is heard now. */
async function look(town: Town, openid: string, group: string): Promise<void> {
  const today = await town.member<{ beats: BeatView[] }>('sop.getToday', { group }, openid)
  const open = today?.beats.filter((beat) => beat.when === 'now' && !beat.isCheckin).at(-1)
  if (open) await town.member('sop.openBeat', { beat: open.beat, group }, openid)
}

export async function redeem(town: Town, openid: string): Promise<void> {
  const { chance } = town
  const counter = chance.pick(COUNTERS)
  await redeemAt(town, openid, { ...counter, billCents: 9_900 + chance.whole(0, 200) * 100 })
}

/** @param unsure WeChat's check cannot tell, so that staff have to look at it */
export async function post(town: Town, openid: string, day: Day, { unsure }: { unsure: boolean }): Promise<void> {
  const { chance, world } = town
  const photos: string[] = []
  if (unsure || chance.hit(0.6)) {
    const picture = readFileSync(join(__dirname, '../media', `${chance.pick(PHOTOS)}.png`))
    // The simulated check reads this mark anywhere among the bytes.
    const bytes = new Uint8Array(Buffer.concat([picture, Buffer.from(unsure ? '待审样例' : openid)]))
    const mine = await town.member<MineView>('post.getMine', {}, openid)
    if (mine) photos.push(await world.upload(`${mine.uploadTo}/${chance.request()}.png`, bytes))
  }
  const input = { request: chance.request(), day, text: chance.pick(SHOWN), photos }
  await town.member('post.publish', input, openid)
}

async function prefer(town: Town, openid: string): Promise<void> {
  const { chance } = town
  const notify = chance.pick([['wechat'], ['group'], ['group', 'moments'], ['wechat', 'group']])
  const activity = chance.pick([['flash'], ['draw', 'flash'], ['photo'], ['flash', 'photo'], ['draw']])
  await answerSurvey(town, openid, 'preference', chance.request(), {
    notify: { kind: 'picked', options: notify, other: null },
    quiet: { kind: 'picked', options: [chance.pick(['q2200_0800', 'q2200_0800', 'q1200_1400', 'none'])], other: null },
    activity: { kind: 'picked', options: activity, other: null },
  })
}

async function recommend(town: Town, openid: string): Promise<void> {
  const { chance } = town
  const nps = chance.pick([10, 9, 9, 8, 10, 7, 6, 9])
  const why = nps >= 9 ? '产品好用，群里也热闹' : '再多一点新品试用就好了'
  await answerSurvey(town, openid, 'nps', chance.request(), {
    nps: { kind: 'number', number: nps },
    ...(chance.hit(0.5) && { why: { kind: 'text', text: why } }),
  })
}

/** The nine o'clock sale. */
export async function grabAll(town: Town, regulars: readonly Regular[], sale: string, day: Day): Promise<void> {
  await rush(town, crowdOf(town, regulars, 0.3), sessionOf(sale, day), 1)
}

/** Friday's draw. */
export async function joinAll(town: Town, regulars: readonly Regular[], draw: string, day: Day): Promise<void> {
  for (const openid of crowdOf(town, regulars, 0.5))
    await town.member('flash.join', { session: sessionOf(draw, day) }, openid)
}

function crowdOf({ chance, now }: Town, regulars: readonly Regular[], share: number): string[] {
  return regulars.filter(({ since }) => since < now() && chance.hit(share)).map(({ openid }) => openid)
}
