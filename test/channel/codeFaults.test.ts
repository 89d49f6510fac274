import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ChannelView } from '../../src/features/channel/contract'
import type { Place } from '../../src/features/channel/rules'
import { underFaults } from '../faults/underFaults'
import { DAY } from '../inbound/newcomers'
import { type Channels, openChannels } from './shopChannels'

let shop: Channels
let token: string
let chats: string[]

before(async () => {
  shop = await openChannels()
  const sync = { _id: 'groups.sync', schema: 1, kind: 'groups.sync', at: 0, freeAt: 0, lease: null, attempts: 0 }
  await shop.world.db.collection('due').add({ data: { ...sync, lastError: null, payload: {} } })
  await shop.tickAt(DAY, '09:00')
  const { groups } = await shop.staff<{ groups: { chatId: string }[] }>('channel.choices', {})
  chats = groups.slice(0, 2).map(({ chatId }) => chatId)
  const login = await shop.world.call('staff', 'staff.login', { name: 'demo', password: 'jiepai-demo' })
  token = (login.answer.data as { token: string }).token
})
after(() => shop.close())

const GROUPS = () => ({ chats, autoCreate: false, baseName: '', baseId: 1 })
const make = (id: string, place: Place) => shop.world.call('staff', 'channel.makeCode', { id, place }, { token })

/** The next tick settles what is open, when the claim is over. */
async function settle(hour = '09'): Promise<void> {
  await shop.tickAt(DAY, `${hour}:07`)
}

async function waysOf(id: string): Promise<number> {
  return (await shop.ways()).filter(({ state }) => state === id).length
}

test('a code survives every fault at every wire call: one at the platform, and we know which', async () => {
  const { id } = await shop.create()
  const report = await underFaults(shop.world, {
    action: () => make(id, 'contactWay'),
    // A person looks again instead of pressing at once.
    retry: async () => {
      await settle()
      return make(id, 'contactWay')
    },
    kinds: ['cut'],
    sweep: () => settle(),
    check: async () => {
      const { codes, onWay } = await shop.view(id)
      assert.deepEqual([codes.contactWay.state, onWay], ['ready', ['xiaomei']])
      assert.deepEqual(
        (await shop.ways()).map(({ state, configId }) => [state, configId]),
        [[id, codes.contactWay.ref]],
      )
    },
    restoreOutside: () => shop.wechat.reset(),
  })
  assert.ok(report.points > 8, String(report.points))
})

test('whatever becomes of the call itself, no place has two codes of one channel', async () => {
  const faults = [{ kind: 'cut-before' }, { kind: 'cut-after' }, { kind: 'errcode', errcode: 45009 }]
  const calls = [
    ['contactWay', 'externalcontact/add_contact_way'],
    ['joinWay', 'externalcontact/groupchat/add_join_way'],
  ] as const
  // A token that ended would take the place of the fault.
  await shop.make((await shop.create()).id, 'contactWay')
  let hours = 10
  for (const [place, api] of calls) {
    for (const fault of faults) {
      const hour = String(hours++)
      await shop.setTime(DAY, `${hour}:00`)
      const { id } = await shop.create({ groups: GROUPS() })
      await shop.wechat.act('faults', { api, ...fault })
      await make(id, place)
      await shop.wechat.act('faults', { clear: true })
      const busy = fault.kind === 'errcode'
      assert.equal((await shop.view(id)).codes[place].state, busy ? 'failed' : 'making')
      // Pressing again at once asks nobody.
      if (!busy) assert.equal((await make(id, place)).answer.code, 'CODE_BUSY')
      await settle(hour)
      const { codes } = await shop.view(id)
      if (busy) {
        assert.deepEqual([codes[place].state, await waysOf(id)], ['failed', 0])
        await make(id, place)
      } else if (place === 'contactWay') assert.equal(codes[place].state, 'ready')
      else await decide(id, fault.kind === 'cut-after')
      const end = (await shop.view(id)).codes[place]
      assert.deepEqual([end.state, await waysOf(id)], ['ready', 1], `${place} ${fault.kind}`)
      assert.equal((await shop.ways()).find(({ state }) => state === id)?.configId, end.ref)
    }
  }
})

/** Nobody can ask for a join way: a person who knows its config_id gives it, or has another one made. */
async function decide(id: string, exists: boolean): Promise<void> {
  const { joinWay } = (await shop.view(id)).codes
  assert.deepEqual([joinWay.state, await waysOf(id)], ['unknown', exists ? 1 : 0])
  assert.match(joinWay.reason ?? '', /config_id/)
  const way = (await shop.ways()).find(({ state }) => state === id)
  if (way === undefined) await shop.make(id, 'joinWay', { again: true })
  else {
    const strange = await shop.staff<{ channel: ChannelView }>('channel.makeCode', {
      id,
      place: 'joinWay',
      ref: 'f'.repeat(32),
    })
    assert.equal(strange.channel.codes.joinWay.state, 'unknown')
    await shop.make(id, 'joinWay', { ref: way.configId })
  }
}
