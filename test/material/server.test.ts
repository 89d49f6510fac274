import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { CoverView, MaterialUse, MaterialView } from '../../src/features/material/contract'
import { CHUNK } from '../../src/features/material/rules'
import type { SopVersion } from '../../src/features/sop/rules'
import { MONDAY, oneAtNine, openPublishedShop, type Shop } from '../delivery/shop'
import { ABOUT, bytesOf, chunkOf, digestOf, upload } from './library'

const DAY = '2026-11-23'
let shop: Shop & { sop: string }
before(async () => {
  shop = await openPublishedShop(MONDAY, oneAtNine)
})
after(() => shop.close())

const NEXT_DAY = '2026-11-24'
let requests = 0
const request = () => (++requests).toString(16).padStart(32, '0')
const list = (filter: object) =>
  shop.staff<{ items: MaterialView[]; total: number; stock: number }>('material.list', filter)

async function files(folder: string): Promise<string[]> {
  const { readdirSync } = await import('node:fs')
  try {
    return readdirSync(`${shop.world.server.cloud.storage.folder}/${folder}`, { recursive: true }).map(String)
  } catch {
    return []
  }
}

test('a file of several chunks arrives in any order, goes on after an interruption, and is one material however often it is sent', async () => {
  const bytes = bytesOf.video('x'.repeat(CHUNK * 2))
  const digest = digestOf(bytes)
  const name = '三分钟测评.mp4'
  const begin = { digest, size: bytes.length }
  const put = (index: number) => ({ digest, index, name, data: chunkOf(bytes, index) })
  await shop.staff('material.begin', begin)
  await shop.staff('material.putChunk', put(2))
  await shop.staff('material.putChunk', put(0))
  await shop.staff('material.putChunk', put(0))
  assert.equal(await shop.refused('material.finish', { digest, name, ...ABOUT }), 'CHUNKS_MISSING')
  const { have } = await shop.staff<{ have: number[] }>('material.begin', begin)
  assert.deepEqual([...have].sort(), [0, 2])
  await shop.staff('material.putChunk', put(1))
  const { material, known } = await shop.staff<{ material: MaterialView; known: boolean }>('material.finish', {
    ...{ digest, name },
    ...ABOUT,
  })
  assert.deepEqual([material.kind, material.ending, material.size, known], ['video', 'mp4', bytes.length, false])
  const stored = Buffer.from(await (await fetch(material.url)).arrayBuffer())
  assert.ok(stored.equals(bytes), 'what is kept is what was sent')
  assert.deepEqual(await files(`uploads/${digest}`), [], 'no piece is left')

  const again = await shop.staff<{ material: MaterialView; known: boolean }>('material.finish', {
    digest,
    name,
    ...ABOUT,
  })
  assert.ok(again.known)
  assert.equal((await shop.staff<{ material: MaterialView | null }>('material.begin', begin)).material?.id, material.id)
  assert.equal((await list({ kind: 'video' })).total, 1)
})

test('what no message can carry is refused before it is kept', async () => {
  const html = Buffer.from('<html><script>alert(1)</script></html>')
  const page = { digest: digestOf(html), size: html.length }
  await shop.staff('material.begin', page)
  const asPicture = { digest: page.digest, index: 0, name: '海报.png', data: html.toString('base64') }
  assert.equal(await shop.refused('material.putChunk', asPicture), 'WRONG_TYPE')
  const voice = { digest: '1'.repeat(64), size: 3 * 1024 * 1024 }
  await shop.staff('material.begin', voice)
  const loud = bytesOf.voice('x'.repeat(CHUNK)).subarray(0, CHUNK).toString('base64')
  assert.equal(
    await shop.refused('material.putChunk', { digest: voice.digest, index: 0, name: 'a.amr', data: loud }),
    'TOO_LARGE',
  )
  const lied = bytesOf.image('not what was promised')
  const other = { digest: '2'.repeat(64), size: lied.length }
  await shop.staff('material.begin', other)
  await shop.staff('material.putChunk', {
    digest: other.digest,
    index: 0,
    name: 'a.png',
    data: lied.toString('base64'),
  })
  assert.equal(await shop.refused('material.finish', { digest: other.digest, name: 'a.png', ...ABOUT }), 'FILE_DIFFERS')
  const small = { digest: page.digest, index: 0, name: 'a.png', data: 'AAAA' }
  for (const [method, input, code] of [
    ['material.putChunk', small, 'WRONG_CHUNK'],
    ['material.putChunk', { ...small, digest: '3'.repeat(64) }, 'NOT_BEGUN'],
    ['material.putChunk', { ...small, index: -1 }, 'BAD_INPUT'],
    ['material.begin', { digest: page.digest, size: 21 * 1024 * 1024 }, 'BAD_INPUT'],
    ['material.begin', { digest: page.digest, size: Number.NaN }, 'BAD_INPUT'],
    ['material.begin', { digest: '../../etc', size: 10 }, 'BAD_INPUT'],
    ['material.finish', { digest: page.digest, ...ABOUT, name: '名'.repeat(10_000) }, 'BAD_INPUT'],
    ['material.finish', { digest: page.digest, ...ABOUT, name: 'a#b' }, 'BAD_INPUT'],
    ['material.finish', { digest: page.digest, ...ABOUT, name: 'a.png', purpose: 'ugc' }, 'NO_CONSENT'],
    ['material.get', { id: 'f'.repeat(20) }, 'NO_SUCH_MATERIAL'],
  ] as const) {
    assert.equal(await shop.refused(method, input), code, `${method} ${JSON.stringify(input).slice(0, 80)}`)
  }
  // A day later nothing of what was begun is left, also a piece whose note was lost.
  await shop.world.sdk.uploadFile({ cloudPath: `uploads/${voice.digest}/3`, fileContent: Buffer.from('lost') })
  await shop.tickAt(NEXT_DAY, '08:55')
  await shop.tickAt(NEXT_DAY, '08:58')
  assert.deepEqual(
    (await files('uploads')).filter((file) => file.includes('/')),
    [],
  )
  assert.deepEqual(await shop.world.db.collection('material_uploads').count(), {
    total: 0,
    errMsg: 'collection.count:ok',
  })
})

