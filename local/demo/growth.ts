import { memberIdOf } from '../../cloudfunctions/platform/identity'
import { observeUses } from '../../src/features/person/steps'
import { DAY, dayOf, HOUR, startOf } from '../../src/kernel/day'
import type { RpcAnswer } from '../../src/kernel/rpc'
import type { DemoWorld } from './seed'
import { DEMO_LOGIN } from './staff'
import { demoWechat } from './wechat'

const PEOPLE = 60
const DAYS = 30
const SECRET = 'local-demo-secret'

interface Source {
  id: string
  name: string
  kind: string
  store: string | null
  /** Of ten people so many come by it. */
  share: number
  /** How well its people go on; of a hundred at each step. */
  warmth: number
}

const SOURCES: readonly Source[] = [
  { id: 's_shouyin', name: '门店收银台', kind: 'store', store: '南京西路店', share: 3, warmth: 85 },
  { id: 'm_caidan', name: '公众号菜单', kind: 'menu', store: null, share: 3, warmth: 62 },
  { id: 'd_daren', name: '小红书达人', kind: 'ads', store: null, share: 2, warmth: 40 },
  { id: 'g_xiaomei', name: '小美名片', kind: 'guide', store: null, share: 1, warmth: 90 },
]

/** Numbers that look like chance and are the same every time. */
function rolls() {
  let state = 20_261_122
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x7fffffff) * below)
  }
}

/** The simulated phones of people. */
export interface Phones {
  /** Something that a person does. */
  act<T>(action: string, body: unknown): Promise<T>
  /** The same, and the brand hears the callback of it before this returns. */
  hear(action: string, body: object): Promise<void>
}
type World = DemoWorld & Phones

interface Act {
  at: number
  run: () => Promise<unknown>
}

/**
 * A month of people who come by four channels: they follow, add, join, open the mini-program, check in, come back or leave, on simulated phones
 * whose callbacks and calls are the real ones. Some 300 acts; the clock goes back for it.
 */
export async function seedGrowth(world: World): Promise<void> {
  const now = world.now()
  const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
  const first = startOf(dayOf(now)) - (DAYS - 1) * DAY
  await world.setNow(first)
  for (const source of SOURCES) await createChannel(world, source, token)
  const members = demoWechat.members.slice(0, 9).map(({ openid }) => openid)
  const acts = [...(await people(world, first, now)), ...visitsOf(world, members, now - 6 * DAY)]
    .filter(({ at }) => at < now)
    .sort((a, b) => a.at - b.at)
  for (const { at, run } of acts) {
    await world.setNow(at)
    await run()
  }
  await world.setNow(now)
}

async function createChannel(world: World, { id, name, kind, store }: Source, token: string): Promise<void> {
  const rota = { staff: [{ user: 'xiaomei', cap: null, slots: [] }], backups: [], hours: null }
  const plan = { name, kind, store, rota, groups: null, welcome: [], invite: false, tags: [], firstSop: null }
  await ask(world, 'staff', 'channel.create', { request: `demo-${id}`, id, ...plan }, { token })
  if (kind !== 'ads') return
  const cost = { id, request: `demo-cost-${id}`, day: dayOf(world.now() + 3 * DAY), cents: 120_000, note: '三篇笔记' }
  await ask(world, 'staff', 'channel.addCost', cost, { token })
}

/** Members of old open the mini-program; whoever does not stays unmatched, as it is with a real brand. */
function visitsOf(world: World, openids: readonly string[], at: number): Act[] {
  return openids.map((openid, n) => ({
    at: at + n * 60_000,
    async run() {
      await ask(world, 'member', 'member.giveConsent', { version: 1 }, { openid })
      await ask(world, 'member', 'member.enter', {}, { openid })
    },
  }))
}

/** Nine of ten come by a channel. */
function sourceOf(place: number): Source | undefined {
  let passed = 0
  for (const source of SOURCES) {
    passed += source.share
    if (place < passed) return source
  }
  return undefined
}

