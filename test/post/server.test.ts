import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { MaterialView } from '../../src/features/material/contract'
import type { CaseView, MineView } from '../../src/features/post/contract'
import { inboxOf } from '../../src/features/post/rules'
import { HOUR, MINUTE } from '../../src/kernel/day'
import { ledgerOf, storeOf } from '../checkin/ledgerOf'
import { type Desk, idOf, MONDAY, memberOf, openDesk, picture } from './desk'

let desk: Desk
let blank: string
before(async () => {
  desk = await openDesk()
  blank = desk.world.snapshot()
})
beforeEach(async () => {
  desk.world.restore(blank)
  await desk.world.setClock(MONDAY)
  await desk.fault('', '')
})
after(() => desk.world.close())

const code = async (result: ReturnType<Desk['member']>) => {
  const { answer } = await result
  return answer.ok ? 'OK' : answer.code
}
const traceOf = async (index = 0) => (await desk.stored()).photos[index]?.traceId ?? null
const eventOf = async (traceId: string | null) =>
  storeOf(desk.world).get('inbound_events', `weapp:wxa_media_check:${traceId}`)
const decide = async (verb: 'show' | 'hide', reason = '', who = 'zhou') =>
  desk.staff('post.decide', { id: idOf('o1'), revision: (await desk.stored()).revision, verb, reason }, who)

test('words alone are checked at once, shown on the wall, and earn their points once', async () => {
  const request = 'a'.repeat(32)
  await desk.ask(desk.publish({ text: '今天练了十分钟', request }))
  await desk.ask(desk.publish({ text: '今天练了十分钟', request }))
  assert.equal((await desk.mine()).state, 'visible')
  assert.deepEqual(await desk.wall(), ['今天练了十分钟'])
  assert.equal(await desk.points(), 5)
  assert.deepEqual(
    (await ledgerOf(desk.world, 'o1')).map(({ _id }) => _id),
    [`post:${memberOf('o1')}:2026-11-23`],
  )
  assert.equal(await code(desk.publish({ text: '换一条' })), 'POST_SHOWN')
  assert.equal(await code(desk.publish({ text: '别的话', request })), 'REQUEST_REUSED')
  assert.ok(!JSON.stringify(await desk.ask(desk.member('post.getWall', {}, 'o9'))).includes(memberOf('o1')))
})

test('pictures stay hidden until WeChat has passed all of them', async () => {
  const photos = [await desk.upload('one'), await desk.upload('two')]
  await desk.ask(desk.publish({ text: '晒', photos }))
  assert.deepEqual([(await desk.mine()).state, await desk.wall(), await desk.points()], ['checking', [], 0])
  await desk.push(await traceOf(0), 'pass')
  assert.equal((await desk.mine()).state, 'checking')
  await desk.later(10_000)
  const mine = await desk.mine()
  assert.deepEqual([mine.state, mine.photos.map(({ check }) => check)], ['visible', ['pass', 'pass']])
  assert.deepEqual([await desk.wall(), await desk.points()], [['晒'], 5])
  const shown = await fetch(mine.photos[0]?.url ?? '')
  assert.deepEqual(Buffer.from(await shown.arrayBuffer()), picture('one'))
  await desk.later(5 * MINUTE)
  await desk.tick()
  assert.deepEqual((await desk.stored()).trash, [], 'what the phone had uploaded is deleted')
  const { fileList } = await desk.world.sdk.getTempFileURL({ fileList: photos })
  assert.ok(fileList.every(({ status }: { status: number }) => status !== 0))
})

