import { KINDS } from '../../../src/features/intent/kinds'
import { firstWork } from '../../../src/jobs'
import { addDays, type Day, dayOf } from '../../../src/kernel/day'
import { scheduleAll } from '../../../src/kernel/due'
import { seedCheckin } from '../checkin'
import { seedCoupons } from '../coupons'
import { seedInvite } from '../invite'
import { seedMaterials } from '../materials'
import { seedMp, seedPeople } from '../seed'
import { demoWechat } from '../wechat'
import { SOURCES } from './comers'
import type { Town } from './reach'

/** The first day: people, a second store, channels, rules, coupons, material; groups come from WeCom with the first tick. */
export async function openBrand(town: Town, today: Day): Promise<void> {
  const { world } = town
  await seedPeople(world.store)
  await scheduleAll(world.store, firstWork(world.now()))
  await world.tick()
  await openSecondStore(town)
  for (const source of SOURCES) await createChannel(town, source)
  await seedInvite(world)
  await seedCheckin(world, today)
  await seedCoupons(world)
  await seedMaterials(world)
  await seedMp(world)
  const { revision } = await town.operator<{ revision: number }>('channel.sharing', {})
  await town.operator('channel.setSharing', { request: town.chance.request(), revision, on: true })
}

async function openSecondStore(town: Town): Promise<void> {
  const owner = (staffId: string, name: string, role: string, stores: string[]) =>
    town.operator('staff.edit', { staffId, name, roles: [role], stores, wecomUserId: staffId, active: true })
  await owner('aling', '阿玲', 'guide', ['徐家汇店'])
  await owner('dianzhang', '陈一诺', 'store_manager', ['南京西路店', '徐家汇店'])
}

/** By kind of channel: the codes that hang there. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  store: ['contactWay', 'wxa'],
  menu: ['mp', 'contactWay'],
  ads: ['contactWay'],
  guide: ['contactWay'],
}

async function createChannel(town: Town, { id, name, kind, store }: (typeof SOURCES)[number]): Promise<void> {
  const rota = { staff: [{ user: 'xiaomei', cap: null, slots: [] }], backups: [], hours: null }
  const plan = { name, kind, store, rota, groups: null, welcome: [], invite: false, tags: [], firstSop: null }
  await town.operator('channel.create', { request: `demo-${id}`, id, ...plan })
  for (const place of CODES[kind] ?? []) await town.operator('channel.makeCode', { id, place })
  if (kind !== 'ads') return
  const day = addDays(dayOf(town.now()), 3)
  await town.operator('channel.addCost', { id, request: `demo-cost-${id}`, day, cents: 120_000, note: '三篇笔记' })
}

/** The members of old agree to a few reminders each, as the phone asks after a check-in. */
export async function agreeToReminders(town: Town): Promise<void> {
  for (const { openid } of demoWechat.members.slice(0, 9)) {
    const templates = KINDS.slice(0, 5).map(({ _id }) => `demo-${_id.replace('.', '-')}`)
    for (const templateId of templates) await town.world.act('subscribe', { openid, templateId })
    const answers = templates.map((templateId) => ({ templateId, answer: 'accept' }))
    await town.member('intent.recordConsent', { id: `consent-${openid}`, answers }, openid)
  }
}
