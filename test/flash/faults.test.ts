import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { is } from '../../src/kernel/store'
import { storeOf } from '../checkin/ledgerOf'
import type { World } from '../cloud/world'
import { holdsTogether } from '../coupon/shopCoupons'
import { type Attempt, type FaultRun, underFaults } from '../faults/underFaults'
import { DRAWN, drawHolds, EARLY, type FlashShop, flashShopOf, NINE, openFlash, sessionOf } from './flashShop'

let world: World
let shop: FlashShop
let blank: string
let points = 0

before(async () => {
  world = await openFlash()
  shop = flashShopOf(world)
  blank = world.snapshot()
})
beforeEach(async () => {
  world.restore(blank)
  await world.setClock(EARLY)
})
after(async () => {
  console.log(`flash: ${points} cut points`)
  await world.close()
})

async function survives(name: string, run: Omit<FaultRun, 'sweep'>) {
  const report = await underFaults(world, { sweep: () => shop.sweep(), ...run })
  points += report.points
  console.log(`${name}: ${report.wireCalls} wire calls, ${report.points} cut points`)
}

/** Each try has a clock of its own, so that no instance still knows the session from another run. */
let tries = 0
async function atNine(act: () => Promise<Attempt>): Promise<Attempt> {
  tries += 1
  await world.setClock(new Date(Date.parse(NINE) + tries * 3000).toISOString())
  return act()
}

test('grabbing survives a kill at every wire call', async () => {
  // Longer than the tries take.
  const session = await shop.opened({ stock: 1, minutes: 60 })
  await survives('grab', {
    // The same steps as a coupon’s claim, which is tried under all faults.
    kinds: ['kill'],
    action: () => atNine(() => shop.grab(session, 'o1')),
    check: async () => assert.equal((await holdsTogether(world, session)).coupons.length, 1),
  })
})

test('asking for a reminder survives a cut and a kill at every wire call: one wish', async () => {
  const session = await shop.opened({})
  await survives('remind me', {
    kinds: ['cut', 'kill'],
    action: () => shop.member('flash.remindMe', { session }, 'o1'),
    check: async () => assert.equal(await storeOf(world).count('intents', { kind: 'flash.opening' }), 1),
  })
})

test('joining a draw survives a cut and a kill at every wire call: one entry', async () => {
  const session = await shop.opened({ mode: 'draw', minutes: 60 })
  await survives('join', {
    kinds: ['cut', 'kill'],
    action: () => atNine(() => shop.join(session, 'o1')),
    check: async () => assert.equal(await storeOf(world).count('flash_entries', { session }), 1),
  })
})

test('starting a sale survives a kill at every wire call: its session is whole or not there', async () => {
  const { sale } = await shop.ask<{ sale: { _id: string } }>(shop.create({ mode: 'draw' }))
  const id = `${sale._id}_20261123`
  await survives('start', {
    kinds: ['kill'],
    action: () => shop.staff('flash.setState', { id: sale._id, state: 'running' }),
    check: async () => {
      await holdsTogether(world, id)
      const { draw } = await sessionOf(world, id)
      assert.ok(draw && draw.drawnAt === null)
      assert.ok(await storeOf(world).get('due', `flash.draw:${id}`), 'nobody will draw it')
    },
  })
})

test('pausing survives a kill at every wire call: the job brings sessions after their sale', async () => {
  const session = await shop.opened()
  await survives('pause, given up', {
    kinds: ['kill'],
    action: () => shop.staff('flash.setState', { id: shop.sale(session), state: 'paused' }),
    // Only once: whether the sale itself was turned is open then.
    retry: async () => ({ wireCalls: 0, actions: [], ok: true }),
    check: async () => {
      const { state } = await sessionOf(world, session)
      assert.equal((await storeOf(world).get('flash_sales', shop.sale(session)))?.state, state)
      assert.equal((await holdsTogether(world, session)).batch.state, state)
    },
  })
})

test('the draw survives a cut and a kill at every wire call: min(stock, entrants) winners, their coupons, and nobody else’s', async () => {
  const session = await shop.opened({ mode: 'draw', stock: 2 })
  await world.setClock(NINE)
  for (const openid of ['o1', 'o2', 'o3']) await shop.ask(shop.join(session, openid))
  await world.setClock(DRAWN)
  // What else the tick would do is tried elsewhere.
  await storeOf(world).remove('due', { kind: is.neq('flash.draw') })
  await survives('draw', {
    kinds: ['cut', 'kill'],
    action: () => world.fireTimer('tick'),
    check: async () => {
      const { draw } = await drawHolds(world, session)
      assert.equal(draw?.winners.length, 2)
    },
  })
})