test('risky words are refused before anything is stored, unclear ones wait for a person who is named', async () => {
  assert.equal(await code(desk.publish({ text: '违规样例' })), 'RISKY_TEXT')
  assert.equal(await storeOf(desk.world).get('posts', idOf('o1')), null)
  await desk.ask(desk.publish({ text: '待审样例' }))
  assert.equal((await desk.mine()).state, 'waiting')
  assert.equal(await code(decide('show', '', 'mei')), 'FORBIDDEN')
  const list = await desk.ask<{ posts: CaseView[]; waiting: number }>(desk.staff('post.listWaiting', {}))
  assert.deepEqual([list.waiting, list.posts[0]?.text, list.posts[0]?.reason], [1, '待审样例', 'text_review'])
  await desk.ask(decide('show'))
  assert.deepEqual(await desk.wall(), ['待审样例'])
  assert.deepEqual([(await desk.stored()).decision?.name, await desk.points()], ['周宁', 5])
  assert.equal(await code(decide('hide')), 'REASON_MISSING')
  await desk.ask(decide('hide', '含广告'))
  const mine = await desk.mine()
  assert.deepEqual([mine.state, mine.words, mine.points, await desk.wall()], ['hidden', '含广告', 0, []])
  assert.equal(await desk.points(), 0, 'the points go back')
  await desk.ask(decide('show'))
  assert.equal(await desk.points(), 0, 'and are not given a second time')
})

test('a risky picture hides the post; its author may write it anew with another one', async () => {
  const bad = await desk.upload('bad', picture('违规样例'))
  const good = await desk.upload('good')
  await desk.ask(desk.publish({ photos: [good, bad] }))
  await desk.later(10_000)
  const mine = await desk.mine()
  assert.deepEqual([mine.state, mine.reason, mine.mayEdit], ['hidden', 'photo_risky', true])
  assert.equal(await code(decide('show')), 'NOT_DECIDABLE')
  const kept = mine.photos.find(({ check }) => check === 'pass')?.file ?? ''
  await desk.ask(desk.publish({ text: '好了', photos: [kept] }))
  assert.equal((await desk.mine()).state, 'visible', 'a picture that passed is not asked about again')
})

test('an event that comes twice, for nobody, too early or forged changes nothing and leaves its trace', async () => {
  await desk.ask(desk.publish({ photos: [await desk.upload('one')] }))
  const traceId = await traceOf()
  await desk.push(traceId, 'pass', {}, 'wx_client')
  await desk.push(traceId, 'pass', {}, 'wx_client,scf')
  await desk.push(traceId, 'pass', { appid: 'wxother' })
  assert.equal(await eventOf(traceId), null)
  await desk.push('nobody', 'pass')
  assert.deepEqual(
    [(await eventOf('nobody'))?.state, (await eventOf('nobody'))?.reason],
    ['ignored', 'no post waits for this trace id'],
  )
  await desk.push(traceId, 'review')
  await desk.push(traceId, 'pass')
  assert.deepEqual([(await desk.mine()).state, (await eventOf(traceId))?.state], ['waiting', 'done'])
  assert.ok(!(await eventOf(traceId))?.raw.includes('FromUserName'), 'no openid is stored')
  assert.equal((await desk.stored()).photos[0]?.check, 'review', 'the first verdict counts')
})

test('an event before its trace id was noted takes hold at the next look', async () => {
  await desk.ask(desk.publish({ photos: [await desk.upload('one')] }))
  const traceId = await traceOf()
  const store = storeOf(desk.world)
  const { photos, revision } = await desk.stored()
  await store.update(
    'posts',
    { _id: idOf('o1'), revision },
    { photos: photos.map((one) => ({ ...one, traceId: 'x' })) },
  )
  await desk.push(traceId, 'pass')
  await store.update('posts', { _id: idOf('o1') }, { photos })
  assert.equal((await desk.mine()).state, 'checking')
  await desk.later(3 * MINUTE)
  await desk.tick()
  assert.equal((await desk.mine()).state, 'visible')
})

test('an answer that never comes is asked for again by the author, and after a day goes to a person', async () => {
  await desk.fault('wxa_media_check', 'cut-before')
  await desk.ask(desk.publish({ photos: [await desk.upload('one')] }))
  const first = await traceOf()
  await desk.later(31 * MINUTE)
  assert.equal((await desk.mine()).stuck, true)
  await desk.fault('wxa_media_check', 'cut-before')
  await desk.ask(desk.member('post.checkAgain', { day: '2026-11-23' }))
  assert.notEqual(await traceOf(), first)
  await desk.later(20 * MINUTE)
  await desk.push(first, 'pass')
  assert.equal((await desk.mine()).state, 'checking', 'the answer to an old question says nothing')
  for (let hours = 0; hours < 25; hours += 5) {
    await desk.later(5 * HOUR)
    await desk.tick()
  }
  const stored = await desk.stored()
  assert.deepEqual([stored.state, stored.reason], ['waiting', 'no_answer'])
  await desk.push(await traceOf(), 'pass')
  assert.equal((await desk.stored()).state, 'visible', 'a late answer still counts')
})

