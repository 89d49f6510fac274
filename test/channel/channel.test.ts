import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { memberIdOf } from '../../cloudfunctions/platform/identity'
import type { ChannelRow, ChannelView } from '../../src/features/channel/contract'
import type { Person } from '../../src/features/person/rules'
import { upcast } from '../../src/features/points/account'
import '../../src/features/points/collections'
import { audienceFactsOf } from '../../src/features/tier/audience'
import { tierBook } from '../../src/features/tier/book'
import { storeOf } from '../checkin/ledgerOf'
import { DAY } from '../inbound/newcomers'
import { type Channels, openChannels, PLAN, request } from './shopChannels'

let shop: Channels
let chats: string[]

before(async () => {
  shop = await openChannels()
  const sync = { _id: 'groups.sync', schema: 1, kind: 'groups.sync', at: 0, freeAt: 0, lease: null, attempts: 0 }
  await shop.world.db.collection('due').add({ data: { ...sync, lastError: null, payload: {} } })
  await shop.tickAt(DAY, '09:00')
  const { groups } = await shop.staff<{ groups: { chatId: string }[] }>('channel.choices', {})
  chats = groups.map(({ chatId }) => chatId)
})
after(() => shop.close())

const user = (name: string, cap: number | null = null) => ({ user: name, cap, slots: [] })

test('a channel gives each place its code, and who scans is welcomed in its words, tagged, and counted against the caps', async () => {
  const made = await shop.create({
    rota: { staff: [user('xiaomei', 1)], backups: ['aling'], hours: null },
    groups: { chats: chats.slice(0, 2), autoCreate: true, baseName: '静安福利群', baseId: 9 },
    welcome: [{ from: '00:00', until: '24:00', benefit: '{客户称呼}，新人礼在{品牌}', faq: '问我', rules: '不发广告' }],
    invite: true,
    tags: ['静安', '门店'],
  })
  assert.match(made.id, /^s[0-9a-z]{8}$/)
  const { codes, onWay } = await shop.make(made.id, 'contactWay')
  assert.deepEqual([codes.contactWay.state, onWay], ['ready', ['xiaomei']])
  assert.equal((await shop.make(made.id, 'joinWay')).codes.joinWay.state, 'ready')
  assert.equal((await shop.make(made.id, 'wxa')).codes.wxa.state, 'ready')
  assert.equal((await shop.make(made.id, 'mp')).codes.mp.state, 'ready')
  const { codes: short } = await shop.make((await shop.create()).id, 'mp', { days: 7 })
  assert.equal(short.mp.until, Date.parse('2026-11-30T01:00:00Z'))
  // Once more is the same code.
  await shop.make(made.id, 'contactWay')
  const ways = await shop.ways()
  assert.deepEqual(ways.map(({ kind, state }) => `${kind} ${state}`).sort(), [`contact ${made.id}`, `join ${made.id}`])
  for (const place of ['mp', 'contactWay', 'joinWay', 'wxa']) {
    const picture = await shop.staff<{ base64: string }>('channel.codePicture', { id: made.id, place })
    assert.ok(picture.base64.startsWith('iVBOR'), place)
  }

  const configId = ways.find(({ kind }) => kind === 'contact')?.configId
  const scanned = await shop.act<{ externalUserid: string }>('scan-way', { configId, name: '阿橘' })
  const [text, picture] = await shop.heard(scanned.externalUserid)
  assert.match(String(text?.text), /阿橘，新人礼在[\s\S]*问我[\s\S]*不发广告/)
  assert.equal(picture?.kind, 'image')
  await shop.tickAt(DAY, '09:06')
  assert.deepEqual((await shop.view(made.id)).onWay, ['aling'])
  assert.deepEqual((await shop.ways()).find(({ kind }) => kind === 'contact')?.user, ['aling'])
  const calls = await marked()
  assert.deepEqual(calls, ['静安', '门店'])
  // Midnight begins the counts anew.
  await shop.tickAt('2026-11-24', '00:01')
  assert.deepEqual((await shop.view(made.id)).onWay, ['xiaomei'])
  // An absence takes effect without anybody touching the channel.
  await shop.staff('delivery.setAway', { user: 'xiaomei', until: '2026-11-24', deputy: null })
  await shop.tickAt('2026-11-24', '00:06')
  assert.deepEqual((await shop.view(made.id)).onWay, ['aling'])
  await shop.staff('delivery.setAway', { user: 'xiaomei', until: null, deputy: null })

  // By the join way into the first group with room.
  const join = ways.find(({ kind }) => kind === 'join')?.configId
  const joined = await shop.act<{ chatId: string }>('scan-way', { configId: join, name: '小满满' })
  assert.equal(joined.chatId, chats[0])
})

