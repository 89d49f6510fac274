import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { MaterialView } from '../../src/features/material/contract'
import { fillBlanks, importTable, oneAtNine, openShop, type Shop } from '../delivery/shop'
import { underFaults } from '../faults/underFaults'
import { ABOUT, bytesOf, chunkOf, digestOf, upload } from './library'

const DAY = '2026-11-23'
let shop: Shop
before(async () => {
  shop = await openShop()
})
after(() => shop.close())

test('the last piece and the putting together survive every fault: one material, whole, and no piece left', async () => {
  const { world } = shop
  const bytes = bytesOf.video('a film')
  const digest = digestOf(bytes)
  const owner = { openid: 'o-owner' }
  await world.db
    .collection('staff')
    .where({ login: 'demo' })
    .update({ data: { openid: owner.openid } })
  const call = (method: string, input: unknown) => world.call('staff', method, input, owner)
  await call('material.begin', { digest, size: bytes.length })
  const put = () => call('material.putChunk', { digest, index: 0, name: 'a.mp4', data: chunkOf(bytes, 0) })
  const finish = () => call('material.finish', { digest, name: 'a.mp4', ...ABOUT })
  const check = async () => {
    const { answer } = await finish()
    assert.ok(answer.ok, `${answer.code}`)
    const { material } = answer.data as { material: MaterialView }
    assert.ok(Buffer.from(await (await fetch(material.url)).arrayBuffer()).equals(bytes))
    assert.equal((await world.db.collection('materials').count()).total, 1)
    await shop.tickAt('2026-11-24', '08:56')
    const left = readdirSync(world.server.cloud.storage.folder, { recursive: true }).map(String)
    assert.deepEqual(
      left.filter((file) => /uploads.*\/\d+$/.test(file)),
      [],
    )
    assert.equal((await world.db.collection('material_uploads').count()).total, 0)
  }
  const last = await underFaults(world, { action: put, check, kinds: ['cut'] })
  await put()
  const whole = await underFaults(world, { action: finish, check, kinds: ['cut'] })
  console.log(`upload: ${last.points + whole.points} cut points`)
})

test('a task with a film survives every fault at every wire call: one task, with its film', async () => {
  const { world } = shop
  await shop.setTime(DAY, '08:50')
  const { draft } = await importTable(shop, oneAtNine)
  await fillBlanks(shop, draft)
  await shop.staff('sop.publish', { sop: draft.sop, number: draft.number, note: '第一版' })
  await world.fireTimer('tick')
  const film = await upload(shop, '测评.mp4', bytesOf.video('film'))
  const parts = [
    { type: 'text', text: '今天说气垫' },
    { type: 'video', material: film.ref },
  ]
  await world.db.collection('deliveries').where({ date: DAY }).update({ data: { parts } })
  const check = async () => {
    const { tasks, groups } = await shop.wechat.state()
    assert.deepEqual(tasks.flatMap(({ targets }) => targets).length, 3)
    assert.ok(groups.length > 0)
    const rows = await shop.rows({ date: DAY })
    assert.ok(rows.every(({ state, msgid }) => state !== 'claimed' && state !== 'planned' && msgid !== null))
  }
  const report = await underFaults(world, {
    action: () => shop.tickAt(DAY, '09:00'),
    sweep: async () => {
      await shop.tickAt(DAY, '09:03')
      await shop.tickAt(DAY, '09:06')
    },
    check,
    restoreOutside: () => shop.wechat.reset(),
    kinds: ['kill'],
  })
  console.log(`dispatch: ${report.wireCalls} wire calls, ${report.points} cut points`)
})