test('a check that is busy, or a person who was away, is told calmly and nothing is stored', async () => {
  const outcomes: [number, string][] = [
    [-1, 'CHECK_BUSY'],
    [45009, 'CHECK_BUSY'],
    [61010, 'OPEN_AGAIN'],
    [87014, 'RISKY_TEXT'],
    [40001, 'INTERNAL'],
  ]
  for (const [errcode, expected] of outcomes) {
    await desk.fault('security.msgSecCheck', 'errcode', errcode)
    assert.equal(await code(desk.publish({ text: '早' })), expected, String(errcode))
  }
  assert.equal(await storeOf(desk.world).get('posts', idOf('o1')), null)
  await desk.fault('security.mediaCheckAsync', 'errcode', -1)
  await desk.ask(desk.publish({ photos: [await desk.upload('one')] }))
  assert.deepEqual([(await desk.mine()).state, (await desk.mine()).stuck], ['checking', true])
  await desk.ask(desk.member('post.checkAgain', { day: '2026-11-23' }))
  await desk.later(10_000)
  assert.equal((await desk.mine()).state, 'visible')
})

test('removing takes words and pictures away for good and leaves the day used', async () => {
  await desk.ask(desk.publish({ text: '删我', photos: [await desk.upload('one')] }))
  await desk.later(10_000)
  const [photo] = (await desk.mine()).photos
  await desk.ask(desk.member('post.remove', { day: '2026-11-23' }))
  await desk.ask(desk.member('post.remove', { day: '2026-11-23' }))
  assert.equal((await fetch(photo?.url ?? '')).status, 404)
  const stored = await desk.stored()
  assert.deepEqual([stored.state, stored.text, stored.photos, stored.trash], ['removed', '', [], []])
  assert.deepEqual([await desk.wall(), await desk.points()], [[], 5])
  assert.equal(await code(desk.publish({ text: '再来' })), 'POST_REMOVED')
  assert.equal(await code(desk.member('post.remove', { day: '2026-11-23' }, 'o2')), 'NO_SUCH_POST')
})

test("pictures enter the library only with their author's word, and leave it when it is taken back", async () => {
  const library = () => storeOf(desk.world).find('materials', {})
  await desk.ask(desk.publish({ text: '好用', photos: [await desk.upload('one'), await desk.upload('two')] }))
  await desk.later(10_000)
  const adopt = async () =>
    desk.staff('post.adopt', { id: idOf('o1'), revision: (await desk.stored()).revision, tags: ['气垫'] })
  const agree = (agreed: boolean, openid?: string) =>
    desk.member('post.setShare', { day: '2026-11-23', agreed }, openid)
  assert.equal((await desk.mine()).share, false)
  assert.equal(await code(adopt()), 'NOT_SHARED')
  assert.equal(await code(agree(true, 'o2')), 'NO_SUCH_POST')
  await desk.ask(agree(true))
  assert.equal(await code(desk.staff('post.adopt', { id: idOf('o1'), revision: 1 })), 'POST_CHANGED')
  assert.equal(await code(desk.staff('post.adopt', { id: idOf('o1'), revision: 1 }, 'mei')), 'FORBIDDEN')
  const { materials } = await desk.ask<{ materials: string[] }>(adopt())
  assert.deepEqual((await desk.ask<{ materials: string[] }>(adopt())).materials, materials)
  assert.ok(!JSON.stringify(await library()).includes(memberOf('o1')), 'the library names no member')
  const seen = async () =>
    (await desk.ask<{ items: MaterialView[] }>(desk.staff('material.list', { archived: true }))).items
  const open = await desk.ask<{ items: MaterialView[] }>(desk.staff('material.list', { purpose: 'ugc' }))
  assert.deepEqual(
    open.items.map(({ ugc, tags, url }) => [ugc?.words, tags, url !== '']),
    [0, 1].map(() => ['好用', ['气垫'], true]),
  )
  const [first] = open.items
  const cover = { name: 'daka', material: first?.id }
  assert.equal(await code(desk.staff('material.setCover', cover)), 'NOT_PICTURE')

  await desk.ask(agree(false))
  await desk.ask(agree(false))
  assert.equal((await fetch(first?.url ?? '')).status, 404)
  assert.deepEqual(
    (await seen()).map(({ ugc, url, gone }) => [ugc?.words, ugc?.withdrawnAt !== null, url, gone]),
    [0, 1].map(() => ['', true, '', false]),
  )
  const back = { id: first?.id, request: 'a'.repeat(32), revision: (await seen())[0]?.revision, archived: false }
  assert.equal(await code(desk.staff('material.archive', back)), 'WITHDRAWN')
  const found = await desk.ask<{ found: { material: MaterialView }[] }>(
    desk.staff('material.resolve', { refs: [first?.ref] }),
  )
  assert.equal(found.found[0]?.material.url, '')

  // The word may be given again; what staff hide, and what its author removes, goes as well.
  await desk.later(1000)
  await desk.ask(agree(true))
  await desk.ask(adopt())
  assert.ok((await library()).every(({ ugc, file }) => ugc?.withdrawnAt === null && file !== null))
  const { revision } = await desk.stored()
  await desk.ask(desk.staff('post.decide', { id: idOf('o1'), revision, verb: 'hide', reason: '含广告' }))
  await desk.later(1000)
  await desk.tick()
  assert.ok((await library()).every(({ ugc, file }) => ugc?.withdrawnAt !== null && file === null))
})

