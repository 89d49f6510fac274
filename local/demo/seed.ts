import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import '../../src/features/delivery/collections'
import '../../src/features/staff/collections'
import { readWorkbook } from '../../src/features/sop/admin/readWorkbook'
import type { ImportPreview } from '../../src/features/sop/contract'
import type { Grid } from '../../src/features/sop/grid'
import type { SopVersion } from '../../src/features/sop/rules'
import { unresolvedVariables } from '../../src/features/sop/variables'
import { firstWork } from '../../src/jobs'
import { machineNow } from '../../src/kernel/clock'
import { DAY } from '../../src/kernel/day'
import { scheduleAll } from '../../src/kernel/due'
import type { Store } from '../../src/kernel/store'
import type { LocalServer } from '../server'
import { seedCheckin } from './checkin'
import { seedCoupons } from './coupons'
import { demoCovers } from './covers'
import { seedFlash } from './flash'
import { seedMaterials } from './materials'
import { seedMessages } from './messages'
import { demoMpBook } from './mp'
import { DEMO_LOGIN, demoStaff } from './staff'
import { seedSurveyAnswers } from './surveyAnswers'
import { seedSurveys } from './surveys'
import { seedTiers } from './tiers'
import { demoWechat } from './wechat'
import { ask, type DemoWorld, worldOf } from './world'

export const DEMO_TABLE = '花间美妆-社群SOP.xlsx'

/** What the shop sells in the demo, for the blanks that its table leaves open. */
const BLANKS: Record<string, string> = { 产品: '花间柔雾气垫' }

/**
 * Puts the demo brand in place on the day before its first: people, rules, coupons, its SOP. Nothing has happened yet but a week of
 * check-ins. The clock goes back and forth meanwhile, so nobody else may use this server yet and its timers must not run.
 */
export async function seedDemo(server: LocalServer): Promise<void> {
  const world = worldOf(server)
  await seedPeople(world.store)
  await scheduleAll(world.store, firstWork(world.now()))
  await world.tick()
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
  await world.setNow(machineNow())
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
 *
 * @param revised what the operator changes in the table before importing it
 * @returns id of the SOP; null when there was one
 */
export async function seedSop(world: DemoWorld, revised = (grid: Grid): Grid => grid): Promise<string | null> {
  const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
  const existing = await ask<{ sops: unknown[] }>(world, 'staff', 'sop.list', {}, { token })
  if (existing.sops.length > 0) return null
  const file = await readFile(join(__dirname, DEMO_TABLE))
  const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength) as ArrayBuffer
  const grid = revised(await readWorkbook(bytes, DEMO_TABLE))
  const first = await ask<ImportPreview>(world, 'staff', 'sop.previewImport', { grid }, { token })
  const fixes = proposalsOf(first)
  const preview = await ask<ImportPreview>(world, 'staff', 'sop.previewImport', { grid, fixes }, { token })
  const leaveOut = preview.rows.filter(({ node }) => node === null).map(({ sheet, row }) => `${sheet}!${row}`)
  const committed = await ask<{ sop: string; number: number }>(
    world,
    'staff',
    'sop.commitImport',
    { grid, fixes, digest: preview.digest, leaveOut },
    { token },
  )
  await fillBlanks(world, committed, token)
  await ask(world, 'staff', 'sop.publish', { ...committed, note: '第一版，照店里的表' }, { token })
  await world.tick()
  return committed.sop
}

/** Replies and the menu of the 公众号, published. */
export async function seedMp(world: DemoWorld): Promise<void> {
  const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
  const { revision } = await ask<{ revision: number }>(world, 'staff', 'mp.getBook', {}, { token })
  if (revision > 0) return
  const saved = { book: demoMpBook, revision, request: 'demo-mp-book' }
  await ask(world, 'staff', 'mp.saveBook', saved, { token })
  await ask(world, 'staff', 'mp.publishMenu', { revision: revision + 1 }, { token })
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
  let { version } = await ask<{ version: SopVersion }>(world, 'staff', 'sop.getVersion', at, { token })
  for (const node of version.nodes) {
    const open = unresolvedVariables(node).filter((name) => BLANKS[name] !== undefined)
    if (open.length === 0) continue
    const variables = { ...node.variables, ...Object.fromEntries(open.map((name) => [name, BLANKS[name]])) }
    const input = { ...at, revision: version.revision, node: node.key, variables }
    version = (await ask<{ version: SopVersion }>(world, 'staff', 'sop.saveNode', input, { token })).version
  }
}

/** A week of check-ins of some members, by real calls on a clock that stands on those days: some come daily, some do not. */
export async function seedHistory(world: DemoWorld): Promise<void> {
  const now = world.now()
  const [regular] = demoWechat.members
  if (!regular) return
  const score = await ask<{ streak: number }>(world, 'member', 'checkin.getScore', {}, { openid: regular.openid })
  if (score.streak > 0) return
  for (let daysAgo = 6; daysAgo >= 1; daysAgo--) {
    await world.setNow(now - daysAgo * DAY)
    for (const [i, { openid }] of demoWechat.members.entries()) {
      if (i > 0 && (i + daysAgo) % (i + 1) === 0) continue
      await ask(world, 'member', 'member.giveConsent', { version: 1 }, { openid })
      await ask(world, 'member', 'checkin.checkIn', {}, { openid })
    }
  }
  await world.setNow(now)
}