async function people(world: World, first: number, now: number): Promise<Act[]> {
  const roll = rolls()
  const acts: Act[] = []
  for (let n = 0; n < PEOPLE; n++) {
    const { openid } = await world.act<{ openid: string }>('new-person', { name: NAMES[n % NAMES.length] + String(n) })
    const source = sourceOf(roll(10))
    const warm = (more = 0) => roll(100) < (source?.warmth ?? 50) + more
    const state = source === undefined ? {} : { state: source.id }
    const begin = first + roll(DAYS) * DAY + 10 * HOUR + roll(9 * 60) * 60_000
    let at = begin
    const next = (hours: number) => {
      at += (1 + roll(hours * 60)) * 60_000
      return at
    }
    if (source?.kind === 'menu' || roll(4) === 0) {
      acts.push({ at, run: () => world.hear('mp-follow', { openid, ...(source && { scene: source.id }) }) })
      if (!warm()) continue
    }
    acts.push({ at: next(3), run: () => world.act('add-friend', { userid: 'xiaomei', openid, ...state, ...HELD }) })
    if (!warm()) continue
    const chatId = GROUPS[roll(GROUPS.length)] ?? 'wrHuajianFuli1'
    const joining = { chatId, openid, scene: 1 + roll(3), ...state }
    const leaves = roll(100) > (source?.warmth ?? 60) + 5
    // Who goes again is only known by events: no later look finds them.
    acts.push({
      at: next(8),
      run: () => (leaves ? world.hear('join-group', joining) : world.act('join-group', { ...joining, ...HELD })),
    })
    if (leaves) {
      acts.push({ at: at + (1 + roll(5)) * DAY, run: () => world.hear('leave-group', { chatId, openid }) })
      continue
    }
    if (!warm()) continue
    const channel = source?.id ?? ''
    acts.push({ at: next(12), run: () => visit(world, openid, channel) })
    if (warm(10)) acts.push({ at: at + 8 * DAY, run: () => checkIn(world, openid) })
    if (warm(-30)) acts.push({ at: at + (2 + roll(9)) * DAY, run: () => use(world, openid, n) })
  }
  return acts.filter(({ at }) => at < now)
}

const HELD = { hold: true, silent: true }
const GROUPS = ['wrHuajianFuli1', 'wrHuajianFuli1', 'wrHuajianFuli2', 'wrHuajianFuli3']
const NAMES = ['小雨', '阿宁', '糖糖', '乐乐', '晓晓', '米粒', '阿星', '可心', '安安', '圆圆']

async function visit(world: World, openid: string, channel: string): Promise<void> {
  await ask(world, 'member', 'member.giveConsent', { version: 1 }, { openid })
  await ask(world, 'member', 'member.enter', { channel }, { openid })
  await checkIn(world, openid)
}

async function checkIn(world: World, openid: string): Promise<void> {
  await ask(world, 'member', 'checkin.checkIn', {}, { openid })
}

/** What the counter tells the spine; the coupons themselves are of no matter here. */
async function use(world: World, openid: string, n: number): Promise<void> {
  const where = {
    store: world.store,
    now: world.now(),
    settings: { secret: SECRET, demo: true, brandName: '', appid: '' },
  }
  const memberId = memberIdOf(SECRET, openid)
  const used = { id: `demo:${n}`, kind: 'use' as const, of: '', memberId, store: '南京西路店' }
  await observeUses(where, [{ ...used, at: world.now(), billCents: 9900 + n * 100 }])
}

async function ask<T = unknown>(
  world: World,
  fn: 'member' | 'staff',
  method: string,
  input: unknown,
  as: { openid?: string; token?: string },
): Promise<T> {
  const answer: RpcAnswer = await world.call(fn, method, input, as)
  if (!answer.ok) throw new Error(`seeding ${method}: ${answer.code} ${answer.message}`)
  return answer.data as T
}
