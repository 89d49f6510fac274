import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { eventXml } from '../../local/wechat/callbacks'
import { sealMessage } from '../../local/wechat/mpCrypto'
import type { InboundView } from '../../src/features/inbound/contract'
import { PRIVACY_VERSION } from '../../src/features/member/contract'
import { type Account, MP, NOW, openAccount } from '../mp/account'

let shop: Account
let fresh: string
const DAY = '2026-11-23'

before(async () => {
  shop = await openAccount()
  const first = {
    schema: 1,
    kind: 'inbound.sweep',
    at: 0,
    freeAt: 0,
    lease: null,
    attempts: 0,
    lastError: null,
    payload: {},
  }
  await shop.world.db.collection('due').add({ data: { _id: 'inbound.sweep', ...first } })
  fresh = shop.world.snapshot()
})
beforeEach(async () => {
  shop.world.restore(fresh)
  await shop.world.setClock(NOW)
})
after(() => shop.close())

const books = () => shop.world.db.collection('rule_books')
const follow = { MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_c_ab12' }
const listed = (show: 'dead' | 'open' = 'dead') => shop.staff<{ items: InboundView[] }>('inbound.dead', { show })

test('what fails is tried at growing distances, then waits for a person, who mends it once or lets it be', async () => {
  await books().add({
    data: { _id: 'mp', schema: 1, revision: 1, rules: { welcome: 'broken' }, at: 0, by: '', request: '' },
  })
  const [mine, other] = [shop.seal('oMp_a', follow), shop.seal('oMp_b', follow)]
  for (const sealed of [mine, other, mine]) assert.equal((await shop.post(sealed)).status, 500)
  assert.deepEqual(
    (await listed('open')).items.map(({ state, kind, source }) => [state, kind, source]),
    [
      ['new', 'subscribe', 'mp'],
      ['new', 'subscribe', 'mp'],
    ],
  )
  for (const [time, state] of [
    ['09:01', 'new'],
    ['09:06', 'new'],
    ['09:36', 'new'],
    ['12:36', 'dead'],
  ] as const) {
    await shop.tickAt(DAY, time)
    assert.deepEqual(
      (await shop.events()).map((event) => event.state),
      [state, state],
      time,
    )
  }
  const { items } = await listed()
  assert.match(items[0]?.reason ?? '', /处理时出错.*已经停止自动重试$/)
  assert.equal((await shop.post(mine)).status, 403, 'hours later a callback is too old')
  await books().where({ _id: 'mp' }).remove()
  await shop.tickAt(DAY, '12:41')
  const [a = '', b = ''] = items.map(({ id }) => id)
  for (let n = 0; n < 2; n++) {
    const { event } = await shop.staff<{ event: InboundView }>('inbound.retry', { id: a })
    assert.equal(event.state, 'done')
  }
  assert.equal((await shop.facts()).length, 1)
  for (let n = 0; n < 2; n++)
    assert.equal((await shop.staff<{ event: InboundView }>('inbound.ignore', { id: b })).event.state, 'ignored')
  assert.equal(await shop.refused('inbound.ignore', { id: a }), 'ALREADY_DONE')
  assert.equal(await shop.refused('inbound.retry', { id: 'mp:none' }), 'NO_SUCH_EVENT')
  const { counts, dead } = await shop.staff<{ counts: object[]; dead: number }>('inbound.getCounts', {})
  assert.deepEqual([counts, dead], [[{ source: 'mp', kind: 'subscribe', count: 2, open: 0, dead: 0 }], 0])
})

test('an event whose function died three times is found within the hour; old ones are forgotten', async () => {
  const sealed = shop.seal('oMp_c', follow)
  for (let n = 0; n < 3; n++) {
    shop.world.fault({ kind: 'kill', when: 'after', call: n === 0 ? 1 : 2 })
    assert.notEqual((await shop.post(sealed)).status, 200)
  }
  assert.deepEqual(
    [(await shop.events())[0]?.state, (await shop.due()).map(({ kind }) => kind)],
    ['new', ['inbound.sweep']],
  )
  await shop.tickAt(DAY, '10:05')
  await shop.tickAt(DAY, '10:10')
  assert.deepEqual([(await shop.events())[0]?.state, (await shop.facts()).length], ['done', 1])
  await shop.tickAt('2026-12-24', '10:10')
  assert.equal((await shop.events()).length, 0)
})

test('forged, foreign, replayed, oversized and poisoned requests are refused or kept with a reason, and change nothing', async () => {
  const { url } = shop.world
  const good = shop.seal('oMp_d', follow)
  const xml = eventXml(MP.account, Date.parse(NOW), { FromUserName: 'oMp_d', ...follow })
  const at = Date.parse(NOW)
  const query = new URLSearchParams(good.query)
  query.set('msg_signature', '0'.repeat(40))
  const refused: [string, typeof good, number][] = [
    ['a forged signature', { ...good, query: query.toString() }, 403],
    ['none at all', { ...good, query: '' }, 403],
    ['another account’s message', sealMessage({ ...MP, appid: 'wxsomebodyelse01' }, xml, 'oMp_d', at), 403],
    ['a plain message although keys are set', sealMessage({ ...MP, mode: 'plain' }, xml, 'oMp_d', at), 403],
    ['an old one', sealMessage(MP, xml, 'oMp_d', at - 11 * 60_000), 403],
    ['one of the future', sealMessage(MP, xml, 'oMp_d', at + 11 * 60_000), 403],
    ['65 KB', { ...good, body: `<xml>${'a'.repeat(65_000)}</xml>` }, 413],
    ['10 MB', { ...good, body: 'a'.repeat(10_000_000) }, 413],
    ['the keys of 公众号 at the address of 企业微信', { ...good, path: '' }, 403],
  ]
  for (const [what, sealed, status] of refused) assert.equal((await shop.post(sealed)).status, status, what)
  const bomb = `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(1000)}">]>${xml.replace('qrscene_c_ab12', '&b;&b;')}`
  const kept = [
    sealMessage(MP, bomb, 'oMp_d', at),
    sealMessage(MP, '{"MsgType":"event"}', 'oMp_d', at),
    shop.seal('../../etc', follow),
    shop.seal('oMp_d', { MsgType: 'event', Event: 'LOCATION', Latitude: '1' }),
    shop.seal('oMp_d', { MsgType: 'event', Event: 'subscribe_msg_popup_event' }),
  ]
  for (const sealed of kept)
    assert.deepEqual([(await shop.post(sealed)).status, (await shop.post(sealed)).reply], [200, ''])
  assert.deepEqual(
    (await shop.events()).map(({ state, reason }) => [state, typeof reason]),
    kept.map(() => ['ignored', 'string']),
  )
  assert.deepEqual([(await shop.followers()).length, (await shop.facts()).length], [0, 0])
  const both = sealMessage({ ...MP, mode: 'both' }, xml, 'oMp_d', at)
  assert.deepEqual([(await shop.post(both)).status, (await shop.facts()).length], [200, 1])
  const check = async (change: Record<string, string>) => {
    const params = new URLSearchParams({
      ...Object.fromEntries(new URLSearchParams(good.query)),
      echostr: '4711',
      ...change,
    })
    const answer = await fetch(`${url}/http/inbound/mp?${params}`)
    return [answer.status, await answer.text()]
  }
  assert.deepEqual(await check({}), [200, '4711'])
  assert.deepEqual(await check({ signature: 'f'.repeat(40) }), [403, 'refused'])
  assert.deepEqual(await check({ echostr: '<script>' }), [403, 'refused'])
})

test('consents follow what WeChat says of templates: a refusal in the settings ends them, a popup is not counted again', async () => {
  const openid = 'o-member-01'
  await shop.member('member.giveConsent', { version: PRIVACY_VERSION }, openid)
  const accept = [{ templateId: 'tmplAA1', answer: 'accept' }]
  await shop.member('intent.recordConsent', { id: 'answer-1', answers: accept }, openid)
  const push = (Event: string, List: unknown, source = 'wx_unknown') =>
    shop.world.server.cloud.invoke(
      'inbound',
      { ToUserName: 'gh_x', FromUserName: openid, CreateTime: 1, MsgType: 'event', Event, List },
      { source },
    )
  const left = async () => {
    const { data } = await shop.world.db.collection('consents').limit(1).get()
    return (data[0] as unknown as { credits: { left: number }[] }).credits.map((credit) => credit.left)
  }
  const said = (status: string) => ({ TemplateId: 'tmplAA1', SubscribeStatusString: status, PopupScene: '0' })
  await push('subscribe_msg_popup_event', [said('accept'), said('accept')])
  assert.deepEqual(await left(), [1])
  await push('subscribe_msg_change_event', said('reject'), 'wx_client')
  assert.deepEqual(await left(), [1], 'a phone cannot forge it')
  await push('subscribe_msg_sent_event', { TemplateId: 'tmplAA1', MsgID: '1', ErrorCode: '0', ErrorStatus: 'success' })
  await push('subscribe_msg_change_event', said('reject'))
  assert.deepEqual(await left(), [0])
  await push('user_authorization_revoke', undefined)
  assert.deepEqual(await left(), [0], 'a single right that we never used')
  const stored = (await shop.events()).filter(({ source }) => source === 'weapp')
  assert.deepEqual(stored.map(({ state }) => state).sort(), ['done', 'ignored', 'ignored', 'ignored'])
  assert.ok(stored.every(({ raw }) => !raw.includes(openid)))
  await push('user_authorization_cancellation', undefined)
  assert.equal((await shop.world.db.collection('consents').limit(1).get()).data.length, 0)
})
