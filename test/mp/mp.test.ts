import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { NO_CODE } from '../../src/features/channel/rules'
import type { MpView } from '../../src/features/mp/contract'
import { type Account, NOW, openAccount } from './account'

let shop: Account
let fresh: string
/** The simulated phones live outside of the snapshot, so each test uses its own person. */
const person = (n: number) => ({ openid: `o-member-${String(n).padStart(2, '0')}` })
const text = (words: string) => ({ type: 'text' as const, text: words })
const link = {
  type: 'link' as const,
  title: '新人礼',
  description: '一分钟领取',
  url: 'https://example.com/a',
  picture: '',
}

before(async () => {
  shop = await openAccount()
  await shop.saveBook({
    welcome: [text('你好呀'), { type: 'card', title: '打卡小程序', page: 'features/checkin/pages/today/index' }, link],
    byChannel: [{ channel: 'c_ab12', parts: [text('门店来的朋友你好 ]]> <b>')] }],
    keywords: [{ words: ['加群'], match: 'has', parts: [text('点这里进群')] }],
    otherwise: [text('稍后回复你')],
    menu: [
      {
        name: '领福利',
        act: { type: 'click', key: 'k1', channel: 'm_menu', parts: [text('福利在这'), text('每天十点')] },
        children: [],
      },
      { name: '更多', act: null, children: [{ name: '官网', act: { type: 'view', url: 'https://example.com' } }] },
    ],
  })
  fresh = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(fresh)
  await shop.world.setClock(NOW)
})
after(() => shop.close())

test('a follow is welcomed in order, becomes a fact, and is joined to the person by the next tick', async () => {
  const { openid } = await shop.act('mp-follow', person(1))
  assert.deepEqual(
    (await shop.chat(openid)).map(({ source, bubble }) => [source, bubble.kind]),
    [
      ['custom', 'text'],
      ['custom', 'card'],
      ['reply', 'link'],
    ],
  )
  const [follower] = await shop.followers()
  assert.match(follower?._id ?? '', /^o[0-9a-f]{24}$/)
  assert.deepEqual([follower?.openid, follower?.said.map(({ outcome }) => outcome)], [openid, ['sent', 'sent']])
  const [event] = await shop.events()
  assert.deepEqual([event?.state, event?.kind, event?.raw.includes(openid)], ['done', 'subscribe', false])
  assert.deepEqual(
    (await shop.facts()).map(({ who, step }) => [who, step]),
    [[`mp:${follower?._id}`, 'follow']],
  )
  await shop.tickAt('2026-11-23', '09:05')
  assert.deepEqual([(await shop.followers())[0]?.hasUnion, (await shop.followers())[0]?.linkReason], [true, null])
  const { data } = await shop.world.db
    .collection('identities')
    .where({ _id: `mp:${follower?._id}` })
    .get()
  assert.match(String((data[0] as { union?: string }).union), /^u/)
})

test('a channel has its own welcome; the same callback again, together and later, says the same and does nothing', async () => {
  const { openid, callback } = await shop.held('mp-follow', { ...person(2), scene: 'c_ab12' })
  const answers = [...(await Promise.all([shop.post(callback), shop.post(callback)])), await shop.post(callback)]
  const words = answers.map(({ reply }) => reply.replace(/<CreateTime>.*?<\/CreateTime>/, ''))
  assert.equal(new Set(words).size, 1)
  assert.match(words[0] ?? '', /门店来的朋友你好/)
  assert.ok(words[0]?.includes(`<ToUserName><![CDATA[${openid}]]>`))
  assert.deepEqual(
    [(await shop.followers()).length, (await shop.facts()).map(({ channel }) => channel)],
    [1, ['c_ab12']],
  )
  await shop.act('mp-follow', { ...person(2), scene: 'c_ab12' })
  assert.equal((await shop.chat(openid)).at(-1)?.bubble.text, '门店来的朋友你好 ]]> <b>')
  await shop.act('mp-follow', { ...person(2), scene: 'no such/scene at all' })
  const facts = await shop.facts()
  assert.deepEqual(
    facts.map(({ step }) => step),
    ['follow', 'touch', 'touch'],
  )
  assert.deepEqual([facts[2]?.channel, facts[2]?.odd], [null, 'no such/scene at all'])
})

test('the path into 企微: the code of the channel comes as a picture, as a link when it cannot, and a channel without one is passed over', async () => {
  const picture = `${shop.world.url}/wechat/mp/cgi-bin/showqrcode?ticket=guide`
  const code = (state: string) => ({ ...NO_CODE, state, picture })
  const channel = { schema: 1, name: '南山店', state: 'active', createdAt: 1, costs: [], welcome: [], tags: [] }
  const codes = { mp: NO_CODE, contactWay: code('ready'), joinWay: code('making'), wxa: NO_CODE }
  await shop.world.db.collection('channels').add({ data: { _id: 's_guide', ...channel, codes } })
  const contact = { type: 'code' as const, of: 'contactWay' as const, text: '长按添加小美' }
  await shop.saveBook({ welcome: [text('先加小美'), contact], otherwise: [{ ...contact, of: 'joinWay' }] })
  await shop.world.setClock('2026-11-23T01:00:06.000Z')
  const { openid } = await shop.act('mp-follow', { ...person(7), scene: 's_guide' })
  const kinds = async () => (await shop.chat(openid)).map(({ source, bubble }) => [source, bubble.kind])
  assert.deepEqual(await kinds(), [
    ['custom', 'text'],
    ['reply', 'image'],
  ])
  await shop.world.db.collection('mp_media').where({ schema: 1 }).remove()
  await shop.wechat.act('faults', { api: 'mp/media/upload', kind: 'errcode', errcode: 48001 })
  const { reply } = await shop.post((await shop.held('mp-follow', { ...person(7), scene: 's_guide' })).callback)
  assert.ok(reply.includes(`长按添加小美\n<a href="${picture}">`), reply)
  const said = await shop.post(shop.seal(openid, { MsgType: 'text', Content: '你好', MsgId: '7' }))
  assert.deepEqual([said.status, said.reply], [200, ''], 'no group code is ready')
})

