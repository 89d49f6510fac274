import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SealedCallback } from '../../local/wechat/callbacks'
import { underFaults } from '../faults/underFaults'
import { type Account, NOW, openAccount } from '../mp/account'

let shop: Account
let callback: SealedCallback
let openid: string

before(async () => {
  shop = await openAccount()
  await shop.saveBook({
    welcome: [
      { type: 'text', text: '先说一句' },
      { type: 'text', text: '再说一句' },
    ],
  })
})
after(() => shop.close())

/** A person follows on a phone that knows nothing yet. */
async function followAnew(): Promise<void> {
  shop.wechat.reset()
  await shop.world.setClock(NOW)
  ;({ callback, openid } = await shop.held('mp-follow', { openid: 'o-member-01', scene: 'c_ab12' }))
}

test('a follow survives every fault at every wire call: one follower, one fact, one link, no message twice', async () => {
  // The book is read once in some seconds; a run that finds it read makes a call less.
  await followAnew()
  const before = shop.world.snapshot()
  await shop.post(callback)
  shop.world.restore(before)
  await followAnew()
  let reply = ''
  const report = await underFaults(shop.world, {
    action: async () => {
      const answered = await shop.post(callback)
      reply = answered.reply
      return answered
    },
    // What a death leaves behind is what a lost answer leaves behind, as far as a callback is concerned: no 200, and a repeat.
    kinds: ['cut'],
    sweep: () => shop.tickAt('2026-11-23', '09:05'),
    check: async () => {
      assert.match(reply, /再说一句/)
      const [followers, facts, events] = [await shop.followers(), await shop.facts(), await shop.events()]
      assert.deepEqual([followers.length, events.map(({ state }) => state)], [1, ['done']])
      assert.deepEqual(
        facts.map(({ step, channel }) => [step, channel]),
        [['follow', 'c_ab12']],
      )
      assert.equal(followers[0]?.hasUnion, true)
      const said = (await shop.chat(openid)).filter(({ source }) => source === 'custom')
      assert.ok(said.length <= 1, `said ${said.length} times`)
      assert.ok(followers[0]?.said.length === 1)
    },
    restoreOutside: followAnew,
  })
  assert.ok(report.points > 6, String(report.points))
})