async function marked(): Promise<string[]> {
  const response = await fetch(`${shop.world.url}/wechat/api/calls`)
  const { calls } = (await response.json()) as { calls: { api: string; code: number; request: string }[] }
  const add = calls.find(({ api, code }) => api === 'externalcontact/add_corp_tag' && code === 0)
  const mark = calls.filter(({ api, code }) => api === 'externalcontact/mark_tag' && code === 0)
  assert.equal(mark.length, 1)
  return (JSON.parse(add?.request ?? '{}') as { tag: { name: string }[] }).tag.map(({ name }) => name)
}

test('an edit reaches WeCom, two editors do not overwrite each other, and a stopped channel still lets people in', async () => {
  await shop.setTime(DAY, '10:00')
  const made = await shop.create({ id: 'front-desk_1' })
  assert.equal(made.id, 'front-desk_1')
  await shop.make(made.id, 'contactWay')
  const rota = { staff: [user('aling'), user('dianzhang')], backups: [], hours: null }
  const save = { request: request(), id: made.id, revision: 1, ...PLAN, rota }
  const saved = await shop.staff<{ channel: ChannelView }>('channel.save', save)
  assert.deepEqual(saved.channel.onWay, ['aling', 'dianzhang'])
  assert.equal((await shop.staff<{ channel: ChannelView }>('channel.save', save)).channel.revision, 2)
  assert.equal(await shop.refused('channel.save', { ...save, request: request() }), 'CHANNEL_CHANGED')

  const cost = { id: made.id, request: request(), day: DAY, cents: 120_000, note: '台卡' }
  await shop.staff('channel.addCost', cost)
  assert.equal((await shop.staff<{ channel: ChannelView }>('channel.addCost', cost)).channel.costs.length, 1)

  await shop.staff('channel.turn', { request: request(), id: made.id, to: 'stopped' })
  assert.equal(await shop.refused('channel.makeCode', { id: made.id, place: 'wxa' }), 'CHANNEL_STOPPED')
  await shop.setTime(DAY, '10:01')
  const way = (await shop.ways()).find(({ state }) => state === made.id)
  const scanned = await shop.act<{ externalUserid: string }>('scan-way', { configId: way?.configId, name: '果果' })
  // The brand's own words, as for anybody.
  assert.ok((await shop.heard(scanned.externalUserid)).length > 0)
  const { channels } = await shop.staff<{ channels: ChannelRow[] }>('channel.channels', { state: 'stopped' })
  assert.deepEqual(
    channels.map(({ id, costCents, onDuty }) => [id, costCents, onDuty.length]),
    [[made.id, 120_000, 2]],
  )
  await shop.staff('channel.removeCode', { id: made.id, place: 'contactWay' })
  assert.ok(!(await shop.ways()).some(({ state }) => state === made.id))
  // Who comes by its code now is welcome, and counted as coming by none.
  const { answer } = await shop.world.call('member', 'member.enter', { channel: made.id }, { openid: 'o-late' })
  assert.equal(answer.ok, true)
  await shop.tickAt(DAY, '10:06')
  const person = `wxa:${memberIdOf('test-secret', 'o-late')}`
  const { data } = await shop.world.db.collection('people').where({ _id: person }).get()
  assert.deepEqual(
    (data as unknown as Person[]).map(({ steps, first }) => [steps.map(({ step }) => step).sort(), first]),
    [[['touch', 'visit'], null]],
  )
})

test('a group that was dissolved is told with the code, and nobody asks for it again and again', async () => {
  await shop.setTime(DAY, '10:30')
  const groups = { chats: chats.slice(2, 4), autoCreate: false, baseName: '', baseId: 1 }
  const { id } = await shop.create({ groups })
  await shop.make(id, 'joinWay')
  await shop.act('dismiss-group', { chatId: chats[3] })
  const save = { request: request(), id, revision: 1, ...PLAN, name: '改个名', groups }
  const { channel } = await shop.staff<{ channel: ChannelView }>('channel.save', save)
  assert.match(channel.codes.joinWay.reason ?? '', /客户群不存在或已解散/)
  await shop.tickAt(DAY, '10:35')
  assert.ok(!(await shop.due()).some(({ _id }) => _id === `channel.ways:${id}`))
  // The group that is left still lets people in.
  const way = (await shop.ways()).find(({ state }) => state === id)
  const joined = await shop.act<{ chatId: string }>('scan-way', { configId: way?.configId, name: '星野' })
  assert.equal(joined.chatId, chats[2])
})