test('menu, keyword and anything else are answered, a page that opens is not; the windows are never overrun', async () => {
  const { openid } = await shop.act('mp-follow', { ...person(3), scene: 'c_ab12' })
  await shop.act('mp-click', { ...person(3), key: 'k1' })
  assert.deepEqual(
    (await shop.chat(openid)).map(({ source, bubble }) => [source, bubble.text?.slice(0, 4)]),
    [
      ['reply', '门店来的'],
      ['custom', '福利在这'],
      ['reply', '每天十点'],
    ],
  )
  assert.deepEqual(
    (await shop.facts()).map(({ step, channel }) => [step, channel]),
    [
      ['follow', 'c_ab12'],
      ['touch', 'm_menu'],
    ],
  )
  await shop.act('mp-view', { ...person(3), key: 'https://example.com' })
  await shop.act('mp-say', { ...person(3), text: '怎么 加群 呀' })
  await shop.act('mp-say', { ...person(3), text: '随便说说' })
  assert.deepEqual(
    (await shop.chat(openid)).slice(3).map(({ bubble }) => bubble.text),
    ['点这里进群', '稍后回复你'],
  )
  // Seven clicks of one second: three messages ahead at most, the rest goes into the answers; WeChat refuses nothing.
  for (let n = 0; n < 5; n++)
    await shop.post(shop.seal(openid, { MsgType: 'event', Event: 'CLICK', EventKey: 'k1', n }))
  const { calls } = (await (await fetch(`${shop.world.url}/wechat/api/calls`)).json()) as {
    calls: { api: string; code: number }[]
  }
  assert.deepEqual(
    calls.filter(({ api, code }) => api === 'mp/message/custom/send' && code !== 0),
    [],
  )
})

test('who leaves hears nothing, is told apart from who came back, and is forgotten after a month', async () => {
  const { openid } = await shop.act('mp-follow', person(4))
  const late = await shop.held('mp-unfollow', person(4))
  await shop.world.setClock('2026-11-23T01:05:00.000Z')
  await shop.act('mp-follow', person(4))
  assert.equal((await shop.post(late.callback)).reply, '')
  const [back] = await shop.followers()
  assert.ok((back?.followedAt ?? 0) > (back?.leftAt ?? 0))
  await shop.world.setClock('2026-11-23T01:06:00.000Z')
  await shop.act('mp-unfollow', person(4))
  await shop.tickAt('2026-12-24', '09:10')
  assert.equal((await shop.followers())[0]?.openid, null)
  await shop.act('mp-follow', person(4))
  assert.equal((await shop.followers())[0]?.openid, openid)
})

test('a refused or silent message falls back into the answer or is left out, and is never sent again', async () => {
  for (const [n, fault, expected] of [
    [5, { kind: 'errcode', errcode: 48001 }, /你好呀[\s\S]*href/],
    [6, { kind: 'cut-after' }, /<Title>/],
  ] as const) {
    await shop.wechat.act('faults', { api: 'mp/message/custom/send', ...fault })
    const { callback, openid } = await shop.held('mp-follow', person(n))
    const first = await shop.post(callback)
    assert.match(first.reply, expected)
    const told = (await shop.chat(openid)).length
    assert.equal(
      (await shop.post(callback)).reply.replace(/<CreateTime>.*?<\/CreateTime>/, ''),
      first.reply.replace(/<CreateTime>.*?<\/CreateTime>/, ''),
    )
    assert.equal((await shop.chat(openid)).length, told)
    const follower = (await shop.followers()).find((one) => one.openid === openid)
    assert.ok(
      follower?.said.some(({ outcome, reason }) => outcome !== 'sent' && reason),
      JSON.stringify(follower?.said),
    )
  }
})

test('the menu is published, says when it differs, and what WeChat refuses is a sentence', async () => {
  const first = await shop.staff<MpView>('mp.getBook', {})
  assert.deepEqual([first.menu.state, first.notSetUp], ['never', null])
  const publish = () =>
    shop.staff<{ menu: { state: string; reason: string | null } }>('mp.publishMenu', { revision: first.revision })
  await shop.wechat.act('faults', { api: 'mp/menu/create', kind: 'errcode', errcode: 40055 })
  const failed = await publish()
  assert.deepEqual([failed.menu.state, failed.menu.reason?.includes('网址')], ['failed', true])
  await shop.wechat.act('faults', { api: 'mp/menu/create', kind: 'cut-after' })
  assert.equal((await publish()).menu.state, 'unknown')
  assert.equal((await publish()).menu.state, 'live')
  const { book, revision } = first
  const bad = { ...book, menu: [{ name: '一二三四五六', act: null, children: [] }] }
  assert.equal(await shop.refused('mp.saveBook', { book: bad, revision, request: 'bad-book-1' }), 'BAD_INPUT')
  const saved = await shop.staff<MpView>('mp.saveBook', { book: { ...book, menu: [] }, revision, request: 'save-it-1' })
  assert.equal(saved.menu.state, 'changed')
  assert.equal(await shop.refused('mp.publishMenu', { revision }), 'RULES_CHANGED')
  const { quotas } = await shop.staff<{ quotas: { left: number; limit: number }[] }>('mp.getQuota', {})
  assert.equal((quotas[2]?.limit ?? 0) - (quotas[2]?.left ?? 0), 3)
})
