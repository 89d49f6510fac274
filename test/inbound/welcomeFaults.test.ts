import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SealedCallback } from '../../local/wechat/callbacks'
import { underFaults } from '../faults/underFaults'
import { DAY, joining, type Newcomers, openNewcomers, putSop } from './newcomers'

let shop: Newcomers
let callback: SealedCallback
let friend: string
/** Bubbles of a whole welcome. */
let whole: number

before(async () => {
  shop = await openNewcomers()
})
after(() => shop.close())

interface Calls {
  calls: { api: string; code: number }[]
}

/** The friend is added anew on a phone that knows nothing yet. */
async function addFriend(): Promise<void> {
  shop.wechat.reset()
  await shop.world.setClock(`${DAY}T01:00:00.000Z`)
  const added = await shop.friend()
  callback = added.callback
  friend = added.externalUserid
}

/** Once or not at all, and where not, with a reason and a word to the member of staff. */
async function check(): Promise<void> {
  const docs = (await shop.welcomes()).filter((doc) => doc.externalUserid === friend)
  const heard = await shop.heard(friend)
  const { notices } = await shop.wechat.state()
  assert.equal(docs.length, 1)
  const [doc] = docs
  assert.ok(heard.length === 0 || heard.length === whole, `${heard.length} bubbles`)
  if (doc?.state === 'sent') assert.deepEqual([heard.length, notices.length], [whole, 0])
  else {
    assert.ok(doc?.state === 'unknown' || (doc?.state === 'late' && heard.length === 0), doc?.state)
    assert.ok(doc.reason)
    assert.deepEqual(
      notices.map(({ userid }) => userid),
      ['xiaomei'],
    )
  }
}

test('a welcome survives every fault at every wire call: never twice, never lost without a word', async () => {
  // Newer, for this member of staff alone, and without pictures: those have a suite of their own.
  const node = joining('own', [{ type: 'text', text: '{客户称呼}，你好' }])
  await putSop(shop, 'sopown', [{ ...node, audience: { ...node.audience, owners: ['xiaomei'] } }], 2)
  whole = 1
  await addFriend()
  let clean = true
  const states: (string | undefined)[] = []
  // The platform would refuse a second one; it must not even be asked. A token that ended is no asking.
  const asked = async () => {
    const { calls } = (await (await fetch(`${shop.world.url}/wechat/api/calls`)).json()) as Calls
    return calls.filter(({ api, code }) => api === 'externalcontact/send_welcome_msg' && code !== 40014).length
  }
  const report = await underFaults(shop.world, {
    action: () => shop.post(callback),
    kinds: ['cut', 'kill'],
    sweep: () => shop.tickAt(DAY, '09:05'),
    check: async () => {
      await check()
      assert.ok((await asked()) <= 1, `asked ${await asked()} times`)
      const { state } = (await shop.welcomes())[0] ?? {}
      if (clean) assert.equal(state, 'sent')
      states.push(state)
      clean = false
    },
    sees: asked,
    restoreOutside: addFriend,
  })
  await shop.world.db.collection('sops').doc('sopown').remove()
  assert.ok(report.points > 18, String(report.points))
  // Only a run that died between its claim and its note leaves a person to look.
  const sent = states.filter((state) => state === 'sent')
  assert.ok(sent.length >= states.length / 2, states.join())
})

test('a welcome survives every failure of every call to WeCom on its way', async () => {
  whole = 3
  for (const api of ['gettoken', 'externalcontact/get', 'media/upload', 'externalcontact/send_welcome_msg']) {
    for (const fault of [{ kind: 'cut-before' }, { kind: 'cut-after' }, { kind: 'errcode', errcode: -1 }]) {
      await addFriend()
      await shop.world.db.collection('media_cache').where({ schema: 1 }).remove()
      await shop.wechat.act('revoke-tokens', {})
      await shop.wechat.act('faults', { api, ...fault })
      // Three tries in all, as the platform makes them.
      for (let tries = 0; tries < 3 && (await shop.post(callback)).status !== 200; tries++);
      await shop.wechat.act('faults', { clear: true })
      await shop.tickAt(DAY, '09:05')
      await check().catch((error: Error) => assert.fail(`${api} ${JSON.stringify(fault)}: ${error.message}`))
      if (api !== 'externalcontact/send_welcome_msg') assert.equal((await shop.heard(friend)).length, whole, api)
    }
  }
})
