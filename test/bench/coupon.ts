import type { World } from '../cloud/world'
import { type Claimed, type Counter, counterOf, openCoupons, STORE } from '../coupon/shopCoupons'
import { type Figures, type Group, median, rounded, timed } from './group'

const MEMBERS = 500
const STOCK = 100
const SAMPLES = 30
/** As many function instances as race for it. */
const INSTANCES = 16

/** Claiming and redeeming by counted wire calls, and a rush of 500 for 100 against as many bare guarded updates. */
export const coupon: Group = {
  name: 'coupon',
  goals: {
    'coupon.claim.winner.wire': 4,
    'coupon.claim.points.wire': 4,
    'coupon.claim.loser.wire': 2,
    'coupon.redeem.wire': 3,
    'coupon.mine.wire': 2,
  },
  async measure({ say }) {
    const world = await openCoupons({ maxRunning: INSTANCES })
    const shop = counterOf(world)
    say(`claiming and redeeming ${SAMPLES} times`)
    const figures = await singles(shop)
    say(`${MEMBERS} members at once for ${STOCK}`)
    figures['coupon.claim.500for100.ratio'] = rounded(await rush(world, shop))
    await world.close()
    return figures
  },
}

async function singles(shop: Counter): Promise<Figures> {
  const batch = await shop.running({ total: SAMPLES })
  const winner: number[] = []
  const redeemed: number[] = []
  for (let i = 0; i < SAMPLES; i++) {
    const openid = `o-bench-${i}`
    const claimed = await shop.claim(batch, openid)
    winner.push(claimed.wireCalls)
    const { coupon } = claimed.answer.data as Claimed
    const code = await shop.codeOf(coupon.id, openid)
    const done = await shop.staff('coupon.redeem', { code, store: STORE }, 'xiaomei')
    if (!done.answer.ok) throw new Error(`redeeming: ${done.answer.code}`)
    redeemed.push(done.wireCalls)
  }
  // The first who finds nothing says so in the batch; the goal is what everybody after that one costs.
  await shop.claim(batch, 'o-bench-late')
  await shop.later(5000)
  const loser = [await shop.claim(batch, 'o-bench-late'), await shop.claim(batch, 'o-bench-later')]
  const paid = await shop.running({ price: 300, total: SAMPLES, perMember: SAMPLES })
  await shop.givePoints('o-bench-0', 300 * SAMPLES)
  const points: number[] = []
  for (let n = 1; n <= SAMPLES; n++) points.push((await shop.claim(paid, 'o-bench-0', n)).wireCalls)
  return {
    'coupon.claim.winner.wire': Math.max(...winner),
    'coupon.claim.points.wire': median(points),
    'coupon.claim.loser.wire': Math.max(...loser.map(({ wireCalls }) => wireCalls)),
    'coupon.redeem.wire': Math.max(...redeemed),
    'coupon.mine.wire': (await shop.member('coupon.getMine', {}, 'o-bench-0')).wireCalls,
  }
}

/** Time of the rush over the time of 500 bare guarded updates of one document, sent at once from here. */
async function rush(world: World, shop: Counter): Promise<number> {
  const warm = await shop.running({ total: STOCK })
  await Promise.all(Array.from({ length: INSTANCES * 2 }, (_, i) => shop.claim(warm, `o-warm-${i}`)))
  const batch = await shop.running({ total: STOCK })
  const codes: (string | undefined)[] = []
  const claims = await timed(() =>
    Promise.all(
      Array.from({ length: MEMBERS }, async (_, i) => {
        const { answer } = await shop.claim(batch, `o-rush-${i}`)
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
  return claims / updates
}
