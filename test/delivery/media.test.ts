import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { drawCover } from '../../src/features/delivery/drawCover'
import type { Part } from '../../src/features/sop/rules'
import { bytesOf, upload } from '../material/library'
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

test('films and files of the library go out with the task under their names; what cannot go is sent by the owner, with the reason', async () => {
  const image = await upload(shop, '海报.png', bytesOf.image('poster'))
  const video = await upload(shop, '测评.mp4', bytesOf.video('film'))
  await upload(shop, '成分表.pdf', bytesOf.file('paper'))
  const voice = await upload(shop, '店长说.amr', bytesOf.voice('hello'))
  const words: Part = { type: 'text', text: '今天说气垫' }
  const carried: Part[] = [
    words,
    { type: 'image', material: image.ref },
    { type: 'video', material: video.ref },
    { type: 'file', material: '成分表.pdf' },
  ]
  const ready = shop.world.snapshot()
  const send = async (parts: Part[]) => {
    shop.world.restore(ready)
    shop.wechat.reset()
    await shop.world.setClock(MONDAY)
    await say(parts)
    await shop.tickAt(DAY, '09:00')
  }
  await send(carried)
  const [task] = await calls('externalcontact/add_msg_template')
  const sent: { msgtype: string }[] = JSON.parse(task?.request ?? '{}').attachments
  assert.deepEqual(
    sent.map(({ msgtype }) => msgtype),
    ['image', 'video', 'file'],
  )
  await shop.wechat.confirmAll()
  const bubbles = (await shop.wechat.state()).groups[0]?.messages.map(({ bubble }) => [bubble.kind, bubble.name])
  assert.deepEqual(bubbles, [
    ['text', undefined],
    ['image', undefined],
    ['video', undefined],
    ['file', '成分表.pdf'],
  ])
  const kept = await shop.staff<{ material: { mediaUntil: number } }>('material.get', { id: video.id })
  assert.equal(kept.material.mediaUntil, Date.parse(shop.world.now()) + 60 * 3_600_000)

  const gone = async () => {
    await shop.world.sdk.deleteFile({ fileList: [`cloud://local.6c6f-local/materials/${video.id}.mp4`] })
  }
  for (const [parts, reason, first] of [
    [[words, { type: 'voice', material: voice.ref }], /语音「店长说.amr」/, undefined],
    [[words, { type: 'image', material: '没有上传.jpg' }], /素材库里没有「没有上传.jpg」/, undefined],
    [[words, { type: 'video', material: video.ref }], /「测评.mp4」的文件已经不在了/, gone],
    [[words, { type: 'images', materials: Array(10).fill(image.ref) }], /最多带 9 个附件/, undefined],
  ] as [Part[], RegExp, (() => Promise<void>) | undefined][]) {
    shop.world.restore(ready)
    await first?.()
    const name = shop.world.snapshot()
    shop.world.restore(name)
    shop.wechat.reset()
    await shop.world.setClock(MONDAY)
    await say(parts)
    await shop.tickAt(DAY, '09:00')
    const rows = await shop.rows({ date: DAY })
    assert.equal((await calls('externalcontact/add_msg_template')).length, 0, String(reason))
    for (const { state, route, reason: said } of rows) {
      assert.deepEqual([state, route], ['awaiting_staff', 'staff_task'])
      assert.match(said ?? '', reason)
    }
  }
  await send(carried)
  const queue = await shop.staff<{ items: { media?: { name: string; url: string }[] }[] }>(
    'delivery.getQueue',
    {},
    { openid: 'o-staff-xiaomei' },
  )
  assert.deepEqual(
    queue.items[0]?.media?.map(({ name }) => name),
    ['海报.png', '测评.mp4', '成分表.pdf'],
  )
  const media = queue.items[0]?.media ?? []
  assert.ok((await fetch(media[1]?.url ?? '')).ok, 'the owner can fetch the film')
})
