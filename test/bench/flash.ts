import type { World } from '../cloud/world'
import { type FlashShop, flashShopOf, NINE, openFlash } from '../flash/flashShop'
import { type Figures, type Group, median, rounded, timed } from './group'

const MEMBERS = 500
const STOCK = 100
const SAMPLES = 20
const INSTANCES = 16

/** A flash sale by counted wire calls, and nine o'clock itself: 500 for 100 against as many bare guarded updates. */
export const flash: Group = {
  name: 'flash',
  goals: {
    'flash.grab.winner.wire': 4,
    'flash.grab.points.wire': 4,
    'flash.grab.loser.wire': 2,
    'flash.today.loser.wire': 2,
    'flash.join.wire': 4,
  },
  async measure({ say }) {
    const world = await openFlash({ maxRunning: INSTANCES })
    const shop = flashShopOf(world)
    say(`grabbing and joining ${SAMPLES} times`)
    const figures = await singles(world, shop)
    say(`${MEMBERS} members at nine for ${STOCK}`)
    figures['flash.500for100.ratio'] = rounded(await rush(world, shop))
    await world.close()
    return figures
  },
}

async function singles(world: World, shop: FlashShop): Promise<Figures> {
  const free = await shop.opened({ stock: SAMPLES, minutes: 60 })
  const paid = await shop.opened({ stock: SAMPLES, minutes: 60, price: 300 })
  const draw = await shop.opened({ mode: 'draw', minutes: 60 })
  const members = Array.from({ length: SAMPLES }, (_, i) => `o-bench-${i}`)
  for (const openid of members) await shop.givePoints(openid, 300)
  await world.setClock(NINE)
  const all = async (call: (openid: string) => ReturnType<FlashShop['grab']>) => {
    const wireCalls: number[] = []
    for (const openid of members) {
      const done = await call(openid)
      if (!done.answer.ok) throw new Error(done.answer.code)
      wireCalls.push(done.wireCalls)
    }
    return wireCalls
  }
  const figures: Figures = {
    'flash.grab.winner.wire': Math.max(...(await all((openid) => shop.grab(free, openid)))),
    'flash.grab.points.wire': median(await all((openid) => shop.grab(paid, openid))),
    'flash.join.wire': Math.max(...(await all((openid) => shop.join(draw, openid)))),
  }
  // The first who finds nothing says so in the batch; the goal is what everybody after that one costs.
  await shop.grab(free, 'o-bench-late')
  await shop.later(5000)
  const late = [await shop.grab(free, 'o-bench-late'), await shop.grab(free, 'o-bench-later')]
  figures['flash.grab.loser.wire'] = Math.max(...late.map(({ wireCalls }) => wireCalls))
  // What is everybody's was read by the calls before, as it is in a rush.
  const looks = await Promise.all(members.map(() => shop.member('flash.getToday', {}, 'o-bench-late')))
  figures['flash.today.cold.wire'] = Math.max(...looks.map(({ wireCalls }) => wireCalls))
  figures['flash.today.loser.wire'] = (await shop.member('flash.getToday', {}, 'o-bench-later')).wireCalls
  return figures
}

/** Time of the rush over the time of 500 bare guarded updates of one document, sent at once from here. */
async function rush(world: World, shop: FlashShop): Promise<number> {
  const session = await shop.opened({ stock: STOCK, minutes: 60 })
  const codes: (string | undefined)[] = []
  const grabs = await timed(() =>
    Promise.all(
      Array.from({ length: MEMBERS }, async (_, i) => {
        const { answer } = await shop.grab(session, `o-rush-${i}`)
        codes.push(answer.ok ? 'OK' : answer.code)
      }),
    ),
  )
  const won = codes.filter((code) => code === 'OK').length
  if (won !== STOCK || codes.filter((code) => code === 'SOLD_OUT').length !== MEMBERS - STOCK) {
    throw new Error(`${won} of ${STOCK} were given`)
  }
  const bare = world.db.collection('coupon_days')
  const { command } = world.db
  await bare.add({ data: { _id: 'bench', n: 0 } })
  const updates = await timed(() =>
    Promise.all(
      Array.from({ length: MEMBERS }, () =>
        bare.where({ _id: 'bench', n: command.lt(STOCK) }).update({ data: { n: command.inc(1) } }),
      ),
    ),
  )
  return grabs / updates
}
