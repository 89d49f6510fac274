import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelView } from '../../src/features/channel/contract'
import type { Invite, InvitingView } from '../../src/features/channel/inviteContract'
import { DAY } from '../inbound/newcomers'
import { type Channels, openChannels, PLAN, request } from './shopChannels'

/** Her 企业微信 face is in the brand's groups. */
const XIAOMAN = 'o-member-01'
let shop: Channels
let counter: ChannelView
let groups: ChannelView

before(async () => {
  shop = await openChannels()
  const sync = { _id: 'groups.sync', schema: 1, kind: 'groups.sync', at: 0, freeAt: 0, lease: null, attempts: 0 }
  await shop.world.db.collection('due').add({ data: { ...sync, lastError: null, payload: {} } })
  await shop.tickAt(DAY, '09:00')
  counter = await shop.create({ name: '收银台' })
  await shop.make(counter.id, 'contactWay')
  const chats = ['wrHuajianFuli1']
  groups = await shop.create({ ...PLAN, rota: null, groups: { chats, autoCreate: false, baseName: '', baseId: 1 } })
})
after(() => shop.close())

const enter = async (openid: string, channel = '') =>
  await shop.member<{ sharing: boolean; invite: { advisor: boolean; group: boolean } }>(
    'member.enter',
    { channel },
    openid,
  )
const invite = (openid: string, channel = '') => shop.member<Invite>('channel.invite', { channel }, openid)
const set = async (change: object) => {
  const { on, advisor, group, revision } = await shop.staff<InvitingView>('channel.inviting', {})
  return shop.staff<InvitingView>('channel.setInviting', {
    request: request(),
    revision,
    on,
    advisor,
    group,
    ...change,
  })
}

test('members are invited by the codes of the channel they came by, else the brand’s, and only to what they do not have', async () => {
  const choice = { request: request(), revision: 0, on: true, advisor: null, group: groups.id }
  assert.equal(await shop.refused('channel.setInviting', choice), 'NO_PICTURE')
  assert.equal(await shop.refused('channel.setInviting', { ...choice, group: 'nowhere' }), 'NO_SUCH_CHANNEL')
  const { sharing, invite: none } = await enter('o-first')
  assert.deepEqual([sharing, none], [true, { advisor: false, group: false }])
  await shop.make(groups.id, 'joinWay')
  assert.equal((await set({ group: groups.id })).group, groups.id)

  await shop.setTime(DAY, '09:02')
  assert.deepEqual((await enter('o-first', counter.id)).invite, { advisor: true, group: true })
  assert.deepEqual((await enter('o-second', '<odd>')).invite, { advisor: false, group: true })
  await enter(XIAOMAN)
  const shown = await invite('o-first', counter.id)
  assert.deepEqual([shown.advisor?.name, shown.group?.name, shown.why], ['小美', '花间美妆·福利群1', null])
  for (const code of [shown.advisor, shown.group]) {
    const bytes = Buffer.from(await (await fetch(code?.picture ?? '')).arrayBuffer())
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG')
  }
  assert.equal((await invite('o-second')).advisor, null)

  // Folded meanwhile: the last way here leads to its codes without being told again, and who is in a group is not asked in.
  await shop.tickAt(DAY, '09:10')
  const known = await shop.world.call('member', 'channel.invite', {}, { openid: 'o-first' })
  assert.ok(known.wireCalls <= 12, String(known.actions))
  assert.deepEqual(await invite('o-first'), shown)
  assert.deepEqual((await enter(XIAOMAN)).invite, { advisor: false, group: false })

  // Nobody is led to a channel that was stopped; the switch takes everything away.
  await shop.staff('channel.turn', { request: request(), id: counter.id, to: 'stopped' })
  await shop.setTime(DAY, '09:11')
  assert.deepEqual((await enter('o-first')).invite, { advisor: false, group: true })
  await set({ on: false })
  await shop.setTime(DAY, '09:12')
  assert.deepEqual((await enter('o-first')).invite, { advisor: false, group: false })
  assert.deepEqual(await invite('o-first'), { advisor: null, group: null, why: null })
})