test('bad input and files of others are refused and leave nothing', async () => {
  const theirs = await desk.upload('theirs', picture('theirs'), 'o2')
  const page = `${inboxOf(memberOf('o1'))}/page.png`
  const { fileID: html } = await desk.world.sdk.uploadFile({ cloudPath: page, fileContent: Buffer.from('<html>') })
  const refusals: [Record<string, unknown>, string][] = [
    [{}, 'EMPTY_POST'],
    [{ text: '字'.repeat(501) }, 'BAD_INPUT'],
    [{ photos: Array(4).fill('x') }, 'BAD_INPUT'],
    [{ photos: [theirs] }, 'NOT_YOUR_PHOTO'],
    [{ photos: [html] }, 'PHOTO_UNREADABLE'],
    [{ photos: [html.replace('page', 'none')] }, 'PHOTO_UNREADABLE'],
    [{ text: '早', request: 'short' }, 'BAD_INPUT'],
  ]
  for (const [input, expected] of refusals)
    assert.equal(await code(desk.publish(input)), expected, JSON.stringify(input))
  const yesterday = { request: 'b'.repeat(32), day: '2026-11-22', text: '早', photos: [] }
  assert.equal(await code(desk.member('post.publish', yesterday)), 'DAY_OVER')
  assert.equal(await storeOf(desk.world).count('posts', {}), 0)
  assert.equal(await code(desk.staff('post.decide', { id: idOf('o1'), revision: 1, verb: 'show' })), 'NO_SUCH_POST')
})

test('the brand closes posting and sets the points by its rule book', async () => {
  const rules = { open: false, points: 0 }
  await desk.ask(desk.staff('post.setRules', { request: 'c'.repeat(32), revision: 0, rules }))
  await desk.later(6000)
  assert.equal(await code(desk.publish({ text: '早' })), 'POSTS_CLOSED')
  const open = { request: 'd'.repeat(32), revision: 1, rules: { open: true, points: 0 } }
  await desk.ask(desk.staff('post.setRules', open))
  assert.equal(await code(desk.staff('post.setRules', { ...open, request: 'e'.repeat(32) })), 'RULES_CHANGED')
  await desk.later(6000)
  await desk.ask(desk.publish({ text: '早' }))
  assert.deepEqual([await desk.points(), (await desk.stored()).reward], [0, null])
  const mine = await desk.ask<MineView>(desk.member('post.getMine', {}))
  assert.deepEqual([mine.points, mine.open], [0, true])
})
