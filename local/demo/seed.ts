import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabaseAt } from '../../cloudfunctions/platform/sdk'
import { wxStore } from '../../cloudfunctions/platform/store'
import '../../src/features/delivery/collections'
import '../../src/features/staff/collections'
import { readWorkbook } from '../../src/features/sop/admin/readWorkbook'
import type { ImportPreview } from '../../src/features/sop/contract'
import type { SopVersion } from '../../src/features/sop/rules'
import { unresolvedVariables } from '../../src/features/sop/variables'
import { firstWork } from '../../src/jobs'
import { machineNow } from '../../src/kernel/clock'
import { DAY, MINUTE } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import type { RpcAnswer } from '../../src/kernel/rpc'
import type { Store } from '../../src/kernel/store'
import type { LocalServer } from '../server'
import { seedCheckin } from './checkin'
import { seedCoupons } from './coupons'
import { demoCovers } from './covers'
import { seedFlash } from './flash'
import { type Phones, seedGrowth } from './growth'
import { seedInvite } from './invite'
import { seedMaterials } from './materials'
import { seedMessages } from './messages'
import { demoMpBook } from './mp'
import { DEMO_LOGIN, demoStaff } from './staff'
import { seedSurveyAnswers } from './surveyAnswers'
import { seedSurveys } from './surveys'
import { seedTiers } from './tiers'
import { demoWechat } from './wechat'

export const DEMO_TABLE = '花间美妆-社群SOP.xlsx'

/** What the shop sells in the demo, for the blanks that its table leaves open. */
const BLANKS: Record<string, string> = { 产品: '花间柔雾气垫' }

export interface DemoWorld {
  store: Store
  /** A call as a page or a phone would make it. */
  call(
    fn: 'member' | 'staff',
    method: string,
    input: unknown,
    as: { openid?: string; token?: string },
  ): Promise<RpcAnswer>
  /** Runs the timer function once, now. */
  tick(): Promise<void>
  now(): number
  /** Moves the clock without letting timers fire. */
  setNow(now: number): Promise<void>
}

/**
 * Puts the demo brand in place, as a shop that has worked for a week. The clock goes back and forth meanwhile, so nobody else
 * may use this server yet and its timers must not run.
 *
 * @param growth also a month of newcomers by channels, for the funnel
 */