test('words, tags and names find material; usage is told, what is used stays, covers take a picture', async () => {
  await shop.setTime(DAY, '08:50')
  const poster = await upload(shop, '新品海报.png', bytesOf.image('poster'))
  const script = { ...ABOUT, name: '敏感肌怎么选', content: { kind: 'script', text: '亲，敏感肌先在耳后试一试。' } }
  await shop.staff('material.write', script)
  const twice = await shop.staff<{ known: boolean }>('material.write', script)
  assert.ok(twice.known, 'the same words are the same material')
  assert.deepEqual(
    (await list({ words: '海报 气垫' })).items.map(({ id }) => id),
    [poster.id],
  )
  assert.equal((await list({ tag: '口红' })).total, 0)
  assert.equal((await list({ kind: 'script', purpose: 'product' })).total, 1)

  const asked = { kind: 'script', text: '亲，先在耳后试一试哦～', category: '产品', tone: '亲切' }
  const answers = [{ tone: '简洁', text: '先在耳后试。' }]
  const tree = { ...ABOUT, name: '敏感肌能用吗', content: { ...asked, answers } }
  const { material: question } = await shop.staff<{ material: MaterialView }>('material.write', tree)
  const twoAlike = { ...tree, content: { ...asked, answers: [{ tone: '亲切', text: '好' }] } }
  assert.equal(await shop.refused('material.write', twoAlike), 'TONE_TWICE')
  const script1 = { text: '耳后试一天', category: '售后', tone: '专业', answers }
  const edited = { id: question.id, request: request(), revision: 0, ...ABOUT, name: question.name, script: script1 }
  await shop.staff('material.edit', edited)
  await shop.staff('material.edit', edited)
  assert.equal(await shop.refused('material.edit', { ...edited, id: poster.id, request: request() }), 'NOT_SCRIPT')

  const draft = await shop.staff<{ sop: string; number: number }>('sop.startDraft', { sop: shop.sop })
  const { version } = await shop.staff<{ version: SopVersion }>('sop.getVersion', draft)
  const [node] = version.nodes
  assert.ok(node)
  const { topic: _t, unscheduled: _u, source: _s, ...kept } = node
  const said = { type: 'text', text: '大家好', tones: [{ tone: '简洁', text: '大家好，先在耳后试。' }] }
  const parts = [...node.parts, said, { type: 'image', material: poster.ref }]
  await shop.staff('sop.putNode', {
    ...{ sop: shop.sop, number: version.number, revision: version.revision },
    ...{ node: { ...kept, parts } },
  })
  const detail = await shop.staff<{ material: MaterialView; uses: MaterialUse[] }>('material.get', { id: poster.id })
  assert.deepEqual(
    detail.uses.map(({ node: key, live, opened }) => [key, live, opened]),
    [[node.key, false, null]],
  )
  const { scripts, more } = await shop.staff<{ scripts: MaterialView[]; more: number }>('material.listScripts', {})
  // A script from before the tree is one that nobody sorted yet; what was copied into a message is told as its use.
  assert.deepEqual(
    scripts.map(({ name, text, script: place, uses }) => [name, text, place?.category, uses]).sort(),
    [
      ['敏感肌怎么选', '亲，敏感肌先在耳后试一试。', '', 0],
      ['敏感肌能用吗', '耳后试一天', '售后', 1],
    ].sort(),
  )
  assert.equal(more, 0)
  assert.equal(await shop.refused('material.remove', { id: poster.id }), 'MATERIAL_IN_USE')
  const found = await shop.staff<{ found: { ref: string }[] }>('material.resolve', { refs: [poster.ref, '没有.png'] })
  assert.deepEqual(
    found.found.map(({ ref }) => ref),
    [poster.ref],
  )

  const renamed = { id: poster.id, request: request(), revision: 0, ...ABOUT, name: '冬日海报.png' }
  await shop.staff('material.edit', renamed)
  const same = await shop.staff<{ material: MaterialView }>('material.edit', renamed)
  assert.deepEqual([same.material.name, same.material.revision, same.material.uses], ['冬日海报.png', 1, 1])
  assert.equal(await shop.refused('material.edit', { ...renamed, request: request() }), 'MATERIAL_CHANGED')
  await shop.staff('material.archive', { id: poster.id, request: request(), revision: 1, archived: true })
  assert.equal((await list({ words: '冬日' })).total, 0)
  assert.equal((await list({ words: '冬日', archived: true })).total, 1)

  const { covers } = await shop.staff<{ covers: CoverView[] }>('material.setCover', {
    name: 'daka',
    material: poster.id,
  })
  assert.deepEqual(
    covers.filter(({ own }) => own).map(({ name, material }) => [name, material]),
    [['daka', poster.id]],
  )
  assert.equal(await shop.refused('material.setCover', { name: '没有', material: poster.id }), 'NO_SUCH_COVER')
  await shop.staff('material.setCover', { name: 'daka', material: null })
  const spare = await upload(shop, '没人用.png', bytesOf.image('spare'))
  await shop.staff('material.remove', { id: spare.id })
  assert.equal((await fetch(spare.url)).status, 404)
})
