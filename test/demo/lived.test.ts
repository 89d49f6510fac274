import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { collections } from '../../cloudfunctions/platform/indexes'
import { demoEnv } from '../../local/demo/env'
import { seedLived } from '../../local/demo/lived/live'
import { DEMO_LOGIN } from '../../local/demo/staff'
import { demoWechat } from '../../local/demo/wechat'
import { ask, type DemoWorld, worldOf } from '../../local/demo/world'
import { type LocalServer, startLocal } from '../../local/server'
import { createWechat } from '../../local/wechat/wechat'
import type { Board } from '../../src/features/delivery/contract'
import { readAll } from '../../src/features/delivery/readAll'
import { auditBrand } from '../simulate/audit'

/** A Wednesday, so that the members' day of the VIP group is among today's beats. */
const NOON = '2026-11-25T12:20:00+08:00'
const home = resolve(__dirname, '../..')
const dataDir = mkdtempSync(join(tmpdir(), 'jiepai-lived-'))
let server: LocalServer
let world: DemoWorld

before(async () => {
  process.env.TZ = 'UTC'
  server = await startLocal({
    ...{ dataDir, port: 0, timers: false, functionsDir: join(home, 'dist/cloudfunctions'), collections, env: demoEnv },
    wechat: (parts) => {
      const wechat = createWechat({ ...parts, callbackUrl: `${parts.baseUrl}/http/inbound` })
      wechat.seed(demoWechat)
      return wechat
    },
  })
  await server.cloud.clock.set(Date.parse(NOON), false)
  await seedLived(server, { month: 7, days: 1, people: 10 })
  world = worldOf(server)
})
after(async () => {
  await server?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('the demo that was lived through agrees with itself, and no screen of it is empty', async () => {
  const rows = await readAll(world.store, 'deliveries', {})
  const invariants = await auditBrand({ store: world.store, now: world.now(), wechatDir: dataDir }, rows)
  assert.deepEqual(
    invariants.filter(({ broken }) => broken.length > 0),
    [],
  )
  assert.deepEqual(server.cloud.violations, [])
  const { token } = await ask<{ token: string }>(world, 'staff', 'staff.login', DEMO_LOGIN, {})
  const office = <T>(method: string, input: unknown = {}) => ask<T>(world, 'staff', method, input, { token })

  const { date, totals, beats, checkins, tick } = await office<Board>('delivery.getBoard')
  assert.equal(date, '2026-11-25')
  assert.equal(beats.length, 6)
  const counts = { ...totals, checkins, runs: tick.runs.length }
  for (const what of ['sent', 'missed', 'checkins', 'runs'] as const) assert.ok(counts[what] > 0, what)
  assert.ok(totals.due < totals.planned, 'the evening is still to come')
  assert.ok(tick.backlog <= 12, 'nothing lies about')

  const lists: [method: string, list: string, input?: object][] = [
    ['sop.list', 'sops'],
    ['coupon.listBatches', 'batches'],
    ['coupon.listGrants', 'grants'],
    ['flash.list', 'sales'],
    ['survey.surveys', 'surveys'],
    ['post.listWaiting', 'posts'],
    ['channel.channels', 'channels'],
    ['material.list', 'items'],
    ['order.list', 'rows', { show: 'all' }],
    ['inbound.dead', 'items'],
  ]
  const lengths: Record<string, number> = {}
  for (const [method, list, input] of lists) {
    const answer = await office<Record<string, unknown>>(method, input)
    lengths[method] = Array.isArray(answer[list]) ? answer[list].length : Number.NaN
  }
  const { 'inbound.dead': dead, ...filled } = lengths
  assert.equal(dead, 0)
  for (const [method, length] of Object.entries(filled)) assert.ok(length > 0, `${method}: ${length}`)

  const programme = await ask<{ beats: unknown[] }>(world, 'member', 'sop.getToday', {}, { openid: 'o-member-01' })
  assert.ok(programme.beats.length >= 5)
})