export async function seedDemo(server: LocalServer, { growth = false } = {}): Promise<void> {
  const store = wxStore(openDatabaseAt(`${server.url}/cloud/admin`))
  const world: DemoWorld & Phones = {
    store,
    async call(fn, method, input, { openid, token }) {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (openid) headers['x-wx-openid'] = openid
      if (token) headers.authorization = `Bearer ${token}`
      const body = JSON.stringify({ method, input })
      const response = await fetch(`${server.url}/call/${fn}`, { method: 'POST', headers, body })
      return (await response.json()) as RpcAnswer
    },
    async act<T>(action: string, body: unknown) {
      const response = await fetch(`${server.url}/wechat/api/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = (await response.json()) as T & { ok: boolean; message?: string }
      if (!answer.ok) throw new Error(`seeding ${action}: ${answer.message}`)
      return answer
    },
    async hear(action: string, body: object) {
      const told = await world.act<{ callback: { query: string; body: string } }>(action, { ...body, hold: true })
      const { query, body: sealed } = told.callback
      const sent = { method: 'POST', body: sealed, headers: { 'content-type': 'text/xml' } }
      const door = action.startsWith('mp-') ? 'inbound/mp' : 'inbound'
      await (await fetch(`${server.url}/http/${door}?${query}`, sent)).arrayBuffer()
    },
    async tick() {
      await server.cloud.timers.fire('tick')
    },
    now: () => server.cloud.clock.now(),
    setNow: (now) => server.cloud.clock.set(now, false),
  }
  await seedPeople(store)
  if (growth) await seedGrowth(world)
  await scheduleAll(store, firstWork(world.now()))
  await world.tick()
  if (growth) await countGrowth(world)
  await seedCheckin(world)
  await seedHistory(world)
  await seedMaterials(world)
  await seedSop(world)
  await seedCoupons(world)
  await seedFlash(world)
  await seedTiers(world)
  await seedMp(world)
  await seedSurveys(world)
  await seedSurveyAnswers(world)
  if (growth) await seedInvite(world)
  await world.setNow(machineNow())
}

/** Who came is folded and counted as the next ticks would do it; nothing else is on the list yet. */
async function countGrowth(world: DemoWorld): Promise<void> {
  const now = world.now()
  for (const minutes of [4, 8, 12]) {
    await world.setNow(now + minutes * MINUTE)
    await world.tick()
  }
  await world.setNow(now)
}

/** Puts the people and the pictures there; without them nobody can log in. */
export async function seedPeople(store: Store): Promise<void> {
  await store.insertAll('staff', await demoStaff())
  // One picture is near 100 KB, and a request holds a megabyte.
  for (const cover of demoCovers()) await store.insert('covers', cover)
  await seedMessages(store)
}

/**
 * Imports the shop's own table, fills its blanks and publishes it, through the same calls that an operator makes.
 * Does nothing when a SOP exists already.
 */
export async function seedSop(world: DemoWorld): Promise<void> {
  const { token } = await ask<{ token: string }>(world, 'staff.login', DEMO_LOGIN, {})
  const existing = await ask<{ sops: unknown[] }>(world, 'sop.list', {}, { token })
  if (existing.sops.length > 0) return
  const file = await readFile(join(__dirname, DEMO_TABLE))
  const grid = await readWorkbook(
    file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer,
    DEMO_TABLE,
  )
  const first = await ask<ImportPreview>(world, 'sop.previewImport', { grid }, { token })
  const fixes = proposalsOf(first)
  const preview = await ask<ImportPreview>(world, 'sop.previewImport', { grid, fixes }, { token })
  const leaveOut = preview.rows.filter(({ node }) => node === null).map(({ sheet, row }) => `${sheet}!${row}`)
  const committed = await ask<{ sop: string; number: number }>(
    world,
    'sop.commitImport',
    { grid, fixes, digest: preview.digest, leaveOut },
    { token },
  )
  await fillBlanks(world, committed, token)
  await ask(world, 'sop.publish', { ...committed, note: '第一版，照店里的表' }, { token })
  await world.tick()
}

/** Replies and the menu of the 公众号, published. */
async function seedMp(world: DemoWorld): Promise<void> {
  const { token } = await ask<{ token: string }>(world, 'staff.login', DEMO_LOGIN, {})
  const { revision } = await ask<{ revision: number }>(world, 'mp.getBook', {}, { token })
  if (revision > 0) return
  const saved = { book: demoMpBook, revision, request: 'demo-mp-book' }
  await ask(world, 'mp.saveBook', saved, { token })
  await ask(world, 'mp.publishMenu', { revision: revision + 1 }, { token })
}

/** Takes every replacement that the import proposes, as an operator does with 能改的全改. */
function proposalsOf(preview: ImportPreview): Record<string, string> {
  return Object.fromEntries(
    preview.issues.flatMap(({ sheet, cell, proposal, level }) =>
      proposal !== null && level !== 'tidied' ? [[`${sheet}!${cell}`, proposal]] : [],
    ),
  )
}

async function fillBlanks(world: DemoWorld, at: { sop: string; number: number }, token: string): Promise<void> {
  let { version } = await ask<{ version: SopVersion }>(world, 'sop.getVersion', at, { token })
  for (const node of version.nodes) {
    const open = unresolvedVariables(node).filter((name) => BLANKS[name] !== undefined)
    if (open.length === 0) continue
    const variables = { ...node.variables, ...Object.fromEntries(open.map((name) => [name, BLANKS[name]])) }
    const input = { ...at, revision: version.revision, node: node.key, variables }
    version = (await ask<{ version: SopVersion }>(world, 'sop.saveNode', input, { token })).version
  }
}

/** A week of check-ins of some members, by real calls on a clock that stands on those days: some come daily, some do not. */
export async function seedHistory(world: DemoWorld): Promise<void> {
  const now = world.now()
  const [regular] = demoWechat.members
  if (!regular) return
  const score = await ask<{ streak: number }>(world, 'checkin.getScore', {}, { openid: regular.openid }, 'member')
  if (score.streak > 0) return
  for (let daysAgo = 6; daysAgo >= 1; daysAgo--) {
    await world.setNow(now - daysAgo * DAY)
    for (const [i, { openid }] of demoWechat.members.entries()) {
      if (i > 0 && (i + daysAgo) % (i + 1) === 0) continue
      await ask(world, 'member.giveConsent', { version: 1 }, { openid }, 'member')
      await ask(world, 'checkin.checkIn', {}, { openid }, 'member')
    }
  }
  await world.setNow(now)
}

async function ask<T = unknown>(
  world: DemoWorld,
  method: string,
  input: unknown,
  as: { openid?: string; token?: string },
  fn: 'member' | 'staff' = 'staff',
): Promise<T> {
  const answer = await world.call(fn, method, input, as)
  if (!answer.ok) throw new Error(`seeding ${method}: ${answer.code} ${answer.message}`)
  return answer.data as T
}
