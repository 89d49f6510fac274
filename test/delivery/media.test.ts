import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { drawCover } from '../../src/features/delivery/drawCover'
import type { Part } from '../../src/features/sop/rules'
import { MONDAY, oneAtNine, openPublishedShop, type Shop } from './shop'

const DAY = '2026-11-23'
let shop: Shop & { sop: string }
let planned: string

before(async () => {
  shop = await openPublishedShop(MONDAY, oneAtNine)
  planned = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(planned)
  shop.wechat.reset()
  await shop.world.setClock(MONDAY)
})
after(() => shop.close())

/** Gives every planned row of today these parts. */
async function say(parts: Part[]): Promise<void> {
  await shop.world.db
    .collection('deliveries')
    .where({ date: DAY })
    .update({ data: { parts: parts.map((part) => ({ ...part })) } })
}

async function calls(api: string): Promise<{ request: string }[]> {
  const answer = await (await fetch(`${shop.world.url}/wechat/api/calls`)).json()
  return (answer as { calls: { api: string; code: number; request: string }[] }).calls.filter(
    (call) => call.api === api && call.code === 0,
  )
}

test('pictures, links and cards go out with a group task; a picture is uploaded once and again after two and a half days', async () => {
  const image = Buffer.from(drawCover('goods')).toString('base64')
  await shop.world.db.collection('covers').add({ data: { _id: '气垫.jpg', schema: 1, image } })
  await shop.world.db.collection('covers').add({ data: { _id: '同一张.jpg', schema: 1, image } })
  await say([
    { type: 'text', text: '今天说气垫' },
    { type: 'images', materials: ['气垫.jpg', '同一张.jpg'] },
    { type: 'link', title: '怎么选', url: 'https://example.com/a', description: '', picture: '' },
  ])
  await shop.tickAt(DAY, '09:00')
  assert.equal((await calls('media/upload')).length, 1)
  const [task] = await calls('externalcontact/add_msg_template')
  const { attachments } = JSON.parse(task?.request ?? '{}')
  assert.deepEqual(
    attachments.map(({ msgtype }: { msgtype: string }) => msgtype),
    ['image', 'image', 'link'],
  )
  const before = (await shop.world.db.collection('media_cache').get()).data
  assert.equal(before.length, 1)
  // Two hours before its end by our count, then two hours after it: the same again.
  for (const [hours, uploads] of [
    [58, 1],
    [62, 2],
  ] as const) {
    const at = Date.parse(MONDAY) - hours * 3_600_000
    shop.world.restore(planned)
    shop.wechat.reset()
    await shop.world.setClock(MONDAY)
    await shop.wechat.act('rules', { mediaIds: 'any' })
    await shop.world.db.collection('covers').add({ data: { _id: '气垫.jpg', schema: 1, image } })
    await shop.world.db.collection('media_cache').add({ data: { ...before[0], uploadedAt: at } })
    await say([
      { type: 'text', text: '今天说气垫' },
      { type: 'image', material: '气垫.jpg' },
    ])
    await shop.tickAt(DAY, '09:00')
    assert.equal((await calls('media/upload')).length, uploads - 1)
  }
})

test('a text without a card, whose task got no answer, is found by its words and not made twice', async () => {
  await say([{ type: 'text', text: '只有一句话' }])
  await shop.tickAt(DAY, '08:55')
  await shop.wechat.act('faults', { api: 'externalcontact/add_msg_template', kind: 'cut-after', times: 2 })
  await shop.tickAt(DAY, '09:00')
  await shop.wechat.act('faults', { clear: true })
  await shop.tickAt(DAY, '09:05')
  const { tasks } = await shop.wechat.state()
  assert.equal(tasks.flatMap((task) => task.targets).length, 3)
  const rows = await shop.rows({ date: DAY })
  assert.ok(rows.every((row) => row.msgid !== null && row.state !== 'claimed'))
})