test('what WeChat would refuse is refused before it is asked', async () => {
  await shop.setTime(DAY, '11:00')
  const before = (await shop.ways()).length
  const many = Array.from({ length: 101 }, (_, index) => user(`user${index}`))
  const refusals: [Record<string, unknown>, string][] = [
    [{ id: 'x'.repeat(31) }, 'BAD_INPUT'],
    [{ id: '渠道' }, 'BAD_INPUT'],
    [{ id: 'front-desk_1' }, 'ID_TAKEN'],
    [{ name: '' }, 'BAD_INPUT'],
    [{ rota: { staff: many, backups: [], hours: null } }, 'BAD_INPUT'],
    [{ rota: { staff: [], backups: [], hours: null } }, 'BAD_INPUT'],
    [{ rota: { staff: [user('nobody')], backups: [], hours: null } }, 'NO_SUCH_STAFF'],
    [{ groups: { chats: ['a', 'b', 'c', 'd', 'e', 'f'], autoCreate: false, baseName: '', baseId: 1 } }, 'BAD_INPUT'],
    [{ groups: { chats: ['wrGone'], autoCreate: false, baseName: '', baseId: 1 } }, 'NO_SUCH_GROUP'],
    [{ firstSop: 'never' }, 'NO_SUCH_SOP'],
  ]
  for (const [change, code] of refusals) {
    assert.equal(await shop.refused('channel.create', { request: request(), ...PLAN, ...change }), code)
  }
  assert.equal(await shop.refused('channel.channel', { id: 'unknown' }), 'NO_SUCH_CHANNEL')
  const bare = await shop.create({ rota: null })
  assert.equal(await shop.refused('channel.makeCode', { id: bare.id, place: 'contactWay' }), 'CHANNEL_LACKS')
  assert.equal(await shop.refused('channel.makeCode', { id: bare.id, place: 'joinWay' }), 'CHANNEL_LACKS')
  const cost = { id: bare.id, request: request(), day: DAY, note: '' }
  for (const cents of [-1, 0, 1.5, 1e12, '12']) {
    assert.equal(await shop.refused('channel.addCost', { ...cost, cents }), 'BAD_INPUT')
  }
  assert.equal((await shop.ways()).length, before)
  // A state that nobody gave out: the person is welcomed by the brand, and the id stays with the welcome.
  const odd = await shop.friend({ state: '没有这个码', name: '安安' })
  assert.equal((await shop.post(odd.callback)).status, 200)
  assert.ok((await shop.heard(odd.externalUserid)).length > 0)
})

test('a table of stores becomes channels once, and their codes follow', async () => {
  await shop.setTime(DAY, '12:00')
  const cell = (ref: string, value: string) => ({ ref, value })
  const cells = [cell('A1', '门店'), cell('B1', '导购'), cell('C1', '欢迎语')]
  for (const [index, store] of ['一店', '二店', '三店'].entries()) {
    cells.push(cell(`A${index + 2}`, store), cell(`B${index + 2}`, 'aling'), cell(`C${index + 2}`, '欢迎光临'))
  }
  const grid = { fileName: '门店.csv', sheets: [{ name: '门店', cells, merges: [] }] }
  const { digest } = await shop.staff<{ digest: string }>('channel.previewBatch', { grid })
  const commit = { grid, digest, places: ['contactWay'] }
  assert.equal((await shop.staff<{ made: number }>('channel.commitBatch', commit)).made, 3)
  const { ids, made } = await shop.staff<{ ids: string[]; made: number }>('channel.commitBatch', commit)
  assert.equal(made, 0)
  await shop.tickAt(DAY, '12:05')
  const ways = await shop.ways()
  for (const id of ids) assert.equal(ways.filter(({ state }) => state === id).length, 1)
})

test('with sharing off members find no entry for it and no coupon can be passed on', async () => {
  const { revision } = await shop.staff<{ revision: number }>('channel.sharing', {})
  await shop.staff('channel.setSharing', { request: request(), revision, on: false })
  await shop.setTime(DAY, '12:10')
  const me = await shop.member<{ sharing: boolean }>('member.getMe', {}, 'o-member-01')
  assert.equal(me.sharing, false)
  assert.equal(
    await shop.memberRefused('coupon.offerGift', { id: 'binsert:m0123456789abcdef01234567:1' }, 'o-member-01'),
    'SHARING_OFF',
  )
})

test('where a member came from first is a segment of theirs, so a SOP or a batch can speak to one source alone', async () => {
  const { id } = await shop.create({ name: '直播间', kind: 'live' })
  const other = await shop.create({ name: '包裹卡', kind: 'store' })
  await shop.member('member.giveConsent', { version: 1 }, 'o-from-live')
  for (const channel of [id, other.id]) await shop.member('member.enter', { channel }, 'o-from-live')
  for (const time of ['20:05', '20:10', '20:15']) await shop.tickAt(DAY, time)
  const account = await storeOf(shop.world).get('accounts', memberIdOf('test-secret', 'o-from-live'))
  assert.equal(account?.channel, id)
  assert.ok(account)
  const facts = audienceFactsOf(upcast(account), tierBook.standard, Date.parse(shop.world.now()))
  assert.deepEqual(facts.segments, [`来源·${id}`])
})
